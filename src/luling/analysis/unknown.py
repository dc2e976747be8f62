"""What none of several notices knows is a mistake of the case; the nearest known name is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from luling.analysis.fitting import Fit, LeftOut, type_at
from luling.core import ir
from luling.explanation.words import Words
from luling.interpreter.facts import choices
from luling.runtime import inputs
from luling.runtime.errors import DecisionError
from luling.types import EnumType, SetType

__all__ = ["check_known"]

_Asked = Sequence[tuple[ir.Program, ir.Decision]]


def check_known(asked: _Asked, fits: Sequence[Fit]) -> None:
    """Raises `DecisionError` for the first name or value that no program takes."""
    refused = [{item.path: item for item in one.left_out} for one in fits]
    for path in dict.fromkeys(path for one in refused for path in one):
        if all(path in one or _is_inside(path, one) for one in refused):
            found = [one[path] for one in refused if path in one]
            _refuse(path, found, asked)


def _is_inside(path: str, refused: Mapping[str, LeftOut]) -> bool:
    """Whether a list or table that holds this path was left out as a whole."""
    return any(path.startswith((other + "[", other + ".")) for other in refused)


def _refuse(path: str, found: Sequence[LeftOut], asked: _Asked) -> None:
    reasons = {item.reason for item in found}
    inside, _, name = path.rpartition(".")
    if "fixed" in reasons:
        inputs.fixed_parameter(path, _label(path, asked))
    if "unlisted" in reasons:
        _refuse_value(path, found[0].value, asked)
    if inside == "params":
        externals = {i.id: i.label for one, _ in asked for i in one.parameters if i.external}
        inputs.unknown_name(name, externals, "params", "unknown_parameter", "参数")
    if inside == "facts":
        facts = {item.id: item.label for _, one in asked for item in one.facts}
        inputs.unknown_name(name, facts, "facts", "unknown_fact", "事实")
    inputs.unknown_name(name, dict(_fields(inside, asked)), inside, "unknown_key", "字段")


def _label(path: str, asked: _Asked) -> str:
    names = [Words(program, decision).name(path) for program, decision in asked]
    return next((name for name in names if not name.startswith("其他")), path)


def _fields(inside: str, asked: _Asked) -> Iterator[tuple[str, str]]:
    """The fields, in any notice, of the roster that a path is inside."""
    for _, decision in asked:
        for item in decision.facts:
            if isinstance(item, ir.RosterDeclaration) and inside.startswith(f"facts.{item.id}["):
                yield from ((one.id, one.label) for one in item.fields)


def _refuse_value(path: str, value: object, asked: _Asked) -> None:
    """A value that no notice has in its list: all that the lists hold is said."""
    accepted: dict[str, str] = {}
    labels: dict[str, str] = {}
    for program, decision in asked:
        for id in _enumerations(path, program, decision):
            more, names = choices(program, id)
            accepted, labels = {**more, **accepted}, {**names, **labels}
    label = _label(path, asked)
    if path.startswith("params."):
        inside, _, key = path.rpartition(".")
        inputs.unknown_name(key, labels, inside, "unknown_key", "键")
    if not labels:
        text = f"{label}（{path}）：各份通知的目录中都没有{inputs.shown(value)}这个编码。"
        raise DecisionError("unknown_code", text, path)
    for one in value if type(value) is list else [value]:
        inputs.read_choice(one, path, label, accepted, labels)
    text = f"{label}（{path}）：没有一份通知同时有这里的各个值。请写在 policies 里，分别给出。"
    raise DecisionError("bad_value", text, path)


def _enumerations(path: str, program: ir.Program, decision: ir.Decision) -> Iterator[str]:
    root, name, *keys = path.split(".")
    if root == "params":
        for item in program.parameters:
            if item.id == name and 0 < len(keys) <= len(item.keys):
                yield item.keys[len(keys) - 1].id
        return
    kind = type_at(path, program, decision)
    if isinstance(kind, EnumType | SetType):
        yield kind.id
