"""The wild cluster bootstrap equals one regression for each draw, and has its size."""

import numpy as np
import pandas as pd
import pytest
from simulated_panels import dummies, inferred, simulated

from par_eval.impact.difference_in_differences import difference_in_differences
from par_eval.impact.wild_bootstrap import webb_weights, wild_bootstrap
from par_eval.impact.within import take_out
from par_eval.values import ParEvalError


def coded(frame, cluster="unit"):
    return [pd.factorize(frame[name])[0] for name in ("unit", "time", cluster)]


def bootstrap(frame, names=("treated",), cluster="unit", **options):
    units, times, clusters = coded(frame, cluster)
    within = take_out(len(frame), [units, times])
    within = within.extended(frame[list(names[1:])].to_numpy(float))
    both = within.residual(frame[["treated", "y"]].to_numpy(float))
    return wild_bootstrap(both[:, 0], both[:, 1], within, clusters, **options)


def one_by_one(frame, names, cluster, null, weights):
    """T-ratios from regressions on dummies: the actual one, then one for each draw."""
    design, outcome = dummies(frame, names), frame["y"].to_numpy()
    clusters = coded(frame, cluster)[2]
    inverse = np.linalg.pinv(design)
    bread = inverse @ inverse.T

    def ratio(values):
        found = inverse @ values
        scores = design * (values - design @ found)[:, None]
        sums = np.array([scores[clusters == g].sum(axis=0) for g in range(groups)])
        covariance = bread @ sums.T @ sums @ bread
        return (found[0] - null) / np.sqrt(covariance[0, 0])

    groups = clusters.max() + 1
    shifted = outcome - null * design[:, 0]
    rest = design[:, 1:]
    fitted = rest @ (np.linalg.pinv(rest) @ shifted)
    residuals = shifted - fitted
    base = fitted + null * design[:, 0]
    drawn = [ratio(base + residuals * one[clusters]) for one in weights]
    return ratio(outcome), np.array(drawn)


@pytest.mark.parametrize("null", [0.0, 0.7, -3.0])
@pytest.mark.parametrize("case", ["balanced", "unbalanced", "clusters across units"])
def test_equals_a_regression_for_each_draw(case, null):
    frame, names, cluster = simulated(11, units=9), ("treated", "x"), "unit"
    if case == "unbalanced":
        frame = frame.drop(index=[2, 17, 18, 40]).reset_index(drop=True)
    if case == "clusters across units":
        frame["region"] = np.arange(len(frame)) // 7
        cluster = "region"
    groups = frame[cluster].nunique()
    weights, _ = webb_weights(groups, 199, 5)
    actual, drawn = one_by_one(frame, names, cluster, null, weights)
    found = bootstrap(frame, names, cluster, draws=199, seed=5)
    extreme = (np.abs(drawn) >= abs(actual) * (1 - 1e-9)).sum()
    assert found.p_value(null) == pytest.approx((1 + extreme) / 200)
    distance = null - found.estimate
    value, slope, constant, linear, quadratic = found.ratios
    below = constant - 2 * distance * linear + distance**2 * quadratic
    ours = (value - distance * slope) / np.sqrt(below)
    assert ours == pytest.approx(drawn, rel=1e-6)


def test_interval_holds_what_is_not_rejected():
    frame = simulated(12, units=14)
    found = bootstrap(frame, draws=999)
    low, high = found.interval(0.95)
    assert low < found.estimate < high
    inside = np.linspace(low, high, 9)[1:-1]
    assert (found.p_value(inside) > 0.05).all()
    width = 1e-6 * (high - low)
    assert (found.p_value(np.array([low - width, high + width])) <= 0.05).all()


def test_p_value_and_interval_of_one_estimate_agree():
    for seed in range(12):
        frame = simulated(seed, units=10, treated=5, effect=1.2)
        found = difference_in_differences(frame, inference="wild_bootstrap", draws=499)
        low, high = found.interval
        assert (found.p_value <= 0.05) == (not low <= 0 <= high)
        assert "Webb" in found.inference
        assert "10 clusters, 499 draws, seed 0" in found.inference


def test_webb_weights_have_mean_zero_and_variance_one():
    weights, complete = webb_weights(3, 999, 0)
    assert complete  # 6 to the power of 3 are all there are
    assert len(np.unique(weights, axis=0)) == 216
    assert weights.mean() == pytest.approx(0, abs=1e-12)
    assert (weights**2).mean() == pytest.approx(1)
    drawn, complete = webb_weights(30, 999, 0)
    assert not complete
    assert set(np.unique(drawn)) == set(np.unique(weights))


def test_few_draws_are_refused():
    with pytest.raises(ParEvalError, match="draws=10 is too few"):
        webb_weights(5, 10, 0)


def test_nothing_is_rejected_where_weights_are_too_few():
    frame = simulated(1, units=2, treated=1)
    found = bootstrap(frame)  # 36 assignments, each with its mirror image
    assert found.complete
    assert found.interval(0.95) == (-np.inf, np.inf)


@pytest.mark.simulation
def test_size_and_coverage_with_few_clusters():
    covered = naive = 0
    count, effect = 2000, 0.5
    shape = {"units": 12, "treated": 6, "effect": effect}
    for fitted, found in inferred("wild_bootstrap", count, **shape):
        low, high = found.interval
        covered += low <= effect <= high
        estimate = float(fitted.coefficients[0])
        scores = fitted.regressors[:, 0] * fitted.residuals
        sums = np.bincount(fitted.rows.clusters, scores)
        error = np.linalg.norm(sums) / (fitted.regressors**2).sum()
        naive += abs(estimate - effect) <= 1.96 * error
    assert 0.93 <= covered / count <= 0.97
    assert naive / count < 0.93  # what the bootstrap is for


@pytest.mark.simulation
@pytest.mark.parametrize(("treated", "least", "most"), [(2, 0, 0.01), (3, 0.03, 0.07)])
def test_size_with_few_treated_clusters(treated, least, most):
    # two are too few: with the null imposed the test then hardly ever rejects
    # (MacKinnon and Webb 2017, Journal of Applied Econometrics 32(2)), hence the note
    rejected = sum(
        found.p_value <= 0.05
        for _, found in inferred("wild_bootstrap", 1000, units=14, treated=treated)
    )
    assert least <= rejected / 1000 <= most
