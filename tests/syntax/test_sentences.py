"""Every form that the docstrings of the tree show, and what it reads as."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from luling.syntax import ast

from .support import one, read, sentences

POLICY = """政策 chongqing《关于做好《药品目录》使用工作的通知》
  施行日期 2021年3月1日，依据 六「自2021年3月1日起实施」，推算 因「见正文」
  发文机关 重庆市医疗保障局、重庆市卫生健康委员会
  文号     渝医保发〔2021〕12号
  失效日期 2026年2月28日
  成文日期 2021年2月22日
  适用地区 重庆市
  上位     national、shandong
  原文     "notice.txt"。
"""


def test_a_policy_head_takes_its_fields_in_any_order() -> None:
    head = one(POLICY)
    assert isinstance(head, ast.PolicyHead)
    assert head.id.text == "chongqing"
    assert head.title.value == "关于做好《药品目录》使用工作的通知"
    assert [text.value for text in head.issuers] == ["重庆市医疗保障局", "重庆市卫生健康委员会"]
    assert head.number == ast.Text("渝医保发〔2021〕12号")
    assert head.issued == ast.Date(dt.date(2021, 2, 22))
    assert head.effective == ast.Date(dt.date(2021, 3, 1))
    assert head.effective_basis.derived == "见正文"
    assert head.expires == ast.Date(dt.date(2026, 2, 28))
    assert [name.text for name in head.upper] == ["national", "shandong"]
    assert head.notice == ast.Text("notice.txt")


@pytest.mark.parametrize(
    "text",
    [
        "词汇 通用词汇（common）。",
        "引用 通用词汇。",
        '引用 通用词汇，自 "../common/common.policy"。',
        "枚举 险种（insurance）：职工医保（employee，编码 310，又称 城镇职工医保）、"
        "居民医保（resident，编码 390、391）。",
        '枚举 渠道（channel）：“互联网+医院”（internet）、"药店+"（shop，编码 01、"A-1"）、其他。',
        "枚举 医院等级（hospital_level）：一级（level1） 低于 二级（level2） 低于 三级（level3）。",
        "参数 职工统筹报销比例（employee_ratio）：比例 80%，依据 二（五）1「报销比例为80%」。",
        "参数 居民比例（resident_ratio）：比例 另行规定，依据 二（五）2。",
        "参数 起付标准（deductible）：按 医院等级 的 金额 另行规定，依据 二（四）1。",
        "参数 放宽到主治医师（attending_allowed）：是非 默认 否，依据 二。",
        "参数 上限（limit）：比例\n  30% 至 2022年6月30日，依据 三「不高于30%」；\n"
        "  20% 自 2022年7月1日 至 2023年7月1日，依据 三「不高于20%」「调整到位」。",
        "参数 下限（minimum）：按 药店所在 的 整数（种），依据 六\n"
        "  | 药店所在 | 下限 |\n  | 市辖区 | 30种 |\n  | 县域 | 20种 |。",
        '目录 国谈药品目录（drugs）：自 "drugs.csv"，共 20种，依据 一（一）1「20种药品」\n'
        '  键 药品编码（code）：文本\n  列 支付标准（pay_standard）：金额，列名 "医保支付标准"，'
        '接口字段 "pric"\n  起 协议起 止 “协议+止”。',
        '目录 药品目录（drugs）：自 "drugs.csv"，共 91种，其中 类别 是 甲类 共 20种、'
        '类别 属于 甲类、“乙+类” 共 91种，依据 一\n  其中 限用 是 否 共 2个\n'
        "  键 药品编码（code）：文本\n  列 限用（limited）：是非。",
        "判定 药品费用报销（reimbursement）",
        "判定 药品费用报销（reimbursement）。",
        "事实 险种（insurance）：险种。",
        "事实 费用发生日期（service_date）：日期，作适用日期。",
        "事实 险种。",
        "事实 药品类别（drug_class）：药品类别，可由 国谈药品目录 按 药品编码 得出。",
        '事实 单价（unit_price）：金额，接口字段 "pric"。',
        "事实 所患病种（diseases）：集合（病种）。",
        "事实 数量（count）：整数（盒）。",
        "名册 医院（hospitals）：等级（level）：医院等级、单病种（single）：是非。",
        '名册 明细（lines），接口字段 "feedetail"：单价（price）：金额、数量（count）：整数。',
        "校验 药费不超过总费用（within_total）：药品费用 不超过 总费用。",
        "情形 门诊购药（outpatient）：药品类别 是 国谈药 且 就医方式 是 门诊，依据 一、二（三）。",
        "结论 结算政策（settlement_policy）：结算政策。",
        "中间结论 起付前费用（base）：金额，可空。",
        "结论 可以支付（payable）：是非，为 不予支付 为空。",
        "结论 药占比（drug_ratio）：比例，保留4位小数。",
        "结论 差额（gap）：金额，默认 0元。",
        "逐项 明细 的 应付（line_pay）：金额，为 单价 乘 数量，依据 二。",
        "收集 不予支付（denials）。",
        "中间收集 疑点（doubts）。",
        "不予支付 医师不是责任医师（not_responsible）：当 非 医师为责任医师，依据 四（四）。",
        "不予支付 一律不付（never）。",
        "不予支付 限期不付（then）：自 2022年1月1日，至 2022年12月31日，当 定点。",
        "通则 当 门诊购药，为 参照政策，依据 二（三）2「参照」。",
        "通则 居民（resident_rule）：当 险种 是 居民医保，为 0元，依据 二。",
        "通则 为 未规定，按《现行住院报销政策》执行，依据 二。",
        "例外 联网（networked）于 居民：自 2022年7月1日，当 定点，为 1元，舍去到元，依据 二。",
        "例外 急诊（emergency）于 处方医师不是责任医师：当 急诊抢救，不列入，依据 二。",
        "例外 于 居民 当 定点，为 0元。",
        "恢复 于 联网：当 定点，依据 二。",
        "恢复 照旧（back）于 联网：当 定点。",
        "表 结算政策（settlement_policy）：结算政策，先列优先，依据 二\n"
        "  | 就医方式 | 单价 减 支付标准 | 结算政策 | 依据 |\n"
        "  | 住院 | 任意 | 住院政策 | 二（三）3「按现行」、四 |\n"
        "  | 非 门诊、急诊 | 不超过 0元 | 甲 | — |\n"
        "  | 门诊 | 1元 至 5元 | 未规定，按《现行政策》执行 | shandong 六 |。",
        "中间表 甲（a）：是非，可空，默认 否\n| 定点 | 甲 |\n| 是 | 否 |。",
        "分段 统筹报销（pooled）：金额，按 符合规定的费用 分段累进，四舍五入到分，依据 三\n"
        "  | 超过 | 不超过 | 比例 | 依据 |\n"
        "  | 0元 | 1万元 | 85% | 三 |\n  | 1万元 | 不限 | 90% | |。",
        "中间分段 档（d）：金额，按 费用 按档取值\n| 以上 | 不足 | 金额 |\n| 0元 | 不限 | 5元 |。",
        "表单 统计表（statistics）：《“双通道”统计表》，依据 附件正文「（一）」、十\n"
        "  | 栏目 | 填写 |\n"
        '  | "填报单位（盖章）："、“年　月　日” | 填报单位 |\n'
        '  | "县（市、区）" | 县区 的 药店数 加 1 |\n  | "序号" | 县区 的 手填 |\n'
        '  | "(202　年　月)至　年　月" | 甲、乙 月末 |\n  | "合计" | 合计（县区 的 药店数） |\n'
        '  | "审核" | — |\n  | "签字" | 手填 |\n  | "不" | － |。',
        "条文 一、五（三） 不编码，因「指导思想，没有可判定的内容」。",
        "条文 二（四）3 另见《门诊特病起付标准的规定》，因「调整后从其规定」。",
        "条文 附件说明3（1） 另见《规定》。",
        "用例「首次购药」（first），判定 药品费用报销，依据 二（五）1\n  沿用「基准」\n"
        "  已知 险种 是 职工医保，医保费用 是 10000元，单价 不详，病种 是 高血压、糖尿病，病 为空，"
        "县区 是 空名册，医院 是 ［等级 三级，单病种 否］、[等级 二级，单病种 不详]、【等级 是】\n"
        "  给定 起付标准（三级） 是 500元\n"
        "  应得 报销比例 是 80%，不予支付 为空，起付标准 未规定，结果 待定，"
        "统筹支付 待定（缺 起付标准（三级）、险种），违规 是 甲、乙。",
        "用例「未施行」，判定 甲，已知 日期 是 2020年1月1日，应得 尚未施行。",
        "用例「错」\n  判定 甲\n  已知 单价 是 5元\n  应得 报错 单价。",
        '用例 自 "cases.csv"，判定 药品费用报销。',
    ],
)
def test_a_form_reads(text: str) -> None:
    one(text)


def test_the_columns_of_a_table_read_as_cells() -> None:
    table = one(
        "表 甲（a）：金额\n| 等级 | 费用 | 甲 | 依据 |\n"
        "| 非 一级、二级 | 不少于 30元 | 5元 | 二（一）1「原文」、三 |\n"
        "| 任意 | 1元 至 5元 | 不限 | — |。"
    )
    assert isinstance(table, ast.TableDecl)
    first, second = table.grid.rows
    assert table.grid.has_basis and len(table.grid.header) == 3
    assert first.cells[0].negated and len(first.cells[0].values) == 2
    assert first.cells[1].op == "ge"
    assert [c.clause for c in first.cells[3].citation] == ["二（一）1", "三"]
    assert second.cells[0].any and second.cells[2].unbounded
    assert second.cells[1].low is not None and second.cells[1].high is not None
    assert second.cells[3] == ast.Cell()


@pytest.mark.parametrize(
    ("head", "lower", "upper"),
    [("超过 | 不超过", "gt", "le"), ("以上 | 不足", "ge", "lt"), ("不低于 | 低于", "ge", "lt"),
     ("高于 | 以下", "gt", "le")],
)  # fmt: skip
def test_the_head_of_brackets_fixes_their_sides(head: str, lower: str, upper: str) -> None:
    found = one(f"分段 甲（a）：金额，按 费用 分段累进\n| {head} | 比例 |\n| 0元 | 不限 | 5% |。")
    assert isinstance(found, ast.BracketDecl)
    assert (found.lower_op, found.upper_op) == (lower, upper)


def test_half_width_marks_read_as_full_width_ones() -> None:
    full = one("事实 类别（drug_class）：药品类别，可由 目录甲 按 药品编码 得出，接口字段 “x”。")
    assert one('事实 类别(drug_class):药品类别,可由 目录甲 按 药品编码 得出,接口字段 "x".') == full
    assert one("情形 甲(a):（甲 加 乙)<=５元.") == one("情形 甲（a）：（甲 ＋ 乙） ≤ 5元。")


def test_line_breaks_and_indentation_carry_no_meaning() -> None:
    assert one("结论 甲（a）：金额，为 1元，依据 二。") == one(
        "结论\n甲（a）\n  ：金额，\n\n  为\n 1元\n，依据\n 二\n。"
    )


def test_a_comma_before_a_clause_may_be_left_out() -> None:
    assert one("通则 当 甲 为 乙 依据 二。") == one("通则 当 甲，为 乙，依据 二。")


def test_places_are_absolute() -> None:
    text = "# 一\n事实 险种。\n情形 甲（a）：乙 是 丙。\n"
    _, situation = sentences(text)
    assert isinstance(situation, ast.ConditionDecl)
    assert text[situation.span.start : situation.span.end] == "情形 甲（a）：乙 是 丙"
    compare = situation.condition
    assert isinstance(compare, ast.Compare)
    assert text[compare.word_span.start : compare.word_span.end] == "是"


def test_comments_are_kept_with_their_places() -> None:
    text = "# 一\n事实 险种。 ＃ 二\n情形 甲（a）： # 三\n  乙。\n"
    file, found = read(text)
    assert not found
    assert [comment.text for comment in file.comments] == ["一", "二", "三"]
    assert [text[c.span.start] for c in file.comments] == ["#", "＃", "#"]


def test_a_keyword_of_types_or_functions_may_be_a_name() -> None:
    outcome = one("结论 合计（total）：金额，为 年度 加 金额。")
    assert isinstance(outcome, ast.OutcomeDecl)
    assert outcome.label.text == "合计"
    assert isinstance(outcome.value, ast.Arithmetic)
    assert outcome.value.left == ast.Reference(ast.Name("年度"))


def test_the_words_of_a_fixed_parameter_stand_with_its_value() -> None:
    param = one("参数 甲（a）：金额 1.5万元 自 2022年1月1日，依据 二「甲」。")
    assert isinstance(param, ast.ParamDecl)
    (value,) = param.values
    assert value.value == ast.Number(Fraction(15000), "元", "1.5万元")
    assert value.basis.citations[0].clause == "二"
    assert not param.basis.citations and not param.external
