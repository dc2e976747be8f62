"""关于门诊报销的通知

某市医疗保障局 某医保发〔2021〕1号
施行期间：2021-03-01 起

由律令 0.1.0 从 sample 生成：请改政策源文件，不改本文件。
源文件 SHA-256：0000000000000000000000000000000000000000000000000000000000000000
"""

from __future__ import annotations

import datetime
import difflib
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, NoReturn, TypeVar

POLICY = "sample"
TITLE = "关于门诊报销的通知"
NUMBER = "某医保发〔2021〕1号"
EFFECTIVE = datetime.date(2021, 3, 1)
SOURCE_HASH = "0000000000000000000000000000000000000000000000000000000000000000"
COMPILER = "luling 0.1.0"

PERCENT = 10_000  # 比例以百万分之一计

# 枚举 险种（insurance）
INSURANCE = {
    "employee": "employee", "职工医保": "employee", "310": "employee",
    "resident": "resident", "居民医保": "resident", "390": "resident",
}
INSURANCE_LABELS = {"employee": "职工医保", "resident": "居民医保"}

# 参数 职工统筹报销比例（employee_ratio），依据 二（五）1「统筹基金报销比例为80%」
#   80%
EMPLOYEE_RATIO = 80 * PERCENT

# 参数 居民报销比例（resident_ratio）：另行规定，依据 二（五）2「参照重大疾病的报销比例执行」


# 判定 门诊报销（reimbursement） -------------------------------------------------------------------


def reimbursement(facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """判定 门诊报销"""
    try:
        return _reimbursement(facts, params, trace)
    except UNUSUAL:
        table = _reimbursement_table()
    return answer(table, facts, params, explain if trace else None)


def _reimbursement(facts: Any, params: Any, trace: bool) -> dict[str, Any]:
    if type(facts) is not dict or len(facts) != 4:
        raise Unusual
    service_date = known_date(facts["service_date"])  # 费用发生日期
    insurance = INSURANCE[facts["insurance"]]  # 险种
    benefit_active: bool = facts["benefit_active"]  # 正常享受医保待遇
    eligible_cost = known_money(facts["eligible_cost"])  # 医保费用
    if type(benefit_active) is not bool:
        raise Unusual

    if params is None:
        params = {}
    if type(params) is not dict or len(params) != 1:
        raise Unusual
    resident_ratio = known_ratio(params["resident_ratio"])  # 居民报销比例

    if service_date < EFFECTIVE:
        raise Unusual

    # 收集 不予支付（denials）
    denials: list[str] = []
    # 未正常享受医保待遇（benefit_inactive），依据 二（一）「正常享受医保待遇」
    if not benefit_active:
        denials.append("benefit_inactive")

    # 结论 报销比例（fund_ratio）
    fund_ratio: int | None
    if not benefit_active:
        # 例外 未享受待遇，依据 二（一）「正常享受医保待遇」
        # 本通知未规定
        fund_ratio = None
    elif insurance == "employee":
        # 通则 职工，依据 二（五）1「统筹基金报销比例为80%」
        fund_ratio = EMPLOYEE_RATIO
    else:
        # 通则 居民，依据 二（五）2「参照重大疾病的报销比例执行」
        fund_ratio = resident_ratio

    # 结论 统筹支付（fund_pay）
    # 通则 fund_pay.1，依据 二（四）1「按比例支付」
    fund_pay = None if fund_ratio is None else half_up(eligible_cost * fund_ratio, 1_000_000)

    outputs: dict[str, Any] = {
        "denials": denials,
        "fund_ratio": None if fund_ratio is None else format_ratio(fund_ratio),
        "fund_pay": None if fund_pay is None else format_money(fund_pay),
    }
    steps: list[dict[str, Any]] = []
    if trace:
        seen = _reimbursement_seen
        steps = [
            seen["denials", not benefit_active],
            {
                **seen[
                    "fund_ratio",
                    insurance == "employee",
                    insurance == "resident",
                    not benefit_active
                ],
                "value": outputs["fund_ratio"],
            },
            {**seen[("fund_pay",)], "value": outputs["fund_pay"]},
        ]
    return {
        "policy": POLICY,
        "decision": "reimbursement",
        "status": "decided",
        "outputs": outputs,
        "unresolved": {},
        "trace": steps,
    }


# 入口 ---------------------------------------------------------------------------------------------


DECISIONS = {"reimbursement": reimbursement}
DECISION_LABELS = {"reimbursement": "门诊报销"}


def decide(decision: str, facts: Any, params: Any = None, *, trace: bool = False) -> dict[str, Any]:
    """Answer one decision by its id, or raise `DecisionError`.

    The entries of a trace are shared between answers: copy them before changing anything.
    """
    function = DECISIONS.get(decision) if type(decision) is str else None
    if function is None:
        unknown_name(decision, DECISION_LABELS, "", "unknown_decision", "判定")
    return function(facts, params, trace=trace)


def main(arguments: list[str]) -> int:
    """python module.py decision < request.json, where the request has facts, params and trace."""
    if len(arguments) != 1:
        print(
            f"用法：python module.py 判定 < 请求.json；判定：{'、'.join(DECISIONS)}",
            file=sys.stderr,
        )
        return 2
    try:
        request = read_object(json.load(sys.stdin), "request")
        known = {"facts": "事实", "params": "参数", "trace": "留痕"}
        check_names(request, known, "request", "unknown_key", "键")
        trace = request.get("trace") is True
        answered = decide(arguments[0], request.get("facts"), request.get("params"), trace=trace)
    except (ValueError, RecursionError):
        message = "请求不是一个读得通的 JSON 对象。"
        error = {"code": "bad_request", "message": message, "fact": None}
        print(json.dumps({"error": error}, ensure_ascii=False))
        return 1
    except DecisionError as refused:
        print(json.dumps({"error": refused.to_json()}, ensure_ascii=False))
        return 1
    print(json.dumps(answered, ensure_ascii=False))
    return 0


# 规则表：事实有未知时、要留痕时，按表求值 ---------------------------------------------------------


_reimbursement_seen: dict[tuple[object, ...], dict[str, Any]] = {}


@cache
def _reimbursement_table() -> Table:
    denials_1 = Rule(
        "denials.1",
        "",
        "rule",
        when=when(
            all_of,
            Leaf("非 正常享受医保待遇", lambda case: negate(case.facts["benefit_active"])),
        ),
        value=lambda case: True,
        citations=(("sample", "二（一）", ("正常享受医保待遇",)),),
        uses=("facts.benefit_active",),
    )
    denials_ = Definition(
        "denials",
        "不予支付",
        "collection",
        parts=(Part("benefit_inactive", "未正常享受医保待遇", Group((Node(denials_1),))),),
    )

    employee_rule = Rule(
        "employee_rule",
        "职工",
        "rule",
        when=when(
            all_of,
            Leaf("险种 是 职工医保", lambda case: equals(case.facts["insurance"], "employee")),
        ),
        value=lambda case: EMPLOYEE_RATIO,
        citations=(("sample", "二（五）1", ("统筹基金报销比例为80%",)),),
        uses=("facts.insurance", "params.employee_ratio"),
    )
    resident_rule = Rule(
        "resident_rule",
        "居民",
        "rule",
        when=when(
            all_of,
            Leaf("险种 是 居民医保", lambda case: equals(case.facts["insurance"], "resident")),
        ),
        value=lambda case: case.params["resident_ratio"],
        citations=(("sample", "二（五）2", ("参照重大疾病的报销比例执行",)),),
        uses=("facts.insurance", "params.resident_ratio"),
    )
    inactive_rule = Rule(
        "inactive_rule",
        "未享受待遇",
        "exception",
        when=when(
            all_of,
            Leaf("非 正常享受医保待遇", lambda case: negate(case.facts["benefit_active"])),
        ),
        value=lambda case: None,
        citations=(("sample", "二（一）", ("正常享受医保待遇",)),),
        uses=("facts.benefit_active",),
        unspecified=True,
    )
    fund_ratio_ = Definition(
        "fund_ratio",
        "报销比例",
        "outcome",
        group=Group(
            (Node(employee_rule), Node(resident_rule)),
            exceptions=Group((Node(inactive_rule),)),
        ),
        write=format_ratio,
    )

    fund_pay_1 = Rule(
        "fund_pay.1",
        "",
        "rule",
        value=lambda case: lift(
            lambda eligible_cost_, fund_ratio_: half_up(eligible_cost_ * fund_ratio_, 1_000_000),
            case.facts["eligible_cost"],
            case.values["fund_ratio"],
        ),
        citations=(("sample", "二（四）1", ("按比例支付",)),),
        uses=("facts.eligible_cost", "fund_ratio"),
    )
    fund_pay_ = Definition(
        "fund_pay",
        "统筹支付",
        "outcome",
        group=Group((Node(fund_pay_1),)),
        write=format_money,
    )

    return Table(
        policy=POLICY,
        id="reimbursement",
        facts=(
            Input("service_date", "费用发生日期", read_date),
            Input("insurance", "险种", choice(INSURANCE, INSURANCE_LABELS)),
            Input("benefit_active", "正常享受医保待遇", read_boolean),
            Input("eligible_cost", "医保费用", read_money),
        ),
        params=(Parameter("resident_ratio", "居民报销比例", read_ratio),),
        fixed={"employee_ratio": "职工统筹报销比例"},
        derived=(),
        date_fact="service_date",
        effective=EFFECTIVE,
        expires=None,
        checks=(),
        definitions=(denials_, fund_ratio_, fund_pay_),
        outputs=("denials", "fund_ratio", "fund_pay"),
        memory=_reimbursement_seen,
    )


# 支持代码：律令运行时的原文，与政策内容无关 -------------------------------------------------------


class DecisionError(Exception):
    """A decision that can't be answered.

    `code` is one of: unknown_policy, unknown_decision, unknown_fact, unknown_parameter,
    unknown_key, wrong_type, bad_value, duplicate_name, contradiction, unknown_code, conflict, gap,
    division_by_zero, no_such_day, no_parameter_period, no_bracket, bad_request.
    `fact` is the path that it is about (`facts.unit_price`, `params.limit.level2`), or None.
    """

    def __init__(self, code: str, message: str, fact: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fact = fact

    def to_json(self) -> dict[str, str | None]:
        """The error as it is answered: code, message, fact."""
        return {"code": self.code, "message": self.message, "fact": self.fact}

MONEY_LIMIT = 10**12

INTEGER_LIMIT = 1_000_000_000

LIST_LIMIT = 10_000

SHOWN_LIMIT = 40

T = TypeVar("T")


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

NOTHING: frozenset[str] = frozenset()


class Unknown:
    """A value that is not known; `missing` are the paths that are missing and matter. `certain` are
    the names that are on a list of names all the same."""

    __slots__ = ("certain", "missing")

    def __init__(self, missing: frozenset[str], certain: tuple[str, ...] = ()) -> None:
        self.missing = missing
        self.certain = certain


class Failed:
    """A value that can't be computed; an error only where it is needed."""

    __slots__ = ("code", "message")

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message


class Failure(Exception):
    """Raised by a plain operator that has no answer; becomes `Failed`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def lift(function: Callable[..., Any], *operands: Any) -> Any:
    """A plain operator on three-valued operands; null with any null operand."""
    missing = NOTHING
    for operand in operands:
        if type(operand) is Failed:
            return operand
        if type(operand) is Unknown:
            missing |= operand.missing
    if missing:
        return Unknown(missing)
    if any(operand is None for operand in operands):
        return None
    try:
        return function(*operands)
    except Failure as failure:
        return Failed(failure.code, failure.message)


def test(function: Callable[..., bool], *operands: Any) -> Any:
    """A plain comparison on three-valued operands; false with any null operand."""
    answer = lift(function, *operands)
    return False if answer is None else answer


def all_of(*parts: Any) -> Any:
    """且: false as soon as one part is; else the first failure; else what is missing."""
    missing = NOTHING
    failed = None
    for part in parts:
        if part is False or part is None:
            return False
        if type(part) is Unknown:
            missing |= part.missing
        elif failed is None and type(part) is Failed:
            failed = part
    if failed is not None:
        return failed
    return Unknown(missing) if missing else True


def negate(part: Any) -> Any:
    """非; of null false."""
    if part is True or part is False:
        return not part
    return False if part is None else part


def equals(value: Any, constant: Any) -> Any:
    """value = constant"""
    if type(value) is Unknown or type(value) is Failed:
        return value
    return value is not None and value == constant


def half_up(number: int, divisor: int) -> int:
    """number ÷ divisor (positive) to the nearest integer, halves away from zero (四舍五入)."""
    if number < 0:
        return -((divisor - 2 * number) // (2 * divisor))
    return (divisor + 2 * number) // (2 * divisor)

Citation = tuple[str, str, tuple[str, ...]]


class Leaf(NamedTuple):
    """One part of a condition, with the words that a trace shows when it does not hold."""

    text: str
    test: Callable[[Any], Any]


class When(NamedTuple):
    """A condition taken apart at 且 and 或: its leaves, and how they combine."""

    combine: Callable[..., Any]
    leaves: tuple[Leaf, ...]


def when(combine: Callable[..., Any], *leaves: Leaf) -> When:
    """A condition of these leaves."""
    return When(combine, leaves)


class Rule(NamedTuple):
    """One sentence. `value` None cancels the rule that this one is an exception to (恢复)."""

    id: str
    label: str
    kind: str
    when: When | None = None
    value: Callable[[Any], Any] | None = None
    citations: tuple[Citation, ...] = ()
    uses: tuple[str, ...] = ()
    start: datetime.date | None = None
    end: datetime.date | None = None
    unspecified: bool = False
    refers_to: str | None = None


class Node(NamedTuple):
    """A rule with the exceptions that set it aside."""

    rule: Rule
    exceptions: Group | None = None


class Group(NamedTuple):
    """Rules of one level with the exceptions that set the whole level aside."""

    nodes: tuple[Node, ...]
    exceptions: Group | None = None
    first_hit: bool = False
    total: bool = False


class Cancelled:
    """The value of 恢复."""

CANCEL = Cancelled()


class Result(NamedTuple):
    """What a rule, a node or a level gives: `certain` that it gives something, the distinct known
    values it may give, `open` when another value is possible, and what is missing to tell. With
    `failed` the rest says nothing."""

    certain: bool
    values: tuple[Any, ...]
    open: bool
    missing: frozenset[str]
    failed: Failed | None = None
    rule: Rule | None = None

    @property
    def empty(self) -> bool:
        return not (self.certain or self.values or self.open or self.failed)

    @property
    def settled(self) -> bool:
        return self.certain and not self.open and len(self.values) == 1

    @property
    def cancels(self) -> bool:
        return self.settled and self.values[0] is CANCEL

EMPTY = Result(False, (), False, NOTHING)


class Levels:
    """Evaluates groups for one case; the conditions' answers are kept for the trace."""

    __slots__ = ("answers", "case", "leaves", "results")

    def __init__(self, case: Any) -> None:
        self.case = case
        self.leaves: dict[str, tuple[Any, ...]] = {}
        self.answers: dict[str, Any] = {}
        self.results: dict[int, Result] = {}

    def ask(self, id: str, when: When) -> tuple[Any, ...]:
        """The answer of each leaf of a condition."""
        self.leaves[id] = leaves = tuple([leaf.test(self.case) for leaf in when.leaves])
        return leaves

    def condition(self, rule: Rule) -> Any:
        """True, False, Unknown or Failed, whether or not the rule is needed."""
        if rule.id in self.answers:
            return self.answers[rule.id]
        answer: Any = in_period(rule.start, rule.end, self.case.date)
        if rule.when is not None:
            leaves = self.ask(rule.id, rule.when)
            if answer:
                answer = rule.when.combine(*leaves)
        if self.case.undated is not None and (rule.start or rule.end):
            answer = all_of(self.case.undated, answer)
        self.answers[rule.id] = answer = False if answer is None else answer
        return answer

    def rule(self, rule: Rule) -> Result:
        """What one sentence gives."""
        answer = self.condition(rule)
        if answer is False:
            return EMPTY
        if type(answer) is Failed:
            return Result(False, (), False, NOTHING, answer, rule)
        certain = answer is True
        missing = NOTHING if certain else answer.missing
        value = CANCEL if rule.value is None else rule.value(self.case)
        if type(value) is Failed:
            if certain:
                return Result(False, (), False, NOTHING, value, rule)
            return Result(False, (), True, missing, None, rule)
        if type(value) is Unknown:
            return Result(certain, (), True, missing | value.missing, None, rule)
        return Result(certain, (value,), False, missing, None, rule)

    def node(self, node: Node) -> Result:
        """A sentence under its own exceptions."""
        if node.exceptions is None:
            return self.rule(node.rule)
        return self.under(node.exceptions, lambda: self.rule(node.rule))

    def group(self, group: Group) -> Result:
        """A level under its common exceptions."""
        known = self.results.get(id(group))
        if known is None:
            if group.exceptions is None:
                known = self.combined(group)
            else:
                known = self.under(group.exceptions, lambda: self.combined(group))
            self.results[id(group)] = known
        return known

    def under(self, exceptions: Group, below: Callable[[], Result]) -> Result:
        """The exceptions' result where it is certain, else joined with what stands below."""
        over = self.group(exceptions)
        if over.failed is not None:
            return over
        if over.cancels:
            return EMPTY
        may_cancel = CANCEL in over.values
        kept = uncancelled(over) if may_cancel else over
        if over.certain:
            return kept
        base = below()
        if over.empty:
            return base
        if base.failed is not None:
            base = Result(True, (), True, NOTHING, None, base.rule)
        return joined([kept, base], base.certain and not may_cancel, base.rule or over.rule)

    def combined(self, group: Group) -> Result:
        """The nodes of one level together; nodes that give nothing fall out."""
        if len(group.nodes) == 1 and not group.total:
            return self.node(group.nodes[0])
        if group.first_hit:
            return self.first_hit(group)
        found = [result for result in map(self.node, group.nodes) if not result.empty]
        for result in found:
            if result.failed is not None:
                return result
        if not found:
            return EMPTY
        if len(found) == 1 and not group.total:
            return found[0]
        settled = [result for result in found if result.settled]
        for result in settled[1:]:
            if result.values != settled[0].values:
                failed = conflict(settled[0], result)
                return Result(False, (), False, NOTHING, failed, settled[0].rule)
        certain = [result for result in found if result.certain]
        level = joined(
            [without_needless(result, settled) for result in found],
            bool(certain) or (group.total and bool(found)),
            next((result.rule for result in [*certain, *found]), None),
        )
        return level._replace(open=True) if may_conflict(found) else level

    def first_hit(self, group: Group) -> Result:
        """A table read from above: the first node that is certain ends it."""
        passed: list[Result] = []
        for result in map(self.node, group.nodes):
            if result.failed is not None:
                if not passed:
                    return result
                result = Result(True, (), True, NOTHING, None, result.rule)
            if not result.empty:
                passed.append(result)
            if result.certain:
                return joined(passed, True, result.rule)
        return joined(passed, group.total and bool(passed), passed[0].rule if passed else None)


def in_period(
    start: datetime.date | None, end: datetime.date | None, date: datetime.date | None
) -> bool:
    """The date is within a period, both ends included; without a date every period holds."""
    if date is None:
        return True
    return (start is None or start <= date) and (end is None or date <= end)


def joined(parts: Sequence[Result], certain: bool, rule: Rule | None) -> Result:
    """What any of the parts may give."""
    if len(parts) == 1 and parts[0].certain == certain and not parts[0].settled:
        return parts[0]
    values: tuple[Any, ...] = ()
    missing = NOTHING
    open_ = False
    for part in parts:
        values = distinct(values, part.values)
        missing |= part.missing
        open_ = open_ or part.open
    if certain and not open_ and len(values) == 1:
        missing = NOTHING
    return Result(certain, values, open_, missing, None, rule)


def uncancelled(result: Result) -> Result:
    """Without 恢复 among its values, and so perhaps giving nothing."""
    values = tuple([value for value in result.values if value is not CANCEL])
    return result._replace(certain=False, values=values)


def without_needless(result: Result, settled: Sequence[Result]) -> Result:
    """What could only give what another sentence gives already asks for nothing."""
    if result.certain or result.open or len(result.values) != 1:
        return result
    if any(other.values == result.values for other in settled):
        return result._replace(missing=NOTHING)
    return result


def may_conflict(results: Sequence[Result]) -> bool:
    """One of them may cancel and another may give a value, which the level above would not see."""
    cancelling = [result for result in results if CANCEL in result.values]
    return bool(cancelling) and any(
        one is not other and any(value is not CANCEL for value in other.values)
        for one in cancelling
        for other in results
    )


def distinct(values: tuple[Any, ...], more: tuple[Any, ...]) -> tuple[Any, ...]:
    """Both, each value once."""
    return values + tuple([value for value in more if value not in values]) if values else more


def conflict(one: Result, other: Result) -> Failed:
    """Two sentences of one level certainly give different values."""
    assert one.rule is not None and other.rule is not None
    both = f"{described(one.rule)}与{described(other.rule)}"
    return Failed("conflict", f"{both}同时适用，结果却不同。")


def described(rule: Rule) -> str:
    """A rule with its clauses, as an error names it."""
    clauses = "、".join(f"{policy} {clause}" for policy, clause, _ in rule.citations)
    name = f"规则“{rule.label or rule.id}”"
    return f"{name}（{clauses}）" if clauses else name

Row = tuple[Any, Any, Any]


def row_of(amount: Any, rows: Sequence[Row], closed: bool, rate: bool, words: str) -> int:
    """The number of the row that holds the amount; `words` names the amount in the error."""
    for at, (lower, upper, _) in enumerate(rows):
        if rate and at == 0 and amount == 0 and lower == 0:
            return at
        if closed:
            if (lower is None or lower <= amount) and (upper is None or amount < upper):
                return at
        elif (lower is None or lower < amount) and (upper is None or amount <= upper):
            return at
    raise Failure("no_bracket", f"“{words}”的值不在分段表的任何一档之内。")


def whole(amount: Any, rows: Sequence[Row], closed: bool, words: str) -> Any:
    """全额按档: the whole amount times the ratio of its row."""
    return amount * rows[row_of(amount, rows, closed, True, words)][2]

Periods = Sequence[tuple[datetime.date | None, datetime.date | None, Any]]


class Member(dict[str, Any]):
    """A member of a list: its fields, and its place in the list."""

    __slots__ = ("place",)

    def __init__(self, place: int, fields: Mapping[str, Any]) -> None:
        super().__init__(fields)
        self.place = place


class Case:
    """What the rules of a decision ask."""

    __slots__ = ("date", "facts", "member", "params", "undated", "values")

    def __init__(
        self,
        facts: dict[str, Any],
        params: dict[str, Any],
        date: datetime.date | None,
        undated: Unknown | None,
    ) -> None:
        self.facts = facts
        self.params = params
        self.date = date
        self.undated = undated
        self.values: dict[str, Any] = {}
        self.member = Member(0, {})

    def at(self, member: Member) -> Case:
        """The same case, with a member of a list at hand."""
        one = Case(self.facts, self.params, self.date, self.undated)
        one.values = self.values
        one.member = member
        return one

    def entry(self, id: str, *keys: Any) -> Any:
        """An entry of a table that the deployment supplies."""
        table: Mapping[tuple[str, ...], Any] = self.params[id]

        def of(*chosen: str) -> Any:
            if chosen in table:
                return table[chosen]
            return Unknown(frozenset([".".join(("params", id, *chosen))]))

        return lift(of, *keys)

    def fixed(self, periods: Periods, label: str, *keys: Any) -> Any:
        """The value that the notice fixes for the date."""
        if self.undated is not None:
            return self.undated
        return lift(lambda *chosen: at(periods, self.date, label, *chosen), *keys)

    def listed(self, catalogue: Mapping[str, Sequence[Any]], code: Any) -> Any:
        """The code is in a catalogue on the date."""
        if self.undated is not None:
            return self.undated
        found = lift(lambda known: is_listed(catalogue, known, self.date), code)
        return False if found is None else found


def at(periods: Periods, date: datetime.date | None, label: str, *keys: str) -> Any:
    """The value of the one period that holds the date."""
    found = [value for start, end, value in periods if in_period(start, end, date)]
    if len(found) != 1:
        day = f"{date.year}年{date.month}月{date.day}日" if date else "没有适用日期，"
        raise Failure("no_parameter_period", f"参数“{label}”在{day}没有规定的值。")
    if not keys:
        return found[0]
    value = found[0].get(keys if len(keys) > 1 else keys[0])
    if value is None:
        where = "、".join(keys)
        raise Failure("no_parameter_period", f"参数“{label}”没有规定 {where} 的值。")
    return value


def is_listed(
    catalogue: Mapping[str, Sequence[Any]], code: str, date: datetime.date | None
) -> bool:
    """The code has an entry in force on the date."""
    return any(in_period(start, end, date) for start, end, _ in catalogue.get(code, ()))

Reader = Callable[[object, str, str], Any]

Writer = Callable[[Any], Any]


class Input(NamedTuple):
    """A fact, a field or a parameter: how its value is read."""

    id: str
    label: str
    read: Reader


class Roster(NamedTuple):
    """A fact that is a list of objects."""

    id: str
    label: str
    fields: tuple[Input, ...]


class Derived(NamedTuple):
    """A fact that a catalogue gives for a code."""

    fact: str
    key: str
    catalogue: Mapping[str, Sequence[tuple[Any, Any, tuple[Any, ...]]]]
    label: str
    column: int | None


class Parameter(NamedTuple):
    """A parameter that the deployment supplies; with keys it is a table over enumerations."""

    id: str
    label: str
    read: Reader
    keys: tuple[tuple[Mapping[str, str], Mapping[str, str]], ...] = ()
    default: Any = None


class Check(NamedTuple):
    """What the facts must satisfy among themselves."""

    test: Callable[[Case], Any]
    message: str
    fact: str | None


class Part(NamedTuple):
    """A possible member of a collection."""

    id: str
    label: str
    group: Group


class Definition(NamedTuple):
    """One definition: a condition (`when`), a collection (`parts`) or the rules of a `group`.

    `write` gives the JSON form of its value, `names` the names that are certain on a list.
    """

    id: str
    label: str
    kind: str
    group: Group | None = None
    when: When | None = None
    uses: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    write: Writer | None = None
    default: Callable[[Case], Any] | None = None
    nullable: bool = False
    roster: str | None = None
    names: Callable[[Case], Any] | None = None
    is_list: bool = False


class Table(NamedTuple):
    """All of one decision."""

    policy: str
    id: str
    facts: tuple[Input | Roster, ...]
    params: tuple[Parameter, ...]
    fixed: Mapping[str, str]
    derived: tuple[Derived, ...]
    date_fact: str | None
    effective: datetime.date | None
    expires: datetime.date | None
    checks: tuple[Check, ...]
    definitions: tuple[Definition, ...]
    outputs: tuple[str, ...]
    memory: dict[tuple[object, ...], dict[str, Any]]


def read_case(table: Table, facts: object, params: object) -> Case:
    """Facts, then parameters, validated; what is absent or null is unknown."""
    given = read_object(facts, "facts")
    labels = {item.id: item.label for item in table.facts}
    check_names(given, labels, "facts", "unknown_fact", "事实")
    known = {item.id: read_fact(item, given.get(item.id)) for item in table.facts}
    supplied = read_params(table, read_object(params, "params"))
    date = None if table.date_fact is None else known[table.date_fact]
    undated = None
    if type(date) is Unknown:
        date, undated = None, date
    for item in table.derived:
        derive(item, known, labels, date, undated is not None)
    return Case(known, supplied, date, undated)


def read_fact(item: Input | Roster, value: object) -> Any:
    """One fact, or the members of a list."""
    path = f"facts.{item.id}"
    if isinstance(item, Input):
        return or_unknown(item.read(value, path, item.label), path)
    listed = read_roster(value, path, item.label)
    if listed is None:
        return Unknown(frozenset([path]))
    labels = {field.id: field.label for field in item.fields}
    members = []
    for place, given in enumerate(listed):
        below = f"{path}[{place}]"
        check_names(given, labels, below, "unknown_key", "字段")
        fields = {}
        for field in item.fields:
            at = f"{below}.{field.id}"
            value = field.read(given.get(field.id), at, f"{item.label}的{field.label}")
            fields[field.id] = or_unknown(value, at)
        members.append(Member(place, fields))
    if "name" in labels:
        names = [member["name"] for member in members]
        plain = [None if type(name) is Unknown else name for name in names]
        check_unique_names(plain, path, item.label)
    return members


def read_params(table: Table, given: Mapping[str, object]) -> dict[str, Any]:
    """The parameters that the deployment supplies, else their defaults."""
    labels = {item.id: item.label for item in table.params}
    for name in given:
        if name in table.fixed:
            fixed_parameter(f"params.{name}", table.fixed[name])
        if name not in labels:
            unknown_name(name, labels, "params", "unknown_parameter", "参数")
    found: dict[str, Any] = {}
    for item in table.params:
        path, value = f"params.{item.id}", given.get(item.id)
        if item.keys:
            entries = read_table(value, path, item.label, item.keys, item.read)
            found[item.id] = entries if item.default is None else Defaulted(entries, item.default)
        else:
            plain = item.read(value, path, item.label)
            found[item.id] = or_unknown(item.default if plain is None else plain, path)
    return found


def or_unknown(value: Any, path: str) -> Any:
    """The value, or that it is missing."""
    return Unknown(frozenset([path])) if value is None else value


class Defaulted(dict[tuple[str, ...], Any]):
    """A table in which every entry that is not given has the default."""

    __slots__ = ("default",)

    def __init__(self, entries: Mapping[tuple[str, ...], Any], default: Any) -> None:
        super().__init__(entries)
        self.default = default

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: tuple[str, ...]) -> Any:
        return self.default


def derive(
    item: Derived,
    known: dict[str, Any],
    labels: Mapping[str, str],
    date: datetime.date | None,
    waits: bool,
) -> None:
    """Completes a fact from a catalogue by its code."""
    code = known[item.key]
    if type(code) is Unknown:
        return
    entries = item.catalogue.get(code)
    if not entries:
        path = f"facts.{item.key}"
        raise DecisionError(
            "unknown_code",
            f"{labels[item.key]}（{path}）：目录“{item.label}”中没有{shown(code)}这个编码。"
            f"应为该目录所列的编码之一。",
            path,
        )
    in_force = [cells for start, end, cells in entries if in_period(start, end, date)]
    if waits or item.column is None or not in_force:
        return
    value = in_force[0][item.column]
    if value is None:
        return
    if type(known[item.fact]) is Unknown:
        known[item.fact] = value
    elif known[item.fact] != value:
        path = f"facts.{item.fact}"
        raise DecisionError(
            "contradiction",
            f"{labels[item.fact]}（{path}）：给出的值与目录“{item.label}”中该编码的值不同。"
            f"请改为一致，或删去这一项。",
            path,
        )


def choice(accepted: Mapping[str, str], labels: Mapping[str, str]) -> Reader:
    """Reads a value of an enumeration."""
    return lambda value, path, label: read_choice(value, path, label, accepted, labels)


class Outcome(NamedTuple):
    """A definition as the answer shows it."""

    value: Any
    missing: tuple[str, ...] = ()
    failed: Failed | None = None


def shown_value(item: Definition, value: Any, case: Case) -> Outcome:
    """One value of a definition."""
    if type(value) is Failed:
        return Outcome(None, (), value)
    if type(value) is Unknown:
        names: Any = None
        if item.is_list:
            certain = item.names(case) if item.names is not None else None
            names = list(certain.certain) if type(certain) is Unknown else []
        return Outcome(names, tuple(sorted(value.missing)))
    return Outcome(value if value is None or item.write is None else item.write(value))


def shown_collection(ids: Sequence[str], results: Sequence[Any]) -> Outcome:
    """The certain members of a collection."""
    missing = NOTHING
    for result in results:
        if type(result) is Failed:
            return Outcome(None, (), result)
        if type(result) is Unknown:
            missing |= result.missing
    certain = [id for id, result in zip(ids, results, strict=True) if result is True]
    return Outcome(certain, tuple(sorted(missing)))


def shown_members(item: Definition, members: Any, values: Sequence[Any]) -> Outcome:
    """The values for the members of a list."""
    if type(members) is Unknown:
        return Outcome([] if item.is_list else None, tuple(sorted(members.missing)))
    each = [shown_value(item, value, Case({}, {}, None, None)) for value in values]
    for one in each:
        if one.failed is not None:
            return one
    missing = sorted({path for one in each for path in one.missing})
    return Outcome([one.value for one in each], tuple(missing))


class Found:
    """What became of each definition, for the answer and the trace: its levels (one evaluation, or
    one for each member of its list) and how it is shown."""

    __slots__ = ("case", "levels", "results", "shown", "table")

    def __init__(self, table: Table, case: Case) -> None:
        self.table = table
        self.case = case
        self.levels: dict[str, list[Levels]] = {}
        self.results: dict[str, list[Any]] = {}
        self.shown: dict[str, Outcome] = {}


def answer(
    table: Table,
    facts: object,
    params: object,
    trace: Callable[[Found], list[dict[str, Any]]] | None,
) -> dict[str, Any]:
    """The answer to one decision, or a `DecisionError`."""
    case = read_case(table, facts, params)
    found = Found(table, case)
    for definition in table.definitions:
        define(definition, found)
    for check in table.checks:
        if check.test(case) is False:
            raise DecisionError("contradiction", check.message, check.fact)
    if case.undated is not None:
        missing = sorted(case.undated.missing)
        return answered(
            table, "incomplete", dict.fromkeys(table.outputs),
            {id: list(missing) for id in table.outputs}, [],
        )  # fmt: skip
    if case.date is not None and not in_period(table.effective, table.expires, case.date):
        return answered(table, "not_in_force", dict.fromkeys(table.outputs), {}, [])
    outputs: dict[str, Any] = {}
    unresolved: dict[str, list[str]] = {}
    labels = {definition.id: definition.label for definition in table.definitions}
    for id in table.outputs:
        value, missing_paths, failed = found.shown[id]
        if failed is not None:
            raise DecisionError(failed.code, f"{labels[id]}（{id}）：{failed.message}")
        outputs[id] = value
        if missing_paths:
            unresolved[id] = list(missing_paths)
    status = "incomplete" if unresolved else "decided"
    steps = [] if trace is None else trace(found)
    return answered(table, status, outputs, unresolved, steps)


def answered(
    table: Table,
    status: str,
    outputs: dict[str, Any],
    unresolved: dict[str, list[str]],
    trace: list[dict[str, Any]],
) -> dict[str, Any]:
    """An answer in its JSON form."""
    return {
        "policy": table.policy,
        "decision": table.id,
        "status": status,
        "outputs": outputs,
        "unresolved": unresolved,
        "trace": trace,
    }


def define(item: Definition, found: Found) -> None:
    """Evaluates a definition, which uses only earlier ones."""
    case = found.case
    if item.kind == "collection":
        levels = Levels(case)
        results = [is_in(part, levels) for part in item.parts]
        found.levels[item.id], found.results[item.id] = [levels], results
        ids = [part.id for part in item.parts]
        case.values[item.id] = dict(zip(ids, results, strict=True))
        found.shown[item.id] = shown_collection(ids, results)
    elif item.roster is not None:
        found.levels[item.id], found.results[item.id] = [], []
        case.values[item.id] = values = []
        members = case.facts[item.roster]
        for member in () if type(members) is Unknown else members:
            levels = Levels(case.at(member))
            found.levels[item.id].append(levels)
            values.append(value_of(item, levels))
        found.results[item.id] = values
        found.shown[item.id] = shown_members(item, members, values)
    else:
        levels = Levels(case)
        value = value_of(item, levels)
        found.levels[item.id], found.results[item.id] = [levels], [value]
        case.values[item.id] = value
        found.shown[item.id] = shown_value(item, value, case)


def value_of(item: Definition, levels: Levels) -> Any:
    """The value of a definition that is no collection."""
    if item.when is not None:
        return item.when.combine(*levels.ask(item.id, item.when))
    assert item.group is not None
    result = levels.group(item.group)
    if result.failed is not None:
        return result.failed
    values, open_, missing = result.values, result.open, result.missing
    if not result.certain:
        if result.empty:
            if item.default is not None:
                return item.default(levels.case)
            return None if item.nullable else gap(item)
        if item.default is not None or item.nullable:
            other = None if item.default is None else item.default(levels.case)
            if type(other) is Unknown:
                open_, missing = True, missing | other.missing
            elif type(other) is Failed:
                open_ = True
            elif other not in values:
                values = (*values, other)
    if len(values) == 1 and not open_:
        return values[0]
    return Unknown(missing)


def is_in(part: Part, levels: Levels) -> Any:
    """Whether a member is in its collection: no rule applying is false."""
    result = levels.group(part.group)
    if result.failed is not None:
        return result.failed
    if result.empty:
        return False
    if result.certain and result.settled:
        return result.values[0] is True
    if not result.certain and not result.open and result.values == (False,):
        return False
    return Unknown(result.missing)


def gap(item: Definition) -> Failed:
    """No sentence applies."""
    return Failed(
        "gap", f"“{item.label}”没有适用的规则：各条规则的条件都不成立，也没有写“可空”或“默认”。"
    )

MEMORY_LIMIT = 20_000

Verdict = tuple[Rule, str, tuple[str, ...]]

Entry = dict[str, Any]


def explain(found: Found) -> list[Entry]:
    """One entry for each definition, in the order of the source."""
    entries = []
    for item in found.table.definitions:
        entry = explained(item, found)
        entries.append(entry)
        remember(item, entry, found)
    return entries


def explained(item: Definition, found: Found) -> Entry:
    """The entry of one definition."""
    value, missing, failed = found.shown[item.id]
    status = status_of(missing, failed)
    refers_to, false_leaves = None, []
    rules: list[Entry] = []
    members: list[Entry] = []
    uses: list[str] = []
    levels, results = found.levels[item.id], found.results[item.id]
    if item.kind == "collection":
        for part, result in zip(item.parts, results, strict=True):
            judged = verdicts(part.group, levels[0])
            uses += used(judged)
            members.append(explained_part(part.id, part.label, result, judged, levels[0]))
    elif item.kind == "per_member":
        value = None
        for place, (one, result) in enumerate(zip(levels, results, strict=True)):
            assert item.group is not None
            judged = verdicts(item.group, one)
            uses += used(judged)
            members.append(explained_member(item, place, result, judged, one, found))
    elif item.kind == "condition":
        uses += item.uses
        if results[0] is False:
            false_leaves = failed_leaves(item.id, item.when, levels[0])
    else:
        assert item.group is not None
        judged = verdicts(item.group, levels[0])
        rules = [explained_rule(one, levels[0]) for one in judged]
        uses += used(judged)
        status, refers_to = refined(item, status, value, judged, levels[0])
    return {
        "definition": item.id,
        "label": item.label,
        "kind": item.kind,
        "status": status,
        "value": value,
        "missing": list(missing),
        "uses": sorted(set(uses)),
        "refers_to": refers_to,
        "failed": false_leaves,
        "rules": rules,
        "members": members,
    }


def status_of(missing: tuple[str, ...], failed: Failed | None) -> str:
    """failed, unknown or known"""
    if failed is not None:
        return "failed"
    return "unknown" if missing else "known"


def refined(
    item: Definition, status: str, value: Any, judged: list[Verdict], levels: Levels
) -> tuple[str, str | None]:
    """A known value may be a default, or null because the notice leaves it to another document."""
    assert item.group is not None
    if status != "known":
        return status, None
    if levels.group(item.group).empty:
        return "default", None
    if value is None:
        for rule, verdict, _ in judged:
            if verdict == "applied" and rule.unspecified:
                return "unspecified", rule.refers_to
    return status, None


def explained_part(
    id: str, label: str, result: Any, judged: list[Verdict], levels: Levels
) -> Entry:
    """A possible member of a collection."""
    return {
        "id": id,
        "label": label,
        "in": result if type(result) is bool else None,
        "missing": sorted(result.missing) if type(result) is Unknown else [],
        "rules": [explained_rule(one, levels) for one in judged],
    }


def explained_member(
    item: Definition, place: int, result: Any, judged: list[Verdict], levels: Levels, found: Found
) -> Entry:
    """The value for one member of a list."""
    value, missing, failed = shown_value(item, result, found.case)
    return {
        "index": place,
        "status": refined(item, status_of(missing, failed), value, judged, levels)[0],
        "value": value,
        "missing": list(missing),
        "rules": [explained_rule(one, levels) for one in judged],
    }


def explained_rule(judged: Verdict, levels: Levels) -> Entry:
    """What became of one rule."""
    rule, verdict, by = judged
    answer = levels.answers[rule.id]
    failed: list[str] = []
    if verdict == "not_applied":
        in_force = in_period(rule.start, rule.end, levels.case.date)
        failed = failed_leaves(rule.id, rule.when, levels) if in_force else ["不在有效期内"]
    return {
        "rule": rule.id,
        "label": rule.label,
        "kind": rule.kind,
        "verdict": verdict,
        "citations": [
            {"policy": policy, "clause": clause, "quotes": list(quotes)}
            for policy, clause, quotes in rule.citations
        ],
        "failed": failed,
        "missing": sorted(answer.missing) if type(answer) is Unknown else [],
        "by": list(by),
    }


def failed_leaves(id: str, when: When | None, levels: Levels) -> list[str]:
    """The parts of a condition that are false (or null), in words."""
    if when is None:
        return []
    return [
        leaf.text
        for leaf, answer in zip(when.leaves, levels.leaves[id], strict=True)
        if answer is False or answer is None
    ]


def used(judged: list[Verdict]) -> list[str]:
    """What the rules that applied asked."""
    return [path for rule, verdict, _ in judged if verdict == "applied" for path in rule.uses]


def verdicts(group: Group, levels: Levels) -> list[Verdict]:
    """Every rule: nodes, each followed by its exceptions, then the exceptions of the group."""
    judged: list[Verdict] = []
    walk(group, (), levels, judged)
    return judged


def walk(
    group: Group, around: tuple[Group | Node, ...], levels: Levels, judged: list[Verdict]
) -> None:
    """`around`: what may set this whole group aside, innermost first."""
    covers = around if group.exceptions is None else (group.exceptions, *around)
    hit = False
    for node in group.nodes:
        own = covers if node.exceptions is None else (node.exceptions, *covers)
        judged.append(verdict_of(node.rule, own, levels))
        if node.exceptions is not None:
            walk(node.exceptions, covers, levels, judged)
        if group.first_hit and not hit and levels.node(node).certain:
            covers, hit = (node, *covers), True
    if group.exceptions is not None:
        walk(group.exceptions, around, levels, judged)


def verdict_of(rule: Rule, covers: tuple[Group | Node, ...], levels: Levels) -> Verdict:
    """What became of a rule under these covers."""
    answer = levels.condition(rule)
    if answer is False:
        return rule, "not_applied", ()
    if answer is not True:
        return rule, "undecided", ()
    for cover in covers:
        result = levels.group(cover) if isinstance(cover, Group) else levels.node(cover)
        if result.certain:
            cancelled = result.cancels and isinstance(cover, Group)
            kind = "cancelled" if cancelled else "set_aside"
            return rule, kind, tuple([one.id for one in applied(cover, levels)])
    return rule, "applied", ()


def applied(cover: Group | Node, levels: Levels) -> list[Rule]:
    """The rules of a cover that apply, seen by itself."""
    if cover.exceptions is not None:
        over = levels.group(cover.exceptions)
        if over.cancels:
            return []
        if over.certain:
            return applied(cover.exceptions, levels)
    found: list[Rule] = []
    if isinstance(cover, Node):
        found = [cover.rule] if levels.condition(cover.rule) is True else []
    else:
        for node in cover.nodes:
            found += applied(node, levels)
            if cover.first_hit and levels.node(node).certain:
                break
    return found if cover.exceptions is None else found + applied(cover.exceptions, levels)


def remember(item: Definition, entry: Entry, found: Found) -> None:
    """Keeps the entry under the answers of all conditions of the definition, in the order of the
    source, where each is known."""
    if entry["status"] in ("unknown", "failed") or item.kind == "per_member":
        return
    levels = found.levels[item.id][0]
    key: list[object] = [item.id]
    answers = list(levels.leaves.get(item.id, ())) if item.when is not None else []
    groups = [part.group for part in item.parts] if item.group is None else [item.group]
    for rule in [rule for group in groups for rule in rules_of(group)]:
        if rule.start is not None or rule.end is not None:
            answers.append(in_period(rule.start, rule.end, levels.case.date))
        answers += levels.leaves.get(rule.id, ())
    for answer in answers:
        if answer is not None and type(answer) is not bool:
            return
        key.append(answer)
    memory = found.table.memory
    if len(memory) >= MEMORY_LIMIT:
        memory.clear()
    memory[tuple(key)] = entry


def rules_of(group: Group) -> list[Rule]:
    """Every rule of a group, in the order of the trace."""
    rules: list[Rule] = []
    for node in group.nodes:
        rules.append(node.rule)
        rules += [] if node.exceptions is None else rules_of(node.exceptions)
    return rules + ([] if group.exceptions is None else rules_of(group.exceptions))


class Unusual(Exception):
    """Not an ordinary case."""

UNUSUAL = (Unusual, Failure, DecisionError, KeyError, TypeError)


def known_money(value: Any) -> int:
    """金额 → 分"""
    if type(value) is str and value[-3:-2] == "." and 4 <= len(value) <= 15 and value.isascii():
        digits = value[:-3] + value[-2:]
        if digits.isdigit():
            return int(digits)
    return known(read_money(value, "", ""))


def known_ratio(value: Any) -> int:
    """比例 → millionths"""
    return known(read_ratio(value, "", ""))


def known_date(value: Any) -> datetime.date:
    """日期"""
    date = read_date(value, "", "")
    if date is None:
        raise Unusual
    return date


def known(number: int | None) -> int:
    """A number that was read."""
    if number is None:
        raise Unusual
    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
