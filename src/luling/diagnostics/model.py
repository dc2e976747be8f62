"""What a diagnostic is: data alone. Wording stands with each stage's errors, drawing in
`render`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from luling.source import Span

__all__ = ["Bag", "Diagnostic", "Fix", "Label", "Mistake", "Severity"]

Severity = Literal["error", "warning", "finding"]


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what is to be said of it (may be empty)."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake, said once. `labels[0]` is the place; a second one is the place it clashes
    with."""

    code: str
    severity: Severity
    title: str
    labels: tuple[Label, ...]
    notes: tuple[str, ...] = ()
    hint: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """Base of every error class of every stage.

    A subclass holds its fields, its `code`, and its wording in `title()`, `labels()`, `notes()` and
    `hint()`. Its docstring is what `luling explain CODE` prints, in four parts headed
    说明、为什么、
    错误示例、正确示例; both examples are run by a test.
    """

    code: ClassVar[str] = ""
    severity: ClassVar[Severity] = "error"

    span: Span

    def title(self) -> str:
        raise NotImplementedError

    def labels(self) -> tuple[Label, ...]:
        return (Label(self.span),)

    def notes(self) -> tuple[str, ...]:
        return ()

    def hint(self) -> str:
        return ""

    def fix(self) -> Fix | None:
        return None

    def diagnostic(self) -> Diagnostic:
        return Diagnostic(
            self.code, self.severity, self.title(), self.labels(), self.notes(), self.hint(),
            self.fix(),
        )


@dataclass(slots=True)
class Bag:
    """Collects the diagnostics of a run; stages report here and never raise for an author."""

    items: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, Span, str]] = field(default_factory=set)

    def report(self, mistake: Mistake) -> None:
        self.add(mistake.diagnostic())

    def add(self, diagnostic: Diagnostic) -> None:
        key = (diagnostic.code, diagnostic.labels[0].span, diagnostic.title)
        if key not in self._seen:
            self._seen.add(key)
            self.items.append(diagnostic)

    @property
    def has_errors(self) -> bool:
        return any(item.severity == "error" for item in self.items)

    def has_error_at(self, span: Span) -> bool:
        """Whether an error points into `span`."""
        return any(
            label.span.file == span.file
            and span.start <= label.span.start
            and label.span.end <= span.end
            for item in self.items
            if item.severity == "error"
            for label in item.labels
        )

    def sorted(self) -> list[Diagnostic]:
        """In the order of files and places."""
        return sorted(self.items, key=lambda d: (d.labels[0].span.file, d.labels[0].span.start))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)
