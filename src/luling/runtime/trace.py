"""The trace: which rule gave each value, what set others aside, and why others did not apply.

Entries of cases in which everything is known are kept in the table's `memory`, under the answers of
the conditions that made them, and are given out again: don't change a trace, copy it.
"""

from __future__ import annotations

from typing import Any

from luling.runtime.decisions import Found
from luling.runtime.kleene import Failed, Unknown
from luling.runtime.levels import Group, Levels, Node, Rule, When, in_period
from luling.runtime.showing import shown_value
from luling.runtime.table import Definition

MEMORY_LIMIT = 20_000

Verdict = tuple[Rule, str, tuple[str, ...]]
Entry = dict[str, Any]


def explain(found: Found) -> list[Entry]:
    """One entry for each definition, in the order of the source."""
    entries = []
    for item in found.table.definitions:
        entry = explained(item, found)
        entries.append(entry)
        remember(item, entry, found)
    return entries


def explained(item: Definition, found: Found) -> Entry:
    """The entry of one definition."""
    value, missing, failed = found.shown[item.id]
    status = status_of(missing, failed)
    refers_to, false_leaves = None, []
    rules: list[Entry] = []
    members: list[Entry] = []
    uses: list[str] = []
    levels, results = found.levels[item.id], found.results[item.id]
    if item.kind == "collection":
        for part, result in zip(item.parts, results, strict=True):
            judged = verdicts(part.group, levels[0])
            uses += used(judged)
            members.append(explained_part(part.id, part.label, result, judged, levels[0]))
    elif item.kind == "per_member":
        value = None
        for place, (one, result) in enumerate(zip(levels, results, strict=True)):
            assert item.group is not None
            judged = verdicts(item.group, one)
            uses += used(judged)
            members.append(explained_member(item, place, result, judged, one, found))
    elif item.kind == "condition":
        uses += item.uses
        if results[0] is False:
            false_leaves = failed_leaves(item.id, item.when, levels[0])
    else:
        assert item.group is not None
        judged = verdicts(item.group, levels[0])
        rules = [explained_rule(one, levels[0]) for one in judged]
        uses += used(judged)
        status, refers_to = refined(item, status, value, judged, levels[0])
    return {
        "definition": item.id,
        "label": item.label,
        "kind": item.kind,
        "status": status,
        "value": value,
        "missing": list(missing),
        "uses": sorted(set(uses)),
        "refers_to": refers_to,
        "failed": false_leaves,
        "rules": rules,
        "members": members,
    }


def status_of(missing: tuple[str, ...], failed: Failed | None) -> str:
    """failed, unknown or known"""
    if failed is not None:
        return "failed"
    return "unknown" if missing else "known"


def refined(
    item: Definition, status: str, value: Any, judged: list[Verdict], levels: Levels
) -> tuple[str, str | None]:
    """A known value may be a default, or null because the notice leaves it to another document."""
    assert item.group is not None
    if status != "known":
        return status, None
    if levels.group(item.group).empty:
        return "default", None
    if value is None:
        for rule, verdict, _ in judged:
            if verdict == "applied" and rule.unspecified:
                return "unspecified", rule.refers_to
    return status, None


def explained_part(
    id: str, label: str, result: Any, judged: list[Verdict], levels: Levels
) -> Entry:
    """A possible member of a collection."""
    return {
        "id": id,
        "label": label,
        "in": result if type(result) is bool else None,
        "missing": sorted(result.missing) if type(result) is Unknown else [],
        "rules": [explained_rule(one, levels) for one in judged],
    }


def explained_member(
    item: Definition, place: int, result: Any, judged: list[Verdict], levels: Levels, found: Found
) -> Entry:
    """The value for one member of a list."""
    value, missing, failed = shown_value(item, result, found.case)
    return {
        "index": place,
        "status": refined(item, status_of(missing, failed), value, judged, levels)[0],
        "value": value,
        "missing": list(missing),
        "rules": [explained_rule(one, levels) for one in judged],
    }


def explained_rule(judged: Verdict, levels: Levels) -> Entry:
    """What became of one rule."""
    rule, verdict, by = judged
    answer = levels.answers[rule.id]
    failed: list[str] = []
    if verdict == "not_applied":
        in_force = in_period(rule.start, rule.end, levels.case.date)
        failed = failed_leaves(rule.id, rule.when, levels) if in_force else ["不在有效期内"]
    return {
        "rule": rule.id,
        "label": rule.label,
        "kind": rule.kind,
        "verdict": verdict,
        "citations": [
            {"policy": policy, "clause": clause, "quotes": list(quotes)}
            for policy, clause, quotes in rule.citations
        ],
        "failed": failed,
        "missing": sorted(answer.missing) if type(answer) is Unknown else [],
        "by": list(by),
    }


def failed_leaves(id: str, when: When | None, levels: Levels) -> list[str]:
    """The parts of a condition that are false (or null), in words."""
    if when is None:
        return []
    return [
        leaf.text
        for leaf, answer in zip(when.leaves, levels.leaves[id], strict=True)
        if answer is False or answer is None
    ]


def used(judged: list[Verdict]) -> list[str]:
    """What the rules that applied asked."""
    return [path for rule, verdict, _ in judged if verdict == "applied" for path in rule.uses]


# ---------------------------------------------------------------- verdicts


def verdicts(group: Group, levels: Levels) -> list[Verdict]:
    """Every rule: nodes, each followed by its exceptions, then the exceptions of the group."""
    judged: list[Verdict] = []
    walk(group, (), levels, judged)
    return judged


def walk(
    group: Group, around: tuple[Group | Node, ...], levels: Levels, judged: list[Verdict]
) -> None:
    """`around`: what may set this whole group aside, innermost first."""
    covers = around if group.exceptions is None else (group.exceptions, *around)
    hit = False
    for node in group.nodes:
        own = covers if node.exceptions is None else (node.exceptions, *covers)
        judged.append(verdict_of(node.rule, own, levels))
        if node.exceptions is not None:
            walk(node.exceptions, covers, levels, judged)
        if group.first_hit and not hit and levels.node(node).certain:
            covers, hit = (node, *covers), True
    if group.exceptions is not None:
        walk(group.exceptions, around, levels, judged)


def verdict_of(rule: Rule, covers: tuple[Group | Node, ...], levels: Levels) -> Verdict:
    """What became of a rule under these covers."""
    answer = levels.condition(rule)
    if answer is False:
        return rule, "not_applied", ()
    if answer is not True:
        return rule, "undecided", ()
    for cover in covers:
        result = levels.group(cover) if isinstance(cover, Group) else levels.node(cover)
        if result.certain:
            cancelled = result.cancels and isinstance(cover, Group)
            kind = "cancelled" if cancelled else "set_aside"
            return rule, kind, tuple([one.id for one in applied(cover, levels)])
    return rule, "applied", ()


def applied(cover: Group | Node, levels: Levels) -> list[Rule]:
    """The rules of a cover that apply, seen by itself."""
    if cover.exceptions is not None:
        over = levels.group(cover.exceptions)
        if over.cancels:
            return []
        if over.certain:
            return applied(cover.exceptions, levels)
    found: list[Rule] = []
    if isinstance(cover, Node):
        found = [cover.rule] if levels.condition(cover.rule) is True else []
    else:
        for node in cover.nodes:
            found += applied(node, levels)
            if cover.first_hit and levels.node(node).certain:
                break
    return found if cover.exceptions is None else found + applied(cover.exceptions, levels)


# ---------------------------------------------------------------- memory


def remember(item: Definition, entry: Entry, found: Found) -> None:
    """Keeps the entry under the answers of all conditions of the definition, in the order of the
    source, where each is known."""
    if entry["status"] in ("unknown", "failed") or item.kind == "per_member":
        return
    levels = found.levels[item.id][0]
    key: list[object] = [item.id]
    answers = list(levels.leaves.get(item.id, ())) if item.when is not None else []
    groups = [part.group for part in item.parts] if item.group is None else [item.group]
    for rule in [rule for group in groups for rule in rules_of(group)]:
        if rule.start is not None or rule.end is not None:
            answers.append(in_period(rule.start, rule.end, levels.case.date))
        answers += levels.leaves.get(rule.id, ())
    for answer in answers:
        if answer is not None and type(answer) is not bool:
            return
        key.append(answer)
    memory = found.table.memory
    if len(memory) >= MEMORY_LIMIT:
        memory.clear()
    memory[tuple(key)] = entry


def rules_of(group: Group) -> list[Rule]:
    """Every rule of a group, in the order of the trace."""
    rules: list[Rule] = []
    for node in group.nodes:
        rules.append(node.rule)
        rules += [] if node.exceptions is None else rules_of(node.exceptions)
    return rules + ([] if group.exceptions is None else rules_of(group.exceptions))
