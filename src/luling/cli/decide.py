"""luling decide: one case with its reasons, or many by the line."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from luling.cli.chinese import command
from luling.cli.errors import Refused, RulesFail, UnknownDecision
from luling.cli.inputs import read_object
from luling.cli.loading import load_program
from luling.cli.locate import find_one
from luling.cli.terminal import Failure, width_of
from luling.runtime.errors import RULE_FAILURES, DecisionError
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.api import Engine, Policy
    from luling.core import ir

__all__ = ["load_policy", "run"]

ENGINES = ("interpreter", "python")


@command(
    help="对一个案情作判定，用中文说明结果、理由、依据、还缺什么，以及改变哪一项结果就不同。",
    arguments=[
        ("政策", "policies 文件夹中的标识，或 .policy 文件的路径"),
        ("判定", "判定的标识或名称"),
        ("案情", "JSON 文件；- 表示标准输入"),
    ],
    examples=[
        ("luling decide chongqing reimbursement 案情.json --params 参数.json", ""),
        ("luling decide chongqing reimbursement - --json < 案情.json", ""),
        ("luling decide --jsonl < 案情.jsonl > 结论.jsonl", "逐行处理"),
    ],
    notes="参数文件中以 _ 开头的名称是备注，不起作用。--jsonl 从标准输入逐行读 "
    '{"id", "policy", "decision", "facts", "params"}，每行写出一行结论或错误，次序不变；'
    "空行也算一行，得到一行错误。",
)
@click.argument("policy", required=False, metavar="政策")
@click.argument("decision", required=False, metavar="判定")
@click.argument("facts", required=False, metavar="案情")
@click.option("--params", metavar="文件", help="参数的 JSON 文件（通知留给其他文件规定的数额）")
@click.option("--trace", is_flag=True, help="另外列出考虑过的每一条规则")
@click.option("--json", "as_json", is_flag=True, help="写出 JSON，供程序使用")
@click.option("--jsonl", is_flag=True, help="逐行处理标准输入中的案情")
@click.option(
    "--engine", metavar="引擎", type=click.Choice(ENGINES),
    help="interpreter（单个案情时默认）或 python（逐行处理时默认）；结果相同",
)  # fmt: skip
@click.option("--policies", metavar="文件夹", help="逐行处理时所用的政策，默认 policies")
def run(
    policy: str | None,
    decision: str | None,
    facts: str | None,
    params: str | None,
    trace: bool,
    as_json: bool,
    jsonl: bool,
    engine: Engine | None,
    policies: str | None,
) -> int:
    if jsonl:
        if policy is not None:
            raise click.UsageError(f"Got unexpected extra argument ({policy})")
        from luling.cli.lines import serve_lines

        return serve_lines(policies, engine or "python")
    for name, value in (("政策", policy), ("判定", decision), ("案情", facts)):
        if value is None:
            raise click.MissingParameter(param=click.Argument(["x"], metavar=name))
    assert policy is not None and decision is not None and facts is not None
    return _one(policy, decision, facts, params, trace, as_json, engine or "interpreter")


def _one(
    name: str,
    decision: str,
    facts_file: str,
    params_file: str | None,
    trace: bool,
    as_json: bool,
    engine: Engine,
) -> int:
    policy = load_policy(name)
    chosen = _decision(policy, decision)
    facts = read_object(facts_file, notes=True)
    params = read_object(params_file, notes=True) if params_file is not None else {}
    try:
        answer = policy.decide(chosen.id, facts, params, engine=engine).to_json()
    except DecisionError as error:
        if as_json:
            sys.stdout.write(_json({"error": error.to_json()}))
            return 1
        of_rules = error.code in RULE_FAILURES
        mistake = (
            RulesFail(NOWHERE, _plain(error), error.code)
            if of_rules
            else Refused(NOWHERE, _plain(error))
        )
        raise Failure.of(mistake) from None
    if as_json:
        sys.stdout.write(_json(answer))
    else:
        sys.stdout.write(_page(policy, chosen, facts, params, answer, trace, engine))
    return 0


def load_policy(name: str) -> Policy:
    """The policy of an id or path, also one that is half done; one with other errors ends the
    command with all of them."""
    from luling.api import Policy

    return Policy(load_program(find_one(name))[0])


def _decision(policy: Policy, name: str) -> ir.Decision:
    for item in policy.program.decisions:
        if name in (item.id, item.label):
            return item
    known = tuple(f"{item.label}（{item.id}）" for item in policy.program.decisions)
    raise Failure.of(UnknownDecision(NOWHERE, name, policy.id, known), exit_code=2)


def _plain(error: DecisionError) -> str:
    return error.message.rstrip("。")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _page(
    policy: Policy,
    decision: ir.Decision,
    facts: dict[str, object],
    params: dict[str, object],
    answer: dict[str, Any],
    trace: bool,
    engine: Engine,
) -> str:
    from luling import explanation
    from luling.explanation.words import main_output

    evaluate = policy.evaluator(engine)
    changes, main = None, main_output(decision)
    if main is not None and answer["status"] != "not_in_force" and answer["trace"]:
        changes = explanation.find_changes(
            policy.program, decision, main, facts,
            lambda other: evaluate(decision.id, other, params, False),
        )  # fmt: skip
    text = explanation.explain(
        policy.program, decision, facts, {**answer, "params": params}, changes
    )
    if trace:
        text += "\n" + explanation.explain_trace(
            policy.program, decision, answer["trace"], facts
        )
    return _wrapped(text)


def _wrapped(text: str) -> str:
    """Long lines broken at the width of the terminal, their rest a bit further in."""
    from luling.diagnostics.cells import wrap

    width = min(width_of(sys.stdout), 100)
    out = []
    for line in text.splitlines():
        body = line.lstrip()
        indent = " " * (len(line) - len(body))
        first, *rest = wrap(body, width - len(indent) - 2) if body else [""]
        out += [indent + first, *(indent + "  " + more for more in rest)]
    return "\n".join(out) + "\n"
