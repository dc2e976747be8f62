"""The document that a reviewer signs, from the same program that the evaluators run.

In: a `Subject` (program, cut notice, what is tied, upper programs, findings). `build` makes the
view model, text alone; `to_markdown` and `to_html` print it. Every construct of the IR has its
Chinese sentence (`terms`, `conditions`, `rules`) by an exhaustive match. Nothing here evaluates
anything but worked cases, and those by the interpreter.
"""

from luling.backends.document.across import across
from luling.backends.document.build import build
from luling.backends.document.html import to_html, to_page
from luling.backends.document.markdown import to_markdown
from luling.backends.document.model import Document, Page
from luling.backends.document.revised import revised
from luling.backends.document.subject import Subject

__all__ = [
    "Document", "Page", "Subject", "across", "build", "revised", "to_html", "to_markdown",
    "to_page",
]  # fmt: skip
