"""luling new: a skeleton policy for a notice, every leaf clause listed as still to be encoded.

The list is comments only: `luling check` then names each clause until a rule cites it, or a 条文
sentence says why not.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
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
_GAP = "[ \u3000]*"
_SMALL = rf"{_GAP}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}){_GAP}"
_YMD = rf"(?:\d{{4}}|[〇零○一二三四五六七八九]{{4}}){_GAP}年{_SMALL}月{_SMALL}日"
_DATE = re.compile(_YMD)
_IN_FORCE = "起(?:正式)?(?:施行|实施|执行)"
_EFFECTIVE = re.compile(rf"自(?P<date>{_YMD}){_IN_FORCE}")
_EXPIRES = re.compile(rf"有效期[^。；，]{{0,24}}?至(?P<date>{_YMD})(?!起)")
_AT_ISSUE = re.compile(rf"自(?:印发|发布|公布|颁布|下发|发文)之日{_IN_FORCE}")
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
    number = _document_number(notice)
    if number:
        fields.append(("文号", number))
    signed = _date_in(_part(notice, "落款")) or _date_in(_part(notice, "印发"))
    if signed:
        fields.append(("成文日期", signed))
    effective = _dated("施行日期", _EFFECTIVE, notice)
    fields += [*effective, *_dated("失效日期", _EXPIRES, notice)]
    fields.append(("原文", '"notice.txt"'))
    lines = [f"政策 {name}《{title}》"]
    lines += [f"  {pad(label, 8)} {value}" for label, value in fields]
    lines[-1] += "。"
    return lines if effective else [*lines, *_at_issue(notice, signed)]


def _part(notice: Notice, ref: str) -> str:
    clause = notice.index.get(ref)
    return notice.text_of(clause) if clause is not None else ""


def _issuer(notice: Notice) -> str:
    for ref in ("发文机关", "落款"):
        lines = [line.strip() for line in _part(notice, ref).splitlines()]
        named = _DATE.sub("", " ".join(lines)).split()
        if named:
            return "、".join(name.removesuffix("文件") for name in named)
    return ""


def _document_number(notice: Notice) -> str:
    """As the original writes it, whatever its brackets."""
    from luling.notice.marks import DOC_NUMBER
    from luling.notice.numerals import fold

    text = _part(notice, "文号")
    found = DOC_NUMBER.search(fold(text))
    return text[found.start() : found.end()] if found else ""


def _date_in(text: str) -> str:
    """The first date of a text, in digits: 二〇二一年七月一日 is 2021年7月1日."""
    from datetime import date

    from luling.notice.numerals import chinese_int

    for found in _DATE.finditer(text):
        words = re.split("[年月日]", "".join(found[0].split()).replace("○", "〇"))[:3]
        parts = [int(word) if word.isdecimal() else chinese_int(word) or 0 for word in words]
        try:
            day = date(parts[0], parts[1], parts[2])
        except ValueError:
            continue
        return f"{day.year}年{day.month}月{day.day}日"
    return ""


def _found(pattern: re.Pattern[str], notice: Notice) -> Iterator[tuple[re.Match[str], str]]:
    """Where a clause says something: the words, and the clause with them as its quote."""
    from luling.notice import leaves

    for clause in leaves(notice):
        for match in pattern.finditer(notice.text_of(clause)):
            yield match, f"依据 {clause.ref}「{match[0]}」"


def _dated(field: str, pattern: re.Pattern[str], notice: Notice) -> list[tuple[str, str]]:
    for match, basis in _found(pattern, notice):
        day = _date_in(match["date"])
        if day:
            return [(field, f"{day}，{basis}")]
    return []


def _at_issue(notice: Notice, signed: str) -> list[str]:
    """自印发之日起施行: a comment, for the day itself is said elsewhere."""
    for match, basis in _found(_AT_ISSUE, notice):
        day = signed or "（成文日期）"
        return [
            "",
            "# 原文没有写明施行的日子，施行日期就是成文日期。核对后在上面「原文」之前加一行：",
            f"#   施行日期 {day}，{basis}，推算 因「{match[0]}」",
        ]
    return []


def _listed(clause: Clause, notice: Notice) -> str:
    """二（三）1　国谈门诊特病用药按我市特病报销政策执行"""
    body = notice.text_of(clause)[len(clause.number) :]
    words = "".join(body.split())
    return f"{clause.ref}　{words[:_WORDS]}{'……' if len(words) > _WORDS else ''}"
