"""Files that a command reads: JSON objects of facts and parameters; mistakes with their place."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from luling.cli.errors import (
    BadJson,
    CannotRead,
    DoubledName,
    NoSuchFile,
    NotAnObject,
    NotUtf8,
)
from luling.cli.locate import reason_of
from luling.cli.terminal import Failure
from luling.source import NOWHERE, Source, Span

__all__ = ["read_object", "read_text"]

_SIZE_LIMIT = 64 * 1024 * 1024
_KINDS = {list: "一个列表", str: "一个字符串", bool: "true 或 false", type(None): "null"}


def read_text(name: str) -> Source:
    """A text file, or standard input for `-`; a byte order mark is left out."""
    data = _read(name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Failure.of(NotUtf8(NOWHERE, name, error.start), exit_code=2) from None
    shown = "标准输入" if name == "-" else name
    return Source(shown, text, None if name == "-" else Path(name))


def _read(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(_SIZE_LIMIT + 1)
        path = Path(name)
        if path.stat().st_size > _SIZE_LIMIT:
            raise Failure.of(CannotRead(NOWHERE, name, "它超过 64 MiB，太大"), exit_code=2)
        return path.read_bytes()
    except FileNotFoundError:
        raise Failure.of(NoSuchFile(NOWHERE, name), exit_code=2) from None
    except ValueError:
        raise Failure.of(NoSuchFile(NOWHERE, name), exit_code=2) from None
    except OSError as error:
        raise Failure.of(CannotRead(NOWHERE, name, reason_of(error)), exit_code=2) from None


def read_object(name: str, *, notes: bool = False) -> dict[str, object]:
    """A JSON object; with `notes`, keys that start with `_` are left out."""
    source = read_text(name)
    value = _parse(source, notes)
    if type(value) is not dict:
        kind = _KINDS.get(type(value), "一个数")
        span = Span(source.name, _first(source.text), _first(source.text) + 1)
        raise Failure.of(NotAnObject(span, kind), source, exit_code=2)
    return {key: item for key, item in value.items() if not (notes and key.startswith("_"))}


def _parse(source: Source, notes: bool) -> object:
    doubled: list[str] = []

    def read(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs if not (notes and name.startswith("_"))]
            doubled.extend(name for name in dict.fromkeys(names) if names.count(name) > 1)
        return found

    try:
        value = json.loads(source.text, object_pairs_hook=read)
    except json.JSONDecodeError as error:
        at = min(error.pos, len(source.text))
        problem = _problem(error.msg, source.text, at)
        span = Span(source.name, at, at + 1)
    except RecursionError:
        problem, span = "括号套得太深", Span(source.name, 0, 1)
    except ValueError:
        problem, span = "文件中有一个位数太多的整数", Span(source.name, 0, 1)
    else:
        if not doubled:
            return value
        span = _second(source, doubled[0])
        raise Failure.of(DoubledName(span, doubled[0]), source, exit_code=2)
    raise Failure.of(BadJson(span, problem), source, exit_code=2)


_PROBLEMS = {
    "Expecting value": "这里应有一个值",
    "Expecting ',' delimiter": "这里应有逗号或右括号",
    "Expecting ':' delimiter": "这里应有冒号",
    "Expecting property name enclosed in double quotes": "这里应有名称，写在半角双引号里",
    "Illegal trailing comma before end of object": "最后一项后面多了逗号",
    "Illegal trailing comma before end of array": "最后一项后面多了逗号",
    "Unterminated string starting at": "这个字符串没有右引号",
    "Extra data": "JSON 到这里已经结束，后面还有多余的内容",
    "Invalid control character at": "字符串里不能直接换行或有控制字符",
    "Invalid \\escape": "反斜线后面的字不对",
    "Invalid \\uXXXX escape": "\\u 后面应有四位十六进制数",
}


def _problem(message: str, text: str, at: int) -> str:
    for known, words in _PROBLEMS.items():
        if message.startswith(known):
            if text[at : at + 1] in tuple("“”，："):
                words += f"；「{text[at]}」是全角标点，请改为半角"
            return words
    return "从这里起读不通"


def _second(source: Source, name: str) -> Span:
    """Where a name is written again, if there is no doubt about it; else where the file begins."""
    written = re.escape(json.dumps(name, ensure_ascii=False))
    found = list(re.finditer(rf"{written}(?=\s*:)", source.text))
    if len(found) == 2:
        return Span(source.name, found[1].start(), found[1].end())
    return Span(source.name, _first(source.text), _first(source.text) + 1)


def _first(text: str) -> int:
    return len(text) - len(text.lstrip())
