"""luling coverage: what the worked examples of the policies cover, and what no example reaches."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luling.cli.chinese import command
from luling.cli.errors_coverage import CoverageTooLow, WrongThreshold
from luling.cli.locate import find_all
from luling.cli.terminal import Failure, Progress, note_open_clauses, print_diagnostics
from luling.diagnostics import Bag, Diagnostic
from luling.source import NOWHERE, Span

if TYPE_CHECKING:
    from luling.analysis.coverage import Count, Coverage, Goal, Kind
    from luling.driver import Compiled

__all__ = ["run"]

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("rule", "规则"), ("exception", "例外"), ("condition", "条件"), ("boundary", "界限"),
    ("duty", "职责"),
)  # fmt: skip
_STATUS = {
    "reached": "有用例适用过", "unreached": "写成了规则而没有用例适用过",
    "referred": "另见别的文件", "not_encoded": "不编码", "open": "还没有交代",
}  # fmt: skip
_THRESHOLD = re.compile(r"(\d{1,3})(?:/(\d{1,3}))?", re.ASCII)


@dataclass(slots=True)
class _Row:
    """One policy: what its cases cover, or why that can't be said."""

    compiled: Compiled
    name: str
    wrong: list[Diagnostic]
    found: Coverage | None


@command(
    help="用例覆盖了多少：哪些条款、规则、例外适用过，哪些条件成立过、也不成立过，"
    "哪些界限试过正好、差一点和过一点。列出没有用例遇到的，好知道还要写哪个用例。",
    arguments=[("路径", "政策的文件、文件夹或标识，可以有几个；不写则为 policies")],
    examples=[
        ("luling coverage", "每份政策一行"),
        ("luling coverage policies/weihai", "一份政策，并列出遗漏"),
        ("luling coverage --fail-under 100/95", "规则和例外不到 100%、条件不到 95% 时退出码为 1"),
    ],
    notes="条件分两半：成立、不成立；界限分三处：正好、差一点、过一点。"
    "事实不详而定不下来的条件，两半都不算。",
)
@click.argument("paths", nargs=-1, metavar="[路径…]")
@click.option("--missing", is_flag=True, help="列出遗漏（只有一份政策时总是列出）")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出全部细节")
@click.option(
    "--fail-under", "threshold", metavar="百分数",
    help="规则和例外至少覆盖多少；写成 100/95 时，后一个数是条件的",
)  # fmt: skip
def run(paths: tuple[str, ...], missing: bool, as_json: bool, threshold: str | None) -> int:
    least = _read(threshold)
    found = find_all(paths)
    rows: list[_Row] = []
    with Progress("用例", len(found)) as progress:
        for path in found:
            rows += _measure(path)
            progress.advance(path.stem)
    for row in rows:
        print_diagnostics(row.wrong, row.compiled.sources, sys.stderr)
    if as_json:
        _print_json(rows)
    else:
        _print_table(rows)
        for row in rows:
            if row.found is not None and (missing or len(rows) == 1):
                _print_missing(row, row.found)
    below = [item for row in rows for item in _too_low(row, least)]
    print_diagnostics(below, {}, sys.stderr)
    return 1 if below or any(row.found is None for row in rows) else 0


def _read(threshold: str | None) -> tuple[int, int]:
    """At least so many percent of rules and exceptions, and of conditions."""
    if threshold is None:
        return 0, 0
    written = _THRESHOLD.fullmatch(threshold.replace("%", ""))
    numbers = [int(one) for one in written.groups() if one] if written else []
    if not numbers or max(numbers) > 100:
        raise Failure.of(WrongThreshold(NOWHERE, threshold), exit_code=2)
    return numbers[0], numbers[-1]


def _measure(path: Path) -> Iterator[_Row]:
    """One policy; a vocabulary is only told of when it has mistakes."""
    from luling.analysis.coverage import measure
    from luling.cli.clashes import id_of
    from luling.driver import compile_policy

    bag = Bag()
    compiled = compile_policy(path, bag)
    if compiled.draft is None:
        errors = [item for item in bag.sorted() if item.severity == "error"]
        if errors or not compiled.is_vocabulary:
            yield _Row(compiled, id_of(compiled), errors, None)
        return
    note_open_clauses(bag, path.stem)
    found = measure(compiled.draft, compiled.notice, compiled.ties.cited)
    yield _Row(compiled, found.policy, [], found)


def _too_low(row: _Row, least: tuple[int, int]) -> Iterator[Diagnostic]:
    if row.found is None:
        return
    rules = row.found.count("rule") + row.found.count("exception")
    for what, count, wanted in (
        ("规则和例外", rules, least[0]), ("条件", row.found.count("condition"), least[1])
    ):  # fmt: skip
        if count.seen * 100 < wanted * count.total:
            yield CoverageTooLow(
                NOWHERE, row.name, what, count.seen, count.total, wanted
            ).diagnostic()


# ---------------------------------------------------------------- for people


def _print_table(rows: list[_Row]) -> None:
    from luling.diagnostics.cells import table

    lines = [["政策", "用例", "条款", "", *(word for _, name in _KINDS for word in (name, ""))]]
    for row in rows:
        if row.found is None:
            lines.append([row.name, "—", "政策有错误", *[""] * (len(lines[0]) - 3)])
            continue
        cells = [row.name, str(row.found.cases)]
        counts = [row.found.count_clauses(), *(row.found.count(kind) for kind, _ in _KINDS)]
        for count in counts:
            percent = "" if count.percent is None else f"{count.percent}%"
            cells += [f"{count.seen}/{count.total}" if count.total else "—", percent]
        lines.append(cells)
    print("\n".join(table(lines, gap=1, right=frozenset(range(1, len(lines[0]))))))


def _print_missing(row: _Row, found: Coverage) -> None:
    """Section by section: where it stands, what it is, what no case has shown."""
    blocks = [_missing_clauses(row, found)]
    for kind, name in _KINDS:
        goals = [goal for goal in found.of(kind) if goal.missing]
        lines = [line for goal in goals for line in _missing_goal(row, goal)]
        blocks.append([f"{name}：", *lines] if lines else [])
    print()
    if found.clauses:
        counted = Counter(_STATUS[clause.status] for clause in found.clauses)
        said = "，".join(f"{count} 条{words}" for words, count in counted.most_common())
        print(f"{row.name} 的原文有 {len(found.clauses)} 条：{said}。")
    if not any(blocks):
        print(f"{row.name}：没有遗漏。")
        return
    print(f"{row.name} 的用例还没有遇到：\n")
    print("\n\n".join("\n".join(block) for block in blocks if block))


def _missing_clauses(row: _Row, found: Coverage) -> list[str]:
    lines = []
    for clause in found.clauses:
        if clause.status in ("unreached", "open"):
            lines.append(f"  {_notice(row)}:{clause.line}  {clause.ref}「{clause.text}」")
            lines.append(f"      {_STATUS[clause.status]}")
    return ["条款：", *lines] if lines else []


def _missing_goal(row: _Row, goal: Goal) -> Iterator[str]:
    yield f"  {_place(row, goal.span)}  {goal.text}"
    clauses = "、".join(dict.fromkeys(one.clause for one in goal.citations))
    basis = f"，依据 {clauses}" if clauses else ""
    lacking = "、".join(aspect.words for aspect in goal.missing)
    yield f"      缺 {lacking}（{goal.owner}{basis}）"


def _place(row: _Row, span: Span) -> str:
    from luling.diagnostics.render import display_name

    source = row.compiled.sources[span.file]
    return f"{display_name(source)}:{source.position(span.start)[0]}"


def _notice(row: _Row) -> str:
    head = row.compiled.bindings.head
    assert head is not None and head.notice is not None
    return (row.compiled.path.parent / head.notice.value).as_posix()


# ---------------------------------------------------------------- for programs


def _print_json(rows: list[_Row]) -> None:
    found = [_as_json(row, row.found) for row in rows if row.found is not None]
    print(json.dumps({"policies": found}, ensure_ascii=False, indent=2))


def _as_json(row: _Row, found: Coverage) -> dict[str, object]:
    counts: dict[str, Count] = {"clause": found.count_clauses()}
    counts.update((kind, found.count(kind)) for kind, _ in _KINDS)
    return {
        "policy": found.policy,
        "cases": found.cases,
        "counts": {kind: {"seen": c.seen, "total": c.total} for kind, c in counts.items()},
        "clauses": [
            {
                "clause": one.ref, "status": one.status, "text": one.text, "line": one.line,
                "case": one.case, "reason": one.reason, "refers_to": one.refers_to,
            }
            for one in found.clauses
        ],
        "goals": [_goal_as_json(row, goal) for goal in found.goals],
    }  # fmt: skip


def _goal_as_json(row: _Row, goal: Goal) -> dict[str, object]:
    place, _, line = _place(row, goal.span).rpartition(":")
    return {
        "kind": goal.kind,
        "decision": goal.decision,
        "owner": goal.owner,
        "text": goal.text,
        "clauses": list(dict.fromkeys(one.clause for one in goal.citations)),
        "file": place,
        "line": int(line),
        "aspects": [{"id": one.id, "words": one.words, "case": one.case} for one in goal.aspects],
    }
