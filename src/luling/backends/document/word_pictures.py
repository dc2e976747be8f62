"""Drawings in a Word file: shapes that office programs know as such and can edit, no image.

A program that knows no shapes, and one that reads aloud, has the description instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from luling.backends.document.model import Arrow, Box, Picture
from luling.backends.document.text import visible
from luling.backends.document.word_elements import Element, element, paragraph, run

__all__ = ["drawing"]

_SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
_INCH, _POINT, _TWIP = 914400, 12700, 635
_MOST, _LEAST = _INCH // 96, _POINT // 2
"""Of a pixel of the drawing: as on the page; smaller ones can't be read."""
_ROOM = 8800 * _TWIP
_HIGHEST = 567 * _POINT
_LINE, _FILL, _PLAIN = "6B7685", "E6EEFA", "FFFFFF"


def drawing(picture: Picture, number: int) -> Element | None:
    """A paragraph with the drawing, as wide as the page allows; None where it would be too small
    to read. `number` is that of no other drawing of the file."""
    pixel = min(_MOST, _ROOM // picture.width)
    if pixel < _LEAST or picture.height * pixel > _HIGHEST:
        return None
    made = parse_xml(_group(picture, number, pixel))
    for place, box in zip(made.iter(qn("w:txbxContent")), picture.boxes, strict=True):
        place.extend(_words(box, pixel))
    fallback = element("r", *run(picture.description).findall(qn("w:t")))
    made.find(f"{{{_SPACES['mc']}}}Fallback").extend(fallback)
    return paragraph("LulingPicture", [element("r", made)])


def _group(picture: Picture, number: int, pixel: int) -> str:
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items())
    width, height = picture.width * pixel, picture.height * pixel
    title = quoteattr(visible(picture.title))
    shapes = [shape for one in picture.arrows for shape in _arrow(one, pixel)]
    shapes += [_box(one, pixel) for one in picture.boxes]
    return (
        f'<mc:AlternateContent {spaces}><mc:Choice Requires="wpg"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="图 {number}" title={title} '
        f"descr={quoteattr(visible(picture.description))}/><wp:cNvGraphicFramePr/><a:graphic>"
        f'<a:graphicData uri="{_SPACES["wpg"]}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></wpg:grpSpPr>'
        f"{''.join(shapes)}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</mc:Choice><mc:Fallback/></mc:AlternateContent>"
    )


def _shape(x: int, y: int, width: int, height: int, inside: str, text: str = "") -> str:
    """Places and sizes in EMU (914400 an inch)."""
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="{x}" y="{y}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>{inside}</wps:spPr>{text}'
        '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp>"
    )


def _solid(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _stroke(pixel: int) -> str:
    return f'<a:ln w="{pixel * 9 // 10}">{_solid(_LINE)}</a:ln>'


def _box(box: Box, pixel: int) -> str:
    rounded = '<a:avLst><a:gd name="adj" fmla="val 8000"/></a:avLst>'
    fill = _solid(_FILL if box.kind == "outcome" else _PLAIN)
    return _shape(
        box.x * pixel, box.y * pixel, box.width * pixel, box.height * pixel,
        f'<a:prstGeom prst="roundRect">{rounded}</a:prstGeom>{fill}{_stroke(pixel)}',
        "<wps:txbx><w:txbxContent/></wps:txbx>",
    )  # fmt: skip


def _words(box: Box, pixel: int) -> Iterator[Element]:
    """A line a paragraph, the note smaller; sizes in half points, heights in twips."""
    for text, size, height in (*((one, 13.5, 17) for one in box.lines), (box.note, 11, 14)):
        if text:
            words = run(text)
            half = element("sz", val=max(1, int(size * pixel * 2 / _POINT)))
            words[0].append(half)
            line = paragraph("LulingBox", [words])
            spacing = element("spacing", line=height * pixel // _TWIP, lineRule="exact")
            line[0].append(spacing)
            yield line


def _arrow(arrow: Arrow, pixel: int) -> Iterator[str]:
    points = [(x * pixel, y * pixel) for x, y in arrow.points]
    yield _curve(points, pixel)
    x, y = points[-1]
    tip = [(7 * pixel, 4 * pixel), (0, 0), (0, 8 * pixel)]
    path = "".join(_to("moveTo" if one is tip[0] else "lnTo", [one]) for one in tip)
    yield _shape(
        x - 7 * pixel, y - 4 * pixel, 7 * pixel, 8 * pixel,
        _geometry(7 * pixel, 8 * pixel, f"{path}<a:close/>") + _solid(_LINE),
    )  # fmt: skip


def _curve(points: Sequence[tuple[int, int]], pixel: int) -> str:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width = max(x for x, _ in points) - left
    height = max(y for _, y in points) - top
    if not height:  # a shape without height has no path
        straight = '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        return _shape(left, top, width, 0, straight + _stroke(pixel))
    placed = [(x - left, y - top) for x, y in points]
    path = _to("moveTo", placed[:1])
    for (x, y), (to_x, to_y) in pairwise(placed):
        middle = (x + to_x) // 2
        path += _to("cubicBezTo", [(middle, y), (middle, to_y), (to_x, to_y)])
    inside = _geometry(width, height, path, ' fill="none"')
    return _shape(left, top, width, height, f"{inside}<a:noFill/>{_stroke(pixel)}")


def _to(name: str, points: Sequence[tuple[int, int]]) -> str:
    inside = "".join(f'<a:pt x="{x}" y="{y}"/>' for x, y in points)
    return f"<a:{name}>{inside}</a:{name}>"


def _geometry(width: int, height: int, path: str, how: str = "") -> str:
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{height}"{how}>{path}</a:path></a:pathLst></a:custGeom>'
    )
