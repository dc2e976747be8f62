"""One JSON Schema (2020-12) document a decision.

`$defs` holds `facts`, `params`, `answer` and `error`; the document itself is a request with facts
and parameters. What a schema can't say stands in a `$comment`; the evaluators say it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

from luling.backends.schema.choices import enumeration, forms, members
from luling.backends.schema.names import Names
from luling.backends.schema.text import json_text
from luling.backends.schema.values import (
    NULL,
    SCALARS,
    Schema,
    given_choice,
    given_set,
    scalar,
    shown_choice,
)
from luling.backends.schema.words import Described, describe, json_value
from luling.core import ir
from luling.runtime.inputs import LIST_LIMIT
from luling.types import EnumType, SetType, Type

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STATUS = {"decided": "已判定", "incomplete": "材料不全", "not_in_force": "未施行"}
CODES = (
    "unknown_policy", "unknown_decision", "unknown_fact", "unknown_parameter", "unknown_key",
    "wrong_type", "bad_value", "duplicate_name", "contradiction", "unknown_code", "conflict", "gap",
    "division_by_zero", "no_such_day", "no_parameter_period", "no_bracket", "bad_request",
)  # fmt: skip


def jsonschema(program: ir.Program) -> dict[str, Schema]:
    """The schema of each decision, by the decision's id."""
    return {item.id: _Document(program, item).made() for item in program.decisions}


def documents(program: ir.Program) -> dict[str, str]:
    """File names and texts of the schemas, the same bytes each time."""
    names = Names()
    return {
        f"{names.name(id)}.json": json_text(json.dumps(made, ensure_ascii=False, indent=2)) + "\n"
        for id, made in jsonschema(program).items()
    }


class _Document:
    """The schema of one decision; definitions are added as they are referred to."""

    def __init__(self, program: ir.Program, decision: ir.Decision) -> None:
        self.program, self.decision = program, decision
        self.names = Names()
        self.shared: dict[str, Schema] = {}

    def made(self) -> Schema:
        policy, decision = self.program.policy, self.decision
        own = {
            "facts": self._facts(),
            "params": self._params(),
            "answer": self._answer(),
            "error": self._error(),
        }
        return {
            "$schema": DIALECT,
            "$id": f"urn:luling:{quote(policy.id, safe='')}:{quote(decision.id, safe='')}",
            "title": f"{decision.label}（{policy.title}）",
            "description": "一次判定的请求：facts 为事实，params 为另行规定的参数。"
            "不知道的项可以不填，也可以填 null。",
            "type": "object",
            "properties": {"facts": _ref("facts"), "params": _ref("params")},
            "required": ["facts"],
            "$defs": own | {name: self.shared[name] for name in sorted(self.shared)},
        }

    # ------------------------------------------------------------ what is given

    def _facts(self) -> Schema:
        shown = {}
        for item in self.decision.facts:
            if isinstance(item, ir.RosterDeclaration):
                value = self._roster(item)
            else:
                value = self._given(item.type)
            shown[item.id] = self._property(item, value)
        return _closed(f"{self.decision.label}：事实", shown)

    def _roster(self, item: ir.RosterDeclaration) -> Schema:
        fields = {one.id: self._property(one, self._given(one.type)) for one in item.fields}
        name = f"roster-{self.names.name(item.id)}"
        self.shared[name] = _closed(f"{item.label}：一项", fields)
        found: Schema = {"type": "array", "items": _ref(name), "maxItems": LIST_LIMIT}
        if "name" in fields:
            found["$comment"] = "Two members of one name are refused by the evaluators."
        return found

    def _params(self) -> Schema:
        shown = {}
        for item in self.program.parameters:
            if not item.external:
                continue
            value = self._table(item.keys, item.type)
            shown[item.id] = self._property(item, value)
            if item.default is not None:
                shown[item.id]["default"] = json_value(item.default, item.type, self.program)
        made = _closed("另行规定的参数", shown)
        return {**made, "type": ["object", "null"]}

    def _table(self, keys: tuple[EnumType, ...], type: Type) -> Schema:
        """A parameter: its value, under an object a key."""
        if not keys:
            return self._given(type)
        below = self._table(keys[1:], type)
        item = enumeration(self.program, keys[0].id)
        entries = {
            form.given: _nullable(below, form.title)
            for form in forms(item)
            if isinstance(form.given, str)
        }
        return {
            **_closed(f"按{item.label}", entries),
            "$comment": "An entry given twice under two names (its key's id and label) is refused "
            "by the evaluators.",
        }

    def _given(self, type: Type) -> Schema:
        if isinstance(type, SetType):
            return given_set(self._given(EnumType(type.id)))
        if isinstance(type, EnumType):
            item = enumeration(self.program, type.id)
            return self._share(f"given-enum-{self.names.name(type.id)}", lambda: given_choice(item))
        name = f"given-{scalar(type)}"
        return self._share(name, lambda: SCALARS[name])

    # ------------------------------------------------------------ what is answered

    def _answer(self) -> Schema:
        outputs = {
            item.id: self._property(item, self._output(item)) for item in self.decision.outputs
        }
        paths = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
        missing = {item.id: {"title": item.label, **paths} for item in self.decision.outputs}
        return _closed(
            f"{self.decision.label}：答复",
            {
                "policy": {"title": "政策", "const": self.program.policy.id},
                "decision": {"title": "判定", "const": self.decision.id},
                "status": shown_choice("状态", list(STATUS.items())),
                "outputs": _closed("结论", outputs, list(outputs)),
                "unresolved": {
                    **_closed("未定的结论", missing),
                    "description": "各结论尚缺而有关的事实（facts.…）和参数（params.…）。",
                },
                "trace": {"title": "理由", "type": "array", "items": {"type": "object"}},
            },
            ["policy", "decision", "status", "outputs", "unresolved"],
        )

    def _output(self, item: ir.Definition) -> Schema:
        value = self._shown(item.type)
        if item.kind != "per_member":
            return value
        return {"type": "array", "items": {"anyOf": [value, NULL]}}

    def _shown(self, type: Type) -> Schema:
        if isinstance(type, SetType):
            values = members(self.program, self.decision, type)
            one = shown_choice("值", values)
            return {"type": "array", "items": one if values else False, "uniqueItems": True}
        if isinstance(type, EnumType):
            item = enumeration(self.program, type.id)
            values = [(value.id, value.label) for value in item.values]
            name = f"shown-enum-{self.names.name(type.id)}"
            return self._share(name, lambda: shown_choice(item.label, values))
        name = f"shown-{scalar(type)}"
        return self._share(name, lambda: SCALARS[name])

    def _error(self) -> Schema:
        return _closed(
            "不能判定的错误",
            {
                "code": {"title": "错误代码", "enum": list(CODES)},
                "message": {"title": "说明", "type": "string"},
                "fact": {"title": "所涉的事实或参数", "type": ["string", "null"]},
            },
            ["code", "message", "fact"],
        )

    # ------------------------------------------------------------ pieces

    def _share(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.shared:
            self.shared[name] = make()
        return _ref(name)

    def _property(self, item: Described, value: Schema) -> Schema:
        found = _nullable(value, item.label)
        said = describe(item, self.program, self.decision)
        if said:
            found["description"] = said
        if item.interface is not None:
            found["x-interface"] = item.interface
        return found


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _nullable(value: Schema, title: str) -> Schema:
    return {"title": title, "anyOf": [value, NULL]}


def _closed(title: str, properties: dict[str, Schema], required: list[str] | None = None) -> Schema:
    """An object without any other keys."""
    found: Schema = {"title": title, "type": "object", "properties": properties}
    if required is not None:
        found["required"] = required
    return {**found, "additionalProperties": False}
