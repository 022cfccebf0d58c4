"""What every page must be free of: checks find what is planted, reports are sound."""

import json
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import page_checks
import pytest
from drawn import measured
from page_checks import (
    english,
    jumps,
    lacking,
    lines_of,
    long_titles,
    not_meant,
    without_stop,
)
from pages import Page
from sweep import Case, Finding, Swept, report_on, uneven

from par_eval.show import Exhibit
from par_eval.show.numbers import empty
from par_eval.values import text

mpl.use("agg")

SWEEP = Path(__file__).parent / "sweep.py"
PROVINCES = ["Quang Ninh", "Dong Thap", "Bac Kan"]

SOUND = """
<main id="report"><nav class="toc"><ol><li><a href="#s1">Contents</a></li></ol></nav>
<section id="s1"><h2>Heading</h2><p>A sentence.</p><p>Is it one?</p>
<ul><li>An item, with <b>2.5</b>.</li></ul><figure class="fig" id="a"><figcaption>
<p class="fn">Figure 1</p><h3>A finding without a stop</h3><p class="sub">Points.</p>
</figcaption><p class="src"><span class="note">A note.</span> Source: one, S1.</p>
</figure></section></main>
"""


def test_sound_page_passes() -> None:
    page = Page(SOUND)
    assert [*lacking(page, ["a"]), *not_meant(page), *without_stop(page)] == []
    assert [*long_titles(page), *jumps(page)] == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("A sentence.", "A sentence", "p"),
        ("2.5</b>.", "2.5</b>", "li"),
        ("Points.", "Points", "p.sub"),
        ("one, S1.", "one, S1", "p.src"),
        ("A sentence.", "A sentence..", "p"),
        ("A sentence.", "A sentence , torn.", "p"),
        ("An item,", "An item,.", "li"),
    ],
)
def test_sentence_without_its_stop_is_found(old: str, new: str, where: str) -> None:
    assert SOUND.count(old) == 1
    assert [place for place, _ in without_stop(Page(SOUND.replace(old, new)))] == [
        where
    ]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id="a"', 'id="b"', "a"),
        ('id="s1"', 'id="a"', "#s1"),
        ('id="s1"', 'id="report"', "report"),
    ],
)
def test_place_that_is_lacking_or_taken_is_found(
    old: str, new: str, where: str
) -> None:
    assert where in dict(lacking(Page(SOUND.replace(old, new)), ["a"]))


def test_skipped_level_of_heading_is_found() -> None:
    assert list(jumps(Page(SOUND.replace("h3", "h4")))) != []


FOREIGN = ["Report of the Province"]
MESSAGES = ["mean over three years", "no data"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Tỉnh đứng thứ 5.", []),
        ("Nguồn: Report of the Province, 2016.", []),
        ("Nguồn: The Report of the Province, 2016.", ["the"]),
        ("Điểm mean over three years.", ["message"]),
        ("Tỉnh And Huyện.", ["and"]),
        ("Không có, An Giang, to in.", []),
    ],
)
def test_english_in_another_language_is_found(words: str, found: list[str]) -> None:
    spoken = f'<img alt="{words}">'
    for html in (f"<p>{words}</p>", f"<table><td>{words}</td></table>", spoken):
        places = [where for where, _ in english(Page(html), FOREIGN, MESSAGES)]
        assert places == found


def test_messages_of_the_catalogue_are_searched_for() -> None:
    """Long pieces without fields; those that a translation holds too are names."""
    pieces = page_checks.english_messages("vi")
    assert len(pieces) > 300
    assert "Median of the provinces that have a value" in pieces
    assert not any("{" in piece or "\n" in piece for piece in pieces)


def test_title_of_three_lines_is_found() -> None:
    short, long = "word " * 10, "word " * 45
    assert [lines_of(title) for title in (short, long)] == [1, 4]
    found = long_titles(Page(SOUND.replace("A finding without a stop", long)))
    assert list(found) == [("4 lines", long.strip())]


def draw(ax: mpl.axes.Axes, size: object, language: str) -> None:
    ax.set_axis_off()
    ax.text(0.1, 0.5, "one")
    ax.text(0.1, 0.5, "two", fontsize=7)
    ax.figure.text(0.99, 0.5, "far outside")


def test_faults_of_a_drawing_are_noted_where_it_is_saved(tmp_path: Path) -> None:
    exhibit = Exhibit(
        *("crowded", "figure", None),  # type: ignore[arg-type]
        *(text("Title"), text("Subtitle."), text("Words."), ()),
        empty(),
        draw=draw,
    )
    notes = tmp_path / "drawn.jsonl"
    with measured(notes):
        exhibit.pictures("vi")
    exhibit.pictures("en")
    lines = [json.loads(line) for line in notes.read_text().splitlines()]
    told = [(line["exhibit"], line["size"], line["language"]) for line in lines]
    assert told == [("crowded", "wide", "vi"), ("crowded", "narrow", "vi")]
    for line in lines:
        assert line["faults"] == [
            ["outside the figure", "far outside"],
            ["overlapping words", "one / two"],
            ["small words", "two"],
        ]


def test_report_that_lacks_an_exhibit_is_found() -> None:
    names = ["P1", "P2", "P3"]
    exhibits = [("a", "b"), ("a", "b"), ("a", "c")]
    swept = [
        Swept(Case("plan_period", name, "x"), 1.0, found, ())
        for name, found in zip(names, exhibits, strict=True)
    ]
    assert [(one.case[-4:-2], one.where) for one in uneven(swept)] == [
        ("P3", "b"),
        ("P3", "c"),
    ]


def test_findings_are_grouped_by_kind() -> None:
    findings = tuple(Finding("kind", f"P{n}", "en", "p", "words") for n in range(3))
    told = report_on([Swept(Case("k", "P1", "x"), 2.0, (), findings)])
    assert "kind: 3" in told
    assert "3 x p en | P0 | words" in told


@pytest.mark.slow
def test_some_reports_are_free_of_all_that() -> None:
    asked = ["--periods", "2016-2020", "--provinces", *PROVINCES]
    done = subprocess.run(
        [sys.executable, str(SWEEP), *asked],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert f"{len(PROVINCES)} reports" in done.stdout
