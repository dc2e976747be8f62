"""What a build writes of one policy, made in memory first."""

from __future__ import annotations

from pathlib import Path

from luling.api import Policy
from luling.core import ir
from luling.core.order import rules_of
from luling.notice import Notice, leaves

__all__ = ["SHARED", "count_clauses", "count_rules", "product_paths", "products"]

SHARED = {"evaluators/package.json": '{ "type": "module" }\n'}
"""What all policies have in common: Node takes .js for ES modules only where this says so."""


def products(policy: Policy) -> dict[str, str]:
    """Paths below the build folder, with their content."""
    from luling.backends import javascript
    from luling.backends.schema import documents, models

    id, program = policy.id, policy.program
    return {
        f"evaluators/{id}.py": policy.module,
        f"evaluators/{id}.js": javascript.generate(program),
        f"evaluators/{id}.d.ts": javascript.generate_types(program),
        f"models/{id}.py": models(program),
        **{f"schemas/{id}/{name}": text for name, text in documents(program).items()},
    }


def product_paths(folder: Path, policy: str) -> list[Path]:
    """Every path at which an earlier build may have written something of a policy."""
    evaluators = [folder / "evaluators" / f"{policy}.{end}" for end in ("py", "js", "d.ts")]
    models = folder / "models" / f"{policy}.py"
    return [*evaluators, models, *sorted((folder / "schemas" / policy).glob("*.json"))]


def count_clauses(notice: Notice | None) -> int:
    """The clauses that must each be accounted for."""
    return len(leaves(notice)) if notice is not None else 0


def count_rules(program: ir.Program) -> int:
    """All rules of all decisions: 通则, 例外, 恢复, rows, and the sentences of collections."""
    return sum(
        1
        for decision in program.decisions
        for item in decision.definitions
        if item.kind != "condition"
        for _ in rules_of(item)
    )
