"""The calculator of Chongqing's reimbursement, and the largest pages, in headless Chromium."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

import handwritten
from measuring import LULING, POLICIES, POLICY, command, line

import cases

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"]
TYPED = "eligible_cost"
AMOUNTS = ("1", "12", "123", "1234", "12345", "12345.", "12345.6", "12345.67")
"""An amount as it grows under the fingers; "12345." is no amount yet, and nothing is compared."""
CASES = 60
PARTS = {
    "all": "TaskDuration", "script": "ScriptDuration", "style": "RecalcStyleDuration",
    "layout": "LayoutDuration",
}  # fmt: skip
RESTORED = """(given) => new Promise((done) => {
  addEventListener("hashchange", () => setTimeout(done, 300), {once: true});
  location.hash = `case=${encodeURIComponent(JSON.stringify(given))}`;
})"""
"""Waits for what is shown after a pause, or it would be in a keystroke's time."""
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntriesByName("first-contentful-paint")[0].startTime))
  .observe({type: "paint", buffered: true}))"""


def calculator() -> None:
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        if browser is None:
            line("calculator", "no Chromium, or no playwright", "nothing measured")
            return
        making = command(*LULING, "docs", str(POLICIES), "-o", folder, "--format", "html")
        subprocess.run(making, check=True, capture_output=True)
        site = Path(folder)
        page = browser.new_page(locale="zh-CN")
        page.goto((site / "chongqing.reimbursement.html").as_uri())
        keystrokes(page)
        evaluators(page)
        page.close()
        sizes(browser, sorted(site.glob("*.html"), key=lambda one: -one.stat().st_size))


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """LULING_CHROMIUM says where it is, if not on the path; None where it can't be started."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        yield None
        return
    found = os.environ.get("LULING_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        except Error:
            yield None
            return
        line("Chromium", browser.version)
        yield browser
        browser.close()


def keystrokes(page: Page) -> None:
    """Typing into one field of many cases; each answer must be that of the handwritten program."""
    from luling.api import load
    from luling.types import MoneyType

    program = load(POLICY).program
    decision = next(one for one in program.decisions if one.id == "reimbursement")
    label = next(fact.label for fact in decision.facts if fact.id == TYPED)
    money = {one.label: one.id for one in decision.outputs if isinstance(one.type, MoneyType)}
    drawn = cases.draw(CASES)
    processor = _Processor(page)
    seconds, texts = [], []
    for facts in drawn:
        page.evaluate(RESTORED, {"facts": facts, "params": cases.PARAMS})
        with processor:
            found = page.evaluate(_script("keystrokes.js"), {"label": label, "amounts": AMOUNTS})
        seconds += found["seconds"]
        texts += found["shown"]
    pairs = [(facts, amount) for facts in drawn for amount in AMOUNTS]
    shown, wanted = [], []
    for (facts, amount), rows in zip(pairs, texts, strict=True):
        if not amount.endswith("."):
            outcome = handwritten.reimbursement({**facts, TYPED: amount}, cases.PARAMS)
            wanted.append({id: outcome["outputs"][id] for id in money.values()})
            shown.append({id: _amount(rows[name]) for name, id in money.items()})
    assert _checksum(shown) == _checksum(wanted), "the page shows other amounts"
    milliseconds = sorted(one * 1e3 for one in seconds)
    highest = quantiles(milliseconds, n=20)[-1]
    figure = f"{median(milliseconds):.1f}, {highest:.1f}, {milliseconds[-1]:.1f} ms"
    name = f"{len(milliseconds)} keystrokes: median, 95 %, most"
    line(name, figure, "each under 5 ms")
    said = ", ".join(f"{name} {processor.spent[name] / len(seconds) * 1e3:.2f}" for name in PARTS)
    line("  processor time of one, on average", f"{said} ms", "of the page's thread")
    line("checksum of the amounts shown", _checksum(shown))


class _Processor:
    """What the page's thread spends of a processor inside `with`, in seconds."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.spent = dict.fromkeys(PARTS, 0.0)

    def _add(self, sign: int) -> None:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        found = {one["name"]: one["value"] for one in metrics}
        for name, metric in PARTS.items():
            self.spent[name] += sign * found[metric]

    def __enter__(self) -> None:
        self._add(-1)

    def __exit__(self, *_: object) -> None:
        self._add(1)


def _amount(text: str) -> str | None:
    """12,345.60 元 as 12345.60; None where there is no amount."""
    found = re.fullmatch(r"([\d,]+\.\d\d) ?元", text)
    return found[1].replace(",", "") if found else None


def _checksum(amounts: list[dict[str, Any]]) -> str:
    text = json.dumps(amounts, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def evaluators(page: Page) -> None:
    """The evaluator that the page carries against the handwritten one, in the page."""
    drawn = cases.draw(500)
    own = (HERE / "handwritten.mjs").read_text(encoding="utf-8")
    script = _script("race.js").replace("HANDWRITTEN;", own.replace("export ", ""))
    asked = {"policy": "chongqing", "cases": drawn, "params": cases.PARAMS}
    found = page.evaluate(script, asked)
    sums = {name: cases.checksum(outcomes) for name, outcomes in found["outcomes"].items()}
    wanted = cases.checksum([handwritten.reimbursement(facts, cases.PARAMS) for facts in drawn])
    assert set(sums.values()) == {wanted}, f"outcomes differ: {sums}, {wanted}"
    yardstick, took = found["seconds"]["handwritten"], found["seconds"]["decide, trace"]
    ratio = median(a / b for a, b in zip(took, yardstick, strict=True))
    each = median(took) / len(drawn) * 1e6
    line("handwritten in the page", f"{median(yardstick) / len(drawn) * 1e6:.1f} µs")
    line("decide with trace in the page", f"{each:.0f} µs = {ratio:.0f} ×")
    line("checksum of outcomes", wanted)


def _script(name: str) -> str:
    """The text of a script without the comment above it."""
    text = (HERE / name).read_text(encoding="utf-8")
    return text[text.index("\n\n") :].strip()


def sizes(browser: Browser, pages: list[Path]) -> None:
    """The largest pages: bytes, and time from navigation to the first paint with content."""
    for path in pages[:4]:
        took = []
        for _ in range(7):
            page = browser.new_page(locale="zh-CN")
            page.goto(path.as_uri())
            took.append(page.evaluate(PAINTED))
            page.close()
        size = path.stat().st_size / 1e3
        line(path.name, f"{size:.0f} kB, {median(took):.0f} ms", "under 300 kB; to the first paint")
