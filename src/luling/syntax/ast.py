"""The syntax tree of one `.policy` file. A node's comment is its source text.

Every node carries its span, which is no part of equality. Nothing here is resolved: a name is the
text that the author typed, and a number keeps its exact value and its unit as typed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from luling.source import NOWHERE, Span


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """结算政策"""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Label:
    """结算政策（settlement_policy）: what is being declared; the id may be left out."""

    text: str
    id: str | None
    span: Span = _span()
    id_span: Span = _span()


# ---------------------------------------------------------------- citations


@dataclass(frozen=True, slots=True)
class Quote:
    """「统筹基金报销比例为80%」: `text` is what stands between the marks, `span` covers the marks."""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Citation:
    """二（五）1「统筹基金报销比例为80%」「……」

    After 依据, parted by 、. `policy` is set where the clause is of another notice:
    依据 shandong 六「原则上市辖区内……不少于30种」.
    """

    clause: str
    quotes: tuple[Quote, ...]
    policy: Name | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Basis:
    """依据 二（五）1「……」、二（三）2，推算 因「起付线为零即不收取」

    `derived` is the reason why numbers of the sentence need not stand in the cited words.
    """

    citations: tuple[Citation, ...] = ()
    derived: str | None = None
    span: Span = _span()


# ---------------------------------------------------------------- types


@dataclass(frozen=True, slots=True)
class SimpleType:
    """是非 · 金额 · 比例 · 日期 · 时长 · 文本 · 名单"""

    kind: Literal["bool", "money", "ratio", "date", "duration", "text", "names"]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class IntegerType:
    """整数 · 整数（种）"""

    unit: str | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class NamedType:
    """险种 (an enumeration)"""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class SetType:
    """集合（病种）"""

    element: NamedType
    span: Span = _span()


Type = SimpleType | IntegerType | NamedType | SetType


# ---------------------------------------------------------------- expressions


@dataclass(frozen=True, slots=True)
class Number:
    """80% · 30种 · 1.5万元 · 3个月 · 30日 · 12

    `value` is exact and already multiplied by 万 or 亿 (1.5万元 is 15000, 80% is 4/5, 5角 is 1/2 元).
    `unit` is 元, %, 个月, 月, 年, 日, 天, 岁 or a measure word such as 种, or None.
    """

    value: Fraction
    unit: str | None
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Date:
    """2022年6月30日 · 2022年6月底 (`at_end`)"""

    value: dt.date
    at_end: bool = field(default=False, compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Text:
    """"合肥" or “合肥”"""

    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Truth:
    """是 · 否"""

    value: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Unspecified:
    """未规定，按《现行大病保险政策》执行: the notice leaves it to `refers_to` (may be None)."""

    refers_to: str | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Reference:
    """险种: a fact, parameter, condition, conclusion, member field or enumeration value."""

    name: Name
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Lookup:
    """门诊特病起付标准（定点医院等级）: a parameter table at its keys."""

    name: Name
    keys: tuple[Expr, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not:
    """非 处方医师为责任医师"""

    operand: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Logic:
    """甲 且 乙 且 丙. Never a mixture: the parser has reported one and keeps the first word."""

    word: Literal["and", "or"]
    parts: tuple[Expr, ...]
    span: Span = _span()


CompareWord = Literal["eq", "ne", "lt", "le", "gt", "ge"]


@dataclass(frozen=True, slots=True)
class Compare:
    """险种 是 职工医保 · 单价 超过 支付标准 · 医院等级 不低于 二级; `word_span` is the operator's."""

    op: CompareWord
    left: Expr
    right: Expr
    word: str = field(default="", compare=False)
    word_span: Span = _span()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Between:
    """年龄 介于 18岁 至 60岁, both ends included"""

    value: Expr
    low: Expr
    high: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Among:
    """理由 属于 医保总额限制、药占比 · 药品编码 不属于 国谈药品目录 (`negated`)

    With a single name it may be a catalogue; resolution tells.
    """

    value: Expr
    members: tuple[Expr, ...]
    negated: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Contains:
    """所患病种 包含 高血压 · 不予支付 包含 超出限定范围 (`negated` for 不包含)"""

    set: Expr
    member: Expr
    negated: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Empty:
    """不予支付 为空 · 不予支付 不为空 (`negated`)"""

    set: Expr
    negated: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """医保费用 减 起付额 · 单价 乘 数量 · 甲 除以 乙"""

    op: Literal["add", "sub", "mul", "div"]
    left: Expr
    right: Expr
    word_span: Span = _span()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Negative:
    """负 5元 is not written in notices; kept for －5 in expressions so that it can be refused well."""

    operand: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Overflow:
    """3个月 顺延 · 3个月 取月末: what a date does on a day that the month does not have."""

    amount: Expr
    mode: Literal["next_day", "month_end"]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Selection:
    """特病定点医院 中 非 选定单病种结算 的 等级

    `roster` alone (县区), with a filter after 中, with an expression of each member after 的.
    """

    roster: Name
    condition: Expr | None
    value: Expr | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Extreme:
    """最高（定点医院等级，特病定点医院 中 非 选定单病种结算 的 等级） · 最低（甲，乙）"""

    kind: Literal["max", "min"]
    args: tuple[Expr | Selection, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Aggregate:
    """计数（县区 中 双通道药店数 低于 1家） · 合计（明细 的 单价 乘 数量） · 名单（县区 中 …… 的 名称）"""

    kind: Literal["count", "sum", "names"]
    selection: Selection
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quantified:
    """每个 县区 的 双通道药店数 不少于 1家 · 任一 药店 中 甲 的 乙 · 每个 药店 的（甲 且 乙）

    `condition` is never None here: `selection.value` holds what is asked of each member.
    """

    kind: Literal["every", "any"]
    selection: Selection
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DateOf:
    """统计月份 次月 10日 · 统计月份 当月 10日 · 成交日期 月末 · 成交日期 年末

    `months` is 0 or 1; `day` is None for the last day of the month; `year_end` for 年末.
    """

    date: Expr
    months: int
    day: int | None
    year_end: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Call:
    """周岁（出生日期，费用发生日期） · 天数（起，止） · 年度（日期） · 月份（日期）"""

    function: Literal["age", "days", "year", "month"]
    args: tuple[Expr, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Grouped:
    """（甲 或 乙）: brackets, kept for the formatter."""

    inner: Expr
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands where an expression could not be read; later stages skip it."""

    span: Span = _span()


Expr = (
    Number | Date | Text | Truth | Unspecified | Reference | Lookup | Not | Logic | Compare | Between
    | Among | Contains | Empty | Arithmetic | Negative | Overflow | Selection | Extreme | Aggregate
    | Quantified | DateOf | Call | Grouped | Broken
)


# ---------------------------------------------------------------- values that a sentence sets


@dataclass(frozen=True, slots=True)
class Rounding:
    """四舍五入到元 · 舍去到分 · 进位到角 · 保留4位小数

    `places` counts decimals: of yuan for money (到元 0, 到角 1, 到分 2, 到百元 -2), of the fraction
    for a ratio; None where it is not said.
    """

    mode: Literal["half_up", "down", "up"]
    places: int | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Period:
    """自 2022年7月1日 · 至 2022年6月30日, both inclusive"""

    start: Date | None
    end: Date | None
    span: Span = _span()


# ---------------------------------------------------------------- sentences: head of a file


@dataclass(frozen=True, slots=True)
class PolicyHead:
    """政策 chongqing《重庆市医疗保障局关于……的通知》
      发文机关 重庆市医疗保障局
      文号     渝医保发〔2021〕12号
      成文日期 2021年2月22日
      施行日期 2021年3月1日，依据 六「自2021年3月1日起实施」
      失效日期 2026年2月28日
      适用地区 重庆市
      上位     national
      原文     "notice.txt"。

    `issuers`, `regions` and `upper` are lists parted by 、.
    """

    id: Name
    title: Text
    issuers: tuple[Text, ...]
    number: Text | None
    issued: Date | None
    effective: Date | None
    effective_basis: Basis
    expires: Date | None
    expires_basis: Basis
    regions: tuple[Text, ...]
    upper: tuple[Name, ...]
    notice: Text | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class VocabularyHead:
    """词汇 通用词汇（common）。"""

    label: Label
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Import:
    """引用 通用词汇。 · 引用 通用词汇，自 "../common/common.policy"。"""

    name: Name
    path: Text | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class EnumValue:
    """职工医保（employee，编码 310，又称 城镇职工医保）"""

    label: Label
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class EnumDecl:
    """枚举 险种（insurance）：职工医保（employee，编码 310）、居民医保（resident，编码 390）。
    枚举 医院等级（hospital_level）：一级（level1） 低于 二级（level2） 低于 三级（level3）。

    `ordered` when the values are parted by 低于, low to high.
    """

    label: Label
    values: tuple[EnumValue, ...]
    ordered: bool
    span: Span = _span()


# ---------------------------------------------------------------- parameters and catalogues


@dataclass(frozen=True, slots=True)
class ParamValue:
    """30% 至 2022年6月30日，依据 三「由原则上不高于30%」"""

    value: Expr
    period: Period | None
    basis: Basis
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its parsed expression forms, tried by the construct that owns it.

    任意 and — are `any`; 不限 is `unbounded`; a list 甲、乙 has several `values`; 非 甲 sets `negated`;
    不少于 30种 has `op`; 10种 至 20种 has `low` and `high`.
    """

    values: tuple[Expr, ...] = ()
    negated: bool = False
    op: CompareWord | None = None
    low: Expr | None = None
    high: Expr | None = None
    any: bool = False
    unbounded: bool = False
    citation: tuple[Citation, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Row:
    """| 市辖区 | 30种 |"""

    cells: tuple[Cell, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under a head; `header` holds the cells of the first row as typed (an expression each).

    A last column headed 依据 holds citations (Cell.citation).
    """

    header: tuple[Expr, ...]
    rows: tuple[Row, ...]
    has_basis: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ParamDecl:
    """参数 职工统筹报销比例（employee_ratio）：比例 80%，依据 二（五）1「……」。
    参数 居民比例（resident_ratio）：比例 另行规定，依据 ……。
    参数 门诊特病起付标准（chronic_deductible）：按 医院等级 的 金额 另行规定，依据 ……。
    参数 放宽到主治医师（attending_allowed）：是非 默认 否，依据 ……。
    参数 先行自付比例上限（limit）：比例
      30% 至 2022年6月30日，依据 三「……」；
      20% 自 2022年7月1日，依据 三「……」。
    参数 配备品种下限（minimum）：按 药店所在 的 整数（种），依据 六「……」
      | 药店所在 | 配备品种下限 |
      | 市辖区   | 30种         |
      | 县域     | 20种         |。

    Exactly one of: `values` (fixed, one or by period), `external`, `grid`. `default` goes with
    `external` only, and means: supplied by the deployment, and this value while it is not.
    `answers` (对应 先行自付比例) is the name under which 约束 of upper notices speak of it.
    """

    label: Label
    keys: tuple[NamedType, ...]
    type: Type
    values: tuple[ParamValue, ...]
    external: bool
    default: Expr | None
    grid: Grid | None
    basis: Basis
    interface: str | None = None
    answers: Name | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Column:
    """药品类别（drug_class）：药品类别, for a catalogue or a roster; `header` as in the file."""

    label: Label
    type: Type
    header: str | None = None
    interface: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CatalogueShare:
    """药品类别 是 高值药品 共 20种 · 药品类别 属于 高值药品、其他国谈药品 共 91种, after 其中: how many
    entries have one of these values in this column."""

    column: Name
    values: tuple[Expr, ...]
    count: Number
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CatalogueDecl:
    """目录 国谈药品目录（drugs）：自 "drugs.csv"，共 20种，依据 一（一）1「20种药品」
      键 药品编码（code）：文本
      列 药品类别（drug_class）：药品类别
      列 支付标准（pay_standard）：金额，列名 "医保支付标准"
      起 协议起 止 协议止。
    目录 国谈药品目录（drugs）：自 "drugs.csv"，其中 药品类别 是 高值药品 共 20种、
      药品类别 属于 高值药品、其他国谈药品 共 91种，依据 ……

    `count` and `shares` are what the notice says; 起 and 止 name the file's columns of the period in which an entry applies (may be left out).
    """

    label: Label
    path: Text
    count: Number | None
    key: Column
    columns: tuple[Column, ...]
    starts: Text | None
    ends: Text | None
    basis: Basis
    shares: tuple[CatalogueShare, ...] = ()
    answers: Name | None = None
    span: Span = _span()


# ---------------------------------------------------------------- decisions


@dataclass(frozen=True, slots=True)
class DecisionHead:
    """判定 药品费用报销（reimbursement）
    判定 考核指标（performance），沿用 考核指标，依据 三「将合理使用的谈判药品单列」

    `base` names a 共用判定 of a vocabulary; its sentences come first, and rest on `basis` where they
    have none of their own.
    """

    label: Label
    base: Name | None = None
    basis: Basis = Basis()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class SharedDecisionHead:
    """共用判定 考核指标（performance）

    In a 词汇 file: the sentences below it are what several notices say alike, written once.
    """

    label: Label
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FactDecl:
    """事实 险种（insurance）：险种。
    事实 费用发生日期（service_date）：日期，作适用日期。
    事实 险种。   (the vocabulary's own)
    事实 药品类别（drug_class）：药品类别，可由 国谈药品目录 按 药品编码 得出。
    事实 单价（unit_price）：金额，接口字段 "pric"。

    `type` is None where the vocabulary defines the fact. In a 词汇 file it stands before any 判定.
    """

    label: Label
    type: Type | None
    is_date: bool = False
    catalogue: Name | None = None
    catalogue_key: Name | None = None
    interface: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RosterDecl:
    """名册 特病定点医院（chronic_hospitals）：等级（level）：医院等级、选定单病种结算（single_disease）：是非。"""

    label: Label
    columns: tuple[Column, ...]
    interface: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CheckDecl:
    """校验 药费不超过总费用（drug_within_total）：药品费用 不超过 总费用。"""

    label: Label
    condition: Expr
    basis: Basis
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ConditionDecl:
    """情形 门诊购保障用药（outpatient_guarantee）：药品类别 是 国谈门诊保障用药 且 就医方式 是 门诊，依据 ……。"""

    label: Label
    condition: Expr
    basis: Basis
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class OutcomeDecl:
    """结论 结算政策（settlement_policy）：结算政策。
    中间结论 起付前费用（base）：金额，可空。
    结论 可以支付（payable）：是非，为 不予支付 为空。
    结论 药占比（drug_ratio）：比例，保留4位小数。
    结论 差额（gap）：金额，默认 0元。
    逐项 明细 的 应付（line_pay）：金额，为 单价 乘 数量，依据 ……。

    `value` is the short form: one rule without condition. `roster` for 逐项 (a value per member,
    never an outcome of its own). `is_output` is False for 中间结论 and 逐项.
    """

    label: Label
    type: Type
    is_output: bool
    roster: Name | None = None
    value: Expr | None = None
    nullable: bool = False
    default: Expr | None = None
    rounding: Rounding | None = None
    interface: str | None = None
    basis: Basis = Basis()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class OutcomeMore:
    """结论 审查结果。: more rules for a conclusion of the 共用判定 that the decision 沿用s"""

    name: Name
    span: Span = _span()


Modal = Literal["must", "principle", "may", "encouraged"]


@dataclass(frozen=True, slots=True)
class DutyDecl:
    """职责 县域覆盖（county_coverage）：各市 应当 在 2022年6月30日前 做到
      每个 县区 的 双通道药店数 不少于 1家，
      当 已启动，对应 city_coverage，依据 五「……」。

    `modal`: 应当 must, 原则上 principle, 可以 may, 鼓励 encouraged. `applies` (当): where it is false
    nothing is owed. `answers` (对应) names the duty of an upper notice that this one carries out.
    """

    label: Label
    subjects: tuple[Name, ...]
    modal: Modal
    deadline: Expr | None
    condition: Expr
    applies: Expr | None = None
    answers: Name | None = None
    basis: Basis = Basis()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Bound:
    """先行自付比例 不高于 先行自付比例上限: what a lower notice sets under that name"""

    name: Label
    op: CompareWord
    value: Expr
    word: str = field(default="", compare=False)
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Prohibition:
    """不得另定 双通道药品范围: a lower notice declares nothing of that name"""

    name: Label
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Invariance:
    """供药渠道 由 定点医疗机构 换为 定点零售药店 不改变 结算政策、报销比例，当 可以支付

    `condition` (当) names a conclusion that must hold in both cases.
    """

    fact: Label
    before: Name
    after: Name
    outcomes: tuple[Label, ...]
    condition: Label | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ConstraintDecl:
    """约束 先行自付上限（ceiling）：各市 的 先行自付比例 不高于 先行自付比例上限，依据 三「……」。
    约束 配备下限（floor）：各市 的 配备品种下限 原则上 不低于 配备品种下限，依据 六。
    约束 不另定范围（one_list）：各地 不得另定 双通道药品范围，依据 三「……」。
    约束 两渠道相同（same）：各地 的 供药渠道 由 定点医疗机构 换为 定点零售药店 不改变 结算政策，
      当 可以支付，列为待研究，依据 五「……」。

    What lower notices must keep to. A breach is an error; with 列为待研究 or 原则上 a finding.
    """

    label: Label
    subjects: tuple[Name, ...]
    demand: Bound | Prohibition | Invariance
    modal: Modal = "must"
    as_finding: bool = False
    basis: Basis = Basis()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CollectionDecl:
    """收集 不予支付（denials）。"""

    label: Label
    is_output: bool = True
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class MemberDecl:
    """不予支付 处方医师不是责任医师（not_responsible_physician）：当 门诊购保障用药 且 非 处方医师为责任医师，依据 ……。

    A member of a collection; the sentence starts with the collection's name. 当 may be left out
    (always a member). `period` as in rules.
    """

    collection: Name
    label: Label
    condition: Expr | None
    period: Period | None
    basis: Basis
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RuleDecl:
    """通则 当 门诊购保障用药，为 参照门诊慢特病政策，依据 二（三）2「……」。
    通则 居民（resident_rule）：当 险种 是 居民医保，为 0元，依据 ……。
    例外 当 异地就医 是 异地直接联网结算，为 就医地规定，依据 四（七）1「……」。
    例外 联网（networked）于 居民：自 2022年7月1日，当 …，为 …，依据 …。
    例外 急诊（emergency）于 处方医师不是责任医师：当 急诊抢救，不列入，依据 …。
    恢复 于 联网：当 …，依据 …。

    `target` is the label of the rule (or collection member) that is set aside, or for 恢复 the
    exception that is cancelled; None: all 通则 of the conclusion (for 恢复: all its exceptions).
    `value` is None for 恢复 and 不列入 (`excludes`). `conclusion` is set where a rule names it:
    例外 结算政策 · 联网 … is not written; a rule belongs to the nearest 结论 or collection before it,
    and an exception of a collection member names its target.
    """

    kind: Literal["rule", "exception", "reinstate"]
    label: Label | None
    target: Name | None
    period: Period | None
    condition: Expr | None
    value: Expr | None
    excludes: bool
    rounding: Rounding | None
    basis: Basis
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class TableDecl:
    """表 结算政策（settlement_policy）：结算政策，依据 二
      | 就医方式 | 药品类别         | 结算政策             | 依据        |
      | 住院     | 任意             | 住院报销政策         | 二（三）3「……」 |
      | 门诊     | 国谈门诊特病用药 | 门诊慢特病政策       | 二（三）1   |。

    A conclusion given by rows; hit is unique unless 先列优先. 中间表 for an intermediate one.
    The value column is headed with the table's own label and stands last, before 依据.
    """

    label: Label
    type: Type
    is_output: bool
    first_hit: bool
    nullable: bool
    default: Expr | None
    rounding: Rounding | None
    grid: Grid
    basis: Basis
    interface: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class BracketDecl:
    """分段 统筹报销（pooled）：金额，按 符合规定的费用 分段累进，依据 ……
      | 超过    | 不超过  | 比例 |
      | 0元     | 10000元 | 85%  |
      | 10000元 | 不限    | 90%  |。

    `mode`: marginal 分段累进 (each part at its own ratio), whole 全额按档 (the whole amount at the
    ratio of its bracket), value 按档取值 (the bracket's value itself). 中间分段 for an intermediate.
    Header words fix the sides: 超过 > · 以上/不低于 ≥ · 不超过/以下 ≤ · 不足/低于 <.
    """

    label: Label
    type: Type
    is_output: bool
    amount: Expr
    mode: Literal["marginal", "whole", "value"]
    lower_op: Literal["gt", "ge"]
    upper_op: Literal["le", "lt"]
    rounding: Rounding | None
    grid: Grid
    basis: Basis
    interface: str | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class FormEntry:
    """| "填报单位（盖章）：" | 填报单位      |
    | "县（市、区）"     | 县区 的 名称  |
    | "联系电话:"        | 手填          |
    | "医院审核意见"     | —             |

    `heading` holds the printed words, in several strings where the original breaks them into lines.
    `kind`: value, hand (手填: left for the pen), heading (—: nothing is to be filled in).
    `roster` is set for a column of the detail table; `values` are more than one only where several
    dates go into the blanks of the heading.
    """

    heading: tuple[Text, ...]
    kind: Literal["value", "hand", "heading"]
    roster: Name | None = None
    values: tuple[Expr, ...] = ()
    span: Span = _span()

    @property
    def printed(self) -> str:
        """The words of the heading on one line; what follows a colon stands a bit apart."""
        words = ""
        for part in self.heading:
            words += ("\u3000" if words.endswith(("：", ":")) else "") + part.value
        return words


@dataclass(frozen=True, slots=True)
class FormDecl:
    """表单 统计表（statistics）：《全市谈判药品“双通道”管理工作情况统计表》，依据 附件正文
      | 栏目           | 填写         |
      | "序号"         | 县区 的 序号 |
      | "县（市、区）" | 县区 的 名称 |。

    A form that an annex of the notice prints, and what of the decision is written where.
    `header` is the place of the row 栏目, 填写.
    """

    label: Label
    title: Text
    entries: tuple[FormEntry, ...]
    basis: Basis
    header: Span = _span()
    span: Span = _span()


# ---------------------------------------------------------------- clauses and cases


@dataclass(frozen=True, slots=True)
class ClauseEntry:
    """条文 一、五（三） 不编码，因「指导思想，没有可判定的内容」。
    条文 二（四）3 另见《门诊特病起付标准的规定》，因「调整后从其规定」。
    """

    clauses: tuple[Citation, ...]
    refers_to: str | None
    reason: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class RecordValue:
    """［等级 三级，选定单病种结算 否］"""

    fields: tuple[tuple[Name, Expr | None], ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Given:
    """险种 是 职工医保 · 单价 不详 · 特病定点医院 是 ［等级 三级］、［等级 二级］ · 县区 是 空名册
    and after 给定: 门诊特病起付标准（三级） 是 500元

    `value` None means 不详 (unknown).
    """

    name: Name
    keys: tuple[Expr, ...]
    value: Expr | tuple[RecordValue, ...] | tuple[Expr, ...] | None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Expected:
    """报销比例 是 80% · 不予支付 为空 · 起付标准 未规定 · 统筹支付 待定（缺 起付标准（三级）、险种）
    不予支付 是 药店不合条件、超出限定范围

    `kind`: value, empty, unspecified (null and known), unresolved (`missing` names, may be empty =
    not checked).
    """

    name: Name
    kind: Literal["value", "empty", "unspecified", "unresolved"]
    values: tuple[Expr, ...] = ()
    missing: tuple[tuple[Name, tuple[Expr, ...]], ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CaseDecl:
    """用例「职工首次购药」（employee_first），判定 药品费用报销，依据 二（五）1
      沿用「基准」
      已知 险种 是 职工医保，医保费用 是 10000元，单价 不详
      给定 门诊特病起付标准（三级） 是 500元
      应得 报销比例 是 80%，不予支付 为空。

    Instead of outcomes 应得 may say: 应得 尚未施行 · 应得 报错 单价 (`error_fact`).
    """

    title: Text
    id: str | None
    decision: Name
    citations: tuple[Citation, ...]
    base: Text | None
    facts: tuple[Given, ...]
    params: tuple[Given, ...]
    expected: tuple[Expected, ...]
    not_in_force: bool = False
    error_fact: Name | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """用例 自 "cases.csv"，判定 药品费用报销。"""

    path: Text
    decision: Name
    span: Span = _span()


Sentence = (
    PolicyHead | VocabularyHead | Import | EnumDecl | ParamDecl | CatalogueDecl | DecisionHead
    | FactDecl | RosterDecl | CheckDecl | ConditionDecl | OutcomeDecl | CollectionDecl | MemberDecl
    | RuleDecl | TableDecl | BracketDecl | ClauseEntry | CaseDecl | CaseFile | SharedDecisionHead
    | OutcomeMore | DutyDecl | ConstraintDecl | FormDecl
)


@dataclass(frozen=True, slots=True)
class Comment:
    """# 备注, to the end of the line"""

    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that could not be read: its first word, the names in it, and its place.

    Later stages take it that it declares what it names, so that one mistake gives one message.
    """

    word: str
    names: frozenset[str]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class File:
    """One source file: its sentences in order. `broken` counts the sentences that could not be read,
    `unread` has what is known of them."""

    name: str
    sentences: tuple[Sentence, ...]
    comments: tuple[Comment, ...] = ()
    broken: int = 0
    span: Span = _span()
    unread: tuple[Unread, ...] = ()

    @property
    def lost(self) -> frozenset[str]:
        """Every name in a sentence that could not be read."""
        return frozenset().union(*(item.names for item in self.unread))
