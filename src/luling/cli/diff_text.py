"""A revision as a page for people, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from luling.analysis.case_changes import CaseChange
from luling.analysis.change_words import clauses_text
from luling.analysis.changes import Aspect, Change
from luling.analysis.revision import Revision
from luling.analysis.text_changes import ClauseChange, Segment
from luling.cli.grid import indented

__all__ = ["page"]

_WIDEST = 120
_MOST = 30
_CONTEXT = 14
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": "~"}
_WORDS = {"added": "新增", "removed": "删去", "changed": "改动", "moved": "改了编号"}
_COLOURS = {"+": "32", "-": "31", "~": "33"}
_ORIGIN = {"both": "", "old": "（旧版的用例）", "new": "（新版的用例）"}
_WHY = {"unasked": "不问", "unlisted": "没有这一类", "fixed": "自己规定"}


def page(revision: Revision, width: int, colour: bool = False) -> str:
    """The whole page, lines broken at the width of the terminal."""
    if revision.is_empty:
        return f"两个版本没有不同{_ran(revision)}。\n"
    return _Page(min(width, _WIDEST), colour).text(revision)


def _ran(revision: Revision) -> str:
    count = revision.cases_run
    return f"，{count} 个用例的结果也都相同" if count else ""


@dataclass(frozen=True, slots=True)
class _Page:
    width: int
    colour: bool

    def text(self, revision: Revision) -> str:
        blocks = [
            self.summary(revision),
            self.chapter("文头", self.aspects(revision.head, 2)),
            self.chapter("通知原文", self.clauses(revision.clauses)),
            self.chapter("枚举、参数和目录", self.changes(revision.declarations, revision)),
            *(
                self.chapter(f"判定“{one.label}”", self.changes(one.changes, revision))
                for one in revision.decisions
            ),
            self.chapter("约束、登记的条文和其他内容", self.changes(revision.others, revision)),
            self.chapter("用例本身", self.examples(revision.examples)),
            self.chapter("用例结果的变化", self.cases(revision)),
        ]
        return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"

    def summary(self, revision: Revision) -> list[str]:
        old, new = revision.old, revision.new
        lines = []
        for name, one in (("旧", old), ("新", new)):
            number = f"（{one.number}）" if one.number else ""
            lines += indented(f"{name}：《{one.title.strip('《》')}》{number}", self.width, 0, 4)
        if old.id != new.id:
            text = "这是两份标识不同的政策；要看同一个案情下的不同，用 luling compare。"
            lines += indented(text, self.width, 0, 4)
        return lines

    def chapter(self, title: str, lines: list[str]) -> list[str]:
        return [self.paint(title, "1"), *lines] if lines else []

    def paint(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour else text

    def marked(self, sign: str, text: str, indent: int = 2) -> list[str]:
        """A paragraph with + - ~ before it."""
        lines = indented(f"{sign} {text}", self.width, indent)
        return [self.paint(line, _COLOURS[sign]) for line in lines]

    # ------------------------------------------------------------ parts

    def changes(self, changes: Iterable[Change], revision: Revision) -> list[str]:
        lines: list[str] = []
        for one in changes:
            sign = _SIGNS[one.kind]
            grounds = "，只改了依据" if one.only_grounds else ""
            name = f"“{one.label}”" if one.label else f" {one.id}" if one.id else ""
            head = f"{one.what}{name}{grounds}" + (f"：{one.text}" if one.text else "")
            lines += self.marked(sign, head)
            if one.kind != "changed":
                lines += self.grounds(one, revision)
            lines += self.aspects(one.aspects, 6)
            if one.kind == "changed" and not any(item.name == "依据" for item in one.aspects):
                lines += self.grounds(one, revision)
        return lines

    def grounds(self, one: Change, revision: Revision) -> list[str]:
        removed = one.kind == "removed"
        policy = revision.old.id if removed else revision.new.id
        text = clauses_text(one.citations[0 if removed else 1], policy)
        return indented(f"依据：{text}", self.width, 6) if text else []

    def aspects(self, aspects: Sequence[Aspect], indent: int) -> list[str]:
        """条件：旧 …… / 新 ……; short ones on one line."""
        lines: list[str] = []
        for one in aspects[:_MOST]:
            lines += self.aspect(one, indent)
        if len(aspects) > _MOST:
            rest = f"……还有 {len(aspects) - _MOST} 处，用 --json 可以看到全部。"
            lines += indented(rest, self.width, indent)
        return lines

    def aspect(self, one: Aspect, indent: int) -> list[str]:
        if one.old is None or one.new is None:
            word = "新增" if one.old is None else "删去"
            text = one.new if one.old is None else one.old
            return indented(f"{one.name}：{word} {text}", self.width, indent)
        if one.old == one.new:
            text = f"{one.name}：{one.new}（写法相同，所指的内部标识不同）"
            return indented(text, self.width, indent)
        short = indented(f"{one.name}：{one.old} → {one.new}", self.width, indent)
        if len(short) == 1:
            return short
        return [
            *indented(f"{one.name}", self.width, indent),
            *indented(f"旧：{one.old}", self.width, indent + 2, 4),
            *indented(f"新：{one.new}", self.width, indent + 2, 4),
        ]

    # ------------------------------------------------------------ clauses

    def clauses(self, clauses: Iterable[ClauseChange]) -> list[str]:
        lines: list[str] = []
        for one in clauses:
            ref = one.new or one.old
            if one.kind != "added" and one.old and one.old != ref:
                ref = f"{ref}（原 {one.old}）"
            sign = _SIGNS[one.kind]
            lines += self.marked(sign, f"{ref} {_WORDS[one.kind]}")
            if one.kind == "changed" and _is_alike(one.segments):
                lines += indented(_spliced(one.segments), self.width, 6)
            elif one.kind == "changed":
                lines += indented("旧：" + _whole(one.segments, "old"), self.width, 6, 4)
                lines += indented("新：" + _whole(one.segments, "new"), self.width, 6, 4)
            elif one.kind != "moved":
                text = "".join(part.old + part.new for part in one.segments)
                for paragraph in text.split("\n"):
                    lines += indented(paragraph, self.width, 6)
        return lines

    # ------------------------------------------------------------ cases

    def examples(self, changes: Sequence[Change]) -> list[str]:
        """Which came, went or say something else; their values are told where results change."""
        groups: dict[str, list[str]] = {}
        for one in changes:
            groups.setdefault(one.kind, []).append(f"「{one.label}」")
        lines: list[str] = []
        for kind, names in groups.items():
            more = f"等 {len(names)} 个" if len(names) > _MOST else ""
            text = f"{_WORDS[kind]} {len(names)} 个：{'、'.join(names[:_MOST])}{more}"
            lines += self.marked(_SIGNS[kind], text)
        return lines

    def cases(self, revision: Revision) -> list[str]:
        if not revision.cases_run:
            return indented("两个版本都没有可以运行的用例。", self.width, 2)
        if not revision.cases:
            text = f"在两个版本上运行了 {revision.cases_run} 个用例，结果都相同。"
            return indented(text, self.width, 2)
        text = f"在两个版本上运行了 {revision.cases_run} 个用例，{len(revision.cases)} 个结果不同："
        lines = indented(text, self.width, 2)
        alike: dict[object, list[CaseChange]] = {}
        for one in revision.cases:
            key = one.decision, one.origin, one.aspects, repr(one.left_out)
            alike.setdefault(key, []).append(one)
        for group in list(alike.values())[:_MOST]:
            lines += self.case(group)
        if len(alike) > _MOST:
            count = sum(map(len, list(alike.values())[_MOST:]))
            lines += indented(f"……还有 {count} 个，用 --json 可以看到全部。", self.width, 2)
        return lines

    def case(self, group: Sequence[CaseChange]) -> list[str]:
        """Cases whose outcomes change in the same way."""
        one, titles = group[0], [f"「{one.title}」" for one in group]
        more = f"等 {len(titles)} 个" if len(titles) > 1 else ""
        shown = "".join(titles[:_MOST]) + ("……" if len(titles) > _MOST else "")
        title = f"{one.decision_label}{shown}{more}{_ORIGIN[one.origin]}"
        lines = self.marked("~", title)
        lines += self.aspects(one.aspects, 6)
        for name, left_out in zip(("旧版", "新版"), one.left_out, strict=True):
            reasons: dict[str, dict[str, None]] = {}
            for item in left_out:
                what = item.label or item.path.partition(".")[2]
                reasons.setdefault(_WHY[item.reason], {})[what] = None
            for why, names in reasons.items():
                lines += indented(f"{name}{why}：{'、'.join(names)}", self.width, 6)
        return lines


def _is_alike(segments: Sequence[Segment]) -> bool:
    """Whether enough words stayed for the others to be read among them."""
    stayed = sum(len(one.old) for one in segments if one.kind == "same")
    shorter = min(len(_whole(segments, "old")), len(_whole(segments, "new")))
    return stayed * 2 >= shorter


def _whole(segments: Sequence[Segment], side: Literal["old", "new"]) -> str:
    text = "".join(one.old if side == "old" else one.new for one in segments)
    return " ".join(text.split())


def _spliced(segments: Sequence[Segment]) -> str:
    """起付标准为【「500」改为「600」】元……: the words that changed, each with a few around it."""
    out = []
    last = len(segments) - 1
    for at, one in enumerate(segments):
        if one.kind == "same":
            out.append(_shortened(one.old, at == 0, at == last))
        elif not one.old:
            out.append(f"【增加「{one.new}」】")
        elif not one.new:
            out.append(f"【删去「{one.old}」】")
        else:
            out.append(f"【「{one.old}」改为「{one.new}」】")
    return " ".join("".join(out).split())


def _shortened(text: str, is_first: bool, is_last: bool) -> str:
    if is_first:
        return text if len(text) <= _CONTEXT else "……" + text[-_CONTEXT:]
    if is_last:
        return text if len(text) <= _CONTEXT else text[:_CONTEXT] + "……"
    if len(text) <= 2 * _CONTEXT:
        return text
    return f"{text[:_CONTEXT]}……{text[-_CONTEXT:]}"
