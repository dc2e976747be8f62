"""click in Chinese: help with columns aligned in cells, and the wording of wrong usage."""

from __future__ import annotations

import difflib
import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from luling.cli.errors import WrongUsage
from luling.source import NOWHERE

__all__ = ["Command", "LazyGroup", "command", "in_chinese"]

_SETTINGS = {"help_option_names": ["-h", "--help"]}
_HELP_ROW = ["-h, --help", "显示这份帮助"]
F = TypeVar("F", bound=Callable[..., Any])


class Command(click.Command):
    """A command with help in Chinese; `arguments` and `examples` are rows of (form, meaning)."""

    def __init__(
        self,
        *args: Any,
        arguments: Sequence[tuple[str, str]] = (),
        examples: Sequence[tuple[str, str]] = (),
        notes: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.arguments, self.examples, self.notes = arguments, examples, notes

    def get_help(self, ctx: click.Context) -> str:
        """The whole help text."""
        from luling.diagnostics.cells import wrap

        blocks = [f"用法：{self.usage(ctx)}"]
        if self.help:
            blocks.append("\n".join(wrap(self.help, 88)))
        options = [_option_row(p) for p in self.params if isinstance(p, click.Option)]
        blocks.append(_block("参数", [list(row) for row in self.arguments]))
        blocks.append(_block("选项", [*options, _HELP_ROW]))
        if self.notes:
            blocks.append("\n".join(wrap(self.notes, 88)))
        blocks.append(_block("例子", [list(row) for row in self.examples]))
        return "\n\n".join(block for block in blocks if block)

    def usage(self, ctx: click.Context) -> str:
        """luling check [选项] [路径…]"""
        pieces = [ctx.command_path, "[选项]"]
        for parameter in self.params:
            if isinstance(parameter, click.Argument):
                name = parameter.metavar or parameter.human_readable_name
                pieces.append(name)
        return " ".join(pieces)


def command(
    *, arguments: Sequence[tuple[str, str]] = (), examples: Sequence[tuple[str, str]] = (),
    notes: str = "", **settings: Any,
) -> Callable[[Callable[..., Any]], click.Command]:  # fmt: skip
    """`click.command` with Chinese help."""
    return click.command(
        cls=Command, context_settings=_SETTINGS, arguments=arguments, examples=examples,
        notes=notes, **settings,
    )  # fmt: skip


class LazyGroup(click.Group):
    """The group of all commands; a command's module is imported when the command is used."""

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, context_settings=_SETTINGS, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module = importlib.import_module(self.table[cmd_name][0])
        found = module.run
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.table and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.table, n=1, cutoff=0.5)
            advice = (
                f"是不是想写：luling {near[0]}？" if near else "运行 luling --help 看全部命令。"
            )
            raise _Said(f"没有「{name}」这个命令", advice)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        """The list of all commands."""
        rows = [[name, words] for name, (_, words) in self.table.items()]
        options = [["--version", "显示版本"], _HELP_ROW]
        parts = ["用法：luling 命令 [选项] [参数…]", self.help or "", _block("命令", rows)]
        parts += [_block("选项", options), "某个命令的帮助：luling 命令 --help"]
        return "\n\n".join(part for part in parts if part)


def _block(title: str, rows: list[list[str]]) -> str:
    from luling.diagnostics.cells import table

    return "\n".join([f"{title}：", *("  " + line for line in table(rows))]) if rows else ""


def _option_row(option: click.Option) -> list[str]:
    form = ", ".join(option.opts)
    if not option.is_flag:
        form += f" {option.metavar or option.name}"
    return [form, option.help or ""]


# ---------------------------------------------------------------- wrong usage


class _Said(click.UsageError):
    """A usage error whose words are Chinese already."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


def in_chinese(error: click.ClickException) -> WrongUsage:
    """The mistake that a click error stands for."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "luling"
    problem, advice = _words(error)
    return WrongUsage(NOWHERE, problem, advice or f"运行 {path} --help 看用法。")


def _words(error: click.ClickException) -> tuple[str, str]:
    match error:
        case _Said():
            return error.message, error.advice
        case click.NoSuchOption():
            near = error.possibilities
            hint = "是不是想写：" + "、".join(near) + "？" if near else ""
            return f"没有「{error.option_name}」这个选项", hint
        case click.MissingParameter():
            name = error.param.metavar if error.param is not None else ""
            if isinstance(error.param, click.Option):
                return f"缺少选项：{error.param.opts[0]} {name}", ""
            return f"缺少参数：{name or '（见用法）'}", ""
        case click.BadParameter():
            name = error.param.opts[0] if error.param is not None else "参数"
            choices = getattr(getattr(error.param, "type", None), "choices", None)
            hint = "可以是：" + "、".join(map(str, choices)) + "。" if choices else ""
            return f"{name} 的值不对", hint
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 的用法不对（缺少值，或多了一个值）", ""
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message)
    if extra:
        return f"多出的参数：{extra[1]}", ""
    return f"用法不对（{error.message}）", ""
