"""What tests of calculators do with a page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from site_building import POLICIES
from watching import Watch

import luling
from luling.core import ir

if TYPE_CHECKING:
    from playwright.sync_api import Locator

__all__ = ["cases", "choose", "date_field", "open_calculator", "policy"]


@cache
def policy(name: str) -> luling.Policy:
    return luling.load(POLICIES / name / f"{name}.policy")


def cases(name: str, decision: str) -> list[ir.Case]:
    return [one for one in policy(name).program.cases if one.decision == decision]


def open_calculator(watch: Watch, home: str, name: str, decision: str, hash: str = "") -> None:
    watch.open(f"{home}{name}.{decision}.html{hash}", home)


def choose(watch: Watch, label: str, choice: str) -> None:
    group = watch.page.get_by_role("group", name=label, exact=True)
    group.get_by_label(choice, exact=True).check()


def date_field(watch: Watch, label: str) -> Locator:
    return watch.page.get_by_role("textbox", name=re.compile(f"^{label}"))
