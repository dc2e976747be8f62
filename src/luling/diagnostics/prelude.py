"""The sentences that stand before a short example.

An example in the long form of a code, in the language reference or in `tests/cases` that does not
start with 政策 or 词汇 (comments aside) is read as if it stood after these.

A file that an example needs beside it stands in the example as comments: `# 文件 notice.txt`, then
its lines, each after `# | `, until the first other line.
"""

from __future__ import annotations

import re

__all__ = ["PRELUDE", "complete", "example_files"]

PRELUDE = """\
政策 example《示例通知》
  发文机关 示例市医疗保障局
  成文日期 2023年1月1日
  施行日期 2023年1月1日
  适用地区 示例市。

枚举 险种（insurance）：职工医保（employee）、居民医保（resident）。
枚举 医院等级（hospital_level）：一级（level1） 低于 二级（level2） 低于 三级（level3）。

判定 费用报销（reimbursement）
  事实 费用日期（service_date）：日期，作适用日期。
  事实 险种（insurance）：险种。
  事实 医院等级（hospital_level）：医院等级。
  事实 医保费用（eligible_cost）：金额。
  事实 支付比例（pay_ratio）：比例。
  事实 定点（designated）：是非。

"""

_WHOLE = re.compile(r"(?:\s|[#＃][^\n]*\n)*(?:政策|词汇)(?!\w)")


def complete(snippet: str) -> str:
    """The snippet as a whole file."""
    return snippet if _WHOLE.match(snippet) else PRELUDE + snippet


_FILE = re.compile(r"[#＃] 文件 (\S+)")
_LINE = re.compile(r"[#＃] ?(?:\| ?)?(.*)")


def example_files(snippet: str) -> dict[str, str]:
    """The files that an example brings with it, by name."""
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in snippet.splitlines():
        if (head := _FILE.fullmatch(line.strip())) is not None:
            lines = found.setdefault(head[1], [])
        elif lines is not None and (match := _LINE.fullmatch(line.strip())) is not None:
            lines.append(match[1])
        else:
            lines = None
    return {name: "".join(f"{line}\n" for line in lines) for name, lines in found.items()}
