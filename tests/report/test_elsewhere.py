"""The same commands for other provinces, and for another country."""

import base64
import csv
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest

from par_eval.facts import shipped
from par_eval.language import catalogue

LACKING = "The data give no names in the language of this report."
NOT_MEANT = re.compile(r"[{}]|(?<![\w.])(nan|NaN|NaT|None|null|inf)(?!\w|\.\w)")
PICTURE = re.compile(r"data:image/svg\+xml;base64,([\w+/=]+)")


class Visible(HTMLParser):
    """What readers see or hear of a page or a picture; its tags."""

    hidden = ("style", "script", "pre", "code")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.words: list[str] = []
        self.tags: list[str] = []
        self.pictures: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside += [tag] if tag in self.hidden else []
        for name, value in attrs:
            if name in ("alt", "aria-label"):
                self.words.append(value or "")
            if name in ("src", "srcset"):
                self.pictures += PICTURE.findall(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def visible(folder: Path, language: str) -> Visible:
    page = folder / f"report.{language}.html"
    return Visible(page.read_text("utf-8"))


def called_for() -> int:
    """Exhibits that the cells of the notebook call for."""
    path = shipped("notebooks") / "plan_period.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return sum("par_eval.show." in c.source for c in cells if c.cell_type == "code")


def check(folder: Path, language: str) -> None:
    """Every exhibit is there, and nothing is shown that is not meant to be."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    kinds = [exhibit["kind"] for exhibit in manifest["exhibits"]]
    assert len(kinds) == called_for()
    page = visible(folder, language)
    assert page.tags.count("figure") == len(kinds) - kinds.count("text")
    assert len(page.pictures) == 2 * kinds.count("figure") > 0
    drawn = [Visible(base64.b64decode(code).decode("utf-8")) for code in page.pictures]
    for seen in (page, *drawn):
        assert seen.text
        assert NOT_MEANT.search(seen.text) is None


def reports(folder: Path, *words: str) -> list[Path]:
    """Make reports by the command line; their folders."""
    done = subprocess.run(
        [sys.executable, "-m", "par_eval", "report", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [folder / line for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "shown", ["of nan points", "nan", "−inf.", "None of", "(None)", "by {value}"]
)
def test_what_is_not_meant_is_found(shown: str) -> None:
    assert NOT_MEANT.search(Visible(f"<p>{shown}</p>").text)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_page_says_where_the_data_lack_its_language(
    made_up_folder: Path, report_folder: Path, language: str
) -> None:
    said = catalogue(language).gettext(LACKING)
    assert (said in visible(made_up_folder, language).text) == (language == "vi")
    assert LACKING not in visible(report_folder, "en").text


@pytest.mark.slow
def test_other_provinces(tmp_path: Path) -> None:
    names = ["Quang Ninh", "Đồng Tháp", "P63"]
    provinces = [word for name in names for word in ("--province", name)]
    periods = ["2011-2015", "2016-2020"]
    asked = [word for period in periods for word in ("--period", period)]
    made = reports(tmp_path, *provinces, *asked, "--language", "en")
    places = ["quang-ninh", "dong-thap", "ca-mau"]
    out = tmp_path / "reports"
    assert made == [out / place / period for place in places for period in periods]
    for folder in made:
        check(folder, "en")


@pytest.mark.slow
def test_every_report_on_another_country(made_up: Path, tmp_path: Path) -> None:
    with (made_up / "provinces.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name_en"] for row in csv.DictReader(file)]
    made = reports(
        tmp_path, "--province", "all", "--period", "2005-2009", "--data", str(made_up)
    )
    assert len(set(made)) == len(names) == 7
    for position, folder in enumerate(made):
        for language in ("en", "vi"):
            check(folder, language)
            page = visible(folder, language)
            assert names[position] in page.text
            assert "b" not in page.tags
