"""Reading and writing the JSON values of a decision.

In: one value as the JSON reader gives it, with the path and the Chinese label of the fact or
parameter that it stands for. Out: the value an evaluator computes with, None where it is absent or
null (unknown), or a `DecisionError` that names the fact, shows the value and says what is allowed.

    money 金额        int, 分                 "1234.56" or 1234
    ratio 比例        int, millionths         "0.8", 0 or 1
    integer, duration int                     30
    boolean           bool                    true
    date              datetime.date           "2021-03-01"
    text              str                     "合肥市"
    choice 枚举       str, the value's id     "employee", "职工医保", "310" or 310
    set 集合          frozenset of ids        ["employee"]

Nothing is coerced: no sign, exponent, space, full-width digit or JSON float passes as a number.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NoReturn, TypeVar

from luling.runtime.errors import DecisionError

MONEY_LIMIT = 10**12
INTEGER_LIMIT = 1_000_000_000
TEXT_LIMIT = 1000
LIST_LIMIT = 10_000
SHOWN_LIMIT = 40

T = TypeVar("T")


# ---------------------------------------------------------------- scalars


def read_money(value: object, path: str, label: str) -> int | None:
    """金额 → 分: 1 to 12 digits with at most two decimals as a string, or an integer of yuan."""
    if type(value) is str:
        size = len(value)
        if 4 <= size <= 15 and value[-3] == "." and value.isascii():
            digits = value.replace(".", "")
            if len(digits) == size - 1 and digits.isdigit():
                return int(digits)
        whole, point, part = value.partition(".")
        if value.isascii() and whole.isdigit() and len(whole) <= 12:
            if not point:
                return int(whole) * 100
            if len(part) == 1 and part.isdigit():
                return int(whole + part) * 10
    elif type(value) is int:
        if 0 <= value < MONEY_LIMIT:
            return value * 100
    elif value is None:
        return None
    refuse(
        value, path, label, "金额", (str, int),
        '应为至多 12 位整数、至多两位小数的字符串，或以元为单位的非负整数，例如 "1234.56"',
    )  # fmt: skip


def read_ratio(value: object, path: str, label: str) -> int | None:
    """比例 → millionths: a string from 0 to 1 with at most six decimals, or the integer 0 or 1."""
    if type(value) is str:
        size = len(value)
        if 3 <= size <= 8 and value[1] == "." and value.isascii():
            digits = value.replace(".", "")
            if len(digits) == size - 1 and digits.isdigit():
                millionths = int(digits.ljust(7, "0"))
                if millionths <= 1_000_000:
                    return millionths
        elif value == "0" or value == "1":
            return int(value) * 1_000_000
    elif type(value) is int:
        if value == 0 or value == 1:
            return value * 1_000_000
    elif value is None:
        return None
    refuse(
        value, path, label, "比例", (str, int),
        '应为 0 到 1 之间、至多六位小数的字符串，或整数 0、1，例如 "0.8"（即 80%）',
    )  # fmt: skip


def read_integer(value: object, path: str, label: str) -> int | None:
    """整数: a JSON integer from 0 to 1,000,000,000."""
    if type(value) is int:
        if 0 <= value <= INTEGER_LIMIT:
            return value
    elif value is None:
        return None
    refuse(value, path, label, "整数", (int,), "应为 0 到 1000000000 的整数，不加引号，例如 30")


def read_boolean(value: object, path: str, label: str) -> bool | None:
    """是非: true or false."""
    if value is True or value is False or value is None:
        return value
    refuse(value, path, label, "是非", (bool,), "应为 true（是）或 false（否），不加引号")


def read_date(value: object, path: str, label: str) -> datetime.date | None:
    """日期: a day that exists, as YYYY-MM-DD."""
    if type(value) is str:
        if len(value) == 10 and value[4] == "-" and value[7] == "-" and value.isascii():
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                pass
    elif value is None:
        return None
    refuse(
        value, path, label, "日期", (str,),
        '应为确有其日的“年-月-日”，年四位、月日各两位，例如 "2021-03-01"',
    )  # fmt: skip


def read_text(value: object, path: str, label: str) -> str | None:
    """文本: not empty, not only blanks, at most `TEXT_LIMIT` characters."""
    if type(value) is str:
        if 0 < len(value) <= TEXT_LIMIT and not value.isspace() and is_encodable(value):
            return value
    elif value is None:
        return None
    refuse(
        value, path, label, "文本", (str,),
        f'应为非空的字符串，不能只有空格，至多 {TEXT_LIMIT} 个字，例如 "合肥市"',
    )  # fmt: skip


def is_encodable(value: str) -> bool:
    """Whether the text holds no half of a character (a lone surrogate, as "\\ud800")."""
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


# ---------------------------------------------------------------- enumerations


def accepted_choices(
    values: Iterable[tuple[str, str, Sequence[str], Sequence[str]]],
) -> dict[str, str]:
    """Every accepted text of an enumeration → id, from (id, label, aliases, national codes) of each
    value. A label with a bracket part is accepted without it, unless that is ambiguous."""
    rows = list(values)
    accepted: dict[str, str] = {}
    for chosen, _, _, _ in rows:
        accepted[chosen] = chosen
    for chosen, label, _, _ in rows:
        accepted.setdefault(label, chosen)
    for chosen, _, aliases, codes in rows:
        for text in (*aliases, *codes):
            accepted.setdefault(text, chosen)
    trimmed: dict[str, list[str]] = {}
    for chosen, label, _, _ in rows:
        trimmed.setdefault(before_bracket(label), []).append(chosen)
    for text, owners in trimmed.items():
        if text and len(owners) == 1:
            accepted.setdefault(text, owners[0])
    return accepted


def before_bracket(text: str) -> str:
    """主治医师（中级） → 主治医师; a text without a closing bracket at its end is given back."""
    if text.endswith(("）", ")")):
        return text.replace("(", "（").partition("（")[0].rstrip()
    return text


def read_choice(
    value: object, path: str, label: str, accepted: Mapping[str, str], labels: Mapping[str, str]
) -> str | None:
    """枚举 → the value's id. `accepted` is from `accepted_choices`, `labels` is id → Chinese label
    in the order of the enumeration. A bracket part added to a plain label is ignored."""
    if type(value) is str:
        found = accepted.get(value)
        if found is not None:
            return found
        short = before_bracket(value)
        found = accepted.get(short)
        if found is not None and labels[found] == short:
            return found
    elif type(value) is int:
        if 0 <= value <= INTEGER_LIMIT:
            found = accepted.get(str(value))
            if found is not None:
                return found
    elif value is None:
        return None
    near = nearest(value, accepted)
    hint = f"是否指 {labels[accepted[near]]}（{accepted[near]}）？" if near is not None else ""
    refuse(value, path, label, "可选的值", (str, int), "应为下列之一：" + listed(labels), hint)


def read_set(
    value: object, path: str, label: str, accepted: Mapping[str, str], labels: Mapping[str, str]
) -> frozenset[str] | None:
    """集合: a list of values of an enumeration, each at most once."""
    if value is None:
        return None
    if type(value) is not list or len(value) > LIST_LIMIT:
        refuse(value, path, label, "集合", (list,), "应为由下列各值组成的列表：" + listed(labels))
    chosen: list[str] = []
    for index, item in enumerate(value):
        at = f"{path}[{index}]"
        one = read_choice(item, at, label, accepted, labels)
        if one is None:
            refuse(item, at, label, "可选的值", (), "应为下列之一：" + listed(labels))
        if one in chosen:
            raise DecisionError(
                "bad_value",
                f"{label}（{path}）：{labels[one]}（{one}）列了两次。集合中每个值至多列一次。",
                path,
            )
        chosen.append(one)
    return frozenset(chosen)


# ---------------------------------------------------------------- lists of objects


def read_roster(value: object, path: str, label: str) -> list[dict[str, object]] | None:
    """名册: a list of objects. Their keys and fields are checked by the caller."""
    if value is None:
        return None
    allowed = f'应为对象的列表，至多 {LIST_LIMIT} 项，例如 [{{"名称": …}}]，没有成员时为 []'
    if type(value) is not list:
        refuse(value, path, label, "列表", (list,), allowed)
    if len(value) > LIST_LIMIT:
        raise DecisionError(
            "bad_value", f"{label}（{path}）：列表有 {len(value)} 项，太长。{allowed}。", path
        )
    for index, member in enumerate(value):
        if type(member) is not dict:
            refuse(member, f"{path}[{index}]", label, "对象", (dict,), "列表的每一项应为对象")
    return value


def check_unique_names(names: Iterable[object], path: str, label: str) -> None:
    """No two members of a roster have the same name; names that are missing (None) don't count."""
    seen: set[object] = set()
    for name in names:
        if name is not None and name in seen:
            raise DecisionError(
                "duplicate_name",
                f"{label}（{path}）：有两项的名称都是{shown(name)}。同一名册中名称不得重复。",
                path,
            )
        seen.add(name)


# ---------------------------------------------------------------- parameters


def read_table(
    value: object,
    path: str,
    label: str,
    keys: Sequence[tuple[Mapping[str, str], Mapping[str, str]]],
    read: Callable[[object, str, str], T | None],
) -> dict[tuple[str, ...], T]:
    """参数表: nested objects, one level a key (`accepted` and `labels` of its enumeration, as for
    `read_choice`); entries that are absent or null are left out, for they are unknown."""
    if value is None:
        return {}
    accepted, labels = keys[0]
    if type(value) is not dict:
        refuse(value, path, label, "参数表", (dict,), "应为对象，键为下列各值：" + listed(labels))
    table: dict[tuple[str, ...], T] = {}
    seen: set[str] = set()
    for key, entry in value.items():
        chosen = accepted.get(key) if type(key) is str else None
        if chosen is None:
            unknown_name(key, labels, path, "unknown_key", "键")
        below = f"{path}.{chosen}"
        if chosen in seen:
            raise DecisionError(
                "bad_value", f"{label}（{below}）：{labels[chosen]}给了两次。键至多一次。", below
            )
        seen.add(chosen)
        if len(keys) > 1:
            for rest, one in read_table(entry, below, label, keys[1:], read).items():
                table[(chosen, *rest)] = one
        else:
            read_one = read(entry, below, label)
            if read_one is not None:
                table[(chosen,)] = read_one
    return table


# ---------------------------------------------------------------- objects and names


def read_object(value: object, root: str) -> dict[str, object]:
    """`facts` or `params` itself: an object. (Absent `params` are no parameters.)"""
    if type(value) is dict:
        return value
    if value is None and root == "params":
        return {}
    what = "事实" if root == "facts" else "参数"
    refuse(value, root, what, "对象", (dict,), '应为 JSON 对象，例如 {"名称": 值}')


def check_names(
    given: Mapping[str, object], known: Mapping[str, str], path: str, code: str, what: str
) -> None:
    """Every name that is given is known (id → Chinese label), else an error on the first other."""
    for name in given:
        if name not in known:
            unknown_name(name, known, path, code, what)


def unknown_name(
    name: object, known: Mapping[str, str], path: str, code: str, what: str
) -> NoReturn:
    """Raise the error for a name that is not known, with the nearest one that is."""
    by_text = {key: key for key in known}
    for key, label in known.items():
        by_text.setdefault(label, key)
    near = nearest(name, by_text)
    if near is not None:
        hint = f"是否指 {known[by_text[near]]}（{by_text[near]}）？"
    elif known:
        hint = f"可用的{what}：{listed(known)}。"
    else:
        hint = f"这里没有可用的{what}。"
    where = f"{path}.{shortened(str(name))}" if type(name) is str else path
    subject = f"{shown(name)}（{where}）" if path else shown(name)
    raise DecisionError(code, f"没有名为{subject}的{what}。{hint}", where if path else None)


def fixed_parameter(path: str, label: str) -> NoReturn:
    """Raise the error for a parameter that the notice itself fixes."""
    raise DecisionError(
        "unknown_parameter",
        f"{label}（{path}）由本通知规定，不能另行提供。只有“另行规定”的参数可以提供，请删去这一项。",
        path,
    )


# ---------------------------------------------------------------- wording of errors


def refuse(
    value: object,
    path: str,
    label: str,
    what: str,
    types: tuple[type, ...],
    allowed: str,
    hint: str = "",
) -> NoReturn:
    """Raise the error for a value that is not allowed: `wrong_type` where its JSON type is none of
    `types`, else `bad_value`."""
    code = "bad_value" if type(value) in types else "wrong_type"
    # -1 is an integer, though none that is allowed; so with a list that is too long.
    inside = code == "bad_value" and type(value) in (int, list) and what != "可选的值"
    wrong = "超出了范围" if inside else f"不是{what}"
    raise DecisionError(
        code, f"{label}（{path}）：{shown(value)}{wrong}。{allowed}。{hint}", path
    )


def shown(value: object) -> str:
    """A value as an error shows it, shortened."""
    if type(value) is str:
        return f"「{shortened(value)}」"
    if value is None:
        return " null "
    if type(value) is bool:
        return " true " if value else " false "
    if type(value) is int:
        return f" {value} " if -(10**18) < value < 10**18 else "这个过大的整数"
    if type(value) is float:
        return f"浮点数 {value!r} "
    if type(value) is list:
        return "一个列表"
    if type(value) is dict:
        return "一个对象"
    return "这个值"


def shortened(text: str) -> str:
    """The beginning of a long text; halves of characters are replaced so that it can be printed."""
    cut = text if len(text) <= SHOWN_LIMIT else text[:SHOWN_LIMIT] + "…"
    return cut if cut.isascii() else cut.encode("utf-8", "replace").decode("utf-8")


def listed(labels: Mapping[str, str]) -> str:
    """险种（insurance）、就医方式（care_setting）……: at most a dozen."""
    names = [f"{label}（{key}）" for key, label in labels.items()]
    more = f"……等 {len(names)} 个" if len(names) > 12 else ""
    return "、".join(names[:12]) + more


def nearest(given: object, known: Iterable[str]) -> str | None:
    """The known text most like the given one, if any is like it."""
    if type(given) is not str:
        return None
    close = difflib.get_close_matches(given[:SHOWN_LIMIT], list(known), n=1, cutoff=0.6)
    return close[0] if close else None


# ---------------------------------------------------------------- writing


def format_money(cents: int) -> str:
    """分 → "1234.56", "-0.05"."""
    sign = "-" if cents < 0 else ""
    yuan, rest = divmod(abs(cents), 100)
    return f"{sign}{yuan}.{rest:02d}"


def format_ratio(millionths: int) -> str:
    """Millionths → a plain decimal without trailing zeros: "0.8", "0", "1", "-0.25"."""
    sign = "-" if millionths < 0 else ""
    whole, rest = divmod(abs(millionths), 1_000_000)
    return f"{sign}{whole}.{rest:06d}".rstrip("0").rstrip(".")
