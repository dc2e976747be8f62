"""What stands at the head of every module of models, from the line below on."""

# ---- support
import datetime
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class Given(BaseModel):
    """Facts, parameters or a member of a list: nothing is required, None is unknown."""

    model_config = ConfigDict(extra="forbid")

    def to_json(self) -> dict[str, Any]:
        """What an evaluator takes: ids, texts and plain numbers, without what is unknown."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Answered(BaseModel):
    """What an evaluator answers."""

    model_config = ConfigDict(extra="forbid")


class Failure(Answered):
    """A decision that can't be answered: `fact` is the path that it is about."""

    code: str = Field(strict=True)
    message: str = Field(strict=True)
    fact: Annotated[str, Field(strict=True)] | None


def _digits(value: object) -> object:
    """An integer as text; whatever else is no text is refused after this."""
    return str(value) if type(value) is int else value


def _day(value: object) -> object:
    if type(value) is str and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return datetime.date.fromisoformat(value)
    if type(value) is datetime.date:
        return value
    raise ValueError("应为确有其日的“年-月-日”")


def _not_blank(value: str) -> str:
    if value.isspace():
        raise ValueError("不能只有空格")
    return value


def _chosen(names: Mapping[str, str], labels: Mapping[Any, str]) -> Callable[[object], object]:
    """An id, label, alias or national code → the id. A bracket part added to a label is ignored."""

    def read(value: object) -> object:
        if type(value) is int and 0 <= value <= 1_000_000_000:
            return names.get(str(value), value)
        if type(value) is not str:
            return value
        if value in names:
            return names[value]
        if value.endswith(("）", ")")):
            plain = value.replace("(", "（").partition("（")[0].rstrip()
            found = names.get(plain)
            if found is not None and labels[found] == plain:
                return found
        return value

    return read


def _keyed(names: Mapping[str, str]) -> Callable[[object], object]:
    """The keys of a table by their ids."""

    def read(value: object) -> object:
        if type(value) is not dict:
            raise ValueError("应为对象")
        found: dict[object, object] = {}
        for key, entry in value.items():
            id = names.get(key, key) if type(key) is str else key
            if id in found:
                raise ValueError("键至多一次")
            found[id] = entry
        return found

    return read


def _once(values: list[Any]) -> list[Any]:
    if len(set(values)) < len(values):
        raise ValueError("集合中每个值至多列一次")
    return values


def _distinct_names(members: list[Any]) -> list[Any]:
    names = [member.name for member in members if member.name is not None]
    if any(name in names[:at] for at, name in enumerate(names)):
        raise ValueError("同一名册中名称不得重复")
    return members


Money = Annotated[
    str, Field(strict=True, pattern=r"^[0-9]{1,12}(\.[0-9]{1,2})?$"), BeforeValidator(_digits)
]
Ratio = Annotated[
    str, Field(strict=True, pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$"), BeforeValidator(_digits)
]
Integer = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
Boolean = Annotated[bool, Field(strict=True)]
Date = Annotated[datetime.date, BeforeValidator(_day)]
Text = Annotated[str, Field(strict=True, min_length=1, max_length=1000), AfterValidator(_not_blank)]
MoneyShown = Annotated[str, Field(strict=True, pattern=r"^-?[0-9]+\.[0-9]{2}$")]
RatioShown = Annotated[str, Field(strict=True, pattern=r"^-?[0-9]+(\.[0-9]{0,5}[1-9])?$")]
IntegerShown = Annotated[int, Field(strict=True)]
TextShown = Annotated[str, Field(strict=True)]
Status = Literal["decided", "incomplete", "not_in_force"]
