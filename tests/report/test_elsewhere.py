"""The same commands for other provinces, and for another country."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from page_checks import not_meant
from pages import Page, page_of

from par_eval.facts import shipped
from par_eval.language import catalogue

LACKING = "The data give no names in the language of this report."


def words(folder: Path, language: str) -> str:
    """All that a reader sees or hears of a page."""
    return " ".join(page_of(folder, language).seen())


def called_for() -> int:
    """Exhibits of the notebook's cells, but those of an effect: none is estimated."""
    path = shipped("notebooks") / "plan_period.ipynb"
    code = [c.source for c in nbformat.read(path, as_version=4).cells]
    of_an_effect = sum("par_eval.show.effect_" in source for source in code)
    assert of_an_effect == 4
    return sum("par_eval.show." in source for source in code) - of_an_effect


def check(folder: Path, language: str) -> None:
    """Every exhibit is there, and nothing is shown that is not meant to be."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    kinds = [exhibit["kind"] for exhibit in manifest["exhibits"]]
    assert len(kinds) == called_for()
    page = page_of(folder, language)
    assert page.count("figure", "fig", "tab") == len(kinds) - kinds.count("text")
    drawn = list(page.pictures())
    assert len(drawn) == 2 * kinds.count("figure") > 0
    assert all(picture.blocks for picture in drawn)
    assert list(not_meant(page)) == []


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
    assert list(not_meant(Page(f"<p>{shown}</p>")))


@pytest.mark.parametrize("language", ["en", "vi"])
def test_page_says_where_the_data_lack_its_language(
    made_up_folder: Path, report_folder: Path, language: str
) -> None:
    said = catalogue(language).gettext(LACKING)
    assert (said in words(made_up_folder, language)) == (language == "vi")
    assert LACKING not in words(report_folder, "en")


@pytest.mark.slow
def test_other_provinces(tmp_path: Path) -> None:
    names = ["Đồng Tháp", "P63"]
    provinces = [word for name in names for word in ("--province", name)]
    periods = ["2011-2015", "2016-2020"]
    asked = [word for period in periods for word in ("--period", period)]
    made = reports(tmp_path, *provinces, *asked, "--language", "en")
    places = ["dong-thap", "ca-mau"]
    out = tmp_path / "reports"
    assert made == [out / place / period for place in places for period in periods]
    for folder in made:
        check(folder, "en")


@pytest.mark.slow
def test_every_report_on_another_country(made_up: Path, tmp_path: Path) -> None:
    with (made_up / "provinces.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name_en"] for row in csv.DictReader(file)]
    asked = ["--province", "all", "--period", "2005-2009", "--language", "en"]
    made = reports(tmp_path, *asked, "--data", str(made_up))
    assert len(set(made)) == len(names) == 7
    for position, folder in enumerate(made):
        check(folder, "en")
        assert names[position] in words(folder, "en")
        assert page_of(folder, "en").count("b") == 0


def test_another_country_in_a_language_its_data_lack(made_up_folder: Path) -> None:
    check(made_up_folder, "vi")
    assert page_of(made_up_folder, "vi").count("b") == 0
