"""Rules as sentences, in the order in which people read them: what holds, then 但……的.

In: definitions of the IR. Out: lines and blocks of the view model. An exception stands after what
it sets aside, a 恢复 after the exception that it takes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from luling.backends.document.conditions import Conditions, Lead
from luling.backends.document.listing import headed
from luling.backends.document.model import Block, Cite, Items, Line, Paragraph
from luling.backends.document.names import Names, day, rounding_words
from luling.backends.document.predicates import decided, negative, positive, quoted
from luling.backends.document.row_tables import row_table
from luling.core import ir
from luling.core.order import rules_in, rules_of
from luling.types import BoolType, EnumType, MoneyType, RatioType

__all__ = ["CitesOf", "Rules", "excepting", "period", "set_aside"]

CitesOf = Callable[[ir.Citations], tuple[Cite, ...]]
_FAULTS = ("不", "未", "违", "非", "无", "没有", "超")


class Rules(Conditions):
    """The rules of one decision; `cites_of` makes references of citations."""

    def __init__(self, names: Names, cites_of: CitesOf) -> None:
        super().__init__(names)
        self.cites_of = cites_of

    # ------------------------------------------------------------ what a rule gives

    def statement(
        self, item: ir.Definition, value: ir.Expr, rounding: ir.Rounding | None = None
    ) -> Lead:
        """统筹支付为0元; 参照门诊慢特病政策结算; 本通知没有规定起付标准，按《……》执行."""
        label = item.label
        items: tuple[Line, ...] = ()
        is_flag = isinstance(item.type, BoolType)
        match value:
            case ir.Unspecified():
                return Lead(self.silence(item, value))
            case ir.Literal_() if is_flag:
                text = positive(label) if value.value is True else negative(label)
            case ir.Literal_() if isinstance(item.type, EnumType):
                text = decided(label, self.term(value))
            case ir.Brackets():
                items = tuple(Line(row, end="；") for row in self.bracket_rows(value))
                rounded = self.rounded(item, value, rounding)
                rows = "各段如下" if value.mode == "marginal" else "各档如下"
                return Lead(f"{label}{self.bracketed(value)}{rounded}，{rows}", items)
            case ir.Aggregate(kind="names"):
                text = self.naming(label, value)
            case ir.Extreme() if self.term(value).endswith("一个"):
                text = f"{label}取{self.term(value)}"
            case _ if is_flag:
                lead = self.lead(value)
                text = f"{lead.text}，{positive(label)}；否则，{negative(label)}"
                items = lead.items
            case _:
                text = label + self.amounting(value)
        return Lead(text + self.rounded(item, value, rounding), items)

    def amounting(self, value: ir.Expr) -> str:
        """为医保费用减去统筹应付后的余额; of a formula: = （医保费用 − …）× …"""
        said, remark = self.spelled(value)
        after = f"，{remark}" if remark else ""
        is_formula = any(sign in said for sign in "+−×÷")
        return (f" = {said}" if is_formula else f"为{said}") + after

    def naming(self, label: str, value: ir.Aggregate) -> str:
        """县区中双通道药店数少于1家的，列入“未覆盖的县区”名单"""
        whose = f"{self.names.roster(value.selection.roster).label}中"
        asked = value.selection.condition
        with self.inside(value.selection.roster):
            who = f"{whose}{self.test(asked)}的，" if asked is not None else f"{whose}的每一个都"
        return f"{who}列入{quoted(label)}{'' if label.endswith(('名单', '名册')) else '名单'}"

    def silence(self, item: ir.Definition, value: ir.Unspecified) -> str:
        what = f"是否{item.label}" if isinstance(item.type, BoolType) else item.label
        after = f"，按{_titled(value.refers_to)}执行" if value.refers_to else ""
        return f"本通知没有规定{what}{after}"

    def rounded(self, item: ir.Definition, value: ir.Expr, rounding: ir.Rounding | None) -> str:
        if rounding is None or not (_divides(value) or rounding.mode != "half_up"):
            return ""
        if not isinstance(item.type, MoneyType | RatioType):
            return ""
        return "，" + rounding_words(rounding, isinstance(item.type, MoneyType))

    def short(self, item: ir.Definition, value: ir.Expr | None) -> str:
        """The value alone, for a cell."""
        match value:
            case None:
                return "不适用这一例外"
            case ir.Unspecified():
                after = f"，按{_titled(value.refers_to)}执行" if value.refers_to else ""
                return f"本通知未规定{after}"
            case ir.Literal_() if isinstance(item.type, BoolType):
                return positive(item.label) if value.value is True else negative(item.label)
            case ir.Aggregate(kind="names", selection=chosen):
                return f"列出{self.those(chosen, self.names.roster(chosen.roster).label)}"
        return "，".join(part for part in self.spelled(value) if part)

    def spelled(self, value: ir.Expr) -> tuple[str, str]:
        """A phrase, and what has to be remarked on it; of a parameter its values: 即80%."""
        if not isinstance(value, ir.Parameter):
            return self.remarked(value)
        values = self.names.spelled(value)
        fixed = "" if value.keys else self.names.fixed_value(value)
        said = self.names.parameter(value.id).label if fixed else self.term(value)
        return said, f"即{values or fixed}" if values or fixed else ""

    # ------------------------------------------------------------ one rule

    def rule(
        self, item: ir.Definition, rule: ir.Rule, opening: str = "", aside: str = ""
    ) -> Line:
        """门诊就医，并且……的，参照门诊慢特病政策结算（二（三）2）。`aside`: what the rule sets
        aside, as 不适用第2项."""
        lead = self.lead(rule.condition) if rule.condition is not None else None
        after = f"{aside}，" if aside else ""
        if rule.value is None:
            said = Lead("仍按原来的规定")
        else:
            said = self.statement(item, rule.value, rule.rounding)
        each = self.each(item)
        start = opening + period(rule) + each
        cites = self.cites_of(rule.citations)
        if lead is not None and self.is_test(item, rule.value):
            assert rule.value is not None and rule.condition is not None
            inner = self.test(rule.value)
            holds, fails = positive(item.label), negative(item.label)
            text = f"{start}{lead.text}，{after}如果{inner}，{holds}；否则，{fails}"
            return Line(text, cites, lead.items)
        if lead is None:
            return Line(start + after + said.text, cites, said.items)
        text = f"{start}{lead.text}，{after}{said.text}"
        if lead.items and said.items:
            parts = (Line("条件", items=lead.items), Line("内容", items=said.items))
            return Line(text, cites, parts)
        return Line(text, cites, lead.items or said.items)

    def is_test(self, item: ir.Definition, value: ir.Expr | None) -> bool:
        """Whether the value of a yes or no is itself a condition."""
        constant = isinstance(value, ir.Literal_ | ir.Unspecified)
        return isinstance(item.type, BoolType) and value is not None and not constant

    def each(self, item: ir.Definition) -> str:
        if item.kind != "per_member" or item.roster is None:
            return ""
        return f"对每个{self.names.roster(item.roster).label}，"

    def member(self, item: ir.Definition, member: ir.CollectionMember, rule: ir.Rule) -> Line:
        """One sentence of a collection by itself: 用药资质未备案的，不予支付."""
        cites = self.cites_of(rule.citations)
        what = self.collecting(item, member)
        if rule.condition is None:
            return Line(period(rule) + what, cites)
        lead = self.lead(rule.condition)
        return Line(f"{period(rule)}{lead.text}，{what}", cites, lead.items)

    def collecting(self, item: ir.Definition, member: ir.CollectionMember) -> str:
        if item.label.startswith(("不予", "不得")):
            return f"{item.label}（{member.label}）"
        if item.label.startswith(_FAULTS):
            return f"列为{quoted(item.label)}（{member.label}）"
        return f"{item.label}包括{member.label}"

    # ------------------------------------------------------------ a definition

    def condition(self, item: ir.Definition) -> Line:
        """“按三定管理”，是指……的情形."""
        rule = next(iter(rules_of(item)))
        assert rule.value is not None
        cites = self.cites_of((*rule.citations, *item.citations))
        lead = self.lead(rule.value)
        what = lead.text.removeprefix("有") if lead.items else lead.text
        what = what.removesuffix("的") if what.startswith("下列") else f"{what}情形"
        return Line(f"{quoted(item.label)}，是指{what}", cites, lead.items)

    def collection(self, item: ir.Definition) -> tuple[Block, ...]:
        """有下列情形之一的，不予支付：1.……"""
        if not item.members:
            return ()
        lines = tuple(self.collected(member) for member in item.members)
        asked = [any(map(self.is_asked, rules_in(member.group))) for member in item.members]
        if len(lines) == 1:
            lines = (replace(lines[0], text=lines[0].text.replace("：", "，即", 1)),)
        head = headed(_collection_head(item.label, asked), lines)
        return (Paragraph(head), *self.exempted(item))

    def is_asked(self, rule: ir.Rule) -> bool:
        """Whether a sentence of a collection holds in some situations alone."""
        return bool(rule.condition is not None or self.reason(rule)[0])

    def exempted(self, item: ir.Definition) -> Iterator[Block]:
        """Exceptions to the members of a collection."""
        for member in item.members:
            lines = tuple(self.exemptions(member))
            if len(lines) == 1:
                yield Paragraph(replace(lines[0], text=f"但{lines[0].text}", end="。"))
            elif lines:
                yield Paragraph(Line(f"但{quoted(member.label)}有下列例外", items=lines))

    def exemptions(self, member: ir.CollectionMember) -> Iterator[Line]:
        """抢救的，不列入“未备案”; an exception of an exception names it by its number here."""
        over = set_aside(member.group)
        found = [rule for rule in rules_in(member.group) if over[rule.id]]
        numbers = {rule.id: number for number, rule in enumerate(found, 1)}
        for rule in found:
            places = [numbers[one.id] for one in over[rule.id] if one.id in numbers]
            aside = f"不适用第{'、'.join(map(str, places))}项" if places else ""
            yield self.exempting(member, rule, aside)

    def exempting(self, member: ir.CollectionMember, rule: ir.Rule, aside: str = "") -> Line:
        lead = self.lead(rule.condition) if rule.condition is not None else Lead("任何情形下")
        name = quoted(member.label)
        if rule.value is None:
            said = f"仍按{name}原来的规定"
        elif isinstance(rule.value, ir.Literal_):
            said = f"{'' if rule.value.value is True else '不'}列入{name}"
        else:
            said = f"如果{self.test(rule.value)}，列入{name}；否则，不列入"
        text = "，".join(part for part in (period(rule) + lead.text, aside, said) if part)
        return Line(text, self.cites_of(rule.citations), lead.items, "；")

    def collected(self, member: ir.CollectionMember) -> Line:
        """未备案：……的."""
        rules = [node.rule for node in member.group.nodes]
        cites = self.cites_of(tuple(one for rule in rules for one in rule.citations))
        if len(rules) == 1:
            text, items = self.reason(rules[0])
            if not text or text == f"{member.label}的":
                return Line(text or member.label, cites, items, "；")
            return Line(f"{member.label}：{text}", cites, items, "；")
        parts = []
        for rule in rules:
            text, items = self.reason(rule)
            parts.append(Line(text or "任何情形", (), items, "；"))
        return Line(f"{member.label}，有下列情形之一的", cites, tuple(parts))

    def reason(self, rule: ir.Rule) -> tuple[str, tuple[Line, ...]]:
        """When a sentence of a collection counts; no words where it always does."""
        always = rule.value is None or (
            isinstance(rule.value, ir.Literal_) and rule.value.value is True
        )
        value = None if always else rule.value
        parts = tuple(one for one in (rule.condition, value) if one is not None)
        if not parts:
            return period(rule).rstrip("，"), ()
        lead = self.lead(parts[0] if len(parts) == 1 else ir.Logic("and", parts))
        return period(rule) + lead.text, lead.items

    def outcome(self, item: ir.Definition) -> tuple[Block, ...]:
        """The rules of an outcome or an intermediate value, with what holds where none applies."""
        assert item.group is not None
        blocks = [*self.group(item, item.group), *self.otherwise(item)]
        rules = list(rules_of(item))
        cited = {one.clause for rule in rules for one in rule.citations}
        rest = tuple(one for one in item.citations if one.clause not in cited)
        if rest:
            blocks.append(Paragraph(Line("同时依据", self.cites_of(rest)), quiet=True))
        return tuple(blocks)

    def otherwise(self, item: ir.Definition) -> Iterator[Block]:
        assert item.group is not None
        if item.group.total or any(node.rule.condition is None for node in item.group.nodes):
            return
        if item.default is not None:
            said = self.statement(item, item.default)
            yield Paragraph(Line(f"不属于上述情形的，{said.text}", (), said.items))
        elif item.nullable:
            yield Paragraph(Line(f"不属于上述情形的，没有{quoted(item.label)}这一项"))

    def group(
        self, item: ir.Definition, group: ir.Group, opening: str = "", aside: str = ""
    ) -> Iterator[Block]:
        """`opening`: how exceptions begin (但……); empty for what holds generally. `aside`: what
        they set aside, where it is not all that was said before. An exception holds whether or not
        the rule under it would: it never says “of these”."""
        table = None if opening else row_table(self, item, group)
        if table is not None:
            yield table
        else:
            yield from self.listed(item, group, opening, aside)
        what = "行" if table is not None else "项"
        for number, node in enumerate(group.nodes, 1):
            if node.exceptions is not None:
                at = 0 if len(group.nodes) == 1 else number
                yield from self.group(item, node.exceptions, *excepting(opening, at, what))
        if group.exceptions is not None:
            at = -1 if len(group.nodes) > 1 else 0
            yield from self.group(item, group.exceptions, *excepting(opening, at))

    def listed(
        self, item: ir.Definition, group: ir.Group, opening: str, aside: str
    ) -> Iterator[Block]:
        nodes = group.nodes
        if len(nodes) == 1:
            yield Paragraph(self.rule(item, nodes[0].rule, opening, aside))
            return
        head = self.heading(group, opening, aside)
        if head:
            yield Paragraph(Line(head, end="："))
        yield Items(tuple(self.rule(item, node.rule) for node in nodes))

    def heading(self, group: ir.Group, opening: str, aside: str) -> str:
        """What stands before a list of rules; empty where they speak for themselves."""
        if len(group.nodes) < 2:
            return ""
        order = "按下列次序对照，以先符合的一项为准" if group.first_hit else ""
        if not opening:
            return order
        then = order or "改按下列规定"
        return f"{opening}有下列情形的，{aside + '，' if aside else ''}{then}"


# ---------------------------------------------------------------- parts


def excepting(opening: str, number: int, what: str = "项") -> tuple[str, str]:
    """How exceptions begin, and what they set aside: one item of the list before (`number`), the
    single sentence before (0), or the whole list (-1)."""
    if not opening:
        return "但", f"不适用第{number}{what}" if number > 0 else ""
    whole = "上一项例外" if number == 0 else "上列各项例外"
    return "不过，", f"不适用{f'上列例外第{number}项' if number > 0 else whole}"


def set_aside(group: ir.Group) -> dict[str, tuple[ir.Rule, ...]]:
    """By the id of each rule of a group, the rules that it sets aside when it holds."""
    return dict(_over(group, ()))


def _over(
    group: ir.Group, below: tuple[ir.Rule, ...]
) -> Iterator[tuple[str, tuple[ir.Rule, ...]]]:
    for node in group.nodes:
        yield node.rule.id, below
        if node.exceptions is not None:
            yield from _over(node.exceptions, (node.rule,))
    if group.exceptions is not None:
        yield from _over(group.exceptions, tuple(node.rule for node in group.nodes))


def period(rule: ir.Rule) -> str:
    """自2022年7月1日起，"""
    if rule.start is not None and rule.end is not None:
        return f"{day(rule.start)}至{day(rule.end)}，"
    if rule.start is not None:
        return f"自{day(rule.start)}起，"
    return f"截至{day(rule.end)}，" if rule.end is not None else ""


def _titled(title: str | None) -> str:
    return f"《{(title or '').strip('《》')}》"


def _collection_head(label: str, asked: list[bool]) -> str:
    """`asked`: of each member, whether it holds in some situations alone."""
    one_of = "有下列情形之一的" if len(asked) > 1 else "有下列情形的"
    if label.startswith(("不予", "不得")):
        return f"{one_of}，{label}"
    if label.startswith(_FAULTS):
        return f"{one_of}，列为{quoted(label)}"
    if len(asked) == 1:
        return f"{label}在下列情形下列入" if asked[0] else f"{label}包括下列一项"
    if all(asked):
        return f"{label}包括下列各项，各项只在所写情形下列入"
    return f"{label}包括下列各项" + ("，写明情形的只在该情形下列入" if any(asked) else "")


def _divides(expr: ir.Expr) -> bool:
    """Whether a value may have more digits than are kept."""
    match expr:
        case ir.Arithmetic():
            return expr.op in ("mul", "div") or _divides(expr.left) or _divides(expr.right)
        case ir.Extreme():
            return any(_divides(arg) for arg in expr.args if not isinstance(arg, ir.Selection))
        case ir.Brackets():
            return expr.mode != "value"
    return False
