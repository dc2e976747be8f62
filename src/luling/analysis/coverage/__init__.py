"""What the worked examples (用例) of a policy cover.

In: a program with its cases, and for the clauses the notice with what is tied to it. Out: plain
data: everything that a case ought to show (`Goal`), with the first case that shows it. Whether that
is enough, and how it is drawn, is left to the caller. `goals` lists what there is to see, `atoms`
takes conditions apart, `edges` and `dates` find thresholds, `watch` runs the cases, `clauses`
accounts for the notice.
"""

from luling.analysis.coverage.measure import measure
from luling.analysis.coverage.model import Aspect, ClauseGoal, Count, Coverage, Goal, Kind

__all__ = ["Aspect", "ClauseGoal", "Count", "Coverage", "Goal", "Kind", "measure"]
