"""Draws a diagnostic for a terminal: where it is, the source with marks under it, what to do.

In: a `Diagnostic` and the sources that its labels point into. Out: text. Frames are ASCII, columns
are terminal cells (see `cells`), and nothing here knows what any diagnostic means. A source that is
not at hand costs the drawing, never the message.

    错误 E0104：句末缺少「。」
      --> policies/demo/demo.policy:3:18
       |
     3 | 事实 险种（insurance）：险种
       |                             ^ 这里应有「。」
       = 提示：每个句子以「。」结束。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from luling.diagnostics.cells import cells, shown, wrap
from luling.diagnostics.model import Diagnostic, Fix, Label
from luling.source import Source

__all__ = ["SEVERITIES", "display_name", "render", "render_all", "summary"]

SEVERITIES = {"error": "错误", "warning": "警告", "finding": "发现"}
_COLOURS = {"error": "1;31", "warning": "1;33", "finding": "1;36", "frame": "34", "second": "36"}
_TAB = 4
_MORE = "..."


@dataclass(frozen=True, slots=True)
class _Mark:
    """Cells [start, end) of one line, and the words behind them."""

    line: int
    start: int
    end: int
    text: str
    primary: bool


@dataclass(frozen=True, slots=True)
class _Pen:
    """How to draw: with colours or not, and how wide."""

    colour: bool
    width: int

    def paint(self, text: str, style: str) -> str:
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colour and text else text


def render_all(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    *,
    colour: bool = False,
    width: int = 100,
) -> str:
    """All diagnostics, a blank line between two."""
    return "\n".join(render(item, sources, colour=colour, width=width) for item in diagnostics)


def render(
    diagnostic: Diagnostic,
    sources: Mapping[str, Source],
    *,
    colour: bool = False,
    width: int = 100,
) -> str:
    """One diagnostic, with a line end after each line."""
    pen = _Pen(colour, max(width, 40))
    lines = [_heading(diagnostic, pen)]
    groups = _by_file(diagnostic.labels, sources)
    gutter = max((len(str(_last_line(group, sources))) for group in groups), default=1) + 1
    for group in groups:
        lines += _frame(group, diagnostic.labels[0], sources[group[0].span.file], gutter, pen)
    lines += _remarks(diagnostic, sources, gutter, pen)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """2 个错误，1 个警告; empty when there is nothing to count."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for item in diagnostics:
        counts[item.severity] += 1
    return "，".join(f"{n} 个{SEVERITIES[name]}" for name, n in counts.items() if n)


def display_name(source: Source) -> str:
    """The file as the reader knows it: relative to the working directory where it lies below it."""
    if source.path is None:
        return source.name
    from pathlib import Path

    try:
        return source.path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return source.path.as_posix()


def _heading(diagnostic: Diagnostic, pen: _Pen) -> str:
    head = f"{SEVERITIES[diagnostic.severity]} {diagnostic.code}"
    return f"{pen.paint(head, diagnostic.severity)}：{_clean(diagnostic.title)}"


def _by_file(labels: tuple[Label, ...], sources: Mapping[str, Source]) -> list[list[Label]]:
    groups: dict[str, list[Label]] = {}
    for label in labels:
        source = sources.get(label.span.file)
        if source is not None and 0 <= label.span.start <= len(source.text):
            groups.setdefault(label.span.file, []).append(label)
    return list(groups.values())


def _last_line(labels: list[Label], sources: Mapping[str, Source]) -> int:
    source = sources[labels[0].span.file]
    return max(_lines_of(label, source)[1] for label in labels)


def _lines_of(label: Label, source: Source) -> tuple[int, int]:
    """First and last line of a label; the line end that closes a span is not a line of its own."""
    start = min(label.span.start, len(source.text))
    end = min(max(label.span.end, start), len(source.text))
    first = source.position(start)[0]
    last = source.position(max(start, end - 1))[0]
    return first, last


# ---------------------------------------------------------------- the source with marks


def _frame(
    labels: list[Label], primary: Label, source: Source, gutter: int, pen: _Pen
) -> list[str]:
    line, column = source.position(labels[0].span.start)
    indent = " " * gutter
    place = f" {_clean(display_name(source))}:{line}:{column}"
    out = [indent + pen.paint("-->", "frame") + place, indent + pen.paint(" |", "frame")]
    marks = sorted(
        (mark for label in labels for mark in _marks(label, source, label is primary)),
        key=lambda mark: (mark.line, mark.start),
    )
    before = 0
    for number in sorted({mark.line for mark in marks}):
        if before and number > before + 1:
            out.append(" " * (gutter - 1) + pen.paint(_MORE, "frame"))
        before = number
        here = [mark for mark in marks if mark.line == number]
        out += _line(source.line(number), number, here, gutter, pen)
    return out


def _marks(label: Label, source: Source, primary: bool) -> Iterator[_Mark]:
    first, last = _lines_of(label, source)
    start, end = min(label.span.start, len(source.text)), min(label.span.end, len(source.text))
    for number in (first, last) if first != last else (first,):
        text = source.line(number)
        at = source.line_start(number)
        left = start - at if number == first else len(text) - len(text.lstrip())
        right = end - at if number == last else len(text)
        from_cell, to_cell = _cell(text, left), _cell(text, min(right, len(text)))
        words = label.text if number == last else ""
        yield _Mark(number, from_cell, max(to_cell, from_cell + 1), words, primary)


def _cell(text: str, column: int) -> int:
    """The cell at which code point `column` (from 0) of a line is drawn."""
    return sum(width for _, width in _drawn(text[:column]))


def _drawn(text: str) -> list[tuple[str, int]]:
    """Each character as drawn, with its width; a tab reaches to the next multiple of four."""
    out = []
    at = 0
    for character in text:
        if character == "\t":
            width = _TAB - at % _TAB
            out.append((" " * width, width))
        else:
            width = cells(character)
            out.append((shown(character), width))
        at += width
    return out


def _line(text: str, number: int, marks: list[_Mark], gutter: int, pen: _Pen) -> list[str]:
    room = pen.width - gutter - 4
    low, high = _window(_cell(text, len(text)), marks, room)
    body, shift = _cut(text, low, high)
    out = [pen.paint(f"{number:>{gutter}} |", "frame") + " " + body]
    bar = " " * gutter + pen.paint(" |", "frame") + " "
    for mark in marks:
        start = min(max(mark.start, low), high - 1) + shift
        length = max(1, min(mark.end, high) + shift - start)
        sign, style = ("^", "error") if mark.primary else ("-", "second")
        drawn = " " * start + pen.paint(sign * length, style)
        words = _clean(mark.text)
        if words and start + length + 1 + cells(words) <= room:
            drawn += " " + pen.paint(words, style)
            words = ""
        out.append(bar + drawn)
        if words:
            left = max(0, min(start, room - cells(words)))
            out += [bar + " " * left + pen.paint(part, style) for part in wrap(words, room - left)]
    return out


def _window(width: int, marks: list[_Mark], room: int) -> tuple[int, int]:
    """The cells of a line that are drawn: all, or those around the marks."""
    if width <= room:
        return 0, width + 1
    inner = room - 2 * len(_MORE) - 1
    meant = [mark for mark in marks if mark.primary] or marks
    first = min(mark.start for mark in meant)
    last = min(max(mark.end for mark in meant), first + inner)
    low = max(0, first - max(0, inner - (last - first)) // 2)
    low = min(low, max(0, width - inner))
    return low, low + inner


def _cut(text: str, low: int, high: int) -> tuple[str, int]:
    """What is drawn of a line between two cells, and by how much marks under it are to be moved."""
    drawn = _drawn(text)
    out, at, begin = [], 0, -1
    for character, width in drawn:
        if at >= low and at + width <= high:
            begin = at if begin < 0 else begin
            out.append(character)
        at += width
    begin = max(begin, 0)
    head = _MORE if begin > 0 else ""
    tail = _MORE if at > high else ""
    return head + "".join(out) + tail, len(head) - begin


# ---------------------------------------------------------------- what stands below it


def _remarks(
    diagnostic: Diagnostic, sources: Mapping[str, Source], gutter: int, pen: _Pen
) -> Iterator[str]:
    quoted = _quoted(diagnostic, sources)
    if quoted:
        yield from _remark("所指", quoted, gutter, pen)
    for note in diagnostic.notes:
        yield from _remark("说明", note, gutter, pen)
    if diagnostic.hint:
        yield from _remark("提示", diagnostic.hint, gutter, pen)
    if diagnostic.fix is not None:
        yield from _remark("改法", fix_words(diagnostic.fix, sources), gutter, pen)


def _remark(name: str, text: str, gutter: int, pen: _Pen) -> Iterator[str]:
    indent = " " * gutter
    lines = wrap(_clean(text, keep="\n"), pen.width - gutter - 3 - cells(name + "："))
    yield f"{indent} {pen.paint('=', 'frame')} {name}：{lines[0]}"
    for line in lines[1:]:
        yield indent + "   " + " " * cells(name + "：") + line


def _quoted(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """The words meant, where marks may stand askew on some terminals and no message quotes them."""
    span = diagnostic.labels[0].span
    source = sources.get(span.file)
    if source is None or not 0 < span.end - span.start <= 40:
        return ""
    text = source.slice(span)
    line, _ = source.position(span.start)
    said = "".join([diagnostic.title, diagnostic.hint, *diagnostic.notes])
    askew = any(mark in source.line(line) for mark in "“”‘’—…·")
    return f"「{text}」" if askew and "\n" not in text and text.strip() and text not in said else ""


def fix_words(fix: Fix, sources: Mapping[str, Source]) -> str:
    """A fix as a sentence: 把「，」改为「。」."""
    source = sources.get(fix.span.file)
    old = source.slice(fix.span) if source is not None else ""
    if not old:
        return f"加上「{fix.replacement}」"
    if not fix.replacement:
        return f"删去「{old}」"
    return f"把「{old}」改为「{fix.replacement}」"


def _clean(text: str, keep: str = "") -> str:
    """A message without anything that could steer the terminal."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(part if part in keep else shown(part) for part in text)
