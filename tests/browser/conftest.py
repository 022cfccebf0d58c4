"""Chromium without a network, and the pages that it opens."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from workers import once

CHROMIUM = Path("/usr/bin/chromium")
REQUIRED = os.environ.get("PAR_EVAL_REQUIRE_BROWSER") == "1"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLACE = ["--province", "Bac Giang", "--period", "2016-2020"]


@dataclass
class Opened:
    """A page, with what it asked for and what it complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a report in English and Vietnamese, made by the command line."""

    def make(folder: Path) -> Path:
        call = [sys.executable, "-m", "par_eval", "report", *PLACE]
        done = subprocess.run(
            [*call, "--out", str(folder)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return Path(done.stdout.strip())

    return once(tmp_path_factory, "reports", make)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; playwright's loop ends with the module, before others run."""
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is missing: apt-get install chromium"
        if REQUIRED:
            pytest.fail(f"{missing} (PAR_EVAL_REQUIRE_BROWSER is 1)")
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=SWITCHES
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Open a file in a window of its own, without a network."""
    contexts = []

    def opened(path: Path, width: int = 1280, scheme: str = "light") -> Opened:
        context = chromium.new_context(
            offline=True,
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
        )
        contexts.append(context)
        seen = Opened(context.new_page())
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", lambda line: seen.complaints.append(line.text))
        seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        seen.page.goto(path.as_uri())
        return seen

    yield opened
    for context in contexts:
        context.close()
