"""luling duties: who owes what by when, and how it stands on a day."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from pathlib import Path

import click

from luling.cli.chinese import command
from luling.cli.errors import Refused, RulesFail
from luling.cli.errors_duties import NoSuchDay
from luling.cli.inputs import read_object
from luling.cli.loading import load_programs, paths_of
from luling.cli.locate import POLICIES, is_folder, policies_in
from luling.cli.terminal import Failure, width_of
from luling.runtime.errors import RULE_FAILURES, DecisionError
from luling.source import NOWHERE

__all__ = ["run"]

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})|(\d{4})年(\d{1,2})月(\d{1,2})日")


@command(
    help="列出各份通知的职责：谁在什么时候以前要做到什么，到某一天落实了没有，没有做到的是哪几个。",
    arguments=[
        ("政策", "标识或路径，可以有几份；不写则为全部政策"),
        ("情况", "JSON 文件，以 .json 结尾；- 表示标准输入；不写则一律作未知"),
    ],
    examples=[
        ("luling duties --as-of 2021-07-01", "全部政策，只看期限"),
        ("luling duties anhui --as-of 2021-07-01 合肥.json", "一市的落实情况"),
        ("luling duties anhui shandong --as-of 2022-06-01 各地.json --json", ""),
    ],
    notes="职责都在一个判定里的，情况文件直接写这个判定的事实；在几个判定里的，写成 "
    '{政策: {判定: {事实}}}。统计日期由 --as-of 给出，文件里可以不写。'
    "以 _ 开头的名称是备注。有职责逾期，退出码也是 0。",
)
@click.argument("given", nargs=-1, metavar="[政策…] [情况]")
@click.option("--as-of", "day", required=True, metavar="日期", help="看哪一天，例如 2021-07-01")
@click.option("--params", metavar="文件", help="参数的 JSON 文件（通知留给其他文件规定的数额）")
@click.option("--json", "as_json", is_flag=True, help="写出 JSON，供程序使用")
@click.option("--policies", "folder", metavar="文件夹", help="政策所在的文件夹，默认 policies")
def run(
    given: tuple[str, ...], day: str, params: str | None, as_json: bool, folder: str | None
) -> int:
    from luling.analysis.duties import duties, with_duties
    from luling.cli.duties_files import facts_of, params_of
    from luling.driver import Above

    as_of = _day(day)
    names = [one for one in given if not _is_status(one)]
    files = [one for one in given if _is_status(one)]
    if len(files) > 1:
        raise click.UsageError(f"Got unexpected extra argument ({' '.join(files[1:])})")
    place = Path(folder) if folder is not None else POLICIES
    above = Above()
    programs = load_programs(paths_of(names, place), above)
    upper = [one.program for one in above.compiled.values() if one is not None]
    if not names:
        programs = [one for one in programs if with_duties(one)]
    known = [path.stem for path in policies_in(place)] if is_folder(place) else []
    try:
        facts = facts_of(read_object(files[0], notes=True), programs, as_of, known) if files else {}
        supplied = params_of(read_object(params, notes=True), programs) if params else {}
        found = duties(programs, as_of, facts, supplied, upper)
    except DecisionError as error:
        if not as_json:
            raise _refused(error) from None
        sys.stdout.write(_json({"error": error.to_json()}))
        return 1
    if as_json:
        sys.stdout.write(_json(found.to_json()))
    else:
        from luling.cli.duties_text import page

        sys.stdout.write(page(found, width_of(sys.stdout)))
    return 0


def _refused(error: DecisionError) -> Failure:
    message = error.message.rstrip("。")
    if error.code in RULE_FAILURES:
        return Failure.of(RulesFail(NOWHERE, message, error.code))
    return Failure.of(Refused(NOWHERE, message))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _is_status(argument: str) -> bool:
    return argument == "-" or argument.lower().endswith(".json")


def _day(text: str) -> dt.date:
    match = _DAY.fullmatch(text.strip())
    try:
        if match is not None:
            year, month, day = (int(part) for part in match.groups() if part)
            return dt.date(year, month, day)
    except ValueError:
        pass
    raise Failure.of(NoSuchDay(NOWHERE, text), exit_code=2)
