"""Which mistake a number or date has, if any."""

from __future__ import annotations

from luling.diagnostics.model import Mistake
from luling.source import Span
from luling.syntax.errors import ImpossibleDate, NumberTooLong, PartialDate, RunTogether
from luling.syntax.quantities import Wrong, read_date, read_quantity

__all__ = ["quantity_mistake"]


def quantity_mistake(text: str, span: Span, is_date: bool) -> Mistake | None:
    found = read_date(text) if is_date else read_quantity(text)
    if not isinstance(found, Wrong):
        return None
    match found.trouble:
        case "long":
            return NumberTooLong(span, text)
        case "date":
            return ImpossibleDate(span, text)
        case "partial_date":
            return PartialDate(span, text)
        case "joined":
            return RunTogether(span, text, (found.head, found.rest))
