"""The words for parts of a program when two versions are compared."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, get_args

from luling.core import ir
from luling.core.values import decimal_text, value_text
from luling.core.wording import phrase
from luling.explanation.words import chinese_date
from luling.source import Span
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    TextType,
    Type,
)

__all__ = ["FIELDS", "VALUED", "Side", "clauses_text", "type_text"]

FIELDS = {
    "id": "标识", "label": "名称", "title": "标题", "type": "类型", "kind": "种类",
    "issuers": "发文机关", "number": "文号", "issued": "成文日期", "effective": "施行日期",
    "expires": "失效日期", "effective_citations": "施行日期的依据", "regions": "适用地区",
    "upper": "上位通知", "codes": "国家编码", "aliases": "别称", "values": "值",
    "ordered": "是否有高低次序", "start": "起始日期", "end": "截止日期", "value": "值",
    "table": "表", "periods": "有效期", "keys": "键", "external": "是否另行规定",
    "default": "默认值", "interface": "接口字段", "key": "编码栏", "columns": "栏目",
    "entries": "条目", "stated_count": "写明的条数", "catalogue": "取自目录",
    "catalogue_key": "目录的编码", "fields": "字段", "condition": "条件", "facts": "涉及的事实",
    "date_fact": "适用日期", "is_output": "是否列入结果", "nullable": "是否可空",
    "roster": "名册", "rounding": "取舍", "reason": "理由", "refers_to": "所依的文件",
    "decision": "判定", "params": "参数", "expected": "应得", "unresolved": "待定",
    "not_in_force": "是否未施行", "error_fact": "报错的事实", "duty": "职责",
    "subjects": "责任单位", "modal": "要求程度", "deadline": "期限", "applies": "适用的情形",
    "failing": "未落实的名单", "answers": "落实的上位要求", "as_finding": "是否只作提示",
    "demand": "要求", "name": "对象", "op": "关系", "fact": "事实", "before": "改变前",
    "after": "改变后", "outcomes": "结论", "heading": "栏目名称", "forms": "表单",
    "constraints": "约束", "stated_shares": "写明的分项",
    "column": "栏目", "count": "条数",
}  # fmt: skip

VALUED = frozenset({"default", "periods", "table", "value", "values"})
"""The fields of a thing with a type that hold values of that type."""

_KINDS = {
    "rule": "通则", "exception": "例外", "reinstate": "恢复", "row": "表中一行",
    "condition": "情形", "outcome": "结论", "intermediate": "中间结论", "per_member": "逐项结论",
    "collection": "收集", "must": "应当", "principle": "原则上", "may": "可以",
    "encouraged": "鼓励", "eq": "是", "ne": "不是", "lt": "低于", "le": "不超过", "gt": "超过",
    "ge": "不低于", "value": "取值", "hand": "手填", "heading": "标题", "number": "序号",
}  # fmt: skip
_NAMES = frozenset({"id", "label", "clause", "code"})
_ROUNDING = {"half_up": "四舍五入", "down": "舍去尾数", "up": "进位"}
_EXPR = (*get_args(ir.Expr), ir.Selection)
_TYPE = get_args(Type)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: its program, and the decision that is at hand."""

    program: ir.Program
    decision: ir.Decision | None = None

    def say(self, value: Any, kind: Type | None = None) -> str:
        """Any value of the intermediate representation."""
        match value:
            case None:
                return "无"
            case bool():
                return "是" if value else "否"
            case dt.date():
                return chinese_date(value.isoformat())
            case int() | Fraction() | str() | frozenset() if isinstance(kind, _TYPE):
                return self._constant(value, kind)
            case int():
                return str(value)
            case Fraction():
                return decimal_text(value)
            case str():
                return _KINDS.get(value, value)
            case frozenset() | tuple() | list():
                return self._listed(value, kind)
            case dict():
                return "，".join(f"{key} {self.say(item)}" for key, item in value.items()) or "无"
            case ir.Rounding():
                return f"{_ROUNDING[value.mode]}，保留 {value.places} 位小数"
            case ir.Citation():
                return clauses_text((value,), self.program.policy.id)
            case ir.ParameterPeriod():
                said = self.say(value.table or value.value, kind)
                return f"{said}（{name}）" if (name := self.name_of(value)) else said
        if isinstance(value, _EXPR):
            return self.phrase(value)
        if isinstance(value, _TYPE):
            return type_text(value, self.program)
        return self.whole(value, frozenset({"id", "span"}), kind) or "无"

    def phrase(self, value: Any) -> str:
        """An expression as an author types it; of constants alone where no decision is at hand."""
        if isinstance(value, ir.Literal_):
            return value_text(value.value, value.type, self.program.enumerations)
        if isinstance(value, ir.Parameter) and not value.keys:
            return next(one.label for one in self.program.parameters if one.id == value.id)
        if self.decision is None:
            return "（算式）"
        if isinstance(value, ir.Selection):
            value = ir.Aggregate(IntegerType(), "count", value)
        return phrase(value, self.program, self.decision)

    def whole(self, item: Any, skip: frozenset[str] = frozenset(), kind: Type | None = None) -> str:
        """All that a part says, without its id, name and citations: 类型 是非，值 ……"""
        if not dataclasses.is_dataclass(item):
            return self.say(item, kind)
        kind = getattr(item, "type", kind)
        said = []
        for field in dataclasses.fields(item):
            value = getattr(item, field.name)
            plain = field.compare and field.name not in {*_NAMES, *skip}
            if plain and not isinstance(value, Span) and value not in (None, (), "", False):
                carried = kind if field.name in VALUED else None
                said.append(f"{FIELDS.get(field.name, '其他内容')} {self.say(value, carried)}")
        name = getattr(item, "label", "") if "id" in skip else ""
        rest = "，".join(said)
        return f"{name}（{rest}）" if name and rest else name or rest

    def cited(self, citations: ir.Citations) -> str | None:
        """二（三）2「……」；上位通知 五「……」; None for none."""
        return clauses_text(citations, self.program.policy.id) or None

    def mark(self, item: Any) -> str:
        """“职工医保”: which of several an aspect speaks of; empty for a period without bounds."""
        name = self.name_of(item)
        return f"“{name}”" if name else ""

    def name_of(self, item: Any) -> str:
        """What one of several is called."""
        if isinstance(item, tuple):
            return "、".join(self._key(key) for key in item[0])
        for name in ("label", "code", "clause", "title", "heading"):
            if getattr(item, name, None):
                return str(getattr(item, name))
        start, end = getattr(item, "start", None), getattr(item, "end", None)
        if start is None and end is None:
            return ""
        return f"{self.say(start) if start else ''}至{self.say(end) if end else ''}"

    def _key(self, id: str) -> str:
        for item in self.program.enumerations:
            for value in item.values:
                if value.id == id:
                    return value.label
        return id

    def _constant(self, value: Any, kind: Type) -> str:
        text = value_text(value, kind, self.program.enumerations)
        return text.strip("“”") if isinstance(kind, TextType) else text

    def _listed(self, value: Any, kind: Type | None) -> str:
        if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], tuple):
            return self.say(value[1], kind)  # an entry of a table, whose key is told before it
        items: Sequence[Any] = sorted(value) if isinstance(value, frozenset) else list(value)
        said = [
            f"{self.name_of(one)} {self.say(one[1], kind)}"
            if isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], tuple)
            else self.say(one, kind)
            for one in items
        ]
        return "、".join(said) or "无"


def type_text(kind: Type, program: ir.Program) -> str:
    """金额, 整数（种）, 险种"""
    match kind:
        case BoolType():
            return "是非"
        case IntegerType(unit):
            return f"整数（{unit}）" if unit else "整数"
        case MoneyType():
            return "金额"
        case RatioType():
            return "比例"
        case DateType():
            return "日期"
        case DurationType(unit):
            return "以日计的时长" if unit == "days" else "以月计的时长"
        case TextType():
            return "文本"
        case NamesType():
            return "名单"
        case EnumType(id) | SetType(id):
            label = next((one.label for one in program.enumerations if one.id == id), "集合")
            return label if isinstance(kind, EnumType) else f"{label}（可多项）"


def clauses_text(citations: ir.Citations, policy: str) -> str:
    """二（三）2「……」「……」；上位通知 五「……」; each clause once, with all its words."""
    quotes: dict[tuple[str, str], dict[str, None]] = {}
    for one in citations:
        quotes.setdefault((one.policy, one.clause), {}).update(dict.fromkeys(one.quotes))
    said = []
    for (owner, clause), words in quotes.items():
        foreign = "上位通知 " if owner != policy else ""
        said.append(foreign + clause + "".join(f"「{quote}」" for quote in words))
    return "；".join(said)
