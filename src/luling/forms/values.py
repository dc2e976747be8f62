"""Values as they are written into a form.

In: an expression of the form and the case. Out: a `Cell`, and the paths of what is missing. What
people choose from (an enumeration or a set among the facts, 是非) becomes boxes, ticked or not;
what is concluded stands as words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from luling.core import ir
from luling.core.order import walk
from luling.diagnostics.cells import shown
from luling.explanation.values import Values
from luling.explanation.words import Words
from luling.forms.model import Cell
from luling.interpreter.context import Context
from luling.interpreter.expressions import evaluate
from luling.interpreter.rosters import plain_names
from luling.interpreter.values import TRUE, Failed, Known, Plain, Unknown, missing_of
from luling.runtime.errors import DecisionError
from luling.types import BoolType, EnumType, IntegerType, MoneyType, RatioType, SetType, Type

__all__ = ["NOTHING", "Filler", "visible"]

NOTHING = "—"
"""Stands where there is nothing to be filled in: the notice is silent, or the place is not for this
case."""

_BOX, _TICKED = "☐", "☑"
_DIGITS = 15  # a spreadsheet keeps so many
_Missing = frozenset[str]
_CONCLUDED = ir.Reference | ir.Parameter | ir.Listed
"""What a decision that answers nothing says nothing of."""


@dataclass(frozen=True, slots=True)
class Filler:
    """`answered` is False where the decision answers nothing (not in force, or its date unknown):
    then only facts are written. `words` are those of the decision."""

    words: Words
    at: Context
    answered: bool

    def on_line(self, roster: str, index: int) -> Filler:
        """The same, for one member of a roster."""
        return Filler(self.words, self.at.at(roster, index), self.answered)

    # ------------------------------------------------------------ one place

    def cell(self, expr: ir.Expr, column: bool = False) -> tuple[Cell, _Missing]:
        """What to write; raises `DecisionError` where the policy's own rules fail."""
        kind = ir.type_of(expr)
        collected = self._collected(expr)
        if collected is not None:
            return collected
        result = self._evaluated(expr)
        options = self._options(expr, kind)
        if isinstance(result, Unknown):
            text = _boxes(options, ()) if options else self._certain(expr)
            return Cell(text), result.missing
        if result.value is None:
            return Cell(NOTHING), frozenset()
        if options:
            return Cell(_boxes(options, _chosen(result.value))), frozenset()
        number, number_format = self._number(result.value, kind) if column else (None, "")
        text = str(number) if isinstance(number, int) else self._text(result.value, kind)
        return Cell(visible(text), number, number_format), frozenset()

    def date(self, expr: ir.Expr) -> tuple[dt.date | None, _Missing]:
        """A date for a blank of the heading; None leaves the blank."""
        result = self._evaluated(expr)
        if isinstance(result, Unknown):
            return None, result.missing
        return (result.value if isinstance(result.value, dt.date) else None), frozenset()

    def _evaluated(self, expr: ir.Expr) -> Known | Unknown:
        if not self.answered and any(isinstance(item, _CONCLUDED) for item in walk(expr)):
            missing = [self.at.date_path] if self.at.date_is_missing else []
            return Unknown(frozenset(missing))
        result = evaluate(expr, self.at)
        if isinstance(result, Failed):
            raise DecisionError(result.code, result.message)
        return result

    def _text(self, value: Plain, kind: Type) -> str:
        if isinstance(value, str) and not isinstance(kind, EnumType):
            return value
        text = Values(self.words, self.at).text(value, kind)
        return text.replace(" ", "") if isinstance(kind, MoneyType) else text

    def _certain(self, expr: ir.Expr) -> str:
        """Of a list of names those that are on it in any case; nothing of other values."""
        names = plain_names(expr, self.at) if self.answered else None
        result = evaluate(names, self.at) if names is not None else None
        if not isinstance(result, Unknown) or not result.certain:
            return ""
        return visible("、".join(result.certain)) + "（名单未全）"

    # ------------------------------------------------------------ what is chosen from

    def _options(self, expr: ir.Expr, kind: Type) -> dict[str, str]:
        """The values to choose from with their labels, where there are boxes."""
        if isinstance(kind, BoolType):
            return {"true": "是", "false": "否"}
        given = isinstance(expr, ir.Fact | ir.Member)
        if not given or not isinstance(kind, EnumType | SetType):
            return {}
        return {one.id: one.label for one in self.words.enumerations[kind.id].values}

    def _collected(self, expr: ir.Expr) -> tuple[Cell, _Missing] | None:
        """A collection: the labels of its members in order, and those that may yet join them."""
        if not isinstance(expr, ir.Reference) or not self.answered:
            return None
        definition = self.words.definitions[expr.id]
        if definition.kind != "collection":
            return None
        inside = self.at.collected[definition.id]
        for result in inside.values():
            if isinstance(result, Failed):
                raise DecisionError(result.code, result.message)
        labels = {member.id: member.label for member in definition.members}
        certain = "、".join(labels[id] for id, result in inside.items() if result == TRUE)
        open_ = "、".join(
            labels[id] for id, result in inside.items() if isinstance(result, Unknown)
        )
        text = certain or ("" if open_ else "无")
        return Cell(f"{text}（待定：{open_}）" if open_ else text), missing_of(inside.values())

    # ------------------------------------------------------------ numbers of a spreadsheet

    def _number(self, value: Plain, kind: Type) -> tuple[int | Decimal | None, str]:
        if isinstance(kind, IntegerType) and isinstance(value, int):
            return (value, "0") if len(str(value)) <= _DIGITS else (None, "")
        if isinstance(kind, MoneyType | RatioType) and isinstance(value, int | Fraction):
            exact = Fraction(value)
            number = Decimal(exact.numerator) / Decimal(exact.denominator)
            if len(number.as_tuple().digits) <= _DIGITS:
                return number, '#,##0.00"元"' if isinstance(kind, MoneyType) else "0.####%"
        return None, ""


def _boxes(options: dict[str, str], chosen: Collection[str]) -> str:
    boxes = (f"{_TICKED if id in chosen else _BOX}{label}" for id, label in options.items())
    return "\u3000".join(boxes)


def _chosen(value: Plain) -> Collection[str]:
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, frozenset | tuple) else ()


def visible(text: str) -> str:
    """Lines of characters that can be seen; a control character is shown as <U+0007>."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join("".join(shown(character) for character in line) for line in lines)
