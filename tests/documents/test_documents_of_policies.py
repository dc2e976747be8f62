"""The documents of the six notices: whole, faithful, plain Chinese, small."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from reviewed import NAMES, leaks, subject_of_policy

from luling.backends.document import Document, build, to_html, to_markdown
from luling.backends.document.model import Pair, Pairs
from luling.notice import leaves

LATIN = re.compile(r"[A-Za-z]{2,}")


@cache
def document(name: str) -> Document:
    return build(subject_of_policy(name))


def pairs(name: str) -> tuple[Pair, ...]:
    section = next(one for one in document(name).sections if one.anchor == "notice")
    return next(block for block in section.blocks if isinstance(block, Pairs)).pairs


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_the_notice_stands_there_whole_and_unchanged(name: str) -> None:
    notice = subject_of_policy(name).notice
    assert notice is not None
    words = ["".join(run.text for run in pair.runs) for pair in pairs(name)]
    assert squeezed("".join(words)) == squeezed(notice.text)
    assert all(text in notice.text for text in words)


class _Originals(HTMLParser):
    """The text of the cells that hold original words."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self.inside = ("data-part", "original") in attrs
            self.found += [""] if self.inside else []

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_the_notice_unchanged(name: str) -> None:
    parser = _Originals()
    parser.feed(to_html(document(name)))
    assert parser.found == ["".join(run.text for run in pair.runs) for pair in pairs(name)]


@pytest.mark.parametrize("name", NAMES)
def test_markdown_shows_the_notice_unchanged(name: str) -> None:
    """Rendered, the quotations give the words of each clause."""
    tokens = MarkdownIt("commonmark").parse(to_markdown(document(name)))
    found: list[str] = []
    depth = 0
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "blockquote_open":
            found.append("")
        elif depth and token.type == "inline":
            found[-1] += "".join(child.content for child in token.children or ())
    wanted = ["".join(run.text for run in pair.runs) for pair in pairs(name)]
    assert list(map(squeezed, found)) == list(map(squeezed, wanted))


@pytest.mark.parametrize("name", NAMES)
def test_every_tied_word_is_marked(name: str) -> None:
    subject = subject_of_policy(name)
    assert subject.notice is not None
    marked = "\n".join(run.text for pair in pairs(name) for run in pair.runs if run.tied)
    for _, start, end in subject.tied:
        for part in subject.notice.text[start:end].split("\n"):
            assert part.strip() in marked


@pytest.mark.parametrize("name", NAMES)
def test_every_clause_is_accounted_for(name: str) -> None:
    notice = subject_of_policy(name).notice
    assert notice is not None
    wanted = {clause.ref for clause in leaves(notice)}
    for pair in pairs(name):
        if pair.clause in wanted:
            assert pair.encoded or pair.note is not None, pair.clause
            assert pair.status in ("已编码", "不编码", "另见其他文件"), pair


@pytest.mark.parametrize("name", NAMES)
def test_a_reviewer_reads_plain_chinese(name: str) -> None:
    subject = subject_of_policy(name)
    assert subject.notice is not None
    assert leaks(document(name), subject.notice.text + "A0001") == []


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_small_and_need_nothing_from_elsewhere(name: str) -> None:
    page = to_html(document(name))
    assert len(page.encode()) < 300_000
    assert not re.search(r"<script|<link|<img|<iframe|\ssrc=|url\(|@import", page)
    assert "default-src 'none'" in page
    targets = set(re.findall(r'href="#([^"]+)"', page))
    anchors = re.findall(r'\sid="([^"]+)"', page)
    assert targets <= set(anchors)
    assert len(anchors) == len(set(anchors))


def test_headings_never_skip_a_level() -> None:
    for name in NAMES:
        levels = [int(one) for one in re.findall(r"<h([1-6])", to_html(document(name)))]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_example_of_the_brief() -> None:
    """A rule of Chongqing as a reviewer reads it."""
    text = to_markdown(document("chongqing"))
    rule = "门诊就医，并且药品类别为国谈门诊保障用药的，参照门诊慢特病政策结算（二（三）2）。"
    assert rule in text
    assert "属于“按三定管理”情形，并且用药资质未备案的（四（一）、四（五））" in text
    assert "按比例算得 = （医保费用 − 应扣的起付额）× 应执行的报销比例，四舍五入到分" in text


def test_open_parameters_name_the_document_they_wait_for() -> None:
    text = to_markdown(document("chongqing"))
    assert "“门诊特病起付标准”：另行规定，见《我市门诊特病起付标准政策》（二（四）1）" in text


def test_findings_show_both_clauses_with_their_words() -> None:
    text = to_markdown(document("weihai"))
    section = text.partition("## 与上位通知核对")[2].partition("\n## ")[0]
    assert "一（一）2「属于按规定治疗门诊慢特病的，按现门诊慢特病政策报销」" in section
    assert "五「对纳入“双通道”管理的药品" in section and "national" not in section


def test_questions_are_answered_only_where_rules_answer_them() -> None:
    asked = {
        name: [group.title for one in document(name).sections if one.anchor == "questions"
               for group in one.blocks]
        for name in NAMES
    }  # fmt: skip
    assert "药品费用报销：谁可以享受，符合什么条件才可以支付？" in asked["weihai"]
    assert "药品费用报销：报销多少？" in asked["chongqing"]
    assert "外购备案：要带什么材料？" in asked["anhui"]
    assert "药品费用报销：要带什么材料？" in asked["weihai"]
    assert "药品费用报销：什么情况不予支付？" in asked["anhui"]
    assert asked["national"] == ["落实情况：各省份要做到什么，期限是什么时候？"]


def test_rules_that_look_at_the_same_things_stand_in_a_table_besides() -> None:
    text = to_markdown(document("chongqing"))
    table = text.partition("**结算政策对照表（例外见上文）**")[2].partition("\n\n#")[0].strip()
    assert table.split("\n")[:1] == ["| 就医方式 | 药品类别 | 结算政策 | 条款 |"]
    assert "| 住院 | 不限 | 住院报销政策 | 二（五）3、二（三）3 |" in table
    assert "| 门诊 | 国谈门诊保障用药 | 参照门诊慢特病政策 | 二（三）2 |" in table
    assert "结算方式对照表" not in text  # three rules that look at one thing


def test_an_exception_says_beside_its_clause_what_it_sets_aside() -> None:
    """It holds whether or not that would: nothing says that it is part of it."""
    text = to_markdown(document("chongqing"))
    assert "例外：住院就医的，不适用二（三）1的相应规定，本通知没有规定起付标准、" in text
    assert "4. 住院就医的，不适用第2种情形（二（五）3）；" in text
    assert "例外：异地直接联网结算的，按就医地规定结算。" in text  # all that stands before it


def test_a_question_is_answered_with_what_a_person_has_to_have() -> None:
    anhui = to_markdown(document("anhui")).partition("## 问答")[2]
    assert "属于“药店购药须手工结算”情形的，要求有相关票据（二（五））；" in anhui
    case = "属于“药店购药须手工结算”情形，并且属于省内跨统筹地区购药的"
    assert f"{case}，要求有《备案表》（二（五））。" in anhui
    assert f"{case}，要提供《备案表》（二（五））。" in anhui
    assert "当地未放宽到主治医师的，要求医师职称不低于副主任医师（二（二））；" in anhui


def test_an_open_parameter_without_a_document_shows_the_words_of_the_notice() -> None:
    text = to_markdown(document("chongqing"))
    row = next(line for line in text.split("\n") if line.startswith("| 大病保险起付标准 |"))
    assert row == (
        "| 大病保险起付标准 | 另行规定（通知原文「大病保险起付标准」），"
        "由使用单位按有关文件提供 | 元 | — | 二（五）2 |"
    )


def test_what_was_said_of_a_clause_before_is_referred_to() -> None:
    notice = to_markdown(document("weihai")).partition("## 参数一览")[0]
    assert notice.count("收录114个编码；通知写明的种数：高值药品20种、") == 1
    assert notice.count("目录《附件药品示例目录》，内容见一（一）。") == 3


def test_facts_of_one_kind_are_asked_for_together() -> None:
    """None is lost."""
    text = to_markdown(document("anhui"))
    asked = text.partition("**药品费用报销：要填写的事实**")[2].partition("####")[0]
    program = subject_of_policy("anhui").program
    (decision,) = [one for one in program.decisions if one.label == "药品费用报销"]
    assert asked.count("是或者否") == 1
    assert all(fact.label in asked for fact in decision.facts)


def test_a_percentage_has_its_sign_and_no_unit_besides() -> None:
    chongqing = to_markdown(document("chongqing"))
    assert "| 职工统筹报销比例 | 80% | — | 不分期间 | 二（五）1 |" in chongqing
    assert "由使用单位按有关文件提供 | % | — | 二（五）2 |" in chongqing


def test_a_number_whose_unit_is_its_name_is_named_once() -> None:
    text = to_markdown(document("guangdong"))
    assert "次均费用：100元，因为8人次超过0人次，计算如下（二）：" in text
    assert "考核的总费用800元 ÷ 8人次 = 100元" in text


def test_beside_a_clause_the_sentences_of_several_decisions_are_told_apart() -> None:
    """Each of them has conditions of the same name."""
    anhui = {pair.clause: pair for pair in pairs("anhui")}
    told = anhui["二（二）"].told
    heads = [line.text for line in told if line.items]
    assert heads == ["判定“责任医师”", "判定“双通道医疗机构准入”", "判定“落实情况”"]
    assert told[0].text.startswith("参数“当地放宽到主治医师”")  # of no decision
    inner = [one for line in told for one in (line.items or (line,))]
    assert inner == list(anhui["二（二）"].encoded)
    assert anhui["二（一）"].told == anhui["二（一）"].encoded
