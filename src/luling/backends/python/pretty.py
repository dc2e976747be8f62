"""Python expressions as small trees, and how they are laid out.

In: trees made by the functions below, whose leaves are names and constants of ours or literals from
`text`. Out: lines no wider than `WIDTH` where that can be: an expression that fits stays on its
line, a longer one is opened at its outermost bracket, one item a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luling.backends.python.text import literal, width

WIDTH = 100

LAMBDA, CONDITIONAL, OR, AND, NOT, COMPARE, ADD, MULTIPLY, NEGATE, ATOM = range(10)


@dataclass(frozen=True, slots=True)
class Atom:
    """name · 80 · "text" · cases.pop"""

    text: str


@dataclass(frozen=True, slots=True)
class String:
    """A string constant of any length."""

    value: str


@dataclass(frozen=True, slots=True)
class Infix:
    """left op right op …; `level` is the operator's precedence."""

    op: str
    parts: tuple[Code, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """not operand · -operand · *operand · name=operand · lambda c: operand"""

    op: str
    operand: Code
    level: int


@dataclass(frozen=True, slots=True)
class Bracket:
    """head(items) · head[items] · (items) · [items] · {items}"""

    head: str
    items: tuple[Code, ...]
    brackets: str = "()"
    trailing: bool = True


@dataclass(frozen=True, slots=True)
class Suffix:
    """base.name"""

    base: Code
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """yes if test else no"""

    test: Code
    yes: Code
    no: Code


@dataclass(frozen=True, slots=True)
class Generator:
    """element for name in source if test"""

    element: Code
    name: str
    source: Code
    test: Code | None


Code = Atom | String | Infix | Prefix | Suffix | Bracket | Choice | Generator

NONE = Atom("None")
TRUE = Atom("True")
FALSE = Atom("False")


# ---------------------------------------------------------------- making


def call(head: str, *items: Code) -> Bracket:
    return Bracket(head, items)


def index(head: str, *items: Code) -> Bracket:
    return Bracket(head, items, "[]", trailing=False)


def tuple_of(items: Sequence[Code]) -> Bracket:
    return Bracket("", tuple(items), "()")


def list_of(items: Sequence[Code]) -> Bracket:
    return Bracket("", tuple(items), "[]")


def infix(op: str, level: int, *parts: Code) -> Infix:
    return Infix(op, parts, level)


def both(*parts: Code) -> Code:
    """part and part …, without what is always true."""
    kept = [inner for part in parts for inner in _same(part, "and") if inner != TRUE]
    if FALSE in kept or not kept:
        return FALSE if kept else TRUE
    return kept[0] if len(kept) == 1 else Infix("and", tuple(kept), AND)


def either(*parts: Code) -> Code:
    """part or part …, without what is never true."""
    kept = [inner for part in parts for inner in _same(part, "or") if inner != FALSE]
    if TRUE in kept or not kept:
        return TRUE if kept else FALSE
    return kept[0] if len(kept) == 1 else Infix("or", tuple(kept), OR)


def _same(part: Code, op: str) -> tuple[Code, ...]:
    return part.parts if isinstance(part, Infix) and part.op == op else (part,)


def compare(op: str, left: Code, right: Code) -> Infix:
    return Infix(op, (left, right), COMPARE)


def negated(operand: Code) -> Code:
    """not operand; a comparison by == or is turns round instead."""
    if operand == TRUE:
        return FALSE
    if operand == FALSE:
        return TRUE
    opposite = {"==": "!=", "is": "is not", "in": "not in"}
    opposite |= {after: before for before, after in opposite.items()}
    if isinstance(operand, Prefix) and operand.op == "not ":
        return operand.operand
    if isinstance(operand, Infix) and operand.level == COMPARE and operand.op in opposite:
        return Infix(opposite[operand.op], operand.parts, COMPARE)
    return Prefix("not ", operand, NOT)


def keyword(name: str, value: Code) -> Prefix:
    return Prefix(f"{name}=", value, LAMBDA)


def pair(key: Code, value: Code) -> Prefix:
    return Prefix(f"{flat(key)}: ", value, LAMBDA)


def function(parameters: str, body: Code) -> Prefix:
    return Prefix(f"lambda {parameters}: " if parameters else "lambda: ", body, LAMBDA)


# ---------------------------------------------------------------- one line


def level_of(code: Code) -> int:
    match code:
        case Atom(text):
            return NEGATE if text.startswith("-") else ATOM
        case String() | Bracket() | Suffix():
            return ATOM
        case Infix(_, _, level) | Prefix(_, _, level):
            return level
        case Choice():
            return CONDITIONAL
        case Generator():
            return LAMBDA


def flat(code: Code, outer: int = LAMBDA) -> str:
    """The expression on one line, in brackets where it binds less than what is around it."""
    text = _flat(code)
    return f"({text})" if level_of(code) < outer else text


def _flat(code: Code) -> str:
    match code:
        case Atom(text):
            return text
        case String(value):
            return literal(value)
        case Infix(op, parts, level):
            first, *rest = parts
            loose, tight = _binding(level)
            return flat(first, loose) + "".join(f" {op} {flat(part, tight)}" for part in rest)
        case Prefix(op, operand, level):
            return op + flat(operand, level)
        case Suffix(base, text):
            return flat(base, ATOM) + text
        case Bracket(head, items, brackets, trailing):
            only = len(items) == 1 and head == "" and brackets == "()" and trailing
            inside = ", ".join(map(flat, items)) + ("," if only else "")
            return f"{head}{brackets[0]}{inside}{brackets[1]}"
        case Choice(test, yes, no):
            return f"{flat(yes, OR)} if {flat(test, OR)} else {flat(no, CONDITIONAL)}"
        case Generator(element, name, source, test):
            text = f"{flat(element)} for {name} in {flat(source, OR)}"
            return text if test is None else f"{text} if {flat(test, OR)}"


def _binding(level: int) -> tuple[int, int]:
    """How tightly the first and the other operands must bind; `and` in `or` stands in brackets."""
    if level == OR:
        return NOT, NOT
    return (level if level in (ADD, MULTIPLY, AND) else level + 1), level + 1


# ---------------------------------------------------------------- several lines


def layout(before: str, code: Code, after: str, indent: int) -> list[str]:
    """`before` code `after`, as lines that are indented by so many columns (the first one too)."""
    if _left(WIDTH - indent, code) >= 0:
        line = " " * indent + before + flat(code) + after
        if width(line) <= WIDTH:
            return [line]
    match code:
        case Bracket(items=items) if items:
            return _bracket(before, code, after, indent)
        case Prefix(op, operand, level):
            if level_of(operand) < level:
                operand = Bracket("", (operand,), "()", trailing=False)
            return layout(before + op, operand, after, indent)
        case Suffix(base, text) if level_of(base) == ATOM:
            return layout(before, base, text + after, indent)
        case Generator(element, name, source, test):
            lines = layout(before, element, "", indent)
            lines += layout(f"for {name} in ", source, after if test is None else "", indent)
            return lines if test is None else lines + layout("if ", test, after, indent)
        case Infix() | Choice() | String():
            return _pieces_of(before, code, after, indent)
        case _:
            return [" " * indent + before + flat(code) + after]


def _left(room: int, code: Code) -> int:
    """What the names and constants of an expression leave of so many columns; below 0 where they
    are too wide for a line, which is known long before a large table is written on one."""
    match code:
        case Atom(text):
            return room - len(text)
        case String(value):
            return room - len(value)
        case Infix(_, parts, _):
            inner = parts
        case Prefix(_, operand, _):
            inner = (operand,)
        case Bracket(_, items, _, _):
            inner = items
        case Suffix(base, _):
            inner = (base,)
        case Choice(test, yes, no):
            inner = (test, yes, no)
        case Generator(element, _, source, _):
            inner = (element, source)
    for part in inner:
        if room < 0:
            return room
        room = _left(room, part)
    return room


def _bracket(before: str, code: Bracket, after: str, indent: int) -> list[str]:
    """One item a line; a single bracket inside a call opens together with it."""
    opening, closing = code.head + code.brackets[0], code.brackets[1]
    only = code.items[0]
    if len(code.items) == 1 and code.head and isinstance(only, Bracket) and not only.head:
        return layout(before + opening, only, closing + after, indent)
    lines = [" " * indent + before + opening]
    comma = "," if code.trailing and not isinstance(code.items[0], Generator) else ""
    for at, item in enumerate(code.items):
        lines += layout("", item, comma if at == len(code.items) - 1 else ",", indent + 4)
    return [*lines, " " * indent + closing + after]


def _pieces_of(before: str, code: Infix | Choice | String, after: str, indent: int) -> list[str]:
    """An operator a line; in brackets of its own unless it stands alone in a bracket already."""
    if not before and after in ("", ","):
        return _joined(code, after, indent)
    inner = _joined(code, "", indent + 4)
    return [" " * indent + before + "(", *inner, " " * indent + ")" + after]


def _joined(code: Infix | Choice | String, after: str, indent: int) -> list[str]:
    lines: list[str] = []
    parts = _parts(code, indent)
    for at, (op, part, level) in enumerate(parts):
        end = after if at == len(parts) - 1 else ""
        if isinstance(part, String):
            lines.append(" " * indent + op + flat(part) + end)
            continue
        if level_of(part) < level:
            part = Bracket("", (part,), "()", trailing=False)
        lines += layout(op, part, end, indent)
    return lines


def _parts(code: Infix | Choice | String, indent: int) -> list[tuple[str, Code, int]]:
    """What goes on lines of its own: the operator before it, and how tightly that binds."""
    match code:
        case Infix(op, parts, level):
            loose, tight = _binding(level)
            first = ("", parts[0], loose)
            return [first, *((f"{op} ", part, tight) for part in parts[1:])]
        case Choice(test, yes, no):
            return [("", yes, OR), ("if ", test, OR), ("else ", no, CONDITIONAL)]
        case String(value):
            return [("", String(piece), ATOM) for piece in _pieces(value, WIDTH - indent - 4)]


def _pieces(value: str, room: int) -> list[str]:
    """A long string in pieces that fit."""
    pieces = [""]
    for character in value:
        if width(literal(pieces[-1] + character)) > max(room, 24):
            pieces.append("")
        pieces[-1] += character
    return pieces
