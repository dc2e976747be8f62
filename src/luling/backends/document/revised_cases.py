"""The worked cases of two versions: which are new, and which come out otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from luling.analysis.case_changes import CaseChange
from luling.analysis.changes import Change
from luling.analysis.fitting import LeftOut, decision_of
from luling.analysis.revision import Revision
from luling.backends.document.brief import absent
from luling.backends.document.examples import given, tidy
from luling.backends.document.marking import marked
from luling.backends.document.model import (
    Block,
    Cell,
    Group,
    Items,
    Line,
    Paragraph,
    Sides,
    SidesRow,
)
from luling.backends.document.predicates import quoted
from luling.backends.document.revised_parts import Both

__all__ = ["cases"]

_MOST = 12
_SHOWN = 40
_WORDS = {"added": "新增", "removed": "删去", "changed": "改动"}
_ORIGIN = {"both": "", "old": "（旧版的例子）", "new": "（新版的例子）"}
_WHY = {"unasked": "不问", "unlisted": "没有这一类", "fixed": "自己规定"}


def cases(both: Both, revision: Revision) -> tuple[Block, ...]:
    """Nothing where neither the cases nor their results differ."""
    blocks: list[Block] = []
    lines = tuple(_listed(revision.examples))
    if lines:
        blocks.append(Group("例子本身的改动", (Items(lines, ordered=False),)))
    if revision.cases_run:
        same = "结果都相同" if not revision.cases else f"{len(revision.cases)}个结果不同"
        text = f"在两个版本上运行了{revision.cases_run}个例子，{same}"
        blocks.append(Paragraph(Line(text)))
    alike: dict[object, list[CaseChange]] = {}
    for one in revision.cases:
        key = one.decision, one.origin, one.aspects, repr(one.left_out)
        alike.setdefault(key, []).append(one)
    groups = list(alike.values())
    blocks += [_group(both, group) for group in groups[:_SHOWN]]
    rest = sum(len(group) for group in groups[_SHOWN:])
    if rest:
        blocks.append(Paragraph(Line(f"另有{rest}个例子结果不同，没有列出"), quiet=True))
    return tuple(blocks) if revision.cases or lines else ()


def _listed(changes: Sequence[Change]) -> Iterator[Line]:
    groups: dict[str, list[str]] = {}
    for one in changes:
        groups.setdefault(one.kind, []).append(quoted(one.label))
    for kind, names in groups.items():
        yield Line(f"{_WORDS[kind]}{len(names)}个：{_names(names)}")


def _names(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST]) + (f"等{len(names)}个" if len(names) > _MOST else "")


def _group(both: Both, group: Sequence[CaseChange]) -> Group:
    """Cases whose outcomes change in the same way."""
    one = group[0]
    rest = f"等{len(group)}个例子" if len(group) > 1 else ""
    blocks: list[Block] = []
    facts = _facts(both, one)
    if facts is not None:
        blocks.append(Paragraph(facts))
    rows = tuple(
        SidesRow(aspect.name, marked(_cell(both, one, aspect.old), _cell(both, one, aspect.new)))
        for aspect in one.aspects
    )
    blocks.append(Sides(f"{one.decision_label}：结果的变化", "结论", ("旧版", "新版"), rows))
    if len(group) > 1:
        others = _names([quoted(other.title) for other in group[1:]])
        blocks.append(Paragraph(Line(f"结果变化相同的还有：{others}"), quiet=True))
    unused = tuple(_unused(one.left_out))
    if unused:
        blocks.append(Paragraph(Line("有的版本用不到的内容", items=unused), quiet=True))
    return Group(f"{one.title}{rest}{_ORIGIN[one.origin]}", tuple(blocks))


def _cell(both: Both, one: CaseChange, text: str | None) -> Cell:
    if text is None:
        return absent("没有")
    return Cell((Line(_tight(_named(both, one.decision, tidy(text))), end=""),))


def _named(both: Both, id: str, text: str) -> str:
    """A message about a fact, by its name alone: 药品编码（facts.drug_code） → 药品编码."""
    labels: dict[str, str] = {}
    for writer in (both.old, both.new):
        decision = decision_of(writer.program, id)
        labels |= {item.id: item.label for item in writer.program.parameters}
        labels |= {item.id: item.label for item in (decision.facts if decision else ())}
    text = re.sub(r"（(?:(?:facts|params)\.[\w.\[\]]+|[a-z]\w*)）", "", text, flags=re.ASCII)
    return re.sub(
        r"「([a-z]\w*)」", lambda f: quoted(labels.get(f[1], f[1])), text, flags=re.ASCII
    )


def _tight(text: str) -> str:
    """Without the blanks that the terminal puts between Chinese words."""
    return re.sub(r"(?<=[^ -~]) +(?=[^ -~])", "", text)


def _facts(both: Both, one: CaseChange) -> Line | None:
    writer = both.old if one.origin == "old" else both.new
    decision = decision_of(writer.program, one.decision)
    for case in writer.program.cases:
        if decision is not None and (case.decision, case.id) == (one.decision, one.id):
            return given(writer, decision, case) if case.error_fact is None else None
    return None


def _unused(left_out: tuple[tuple[LeftOut, ...], tuple[LeftOut, ...]]) -> Iterator[Line]:
    for name, items in zip(("旧版", "新版"), left_out, strict=True):
        for item in items:
            if item.label:
                yield Line(f"{name}{_WHY[item.reason]}：{item.label}", end="；")
