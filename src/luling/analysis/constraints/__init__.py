"""Upper notices over lower ones: `check_upper` compares a policy with every notice above it.

In: the lower program and the upper ones. Out: diagnostics with both clauses and both quotes: errors
for breaches, findings for what is only 原则上 or marked as 待研究, and for what can't be compared.
`bounds` holds parameters and catalogues against 约束, `duties` duties against duties, `invariance`
searches for two cases that should come out alike and don't.
"""

from luling.analysis.constraints.check import Upper, check_upper

__all__ = ["Upper", "check_upper"]
