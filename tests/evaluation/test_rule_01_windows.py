"""Rule 1: baseline and endline, and which years may never enter them."""

import numpy as np
import pytest
import shipped
from small import simulated, small

from par_eval.evaluation import Evaluation, National, Window, limits, outliers, windows
from par_eval.language import say

PERIOD = (2005, 2009)
EVERY = range(1999, 2012)


def facts_of(years, *, breaks=()):
    """One indicator with a value in some years, for the two provinces alike."""
    values = {year: [1.0, 2.0] if year in years else [None, 3.0] for year in EVERY}
    rows = [
        {"indicator": "a", "year": year, "severity": severity}
        for year, severity in breaks
    ]
    return small({"a": values}, breaks=rows, period=PERIOD)


def chosen(years, *, breaks=(), flagged=()):
    """Windows of the first province, which has values in the given years only."""
    marks = dict.fromkeys(flagged, "trough")
    return windows(facts_of(years, breaks=breaks), "a", "P1", PERIOD, marks)


def pair(found):
    return found.baseline, found.endline


USUAL = Window((2003, 2004)), Window((2008, 2009))


def without(*years):
    return [year for year in EVERY if year not in years]


def test_two_years_make_a_window():
    found = chosen(EVERY)
    assert pair(found) == USUAL
    assert (found.breaks, found.flagged, found.refused) == ((), {}, False)


@pytest.mark.parametrize(
    ("years", "baseline"),
    [
        (without(2003), Window((2002, 2004))),
        (without(2004), Window((2002, 2003))),
        (without(2002, 2003), Window((2004,), "single")),
        (without(2003, 2004), Window((2002,), "single")),
        (without(2002, 2003, 2004), Window((2005,), "late")),
        (range(2005, 2012), Window((2005,), "late")),
        (range(2006, 2012), Window((2006,), "late")),
    ],
)
def test_baseline(years, baseline):
    """Three calendar years before the period count; 2001 is out of reach."""
    assert pair(chosen(years)) == (baseline, Window((2008, 2009)))


@pytest.mark.parametrize(
    ("years", "endline"),
    [
        (without(2008), Window((2007, 2009))),
        (without(2009), Window((2007, 2008))),
        (without(2008, 2009), Window((2007,), "single")),
        (without(2007, 2008), Window((2009,), "single")),
        (range(1999, 2010), Window((2008, 2009))),
    ],
)
def test_endline(years, endline):
    """Three calendar years at the end count; 2006 is out of reach, 2010 is outside."""
    assert pair(chosen(years)) == (Window((2003, 2004)), endline)


@pytest.mark.parametrize(
    "years",
    [
        without(2007, 2008, 2009),
        without(*range(2005, 2010)),
        [2009],
        [2005, 2006],
        [],
    ],
)
def test_without_both_windows_there_is_no_change(years):
    found = chosen(years)
    assert pair(found) == (None, None)
    assert not found.refused


def test_a_late_baseline_is_not_an_endline_as_well():
    assert pair(chosen([2008, 2009])) == (
        Window((2008,), "late"),
        Window((2009,), "single"),
    )


@pytest.mark.parametrize("year", [2006, 2007, 2009])
def test_a_hard_break_inside_the_period_refuses(year):
    found = chosen(EVERY, breaks=[(year, "hard"), (2008, "soft")])
    assert pair(found) == (None, None)
    assert found.refused
    assert [b.year for b in found.breaks] == [year]
    assert found.runs == (tuple(range(2005, year)), tuple(range(year, 2010)))


@pytest.mark.parametrize("year", [2002, 2010])
def test_a_hard_break_outside_all_windows_does_not_matter(year):
    found = chosen(EVERY, breaks=[(year, "hard")])
    assert pair(found) == USUAL
    assert found.breaks == ()


@pytest.mark.parametrize(
    ("year", "baseline"),
    [
        (2003, Window((2003, 2004))),
        (2004, Window((2004,), "single")),
        (2005, Window((2005,), "late")),
    ],
)
def test_the_baseline_lies_on_this_side_of_a_hard_break(year, baseline):
    assert chosen(EVERY, breaks=[(year, "hard")]).baseline == baseline


@pytest.mark.parametrize(
    ("year", "crossed"), [(2003, []), (2004, [2004]), (2009, [2009])]
)
def test_a_soft_break_is_crossed_and_told(year, crossed):
    found = chosen(EVERY, breaks=[(year, "soft")])
    assert pair(found) == USUAL
    assert [b.year for b in found.breaks] == crossed
    assert not found.refused


@pytest.mark.parametrize(
    ("years", "flagged", "baseline", "endline"),
    [
        (EVERY, [2004], Window((2002, 2003)), Window((2008, 2009))),
        (EVERY, [2003, 2004], Window((2002,), "single"), Window((2008, 2009))),
        (without(2002), [2003], Window((2004,), "single"), Window((2008, 2009))),
        (EVERY, [2002, 2003, 2004], Window((2005,), "late"), Window((2008, 2009))),
        (EVERY, range(2002, 2006), Window((2006,), "late"), Window((2008, 2009))),
        (EVERY, [2009], Window((2003, 2004)), Window((2007, 2008))),
        (EVERY, [2008, 2009], Window((2003, 2004)), Window((2007,), "single")),
        (without(2007), [2008], Window((2003, 2004)), Window((2009,), "single")),
        (EVERY, [2007, 2008, 2009], None, None),
    ],
)
def test_a_flagged_year_never_enters(years, flagged, baseline, endline):
    """The next comparable year enters, or the one that is left stands alone."""
    found = chosen(years, flagged=flagged)
    assert pair(found) == (baseline, endline)
    assert found.flagged == dict.fromkeys(flagged, "trough")


def used(found):
    return {tuple(window.years for window in windows) for windows in found.alternatives}


def test_alternatives_are_shorter_windows():
    assert used(chosen(EVERY)) == {
        ((2004,), (2008, 2009)),
        ((2003, 2004), (2009,)),
        ((2004,), (2009,)),
    }


def test_alternatives_let_flagged_years_in():
    assert used(chosen(EVERY, flagged=[2004])) == {
        ((2003,), (2008, 2009)),
        ((2002, 2003), (2009,)),
        ((2003,), (2009,)),
        ((2003, 2004), (2008, 2009)),
        ((2004,), (2008, 2009)),
        ((2003, 2004), (2009,)),
        ((2004,), (2009,)),
    }


@pytest.mark.parametrize("flagged", [(), (2004,), (2003, 2009)])
def test_the_chosen_windows_are_no_alternative(flagged):
    found = chosen(EVERY, flagged=flagged)
    assert tuple(window.years for window in pair(found)) not in used(found)


def noise(seed, *, provinces=40, parts=("a",), years=range(2000, 2010)):
    generator = np.random.default_rng(seed)
    return simulated(generator, parts, provinces=provinces, years=years)


@pytest.mark.parametrize("depth", [-9.0, 9.0])
@pytest.mark.parametrize("year", [2000, 2004, 2009])
def test_a_planted_outlier_is_found(year, depth):
    values = noise(1)
    values["a"][year][0] = 10 + depth
    table = outliers(small(values), "a")
    assert table.abs().max(axis=None) == abs(table.loc[year, "P1"])
    assert abs(table.loc[year, "P1"]) > 3.5
    assert np.sign(table.loc[year, "P1"]) == np.sign(depth)


def test_noise_alone_is_rarely_an_outlier():
    """A normal value lies beyond 3.5 deviations once in 2,149 times."""
    far = sum(
        int((outliers(small(noise(seed)), "a").abs() > 3.5).sum(axis=None))
        for seed in range(10)
    )
    assert far <= 10 * 40 * 10 / 2149 * 4


def test_distances_are_measured_in_deviations_of_all_provinces():
    table = outliers(small(noise(2)), "a")
    assert np.sqrt((table**2).mean(axis=None)) == pytest.approx(1)


def test_a_distance_worked_out_by_hand():
    """Away from the year's mean P1 has 1, 1, 4, 0 and P2 the opposite.

    Middle years: 1 - (1 + 4) / 2 = -1.5 and 4 - (1 + 0) / 2 = 3.5; the ends: 1 -
    (1 + 4) / 2 = -1.5 and 0 - (1 + 4) / 2 = -2.5. Mean square: 23 / 4.
    """
    values = {2000: [6, 4], 2001: [7, 5], 2002: [9, 1], 2003: [2, 2]}
    table = outliers(small({"a": values}), "a")
    wanted = np.array([-1.5, -1.5, 3.5, -2.5]) / np.sqrt(23 / 4)
    assert table["P1"].tolist() == pytest.approx(wanted)
    assert table["P2"].tolist() == pytest.approx(-wanted)


def test_what_happens_to_all_provinces_is_no_outlier():
    values = noise(3)
    values["a"][2004] = [score - 50 for score in values["a"][2004]]
    assert (outliers(small(values), "a").abs() < 3.5).all(axis=None)


def test_a_missing_year_is_stepped_over():
    values = noise(4)
    values["a"][2003][0] = None
    values["a"][2004][0] = 1.0
    table = outliers(small(values), "a")
    assert np.isnan(table.loc[2003, "P1"])
    assert table.loc[2004, "P1"] < -3.5


def test_distances_are_not_taken_across_a_hard_break():
    """The level of one province moves with the break, as its scale may do."""
    values = noise(5)
    for year in range(2005, 2010):
        values["a"][year][0] += 30
    breaks = [{"indicator": "a", "year": 2005}]
    facts = small(values, breaks=breaks)
    assert (outliers(facts, "a").abs() < 3.5).all(axis=None)
    assert (outliers(small(values), "a")["P1"].abs() > 3.5).any()


@pytest.mark.parametrize("years", [range(2005, 2007), range(2005, 2006)])
def test_too_few_years_have_no_outliers(years):
    table = outliers(small(noise(6, years=years)), "a")
    assert table.isna().all(axis=None)


def test_where_nothing_moves_nothing_is_an_outlier():
    values = {year: [1.0, 2.0, 3.0] for year in range(2003, 2010)}
    table = outliers(small({"a": values}), "a")
    assert not (table.abs() > 3.5).any(axis=None)


def evaluation_of(values, wholes, province="P1"):
    return Evaluation(National(small(values, wholes), "2005-2009"), province)


def test_a_year_in_which_the_whole_is_an_outlier_counts_for_its_parts():
    """Four parts fall a little, each within its noise; their sum does not."""
    parts = ("a", "b", "c", "d")
    values = noise(7, parts=parts)
    for part in parts:
        for year in range(2000, 2010):
            values[part][year][0] = 10.0 if year != 2004 else 7.0
    evaluation = evaluation_of(values, {"total": parts})
    alone = evaluation.national.outliers("a").loc[2004, "P1"]
    assert -3.5 < alone < 0
    assert evaluation.flagged("total") == {2004: "trough"}
    for part in parts:
        assert evaluation.flagged(part) == {2004: "trough"}
        assert evaluation.windows(part).baseline == Window((2002, 2003))


def quiet(seed, parts):
    """Noise for all provinces but the first one, which stays at its level."""
    values = noise(seed, parts=parts)
    for by_year in values.values():
        for scores in by_year.values():
            scores[0] = 10.0
    return values


def test_an_outlier_of_a_part_does_not_count_for_another_part():
    """It is too small to be seen in the sum."""
    values = quiet(8, ("a", "b"))
    values["a"][2004][0] = 15.5
    evaluation = evaluation_of(values, {"total": ("a", "b")})
    assert evaluation.flagged("a") == {2004: "peak"}
    assert evaluation.flagged("total") == evaluation.flagged("b") == {}


def test_an_outlier_does_not_make_outliers_of_its_neighbours():
    """Each lies far from the mean of its own neighbours, by no fault of its own."""
    values = quiet(9, ("a",))
    values["a"][2004][0] = 30.0
    evaluation = evaluation_of(values, {"total": ("a",)})
    assert evaluation.flagged("a") == {2004: "peak"}


@pytest.mark.parametrize(("depth", "kind"), [(-6.0, "trough"), (6.0, "peak")])
@pytest.mark.parametrize("year", [2003, 2004, 2008, 2009])
def test_a_year_that_is_left_out_of_a_window_is_named(year, depth, kind):
    values = quiet(10, ("a",))
    values["a"][year][0] = 10 + depth
    evaluation = evaluation_of(values, {"total": ("a",)})
    assert evaluation.flagged("total") == {year: kind}
    told = [say(line, "en") for line in limits(evaluation)]
    assert [line for line in told if line.startswith(f"{year} is a {kind}")]


def test_a_year_that_no_window_could_hold_is_not_named():
    values = quiet(11, ("a",))
    values["a"][2000][0] = 30.0
    told = [say(line, "en") for line in limits(evaluation_of(values, {"t": ("a",)}))]
    assert not [line for line in told if line.startswith("2000")]


def test_the_trough_of_2013_is_no_baseline_and_is_named():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    assert evaluation.flagged("papi.total") == {2013: "trough"}
    found = evaluation.windows("papi.corruption_control")
    assert pair(found) == (Window((2015,), "single"), Window((2019, 2020)))
    told = [say(line, "en") for line in limits(evaluation)]
    assert [line for line in told if line.startswith("2013 is a trough")]


def flagged_years_outside_windows(evaluations):
    """Number of flagged years, none of which may be in a window."""
    looked = 0
    for evaluation in evaluations:
        for name in (*evaluation.national.dimensions, evaluation.national.headline):
            found = evaluation.windows(name)
            if found.baseline and found.endline:
                years = {*found.baseline.years, *found.endline.years}
                assert not years & set(found.flagged)
                looked += len(found.flagged)
    return looked


def test_no_flagged_year_is_in_any_window():
    assert flagged_years_outside_windows(shipped.sample_of_evaluations()) > 0


@pytest.mark.slow
def test_no_flagged_year_is_in_any_window_of_any_province():
    assert flagged_years_outside_windows(shipped.every_evaluation()) > 10
