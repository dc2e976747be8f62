"""The commands, and what happens to every way in which one may end."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from luling import __version__
from luling.cli.chinese import LazyGroup, in_chinese
from luling.cli.locate import reason_of
from luling.cli.terminal import Failure, drop, fault_of, prepare_streams, print_diagnostics

__all__ = ["COMMANDS", "run"]

# name → module and the line in the list; a module's command is called `run`.
COMMANDS = {
    "build": ("luling.cli.build", "检查全部政策，运行用例，写出判定程序、模型和 JSON Schema"),
    "check": ("luling.cli.check", "只检查政策，列出错误、警告和发现"),
    "decide": ("luling.cli.decide", "对一个案情作判定，说明理由和依据；或逐行处理大量案情"),
    "compare": ("luling.cli.compare", "把同一个案情放到几份通知下，逐项并列比较"),
    "diff": ("luling.cli.diff", "比较一份政策的两个版本，以及用例结果的变化"),
    "form": ("luling.cli.form", "由案情填写通知附件里的表单，写成工作簿或网页"),
    "duties": ("luling.cli.duties", "列出各份通知的职责：期限、落实情况、没有做到的"),
    "test": ("luling.cli.test", "运行用例，比较应得与实得"),
    "docs": ("luling.cli.docs", "写出供审核人签字的政策文档，网页和 Markdown"),
    "coverage": ("luling.cli.coverage", "用例覆盖了多少，还要写哪些用例"),
    "fmt": ("luling.cli.fmt", "把政策排成规范的版式"),
    "explain": ("luling.cli.explain", "解释一个诊断编号"),
    "show": ("luling.cli.show", "显示编译过程中某一步的结果"),
    "new": ("luling.cli.new", "由通知原文建一份政策骨架"),
}

_WELCOME = """\
律令（Lüling）把官方通知写成可以运行、可以核对的政策。

第一次用，可以依次试：
  luling check                          检查 policies 文件夹中的全部政策
  luling decide 政策 判定 案情.json     对一个案情作判定，说明理由和依据
  luling build                          检查、运行用例，把判定程序和网站写到 build 文件夹
  luling new 通知.txt                   由一份通知的原文开始写新的政策

看到不明白的编号，例如 E0301：luling explain E0301
全部命令：luling --help"""


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    invoke_without_command=True,
    help="律令（Lüling）：把官方通知写成可以运行、可以核对的政策。",
)
@click.version_option(__version__, message="luling %(version)s")
@click.pass_context
def root(context: click.Context) -> int:
    if context.invoked_subcommand is None:
        click.echo(_WELCOME)
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is 0, 1 errors, 2 wrong usage, 70 our fault, 130 or 141."""
    prepare_streams()
    try:
        return _run(arguments)
    except OSError:  # standard error can't be written either
        drop(sys.stderr)
        return 1


def _run(arguments: Sequence[str]) -> int:
    try:
        result = root.main(args=list(arguments), prog_name="luling", standalone_mode=False)
        sys.stdout.flush()
    except Failure as failure:
        print_diagnostics(failure.diagnostics, failure.sources, sys.stderr)
        return failure.exit_code
    except click.ClickException as error:
        print_diagnostics([in_chinese(error).diagnostic()], {}, sys.stderr)
        return 2
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("已中止。\n")
        return 130
    except BrokenPipeError:
        drop(sys.stdout)
        return 141
    except OSError as error:  # a full disk, most often
        drop(sys.stdout)
        sys.stderr.write(f"读写时出错：{reason_of(error)}。结果不完整。\n")
        return 1
    except RecursionError:
        sys.stderr.write("内部错误：嵌套太深，处理不了。\n")
        return 70
    except Exception as error:
        return _our_fault(error)
    return result if isinstance(result, int) else 0


def _our_fault(error: Exception) -> int:
    """No traceback for the user; LULING_DEBUG=1 shows it."""
    sys.stderr.write(fault_of(error) + "\n")
    return 70
