"""A page that is watched: what it logs, what it breaks, what it asks for, how its parts jump."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request, Response

__all__ = ["HEIGHT", "NARROW", "SETTLED", "WIDE", "Watch"]

WIDE, NARROW, HEIGHT = 1280, 390, 844
"""Of a desk and of a telephone, in CSS pixels."""

# Runs before anything of the page. A violation is also written to the console, but without saying
# by which directive in words that stay the same.
EARS = """
window.__violations = []; window.__shifts = [];
document.addEventListener("securitypolicyviolation", (event) => window.__violations.push(
  `${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
new PerformanceObserver((list) => window.__shifts.push(...list.getEntries()
  .filter((one) => !one.hadRecentInput).map((one) => one.value)))
  .observe({type: "layout-shift", buffered: true});
"""
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
AXE = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
}
# What holds of the first ones holds of those like them; a long page takes axe-core ten seconds.
THIN = """() => { for (const one of document.querySelectorAll("tbody, main ol, main ul"))
  while (one.children.length > 3) one.lastElementChild.remove();
  document.querySelectorAll(".across section:nth-of-type(n+6)").forEach((one) => one.remove()); }"""
RUN_AXE = "(options) => axe.run(document, options).then((found) => found.violations)"
GRAVE = ("serious", "critical")


@dataclass
class Watch:
    """`own` is the beginning of the addresses that a page may ask for; `open` sets it."""

    page: Page
    own: str = "about:blank"
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(EARS)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._note(f"error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("requestfailed", lambda one: self._note(f"failed: {one.url} {one.failure}"))
        self.page.on("response", self._answered)

    def open(self, address: str, home: str | None = None) -> None:
        """Opens a page and waits until it stands still. What it may ask for lies below `home`,
        which is the folder of the page if it isn't given."""
        self.own = home if home is not None else address[: address.rindex("/") + 1]
        self.page.goto(address, wait_until="load")
        self.page.evaluate(SETTLED)

    def assert_quiet(self) -> None:
        """No error or warning, no breach of the security policy, nothing asked from elsewhere."""
        assert self.heard() == []

    def heard(self) -> list[str]:
        """What went wrong so far, the breaches on the open page among it."""
        broken: list[str] = self.page.evaluate("window.__violations")
        return self.troubles + [f"security policy: {one}" for one in broken]

    def shift(self) -> float:
        """The cumulative layout shift of the open page; 0 where nothing jumped."""
        return float(self.page.evaluate("window.__shifts.reduce((sum, one) => sum + one, 0)"))

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        found = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(found))

    def flaws(self, *, minor: bool = False) -> list[str]:
        """What axe-core finds: the rule, how grave, the first place; `minor`: also what is moderate
        or minor. Leaves only the first rows of tables and lists on the page, and of a page
        of many sections alike the first ones."""
        self.page.evaluate(THIN)
        self.page.evaluate(self._axe)
        found: list[dict[str, Any]] = self.page.evaluate(RUN_AXE, AXE)
        return [
            f"{one['id']} ({one['impact']}) ×{len(one['nodes'])}: {one['nodes'][0]['html'][:160]}"
            + f" — {one['nodes'][0]['failureSummary']}"
            for one in found
            if minor or one["impact"] in GRAVE
        ]

    @cached_property
    def _axe(self) -> str:
        import axe_playwright_python

        folder = Path(axe_playwright_python.__file__).parent
        return (folder / "axe.min.js").read_text(encoding="utf-8")

    def _note(self, trouble: str) -> None:
        self.troubles.append(f"{trouble} on {self.page.url}")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self._note(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.own, "data:", "blob:")):
            self._note(f"asked: {request.method} {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"answer {response.status}: {json.dumps(response.url)}")
