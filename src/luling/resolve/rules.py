"""Rules to their conclusions and targets.

In: scopes, and the rules that stand in them. Out: every rule in its conclusion or member of a
collection, and what it is an exception to in `DecisionScope.targets`. Where a rule stands does not
matter, its target may come later. A conclusion of which a rule is lost is `incomplete`, and nothing
is said of it as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from luling.diagnostics import Bag
from luling.resolve import errors
from luling.resolve.near import near
from luling.resolve.symbols import (
    Bindings,
    DecisionScope,
    DefinitionScope,
    MemberScope,
    RuleTarget,
)
from luling.source import NOWHERE, Span
from luling.syntax import ast

__all__ = ["RULE_WORDS", "RuleBinder", "rule_place"]

RULE_WORDS = {"rule": "通则", "exception": "例外", "reinstate": "恢复"}

_Placed = tuple[DefinitionScope, ast.RuleDecl]
_ByLabel = dict[str, list[ast.RuleDecl]]


def rule_place(rule: ast.RuleDecl) -> Span:
    """The first word of a rule and its label: what stands for it in a message."""
    end = rule.label.span.end if rule.label is not None else rule.span.start + 2
    return Span(rule.span.file, rule.span.start, end)


class RuleBinder:
    """`identifier` checks an id within a scope."""

    def __init__(
        self, bindings: Bindings, bag: Bag, identifier: Callable[[str, str, Span], str]
    ) -> None:
        self.bindings = bindings
        self.bag = bag
        self.identifier = identifier
        self.placed: dict[str, list[_Placed]] = {}

    def place(self, scope: DecisionScope, definition: DefinitionScope, rule: ast.RuleDecl) -> None:
        """Take a rule that stands after a conclusion or a collection."""
        if definition.symbol.kind == "collection":
            self.placed.setdefault(scope.id, []).append((definition, rule))
        else:
            definition.rules.append(rule)

    def run(self) -> None:
        for scope in self.bindings.decisions.values():
            self.of_members(scope, self.placed.get(scope.id, []))
            for definition in scope.definitions:
                self.names(f"{scope.id}.{definition.symbol.id}", definition)
                by_label = _by_label(definition.rules)
                for rule in definition.rules:
                    self.target(scope, definition, rule, by_label, None)
                for member in definition.members.values():
                    by_label = _by_label(member.rules)
                    for rule in member.rules:
                        self.target(scope, definition, rule, by_label, member)
                self.completeness(definition)

    # ------------------------------------------------------------ rules of collections

    def of_members(self, scope: DecisionScope, placed: list[_Placed]) -> None:
        """Each rule to the member that it takes out, or puts back, directly or by another rule."""
        named = {
            rule.label.text: item
            for item in reversed(placed)
            if (rule := item[1]).label is not None
        }
        anywhere: dict[str, MemberScope] = {}
        for collection in scope.collections.values():
            for label, member in collection.members.items():
                anywhere.setdefault(label, member)
        for definition, rule in placed:
            if rule.kind == "rule":
                self.bag.report(
                    errors.RuleWithoutConclusion(rule_place(rule), RULE_WORDS[rule.kind], True)
                )
            elif rule.target is None:
                self.bag.report(
                    errors.UnknownTarget(
                        rule_place(rule), "", tuple(definition.members)[:5], RULE_WORDS[rule.kind]
                    )
                )
            elif (found := _member_of(definition, rule, named, anywhere)) is not None:
                found.rules.append(rule)
            else:
                self.unknown(definition, rule, {**anywhere, **named})

    # ------------------------------------------------------------ targets

    def target(
        self,
        scope: DecisionScope,
        definition: DefinitionScope,
        rule: ast.RuleDecl,
        siblings: _ByLabel,
        member: MemberScope | None,
    ) -> None:
        if rule.target is None:
            return
        wanted = rule.target.text
        found: RuleTarget | None = member
        if member is None or wanted != member.symbol.label:
            found = next((item for item in siblings.get(wanted, ()) if item is not rule), None)
        if found is not None:
            scope.targets[id(rule)] = found
        else:
            self.unknown(definition, rule, (name for name in siblings if [rule] != siblings[name]))

    def unknown(
        self, definition: DefinitionScope, rule: ast.RuleDecl, known: Iterable[str]
    ) -> None:
        """A target that is not there; what hangs on this rule is left alone."""
        assert rule.target is not None
        wanted = rule.target.text
        silent = wanted in self.bindings.lost or definition.symbol.label == ""
        definition.incomplete = True
        if rule.label is not None:
            self.bindings.lost.add(rule.label.text)
        if not silent:
            names = tuple(known)
            self.bag.report(
                errors.UnknownTarget(
                    rule.target.span, wanted, near(wanted, names) or names[:5],
                    RULE_WORDS[rule.kind],
                )
            )

    # ------------------------------------------------------------ of a conclusion as a whole

    def names(self, owner: str, definition: DefinitionScope) -> None:
        """The names and ids of the rules of one conclusion or collection, each once."""
        labels: dict[str, Span] = {}
        for rule in _rules(definition):
            label = rule.label
            if label is None:
                continue
            first = labels.setdefault(label.text, label.span)
            if first != label.span:
                self.bag.report(errors.DuplicateName(label.span, label.text, first, "规则"))
            elif label.id is not None:
                place = label.id_span if label.id_span != NOWHERE else label.span
                self.identifier(f"{owner}.rule", label.id, place)

    def completeness(self, definition: DefinitionScope) -> None:
        node = definition.declaration
        if (
            isinstance(node, ast.OutcomeDecl)
            and node.value is None
            and not definition.rules
            and not definition.incomplete
        ):
            self.bag.report(errors.NoRules(node.label.span, node.label.text))


def _member_of(
    definition: DefinitionScope,
    rule: ast.RuleDecl,
    named: dict[str, _Placed],
    anywhere: dict[str, MemberScope],
) -> MemberScope | None:
    """Follows 于 from rule to rule until it names a member, of the nearest collection first."""
    seen: set[str] = set()
    while rule.target is not None and rule.target.text not in seen:
        wanted = rule.target.text
        seen.add(wanted)
        found = definition.members.get(wanted) or anywhere.get(wanted)
        if found is not None:
            return found
        if wanted not in named or named[wanted][1] is rule:
            return None
        definition, rule = named[wanted]
    return next(iter(definition.members.values()), None)  # a circle; the core shows it


def _by_label(rules: Iterable[ast.RuleDecl]) -> _ByLabel:
    found: _ByLabel = {}
    for rule in rules:
        if rule.label is not None:
            found.setdefault(rule.label.text, []).append(rule)
    return found


def _rules(definition: DefinitionScope) -> Iterator[ast.RuleDecl]:
    yield from definition.rules
    for member in definition.members.values():
        yield from member.rules
