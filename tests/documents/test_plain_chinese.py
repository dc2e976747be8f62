"""Nothing but plain Chinese reaches a reviewer: the check of it is sharp, and constructs in unusual
combinations keep their meaning."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from reviewed import leaks, subject_of

from luling.backends.document import Document, build, to_markdown
from luling.backends.document.model import Line, Paragraph, Section, Summary
from small_notices import program_of

UNUSUAL = Path(__file__).parent / "unusual"
YUNJIANG, YUNXI = (
    (UNUSUAL / f"{name}.policy").read_text(encoding="utf-8") for name in ("yunjiang", "yunxi")
)
"""Policies of cities that do not exist, with constructs in combinations that no notice has."""


def document_of(text: str) -> Document:
    section = Section("scope", "适用范围", (Paragraph(Line(text)),))
    return Document("a", "通知", (section,), Summary("", "", "", "", 0, 0, 0, 0), "")


@pytest.mark.parametrize(
    "text",
    [
        "险种为employee的，不予支付",  # an id
        "标识x不予支付",
        "当 险种 是 职工医保，不予支付",  # a transcript of the policy source
        "非 已备案的，不予支付",
        "险种 为职工医保的，不予支付",
        "计数（药店）不少于1家的，不予支付",
        "备案,并且定点的，不予支付",  # half width
        "备案(定点)的，不予支付",
        "备案的，，不予支付",  # twice, or with the stop
        "备案的，不予支付。",
        "备案的，不予支付；",
        "备案（，）的，不予支付",
        "备案的，“不予“支付”",
        "备案的，（不予支付",
        "备案的的，不予支付",
        "比例为None",
        "比例为[]",
        "the ratio",
        "“”为是的，不予支付",
    ],
)
def test_a_leak_is_found(text: str) -> None:
    assert leaks(document_of(text), "") != []


@pytest.mark.parametrize(
    "text",
    [
        "险种为职工医保，并且（已备案，或者定点）的，不予支付",
        "药占比 = （药品费用 − 谈判药品费用）÷ 总费用",
        "县区中药店数少于1家的，列入“未覆盖的县区”名单（三）",
        "“甲”“乙”或者“丙”的，按《办法》执行",
    ],
)
def test_plain_chinese_is_no_leak(text: str) -> None:
    assert leaks(document_of(text), "") == []


@cache
def told(text: str) -> str:
    return to_markdown(build(subject_of(program_of(text))))


@pytest.mark.parametrize("text", [YUNJIANG, YUNXI])
def test_unusual_combinations_read_plainly(text: str) -> None:
    assert leaks(build(subject_of(program_of(text))), text) == []


@pytest.mark.parametrize(
    "sentences",
    [
        # exceptions of exceptions with periods: each says what it sets aside
        "但有下列情形的，改按下列规定：\n\n1. 医院等级为一级的，起付标准为300元（一）。",
        "不过，有下列情形的，不适用上列例外第1项，改按下列规定：\n\n"
        "1. 自2023年7月1日起，医保费用高于10000元的，起付标准为200元（一）。\n"
        "2. 截至2024年12月31日，“定点”为否的，仍按原来的规定（一）。",
        "不过，已由他人代付的，不适用上列例外第2项，仍按原来的规定（一）。",
        "但险种为居民医保的，不适用第2项，管理类别为“第三类”（五）。",
        # values for each member
        "不过，对每个明细，“急救药”为是的，不适用上一项例外，应付为单价与数量的乘积，四舍五入到分（二）。",
        "急救药费为各明细（限于“急救药”为是，并且自付比例低于100%的）的应付的合计（二）。",
        # the connective of a roster's requirement does not reach out of it
        "1. 每个药店（限于“联网”为是的）都符合“备案药店，或者售价低于100元”的要求；\n"
        "   2. “定点”为是。",
        "都符合“已登记，并且已公示”的要求（八）。",
        # bracket tables
        "分档支付按医保费用分段计算，各段相加，四舍五入到分，各段如下（三）：",
        "3. 不低于20000元的，本通知未规定，按《高额费用办法》执行。",
        "| 费用报销的档次名称 | 医保费用不低于20000元 | 《高额费用办法》 | 三 |",
        # dates
        "最迟申报日为出院日期往后推3个月的日期，当月没有这一日的，取当月最后一日（六）。",
        "“自出生日期至费用日期的周岁数”低于18岁的情形（六）。",
        # collections and their exceptions
        "1. “抢救”为是的，不列入“未备案”（七）；\n"
        "2. 未及时补办手续的，不适用第1项，仍按“未备案”原来的规定（七）。",
        "没有“未备案”的情形，例外见“各项判定”（七）；",
        # duties
        "至少有一个县区有不少于1家药店的，各县应当在“完成期限”前做到：每个县区（限于药店数不少于1家的）",
        "鼓励各药店做到：每个县区都已公示（八）。",
    ],
)  # fmt: skip
def test_exceptions_rosters_brackets_and_duties(sentences: str) -> None:
    assert sentences in told(YUNJIANG).replace("\\", "")


@pytest.mark.parametrize(
    "sentences",
    [
        # a table over two enumerations, read from above
        "**档次对照表（自上而下，以先符合的一行为准）**",
        "| 职工医保 | 除三级以外 | 高于1000元 | 不限 | 甲档 | 一 |",
        "不过，没有外配处方，并且“适用档次”一项也没有的，不适用上一项例外，仍按原来的规定（二）。",
        "报销比例为比例，即截至2023年6月30日为80%，自2023年7月1日起为70%（三）。",
        # outcomes that turn on the same situations: periods, and what is set aside
        "加付、补助这2项，都按下列情形分别确定；写明不适用某种情形的，优先于那种情形：\n\n"
        "1. 截至2023年12月31日，险种为职工医保的（三）；\n2. 险种为居民医保的（三）；\n"
        "3. “急诊”为是的，不适用第2种情形（三）。",
        # a roster inside another
        "为药店中所在县区与该县区的县区名称相同，并且“联网”为是的个数（五）。",
        "每个县区都至少有一个药店的所在县区与该县区的县区名称相同的，全部达标",
        "县区中联网药店数少于目标数，并且目标数不是0家的，列入“未达标县区”名单（五）。",
        "不低于1000元的，比例（截至2023年6月30日为80%，自2023年7月1日起为70%）。",
        "有下列情形的，列为“违规”：超价，即费用高于5000元，并且“急诊”为否的（六）。",
        "“适用档次”中有“甲档”，“适用档次”中没有“乙档”，并且没有“违规”的情形的",
        "门槛为按级别确定的起付线减去100元后的余额，不足零的，按零计（四）。",
    ],
)  # fmt: skip
def test_tables_sets_and_rosters_inside_rosters(sentences: str) -> None:
    assert sentences in told(YUNXI).replace("\\", "")
