"""JSON Schema of single values: as they are given, and as they are answered.

Each is a definition of its own under `$defs`; `given-…` accepts what `luling.runtime.inputs` reads,
`shown-…` what a decision answers.
"""

from __future__ import annotations

import re
from typing import Any, assert_never

from luling.backends.schema.choices import extensible, forms
from luling.core import ir
from luling.runtime.inputs import INTEGER_LIMIT, LIST_LIMIT, MONEY_LIMIT, TEXT_LIMIT
from luling.types import (
    BoolType,
    DateType,
    DurationType,
    EnumType,
    IntegerType,
    MoneyType,
    NamesType,
    RatioType,
    SetType,
    TextType,
    Type,
)

Schema = dict[str, Any]

MONEY_GIVEN = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"
MONEY_SHOWN = r"^-?[0-9]+\.[0-9]{2}$"
RATIO_GIVEN = r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$"
RATIO_SHOWN = r"^-?[0-9]+(\.[0-9]{0,5}[1-9])?$"
DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
NULL: Schema = {"type": "null"}
_NO_FLOAT = (
    "A JSON number with a point (1.0) is an integer to JSON Schema; the evaluators refuse it."
)


def _integer(most: int) -> Schema:
    return {"type": "integer", "minimum": 0, "maximum": most, "$comment": _NO_FLOAT}


SCALARS: dict[str, Schema] = {
    "given-money": {
        "title": "金额",
        "description": '元。至多 12 位整数、至多两位小数的字符串，例如 "1234.56"；'
        "或以元为单位的非负整数。",
        "anyOf": [{"type": "string", "pattern": MONEY_GIVEN}, _integer(MONEY_LIMIT - 1)],
    },
    "given-ratio": {
        "title": "比例",
        "description": '0 到 1 之间、至多六位小数的字符串，例如 "0.8"（即 80%）；或整数 0、1。',
        "anyOf": [{"type": "string", "pattern": RATIO_GIVEN}, _integer(1)],
    },
    "given-integer": {
        "title": "整数",
        "description": f"0 到 {INTEGER_LIMIT} 的整数，不加引号。",
        **_integer(INTEGER_LIMIT),
    },
    "given-boolean": {"title": "是非", "type": "boolean"},
    "given-date": {
        "title": "日期",
        "description": '确有其日的“年-月-日”，例如 "2021-03-01"。',
        "type": "string",
        "format": "date",
        "pattern": DATE,
        "$comment": "The pattern lets 30 February and the year 0000 pass; `format` does not, where "
        "a validator asserts it.",
    },
    "given-text": {
        "title": "文本",
        "description": f"非空，不能只有空格，至多 {TEXT_LIMIT} 个字。",
        "type": "string",
        "minLength": 1,
        "maxLength": TEXT_LIMIT,
        "pattern": r"\S",
        "$comment": "Halves of characters (lone surrogates) are refused by the evaluators.",
    },
    "shown-money": {
        "title": "金额",
        "description": '元，两位小数，例如 "1234.56"。',
        "type": "string",
        "pattern": MONEY_SHOWN,
    },
    "shown-ratio": {
        "title": "比例",
        "description": '小数，末尾不留零，例如 "0.8"（即 80%）。',
        "type": "string",
        "pattern": RATIO_SHOWN,
    },
    "shown-integer": {"title": "整数", "type": "integer"},
    "shown-boolean": {"title": "是非", "type": "boolean"},
    "shown-date": {"title": "日期", "type": "string", "format": "date", "pattern": DATE},
    "shown-text": {"title": "文本", "type": "string"},
    "shown-names": {"title": "名单", "type": "array", "items": {"type": "string"}},
}


def scalar(type: Type) -> str | None:
    """The last word of a type's name under `$defs`; None for enumerations and sets."""
    match type:
        case MoneyType():
            return "money"
        case RatioType():
            return "ratio"
        case IntegerType() | DurationType():
            return "integer"
        case BoolType():
            return "boolean"
        case DateType():
            return "date"
        case TextType():
            return "text"
        case NamesType():
            return "names"
        case EnumType() | SetType():
            return None
        case _:
            assert_never(type)


def given_choice(item: ir.Enumeration) -> Schema:
    """A value of an enumeration by its id, label, alias or national code."""
    constants = [{"const": form.given, "title": form.title} for form in forms(item)]
    found: Schema = {"title": item.label, "anyOf": [{"oneOf": constants}]}
    labels = extensible(item)
    if labels:
        words = "|".join(map(escaped, labels))
        found["anyOf"].append(
            {
                "description": "名称之后可以另加括号说明",
                "type": "string",
                "pattern": rf"^({words})\s*[（(][\s\S]*[）)]$",
            }
        )
    return found


def shown_choice(title: str, values: list[tuple[str, str]]) -> Schema:
    """A value by its id alone."""
    return {"title": title, "oneOf": [{"const": id, "title": label} for id, label in values]}


def given_set(item: Schema) -> Schema:
    """A list of values, each at most once."""
    return {
        "type": "array",
        "items": item,
        "maxItems": LIST_LIMIT,
        "uniqueItems": True,
        "$comment": "A value given twice under two names (its id and its label) is refused by the "
        "evaluators.",
    }


def escaped(text: str) -> str:
    """A text in a regular expression, as every dialect reads it."""
    return re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text)
