"""The facts and parameters of luling duties: of one decision, or by policy and decision."""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Iterable, Mapping, Sequence

from luling.analysis.duties import Given, with_duties
from luling.cli.errors_duties import BadStatus, OtherDay
from luling.cli.terminal import Failure
from luling.core import ir
from luling.runtime import inputs
from luling.source import NOWHERE

__all__ = ["facts_of", "params_of"]

_Object = dict[str, object]
Facts = dict[tuple[str, str], Given]


def facts_of(
    whole: _Object, programs: Sequence[ir.Program], as_of: dt.date, known: Sequence[str]
) -> Facts:
    """The facts by policy and decision, without the dates. No fact is an object, so a file whose
    values all are is one by policy; what it has for policies that are not asked this time (`known`)
    does not matter."""
    asked = [(program, one) for program in programs for one in with_duties(program)]
    if not whole:
        return {}
    if not asked:
        raise _bad("所列的政策都没有写职责，用不上这个文件", "请去掉文件，或者换一份政策。")
    if not all(isinstance(value, dict) for value in whole.values()):
        return _plain(whole, asked, as_of)
    found: Facts = {}
    names = list(dict.fromkeys([*(program.policy.id for program in programs), *known]))
    for policy, inside in _objects(whole):
        if policy not in names:
            raise _unknown(f"没有标识为「{policy}」的政策", policy, names)
        own = [one for program, one in asked if program.policy.id == policy]
        for name, facts in _objects(inside, policy) if own else ():
            decision = next((one for one in own if name in (one.id, one.label)), None)
            if decision is None:
                labels = [f"{one.label}（{one.id}）" for one in own]
                problem = f"{policy} 里没有叫「{name}」的、有职责的判定"
                raise _unknown(problem, name, [one.id for one in own], labels)
            found[policy, decision.id] = _undated(facts, decision, as_of)
    return found


def _plain(
    whole: _Object, asked: Sequence[tuple[ir.Program, ir.Decision]], as_of: dt.date
) -> Facts:
    if len(asked) > 1:
        names = "、".join(f"{program.policy.id} 的{one.label}" for program, one in asked)
        form = {program.policy.id: {one.id: "…"} for program, one in asked}
        shown = json.dumps(form, ensure_ascii=False).replace('"…"', "{…}")
        raise _bad(
            f"有职责的判定有 {len(asked)} 个（{names}），不知道这些事实是哪一个的",
            f"请分开写：{shown}；或者只列一份政策。",
        )
    program, decision = asked[0]
    return {(program.policy.id, decision.id): _undated(whole, decision, as_of)}


def _undated(facts: Given, decision: ir.Decision, as_of: dt.date) -> Given:
    """Without the date, which is that of the command."""
    date = decision.date_fact
    given = facts.get(date) if date is not None else None
    if given is not None and given != as_of.isoformat():
        label = next(item.label for item in decision.facts if item.id == date)
        shown = inputs.shown(given)
        path = f"facts.{date}"
        raise Failure.of(OtherDay(NOWHERE, label, path, shown, as_of.isoformat()), exit_code=2)
    return {name: value for name, value in facts.items() if name != date}


def _objects(whole: Mapping[str, object], path: str = "") -> Iterable[tuple[str, _Object]]:
    for name, value in whole.items():
        if name.startswith("_"):
            continue
        if not isinstance(value, dict):
            raise _bad(f"{path and path + '.'}{name} 应是一个对象", "请把判定的事实写在花括号里。")
        yield name, {key: item for key, item in value.items() if not key.startswith("_")}


def _unknown(
    problem: str, name: str, known: Sequence[str], labels: Sequence[str] | None = None
) -> Failure:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    listed = "、".join(labels or known)
    advice = f"是不是想写 {near[0]}？" if near else f"可以写的有：{listed}。"
    return _bad(problem, advice)


def _bad(problem: str, advice: str) -> Failure:
    return Failure.of(BadStatus(NOWHERE, problem, advice), exit_code=2)


def params_of(given: _Object, programs: Sequence[ir.Program]) -> dict[str, Given]:
    """Each program gets the parameters that it leaves open; one that none knows is an error
    (`DecisionError`)."""
    external = {
        program.policy.id: {item.id: item.label for item in program.parameters if item.external}
        for program in programs
    }
    labels = {id: label for one in external.values() for id, label in one.items()}
    fixed = {
        item.id: item.label
        for program in programs
        for item in program.parameters
        if not item.external
    }
    for name in given:
        if name not in labels and name in fixed:
            inputs.fixed_parameter(f"params.{name}", fixed[name])
        if name not in labels:
            inputs.unknown_name(name, labels, "params", "unknown_parameter", "参数")
    return {
        policy: {name: value for name, value in given.items() if name in own}
        for policy, own in external.items()
    }
