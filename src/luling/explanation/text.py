"""The page that a clerk reads out: the answer, why, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from luling.core import ir
from luling.explanation.changes import Changes
from luling.explanation.words import Words, chinese_date, main_output
from luling.types import BoolType, IntegerType, MoneyType, RatioType

__all__ = ["explain"]

Answer = Mapping[str, Any]
Lines = list[str]


def explain(
    program: ir.Program,
    decision: ir.Decision,
    facts: Mapping[str, object],
    answer: Answer,
    changes: Changes | None = None,
) -> str:
    """The whole page; lines are not wrapped."""
    words = Words(program, decision)
    blocks = [_head(program, decision, facts, words)]
    if answer["status"] == "not_in_force":
        blocks.append(_not_in_force(program, decision, facts))
    else:
        page = _Page(words, facts, answer)
        blocks += [
            page.result(),
            page.outcomes(),
            page.missing(),
            page.elsewhere(),
            page.changes(changes),
        ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(
    program: ir.Program, decision: ir.Decision, facts: Mapping[str, object], words: Words
) -> Lines:
    policy = program.policy
    number = f"（{policy.number}）" if policy.number else ""
    dated = ""
    if decision.date_fact is not None and isinstance(facts.get(decision.date_fact), str):
        label = words.name(f"facts.{decision.date_fact}")
        dated = f"，{label} {chinese_date(str(facts[decision.date_fact]))}"
    return [f"{decision.label}{dated}", f"按《{policy.title.strip('《》')}》{number}"]


def _not_in_force(program: ir.Program, decision: ir.Decision, facts: Mapping[str, object]) -> Lines:
    policy = program.policy
    given = str(facts.get(decision.date_fact or "", ""))
    if policy.effective is not None and given < policy.effective.isoformat():
        start = chinese_date(policy.effective.isoformat())
        return [
            "本通知尚未施行，不能按本通知判定",
            f"  本通知自{start}起施行，{chinese_date(given)}在此之前。",
        ]
    end = chinese_date(policy.expires.isoformat()) if policy.expires is not None else ""
    return [
        "本通知已经失效，不能按本通知判定",
        f"  本通知施行至{end}，{chinese_date(given)}在此之后。",
    ]


class _Page:
    """The parts of the page for one answer."""

    def __init__(self, words: Words, facts: Mapping[str, object], answer: Answer) -> None:
        self.words, self.facts, self.answer = words, facts, answer
        self.outputs = words.decision.outputs
        self.main = main_output(words.decision)
        self.entries = {entry["definition"]: entry for entry in answer["trace"]}
        self.unsure = {name for name, entry in self.entries.items() if entry["missing"]}

    # ------------------------------------------------------------ the answer

    def result(self) -> Lines:
        """不予支付, with the reasons; or that it can't be said yet."""
        if self.main is None:
            return []
        value = self.answer["outputs"].get(self.main.id)
        if self.main.id in self.answer["unresolved"]:
            return [f"结果：{self.words.question(self.main)}，现在还不能确定；缺少的内容见下"]
        if value is None:
            return [f"结果：{self.main.label}——{self._silent(self.main)}"]
        lines = [f"结果：{self.words.verdict(self.main, value)}"]
        amounts = self._amounts()
        if amounts:
            lines.append("  金额：" + "，".join(amounts))
        reasons = self._reasons(self.main)
        return lines + (reasons or self._why(self.main))

    def _amounts(self) -> list[str]:
        """Every amount that is known; without those of 0.00 where nothing is paid."""
        known = self.answer["outputs"]
        unpaid = self.main is not None and known.get(self.main.id) is False
        shown = (None, "0.00") if unpaid else (None,)
        return [
            f"{output.label} {self.words.value(known[output.id], output.type)}"
            for output in self.outputs
            if isinstance(output.type, MoneyType)
            and output is not self.main
            and known.get(output.id) not in shown
        ]

    def _reasons(self, output: ir.Definition) -> Lines:
        """The members of the collections that the main outcome rests on."""
        lines: Lines = []
        entry = self.entries.get(output.id, {})
        for used in entry.get("uses", ()):
            definition = self.words.definitions.get(used)
            if definition is not None and definition.kind == "collection":
                lines += self._members(definition)
        return lines

    def _members(self, collection: ir.Definition) -> Lines:
        lines: Lines = []
        for member in self.entries.get(collection.id, {}).get("members", ()):
            if member["in"] is True:
                lines.append(f"  因为：{member['label']}")
                lines += self._cited(member["rules"])
        return lines

    # ------------------------------------------------------------ all outcomes

    def outcomes(self) -> Lines:
        """Every known outcome besides the main one, with its clause and what it rests on."""
        told: dict[tuple[str, ...], list[str]] = {}  # what has one value for one reason, together
        for output in self.outputs:
            value = self.answer["outputs"].get(output.id)
            hidden = output is self.main or output.id in self.answer["unresolved"]
            if hidden and not (output.kind == "collection" and value):
                continue
            if output.kind == "collection" and self._is_reason(output):
                continue
            said = self._outcome(output, value)
            if said:
                told.setdefault(said, []).append(output.label)
        lines: Lines = []
        for (value_said, *reasons), labels in told.items():
            lines.append(f"  {'、'.join(labels)}：{value_said}")
            lines += ["  " + line for line in reasons]
        return ["各项结论", *lines] if lines else []

    def _outcome(self, output: ir.Definition, value: object) -> tuple[str, ...]:
        """The value of an outcome and its reasons; nothing where the notice is silent."""
        if value is None:
            silent = self.entries.get(output.id, {}).get("status") == "unspecified"
            return () if silent else ("不适用",)
        reasons = self._members(output) if output.kind == "collection" else self._why(output)
        return (self.words.value(value, output.type), *reasons)

    def _is_reason(self, output: ir.Definition) -> bool:
        """Whether the collection was told with the main outcome already."""
        uses = self.entries.get(self.main.id, {}).get("uses", ()) if self.main else ()
        resolved = self.main is not None and self.main.id not in self.answer["unresolved"]
        return output.id in uses and resolved

    def _why(self, output: ir.Definition) -> Lines:
        """The clause of the rule that applied, and the facts and values that it looked at."""
        entry = self.entries.get(output.id)
        if entry is None:
            return []
        used = [text for text in map(self._used, entry["uses"]) if text]
        computed = isinstance(output.type, MoneyType | RatioType | IntegerType)
        start = "  根据：" if computed else "  因为："
        return [start + "、".join(used)] * bool(used) + self._cited(entry["rules"])

    def _cited(self, rules: Sequence[Mapping[str, Any]]) -> Lines:
        applied = [rule for rule in rules if rule["verdict"] == "applied" and rule["citations"]]
        said = dict.fromkeys(self.words.citations(rule["citations"]) for rule in applied)
        return [f"  依据：{text}" for text in said]

    def _used(self, used: str) -> str:
        """险种为职工医保; empty for what has no single value."""
        kind = self.words.type_of(used)
        if kind is None:
            return ""
        definition = self.words.definitions.get(used)
        value = self._value(used)
        name = self.words.name(used)
        if definition is not None and definition.kind == "condition" and value is not None:
            return f"{'属于' if value else '不属于'}“{name}”"
        if definition is not None and definition.kind == "collection" and not value:
            return f"没有“{name}”的情形" if used not in self.unsure else ""
        if value is None:
            return ""
        said = self.words.value(value, kind)
        return f"{name}：{said}" if isinstance(kind, BoolType) else f"{name}为{said}"

    def _value(self, used: str) -> object:
        if used.startswith("facts."):
            return self.facts.get(used.removeprefix("facts."))
        if used.startswith("params."):
            return self.answer.get("params", {}).get(used.removeprefix("params."))
        return self.entries.get(used, {}).get("value")

    # ------------------------------------------------------------ what is not known

    def missing(self) -> Lines:
        """The facts and parameters that are missing, by the outcomes that wait for them."""
        waiting: dict[str, list[ir.Definition]] = {}
        for output in self._main_first():
            for path in self.answer["unresolved"].get(output.id, ()):
                waiting.setdefault(path, []).append(output)
        groups: dict[str, list[str]] = {}
        for path, outputs in waiting.items():
            groups.setdefault(self._waiting(outputs), []).append(path)
        lines: Lines = []
        for waits, paths in groups.items():
            lines.append(f"  要确定{waits}：")
            lines += ["    " + self._asked(path) for path in paths]
        return ["还缺少", *lines] if lines else []

    def _main_first(self) -> list[ir.Definition]:
        return sorted(self.outputs, key=lambda output: output is not self.main)

    def _waiting(self, outputs: Sequence[ir.Definition]) -> str:
        """能否支付、统筹支付等 5 项"""
        first, *rest = outputs
        named = [self.words.question(first), *(output.label for output in rest)]
        more = f"等 {len(named)} 项" if len(named) > 4 else ""
        return "、".join(named[:4]) + more

    def _asked(self, path: str) -> str:
        name = self.words.name(path)
        if not path.startswith("params."):
            return name
        return f"{name}（本通知没有写明，须由主管部门提供）"

    def elsewhere(self) -> Lines:
        """What the notice leaves to other documents."""
        rows = []
        for output in self.outputs:
            if self.entries.get(output.id, {}).get("status") == "unspecified":
                rows.append(f"  {output.label}：{self._silent(output)}")
        return ["本通知没有规定的", *rows] if rows else []

    def _silent(self, output: ir.Definition) -> str:
        entry = self.entries.get(output.id, {})
        if entry.get("status") != "unspecified":
            return "不适用"
        document = entry.get("refers_to")
        return f"本通知未规定，按{document}执行" if document else "本通知未规定"

    # ------------------------------------------------------------ what would change it

    def changes(self, changes: Changes | None) -> Lines:
        """Single facts that would give another main outcome."""
        if changes is None or self.main is None or not changes.tried:
            return []
        decided = self.main.id not in self.answer["unresolved"]
        rows = []
        for change in changes.found:
            path = f"facts.{change.fact}"
            kind = self.words.type_of(path)
            assert kind is not None
            name, value = self.words.name(path), self.words.value(change.value, kind)
            result = "还不能确定"
            if change.result is not None:
                result = self.words.verdict(self.main, change.result)
            rows.append(f"  {name}{'改为' if decided else '若为'}“{value}”——{result}")
        if not rows:
            if not decided:
                return []
            rows = ["  只改变其中一项（是非或选项），结果都不变。"] if changes.complete else []
        if not changes.complete and rows:
            rows.append("  （可能的情形很多，只试了一部分。）")
        if not rows:
            return []
        return ["只改变一项，结果就不同的" if changes.found else "会不会改变", *rows]
