"""luling compare: the same case under several notices, side by side."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luling.cli.case_file import CaseFile, read_case
from luling.cli.chinese import command
from luling.cli.errors import BadComparison, Refused, RulesFail, UnclearDecision, UnknownPolicy
from luling.cli.inputs import read_object
from luling.cli.loading import load_programs, paths_of
from luling.cli.locate import POLICIES, is_folder, policies_in
from luling.cli.terminal import Failure, print_diagnostics, width_of
from luling.diagnostics import Diagnostic
from luling.runtime.errors import RULE_FAILURES, DecisionError
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.analysis.comparison import Comparison
    from luling.core import ir

__all__ = ["run"]


@command(
    help="把同一个案情放到几份通知下判定，逐项并列，指出不同之处和各自的依据。",
    arguments=[
        ("案情", "JSON 文件；- 表示标准输入"),
        ("政策", "标识或路径，可以有几份；不写则为能作这一判定的全部政策"),
    ],
    examples=[
        ("luling compare 案情.json", "比较全部政策"),
        ("luling compare 案情.json chongqing weihai", "只比较两份"),
        ("luling compare 案情.json --decision stocking_refusal --json", ""),
    ],
    notes="案情文件可以只写事实；也可以写成 "
    '{"decision": 判定, "facts": 共同的事实, "params": 共同的参数, '
    '"policies": {政策: {"facts": 只给它的事实, "params": 只给它的参数}}}。'
    "一份通知不问的事实、没有的类别，对它不起作用，并在结果中列明；"
    "以 _ 开头的名称是备注。有一份通知算不出结果时退出码为 1。",
)
@click.argument("facts", metavar="案情")
@click.argument("policies", nargs=-1, metavar="[政策…]")
@click.option("--decision", metavar="判定", help="判定的标识或名称")
@click.option("--params", metavar="文件", help="共同参数的 JSON 文件")
@click.option("--json", "as_json", is_flag=True, help="写出 JSON，供程序使用")
@click.option("--policies", "folder", metavar="文件夹", help="政策所在的文件夹，默认 policies")
def run(
    facts: str,
    policies: tuple[str, ...],
    decision: str | None,
    params: str | None,
    as_json: bool,
    folder: str | None,
) -> int:
    from luling.analysis.comparison import compare
    from luling.analysis.situation import Situation, cases_of

    case = read_case(facts)
    common = {**case.params, **(read_object(params, notes=True) if params is not None else {})}
    place = Path(folder) if folder is not None else POLICIES
    programs = load_programs(paths_of(policies, place))
    _check_own(case, programs, policies, folder)
    chosen = _decision(case, decision, programs)
    if not policies:
        programs = [one for one in programs if any(item.id == chosen for item in one.decisions)]
    try:
        cases = cases_of(programs, chosen, Situation(case.facts, common, case.own))
        comparison = compare(cases)
    except DecisionError as error:
        if as_json:
            sys.stdout.write(_json({"error": error.to_json()}))
            return 1
        raise Failure.of(Refused(NOWHERE, error.message.rstrip("。"))) from None
    if as_json:
        sys.stdout.write(_json(comparison.to_json()))
    else:
        from luling.cli.compare_text import page

        sys.stdout.write(page(comparison, width_of(sys.stdout)))
    return _failures(comparison)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _failures(comparison: Comparison) -> int:
    """The notices whose answer failed, each with its code, on standard error."""
    found: list[Diagnostic] = []
    for column in comparison.columns:
        if column.error is not None:
            words = f"{column.name}：{column.error.message.rstrip('。')}"
            of_rules = column.error.code in RULE_FAILURES
            rules = RulesFail(NOWHERE, words, column.error.code)
            found.append((rules if of_rules else Refused(NOWHERE, words)).diagnostic())
    print_diagnostics(found, {}, sys.stderr)
    return 1 if found else 0


# ---------------------------------------------------------------- which policies


def _check_own(
    case: CaseFile, programs: Sequence[ir.Program], named: Sequence[str], folder: str | None
) -> None:
    """What is for one notice alone is for one that there is."""
    known = {program.policy.id for program in programs}
    if named:  # a file may have parts for notices that are not compared this time
        place = Path(folder) if folder is not None else POLICIES
        known |= {path.stem for path in policies_in(place)} if is_folder(place) else set()
    for name in case.own:
        if name not in known:
            raise Failure.of(UnknownPolicy(NOWHERE, name, tuple(sorted(known))), exit_code=2)


# ---------------------------------------------------------------- which decision


def _decision(case: CaseFile, option: str | None, programs: Sequence[ir.Program]) -> str:
    """The decision of the file, of the option, or the one that most of the policies have."""
    by_name = {name: d.id for p in programs for d in p.decisions for name in (d.label, d.id)}
    wanted = [name for name in (case.decision, option) if name is not None]
    for name in wanted:
        if name not in by_name:
            problem = f"所比较的政策都没有「{name}」这个判定"
            raise Failure.of(UnclearDecision(NOWHERE, problem, _known(programs)), exit_code=2)
    ids = {by_name[name] for name in wanted}
    if len(ids) > 1:
        problem = f"文件里的判定是「{case.decision}」，--decision 是「{option}」"
        raise Failure.of(BadComparison(NOWHERE, problem, "请只写一种。"), exit_code=2)
    return ids.pop() if ids else _shared(case, programs)


def _shared(case: CaseFile, programs: Sequence[ir.Program]) -> str:
    """The decision that more of the policies have than any other; only decisions that ask all
    common facts are thought of, where there are such."""
    havers: dict[str, int] = {}
    asked: dict[str, set[str]] = {}
    for program in programs:
        for decision in program.decisions:
            havers[decision.id] = havers.get(decision.id, 0) + 1
            asked.setdefault(decision.id, set()).update(item.id for item in decision.facts)
    fitting = {id for id, facts in asked.items() if case.facts and case.facts.keys() <= facts}
    most = sorted(fitting or havers, key=lambda id: -havers[id])
    if not most or (len(most) > 1 and havers[most[0]] == havers[most[1]]):
        problem = "没有指明要比较哪一种判定，从所给的政策和事实也定不下来"
        raise Failure.of(UnclearDecision(NOWHERE, problem, _known(programs)), exit_code=2)
    return most[0]


def _known(programs: Sequence[ir.Program]) -> tuple[str, ...]:
    """药品费用报销（reimbursement：anhui、weihai）"""
    havers: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for program in programs:
        for decision in program.decisions:
            havers.setdefault(decision.id, []).append(program.policy.id)
            labels.setdefault(decision.id, decision.label)
    return tuple(f"{labels[id]}（{id}：{'、'.join(names)}）" for id, names in havers.items())
