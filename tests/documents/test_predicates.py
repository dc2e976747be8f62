"""Labels as predicates, and their negation."""

from __future__ import annotations

import pytest

from luling.backends.document.predicates import chosen, decided, negative, positive, quoted


@pytest.mark.parametrize(
    ("label", "holds", "fails"),
    [
        ("用药资质已备案", "用药资质已备案", "用药资质未备案"),
        ("已办理“三定”", "已办理“三定”", "未办理“三定”"),
        ("有外配处方", "有外配处方", "没有外配处方"),
        ("扩大的范围有对应病种", "扩大的范围有对应病种", "扩大的范围没有对应病种"),
        ("处方医师为责任医师", "处方医师为责任医师", "处方医师不是责任医师"),
        ("符合限定支付范围", "符合限定支付范围", "不符合限定支付范围"),
        ("属按规定治疗慢特病", "属于按规定治疗慢特病", "不属于按规定治疗慢特病"),
        ("可以支付", "可以支付", "不能支付"),
        ("需基因检测", "需基因检测", "不需基因检测"),
        ("责任医师开具外购申请", "责任医师开具外购申请", "责任医师未开具外购申请"),
        ("药品全部纳入", "药品全部纳入", "药品未全部纳入"),
        ("资质合规", "资质合规", "资质不合规"),
        ("药店配备达标", "药店配备达标", "药店配备未达标"),
        ("实施方案已报备案", "实施方案已报备案", "实施方案未报备案"),
        ("违规配药", "违规配药", "没有违规配药"),
        ("第一批", "属于第一批", "不属于第一批"),
        ("治疗相应疾病", "治疗相应疾病", "不治疗相应疾病"),
        ("电子处方流转", "电子处方流转", "电子处方未流转"),
        ("“慢性病患者”", "是“慢性病患者”", "不是“慢性病患者”"),
        ("省内跨统筹地区购药", "属于省内跨统筹地区购药", "不属于省内跨统筹地区购药"),
    ],
)  # fmt: skip
def test_labels_are_affirmed_and_denied(label: str, holds: str, fails: str) -> None:
    assert (positive(label), negative(label)) == (holds, fails)


@pytest.mark.parametrize(
    "label", ["名单已确定并公布", "官网与公众号均已开通", "未申请", "本次还应计起付线"]
)
def test_what_cannot_be_denied_surely_is_quoted(label: str) -> None:
    """“Not both” and “neither” must not be taken for one another."""
    assert negative(label) == f"“{label}”为否"


@pytest.mark.parametrize(
    ("label", "values", "holds", "fails"),
    [
        ("就医方式", ("门诊",), "门诊就医", "不是门诊就医"),
        ("结算方式", ("直接结算",), "直接结算", "不是直接结算"),
        ("供药渠道", ("定点零售药店",), "由定点零售药店供药", "不由定点零售药店供药"),
        ("药店所在", ("县域",), "药店在县域", "药店不在县域"),
        ("异地就医", ("本地",), "本地就医", "不是本地就医"),
        ("不配备理由", ("药占比", "其他"), "以药占比或者其他为由不配备",
         "不以药占比或者其他为由不配备"),
        ("类别", ("甲",), "类别为甲", "类别不是甲"),
        ("类别", ("甲", "乙"), "类别为甲或者乙", "类别既不是甲，也不是乙"),
        ("类别", ("甲", "乙", "丙"), "类别为甲、乙或者丙", "类别不是甲、乙、丙中的任何一种"),
    ],
)  # fmt: skip
def test_options_are_affirmed_and_denied(
    label: str, values: tuple[str, ...], holds: str, fails: str
) -> None:
    assert (chosen(label, values, True), chosen(label, values, False)) == (holds, fails)


@pytest.mark.parametrize(
    ("label", "value", "said"),
    [
        ("结算政策", "参照门诊慢特病政策", "参照门诊慢特病政策结算"),
        ("结算政策", "住院报销政策", "按住院报销政策结算"),
        ("总额归属", "列入年度总额", "列入年度总额"),
        ("审查结果", "明令禁止", "审查结果为明令禁止"),
    ],
)
def test_outcomes_are_said_as_deeds(label: str, value: str, said: str) -> None:
    assert decided(label, value) == said


def test_quotation_marks_inside_become_single() -> None:
    assert quoted("办理“三定”管理") == "“办理‘三定’管理”"
    assert quoted("“三定”") == "“三定”"
