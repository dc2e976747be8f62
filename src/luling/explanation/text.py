"""The page that a clerk reads out: the answer, why, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luling.core import ir
from luling.explanation.changes import Change, Changes
from luling.explanation.deadlines import either
from luling.explanation.duties import lacking, sentence, standing, state_of
from luling.explanation.grounds import Cited, Ground, Grounds
from luling.explanation.values import SUPPLIED
from luling.explanation.words import Words, chinese_date, main_output
from luling.interpreter.decide import prepare
from luling.types import MoneyType

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
    """The whole page; lines are not wrapped. `answer` has the `params` that were given besides."""
    words = Words(program, decision, facts)
    blocks = [_head(program, decision, facts, words)]
    if answer["status"] == "not_in_force":
        blocks.append(_not_in_force(program, decision, facts))
    else:
        at = prepare(program, decision, facts, answer.get("params") or {})
        entries = {entry["definition"]: entry for entry in answer["trace"]}
        page = _Page(words, answer, Grounds(words, at, entries))
        blocks += [
            page.result(),
            page.duties(),
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


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of an outcome; outcomes of which the same is said stand together."""

    value: str
    reasons: tuple[tuple[str, str | None], ...]
    steps: tuple[str, ...]
    cited: tuple[Cited, ...]


class _Page:
    """The parts of the page for one answer; to be asked in the order in which they are read."""

    def __init__(self, words: Words, answer: Answer, grounds: Grounds) -> None:
        self.words, self.answer, self.grounds = words, answer, grounds
        self.outputs = words.decision.outputs
        self.main = main_output(words.decision)
        self.entries = grounds.entries
        self.quoted: set[Cited] = set()
        self.conditions: set[str] = set()  # 情形 whose facts were told already

    # ------------------------------------------------------------ the answer

    def result(self) -> Lines:
        """不予支付, with the reasons; or that it can't be said yet."""
        if self.main is None:
            return []
        value = self.answer["outputs"].get(self.main.id)
        if self.main.id in self.answer["unresolved"]:
            return [f"{self.words.question(self.main)}：现在还不能确定，缺少的内容见下"]
        if value is None:
            silent = [f"{self.main.label}：{self._silent(self.main)}"]
            return silent + self._ground(self._told(self.main, ""))
        verdict = self.words.verdict(self.main, value)
        lines = [verdict if verdict.startswith(f"{self.main.label}：") else f"结果：{verdict}"]
        amounts = self._amounts()
        if amounts:
            lines.append("  金额：" + "，".join(amounts))
        return lines + (self._refusals() or self._ground(self._told(self.main, "")))

    def _amounts(self) -> list[str]:
        """Every amount that is known; without those that this case has nothing to do with, and
        without those of 0.00 where nothing is paid."""
        known = self.answer["outputs"]
        unpaid = self.main is not None and known.get(self.main.id) is False
        return [
            f"{output.label} {self.words.value(known[output.id], output.type)}"
            for output in self.outputs
            if isinstance(output.type, MoneyType)
            and output is not self.main
            and known.get(output.id) is not None
            and not (known[output.id] == "0.00" and (unpaid or self.grounds.is_nothing(output)))
        ]

    def _refusals(self) -> Lines:
        """The members of the collections that the main outcome rests on."""
        lines: Lines = []
        if self.main is not None and self.main.kind == "collection":
            lines = self._members(self.main)
            why = self._fresh(self.grounds.of_absence(self.main).reasons.items())
            return lines or [f"  因为：{'，'.join(why)}"] * bool(why)
        if self.main is not None:
            for used in self.entries.get(self.main.id, {}).get("uses", ()):
                definition = self.words.definitions.get(used)
                if definition is not None and definition.kind == "collection":
                    lines += self._members(definition)
        return lines

    def _members(self, collection: ir.Definition, named: bool = True) -> Lines:
        """Each certain member with the facts that put it in, and its clauses."""
        lines: Lines = []
        for member in self.entries.get(collection.id, {}).get("members", ()):
            if member["in"] is True:
                applied = [one["rule"] for one in member["rules"] if one["verdict"] == "applied"]
                ground = self.grounds.of_rules(iter(applied))
                facts = [text for text in ground.reasons if not _says(member["label"], text)]
                if named:
                    lines.append(f"  因为：{member['label']}")
                because = [f"  {'情况' if named else '因为'}：{'，'.join(facts)}"] * bool(facts)
                clauses = self._clauses(ground.cited)
                lines += clauses + because if named else because + clauses
        return lines

    # ------------------------------------------------------------ duties

    def duties(self) -> Lines:
        """Every duty, also one of which it is not known how it stands: who owes what by when, what
        of it is not done, why, by which words."""
        lines: Lines = []
        for output in self.outputs:
            if output.duty is not None and self.entries:
                lines += self._duty(output, output.duty)
        return ["各项职责", *lines] if lines else []

    def _duty(self, output: ir.Definition, duty: ir.Duty) -> Lines:
        found, values = standing(output, self.grounds.values), self.grounds.values
        is_open = not self._is_known(output)
        value = self.answer["outputs"].get(output.id)
        said = "" if is_open else self.words.value(value, output.type)
        state = state_of(found, value, said)
        lines = [f"  {output.label}：{state}", f"    {sentence(duty, values, found.deadlines)}"]
        if len(found.deadlines) > 1:
            lines.append(f"    期限：{either(found.deadlines)}")
        lines += ["    " + line for line in lacking(found)]
        ground = self.grounds.of_duty(output, is_open)
        told = _Told("", tuple(ground.reasons.items()), tuple(ground.steps), tuple(ground.cited))
        return lines + ["  " + line for line in self._ground(told)]

    # ------------------------------------------------------------ all outcomes

    def outcomes(self) -> Lines:
        """Every known outcome besides the main one: its value, reasons, calculation, clauses."""
        together: dict[_Told, list[str]] = {}
        lines: Lines = []
        for output in self.outputs:
            value = self.answer["outputs"].get(output.id)
            if output is self.main or self._is_silent(output) or not self.entries:
                continue
            if output.duty is not None:  # told already
                continue
            if output.kind == "collection":
                if not self._is_reason(output) and (value or self._is_known(output)):
                    told = _Told(self.words.value(value, output.type), (), (), ())
                    members = self._members(output, named=len(value or ()) > 1)
                    together.setdefault(told, []).extend([output.label, *members])
            elif self._is_known(output):
                said = "不适用" if value is None else self.words.value(value, output.type)
                together.setdefault(self._told(output, said), []).append(output.label)
        for told, labels in together.items():
            names = [label for label in labels if not label.startswith(" ")]
            rest = [label for label in labels if label.startswith(" ")]
            lines.append(f"  {'、'.join(names)}：{told.value}")
            lines += ["  " + line for line in rest + self._ground(told)]
        return ["各项结论", *lines] if lines else []

    def _is_known(self, output: ir.Definition) -> bool:
        return output.id not in self.answer["unresolved"]

    def _is_silent(self, output: ir.Definition) -> bool:
        return self.entries.get(output.id, {}).get("status") == "unspecified"

    def _is_reason(self, output: ir.Definition) -> bool:
        """Whether the collection was told with the main outcome already."""
        uses = self.entries.get(self.main.id, {}).get("uses", ()) if self.main else ()
        resolved = self.main is not None and self._is_known(self.main)
        return output.id in uses and resolved

    def _told(self, output: ir.Definition, value: str) -> _Told:
        ground = self.grounds.of(output) if output.group is not None else Ground()
        return _Told(value, tuple(ground.reasons.items()), tuple(ground.steps), tuple(ground.cited))

    def _ground(self, told: _Told) -> Lines:
        reasons = self._fresh(told.reasons)
        lines = [f"  因为：{'，'.join(reasons)}"] if reasons else []
        for number, step in enumerate(told.steps):
            lines.append(("  计算：" if number == 0 else "        ") + step)
        return lines + self._clauses(told.cited)

    def _fresh(self, reasons: Iterable[tuple[str, str | None]]) -> list[str]:
        """The reasons, without those of a named condition that was told with an earlier outcome."""
        shown = [(text, within) for text, within in reasons if within not in self.conditions]
        self.conditions.update(within for _, within in shown if within is not None)
        return [text for text, _ in shown]

    def _clauses(self, cited: Sequence[Cited] | Mapping[Cited, None]) -> Lines:
        """Each clause with its words; words that were read out before are not read out again."""
        fresh = [one for one in cited if one not in self.quoted and not _is_within(one, cited)]
        self.quoted.update(fresh)
        said = [self.words.clause(*one) for one in fresh]
        clauses = {one[:2] for one in fresh}
        known = [one for one in cited if one[:2] not in clauses]
        if known:
            names = dict.fromkeys(self.words.clause(policy, clause) for policy, clause, _ in known)
            said.append("、".join(names) + "（原文见上）")
        return [f"  依据：{'；'.join(said)}"] if said else []

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
            lines.append(f"  {waits}：")
            lines += ["    " + self._asked(path) for path in paths]
        return ["还缺少", *lines] if lines else []

    def _main_first(self) -> list[ir.Definition]:
        return sorted(self.outputs, key=lambda output: output is not self.main)

    def _waiting(self, outputs: Sequence[ir.Definition]) -> str:
        """要确定能否支付、统筹支付等 5 项; where only further refusals are open, that."""
        first, *rest = outputs
        if not rest and first.kind == "collection" and self._is_reason(first):
            return f"结果已定；还有没有别的“{first.label}”，要看"
        behind = self.entries.get(first.id, {}).get("uses", ()) if first is self.main else ()
        rest = [output for output in rest if output.id not in behind]
        named = [self.words.question(first), *(output.label for output in rest)]
        more = f"等 {len(named)} 项" if len(named) > 4 else ""
        return "要确定" + "、".join(named[:4]) + more

    def _asked(self, path: str) -> str:
        name = self.words.name(path)
        if not path.startswith("params."):
            return name
        declared = self.words.parameters[path.split(".")[1]]
        where = "、".join(dict.fromkeys(one.clause for one in declared.citations))
        return f"{name}（本通知{where}另行规定，须{SUPPLIED}）"

    def elsewhere(self) -> Lines:
        """What the notice leaves to other documents, with the reasons."""
        together: dict[_Told, list[str]] = {}
        for output in self.outputs:
            if self._is_silent(output) and output is not self.main:
                told = self._told(output, self._silent(output))
                together.setdefault(told, []).append(output.label)
        lines: Lines = []
        for told, labels in together.items():
            lines.append(f"  {'、'.join(labels)}：{told.value}")
            lines += ["  " + line for line in self._ground(told)]
        return ["本通知没有规定的", *lines] if lines else []

    def _silent(self, output: ir.Definition) -> str:
        if not self._is_silent(output):
            return "不适用"
        document = self.entries[output.id].get("refers_to")
        return f"本通知未规定，按《{document}》执行" if document else "本通知未规定"

    # ------------------------------------------------------------ what would change it

    def changes(self, changes: Changes | None) -> Lines:
        """Single facts that would give another main outcome; of one that is not known yet, what
        the facts that are missing would make of it."""
        if changes is None or self.main is None or not changes.tried:
            return []
        if not self._is_known(self.main):
            asked = self.answer["unresolved"][self.main.id]
            found = [one for one in changes.found if f"facts.{one.fact}" in asked]
            rows = [self._change(one, "若为") for one in found if one.result is not None]
            return ["缺少的内容会怎样影响结果", *rows] if rows else []
        rows = [self._change(one, "改为") for one in changes.found]
        if not rows:
            rows = ["  只改变其中一项（是非或选项），结果都不变。"] if changes.complete else []
        elif not changes.complete:
            rows.append("  （可能的情形很多，只试了一部分。）")
        title = "只改变一项，结果就不同的" if changes.found else "会不会改变"
        return [title, *rows] if rows else []

    def _change(self, change: Change, word: str) -> str:
        assert self.main is not None
        path = f"facts.{change.fact}"
        kind = self.words.type_of(path)
        assert kind is not None
        result = "还不能确定"
        if change.result is not None:
            result = self.words.verdict(self.main, change.result)
        return f"  {self.words.name(path)}{word}“{self.words.value(change.value, kind)}”——{result}"


def _says(label: str, reason: str) -> bool:
    """Whether a refusal's name says this reason already, as 没有申请 says 自愿申请：否."""
    name, _, value = reason.partition("：")
    return value in ("是", "否") and len(set(name) & set(label)) * 2 > len(set(name))


def _is_within(one: Cited, cited: Iterable[Cited]) -> bool:
    """Whether another quote of the same clause holds these words."""
    longer = [other for other in cited if other[:2] == one[:2] and other != one]
    return bool(one[2]) and any(
        all(any(quote in more for more in other[2]) for quote in one[2]) for other in longer
    )
