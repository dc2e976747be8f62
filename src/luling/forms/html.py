"""A filled form as a page: one file, no scripts, nothing from elsewhere; prints well on A4."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from luling.forms.layout import field_rows, is_unbroken
from luling.forms.model import Block, Caption, Page, Section, Table

__all__ = ["to_html"]


def to_html(page: Page) -> str:
    """The page; the same form and case give the same bytes."""
    template, style = _template()
    return template.render(
        page=page,
        parts=_parts(page),
        framed=not page.tables,
        style_hash=style,
        wide=any(len(table.headings) > 5 for table in page.tables),
    )


def _parts(page: Page) -> list[tuple[str, object]]:
    """Blocks in order; fields and sections that stand together as one part of rows."""
    found: list[tuple[str, object]] = []
    framed = not page.tables
    for kind, blocks in groupby(page.blocks, key=lambda block: _part(block, framed)):
        group = list(blocks)
        if kind == "fields":
            found.append((kind, list(field_rows(group)) if framed else group))
        else:
            found += [(kind, block) for block in group]
    return found


def _part(block: Block, framed: bool) -> str:
    match block:
        case Table():
            return "table"
        case Caption():
            return "caption"
        case Section() if not framed:
            return "section"
    return "fields"


@lru_cache(maxsize=1)
def _template() -> tuple[Template, str]:
    """The template, and the hash of its style: the only style that the page may use."""
    loader = PackageLoader("luling.forms")
    made = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.tests["unbroken"] = is_unbroken
    source, _, _ = loader.get_source(made, "form.html")
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    return made.get_template("form.html"), f"sha256-{digest}"
