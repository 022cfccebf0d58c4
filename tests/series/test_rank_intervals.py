"""Confidence sets for ranks: where the bar lies, and what may not matter.

What other programs found in the same data stands in tests/reference.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from par_eval.series.rank_intervals import rank_intervals
from par_eval.values import ParEvalError


def exact_bar(errors, highest=(), lowest=()):
    """Bar of the first unit, from the joint normal distribution of its distances.

    Others in `highest` may lie as far above it as they like, those in `lowest` below.
    """
    others = np.array(errors[1:])
    spread = np.hypot(errors[0], others)
    covariance = (errors[0] ** 2 + np.diag(others**2)) / np.outer(spread, spread)
    joint = stats.multivariate_normal(cov=covariance, seed=1)

    def missed(bar):
        ends = np.array([[-bar, bar]] * len(others))
        ends[list(highest), 0], ends[list(lowest), 1] = -np.inf, np.inf
        return joint.cdf(ends[:, 1], lower_limit=ends[:, 0]) - 0.95

    return optimize.brentq(missed, 1.5, 4, xtol=1e-4)


@pytest.mark.parametrize(
    "errors",
    [[1, 1], [1, 1, 1], [2, 2, 2, 2, 2], [1, 3, 0.5], [0.1, 1, 2, 3], [5, 0.2, 1, 1]],
    ids=str,
)
@pytest.mark.parametrize(("nearer", "apart"), [(-0.002, False), (0.002, True)])
def test_the_bar_is_that_of_the_joint_distribution(errors, nearer, apart):
    """All other units lie as many errors away, a trifle below the bar or above it."""
    spread = np.hypot(errors[0], errors[1:])
    scores = [0.0, *(-(exact_bar(errors) + nearer) * spread)]
    found = rank_intervals(scores, standard_errors=errors)
    assert found.loc[0].tolist() == [1, 1, 1 if apart else len(errors)]


@pytest.mark.parametrize("units", [2, 3, 6, 12])
@pytest.mark.parametrize(("nearer", "apart"), [(-0.06, False), (0.06, True)])
def test_the_simultaneous_bar_is_that_of_the_studentized_range(units, nearer, apart):
    """Range of as many equal scores, in errors; simulated, so that it is not exact."""
    bar = stats.studentized_range.ppf(0.95, units, np.inf)
    scores = [bar + nearer, *[0.0] * (units - 1)]
    found = rank_intervals(scores, standard_errors=1.0, simultaneous=True)
    assert found.loc[0].tolist() == [1, 1, 1 if apart else units]


@pytest.mark.parametrize(("nearer", "apart"), [(-0.002, False), (0.002, True)])
def test_a_step_lowers_the_bar_and_leaves_the_opposite_questions(nearer, apart):
    """One far above, one far below and one near: below the bar that all three have.

    Whether the far ones lie on the other side is still asked, so that the bar stays
    above that of one pair.
    """
    bar = exact_bar([1, 1, 1, 1], highest=[1], lowest=[2])
    assert stats.norm.ppf(0.975) < bar + nearer < exact_bar([1, 1, 1, 1])
    scores = [0.0, np.sqrt(2) * (bar + nearer), 90.0, -90.0]
    found = rank_intervals(scores, standard_errors=1.0)
    assert found.loc[0].tolist() == [3, 3 if apart else 2, 3]


def test_scores_and_errors_are_matched_by_unit():
    scores = pd.Series({"a": 3.0, "b": 0.0, "c": -9.0})
    errors = pd.Series({"c": 9.0, "a": 0.1, "b": 0.1})
    found = rank_intervals(scores, standard_errors=errors)
    assert found.index.tolist() == ["a", "b", "c"]
    assert found.loc["a"].tolist() == [1, 1, 2]


SCORES = st.lists(st.integers(-20, 20), min_size=2, max_size=7)
ERRORS = st.lists(st.sampled_from([0.5, 1.0, 2.0, 5.0]), min_size=7, max_size=7)
kinds = pytest.mark.parametrize(
    "kind", [{}, {"simultaneous": True, "draws": 400}], ids=["marginal", "at once"]
)


def as_series(scores, errors):
    units = [f"u{place}" for place in range(len(scores))]
    return (
        pd.Series(scores, index=units, dtype=float),
        pd.Series(errors[: len(scores)], index=units),
    )


@kinds
@given(scores=SCORES, errors=ERRORS)
@settings(deadline=None, max_examples=40)
def test_the_rank_lies_in_its_set(kind, scores, errors):
    values, widths = as_series(scores, errors)
    found = rank_intervals(values, standard_errors=widths, **kind)
    assert (found["lower"] >= 1).all()
    assert (found["lower"] <= found["rank"]).all()
    assert (found["rank"] <= found["upper"]).all()
    assert (found["upper"] <= len(scores)).all()


@kinds
@given(
    scores=SCORES, errors=ERRORS, shift=st.integers(-50, 50), power=st.integers(-3, 5)
)
@settings(deadline=None, max_examples=40)
def test_shift_and_scale_change_nothing(kind, scores, errors, shift, power):
    """Powers of two keep every product exact."""
    values, widths = as_series(scores, errors)
    before = rank_intervals(values, standard_errors=widths, **kind)
    scale = 2.0**power
    after = rank_intervals(
        (values + shift) * scale, standard_errors=widths * scale, **kind
    )
    pd.testing.assert_frame_equal(before, after)


@kinds
@given(scores=SCORES, errors=ERRORS, random=st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_units_changes_nothing(kind, scores, errors, random):
    values, widths = as_series(scores, errors)
    order = random.sample(list(values.index), len(values))
    before = rank_intervals(values, standard_errors=widths, **kind)
    after = rank_intervals(values[order], standard_errors=widths, **kind)
    pd.testing.assert_frame_equal(before.loc[order], after)


@kinds
@given(scores=SCORES, errors=ERRORS)
@settings(deadline=None, max_examples=40)
def test_a_higher_level_is_never_narrower(kind, scores, errors):
    values, widths = as_series(scores, errors)
    narrow, wide = (
        rank_intervals(values, standard_errors=widths, level=level, **kind)
        for level in (0.8, 0.95)
    )
    assert (wide["lower"] <= narrow["lower"]).all()
    assert (wide["upper"] >= narrow["upper"]).all()


def test_turning_the_scores_turns_the_sets():
    generator = np.random.default_rng(5)
    scores, errors = generator.normal(size=12), generator.uniform(0.2, 0.8, 12)
    found = rank_intervals(scores, standard_errors=errors)
    turned = rank_intervals(-scores, standard_errors=errors)
    assert (turned["lower"] == 13 - found["upper"]).all()
    assert (turned["upper"] == 13 - found["lower"]).all()


def test_what_is_given_stays_as_it_is():
    scores, errors = pd.Series([2.0, 1.0]), pd.Series([1.0, 1.0])
    rank_intervals(scores, standard_errors=errors)
    assert scores.tolist() == [2, 1]
    assert errors.tolist() == [1, 1]


TWO = pd.Series({"a": 1.0, "b": 2.0})


@pytest.mark.parametrize(
    ("scores", "errors", "options", "told"),
    [
        ([1.0, np.nan, 3.0], 1.0, {}, "scores of 1 are missing"),
        ([1.0, np.inf], 1.0, {}, "scores of 1 are missing or not finite"),
        ([1.0, 2.0], [1.0, np.nan], {}, "errors of 1 are missing"),
        ([1.0, 2.0], [0.0, 1.0], {}, "errors of 0 are missing, zero"),
        ([1.0, 2.0], -1.0, {}, "errors of 0, 1 are missing, zero, negative"),
        ([1.0, 2.0], np.inf, {}, "not finite"),
        ([1.0], 1.0, {}, "at least two units"),
        ([], [], {}, "at least two units"),
        ([1.0, 2.0], [1.0, 1.0, 1.0], {}, "2 scores and 3 standard errors"),
        (TWO, pd.Series({"a": 1.0, "c": 1.0}), {}, "b, c have one of both only"),
        (TWO, pd.Series([1.0, 1, 1], list("aab")), {}, "a have one of both only"),
        (pd.Series([1.0, 2, 3], list("aab")), 1.0, {}, "a stand twice"),
        (["high", "low"], 1.0, {}, "scores are no numbers"),
        ([1.0, 2.0], ["x", "y"], {}, "standard errors are no numbers"),
        ([1.0, 2.0], 1.0, {"level": 95}, "level 95"),
        ([1.0, 2.0], 1.0, {"level": float("nan")}, "level nan"),
        (
            [1.0, 2.0],
            1.0,
            {"simultaneous": True, "draws": 100},
            "100 draws are too few",
        ),
        ([np.nan] * 8, 1.0, {}, "0, 1, 2, 3, 4 and 3 more"),
    ],
)
def test_what_cannot_be_ranked_is_refused_in_words(scores, errors, options, told):
    with pytest.raises(ParEvalError) as refusal:
        rank_intervals(scores, standard_errors=errors, **options)
    assert told in str(refusal.value)


def covered(generator, errors, draws):
    """Share of draws in which the first of equal units may have any place."""
    units = len(errors)
    whole = 0
    for _ in range(draws):
        scores = generator.normal(0, errors)
        ends = rank_intervals(scores, standard_errors=errors).loc[0]
        whole += ends["lower"] == 1 and ends["upper"] == units
    return whole / draws


@pytest.mark.slow
@pytest.mark.parametrize(
    "errors",
    [np.ones(63), np.linspace(3, 0.3, 15)],
    ids=["equal", "unequal"],
)
def test_sets_of_equal_units_hold_every_place_as_often_as_they_say(errors):
    """Where all true values are equal every place is the right one: 95 % of 2,000."""
    share = covered(np.random.default_rng(2024), errors, 2000)
    assert 0.93 <= share <= 0.97
