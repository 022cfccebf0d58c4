"""Robust intervals under relative magnitudes: other computations, properties, input."""

import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from par_eval.impact.relative_magnitudes import Trends, conditional_test, forms
from par_eval.impact.sensitivity import sensitivity
from par_eval.impact.staggered import staggered
from par_eval.values import ParEvalError

LABELS = [-4, -3, -2, 0, 1]
EFFECTS = pd.Series([0.30, 0.31, 0.12, 0.80, 1.00], index=LABELS)
COVARIANCE = pd.DataFrame(0.0075 * np.eye(5) + 0.0025, index=LABELS, columns=LABELS)


def robust(effects=EFFECTS, covariance=COVARIANCE, **options):
    options = {"pre": [-4, -3, -2], "post": [0, 1], **options}
    return sensitivity(effects, covariance, **options)


# moderndid 0.2.0, didhonest.sensitivity.create_sensitivity_results_rm(betahat, sigma,
# 3, 2, l_vec, m_bar_vec, method='C-LF', grid_points=3001, grid_lb=-1, grid_ub=2).
# Its first step draws only 1,000 times: with 1,000 draws of ours, ends move as far as
# the tolerance. It leaves out the first change before treatment (it begins to count
# one too late), which is the smallest here, so that nothing hangs on it.
PEER = {
    ("average", 0.0): (0.749, 1.051),
    ("average", 0.5): (0.557, 1.243),
    ("average", 1.0): (0.281, 1.519),
    ("average", 2.0): (-0.297, None),
    (1, 0.0): (0.806, 1.194),
    (1, 0.5): (0.548, 1.452),
    (1, 1.0): (0.180, 1.820),
    (1, 2.0): (-0.592, None),
}


@pytest.mark.parametrize("case", PEER)
def test_another_program_agrees(case):
    target, magnitude = case
    found = robust(target=target, magnitudes=[magnitude]).intervals.iloc[0]
    for ours, peer in zip(found, PEER[case], strict=True):
        if peer is not None:  # its grid ended before
            assert ours == pytest.approx(peer, abs=0.006)


def made_up(seed, before, after):
    generator = np.random.default_rng(seed)
    periods = before + after
    root = generator.normal(size=(periods, periods))
    weights = generator.normal(size=after)
    if seed % 3 == 0:
        weights = np.eye(after)[seed % after]
    effects = generator.normal(size=periods)
    return Trends(effects, root @ root.T / periods, before, weights)


def inequalities(trends, magnitude, place, sign):
    """Rows that hold a change after treatment, as the paper writes them."""
    steps = np.diff(np.insert(np.eye(len(trends.effects)), trends.before, 0, 0), axis=0)
    largest = sign * steps[place]
    later = steps[trends.before :]
    return np.vstack([later - magnitude * largest, -later - magnitude * largest])


CASES = list(itertools.product(range(6), [(1, 1), (2, 3), (3, 2)], [0.3, 1.0, 2.0]))


@pytest.mark.parametrize(("seed", "shape", "magnitude"), CASES)
def test_the_statistic_is_the_value_of_the_linear_program(seed, shape, magnitude):
    trends = made_up(seed, *shape)
    value = trends.estimate + 0.7
    of_effects, of_value = forms(trends, magnitude)
    ours = (of_effects @ trends.effects - value * of_value).max(axis=1)
    before, after = shape
    cases = itertools.product([1, -1], range(before))
    for number, (sign, place) in enumerate(cases):
        rows = inequalities(trends, magnitude, place, sign)
        error = np.sqrt(np.diag(rows @ trends.covariance @ rows.T))
        # least eta, over effects whose weighted sum is the value
        solved = linprog(
            np.r_[1, np.zeros(after)],
            A_ub=np.column_stack([-error, -rows[:, before:]]),
            b_ub=-rows @ trends.effects,
            A_eq=[np.r_[0, trends.weights]],
            b_eq=[value],
            bounds=[(None, None)] * (after + 1),
        )
        assert ours[number] == pytest.approx(solved.fun, abs=1e-7)


def vertices(rows, error, trends):
    """All vertices of the multipliers, by trying every basis."""
    before = trends.before
    moved = np.linalg.svd(trends.weights[None])[2][1:]  # effects that are no target
    equal = np.vstack([moved @ rows[:, before:].T, error])
    right = np.r_[np.zeros(len(moved)), 1]
    for basis in itertools.combinations(range(len(rows)), len(equal)):
        part = equal[:, basis]
        if abs(np.linalg.det(part)) < 1e-9:
            continue
        weights = np.linalg.solve(part, right)
        if (weights > -1e-9).all():
            vertex = np.zeros(len(rows))
            vertex[list(basis)] = weights
            yield vertex


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (2, 3), (1, 4)])
@pytest.mark.parametrize("seed", [1, 3, 4])
def test_the_forms_are_all_vertices_of_the_program(seed, shape):
    trends = made_up(seed, *shape)
    of_effects, _ = forms(trends, 0.8)
    rows = inequalities(trends, 0.8, 0, 1)
    error = np.sqrt(np.diag(rows @ trends.covariance @ rows.T))
    found = [vertex @ rows for vertex in vertices(rows, error, trends)]
    assert found
    for vertex in found:
        assert np.abs(of_effects[0] - vertex).max(axis=1).min() < 1e-7


def test_without_violations_the_interval_is_the_usual_one():
    found = robust(magnitudes=[0.0])
    assert found.intervals.iloc[0].to_numpy() == pytest.approx(found.original, abs=2e-3)


def test_intervals_grow_with_the_magnitude_and_hold_the_estimate():
    found = robust(magnitudes=np.linspace(0, 3, 13))
    assert (np.diff(found.intervals["lower"]) < 0).all()
    assert (np.diff(found.intervals["upper"]) > 0).all()
    assert found.intervals["lower"].iloc[0] < found.estimate


def test_zero_is_excluded_just_up_to_the_breakdown_value():
    value = robust().breakdown
    assert 0 < value < 3
    close = robust(magnitudes=[value - 0.02, value + 0.02]).table()
    assert list(close["excludes_zero"]) == [True, False]


def test_an_effect_that_is_not_there_breaks_at_once():
    assert robust(EFFECTS * 0.01).breakdown == 0


def test_precise_estimates_give_the_identified_set():
    """Interval without noise: estimate, more or less the largest drift that may be."""
    found = robust(covariance=COVARIANCE * 1e-8, magnitudes=[1.0], target=1)
    drift = 2 * 0.19  # two periods, each the largest change before treatment
    expected = (1 - drift, 1 + drift)
    assert found.intervals.iloc[0].to_numpy() == pytest.approx(expected, abs=1e-3)


def test_scale_and_sign_go_through():
    plain = robust().intervals
    turned = robust(-100 * EFFECTS, 1e4 * COVARIANCE).intervals
    assert turned["lower"].to_numpy() == pytest.approx(
        -100 * plain["upper"].to_numpy(), abs=0.05
    )


def test_weights_may_name_the_target():
    plain = robust(target=1).intervals
    pd.testing.assert_frame_equal(robust(target=[0, 1]).intervals, plain)
    average = robust(target=[0.5, 0.5]).intervals
    pd.testing.assert_frame_equal(average, robust().intervals)


def event_study(base_period):
    generator = np.random.default_rng(0)
    first = np.repeat([np.nan, 4, 5], 40)
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(120), 6),
            "time": np.tile(np.arange(1, 7), 120),
            "y": generator.normal(size=720),
            "first_treated": np.repeat(first, 6),
        }
    )
    frame["y"] += 3 * (frame["time"] >= frame["first_treated"])
    found = staggered(frame, base_period=base_period).aggregate("event_time")
    return found.effects["effect"], found.diagnostics["covariance"]


def test_it_takes_an_event_study_of_staggered():
    found = sensitivity(*event_study("universal"), pre=[-3, -2], post=[0, 1, 2])
    assert found.breakdown > 1
    assert found.table().loc[0.5, "excludes_zero"]


def test_short_differences_of_a_varying_base_are_refused():
    with pytest.raises(ParEvalError, match="universal"):
        sensitivity(*event_study("varying"), pre=[-2, -1], post=[0, 1])


BAD = [
    ({"pre": []}, "at least one period before"),
    ({"post": []}, "at least one period before"),
    ({"pre": [-5, -4]}, "has no estimate"),
    ({"pre": [-2, -3, -4]}, "in order"),
    ({"pre": [-4, -2]}, "evenly spaced"),
    ({"pre": [-2, -2]}, "more than once"),
    ({"target": "median"}, "neither"),
    ({"target": [0, 0]}, "not all zero"),
    ({"target": [1, 0, 0]}, "neither"),
    ({"magnitudes": [-1]}, "from 0 on"),
    ({"magnitudes": []}, "from 0 on"),
    ({"magnitudes": [np.nan]}, "from 0 on"),
    ({"level": 1.0}, "no coverage"),
    ({"draws": 10}, "too few"),
    ({"effects": EFFECTS.where(EFFECTS < 1)}, "missing"),
    ({"covariance": COVARIANCE.where(COVARIANCE < 0.01, 0)}, "no variance"),
    ({"covariance": COVARIANCE - 0.1 + 0.1 * np.eye(5)}, "not symmetric and positive"),
]


@pytest.mark.parametrize(("options", "words"), BAD)
def test_bad_input_is_refused_in_words(options, words):
    with pytest.raises(ParEvalError, match=words):
        robust(**options)


@pytest.mark.simulation
@pytest.mark.parametrize("magnitude", [0.5, 1.0])
def test_intervals_cover_where_trends_drift_as_far_as_they_may(magnitude):
    """The size is exact where one inequality binds, and no more elsewhere."""
    generator = np.random.default_rng(6)
    covariance = 0.04 * np.eye(4) + 0.01
    drift = 0.9
    truth = np.array([-0.05, -drift, magnitude * drift, 2 * magnitude * drift])
    # changes before: -0.85, 0.9 (up to the base period); after: as far as they may
    chance = np.random.default_rng(0).standard_normal((5000, 4))
    drawn = generator.multivariate_normal(truth, covariance, size=2000)
    hits = 0
    for effects in drawn:
        trends = Trends(effects, covariance, 2, np.array([0.0, 1.0]))
        test = conditional_test(trends, magnitude, 0.05, chance)
        hits += not test.rejects(np.zeros(1)).all()
    assert hits / 2000 >= 0.94


@pytest.mark.simulation
def test_size_is_right_where_one_inequality_binds():
    generator = np.random.default_rng(7)
    covariance = 0.04 * np.eye(2) + 0.01
    chance = np.random.default_rng(0).standard_normal((5000, 2))
    drawn = generator.multivariate_normal([-3.0, 3.0], covariance, size=2000)
    hits = 0
    for effects in drawn:
        trends = Trends(effects, covariance, 1, np.ones(1))
        test = conditional_test(trends, 1.0, 0.05, chance)
        hits += not test.rejects(np.zeros(1)).all()
    assert 0.93 <= hits / 2000 <= 0.97
