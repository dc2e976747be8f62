"""Numbered items as a tree: which markers are items, and whose paragraphs are whose.

In: the lines of a notice's body. Out: mutable nodes whose extents cover every line once. A marker
counts when it carries on an open list or begins one; all else is a paragraph of the item before it.
Names, headings and lead-ins are left to `naming`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from luling.notice.lines import Line, Marker, Style

Role = Literal["root", "item", "label", "group", "tail"]
"""item: numbered; label: 基本条件：; group: a second list in one clause, or a 款 of an article;
tail: what follows a list and belongs to none of its items."""

_DEEPEST = 12
_LABEL = re.compile(r"([一-鿿“”]{2,12}):(.*)", re.DOTALL)
_LEAD = re.compile(r"如下|下列|以下|之一|包括|说明|通知|[的是为指含]$")
_SENTENCE_END = "。;:!?,、…"


@dataclass(slots=True)
class Node:
    """An item under construction. `paragraphs` are its own lines, the number cut off."""

    role: Role
    marker: Marker | None = None
    paragraphs: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def style(self) -> Style | None:
        return self.marker.style if self.marker else None


def build(lines: Sequence[Line]) -> Node:
    """The tree of `lines`; what stands before the first item are the root's own paragraphs."""
    builder = _Builder(lines)
    for at in range(len(lines)):
        builder.add(at)
    _settle(builder.root)
    return builder.root


def first_item(lines: Sequence[Line]) -> int | None:
    """The index of the line where the numbered body begins."""
    builder = _Builder(lines)
    for at, line in enumerate(lines):
        if line.marker is not None and builder.place(line.marker, at) is not None:
            return at
    return None


class _Builder:
    """Keeps the stack of open items from the root to the latest."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.root = Node("root")
        self.stack = [self.root]
        self.last: dict[Style, tuple[int, int]] = {}
        self.following = _following(lines)

    def add(self, at: int) -> None:
        line = self.lines[at]
        depth = self.place(line.marker, at) if line.marker else None
        if line.marker is None or depth is None:
            self._add_paragraph(at)
            return
        del self.stack[depth:]
        node = Node("item", line.marker)
        rest = line.folded[line.marker.end - line.start :]
        if rest.strip():
            start = line.end - len(rest.lstrip())
            node.paragraphs.append(Line(start, line.end, rest.strip(), None))
        self._push(node)
        self.last[line.marker.style] = (line.marker.value, line.marker.sub)
        if line.marker.style is Style.CHAPTER:
            self.last.pop(Style.SECTION, None)

    def _push(self, node: Node) -> None:
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def _add_paragraph(self, at: int) -> None:
        line = self.lines[at]
        label = _LABEL.match(line.folded)
        if label is None or _LEAD.search(label[1]) or len(self.stack) == 1:
            self.stack[-1].paragraphs.append(line)
            return
        opened = next((j for j, node in enumerate(self.stack) if node.role == "label"), None)
        heads_list = at + 1 < len(self.lines) and self._begins_list(self.lines[at + 1].marker)
        if opened is not None:
            del self.stack[opened:]
        elif not (label[2].strip() or heads_list) or len(self.stack) > _DEEPEST:
            self.stack[-1].paragraphs.append(line)
            return
        self._push(Node("label", None, [line]))

    @staticmethod
    def _begins_list(marker: Marker | None) -> bool:
        return marker is not None and marker.value == 1

    def place(self, marker: Marker, at: int) -> int | None:
        """How much of the stack stays open when `marker` is an item; None when it is none."""
        if marker.doubtful and not self._sequence_speaks_for(marker, at):
            return None
        if marker.style.structural:
            return self._place_structural(marker, at)
        same = [j for j, node in enumerate(self.stack) if node.style is marker.style]
        for j in reversed(same):
            if marker.value == self._value(j) + 1:
                return j
        if same:
            return self._place_again(marker, at, same[-1])
        begins = marker.value == 1
        # Some notices count （一）… on through all of 一、二、三.
        carries_on = self.last.get(marker.style, (0, 0))[0] + 1 == marker.value
        # A heading may be absent in the original, so that a body begins with 二、.
        begins_late = (
            len(self.stack) == 1
            and marker.value <= 3
            and self.following[at] == marker.value + 1
            and not self.last
        )
        if (begins or carries_on or begins_late) and len(self.stack) <= _DEEPEST:
            return len(self.stack)
        return None

    def _value(self, depth: int) -> int:
        marker = self.stack[depth].marker
        return marker.value if marker else 0

    def _sequence_speaks_for(self, marker: Marker, at: int) -> bool:
        following = self.following[at]
        if marker.value == 1:
            return following == 2
        if marker.style.structural or following == marker.value:
            return False
        return any(
            node.style is marker.style and self._value(j) + 1 == marker.value
            for j, node in enumerate(self.stack)
        )

    def _place_structural(self, marker: Marker, at: int) -> int | None:
        value, sub = self.last.get(marker.style, (0, 0))
        if marker.sub:
            fits = marker.value == value and marker.sub in (sub + 1, 2)
        elif value:
            fits = value < marker.value <= value + 3
        else:
            fits = marker.value == 1 or self.following[at] == marker.value + 1
        if not fits:
            return None
        for j in range(1, len(self.stack)):
            style = self.stack[j].style
            if style is marker.style:
                return j
            # An article may stand in 一、; a chapter stands in nothing but a part.
            if marker.style is not Style.ARTICLE and (style is None or style > marker.style):
                return j
        return len(self.stack) if len(self.stack) <= _DEEPEST else None

    def _place_again(self, marker: Marker, at: int, open_at: int) -> int | None:
        """A number that does not carry on the open list of its style: a new list, or a slip."""
        if marker.value != 1:
            slip = self._value(open_at) <= marker.value <= self._value(open_at) + 3
            return open_at if slip and not marker.doubtful else None
        before = self.lines[at - 1]
        introduces = before.folded.endswith(":")
        titled = before.folded[-1] not in _SENTENCE_END and self.following[at] == 2
        own = self.stack[-1].paragraphs
        if not (introduces or titled) or len(self.stack) > _DEEPEST:
            return None
        if not own or own[-1] is not before:
            # The line before is itself an item, `1.…如下：`, and has a list of its own style.
            return len(self.stack) if introduces else None
        own.pop()
        if self.stack[-1].role == "label" and not own:
            # It looked like a sub-heading until its list proved to be one of the items' own.
            self.stack.pop()
            self.stack[-1].children.pop()
        del self.stack[open_at:]
        self._push(Node("group", None, [before]))
        return len(self.stack)


def _following(lines: Sequence[Line]) -> list[int | None]:
    """For each line, the value of the next marker of the same style as its own."""
    out: list[int | None] = [None] * len(lines)
    upcoming: dict[Style, int] = {}
    for at in range(len(lines) - 1, -1, -1):
        marker = lines[at].marker
        if marker is not None:
            out[at] = upcoming.get(marker.style)
            upcoming[marker.style] = marker.value
    return out


def _settle(node: Node) -> None:
    """Once all is known: a lone label is a paragraph, and a list's tail leaves its last item."""
    for child in node.children:
        _settle(child)
    labels = [child for child in node.children if child.role == "label"]
    if len(labels) == 1 and labels[0] is node.children[0]:
        node.paragraphs += labels[0].paragraphs
        node.children[:1] = labels[0].children
    if node.style is Style.ARTICLE:
        _split_article(node)
    else:
        _split_tail(node)


def _split_tail(node: Node) -> None:
    """Paragraphs after a list of one-paragraph items belong to the whole, not to the last item."""
    items = [c for c in node.children if c.role == "item" and c.style and not c.style.structural]
    if len(items) < 2 or items[-1] is not node.children[-1] or items[-1].children:
        return
    *others, last = items
    if any(len(item.paragraphs) != 1 or item.children for item in others):
        return
    if len(last.paragraphs) < 2 or _closed(last) != _closed(others[-1]):
        return
    node.children.append(Node("tail", None, last.paragraphs[1:]))
    del last.paragraphs[1:]


def _closed(item: Node) -> bool:
    return item.paragraphs[0].folded[-1] in _SENTENCE_END


def _split_article(article: Node) -> None:
    """An article of several paragraphs becomes 款; an article of one keeps its items."""
    groups: list[Node] = []

    def take(node: Node) -> None:
        groups.extend(Node("group", None, [line]) for line in node.paragraphs)
        for child in node.children:
            if child.role != "item":
                take(child)
                continue
            tail = child.paragraphs[1:] if child is node.children[-1] and not child.children else []
            if tail:
                del child.paragraphs[1:]
            if not groups:
                groups.append(Node("group"))
            groups[-1].children.append(child)
            groups.extend(Node("group", None, [line]) for line in tail)

    take(article)
    if len(groups) > 1:
        article.paragraphs = []
        article.children = groups
