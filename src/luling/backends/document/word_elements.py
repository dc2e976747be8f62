"""Elements of WordprocessingML: paragraphs, runs and tables, built straight away.

Building cells through the tables of python-docx takes time square in their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from luling.backends.document.text import visible

__all__ = [
    "Element", "bookmarked", "cell", "element", "field_end", "field_start", "lay", "link",
    "paragraph", "row", "run", "table",
]  # fmt: skip

Element = BaseOxmlElement
_BREAK = re.compile(r"([\t\n])")
_PIECES = {"\t": "tab", "\n": "br"}


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """`<w:tag w:attribute="…">`."""
    found = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), str(value))
    for child in children:
        found.append(child)
    return found


def run(text: str, style: str = "") -> Element:
    """Words with what hides in them made visible; “” and — are drawn as Chinese punctuation."""
    properties = element("rPr")
    if style:
        properties.append(element("rStyle", val=style))
    properties.append(element("rFonts", hint="eastAsia"))
    found = element("r", properties)
    for piece in _BREAK.split(visible(text)):
        if piece in _PIECES:
            found.append(element(_PIECES[piece]))
        elif piece:
            words = element("t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            found.append(words)
    return found


def bookmarked(number: int, name: str, inside: Sequence[Element]) -> list[Element]:
    """A place with a name: a letter or _ and then letters, digits and _, at most 40 of them. No two
    places have the same name or `number`."""
    start = element("bookmarkStart", id=number, name=name)
    return [start, *inside, element("bookmarkEnd", id=number)]


def link(name: str, inside: Sequence[Element]) -> Element:
    """Words that lead to the bookmark `name`."""
    return element("hyperlink", *inside, anchor=name, history=1)


def field_start(code: str) -> list[Element]:
    """What an office program is to work out; what follows is shown till then, to `field_end`."""
    words = element("instrText")
    words.text = f" {code} "
    words.set(qn("xml:space"), "preserve")
    return [_field("begin"), element("r", words), _field("separate")]


def field_end() -> Element:
    return _field("end")


def _field(kind: str) -> Element:
    return element("r", element("fldChar", fldCharType=kind))


def lay(properties: Element) -> None:
    """Turns the pages of a part (`w:sectPr`) on their side."""
    size, margins = properties.find(qn("w:pgSz")), properties.find(qn("w:pgMar"))
    assert size is not None and margins is not None
    size.set(qn("w:w"), "16838")
    size.set(qn("w:h"), "11906")
    size.set(qn("w:orient"), "landscape")
    sides = {"top": 1417, "bottom": 1191, "left": 1544, "right": 1544, "header": 737, "footer": 680}
    for side, width in sides.items():
        margins.set(qn(f"w:{side}"), str(width))


def paragraph(
    style: str, runs: Iterable[Element] = (), *, number: tuple[int, int] | None = None,
    stays: bool = False, part: Element | None = None,
) -> Element:  # fmt: skip
    """`number`: the list (a `w:num`) and the level, from 0; `stays` with what follows; `part`: the
    pages of the part that ends here (`w:sectPr`)."""
    properties = element("pPr", element("pStyle", val=style))
    if stays:
        properties.append(element("keepNext"))
    if number is not None:
        numbers = element("ilvl", val=number[1]), element("numId", val=number[0])
        properties.append(element("numPr", *numbers))
    if part is not None:
        properties.append(part)
    return element("p", properties, *runs)


def cell(
    width: int, paragraphs: Sequence[Element], fill: str = "", *, middle: bool = False,
    spans: int = 1,
) -> Element:  # fmt: skip
    """`width` in twentieths of a point; the words at half the height where `middle`; `spans`: the
    columns that it takes; a cell without paragraphs would break the file."""
    properties = element("tcPr", element("tcW", w=width, type="dxa"))
    if spans > 1:
        properties.append(element("gridSpan", val=spans))
    if fill:
        properties.append(element("shd", val="clear", color="auto", fill=fill))
    if middle:
        properties.append(element("vAlign", val="center"))
    return element("tc", properties, *(paragraphs or [paragraph("LulingCell")]))


def row(
    cells: Iterable[Element], *, heading: bool = False, whole: bool = False, height: int = 0
) -> Element:
    """`heading`: repeated on every page; `whole`: not broken across pages; `height`: at least, in
    twentieths of a point."""
    properties = element("trPr")
    if whole or heading:
        properties.append(element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=height, hRule="atLeast"))
    if heading:
        properties.append(element("tblHeader"))
    return element("tr", properties, *cells)


def table(widths: Sequence[int], rows: Iterable[Element], caption: str = "") -> Element:
    """A table with borders; `caption` is read aloud."""
    properties = element(
        "tblPr",
        element("tblStyle", val="TableGrid"),
        element("tblW", w=sum(widths), type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0420", firstRow=1, noVBand=1),
    )
    if caption:
        properties.append(element("tblCaption", val=visible(caption)))
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid, *rows)
