"""What a policy document says, as text alone: no markup, no ids outside the engineers' section.

A `Document` has sections, a section has blocks; printers walk them and know nothing of policies.
Other printers (Word, PDF) and other documents (tables across policies) stand on the same blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

__all__ = [
    "Amendment", "Amendments", "Arrow", "Block", "Box", "Cell", "Cite", "Document", "Group",
    "Items", "Line", "Page", "Pair", "Pairs", "Paragraph", "Picture", "Run", "Section", "Sides",
    "SidesRow", "Stretch", "Summary", "Table", "Terms",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cite:
    """A clause; `notice` is the title of another notice, `anchor` where this one shows the
    clause (empty: nowhere), `page` the file that does, where it is another one."""

    clause: str
    notice: str = ""
    anchor: str = ""
    page: str = ""

    @property
    def target(self) -> str:
        """Where a link leads; empty where there is none."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page

    @property
    def text(self) -> str:
        return f"《{self.notice}》{self.clause}" if self.notice else self.clause


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one version or of both."""

    text: str
    kind: Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence without its stop; its clauses stand before the stop. With `items` the stop is a
    colon and they follow, numbered. `end` is the stop where there are none. `marks`, where there
    are any, joined are the text, and say which words another version lacks."""

    text: str
    cites: tuple[Cite, ...] = ()
    items: tuple[Line, ...] = ()
    end: str = "。"
    marks: tuple[Stretch, ...] = ()

    @property
    def stop(self) -> str:
        return "：" if self.items else self.end


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `ordered` numbers it."""

    lines: tuple[Line, ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """Names with what belongs to each."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as long as `headings`; the first column heads its row. `codes`: the columns whose cells
    are identifiers. `spared`: the rows that paper is spared; pages show them all."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    codes: frozenset[int] = frozenset()
    spared: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """Original words of a notice, and whether a rule rests on them."""

    text: str
    tied: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause: its own words, verbatim, and what became of them. `status` in one or two words;
    `note` says why where nothing was encoded; `decisions` names the one to which each sentence
    belongs, in quotation marks."""

    clause: str
    anchor: str
    runs: tuple[Run, ...]
    status: str
    encoded: tuple[Line, ...]
    note: Line | None = None
    decisions: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Line, ...]:
        """The sentences as they are printed: those of several decisions stand under the names of
        these, for each may have its own 不符合的条件."""
        if len({name for name in self.decisions if name}) < 2:
            return self.encoded
        found: list[Line] = []
        both = zip(self.decisions, self.encoded, strict=True)
        for name, group in groupby(both, key=lambda one: one[0]):
            lines = tuple(line for _, line in group)
            found += [Line(f"判定{name}", items=lines)] if name else lines
        return tuple(found)

    @property
    def is_bare(self) -> bool:
        """A heading, a date: words of which nothing is to be said."""
        return not self.encoded and self.note is None


@dataclass(frozen=True, slots=True)
class Pairs:
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says, in sentences. `is_silent`: it has nothing of its own to say."""

    lines: tuple[Line, ...]
    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class SidesRow:
    """One thing; `note` in a few words, a cell for each side."""

    name: str
    cells: tuple[Cell, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """The same things as several sides (notices, or versions of one) say them. `first` heads the
    column of names, `sides` the others."""

    caption: str
    first: str
    sides: tuple[str, ...]
    rows: tuple[SidesRow, ...]


@dataclass(frozen=True, slots=True)
class Amendment:
    """A clause of two versions: joined without the added words it is the older one, without the
    removed ones the newer. `status` in a few words."""

    clause: str
    status: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Amendments:
    rows: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its words in lines; places in pixels, from the upper left corner. `kind`: given,
    between, outcome."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the right side of one box to the left side of another; `points` in pairs, each pair a
    stretch that is bent only between its ends."""

    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, and `outline`, which says the same in a list for narrow screens and for Markdown.
    """

    anchor: str
    title: str
    description: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    outline: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks under a heading."""

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""


Block = (
    Paragraph | Items | Terms | Table | Pairs | Sides | Amendments | Picture | Group
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """`for_engineers`: identifiers may stand here, and nowhere else."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    for_engineers: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What the index says of a document."""

    number: str
    issuers: str
    in_force: str
    regions: str
    clauses: int
    rules: int
    cases: int
    findings: int


@dataclass(frozen=True, slots=True)
class Document:
    """`id` names the files; `source_hash` tells which version of the policy was printed."""

    id: str
    title: str
    sections: tuple[Section, ...]
    summary: Summary
    source_hash: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page about several policies or versions, beside the documents; `note` stands under the
    title, `summary` on the index. `id` names the files: it has a hyphen, which no policy's has."""

    id: str
    title: str
    note: str
    summary: str
    sections: tuple[Section, ...]
