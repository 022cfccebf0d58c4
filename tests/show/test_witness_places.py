"""Charts of places: by instrument and year, and cited beside left out."""

import pandas as pd
import pytest
import shipped

from par_eval.show.figures.cited import cited_and_left_out
from par_eval.show.figures.strips import Mark, Strip, laid, sheet
from par_eval.show.figures.witness_places import surveyed_and_reported
from par_eval.show.figures.witness_titles import largest_gap
from par_eval.show.figures.words import width_of
from par_eval.show.style import Size
from par_eval.values import quantities_in

from .laid_out import faults, laid_out

CASES = [
    ("Bac Giang", "2016-2020"),
    ("Da Nang", "2016-2020"),
    ("Quang Ninh", "2011-2015"),
]
PAIR = ("Bac Giang", "2016-2020")


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case))
def test_words_keep_apart_and_inside(case):
    assert faults(surveyed_and_reported(shipped.evaluation(*case))) == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case))
def test_every_place_is_drawn_with_its_instrument(case):
    evaluation = shipped.evaluation(*case)
    exhibit = surveyed_and_reported(evaluation)
    found = evaluation.witnesses.witnesses
    (axes,) = laid_out(exhibit).axes
    words = [artist.get_text() for artist in axes.texts]
    for one in found:
        name = one.name.texts["en"]
        for year, place in one.places.items():
            ends = sorted({place.low, place.high})
            assert f"{name} {'–'.join(map(str, ends))}" in words
            assert (year, one.instrument) in exhibit.grid.cells


def test_surveys_and_reports_have_other_shapes():
    (axes,) = laid_out(surveyed_and_reported(shipped.evaluation(*PAIR))).axes
    shapes = {line.get_marker() for line in axes.lines} - {"None"}
    kinds = {w.self_reported for w in shipped.evaluation(*PAIR).witnesses.witnesses}
    assert {"no", "partly", "yes"} <= kinds
    assert shapes == {"o", "D", "s"}


@pytest.mark.parametrize("province", ["Bac Giang", "Da Nang", "Ca Mau", "Ha Noi"])
def test_the_gap_is_between_two_instruments_that_differ(province):
    found = shipped.evaluation(province, "2016-2020").witnesses
    gap = largest_gap(found)
    differ = [
        c
        for pair in found.pairs
        if not pair.shared
        for c in pair.comparisons
        if c.year == found.headline_year and c.verdict == "differ"
    ]
    assert (gap is None) == (not differ)
    if gap is None:
        return
    apart = [
        max(c.first.low, c.second.low) - min(c.first.high, c.second.high)
        for c in differ
    ]
    assert gap.number.value == max(apart)
    title = surveyed_and_reported(shipped.evaluation(province, "2016-2020")).title
    assert [q.id for q in quantities_in(title)] == [gap.number.id]


def test_labels_of_one_place_stand_in_lanes_of_their_own():
    strip = Strip(
        "a", tuple(Mark(3, 3, "as long as that", "o", True, "ink") for _ in range(5))
    )
    on = sheet([strip], 63, Size("narrow", 358, 0), "en")
    row = laid(on, strip)
    assert len(set(row.lanes)) == len(set(row.drops)) == 5
    wide = width_of("as long as that", on.label, True)
    assert min(row.centres) - wide / 2 >= on.left


def test_labels_far_apart_stand_in_one_lane():
    marks = tuple(Mark(place, place, "x", "o", True, "ink") for place in (1, 30, 60))
    on = sheet([Strip("a", marks)], 63, Size("wide", 760, 0), "en")
    row = laid(on, Strip("a", marks))
    assert row.lanes == (1, 1, 1)
    assert set(row.drops) == {0}


def test_cited_places_are_those_of_the_claims():
    """The claims table says which places a claim states."""
    evaluation = shipped.evaluation(*PAIR)
    exhibit = cited_and_left_out(evaluation)
    claims = pd.read_csv(shipped.facts().directory / "claims.csv")
    claims = claims[claims["province"] == evaluation.province]
    stated = claims[claims["kind"].isin(["rank", "value", "change"])].dropna(
        subset=["about", "year"]
    )
    known = {
        (str(a), int(y)) for a, y in zip(stated["about"], stated["year"], strict=True)
    }
    cells, no = exhibit.grid.cells, {"no"}
    cited = {
        key
        for key, what in cells
        if what == "cited" and cells[key, what].message not in no
    }
    assert cited
    assert cited <= known
    assert faults(exhibit) == {}


def test_title_counts_every_known_place_once():
    exhibit = cited_and_left_out(shipped.evaluation(*PAIR))
    counts = {q.value for q in quantities_in(exhibit.title)}
    assert len(exhibit.grid.rows) in counts
    assert not exhibit.numbers.duplicated(["measure", "of"]).any()


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_without_a_cited_place_a_sentence_stands_in_its_place(period):
    exhibit = cited_and_left_out(shipped.evaluation("Ca Mau", period))
    assert (exhibit.id, exhibit.kind) == ("cited", "text")
