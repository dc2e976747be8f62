"""Worked examples into core, from 用例 sentences and from tables.

In: the bindings and the whole program, against whose labels the names of an example are looked up
here (resolution leaves them alone). Out: `ir.Case`s in the order of the source, facts and params in
the JSON form of the interface. 沿用 takes over facts and parameters, never what is expected. The
paths in `unresolved` and `error_fact` are those of the interface (`facts.x`, `params.p.level3`).
不详 is null. Tables are described in `case_tables`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from luling.core import errors_cases as errors
from luling.core import ir
from luling.core.case_drafts import Draft, Drafter, Target
from luling.core.case_tables import drafts_of_table
from luling.core.case_values import WrittenExprs
from luling.core.rules import citations_of
from luling.diagnostics import Bag, Label, Mistake
from luling.resolve.errors import BadId, CaseBaseMistake, DuplicateId
from luling.resolve.near import near
from luling.resolve.symbols import Bindings
from luling.source import NOWHERE, Span
from luling.syntax import ast
from luling.typecheck.table import TypeTable

__all__ = ["lower_cases"]

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


def lower_cases(
    bindings: Bindings,
    table: TypeTable,
    program: ir.Program,
    folder_of: Callable[[str], Path],
    bag: Bag,
) -> tuple[ir.Case, ...]:
    """Every example of the policy; one with a mistake in it is left out after its report."""
    return _Cases(bindings, program, folder_of, bag).lower()


class _Cases:
    def __init__(
        self, bindings: Bindings, program: ir.Program, folder_of: Callable[[str], Path], bag: Bag
    ) -> None:
        self.bindings = bindings
        self.program = program
        self.folder_of = folder_of
        self.bag = bag
        self.drafters = {item.label: Drafter(program, item, bag) for item in program.decisions}
        self.titles: dict[tuple[str, str], Draft] = {}
        self.ids: dict[tuple[str, str], Draft] = {}

    def lower(self) -> tuple[ir.Case, ...]:
        files = {file.name: index for index, file in enumerate(self.bindings.files)}
        nodes: list[ast.CaseDecl | ast.CaseFile] = [*self.bindings.cases, *self.bindings.case_files]
        nodes.sort(key=lambda node: (files.get(node.span.file, 0), node.span.start))
        drafts: list[Draft] = []
        for node in nodes:
            drafter = self.drafter(node.decision)
            if drafter is None:
                continue
            if isinstance(node, ast.CaseFile):
                folder = self.folder_of(node.span.file)
                policy = self.program.policy.id
                drafts.extend(drafts_of_table(node, folder, drafter, policy, self.bag))
            else:
                drafts.append(self.draft(node, drafter))
        self.name(drafts)
        counts: dict[str, int] = {}
        cases = []
        for draft in drafts:
            number = counts[draft.decision.id] = counts.get(draft.decision.id, 0) + 1
            case = self.case(draft, number)
            if case is not None:
                cases.append(case)
        return tuple(cases)

    def drafter(self, name: ast.Name) -> Drafter | None:
        found = self.drafters.get(name.text) or next(
            (item for item in self.drafters.values() if item.decision.id == name.text), None
        )
        if found is None and name.text:
            known = tuple(self.drafters)
            self.bag.report(
                errors.UnknownDecision(name.span, "", name.text, near(name.text, known), known)
            )
        return found

    # ------------------------------------------------------------ a sentence

    def draft(self, node: ast.CaseDecl, drafter: Drafter) -> Draft:
        draft = Draft(
            node.title.value, drafter.decision, node.title.span, id=node.id,
            base=node.base.value if node.base else None,
            base_span=node.base.span if node.base else NOWHERE,
            citations=citations_of(ast.Basis(node.citations), self.program.policy.id),
            not_in_force=node.not_in_force,
        )  # fmt: skip
        if node.error_fact is not None:
            drafter.fails(draft, Target(node.error_fact.text, (), node.error_fact.span))
        for given in node.facts:
            drafter.fact(draft, _target(given.name, given.keys), _written(given))
        for given in node.params:
            drafter.parameter(draft, _target(given.name, given.keys), _written(given))
        for expected in node.expected:
            target = Target(expected.name.text, (), expected.name.span)
            match expected.kind:
                case "value" | "empty":
                    written = WrittenExprs(expected.values, _span_of(expected))
                    drafter.expect(draft, target, written)
                case "unspecified":
                    drafter.expect(draft, target, None)
                case "unresolved":
                    missing = [_target(name, keys) for name, keys in expected.missing]
                    drafter.expect_unresolved(draft, target, missing)
        return draft

    # ------------------------------------------------------------ titles, ids, 沿用

    def name(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            first = self.titles.setdefault((draft.decision.id, draft.title), draft)
            if first is not draft and draft.title:
                self.bag.report(
                    errors.DuplicateCase(draft.span, draft.place, draft.title, first.span)
                )
            if draft.id is None:
                continue
            if not _ID.fullmatch(draft.id):
                self.report(draft, BadId(draft.span, draft.id))
            taken = self.ids.setdefault((draft.decision.id, draft.id), draft)
            if taken is not draft:
                self.report(draft, DuplicateId(draft.span, draft.id, taken.span))

    def report(self, draft: Draft, mistake: Mistake) -> None:
        """A mistake of another stage; of an example in a table it names the row."""
        said = mistake.diagnostic()
        if draft.place:
            labels = tuple(item for item in said.labels if item.span != draft.span)
            said = replace(
                said, title=f"{draft.place}：{said.title}", labels=(Label(draft.span), *labels),
                fix=None,
            )
        self.bag.add(said)

    def chain(self, draft: Draft) -> list[Draft] | None:
        """The example and those it takes over from, the farthest first; None after a report."""
        found = [draft]
        while (base := found[-1].base) is not None:
            last = found[-1]
            above = self.titles.get((last.decision.id, base))
            if above is None:
                self.report(last, self.no_base(last, base))
                return None
            if above in found:
                self.circle(found[found.index(above):])
                return None
            found.append(above)
        return found[::-1]

    def circle(self, drafts: list[Draft]) -> None:
        """Said once, at the first of them in the source."""
        order = list(self.titles.values())
        first = min(drafts, key=order.index)
        at = drafts.index(first)
        names = [item.title for item in (*drafts[at:], *drafts[:at], first)]
        problem = f"绕成了一圈：{' → '.join(names)}"
        self.report(first, CaseBaseMistake(first.base_span, first.base or "", problem))

    def no_base(self, draft: Draft, base: str) -> CaseBaseMistake:
        elsewhere = next((item for (_, title), item in self.titles.items() if title == base), None)
        if elsewhere is not None:
            problem = f"属于另一个判定「{elsewhere.decision.label}」"
            return CaseBaseMistake(draft.base_span, base, problem)
        known = [title for decision, title in self.titles if decision == draft.decision.id]
        return CaseBaseMistake(draft.base_span, base, near=near(base, known))

    def case(self, draft: Draft, number: int) -> ir.Case | None:
        chain = self.chain(draft)
        if chain is None or any(item.broken for item in chain):
            return None
        facts: dict[str, object] = {}
        params: dict[str, object] = {}
        for item in chain:
            facts |= item.facts
            params = _joined(params, item.params)
        return ir.Case(
            draft.id or f"{draft.decision.id}_{number}", draft.title, draft.decision.id, facts,
            params, draft.expected, draft.unresolved, draft.not_in_force, draft.error_fact,
            draft.citations, draft.span,
        )


def _joined(below: dict[str, object], above: dict[str, object]) -> dict[str, object]:
    """The entries of both, parameter tables entry by entry; what the example says itself wins."""
    joined = dict(below)
    for key, value in above.items():
        known = joined.get(key)
        both = isinstance(value, dict) and isinstance(known, dict)
        joined[key] = _joined(known, value) if both else value  # type: ignore[arg-type]
    return joined


def _target(name: ast.Name, keys: Sequence[ast.Expr]) -> Target:
    words = []
    for key in keys:
        match key:
            case ast.Reference(word):
                words.append(word.text)
            case ast.Text(value):
                words.append(value)
            case ast.Number():
                words.append(key.text)
            case _:
                words.append("这一项")
    return Target(name.text, tuple(words), name.span)


def _written(given: ast.Given) -> WrittenExprs | None:
    value = given.value
    if value is None:
        return None
    items = value if isinstance(value, tuple) else (value,)
    return WrittenExprs(items, items[0].span if len(items) == 1 else given.span)


def _span_of(expected: ast.Expected) -> Span:
    return expected.values[0].span if len(expected.values) == 1 else expected.span
