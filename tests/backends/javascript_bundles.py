"""Bundles for the tests: what is asked of them in Node, and what Python says of the same case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generated import NAMES, policy
from node import node, sent

from luling.backends.javascript import generate_bundle
from luling.core import ir
from luling.core.order import rules_of
from luling.explanation.steps import Steps
from luling.explanation.values import Values
from luling.explanation.words import Words
from luling.interpreter import decide
from luling.interpreter.decide import prepare
from luling.runtime.errors import DecisionError

Call = tuple[str, str, list[Any]]
"""Policy, function, arguments."""

Lines = dict[str, list[str]]


FACTS = {"service_date": "2021-06-01", "insurance": "employee", "eligible_cost": "100.00"}
"""Of the small policy."""


def only(program: ir.Program) -> tuple[ir.Program, ir.Decision]:
    return program, program.decisions[0]


def own_part(text: str) -> str:
    """What a bundle says of its policies."""
    return text[text.rindex("return Object.freeze({") :]


def parts_of(decision: str) -> list[tuple[ir.Program, ir.Decision]]:
    """The policies that have a decision."""
    return [
        (policy(name), item)
        for name in NAMES
        for item in policy(name).decisions
        if item.id == decision
    ]


def bundle(*parts: tuple[ir.Program, ir.Decision]) -> str:
    return generate_bundle("BUNDLE", parts)


def called(text: str, calls: Iterable[Call]) -> list[Any]:
    """What a bundle gives for each call, errors as they are written."""
    path = node().module(f"{text}export {{ BUNDLE }};\n")
    return node().ask(
        [
            {"module": path, "policy": policy, "call": function, "arguments": sent(arguments)}
            for policy, function, arguments in calls
        ]
    )


def steps_of(program: ir.Program, decision: ir.Decision, facts: Any, params: Any) -> Lines:
    """The lines of each rule that applied, as the explanation of the case has them."""
    try:
        trace = decide(program, decision.id, facts, params).trace
    except DecisionError:
        return {}
    values = Values(Words(program, decision), prepare(program, decision, facts, params))
    rules = {rule.id: rule for item in decision.definitions for rule in rules_of(item)}
    found: Lines = {}
    for entry in trace:
        for one in entry["rules"]:
            if entry["kind"] in ("outcome", "intermediate") and one["verdict"] == "applied":
                rule = rules[one["rule"]]
                lines = found.setdefault(rule.id, [])
                if rule.value is not None:
                    Steps(values, lambda id: None, lines).of(rule.value, rule.rounding)
    return found


def joined(steps: dict[str, Any]) -> Lines:
    """The lines that a bundle gives, without their paths."""
    return {
        id: ["".join(part if isinstance(part, str) else part["text"] for part in line)
             for line in lines]
        for id, lines in steps.items()
    }  # fmt: skip
