"""A filled form for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luling.diagnostics.cells import cells, pad, wrap
from luling.forms.layout import column_widths
from luling.forms.model import Caption, Cell, Field, Page, Section, Table

__all__ = ["to_text"]

_PEN = "________"


def to_text(page: Page, width: int = 100) -> str:
    """Lines of at most `width` cells (a wide table may need more)."""
    lines = [*_centred(page.title, width), ""]
    for block in page.blocks:
        match block:
            case Caption(text):
                lines += [*_centred(text, width), ""]
            case Section(label):
                lines += ["", f"【{label}】"]
            case Field():
                lines += _field(block, width)
            case Table():
                lines += ["", *_table(block, width), ""]
    lines += _under(page, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _centred(text: str, width: int) -> list[str]:
    return [" " * max(0, (width - cells(line)) // 2) + line for line in wrap(text, width)]


def _field(field: Field, width: int) -> list[str]:
    label = field.label
    if label and label[-1] not in "：:":
        label += "："
    return _indented(label + _filled(field.value), width)


def _filled(cell: Cell) -> str:
    return (cell.text.strip("\u3000 ") or _PEN) if cell.pen or not cell.text else cell.text


def _indented(text: str, width: int) -> list[str]:
    first, *rest = wrap(text, width - 2)
    return [first, *("  " + line for line in rest)]


def _table(table: Table, width: int) -> Iterator[str]:
    room = max(20, width - 3 * len(table.headings) - 1)
    widths = column_widths(table, room)
    rule = "+" + "+".join("-" * (one + 2) for one in widths) + "+"
    yield rule
    yield from _row(table.headings, widths)
    yield rule
    for row in table.rows:
        yield from _row([cell.text for cell in row], widths)
        yield rule
    if not table.rows:
        yield f"（{table.label}：无）"


def _row(texts: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [wrap(text, width) for text, width in zip(texts, widths, strict=True)]
    for at in range(max(len(lines) for lines in wrapped)):
        parts = [
            pad(lines[at] if at < len(lines) else "", width)
            for lines, width in zip(wrapped, widths, strict=True)
        ]
        yield f"| {' | '.join(parts)} |"


def _under(page: Page, width: int) -> Iterator[str]:
    yield ""
    for note in page.notes:
        yield from _indented(f"注意：{note}", width)
    if page.missing:
        yield from _indented(f"尚缺：{'、'.join(page.missing)}。", width)
    yield from _indented(f"表样：{page.source}", width)
