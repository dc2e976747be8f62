"""The one error of a decision: what is wrong, in Chinese, and with which fact."""

from __future__ import annotations

RULE_FAILURES = frozenset(
    {"conflict", "gap", "division_by_zero", "no_such_day", "no_parameter_period", "no_bracket"}
)
"""Codes that are the policy's fault, not that of the facts or parameters."""


class DecisionError(Exception):
    """A decision that can't be answered.

    `code` is one of: unknown_policy, unknown_decision, unknown_fact, unknown_parameter,
    unknown_key, wrong_type, bad_value, duplicate_name, contradiction, unknown_code, conflict, gap,
    division_by_zero, no_such_day, no_parameter_period, no_bracket, bad_request.
    `fact` is the path that it is about (`facts.unit_price`, `params.limit.level2`), or None.
    """

    def __init__(self, code: str, message: str, fact: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fact = fact

    def to_json(self) -> dict[str, str | None]:
        """The error as it is answered: code, message, fact."""
        return {"code": self.code, "message": self.message, "fact": self.fact}
