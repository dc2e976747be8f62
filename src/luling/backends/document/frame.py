"""The frame of a page: its head, its styles and scripts, known to the security policy by their
hashes; nothing comes from elsewhere.

In: the name of a template that extends `head.html`. Out: one HTML page, the same bytes for the same
values.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import lru_cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from luling.backends.document.model import Arrow, Block
from luling.backends.document.text import closed, visible

__all__ = ["Script", "render", "script_data", "style"]

_HERE = "luling.backends.document"


_UNPRINTED = re.compile("[<\u2028\u2029\ud800-\udfff]")


class Script(str):
    """Program text for a page; it may not hold `</script` or `<!--`."""

    def __new__(cls, text: str) -> Script:
        lowered = text.lower()
        if "</script" in lowered or "<!--" in lowered:
            raise ValueError("a script would end before its end")
        return super().__new__(cls, text)


def render(
    template: str,
    /,
    *styles: Markup,
    package: str = _HERE,
    scripts: tuple[Script, ...] = (),
    **values: object,
) -> str:
    """A page; `package` has the template in its folder `templates`, `styles` are those of
    `style`, and `scripts` run in their order when the page has been read."""
    sheet = Markup("").join((style("style.css"), *styles))
    return (
        environment(package)
        .get_template(template)
        .render(
            style=sheet,
            style_hash=_digest(sheet),
            scripts=[Markup(script) for script in scripts],
            script_hashes=[_digest(script) for script in scripts],
            **values,
        )
    )


@lru_cache(maxsize=8)
def style(name: str, package: str = _HERE) -> Markup:
    """A style sheet of a package's folder `templates`."""
    return Markup((files(package) / "templates" / name).read_text(encoding="utf-8"))


def script_data(value: object) -> Markup:
    """A JSON value for a `<script type="application/json">` element, which nothing in it can
    end; keys in the order given."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


@lru_cache(maxsize=4)
def environment(package: str = _HERE) -> Environment:
    """Templates of a package, with those of the documents besides."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader(_HERE)]),
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
    return made


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


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
