"""luling form: fill a form that a notice prints, from a case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luling.cli.chinese import command
from luling.cli.decide import load_policy
from luling.cli.errors import CannotWrite, Refused, RulesFail, UnknownForm, UnknownFormat
from luling.cli.inputs import read_object
from luling.cli.locate import reason_of
from luling.cli.terminal import Failure, width_of
from luling.runtime.errors import RULE_FAILURES, DecisionError
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.api import Policy
    from luling.core import ir
    from luling.forms.model import Page

__all__ = ["run"]

_FORMATS = (".xlsx", ".html")


@command(
    help="由案情填写通知附件里的表单，写成 Excel 工作簿或可以打印的网页，或显示在终端上。"
    "不知道的栏目空着，并列在表下。",
    arguments=[
        ("政策", "policies 文件夹中的标识，或 .policy 文件的路径"),
        ("表单", "表单的标识或名称；不写则列出这份政策的表单"),
        ("案情", "JSON 文件，内容是表单所属判定的事实；- 表示标准输入"),
    ],
    examples=[
        ("luling form shandong", "列出表单"),
        ("luling form shandong statistics 案情.json -o 统计表.xlsx", ""),
        ("luling form anhui 备案表 案情.json -o 备案表.html", ""),
    ],
)
@click.argument("policy", metavar="政策")
@click.argument("form", required=False, metavar="表单")
@click.argument("facts", required=False, metavar="案情")
@click.option("--params", metavar="文件", help="参数的 JSON 文件（通知留给其他文件规定的数额）")
@click.option("-o", "--output", metavar="文件", help="写到哪里，以 .xlsx 或 .html 结尾")
def run(
    policy: str, form: str | None, facts: str | None, params: str | None, output: str | None
) -> int:
    suffix = Path(output).suffix.lower() if output is not None else ""
    if output is not None and suffix not in _FORMATS:
        raise Failure.of(UnknownFormat(NOWHERE, output), exit_code=2)
    loaded = load_policy(policy)
    if form is None:
        sys.stdout.write(_list(loaded))
        return 0
    chosen = _find(loaded, form)
    if facts is None:
        raise click.MissingParameter(param=click.Argument(["x"], metavar="案情"))
    page = _fill(loaded, chosen, facts, params)
    if output is None:
        from luling.forms.text import to_text

        sys.stdout.write(to_text(page, min(width_of(sys.stdout), 120)))
        return 0
    _write(page, Path(output), suffix)
    missing = f"；尚缺 {len(page.missing)} 项，列在表下" if page.missing else ""
    sys.stdout.write(f"写好了 {output}{missing}。\n")
    return 0


def _forms(policy: Policy) -> list[tuple[ir.Decision, ir.Form]]:
    return [(one, form) for one in policy.program.decisions for form in one.forms]


def _list(policy: Policy) -> str:
    from luling.diagnostics.cells import table

    rows = [
        [form.id, form.label, f"《{form.title}》", f"事实见判定 {decision.id}"]
        for decision, form in _forms(policy)
    ]
    if not rows:
        return f"政策 {policy.id} 没有表单。\n"
    return "\n".join(table([["标识", "名称", "标题", ""], *rows])) + "\n"


def _find(policy: Policy, name: str) -> ir.Form:
    forms = _forms(policy)
    for _, form in forms:
        if name in (form.id, form.label):
            return form
    known = tuple(f"{form.label}（{form.id}）" for _, form in forms)
    raise Failure.of(UnknownForm(NOWHERE, name, policy.id, known), exit_code=2)


def _fill(policy: Policy, form: ir.Form, facts: str, params: str | None) -> Page:
    given = read_object(facts, notes=True)
    supplied = read_object(params, notes=True) if params is not None else {}
    try:
        return policy.fill(form.id, given, supplied)
    except DecisionError as error:
        words = error.message.rstrip("。")
        if error.code in RULE_FAILURES:
            raise Failure.of(RulesFail(NOWHERE, words, error.code)) from None
        raise Failure.of(Refused(NOWHERE, words)) from None


def _write(page: Page, path: Path, suffix: str) -> None:
    from luling.files import write_atomically

    data: str | bytes
    if suffix == ".xlsx":
        from luling.forms.xlsx import to_xlsx

        data = to_xlsx(page)
    else:
        from luling.forms.html import to_html

        data = to_html(page)
    try:
        write_atomically(path, data)
    except OSError as error:
        raise Failure.of(CannotWrite(NOWHERE, str(path), reason_of(error))) from None
