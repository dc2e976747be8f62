"""Every rule that was considered, in order: applied, not applied and why, set aside by what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from luling.core import ir
from luling.explanation.words import Words

__all__ = ["explain_trace"]

_KINDS = {"rule": "通则", "exception": "例外", "reinstate": "恢复", "row": "表行"}
_VERDICTS = {
    "applied": "适用",
    "not_applied": "不适用",
    "undecided": "不能确定",
    "set_aside": "因例外而不适用",
    "cancelled": "因恢复而不适用",
}


def explain_trace(
    program: ir.Program,
    decision: ir.Decision,
    trace: Sequence[Mapping[str, Any]],
    facts: Mapping[str, object] | None = None,
) -> str:
    """The trace as indented text, a block a definition; with the facts that were given, members of
    lists are called by their names."""
    words = Words(program, decision, facts)
    lines = ["逐条考虑过的规则"]
    for entry in trace:
        lines += _entry(entry, words)
    return "\n".join(lines) + "\n"


def _entry(entry: Mapping[str, Any], words: Words) -> Iterator[str]:
    definition = words.definitions[entry["definition"]]
    yield ""
    yield f"  {definition.label}：{_state(entry, definition, words)}"
    if entry["kind"] == "condition" and entry["failed"]:
        yield f"    不成立之处：{'、'.join(entry['failed'])}"
    names = _names(entry["rules"])
    for rule in entry["rules"]:
        yield from _rule(rule, names, words, "    ")
    for member in entry["members"]:
        yield from _member(member, definition, words)


def _state(entry: Mapping[str, Any], definition: ir.Definition, words: Words) -> str:
    match entry["status"]:
        case "unknown":
            missing = "、".join(words.name(path) for path in entry["missing"])
            known = entry["value"]
            some = words.value(known, definition.type) + "，其余" if known else ""
            return f"{some}不能确定（缺 {missing}）"
        case "unspecified":
            document = entry["refers_to"]
            return f"本通知未规定，按{document}执行" if document else "本通知未规定"
        case "failed":
            return "算不出来"
    if entry["kind"] == "per_member":
        return "逐项计算"
    if entry["value"] is None:
        return "不适用"
    return words.value(entry["value"], definition.type)


def _member(
    member: Mapping[str, Any], definition: ir.Definition, words: Words
) -> Iterator[str]:
    if "index" in member:
        head = words.member(definition.roster or "", member["index"])
    else:
        verdict = {True: "列入", False: "不列入", None: "不能确定"}[member["in"]]
        head = f"{member['label']}：{verdict}"
    yield f"    {head}"
    names = _names(member["rules"])
    for rule in member["rules"]:
        yield from _rule(rule, names, words, "      ")


def _names(rules: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What each rule is called: its label, or its kind and its place."""
    return {
        rule["rule"]: f"{_KINDS[rule['kind']]}{rule['label'] and '“' + rule['label'] + '”'}"
        or str(number)
        for number, rule in enumerate(rules, 1)
    }


def _rule(
    rule: Mapping[str, Any], names: Mapping[str, str], words: Words, indent: str
) -> Iterator[str]:
    why = ""
    if rule["failed"]:
        why = "，不成立之处：" + "、".join(rule["failed"])
    elif rule["missing"]:
        why = "，缺 " + "、".join(words.name(path) for path in rule["missing"])
    elif rule["by"]:
        why = "，由于" + "、".join(names.get(one, "另一条规则") for one in rule["by"])
    yield f"{indent}{names[rule['rule']]}：{_VERDICTS[rule['verdict']]}{why}"
    if rule["citations"]:
        yield f"{indent}  依据：{words.citations(rule['citations'])}"
