"""Convergence: what is there is found, and what noise fakes is not (rule 13)."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from small import small
from statsmodels.regression.linear_model import OLS

from par_eval.series.convergence import convergence
from par_eval.series.slopes import beta_convergence, narrower, slope
from par_eval.values import ComparabilityError, MissingValueError

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
RUN = range(2001, 2006)
MANY = 400


def panel(generator, *, keep, spread, noise, shock=0.0):
    """Levels that keep a share of their distance each year; shocks; yearly noise."""
    level = generator.normal(0, spread, MANY)
    scores = {}
    for year in RUN:
        scores[year] = 10 + level + generator.normal(0, noise, MANY)
        level = keep * level + generator.normal(0, shock, MANY)
    return scores


def judged(scores, *, breaks=()):
    facts = small({"a": {y: list(v) for y, v in scores.items()}}, breaks=breaks)
    return convergence(facts, "a", sorted(scores))


def test_noise_alone_looks_like_convergence_to_the_naive_slope_only():
    """Nothing moves but noise as large as the levels: the naive slope is -1/2."""
    scores = panel(np.random.default_rng(1), keep=1, spread=1, noise=1)
    found = judged(scores)
    naive, corrected = found.quantities["naive"], found.quantities["instrumented"]
    assert naive.value == pytest.approx(-0.5, abs=0.1)
    assert naive.high < -0.3
    assert corrected.value == pytest.approx(0, abs=0.25)
    assert corrected.low < 0 < corrected.high
    assert found.verdict == "noise"
    assert not found.shown


def test_true_convergence_is_shown():
    """Distances shrink by 0.7 a year: -1 + 0.7^3 is left to the instrument."""
    found = judged(panel(np.random.default_rng(2), keep=0.7, spread=2, noise=0.5))
    assert found.quantities["instrumented"].value == pytest.approx(0.343 - 1, abs=0.1)
    assert found.quantities["naive"].high < 0
    assert found.quantities["ratio"].value < 1
    assert found.verdict == "shown"
    assert found.shown


def test_slopes_without_a_smaller_spread_show_nothing():
    """Distances shrink, but shocks keep them as wide as they were (Galton, Quah)."""
    shock = math.sqrt(1 - 0.7**2)
    scores = panel(np.random.default_rng(3), keep=0.7, spread=1, noise=0.1, shock=shock)
    found = judged(scores)
    assert found.quantities["instrumented"].high < 0
    assert found.quantities["ratio"].value == pytest.approx(1, abs=0.15)
    assert found.verdict == "spread_kept"
    assert not found.shown


def test_a_smaller_spread_without_slopes_shows_nothing():
    """Noise that shrinks narrows the spread although the levels stay."""
    generator = np.random.default_rng(4)
    level = 10 + generator.normal(0, 0.5, MANY)
    scores = {y: level + generator.normal(0, 3 - (y - 2001) / 2, MANY) for y in RUN}
    found = judged(scores)
    assert found.quantities["ratio"].value < 0.6
    assert found.verdict == "spread_only"
    assert not found.shown


def test_slopes_that_contradict_each_other_show_nothing():
    """Distances double, then shrink to a little more than what they were."""
    generator = np.random.default_rng(12)
    level = generator.normal(0, 1, MANY)
    kept = dict(zip(RUN, (1, 2, 1.8, 1.5, 1.1), strict=True))
    found = judged(
        {y: k * level + generator.normal(0, 0.1, MANY) for y, k in kept.items()}
    )
    assert found.quantities["naive"].low > 0
    assert found.quantities["instrumented"].high < 0
    assert found.verdict == "contradictory"
    assert not found.shown


def test_divergence_is_no_convergence():
    found = judged(panel(np.random.default_rng(5), keep=1.3, spread=1, noise=0.2))
    assert found.quantities["naive"].low > 0
    assert found.verdict == "nothing"
    assert not found.shown


def test_two_years_cannot_take_noise_out():
    scores = panel(np.random.default_rng(6), keep=1, spread=1, noise=1)
    found = judged({year: scores[year] for year in (2001, 2002)})
    assert "instrumented" not in found.quantities
    assert found.verdict == "two_years"
    assert not found.shown


def test_slopes_and_spreads_by_hand():
    """Five provinces; the instrument and the spreads follow from the definitions."""
    first, second, last = [1, 2, 3, 4, 5], [2, 2, 3, 5, 4], [3, 2, 4, 5, 3]
    found = judged({2001: first, 2002: second, 2003: last})
    z = np.array(first) - 3
    moved = np.array(last) - np.array(second)
    wanted = (z @ moved) / (z @ np.array(second))
    assert found.quantities["instrumented"].value == pytest.approx(wanted)
    assert found.quantities["naive"].value == pytest.approx((z @ last) / 10 - 1)
    assert found.quantities["start"].value == pytest.approx(math.sqrt(2.5))
    assert found.quantities["end"].value == pytest.approx(math.sqrt(1.3))
    assert found.quantities["provinces"].value == 5


def test_only_provinces_with_the_years_compared_count():
    scores = panel(np.random.default_rng(7), keep=0.8, spread=1, noise=0.3)
    whole = judged(scores).quantities
    wild = {
        year: [*values, None if year == 2005 else 99] for year, values in scores.items()
    }
    for name, quantity in judged(wild).quantities.items():
        assert quantity.value == pytest.approx(whole[name].value)


def test_a_hard_break_refuses_and_a_soft_one_is_told():
    scores = panel(np.random.default_rng(8), keep=0.8, spread=1, noise=0.3)
    row = {"indicator": "a", "year": 2003, "what_en": "rebuilt"}
    with pytest.raises(ComparabilityError, match="rebuilt"):
        judged(scores, breaks=[row])
    found = judged(scores, breaks=[{**row, "severity": "soft"}])
    assert [b.year for b in found.soft] == [2003]
    assert [note.values["year"] for note in found.notes] == [2003]


def test_too_few_provinces_are_refused():
    with pytest.raises(MissingValueError, match="4 provinces"):
        judged({year: [1.0, 2.0, 3.0, 4.0] for year in RUN})


def test_shift_and_scale_change_nothing_but_the_spread():
    scores = panel(np.random.default_rng(9), keep=0.8, spread=1, noise=0.3)
    one = judged(scores).quantities
    two = judged({y: 5 + 3 * v for y, v in scores.items()}).quantities
    for name in ("naive", "instrumented", "ratio", "naive_error"):
        assert two[name].value == pytest.approx(one[name].value)
    assert two["start"].value == pytest.approx(3 * one["start"].value)


def drawn(strength, seed=10, size=80):
    generator = np.random.default_rng(seed)
    z = generator.normal(size=size)
    u = generator.normal(size=size) * (0.5 + np.abs(z))
    x = strength * z + u
    return z, x, 1 - 0.4 * x + 0.5 * u + generator.normal(size=size)


def test_least_squares_as_in_statsmodels():
    _, x, y = drawn(1)
    ours = slope(y, x, x, 0.95)
    theirs = OLS(y, np.column_stack([np.ones(len(x)), x])).fit(cov_type="HC1")
    assert ours.value == pytest.approx(theirs.params[1], rel=1e-10)
    assert ours.error == pytest.approx(theirs.bse[1], rel=1e-10)
    assert (ours.low, ours.high) == pytest.approx(theirs.conf_int()[1], rel=1e-8)


def test_two_stages_give_the_instrumented_slope():
    z, x, y = drawn(1)
    ones = np.ones(len(z))
    fitted = OLS(x, np.column_stack([ones, z])).fit().fittedvalues
    theirs = OLS(y, np.column_stack([ones, fitted])).fit().params[1]
    assert slope(y, x, z, 0.95).value == pytest.approx(theirs, rel=1e-10)


def test_ends_of_the_interval_are_the_slopes_that_the_instrument_just_rejects():
    """Anderson and Rubin: at an end, the rest hangs on the instrument by z = 1.96."""
    z, x, y = drawn(1)
    found = slope(y, x, z, 0.95)
    design = np.column_stack([np.ones(len(z)), z])
    for end in (found.low, found.high):
        # Errors are those of the rest's own regression on the instrument.
        fit = OLS(y - end * x, design).fit(cov_type="HC1")
        assert abs(fit.tvalues[1]) == pytest.approx(1.959964, abs=1e-5)


def test_a_weak_instrument_bounds_nothing():
    z, x, y = drawn(0.0)
    found = slope(y, x, z, 0.95)
    assert (found.low, found.high) == (None, None)
    assert not found.is_negative


@pytest.mark.slow
def test_intervals_cover_the_slope_as_often_as_they_say():
    hits = [
        found.low is None or found.low <= -0.4 <= found.high
        for found in (covering(seed) for seed in range(2000))
    ]
    assert 0.93 <= np.mean(hits) <= 0.97


def covering(seed):
    z, x, y = drawn(0.6, seed)
    return slope(y, x, z, 0.95)


def test_spreads_that_differ_by_chance_are_not_narrower():
    generator = np.random.default_rng(11)
    found = []
    for _ in range(1000):
        level = generator.normal(size=60)
        first, last = (level + generator.normal(size=60) for _ in range(2))
        found.append(narrower(first, last, 0.95))
    assert 0.01 <= np.mean(found) <= 0.045


at_hand = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not at hand")


def case(name):
    folder = CASES / name
    expected = pd.read_csv(folder / "expected.csv").set_index("quantity")
    return pd.read_csv(folder / "data.csv"), expected


def close(expected, quantity, value):
    row = expected.loc[quantity]
    assert value == pytest.approx(row["value"], abs=row["tolerance"])


SAMPLES = {
    "non-oil (98)": "oil == 'no'",
    "intermediate (75)": "inter == 'yes'",
    "OECD (22)": "oecd == 'yes'",
}


@at_hand
@pytest.mark.parametrize("sample", SAMPLES)
def test_mankiw_romer_and_weil(sample):
    data, expected = case("convergence_mrw")
    data = data.query(SAMPLES[sample]).dropna(subset=["gdp60", "gdp85"])
    found = beta_convergence(np.log(data["gdp60"]), np.log(data["gdp85"]), 25)
    close(expected, f"{sample}: intercept", 25 * found.intercept)
    close(expected, f"{sample}: its standard error", 25 * found.intercept_error)
    close(expected, f"{sample}: coefficient of ln(gdp60)", 25 * found.beta)
    close(expected, f"{sample}: standard error of it", 25 * found.error)
    close(expected, f"{sample}: implied lambda = -ln(1+b)/25", found.speed)


@at_hand
def test_german_counties():
    data, expected = case("convergence_german_counties")
    first, last = np.log(data["gdppc2000"]), np.log(data["gdppc2014"])
    found = beta_convergence(first, last, 14)
    start = "absolute beta convergence 2000-2014: "
    close(expected, f"{start}intercept", found.intercept)
    close(expected, f"{start}its standard error", found.intercept_error)
    close(expected, f"{start}beta", found.beta)
    close(expected, f"{start}its standard error, beta", found.error)
    close(expected, "speed of convergence -ln(1+T beta)/T, 2000-2014", found.speed)


@at_hand
def test_spreads_of_german_counties():
    """Their sigma takes the divisor n, ours n - 1; the quotient is the same."""
    data, expected = case("convergence_german_counties")
    logs = {y: list(np.log(data[f"gdppc{y}"])) for y in (2000, 2005, 2010, 2014)}
    found = judged(logs).quantities
    n = len(data)
    for what, year in (("start", 2000), ("end", 2014)):
        sigma = found[what].value * math.sqrt((n - 1) / n)
        close(expected, f"sigma (sd of log, divisor n) {year}", sigma)
    close(expected, "quotient sigma 2000/2014", 1 / found["ratio"].value)
