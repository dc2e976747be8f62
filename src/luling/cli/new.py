"""luling new: a skeleton policy for a notice, every leaf clause listed as still to be encoded.

The list is comments only: `luling check` then names each clause until a rule cites it, or a 条文
sentence says why not.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luling.cli.chinese import command
from luling.cli.errors import CannotWrite, WouldOverwrite, WrongUsage
from luling.cli.inputs import read_text
from luling.cli.locate import reason_of
from luling.cli.terminal import Failure
from luling.source import NOWHERE

if TYPE_CHECKING:
    from luling.notice import Clause, Notice

__all__ = ["run", "skeleton"]

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_EFFECTIVE = re.compile(r"自(\d{4}年\d{1,2}月\d{1,2}日)起(?:正式)?(?:施行|实施|执行)")
_NUMBER = re.compile(r"\S{1,20}〔\d{4}〕\d+号")
_WORDS = 28


@command(
    help="由通知原文建一份政策骨架：文件头照原文填好，每个条款按次序列为待编码。不覆盖已有的文件。",
    arguments=[("通知", "通知原文，UTF-8 编码的文本文件")],
    examples=[("luling new 通知.txt --id qingdao", "建 policies/qingdao/qingdao.policy")],
)
@click.argument("notice", metavar="通知")
@click.option(
    "-o", "--output", default="policies", metavar="文件夹", help="建在哪里，默认 policies"
)
@click.option("--id", "identity", metavar="标识", help="小写字母、数字、下划线；不写则取文件名")
def run(notice: str, output: str, identity: str | None) -> int:
    from luling.files import write_atomically

    if Path(notice).suffix == ".policy":
        problem = f"「{notice}」是政策，不是通知原文"
        raise Failure.of(WrongUsage(NOWHERE, problem, "请给出通知原文的文本文件。"), exit_code=2)
    source = read_text(notice)
    name = identity if identity is not None else _identity(Path(notice))
    if not _ID.fullmatch(name):
        problem = f"「{name}」不能作标识"
        advice = (
            "标识以小写字母开头，只用小写字母、数字和下划线；请用 --id 指定，例如 --id qingdao。"
        )
        raise Failure.of(WrongUsage(NOWHERE, problem, advice), exit_code=2)
    folder = Path(output) / name
    policy, copy = folder / f"{name}.policy", folder / "notice.txt"
    _refuse_overwriting(policy, copy, Path(notice))
    text, count = skeleton(source.text, name)
    try:
        if not copy.exists():
            write_atomically(copy, Path(notice).read_bytes())
        write_atomically(policy, text)
    except OSError as error:
        raise Failure.of(CannotWrite(NOWHERE, str(policy), reason_of(error))) from None
    sys.stdout.write(
        f"建好了 {policy.as_posix()}，列出 {count} 个待编码的条款。\n"
        f"接着：逐条编码，并用 luling check {folder.as_posix()} 看还差哪些。\n"
    )
    return 0


def _identity(path: Path) -> str:
    """The file's name, or its folder's where the file is just called notice."""
    stem = path.stem if path.stem != "notice" else path.resolve().parent.name
    return stem.lower().replace("-", "_")


def _refuse_overwriting(policy: Path, copy: Path, notice: Path) -> None:
    taken = [policy] if policy.exists() else []
    if copy.exists() and copy.resolve() != notice.resolve():
        taken.append(copy)
    for path in taken:
        raise Failure.of(WouldOverwrite(NOWHERE, path.as_posix()))


def skeleton(text: str, name: str) -> tuple[str, int]:
    """The policy source for a notice, and how many clauses are left to encode."""
    from luling.notice import cut, leaves

    notice = cut(text)
    open_clauses = leaves(notice)
    lines = [*_head(notice, name), "", "# 共用的枚举和事实放在词汇文件里，用到时去掉下一行的 #。"]
    lines += ['# 引用 通用词汇，自 "../common/common.policy"。', "", ""]
    lines += [
        "# 待编码的条款，按原文的次序。每一条要么由规则引用：依据 二（一）「原文的话」，",
        "# 要么登记：条文 一 不编码，因「说明理由」。 做好一条，删去它这一行。",
        "#",
    ]
    lines += [f"# 待编码 {_listed(clause, notice)}" for clause in open_clauses]
    return "\n".join(lines) + "\n", len(open_clauses)


def _head(notice: Notice, name: str) -> list[str]:
    """The head, with what the original says; what it does not say is left for the author."""
    from luling.diagnostics.cells import pad

    title = "".join(_part(notice, "标题").split()) or "（请填写标题）"
    fields: list[tuple[str, str]] = []
    issuer = _issuer(notice)
    if issuer:
        fields.append(("发文机关", issuer))
    number = _NUMBER.search(_part(notice, "文号"))
    if number:
        fields.append(("文号", number[0]))
    signed = _DATE.search(_part(notice, "落款")) or _DATE.search(_part(notice, "印发"))
    if signed:
        fields.append(("成文日期", signed[0]))
    fields += _effective(notice)
    fields.append(("原文", '"notice.txt"'))
    lines = [f"政策 {name}《{title}》"]
    lines += [f"  {pad(label, 8)} {value}" for label, value in fields]
    lines[-1] += "。"
    return lines


def _part(notice: Notice, ref: str) -> str:
    clause = notice.index.get(ref)
    return notice.text_of(clause) if clause is not None else ""


def _issuer(notice: Notice) -> str:
    for ref in ("发文机关", "落款"):
        lines = [line.strip() for line in _part(notice, ref).splitlines()]
        named = [line for line in lines if line and not _DATE.search(line)]
        if named:
            return "、".join(" ".join(named).split())
    return ""


def _effective(notice: Notice) -> list[tuple[str, str]]:
    from luling.notice import leaves

    for clause in leaves(notice):
        found = _EFFECTIVE.search(notice.text_of(clause))
        if found:
            return [("施行日期", f"{found[1]}，依据 {clause.ref}「{found[0]}」")]
    return []


def _listed(clause: Clause, notice: Notice) -> str:
    """二（三）1　国谈门诊特病用药按我市特病报销政策执行"""
    body = notice.text_of(clause)[len(clause.number) :]
    words = "".join(body.split())
    return f"{clause.ref}　{words[:_WORDS]}{'……' if len(words) > _WORDS else ''}"
