"""From the tree of items to clauses: references, headings, and lead-ins of their own.

In: nodes of `items`. Out: frozen clauses with references that are unique in the notice. A heading
is told from a sentence by its shape alone; that decides what is shown, never what is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from luling.notice.items import Node, build
from luling.notice.lines import Line, Marker, Style, read_marker, split_lists
from luling.notice.model import Clause, Extent, Kind
from luling.notice.numerals import to_chinese

_LONGEST_HEADING = 60
_SENTENCE = re.compile(r"[。！？!?]")
_ENDS_SENTENCE = re.compile(r"[。;:!?,、…]$")
# A heading inside its paragraph: 保障对象。凡参加…
_RUN_IN = re.compile(r"([^。;:!?、]{2,30}[。]|[^。;:!?,、]{2,25}:)(?=\s*\S)")
_WHOLE = re.compile(r"[^。;:!?,、]{2,30}[。:]")
# Words by which a short sentence rules, so that it is no heading.
_RULING = re.compile(
    r"[0-9]|不得|可以|(?<![重主需必])要(?!求|素|点|件)|(?<![供适对响反效相])应(?!用|急|对|诊)|须"
    r"|自.*起|本(?:通知|办法|规定|意见)|按.*执行|从其|如下|下列|以下|之一|包括"
)
_NONE = Extent(0, 0)


class Namer:
    """Makes clauses; remembers the references given so far, for they must not repeat."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._times: dict[str, int] = {}

    def unique(self, ref: str) -> str:
        """`ref`, or `ref之二` … when the original uses a number twice."""
        name = ref
        while name in self._times:
            self._times[ref] += 1
            name = f"{ref}之{to_chinese(self._times[ref])}"
        self._times[name] = 1
        return name

    def part(self, ref: str, kind: Kind, lines: Sequence[Line]) -> Clause:
        """A leaf of whole lines."""
        own = tuple(Extent(line.start, line.end) for line in lines)
        ref = self.unique(ref)
        return Clause(ref, kind, "", "", own[0].start, own[-1].end, _NONE, _NONE, own)

    def section(self, ref: str, kind: Kind, lines: Sequence[Line], label: int) -> Clause:
        """Lines under a label of `label` code points, such as 说明：, with the items they hold."""
        first, *others = lines
        cut = first.start + label
        rest = first.folded[label:].lstrip()
        at = first.end - len(rest)
        if rest:
            others.insert(0, Line(at, first.end, rest, read_marker(rest, 0, at)))
        root = build(split_lists(others))
        head = Line(first.start, cut, first.folded[:label], None)
        node = Node("label", None, [head, *root.paragraphs], root.children)
        return self._clause(node, ref, kind, "")

    def children(self, node: Node, prefix: str, kind: Kind, document: str = "") -> list[Clause]:
        """The clauses below `node`; `prefix` is its reference, `document` that of its document."""
        groups = 1
        out: list[Clause] = []
        for child in node.children:
            if child.role == "group":
                groups += 1
            suffix = self._suffix(child, node, groups)
            base = document if child.style is Style.ARTICLE else prefix
            out.append(self._clause(child, join(base, suffix), kind, document))
        return out

    def _suffix(self, node: Node, parent: Node, group: int) -> str:
        match node.role:
            case "label":
                return node.paragraphs[0].folded.partition(":")[0]
            case "group" if parent.style is Style.ARTICLE:
                return f"第{to_chinese(group - 1)}款"
            case "group":
                return f"之{to_chinese(group)}"
            case "tail":
                return "结语"
            case _:
                return item_name(node.marker) if node.marker else ""

    def _clause(self, node: Node, ref: str, kind: Kind, document: str) -> Clause:
        ref = self.unique(ref)
        extents = [Extent(line.start, line.end) for line in node.paragraphs]
        length = heading_length(node)
        heading = _NONE
        if length:
            heading = Extent(extents[0].start, extents[0].start + length)
            after = node.paragraphs[0].folded[length:]
            rest = Extent(extents[0].end - len(after.lstrip()), extents[0].end)
            extents[:1] = [rest] if rest.start < rest.end else []
        children = self.children(node, ref, kind, document)
        if node.children and any(_SENTENCE.search(self.text, *extent) for extent in extents):
            children.insert(0, self._lead(ref, kind, extents))
            extents = []
        marker = node.marker
        number = Extent(marker.start, marker.end) if marker else _NONE
        bounds = [e for e in (number, heading, *extents) if e.start < e.end]
        bounds += [Extent(child.start, child.end) for child in children]
        return Clause(
            ref,
            kind,
            self.text[number.start : number.end],
            self.text[heading.start : heading.end].rstrip("。：: "),
            min(e.start for e in bounds),
            max(e.end for e in bounds),
            number,
            heading,
            tuple(extents),
            tuple(children),
        )

    def _lead(self, ref: str, kind: Kind, extents: list[Extent]) -> Clause:
        """Whole sentences before a list rule by themselves, so they are a leaf of their own."""
        ref = self.unique(join(ref, "导语"))
        start, end = extents[0].start, extents[-1].end
        return Clause(ref, kind, "", "", start, end, _NONE, _NONE, tuple(extents))


def item_name(marker: Marker) -> str:
    """The canonical name of an item number: 二, （五）, 1, （1）, ①, 第三条, 第三条之二."""
    value = to_chinese(marker.value)
    match marker.style:
        case Style.HAN:
            return value
        case Style.HAN_PAREN:
            return f"（{value}）"
        case Style.NUM:
            return str(marker.value)
        case Style.NUM_PAREN:
            return f"（{marker.value}）"
        case Style.NUM_CLOSE:
            return f"{marker.value}）"
        case Style.CIRCLED:
            return chr(ord("①") + marker.value - 1)
        case _:
            level = "编章节条"[marker.style]
            return f"第{value}{level}" + (f"之{to_chinese(marker.sub)}" if marker.sub else "")


def join(ref: str, suffix: str) -> str:
    """`suffix` below `ref`, with a point where two numbers would run together: 1.1, 一.一."""
    han = "一二三四五六七八九十百千零"
    if ref and suffix:
        both_digits = ref[-1].isdigit() and suffix[0].isdigit()
        if both_digits or (ref[-1] in han and suffix[0] in han):
            return f"{ref}.{suffix}"
    return ref + suffix


def heading_length(node: Node) -> int:
    """How many code points of a node's first paragraph are its heading; 0 when it has none."""
    if not node.paragraphs or node.role in ("group", "tail"):
        return 0
    first = node.paragraphs[0].folded
    if node.role == "label":
        return first.find(":") + 1
    if node.style is Style.ARTICLE:
        return 0
    if node.style is not None and node.style.structural:
        return len(first)
    more = len(node.paragraphs) > 1 or bool(node.children)
    if more and len(first) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(first):
        return len(first)
    if node.children and _WHOLE.fullmatch(first) and not _RULING.search(first):
        return len(first)
    run_in = _RUN_IN.match(first)
    if run_in and not _RULING.search(run_in[0]):
        return len(run_in[0])
    return 0
