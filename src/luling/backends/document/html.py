"""A document as one HTML page: no scripts, nothing from elsewhere, one style known by its hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from luling.backends.document.model import Arrow, Block, Document, Page
from luling.backends.document.text import closed, visible

__all__ = ["to_html", "to_index", "to_page"]


def to_html(document: Document) -> str:
    """The page of one policy; the same document gives the same bytes."""
    environment, style, digest = _environment()
    page = environment.get_template("policy.html")
    return page.render(document=document, style=style, style_hash=digest)


def to_page(page: Page, beside: bool = True) -> str:
    """A page about several policies or versions; `beside`: the index stands beside it."""
    template = _environment()[0].get_template("across.html")
    style, digest = _style("style.css", "across.css")
    return template.render(document=page, beside=beside, style=style, style_hash=digest)


def to_index(documents: Sequence[Document], pages: Sequence[Page] = ()) -> str:
    """The page that lists documents; they stand beside it as `<id>.html`."""
    environment, style, digest = _environment()
    page = environment.get_template("index.html")
    return page.render(documents=documents, pages=pages, style=style, style_hash=digest)


@lru_cache(maxsize=1)
def _environment() -> tuple[Environment, Markup, str]:
    """The environment, the style, and its hash for the security policy."""
    made = Environment(
        loader=PackageLoader("luling.backends.document"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_seen,
    )
    made.filters["kind"] = _kind
    made.filters["closed"] = closed
    made.filters["path"] = _path
    return made, *_style("style.css")


@lru_cache(maxsize=2)
def _style(*names: str) -> tuple[Markup, str]:
    """The style sheets one after another, and the hash of the whole."""
    folder = files("luling.backends.document") / "templates"
    style = "".join((folder / name).read_text(encoding="utf-8") for name in names)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Markup(style), f"sha256-{digest}"


def _seen(value: object) -> object:
    """Words with what hides in them made visible; markup of ours as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


def _kind(block: Block) -> str:
    return type(block).__name__


def _path(arrow: Arrow) -> str:
    """The line of an arrow as an SVG path: level through its lanes, bent between them."""
    (x, y), *rest = arrow.points
    found = f"M{x} {y}"
    for number, (to_x, to_y) in enumerate(rest):
        if number % 2:
            found += f"H{to_x}"
        else:
            middle = (x + to_x) // 2
            found += f"C{middle} {y} {middle} {to_y} {to_x} {to_y}"
        x, y = to_x, to_y
    return found
