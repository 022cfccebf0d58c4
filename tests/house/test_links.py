"""Links between the documents of the project lead somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from .case import ROOT

SKIPPED = {".venv", ".git", "reports", "build", "dist", ".pytest_cache"}
DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not SKIPPED & set(path.relative_to(ROOT).parts[:-1])
)
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|srcset|href)=\"([^\"\s]+)")
OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def prose(path: Path) -> str:
    return re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)


def links(path: Path) -> list[str]:
    found = [one or other for one, other in LINK.findall(prose(path))]
    return [unquote(link) for link in found if not OUTSIDE.match(link)]


def anchors(path: Path) -> set[str]:
    """Anchors that a heading gets: lower case, spaces to hyphens, no punctuation."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


def leads_somewhere(link: str, document: Path) -> bool:
    place, _, anchor = link.partition("#")
    target = (document.parent / place) if place else document
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target)


@pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)
def test_relative_links_exist(document: Path) -> None:
    broken = [link for link in links(document) if not leads_somewhere(link, document)]
    assert broken == []


def test_search_sees_links_of_every_kind(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '# A heading\n[a](gone.md) ![b](gone.svg "t") <img src="gone.png">\n'
        "[c](page.md#a-heading) [d](#gone) [e](https://example.org/x)\n",
        encoding="utf-8",
    )
    broken = [link for link in links(page) if not leads_somewhere(link, page)]
    assert broken == ["gone.md", "gone.svg", "gone.png", "#gone"]
