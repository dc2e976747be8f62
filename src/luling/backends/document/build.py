"""From a program and its notice to the document that a reviewer signs."""

from __future__ import annotations

from luling.backends.document.decisions import answers, decision_blocks
from luling.backends.document.duties import duties
from luling.backends.document.engineers import engineers
from luling.backends.document.examples import examples
from luling.backends.document.gaps import findings, gaps
from luling.backends.document.model import (
    Block,
    Document,
    Group,
    Line,
    Paragraph,
    Section,
    Summary,
    Terms,
)
from luling.backends.document.names import day
from luling.backends.document.pairs import pairs
from luling.backends.document.parameters import parameters
from luling.backends.document.predicates import quoted
from luling.backends.document.questions import questions
from luling.backends.document.subject import Answers, Subject, Writer
from luling.core import ir
from luling.core.order import rules_of
from luling.notice import leaves

__all__ = ["build", "in_force"]


def build(subject: Subject, known: Answers | None = None) -> Document:
    """The whole document; the same subject gives the same one. `known`: what the interpreter says
    of the cases by id, where it was asked before."""
    writer = Writer.of(subject, known)
    policy = subject.program.policy
    parts: tuple[tuple[str, str, tuple[Block, ...]], ...] = (
        ("basics", "基本信息", _basics(writer)),
        ("scope", "适用范围", _scope(writer)),
        ("notice", "通知逐条对照", _notice(writer)),
        ("parameters", "参数一览", parameters(writer)),
        ("decisions", "各项判定", _decisions(writer)),
        ("examples", "例子", _examples(writer)),
        ("duties", "职责", duties(writer)),
        ("findings", "与上位通知核对", findings(writer)),
        ("gaps", "缺口与待研究", gaps(writer)),
        ("questions", "问答", questions(writer)),
        ("engineers", "供工程人员使用", engineers(writer)),
    )
    sections = tuple(
        Section(anchor, title, blocks, anchor == "engineers")
        for anchor, title, blocks in parts
        if blocks
    )
    title = policy.title.strip("《》")
    return Document(policy.id, title, sections, _summary(writer), writer.program.source_hash)


# ---------------------------------------------------------------- the first pages


def _basics(writer: Writer) -> tuple[Block, ...]:
    policy, subject = writer.program.policy, writer.subject
    uppers = "；".join(f"《{title}》" for title in writer.titles.values())
    rows = [
        ("通知名称", Line(f"《{policy.title.strip('《》')}》", end="")),
        ("文号", Line(policy.number or "没有写明", end="")),
        ("发文机关", Line("、".join(policy.issuers) or "没有写明", end="")),
        ("成文日期", Line(day(policy.issued) if policy.issued else "没有写明", end="")),
        ("施行期间", Line(in_force(policy), writer.cites(policy.effective_citations), end="")),
        ("上位通知", Line(uppers or "无", end="")),
        ("编译器版本", Line(subject.version, end="")),
        ("来源校验码", Line(writer.program.source_hash, end="")),
    ]
    note = (
        "本文由编码后的规则自动写成，与办理业务所用的规则出自同一来源；通知原文一字未改。"
        "来源校验码相同，所用的规则就相同"
    )
    return Terms(tuple(rows)), Paragraph(Line(note), quiet=True)


def in_force(policy: ir.Policy) -> str:
    start = policy.effective or policy.issued
    if start is None:
        return "没有写明"
    text = f"自{day(start)}起"
    if policy.effective is None or policy.effective == policy.issued:
        stated = policy.effective is not None and policy.effective_citations
        text += "" if stated else "（成文之日）"
    return f"{text}，至{day(policy.expires)}止" if policy.expires is not None else text


def _scope(writer: Writer) -> tuple[Block, ...]:
    program = writer.program
    regions = "、".join(program.policy.regions)
    blocks: list[Block] = []
    if regions:
        blocks.append(Paragraph(Line(f"本通知适用于{regions}")))
    blocks.append(Paragraph(Line("施行期间以外的事项，不按本通知判定")))
    lines = tuple(Line(_given(item), end="；") for item in program.decisions)
    if len(lines) == 1:
        only = program.decisions[0]
        said = answers(only)
        text = f"可以据此作出{quoted(only.label)}的判定"
        blocks.append(Paragraph(Line(f"{text}，{said}" if said else text)))
    elif lines:
        blocks.append(Paragraph(Line(f"可以据此作出{len(lines)}项判定", items=lines)))
    return tuple(blocks)


def _given(decision: ir.Decision) -> str:
    said = answers(decision)
    return f"{decision.label}：{said}" if said else decision.label


def _notice(writer: Writer) -> tuple[Block, ...]:
    found = pairs(writer)
    if not found.pairs:
        return ()
    note = "每条先列通知原文，标出的文字是规则所依据的文字；再列据此编码的内容"
    return Paragraph(Line(note), quiet=True), found


def _decisions(writer: Writer) -> tuple[Block, ...]:
    return tuple(
        Group(item.label, decision_blocks(writer, item), f"decision-{number}")
        for number, item in enumerate(writer.program.decisions, 1)
    )


def _examples(writer: Writer) -> tuple[Block, ...]:
    found: list[Block] = []
    for decision in writer.program.decisions:
        blocks = examples(writer, decision)
        if blocks:
            found.append(Group(decision.label, blocks))
    return tuple(found)


# ---------------------------------------------------------------- the index


def _summary(writer: Writer) -> Summary:
    program, notice = writer.program, writer.subject.notice
    rules = sum(
        1
        for decision in program.decisions
        for item in decision.definitions
        if item.kind != "condition"
        for _ in rules_of(item)
    )
    return Summary(
        program.policy.number or "没有写明",
        "、".join(program.policy.issuers),
        in_force(program.policy),
        "、".join(program.policy.regions),
        len(leaves(notice)) if notice is not None else 0,
        rules,
        len(program.cases),
        len(writer.subject.findings),
    )

