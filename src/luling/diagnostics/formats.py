"""Diagnostics for machines: JSON, GitHub workflow commands and SARIF 2.1.0.

Lines and columns count from 1. Columns are code points in JSON (`"columnUnit"` says so) and for
GitHub (which does not say what it counts), and UTF-16 units in SARIF (`columnKind`), as its viewers
count. Ends are exclusive in JSON and SARIF, inclusive for GitHub.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from luling import __version__
from luling.diagnostics.model import Diagnostic, Fix
from luling.diagnostics.render import SEVERITIES, display_name, fix_words
from luling.source import Source, Span, utf16_length

__all__ = ["to_github", "to_json", "to_sarif"]

Sources = Mapping[str, Source]
Unit = Callable[[str], int]

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "finding": "note"}
_COMMANDS = {"error": "error", "warning": "warning", "finding": "notice"}


def to_json(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """One object: all diagnostics, and how many there are of each severity."""
    items = list(diagnostics)
    counts = {name: sum(item.severity == name for item in items) for name in SEVERITIES}
    content = {
        "version": __version__,
        "columnUnit": "codePoints",
        "counts": counts,
        "diagnostics": [_json_item(item, sources) for item in items],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _json_item(item: Diagnostic, sources: Sources) -> dict[str, Any]:
    return {
        "code": item.code,
        "severity": item.severity,
        "title": item.title,
        "labels": [{**_json_place(x.span, sources), "text": x.text} for x in item.labels],
        "notes": list(item.notes),
        "hint": item.hint,
        "fix": None if item.fix is None else _json_fix(item.fix, sources),
    }


def _json_fix(fix: Fix, sources: Sources) -> dict[str, Any]:
    return {**_json_place(fix.span, sources), "replacement": fix.replacement}


def _json_place(span: Span, sources: Sources) -> dict[str, Any]:
    region = _region(span, sources, len)
    return {"file": _file(span, sources), **(region or dict.fromkeys(_REGION_KEYS))}


_REGION_KEYS = ("line", "column", "endLine", "endColumn")


def _region(span: Span, sources: Sources, unit: Unit) -> dict[str, int] | None:
    """Where a span is, columns measured by `unit`; None where its source is not at hand."""
    source = sources.get(span.file)
    if source is None:
        return None
    numbers = []
    for offset in (span.start, max(span.start, span.end)):
        offset = min(max(offset, 0), len(source.text))
        line, _ = source.position(offset)
        numbers += [line, unit(source.text[source.line_start(line) : offset]) + 1]
    return dict(zip(_REGION_KEYS, numbers, strict=True))


def _file(span: Span, sources: Sources) -> str | None:
    source = sources.get(span.file)
    return display_name(source) if source is not None else (span.file or None)


# ---------------------------------------------------------------- GitHub


def to_github(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """A workflow command a diagnostic: `::error file=…,line=…::message`."""
    return "".join(_command(item, sources) for item in diagnostics)


def _command(item: Diagnostic, sources: Sources) -> str:
    span = item.labels[0].span
    region = _region(span, sources, len)
    properties: dict[str, object] = {}
    if region is not None:
        properties = {"file": _file(span, sources), "line": region["line"]}
        properties["endLine"] = region["endLine"]
        if region["line"] == region["endLine"]:
            properties["col"] = region["column"]
            properties["endColumn"] = max(region["column"], region["endColumn"] - 1)
    properties["title"] = f"{item.code} {item.title}"
    listed = ",".join(f"{key}={_escape(str(v), True)}" for key, v in properties.items())
    return f"::{_COMMANDS[item.severity]} {listed}::{_escape(_message(item, sources))}\n"


def _escape(text: str, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


def _message(item: Diagnostic, sources: Sources) -> str:
    """All that is said in words, a line each."""
    lines = [item.title]
    for label in item.labels:
        if label.text:
            region = _region(label.span, sources, len)
            place = f"{_file(label.span, sources)}:{region['line']}：" if region else ""
            lines.append(place + label.text)
    lines += item.notes
    if item.hint:
        lines.append(f"提示：{item.hint}")
    if item.fix is not None:
        lines.append(f"改法：{fix_words(item.fix, sources)}")
    return "\n".join(lines)


# ---------------------------------------------------------------- SARIF


def to_sarif(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """A SARIF 2.1.0 log with one run; columns in UTF-16 units."""
    items = list(diagnostics)
    codes = sorted({item.code for item in items})
    run = {
        "tool": {
            "driver": {
                "name": "luling",
                "fullName": "律令 (Lüling)",
                "version": __version__,
                "semanticVersion": __version__,
                "language": "zh-CN",
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "utf16CodeUnits",
        "language": "zh-CN",
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(item, codes, sources) for item in items],
    }
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    from luling.diagnostics.catalogue import catalogue

    entry = catalogue().get(code)
    rule: dict[str, Any] = {"id": code}
    if entry is not None and entry.summary:
        rule["shortDescription"] = {"text": entry.summary}
        rule["help"] = {"text": entry.text()}
    return rule


def _result(item: Diagnostic, codes: list[str], sources: Sources) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.code,
        "ruleIndex": codes.index(item.code),
        "level": _LEVELS[item.severity],
        "message": {"text": _message(item, sources)},
    }
    first, *others = item.labels
    place = _location(first.span, sources)
    if place is not None:
        result["locations"] = [{"physicalLocation": place}]
    related: list[dict[str, Any]] = []
    for label in others:
        place = _location(label.span, sources)
        if place is not None:
            words = {"message": {"text": label.text}} if label.text else {}
            related.append({"id": len(related) + 1, "physicalLocation": place, **words})
    if related:
        result["relatedLocations"] = related
    if item.fix is not None and item.fix.span.file in sources:
        result["fixes"] = [_sarif_fix(item.fix, sources)]
    return result


def _sarif_fix(fix: Fix, sources: Sources) -> dict[str, Any]:
    region = _sarif_region(fix.span, sources)
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.replacement}}
    change = {"artifactLocation": _artifact(fix.span, sources), "replacements": [replacement]}
    return {"description": {"text": fix_words(fix, sources)}, "artifactChanges": [change]}


def _location(span: Span, sources: Sources) -> dict[str, Any] | None:
    if span.file not in sources:
        return None
    return {
        "artifactLocation": _artifact(span, sources),
        "region": _sarif_region(span, sources),
    }


def _artifact(span: Span, sources: Sources) -> dict[str, str]:
    name = _file(span, sources) or ""
    if name.startswith("/"):
        return {"uri": "file://" + quote(name)}
    return {"uri": quote(name), "uriBaseId": "%SRCROOT%"}


def _sarif_region(span: Span, sources: Sources) -> dict[str, int]:
    region = _region(span, sources, utf16_length) or {}
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return dict(zip(names, region.values(), strict=True))
