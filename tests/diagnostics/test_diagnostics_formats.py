"""Diagnostics for machines."""

from __future__ import annotations

import json

from luling.diagnostics import Diagnostic, Fix, Label
from luling.diagnostics.formats import to_github, to_json, to_sarif
from luling.source import NOWHERE, Source, Span

SOURCE = Source("a%b.policy", "𠮷甲\n乙丙。\n")
SOURCES = {SOURCE.name: SOURCE}
CLASH = Diagnostic(
    "E0202",
    "error",
    "「乙」声明了两次",
    (Label(Span(SOURCE.name, 1, 2), "这里"), Label(Span(SOURCE.name, 3, 5), "先在这里")),
    ("说明：一",),
    "改名",
    Fix(Span(SOURCE.name, 1, 2), "丁"),
)
NOWHERE_AT_ALL = Diagnostic("W0901", "warning", "没有位置", (Label(NOWHERE),))


def test_json_counts_code_points() -> None:
    content = json.loads(to_json([CLASH, NOWHERE_AT_ALL], SOURCES))
    assert content["columnUnit"] == "codePoints"
    assert content["counts"] == {"error": 1, "warning": 1, "finding": 0}
    first, second = content["diagnostics"]
    assert first["labels"][0] == {
        "file": "a%b.policy", "line": 1, "column": 2, "endLine": 1, "endColumn": 3, "text": "这里",
    }  # fmt: skip
    assert first["fix"]["replacement"] == "丁"
    assert second["labels"][0]["line"] is None


def test_github_escapes_what_its_syntax_uses() -> None:
    first, second = to_github([CLASH, NOWHERE_AT_ALL], SOURCES).splitlines()
    assert first.startswith(
        "::error file=a%25b.policy,line=1,endLine=1,col=2,endColumn=2,title=E0202"
    )
    assert "%0A" in first and "\n" not in first
    assert second == "::warning title=W0901 没有位置::没有位置"


def test_sarif_counts_utf16_units_and_says_so() -> None:
    log = json.loads(to_sarif([CLASH, NOWHERE_AT_ALL], SOURCES))
    run = log["runs"][0]
    assert log["version"] == "2.1.0" and run["columnKind"] == "utf16CodeUnits"
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 4}
    assert place["artifactLocation"] == {"uri": "a%25b.policy", "uriBaseId": "%SRCROOT%"}
    assert first["relatedLocations"][0]["message"]["text"] == "先在这里"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["E0202", "W0901"]
    assert [result["ruleIndex"] for result in (first, second)] == [0, 1]
    change = first["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert change["insertedContent"] == {"text": "丁"}
    assert "locations" not in second


def test_nothing_to_say_is_still_a_report() -> None:
    assert json.loads(to_json([], {}))["diagnostics"] == []
    assert json.loads(to_sarif([], {}))["runs"][0]["results"] == []
    assert to_github([], {}) == ""
