"""One pydantic module a policy: facts, parameters, outputs and answers of its decisions.

The head of the module is `support`, word for word; the rest is written here. Every word of the
policy goes through `text` or `names`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files

from luling import __version__
from luling.backends.schema.choices import accepted, enumeration, members
from luling.backends.schema.names import Names, class_name, identifier
from luling.backends.schema.values import scalar
from luling.backends.schema.words import Described, describe
from luling.backends.schema.writer import Code, Nest, Writer, keyed, quoted
from luling.core import ir
from luling.types import EnumType, SetType, Type

_GIVEN = {
    "money": "Money", "ratio": "Ratio", "integer": "Integer", "boolean": "Boolean",
    "date": "Date", "text": "Text",
}  # fmt: skip
_SHOWN = {
    "money": "MoneyShown", "ratio": "RatioShown", "integer": "IntegerShown",
    "boolean": "Boolean", "date": "Date", "text": "TextShown", "names": "list[TextShown]",
}  # fmt: skip
_USED = (
    "Annotated", "Any", "AfterValidator", "BaseModel", "BeforeValidator", "Callable", "ConfigDict",
    "Field", "Literal", "Mapping", "Given", "Answered", "Failure", "Money", "Ratio", "Integer",
    "Boolean", "Date", "Text", "MoneyShown", "RatioShown", "IntegerShown", "TextShown", "Status",
    "True", "False", "None", "SOURCE_HASH", "datetime", "re", "list", "dict", "str", "int", "bool",
    "set", "len", "any", "type", "object", "enumerate", "ValueError",
)  # fmt: skip
_PYDANTIC = (
    "construct", "copy", "dict", "from_orm", "json", "parse_file", "parse_obj", "parse_raw",
    "schema", "schema_json", "to_json", "update_forward_refs", "validate",
)  # fmt: skip
_LIMITED = "Field(strict=True, max_length=10_000)"


def models(program: ir.Program) -> str:
    """The source of the module."""
    return _Module(program).made()


class _Module:
    def __init__(self, program: ir.Program) -> None:
        self.program = program
        self.out = Writer()
        self.names = Names(_USED)
        self.written: set[str] = set()

    def made(self) -> str:
        self._head()
        for id in _enumerations(self.program):
            self._enumeration(enumeration(self.program, id))
        for decision in self.program.decisions:
            self._decision(decision)
        return self.out.text()

    def _head(self) -> None:
        policy, out = self.program.policy, self.out
        about = " ".join(part for part in (policy.title, policy.number) if part)
        out.documented(
            about,
            "事实、参数和答复的模型（pydantic）。",
            f"由律令 {__version__} 生成，请改政策而不是改这里。",
            "<判定>Facts.model_validate(事实).to_json() 交给判定程序；",
            "<判定>Answer.model_validate(答复) 读它的答复。",
        )
        out.line()
        support = files("luling.backends.schema").joinpath("support.py").read_text("utf-8")
        for line in support.partition("# ---- support\n")[2].splitlines():
            out.line(line)
        out.code("SOURCE_HASH = ", quoted(self.program.source_hash))

    # ------------------------------------------------------------ names

    def _class(self, id: str, kind: str) -> str:
        wanted = "".join(map(class_name, id.split("\0")))
        return self.names.name(id, kind, wanted + kind)

    def _constant(self, id: str, kind: str) -> str:
        wanted = identifier(id).upper()
        return self.names.name(id, kind, f"_{wanted}_NAMES" if kind == "_" else f"{wanted}_LABELS")

    # ------------------------------------------------------------ types

    def _enumeration(self, item: ir.Enumeration) -> None:
        out, name = self.out, self._class(item.id, "")
        labels, names = self._constant(item.id, "LABELS"), self._constant(item.id, "_")
        out.heading(item.label)
        out.choices(name, [(value.id, value.label) for value in item.values])
        out.mapping(labels, f"dict[{name}, str]", {one.id: one.label for one in item.values})
        out.mapping(names, f"dict[str, {name}]", accepted(item))
        chosen = Nest("_chosen(", (names, labels), ")")
        self._alias(self._class(item.id, "Given"), name, Nest("BeforeValidator(", (chosen,), ")"))

    def _alias(self, name: str, type: Code, *more: Code) -> str:
        """An annotated type, written once."""
        if name not in self.written:
            self.written.add(name)
            self.out.apart()
            self.out.code(f"{name} = ", Nest("Annotated[", (type, *more), "]"))
        return name

    def _given(self, type: Type) -> str:
        if isinstance(type, EnumType):
            return self._class(type.id, "Given")
        if isinstance(type, SetType):
            item = f"list[{self._class(type.id, 'Given')}]"
            name = self._class(type.id, "SetGiven")
            return self._alias(name, item, _LIMITED, "AfterValidator(_once)")
        return _GIVEN[scalar(type) or ""]

    def _fact(self, decision: ir.Decision, item: ir.FactDeclaration | ir.RosterDeclaration) -> str:
        if not isinstance(item, ir.RosterDeclaration):
            return self._given(item.type)
        each = self._class(f"{decision.id}\0{item.id}", "Item")
        once = ("AfterValidator(_distinct_names)",) * any(one.id == "name" for one in item.fields)
        name = self._class(f"{decision.id}\0{item.id}", "List")
        return self._alias(name, f"list[{each}]", _LIMITED, *once)

    def _table(self, item: ir.ParameterDeclaration, keys: tuple[EnumType, ...]) -> str:
        if not keys:
            return self._given(item.type)
        below = self._table(item, keys[1:])
        depth = len(item.keys) - len(keys)
        name = self._class(item.id, "Table" + str(depth + 1) * (depth > 0))
        entries = Nest("dict[", (self._class(keys[0].id, ""), f"{below} | None"), "]")
        keyed = Nest("_keyed(", (self._constant(keys[0].id, "_"),), ")")
        return self._alias(name, entries, Nest("BeforeValidator(", (keyed,), ")"))

    def _shown(self, decision: ir.Decision, item: ir.Definition) -> str:
        type = item.type
        if isinstance(type, EnumType):
            found = self._class(type.id, "")
        elif isinstance(type, SetType):
            found = f"list[{self._member(decision, type)}]"
        else:
            found = _SHOWN[scalar(type) or ""]
        return f"list[{found} | None]" if item.kind == "per_member" else found

    def _member(self, decision: ir.Decision, type: SetType) -> str:
        if any(one.id == type.id for one in self.program.enumerations):
            return self._class(type.id, "")
        values = members(self.program, decision, type)
        name = self._class(f"{decision.id}\0{type.id}", "")
        if values and name not in self.written:
            self.written.add(name)
            self.out.apart()
            self.out.choices(name, values)
        return name if values else "TextShown"

    # ------------------------------------------------------------ decisions

    def _decision(self, decision: ir.Decision) -> None:
        id, label = decision.id, decision.label
        self.out.heading(label)
        for item in decision.facts:
            if isinstance(item, ir.RosterDeclaration):
                fields = [(one, self._given(one.type)) for one in item.fields]
                name = self._class(f"{id}\0{item.id}", "Item")
                self._model(name, "Given", f"{label}：{item.label}的一项", fields, decision)
        facts = [(item, self._fact(decision, item)) for item in decision.facts]
        self._model(self._class(id, "Facts"), "Given", f"{label}：事实", facts, decision)
        external = [item for item in self.program.parameters if item.external]
        params = [(item, self._table(item, item.keys)) for item in external]
        title = f"{label}：另行规定的参数"
        self._model(self._class(id, "Params"), "Given", title, params, decision)
        outputs = [(item, self._shown(decision, item)) for item in decision.outputs]
        name = self._class(id, "Outputs")
        self._model(name, "Answered", f"{label}：结论", outputs, decision)
        self._answer(decision, name)

    def _model(
        self,
        name: str,
        base: str,
        title: str,
        fields: Sequence[tuple[Described, str]],
        decision: ir.Decision,
    ) -> None:
        """A class; its fields have the ids as names, or as aliases where they can't be names."""
        self._class_head(name, base, title)
        names = self.names.inner(_PYDANTIC)
        for item, type in fields:
            field = names.name(item.id)
            said: list[tuple[str, Code]] = [("default", "None")] if base == "Given" else []
            said += [("alias", quoted(item.id))] if field != item.id else []
            said.append(("title", quoted(item.label)))
            description = describe(item, self.program, decision)
            said += [("description", quoted(description))] if description else []
            if item.interface is not None:
                pair = keyed('"x-interface": ', quoted(item.interface))
                said.append(("json_schema_extra", Nest("{", (pair,), "}")))
            self.out.field(field, f"{type} | None", said)
        self.out.indent = 0

    def _answer(self, decision: ir.Decision, outputs: str) -> None:
        out = self.out
        self._class_head(self._class(decision.id, "Answer"), "Answered", f"{decision.label}：答复")
        out.code("policy: ", Nest("Literal[", (quoted(self.program.policy.id),), "]"))
        out.code("decision: ", Nest("Literal[", (quoted(decision.id),), "]"))
        out.line("status: Status")
        out.line(f"outputs: {outputs}")
        out.line("unresolved: dict[str, list[str]]")
        out.line("trace: list[dict[str, Any]] = Field(default_factory=list)")
        out.indent = 0

    def _class_head(self, name: str, base: str, title: str) -> None:
        self.out.blank(2)
        self.out.line(f"class {name}({base}):")
        self.out.indent = 4
        self.out.documented(title)
        self.out.blank(1)


def _enumerations(program: ir.Program) -> Iterator[str]:
    """The enumerations that facts, parameters or outputs speak of, in the order of the source."""
    used: set[str] = set()
    for type in _types(program):
        if isinstance(type, EnumType | SetType):
            used.add(type.id)
    yield from (item.id for item in program.enumerations if item.id in used)


def _types(program: ir.Program) -> Iterator[Type]:
    for parameter in program.parameters:
        if parameter.external:
            yield from (parameter.type, *parameter.keys)
    for decision in program.decisions:
        yield from (item.type for item in decision.outputs)
        for item in decision.facts:
            if isinstance(item, ir.RosterDeclaration):
                yield from (field.type for field in item.fields)
            else:
                yield item.type
