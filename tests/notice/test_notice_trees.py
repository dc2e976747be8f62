"""The six notices are cut as they really are, and every clause that people cite is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from luling.notice import Clause, Notice, cut, find_quote
from luling.notice.quotes import QuoteHit

POLICIES = Path(__file__).parents[2] / "policies"
NOTICES = ("national", "guangdong", "shandong", "weihai", "chongqing", "anhui")

# The clauses that the decision contract cites, notice by notice.
CITED = {
    "chongqing": "二（一） 二（二） 二（六） 四（一） 四（五） 四（三） 二（三）3 四（四） 三（二）"
    " 五（一） 四（七）1 二（五）3 二（三）1 二（三）2 四（七）2 四（六） 二（四）1 二（四）2"
    " 二（五）1 二（五）2 四（二） 四（二）基本条件1 四（二）基本条件2 四（二）确定方法 六"
    " 五（二）",
    "weihai": "一（一）1 一（一）2 一（二） 二（三） 一（三） 二（一） 三",
    "anhui": "附件说明3（1） 附件说明3（2） 附件说明3（3） 二（五） 二（三） 二（一） 二（六）"
    " 二（二） 二（七） 三（二） 三（三） 附件说明1",
    "shandong": "一 二 三 五 六 八 十",
    "guangdong": "二 三",
    "national": "三 五",
}

# Words that must stand in their clause: whoever moves a boundary hears of it here.
WORDS = (
    ("chongqing", "二（五）1", "统筹基金报销比例为80%"),
    ("chongqing", "四（四）", "其余医师开具的相关药品处方不予报销"),
    ("chongqing", "四导语", "“三定”管理"),
    ("chongqing", "五(二)", "按“三定”管理原则"),
    ("chongqing", "六", "自2021年3月1日起实施"),
    ("shandong", "三", "由原则上不高于30%调至不高于20%"),
    ("shandong", "十", "于每月10日前报送省医保局"),
    ("shandong", "结语", "及相关配套文件"),
    ("anhui", "三（三）", "第二批，9月30日前"),
    ("anhui", "附件说明3（1）", "未经责任医师开具外购申请"),
    ("weihai", "附件清单3", "19个取消限定支付范围的高值药品名单"),
    ("national", "印发", "2021年9月14日印发"),
    ("guangdong", "落款", "2021年10月8日"),
)


class OutlineExtension(SingleFileSnapshotExtension):
    """One text file a notice, to be read beside it."""

    file_extension = "txt"
    _file_extension = "txt"
    _write_mode = WriteMode.TEXT


def read(name: str) -> str:
    return (POLICIES / name / "notice.txt").read_bytes().decode("utf-8")


def outline(notice: Notice) -> str:
    """A line a clause: reference, kind, offsets, first characters as the text has them."""

    def lines(clause: Clause, depth: int) -> list[str]:
        words = notice.text_of(clause)[:20].replace("\n", "⏎").replace("\u3000", "□")
        heading = f"【{clause.heading}】" if clause.heading else ""
        places = f"{clause.start}-{clause.end}"
        out = [f"{'  ' * depth}{clause.ref}  {clause.kind} {places} {heading}{words}"]
        for child in clause.children:
            out += lines(child, depth + 1)
        return out

    return "\n".join(line for top in notice.clauses for line in lines(top, 0)) + "\n"


@pytest.mark.parametrize("name", NOTICES)
def test_tree_is_as_read_by_eye(name: str, snapshot: SnapshotAssertion) -> None:
    assert outline(cut(read(name))) == snapshot(extension_class=OutlineExtension)


@pytest.mark.parametrize("between", ["", "附件\n"], ids=["unannounced", "announced"])
def test_forwarded_notice_is_an_annex_with_its_own_clauses(between: str) -> None:
    notice = cut(read("guangdong") + between + read("national"))
    forwarded = notice.find("附件/五")
    assert forwarded is not None
    assert notice.text_of(forwarded) == cut_text("national", "五")
    own = notice.find("三")
    assert own is not None
    assert notice.text_of(own) == cut_text("guangdong", "三")
    for ref in ("附件/文号", "附件/标题", "附件/主送", "附件/引言", "附件/印发", "附件三"):
        assert notice.find(ref) is not None, ref
    assert notice.find("四") is None
    assert notice.near("四")[0] == "附件/四"


def cut_text(name: str, ref: str) -> str:
    notice = cut(read(name))
    clause = notice.find(ref)
    assert clause is not None
    return notice.text_of(clause)


@pytest.mark.parametrize("name", NOTICES)
def test_pieces_give_the_text_back(name: str) -> None:
    text = read(name)
    pieces = cut(text).pieces()
    assert "".join(text[p.start : p.end] for p in pieces) == text
    assert {text[p.start : p.end] for p in pieces if p.part == "blank"} <= {"\n"}


@pytest.mark.parametrize("name", NOTICES)
def test_cited_clauses_are_found(name: str) -> None:
    notice = cut(read(name))
    for ref in CITED[name].split():
        clause = notice.find(ref)
        assert clause is not None and clause.ref == ref


@pytest.mark.parametrize(("name", "ref", "words"), WORDS)
def test_words_stand_in_their_clause(name: str, ref: str, words: str) -> None:
    notice = cut(read(name))
    clause = notice.find(ref)
    assert clause is not None
    assert isinstance(find_quote(notice, clause, words), QuoteHit)
