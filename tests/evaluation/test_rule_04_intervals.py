"""Rule 4: how far noise and the parts leave places open, and what is not told apart.

The figures of Bac Giang are those that another program found in the same data; its
intervals of single years are not stepwise, so that they may be wider than ours.
"""

import math
from unittest.mock import ANY

import numpy as np
import pytest
import shipped
from small import small

from par_eval.evaluation.standing.precision import precision
from par_eval.evaluation.standing.precision_notes import CHANGES, PART_INTERVALS
from par_eval.evaluation.subject import National, Subject

from .said import carrying, plain

YEARS = range(2005, 2010)


@pytest.fixture(scope="module")
def plan():
    return precision(shipped.evaluation("Bac Giang", "2016-2020"))


@pytest.fixture(scope="module")
def before():
    return precision(shipped.evaluation("Bac Giang", "2011-2015"))


def filled(found, *names):
    """Notes that are filled with these and with nothing else."""
    return [note for note in found.notes if set(note.values) == set(names)]


def told(found):
    """Indicators by the verdict that their changes of place are said to have."""
    verdicts = {words.message: verdict for verdict, words in CHANGES.items()}
    return {
        verdicts[note.message]: plain(note.values["names"])
        for note in found.notes
        if note.message in verdicts
    }


def ends(pair):
    return tuple(one.value for one in pair)


def by_year(found):
    return {place.year: place for place in found.places}


def by_indicator(found):
    return {move.indicator: move for move in found.moves}


def test_the_period_is_5th_and_noise_leaves_1st_to_30th(plan):
    period = by_year(plan)[0]
    assert (period.rank.value, period.of.value) == (5, 61)
    assert ends(period.noise) == (1, 30)
    assert period.placed


@pytest.mark.parametrize(
    ("year", "rank", "best", "worst"),
    [(2016, 11, 1, 61), (2017, 26, 1, 63), (2018, 3, 1, 50), (2019, 4, 1, 55)],
)
def test_one_year_cannot_place_the_province(plan, year, rank, best, worst):
    place = by_year(plan)[year]
    assert place.rank.value == rank
    assert place.noise[0].value == best
    assert worst - 3 <= place.noise[1].value <= worst
    assert place.placed is False


@pytest.mark.parametrize(
    ("year", "best", "worst"),
    [
        (2016, 6, 15),
        (2017, 21, 31),
        (2018, 1, 5),
        (2019, 3, 6),
        (2020, 8, 14),
        (0, 4, 5),
    ],
)
def test_parts_leave_less_open_than_noise(plan, year, best, worst):
    assert ends(by_year(plan)[year].parts) == (best, worst)


def test_only_the_last_place_of_2013_is_beyond_noise(before):
    """Without steps it was 34th to 63rd."""
    best, worst = ends(by_year(before)[2013].noise)
    assert 34 <= best <= 37
    assert worst == 63
    assert [year for year, place in by_year(before).items() if place.placed] == [2013]


@pytest.mark.parametrize(
    ("indicator", "first", "last"),
    [
        ("papi.total", 11, 13),
        ("papi.participation", 3, 7),
        ("papi.transparency", 3, 17),
        ("papi.accountability", 59, 12),
        ("papi.corruption_control", 12, 29),
        ("papi.administrative_procedures", 15, 10),
        ("papi.public_services", 29, 19),
    ],
)
def test_no_change_of_place_is_distinguishable(plan, indicator, first, last):
    move = by_indicator(plan)[indicator]
    assert (move.first, move.last) == (2016, 2020)
    assert (move.before[0].value, move.after[0].value) == (first, last)
    assert move.verdict == "not_distinguishable"


def test_the_pair_test_of_the_total(plan):
    move = by_indicator(plan)["papi.total"]
    assert move.distance.value == pytest.approx(-0.27, abs=0.005)
    assert move.p.value == pytest.approx(math.erfc(0.27 / math.sqrt(2)), abs=0.01)


def test_what_noise_is_and_what_it_leaves_open_is_said(plan, before):
    (noise,) = carrying(plan.notes, level="95", name="papi.total", run="2011–2015")
    found = [noise.values[name].value for name in ("deviation", "relative")]
    assert found == pytest.approx([1.06, 0.60], abs=0.005)
    measures = {end.measure for place in plan.places for end in place.noise}
    assert measures == {"noise_best", "noise_worst"}  # never those of confidence
    assert [note.values["run"] for note in filled(plan, "run")] == ["2011–2015"]
    assert filled(before, "run") == []  # its own noise is not borrowed
    years = (2016, 2017, 2018, 2019, 2020)
    assert len(carrying(plan.notes, years=years, share="50")) == 1
    assert (len(filled(plan, "share")), len(filled(before, "share"))) == (0, 1)
    others = by_year(plan)[2020].alike
    assert len(carrying(plan.notes, year=2020, number=others)) == 1
    assert told(plan) == {"not_distinguishable": tuple(by_indicator(plan))}
    assert plan.notes[-1] == PART_INTERVALS[True]


def test_the_numbers_agree_with_the_standing():
    """The same quantity has the same value and bounds wherever it is printed."""
    for evaluation in shipped.sample_of_evaluations():
        rows = evaluation.standing.numbers.to_dict("records")
        known = {(row["measure"], row["of"]): row for row in rows}
        ours = precision(evaluation).numbers
        shared = 0
        for row in ours.to_dict("records"):
            other = known.get((row["measure"], row["of"]))
            if other is not None:
                shared += 1
                for column in ("value", "low", "high"):
                    assert row[column] == pytest.approx(other[column], nan_ok=True)
        assert shared == 2 * len({row["year"] for row in rows})


def test_keys_name_each_number_once(plan):
    assert not plan.numbers.duplicated(["indicator", "year", "what"]).any()
    assert set(plan.numbers["what"]) >= {
        "rank",
        "noise_best",
        "parts_worst",
        "z_change",
    }


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_ranks_lie_in_both_intervals_of_every_province(period):
    seen = 0
    for code in shipped.facts().provinces["province"]:
        for place in precision(shipped.of_code(code, period)).places:
            seen += 1
            for low, high in (ends(place.noise), ends(place.parts)):
                assert 1 <= low <= place.rank.value <= high <= place.of.value
    assert seen > 300


def simulated(levels, passing, *, seed=1, jump=()):
    """Two parts; the first provinces in `jump` move by so much in the last year."""
    generator = np.random.default_rng(seed)
    levels = np.asarray(levels, dtype=float)
    values = {}
    for part in ("a", "b"):
        values[part] = {}
        for year in range(2001, 2010):
            moved = levels.copy()
            if year == YEARS[-1]:
                moved[: len(jump)] += jump
            scores = moved + generator.normal(0, passing, len(levels))
            values[part][year] = list(scores)
    return National(small(values, {"total": ("a", "b")}), "2005-2009")


def test_noise_intervals_hold_the_true_place():
    """Forty provinces of known order, and noise of three steps between them."""
    held = tried = 0
    for seed in range(5):
        national = simulated(np.arange(40, 0, -1), 3.0, seed=seed)
        for true in range(1, 41):
            for place in precision(Subject(national, f"P{true}")).places:
                tried += 1
                held += place.noise[0].value <= true <= place.noise[1].value
    assert held / tried >= 0.93


def test_clear_differences_are_seen():
    national = simulated(np.arange(40, 0, -1), 0.05)
    found = precision(Subject(national, "P7"))
    period = by_year(found)[0]
    assert ends(period.noise) == (7, 7)
    assert (period.alike.value, period.placed) == (0, True)
    assert [note.values["year"] for note in filled(found, "year")] == [2009]
    assert carrying(found.notes, number=ANY) == []


def test_provinces_that_are_all_alike_are_neither_placed_nor_moved():
    """The family of looks at one province errs in 5 % of them."""
    national = simulated(np.zeros(200), 1.0)
    found = [precision(Subject(national, f"P{place}")) for place in range(1, 201)]
    assert np.mean([place.placed for one in found for place in one.places]) < 0.05
    moved = [
        any(move.verdict == "distinguishable" for move in one.moves) for one in found
    ]
    assert 0 < np.mean(moved) < 0.09


def test_a_leap_is_told_apart_and_the_others_are_not():
    national = simulated(np.arange(40, 0, -1), 0.5, jump=(-30.0,))
    found = precision(Subject(national, "P1"))
    assert {move.verdict for move in found.moves} == {"distinguishable"}
    assert told(found) == {"distinguishable": ("total", "a", "b")}
    other = precision(Subject(national, "P20"))
    assert {move.verdict for move in other.moves} == {"not_distinguishable"}
    assert told(other) == {"not_distinguishable": ("total", "a", "b")}


ALIKE = {2005: [1, 2, 3], 2006: [3, 2, 1], 2007: [1, 2, 3]}


def places_in(values, wholes=None, province="P1", **options):
    national = National(small(values, wholes, **options), "2005-2009")
    return precision(Subject(national, province))


PARTS = {"a": {2005: [5, 3, 1]}, "b": {2005: [4, 5, 5.5]}}


@pytest.mark.parametrize(
    ("down", "wanted"),
    [((), [(1, 3), (1, 2), (1, 3)]), (("total", "a", "b"), [(1, 3), (2, 3), (1, 3)])],
    ids=["higher is better", "lower is better"],
)
def test_parts_by_hand(down, wanted):
    """Totals 9, 8, 6.5; without a 4, 5, 5.5; without b 5, 3, 1.

    The mean z-scores of a and b are -0.05, 0.11, -0.06, so that only equal weights
    put P2 first.
    """
    for place, pair in enumerate(wanted, start=1):
        found = places_in(PARTS, {"total": ("a", "b")}, f"P{place}", down=down)
        assert ends(found.places[0].parts) == pair


def test_a_headline_without_parts_has_no_second_interval():
    found = places_in({"a": ALIKE})
    assert all(place.parts is None for place in found.places)
    assert found.notes[-1] == PART_INTERVALS[False]


def test_without_a_run_there_is_no_interval_and_a_note_says_so():
    breaks = [{"indicator": "a", "year": 2006}, {"indicator": "a", "year": 2007}]
    found = places_in({"a": ALIKE}, breaks=breaks)
    assert {(p.noise, p.placed, p.alike) for p in found.places} == {(None, None, None)}
    assert [move.verdict for move in found.moves] == ["not_tested"]
    assert len(carrying(found.notes, name="a", least=3)) == 1
    assert carrying(found.notes, level=ANY) == []
    assert told(found) == {"not_tested": ("a",)}
    assert found.noises == ()


def test_a_dimension_without_a_run_is_named_and_the_others_are_tested():
    generator = np.random.default_rng(2)
    values = {
        part: {year: list(generator.normal(size=12)) for year in YEARS}
        for part in ("a", "b")
    }
    breaks = [
        {"indicator": "b", "year": year, "reaches_parts": "no"} for year in (2006, 2008)
    ]
    national = National(
        small(values, {"total": ("a", "b")}, breaks=breaks), "2005-2009"
    )
    found = precision(Subject(national, "P1"))
    moves = by_indicator(found)
    assert moves["b"].verdict == "not_tested"
    assert moves["a"].verdict != "not_tested"
    assert "b" in told(found)["not_tested"]
    assert "a" not in told(found)["not_tested"]


def test_noise_that_is_not_found_bounds_nothing():
    values = {"a": {2005: [1, 2, 3], 2006: [0, 2, 4], 2007: [-1, 2, 5]}}
    found = places_in(values)
    assert all(place.noise is None for place in found.places)
    assert len(carrying(found.notes, run="2005–2007", name="a")) == 1
    assert carrying(found.notes, level=ANY) == []


def test_a_province_without_any_value_has_nothing_to_be_sure_of():
    values = {"a": {year: [1, 2, None] for year in YEARS}}
    found = places_in(values, province="P3")
    assert found.numbers.empty
    assert (found.places, found.moves, found.notes) == ((), (), ())


def test_one_year_alone_has_neither_a_period_nor_a_change():
    values = {"a": {2005: [1, 2, 3], 2006: [2, None, 1], 2007: [2, None, 3]}}
    found = places_in(values, province="P2")
    assert [place.year for place in found.places] == [2005]
    assert found.moves == ()
