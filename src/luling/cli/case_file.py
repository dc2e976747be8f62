"""The file of a case for several notices: plain facts, or a common part and one for each notice."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from luling.cli.errors import BadComparison
from luling.cli.inputs import read_object
from luling.cli.terminal import Failure
from luling.source import NOWHERE

__all__ = ["CaseFile", "read_case"]

_Object = dict[str, object]
_PARTS = ("decision", "facts", "params", "policies")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`own`: by the id of a policy, the facts and the parameters that are for it alone."""

    facts: Mapping[str, object]
    params: Mapping[str, object] = field(default_factory=dict)
    own: Mapping[str, tuple[_Object, _Object]] = field(default_factory=dict)
    decision: str | None = None


def read_case(name: str) -> CaseFile:
    """The file; names that start with `_` are notes on every level where names are ours. It has
    parts when there is a `facts` or an object `policies`: no fact is an object."""
    whole = read_object(name, notes=True)
    if "facts" not in whole and not isinstance(whole.get("policies"), dict):
        return CaseFile(whole)
    _check_names(whole, _PARTS, "最外层")
    decision = whole.get("decision")
    if decision is not None and type(decision) is not str:
        raise _bad("decision 应是判定的标识或名称，写在引号里")
    own: dict[str, tuple[_Object, _Object]] = {}
    for policy, part in _object(whole, "policies", "policies").items():
        if type(part) is not dict:
            raise _bad(f"policies.{policy} 应是一个对象")
        _check_names(part, ("facts", "params"), f"policies.{policy} 里")
        own[policy] = (
            _object(part, "facts", f"policies.{policy}.facts"),
            _object(part, "params", f"policies.{policy}.params"),
        )
    facts, params = _object(whole, "facts", "facts"), _object(whole, "params", "params")
    return CaseFile(facts, params, own, decision)


def _object(inside: _Object, name: str, path: str) -> _Object:
    value = inside.get(name)
    if value is None:
        return {}
    if type(value) is not dict:
        raise _bad(f"{path} 应是一个对象，写在花括号里")
    return {key: item for key, item in value.items() if not key.startswith("_")}


def _check_names(given: _Object, known: tuple[str, ...], where: str) -> None:
    for name in given:
        if name not in known and not name.startswith("_"):
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f"是不是想写 {near[0]}？" if near else f"可以写的有：{'、'.join(known)}。"
            raise _bad(f"{where}不能有「{name}」这一项", hint)


def _bad(problem: str, advice: str = "") -> Failure:
    return Failure.of(BadComparison(NOWHERE, problem, advice), exit_code=2)
