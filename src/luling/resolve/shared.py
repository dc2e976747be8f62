"""共用判定: what several notices say alike, written once in a vocabulary.

In: a shared decision and the 依据 of a decision that 沿用s it. Out: sentences of that decision's
own: copies, so that no two decisions share a node, each on that 依据 where it has none itself.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from luling.resolve.symbols import SharedDecision
from luling.source import NOWHERE
from luling.syntax import ast

__all__ = ["DUTY_STATUS", "copies"]

DUTY_STATUS = ast.EnumDecl(
    ast.Label("落实情况", "duty_status"),
    tuple(
        ast.EnumValue(ast.Label(label, id))
        for label, id in (("已落实", "met"), ("未到期", "pending"), ("逾期未落实", "overdue"))
    ),
    False,
    NOWHERE,
)
"""What a 职责 with a deadline gives, where no vocabulary says it in its own words."""


def copies(shared: SharedDecision, basis: ast.Basis) -> list[ast.Sentence]:
    return [_resting_on(deepcopy(sentence), basis) for sentence in shared.sentences]


def _resting_on(sentence: ast.Sentence, basis: ast.Basis) -> ast.Sentence:
    """The sentence with the citations, unless it has its own or needs none."""
    match sentence:
        case ast.OutcomeDecl(value=None):
            return sentence  # its rules have theirs
        case (
            ast.OutcomeDecl() | ast.RuleDecl() | ast.MemberDecl() | ast.TableDecl()
            | ast.BracketDecl() | ast.DutyDecl()
        ) if not sentence.basis.citations:  # fmt: skip
            own = replace(sentence.basis, citations=basis.citations)
            return replace(sentence, basis=own)
        case _:
            return sentence
