"""Rule 5: what a comparison could give, whichever unknown provinces are donors."""

from itertools import chain, combinations

import numpy as np
import pandas as pd
import pytest
import shipped
from hypothesis import given
from hypothesis import strategies as st
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attribution import (
    bounds_over_unknown,
    detectable_effect,
    no_comparison,
)
from par_eval.evaluation.attribution.donor_sets import (
    _outer_range,
    mean_range,
    p_range,
)
from par_eval.impact import difference_in_differences
from par_eval.values import ComparabilityError, ParEvalError

FIRST, START, LAST = 2000, 2005, 2009
YEARS = range(FIRST, LAST + 1)

# halves, so that ties are ties
change = st.integers(-20, 20).map(lambda value: value / 2)
some_known = st.lists(change, max_size=4)
some_perhaps = st.lists(change, min_size=1, max_size=7)


def subsets(values):
    sizes = range(len(values) + 1)
    return chain.from_iterable(combinations(values, size) for size in sizes)


def brute(own, known, perhaps):
    """Estimate and p of every set of donors, each worked out from its definition."""
    estimates, shares = [], []
    for chosen in subsets(perhaps):
        donors = [*known, *chosen]
        if not donors:
            continue
        units = [own, *donors]
        total = sum(units)
        sizes = [abs(u - (total - u) / len(donors)) for u in units]
        estimates.append(own - np.mean(donors))
        shares.append(np.mean([size >= sizes[0] - 1e-9 for size in sizes]))
    return estimates, shares


@given(change, some_known, some_perhaps)
def test_the_ends_of_the_estimate_are_those_of_all_subsets(own, known, perhaps):
    estimates, _ = brute(own, known, perhaps)
    low, high = mean_range(np.array(known), np.array(perhaps))
    assert own - high == pytest.approx(min(estimates))
    assert own - low == pytest.approx(max(estimates))


@given(change, some_known, some_perhaps)
def test_the_ends_of_p_are_those_of_all_subsets(own, known, perhaps):
    _, shares = brute(own, known, perhaps)
    found = p_range(own, np.array(known), np.array(perhaps))
    assert found.exact
    assert (found.low, found.high) == pytest.approx((min(shares), max(shares)))


@given(change, some_known, some_perhaps)
def test_the_outer_range_of_p_holds_that_of_all_subsets(own, known, perhaps):
    _, shares = brute(own, known, perhaps)
    outer = _outer_range(own, np.array(known, float), np.array(perhaps))
    assert not outer.exact
    assert outer.low <= min(shares) + 1e-12
    assert outer.high >= max(shares) - 1e-12
    assert 0 < outer.low <= outer.high <= 1


@pytest.mark.parametrize("method", [mean_range, lambda *sets: p_range(1.0, *sets)])
def test_without_any_donor_there_is_no_range(method):
    with pytest.raises(ParEvalError, match="no donor"):
        method(np.array([]), np.array([]))


def evaluated(table, starts, breaks=()):
    """P1 began in START; the others on the given days, None where it is not known."""
    values = {y: list(row) for y, row in zip(YEARS, table, strict=True)}
    cuts = [{"indicator": "speed", "year": year} for year in breaks]
    facts = small({"speed": values}, breaks=cuts, period=(START, LAST))
    facts.tables["reform_names"] = pd.DataFrame(
        {"reform": ["desk"], "name_en": ["the desk"], "universal": ["no"]}
    )
    days = {1: f"{START}-01-01"} | dict(enumerate(starts, start=2))
    rows = [("desk", f"P{n}", day) for n, day in days.items() if day]
    opened = pd.DataFrame(rows, columns=["reform", "province", "opened_from"])
    opened["opened_from"] = pd.to_datetime(opened["opened_from"])
    facts.tables["reforms"] = opened.assign(
        opened_to=opened["opened_from"], source="S1"
    )
    facts.tables["exposure"] = pd.DataFrame(
        {
            "reform": ["desk"],
            "indicator": ["speed"],
            "exposed": ["yes"],
            "documented": ["documented"],
            "reason_en": ["Those who use the desk answer"],
        }
    )
    return Evaluation(National(facts, f"{START}-{LAST}"), "P1")


STARTS = ("2015-01-01", "2015-01-01", None, None, None, "2001-01-01")


def draws(seed=3):
    return np.random.default_rng(seed).normal(10, 1, (len(YEARS), len(STARTS) + 1))


def only_design(evaluation):
    (outcome,) = evaluation.attribution.outcomes
    return outcome.design


def estimate(table, donors):
    """Two-way difference in differences of P1 and some of the others."""
    rows = [
        {"unit": unit, "time": year, "y": table[t, unit]}
        for t, year in enumerate(YEARS)
        for unit in (0, *donors)
    ]
    frame = pd.DataFrame(rows)
    treated = (frame["unit"] == 0) & (frame["time"] >= START)
    frame = frame.assign(treated=treated.astype(int))
    return difference_in_differences(frame, inference="none").estimate


def test_the_bound_is_that_of_two_way_difference_in_differences_over_the_sets():
    """Two known donors, three unknown, one that had the reform: eight sets."""
    table = draws()
    evaluation = evaluated(table, STARTS)
    found = bounds_over_unknown(evaluation, only_design(evaluation))
    every = [estimate(table, (1, 2, *some)) for some in subsets((3, 4, 5))]
    assert len(every) == 8
    assert found.low.value == pytest.approx(min(every))
    assert found.high.value == pytest.approx(max(every))
    assert (found.known.value, found.unknown.value) == (2, 3)
    assert found.smallest_p.value == pytest.approx(1 / 6)
    assert found.p_exact


def test_the_bound_on_deviations_from_the_mean_of_the_others_is_the_same():
    table = draws()
    away = table - table[:, 1:].mean(axis=1)[:, None]
    ends = []
    for scores in (table, away):
        evaluation = evaluated(scores, STARTS)
        found = bounds_over_unknown(evaluation, only_design(evaluation))
        ends.append([q.value for q in (found.low, found.high, found.p_low)])
    assert ends[0] == pytest.approx(ends[1])


def test_a_province_that_lacks_a_year_is_in_no_set():
    table = draws()
    table[1, 3] = None
    evaluation = evaluated(table, STARTS)
    found = bounds_over_unknown(evaluation, only_design(evaluation))
    every = [estimate(table, (1, 2, *some)) for some in subsets((4, 5))]
    assert (found.low.value, found.high.value) == pytest.approx(
        (min(every), max(every))
    )
    assert found.unknown.value == 2


def test_with_no_unknown_province_both_ends_are_the_one_estimate():
    table = draws()
    known = tuple("2015-01-01" if day is None else day for day in STARTS)
    evaluation = evaluated(table, known)
    found = bounds_over_unknown(evaluation, only_design(evaluation))
    wanted = estimate(table, (1, 2, 3, 4, 5))
    assert (found.low.value, found.high.value) == pytest.approx((wanted, wanted))
    assert found.p_low.value == found.p_high.value


@pytest.mark.parametrize(
    "spoilt",
    [
        {"breaks": [START]},
        {"starts": ("2001-01-01",) * 6},
    ],
    ids=["break", "nobody"],
)
def test_a_comparison_that_is_not_possible_is_refused_with_the_reason(spoilt):
    evaluation = evaluated(draws(), **{"starts": STARTS, **spoilt})
    design = only_design(evaluation)
    assert no_comparison(evaluation, design) is not None
    with pytest.raises(ComparabilityError, match=r"desk, speed: .*\."):
        bounds_over_unknown(evaluation, design)


PROVINCES = ("Bac Giang", "Quang Ninh", "Dong Thap", "Bac Kan", "Da Nang")


@pytest.mark.parametrize("period", ["2011-2015", "2016-2020"])
@pytest.mark.parametrize("province", PROVINCES)
def test_shipped_outcomes_have_a_bound_or_a_reason(province, period):
    evaluation = shipped.evaluation(province, period)
    for outcome in evaluation.attribution.outcomes:
        design = outcome.design
        if no_comparison(evaluation, design) is not None:
            with pytest.raises(ComparabilityError):
                bounds_over_unknown(evaluation, design)
            continue
        assert not design.breaks
        found = bounds_over_unknown(evaluation, design)
        assert found.low.value <= found.high.value
        assert found.smallest_p.value <= found.p_low.value <= found.p_high.value <= 1
        frame = shipped.facts().series(design.indicator)
        sides = (
            frame.loc[list(found.after)].mean() - frame.loc[list(found.before)].mean()
        )
        others = sides[list(design.donors)] if design.donors else None
        if others is not None:
            plain = sides[evaluation.province] - others.mean()
            assert found.low.value - 1e-9 <= plain <= found.high.value + 1e-9


def test_a_sampled_set_lies_within_the_bounds_of_many_unknown_provinces():
    """Forty unknown provinces: the ends of p are an outer bound, checked by draws."""
    generator = np.random.default_rng(8)
    known, perhaps = generator.normal(size=3), generator.normal(size=40)
    found, low_high = p_range(1.2, known, perhaps), mean_range(known, perhaps)
    assert not found.exact
    for _ in range(400):
        chosen = perhaps[generator.random(40) < generator.random()]
        (estimated, *_), (share, *_) = brute(1.2, [*known, *chosen], [])
        assert found.low - 1e-12 <= share <= found.high + 1e-12
        assert 1.2 - low_high[1] - 1e-9 <= estimated <= 1.2 - low_high[0] + 1e-9


def test_a_test_over_the_donors_sees_the_effect_that_it_says_it_sees():
    """Each donor with the effect added ranks first among the others four times in five.

    Counted here by hand, donor by donor, on changes of equally weighted donors.
    """
    table = np.random.default_rng(4).normal(10, 1, (len(YEARS), 46))
    evaluation = evaluated(table, ("2015-01-01",) * 45)
    design = only_design(evaluation)
    found = detectable_effect(evaluation, design, design.donors)
    assert found.donors.value == 45
    changes = table[START - FIRST :].mean(axis=0) - table[: START - FIRST].mean(axis=0)
    donors = changes[1:]

    def seen(size):
        count = 0
        for one in range(45):
            others = np.delete(donors, one)
            gaps = others - (others.sum() - others) / 43
            for sign in (1, -1):
                own = abs(donors[one] + sign * size - others.mean())
                count += (np.abs(gaps) >= own).sum() <= 1
        return count / 90

    assert seen(found.smallest.value * 1.001) >= 0.8
    assert seen(found.smallest.value * 0.98) < 0.8


def test_too_few_donors_see_nothing():
    evaluation = evaluated(draws(), STARTS)
    design = only_design(evaluation)
    few = detectable_effect(evaluation, design, design.donors)
    assert few.lacking is not None
    assert few.smallest is None
    more = detectable_effect(evaluation, design, ("P2", "P3", "P4", "P5", "P6"))
    assert (more.lacking, more.smallest) == (None, None)


def test_with_one_year_before_the_start_nothing_can_be_said_of_a_test():
    evaluation = evaluated(draws(), ("2015-01-01",) * 6, breaks=[START - 1])
    design = only_design(evaluation)
    assert design.before == (START - 1,)
    found = detectable_effect(evaluation, design, design.donors)
    assert found.lacking is not None
    assert found.smallest is None
