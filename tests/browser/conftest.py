"""The site of the six policies, built once; a server on this machine; Debian's Chromium.

Where there is no Chromium or no playwright the tests are skipped, and under LULING_REQUIRE_BROWSER
they fail: CI sets it once it has a browser, or a test that was never run would count as passed.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from site_building import build_site
from watching import HEIGHT, WIDE, Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What documents are tested with is used here too.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "documents"))

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


def lacking(reason: str) -> None:
    if os.environ.get("LULING_REQUIRE_BROWSER"):
        pytest.fail(f"{reason}, and LULING_REQUIRE_BROWSER is set", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; LULING_CHROMIUM says where it is, if not on the path."""
    try:
        import axe_playwright_python  # noqa: F401
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        lacking(f"{error.name} is not installed")
    found = os.environ.get("LULING_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        lacking("chromium is not installed")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        except Error as error:
            # Ubuntu's package is a script that asks for a snap.
            lacking(f"{found} doesn't start: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every page that there is; workers of one session share it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "site"
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site.done").exists():
            build_site(folder)
            (shared / "site.done").touch()
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """The names of the files of the site that are pages."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def loopback(site: Path) -> Iterator[str]:
    """Where a server on this machine gives the site away, with the last stroke."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(site)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["loopback", "file"])
def home(request: pytest.FixtureRequest, site: Path, loopback: str) -> str:
    """Where the pages stand: a server and a folder, one after the other."""
    return loopback if request.param == "loopback" else f"{site.as_uri()}/"


@pytest.fixture
def watch(chromium: Browser) -> Iterator[Watch]:
    """A fresh page, watched; see `Watch`."""
    context = chromium.new_context(
        viewport={"width": WIDE, "height": HEIGHT}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    context.set_default_timeout(20_000)
    yield Watch(context.new_page())
    context.close()


@pytest.fixture
def page(watch: Watch) -> Page:
    """The page of `watch`."""
    return watch.page
