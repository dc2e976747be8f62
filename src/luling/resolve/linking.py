"""From one policy file to all the files that it is made of: its folder's others, and what it 引用s.

In: the path of `<id>.policy`. Out: the syntax trees, the head's file first, then continuation files
of the same folder by name, then vocabularies, each once. What cannot be found or goes in a circle
is reported and left out; a file whose 引用 could not be followed says so in `unread`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from luling.diagnostics import Bag
from luling.resolve import errors
from luling.source import Source, Span
from luling.syntax import ast
from luling.syntax.parser import parse
from luling.syntax.reading import read_source

__all__ = ["Linked", "link"]

_VOCABULARY = re.compile(r"^[\s\ufeff]*词汇\s+([^\s（(。]+)(?:\s*[（(]\s*(\w+)\s*[）)])?", re.M)
_HEAD_LENGTH = 4096


@dataclass(slots=True)
class Linked:
    """`sources` by the name that spans carry; `paths` likewise."""

    files: list[ast.File] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)


class _Linker:
    def __init__(self, bag: Bag) -> None:
        self.bag = bag
        self.linked = Linked()
        self.seen: set[Path] = set()

    def load(self, path: Path, name: str) -> ast.File | None:
        """Read and parse a file once; None when it cannot be read (reported) or has been taken."""
        resolved = path.resolve()
        if resolved in self.seen:
            return None
        self.seen.add(resolved)
        source = read_source(path, self.bag, name)
        if source is None:
            return None
        return self.add(source, path)

    def add(self, source: Source, path: Path) -> ast.File:
        self.linked.sources[source.name] = source
        self.linked.paths[source.name] = path
        file = parse(source, self.bag)
        self.linked.files.append(file)
        return file

    def imports(self, file: ast.File, path: Path, trail: tuple[str, ...]) -> None:
        """Follow 引用, depth first; `trail` holds the labels on the way here."""
        for sentence in file.sentences:
            if not isinstance(sentence, ast.Import):
                continue
            found = self.find(sentence, path)
            if found is None:
                self.lose(file, sentence.span)
                continue
            if sentence.name.text in trail:
                start = trail.index(sentence.name.text)
                self.bag.report(
                    errors.ImportCycle(sentence.name.span, (*trail[start:], sentence.name.text))
                )
                continue
            if found.resolve() in self.seen:
                continue
            names = _vocabulary_of(found)
            if sentence.path is not None and names and sentence.name.text not in names:
                self.bag.report(
                    errors.ImportNotFound(sentence.name.span, sentence.name.text, (found.name,))
                )
            if not names and found.resolve() in self.seen:
                self.bag.report(
                    errors.HeadMistake(
                        sentence.span, f"引用的文件 {found.name} 不是词汇：第一句要写「词汇 …」"
                    )
                )
            imported = self.load(found, _shown(found))
            if imported is None:
                self.lose(file, sentence.span)
                continue
            heads = {type(item) for item in imported.sentences}
            if ast.VocabularyHead not in heads and (ast.PolicyHead in heads or not imported.broken):
                self.linked.files.remove(imported)
                self.lose(file, sentence.span)
                self.bag.report(
                    errors.HeadMistake(
                        (sentence.path or sentence.name).span,
                        f"引用的文件 {found.name} 不是词汇：第一句要写「词汇 …」",
                    )
                )
                continue
            self.imports(imported, found, (*trail, sentence.name.text))

    def lose(self, file: ast.File, span: Span) -> None:
        """Mark that a file needs what could not be read."""
        at = next(at for at, item in enumerate(self.linked.files) if item.name == file.name)
        known = self.linked.files[at]
        lost = ast.Unread("引用", frozenset(), span)
        self.linked.files[at] = replace(known, unread=(*known.unread, lost))

    def find(self, sentence: ast.Import, path: Path) -> Path | None:
        folder = path.parent
        if sentence.path is not None:
            wanted = folder / sentence.path.value
            if wanted.is_file():
                return wanted
            self.bag.report(
                errors.ImportNotFound(
                    sentence.path.span, sentence.name.text, (sentence.path.value,)
                )
            )
            return None
        folders = [folder, folder.parent / "common", folder / "common"]
        for candidate in folders:
            for file in sorted(candidate.glob("*.policy")):
                if _vocabulary_of(file) & {sentence.name.text}:
                    return file
        searched = tuple(item.name or "." for item in folders if item.is_dir())
        self.bag.report(errors.ImportNotFound(sentence.name.span, sentence.name.text, searched))
        return None


def _shown(path: Path) -> str:
    """A file's name in messages: relative to where the command runs, where that is possible."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def _vocabulary_of(path: Path) -> set[str]:
    """The label and id of the vocabulary that a file holds; empty for other files."""
    try:
        with path.open(encoding="utf-8") as stream:
            head = stream.read(_HEAD_LENGTH)
    except (OSError, UnicodeDecodeError):
        return set()
    lines = [line for line in head.splitlines() if not line.lstrip().startswith(("#", "＃"))]
    match = _VOCABULARY.search("\n".join(lines))
    return {item for item in match.groups() if item} if match else set()


def link(path: Path, bag: Bag, source: Source | None = None) -> Linked:
    """All files of the policy at `path`; `source` stands in for its text (unsaved, or made up)."""
    linker = _Linker(bag)
    if source is not None:
        linker.seen.add(path.resolve())
        main: ast.File | None = linker.add(source, path)
    else:
        main = linker.load(path, _shown(path))
    if main is None:
        return linker.linked
    _check_head(main, bag)
    files = [(main, path)]
    if path.stem == path.parent.resolve().name:
        for other in sorted(path.parent.glob("*.policy")):
            continued = linker.load(other, _shown(other))
            if continued is not None:
                files.append((continued, other))
            elif other.resolve() != path.resolve():
                linker.lose(main, Span(main.name, 0, 0))
    for file, place in files:
        linker.imports(file, place, ())
    return linker.linked


def _check_head(file: ast.File, bag: Bag) -> None:
    """The first sentence says what the file is."""
    heads = [
        item for item in file.sentences if isinstance(item, ast.PolicyHead | ast.VocabularyHead)
    ]
    first = file.sentences[0] if file.sentences else None
    if first is None:
        if not file.broken:
            bag.report(errors.HeadMistake(Span(file.name, 0, 0), "文件里一句话也没有"))
    elif not heads:
        if not file.broken:
            start = Span(file.name, first.span.start, first.span.start + 2)
            bag.report(errors.HeadMistake(start, "文件缺少开头的「政策」或「词汇」"))
    elif heads[0] is not first:
        bag.report(errors.HeadMistake(_place(heads[0]), "「政策」或「词汇」要写在文件的最前面"))
    for other in heads[1:]:
        if isinstance(other, ast.VocabularyHead) or isinstance(heads[0], ast.VocabularyHead):
            bag.report(errors.HeadMistake(_place(other), "一个文件不能既是政策又是词汇"))


def _place(head: ast.PolicyHead | ast.VocabularyHead) -> Span:
    return head.id.span if isinstance(head, ast.PolicyHead) else head.label.span
