"""Cuts the original text of a notice into its clauses, as they really are.

In: the verbatim text, of any notice, regulation or form. Out: a `Notice`, whose pieces cover every
code point once. Odd text gives an odd tree, never an exception. What a clause means, and whether it
is encoded, is left to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from luling.notice.items import build, first_item
from luling.notice.layout import Annex, lay_out
from luling.notice.lines import Line, Style, read_lines, split_lists
from luling.notice.model import Clause, Extent, Notice
from luling.notice.naming import Namer

_NOTE = re.compile(r"(?P<label>(?:填表|填写|填报|有关)?(?:说明|注意事项|备注|注)\s*:).*", re.DOTALL)
_LIST_LABEL = re.compile(r"附\s*件?\s*[0-9]{0,2}\s*:")
_FORM_TITLE_LENGTH = 60
# Annexes inside annexes inside annexes; beyond that the text is kept in one piece.
_DEEPEST_ANNEX = 4
_MOST_ALIASES = 8


def cut(text: str) -> Notice:
    """The clause tree of `text`; see `Clause` for its fields and units."""
    clauses = tuple(_document(read_lines(text), "", Namer(text), 0))
    index = {clause.ref: clause for top in clauses for clause in top.walk()}
    return Notice(text, clauses, index, _aliases(clauses, index))


def _document(lines: Sequence[Line], prefix: str, namer: Namer, depth: int) -> list[Clause]:
    """The clauses of one document; `prefix` is that of the annex it is, such as `附件/`."""
    layout = lay_out(lines)
    out = [namer.part(prefix + part.name, "front", part.lines) for part in layout.front]
    if layout.numbered:
        root = build(split_lists(layout.body))
        if root.paragraphs:
            out.append(namer.part(f"{prefix}正文", "clause", root.paragraphs))
        out += namer.children(root, prefix, "clause", prefix)
    elif layout.body:
        out.append(namer.part(f"{prefix}正文", "clause", layout.body))
    for part in layout.back:
        ref = prefix + part.name
        label = _LIST_LABEL.match(part.lines[0].folded) if part.name == "附件清单" else None
        if label is not None:
            out.append(namer.section(ref, "back", part.lines, label.end()))
        else:
            out.append(namer.part(ref, "back", part.lines))
    out += [_annex(annex, prefix, namer, depth) for annex in layout.annexes]
    return sorted(out, key=lambda clause: clause.start)


def _annex(annex: Annex, prefix: str, namer: Namer, depth: int) -> Clause:
    ref = namer.unique(f"{prefix}附件{annex.number}")
    children: list[Clause] = []
    if annex.lines and depth < _DEEPEST_ANNEX and _is_document(annex.lines):
        children = _document(annex.lines, f"{ref}/", namer, depth + 1)
    elif annex.lines:
        children = _form(annex.lines, ref, namer)
    head = Extent(annex.head.start, annex.head.end) if annex.head else Extent(0, 0)
    start = annex.head.start if annex.head else children[0].start
    end = children[-1].end if children else head.end
    written = namer.text[head.start : head.end]
    return Clause(ref, "annex", written, "", start, end, head, Extent(0, 0), (), tuple(children))


def _is_document(lines: Sequence[Line]) -> bool:
    """Whether an annex is a text with clauses, not a form or a bare list of names."""
    notes = (i for i, line in enumerate(lines) if _NOTE.fullmatch(line.folded))
    lines = lines[: next(notes, len(lines))]
    at = first_item(lines)
    if at is None or (marker := lines[at].marker) is None:
        return False
    alike = [line for line in lines[at:] if line.marker and line.marker.style is marker.style]
    ruling = [line for line in alike if re.search(r"[。;]", line.folded)]
    return marker.style <= Style.HAN or len(ruling) >= 2


def _form(lines: Sequence[Line], ref: str, namer: Namer) -> list[Clause]:
    """A form: its title, its cells in one leaf 正文, and the notes that explain it."""
    out: list[Clause] = []
    if len(lines[0].folded) <= _FORM_TITLE_LENGTH and "。" not in lines[0].folded:
        out.append(namer.part(f"{ref}标题", "front", lines[:1]))
        lines = lines[1:]
    matches = ((i, _NOTE.fullmatch(line.folded)) for i, line in enumerate(lines))
    at, note = next(((i, m) for i, m in matches if m), (len(lines), None))
    if lines[:at]:
        out.append(namer.part(f"{ref}正文", "annex", lines[:at]))
    if note is not None:
        name = note["label"].rstrip(" :")
        out.append(namer.section(f"{ref}{name}", "clause", lines[at:], note.end("label")))
    return out


def _aliases(clauses: Iterable[Clause], index: dict[str, Clause]) -> dict[str, str]:
    """Other names that can mean one clause only.

    A sub-heading or 款 may be left out (`四（二）1`), a chapter named before its article, 第一款
    of an article that has one paragraph, 第二条 for 二、.
    """
    meant: dict[str, set[str]] = {}

    def visit(clause: Clause, parent: str, names: list[str]) -> None:
        suffix = clause.ref.removeprefix(parent) if clause.ref.startswith(parent) else clause.ref
        own = [name + suffix for name in names] + [clause.ref, clause.ref.replace("/", "")]
        if clause.number.endswith("、") and clause.ref == suffix:
            own.append(f"第{suffix}条")
        below = list(own)
        if clause.number.endswith("条") and not any(c.ref.endswith("款") for c in clause.children):
            own.append(f"{clause.ref}第一款")
            below.append(own[-1])
        if clause.kind == "clause" and not clause.number and clause.children:
            below += names
        for name in own:
            meant.setdefault(name, set()).add(clause.ref)
        below = list(dict.fromkeys(below))[:_MOST_ALIASES]
        for child in clause.children:
            visit(child, clause.ref, below)

    for clause in clauses:
        visit(clause, "", [])
    return {
        name: next(iter(refs))
        for name, refs in meant.items()
        if len(refs) == 1 and name not in index
    }
