"""Synthetic difference in differences: against least squares, and its inference."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from impact.made_panels import (
    everyone_once,
    factor_values,
    leave_out,
    long_panel,
    treat,
)

from par_eval.impact.placebo_inference import from_placebos, share_as_large
from par_eval.impact.synthetic_did import fit_synthetic_did, synthetic_did
from par_eval.values import ParEvalError

seeds = st.integers(0, 2**32 - 1)
PRE = 9


def made(seed, units=10, periods=13, **options):
    values = factor_values(np.random.default_rng(seed), units, periods)
    return long_panel(values, PRE, **options)


def weighted_regression(frame, unit_weights, time_weights):
    """Equation 1 of the paper: two-way fixed effects, weighted; by least squares."""
    units, periods = frame["unit"].unique(), frame["time"].unique()
    later = [p for p in periods if p not in time_weights.index]
    treated = [u for u in units if u not in unit_weights.index]
    by_unit = {**unit_weights, **dict.fromkeys(treated, 1 / len(treated))}
    by_time = {**time_weights, **dict.fromkeys(later, 1 / len(later))}
    weights = frame["unit"].map(by_unit) * frame["time"].map(by_time)
    columns = pd.get_dummies(frame[["unit", "time"]].astype(str)).to_numpy(float)
    columns = np.column_stack([frame["treated"], columns])
    root = np.sqrt(weights.to_numpy())
    return np.linalg.lstsq(columns * root[:, None], frame["y"] * root, rcond=None)[0][0]


@settings(max_examples=10, deadline=None)
@given(seeds, st.integers(1, 3))
def test_the_estimate_is_that_of_the_weighted_regression(seed, treated):
    frame = made(seed, treated=treated)
    found = synthetic_did(frame, inference=None)
    direct = weighted_regression(frame, found.weights["unit"], found.weights["time"])
    assert found.estimate == pytest.approx(direct, rel=1e-6, abs=1e-7)
    assert found.estimate == pytest.approx(found.effects["effect"].iloc[PRE:].mean())


@settings(max_examples=10, deadline=None)
@given(seeds, st.integers(1, 3))
def test_weights_are_on_the_simplex_and_nothing_near_is_better(seed, treated):
    frame = made(seed, treated=treated)
    found = synthetic_did(frame, inference=None)
    for weights in found.weights.values():
        assert (weights >= 0).all()
        assert weights.sum() == pytest.approx(1)
    wide = frame.pivot(index="unit", columns="time", values="y")
    controls = wide.loc[found.weights["unit"].index]
    steps = np.diff(controls.iloc[:, :PRE]).ravel()
    zeta = (treated * 4) ** 0.25 * steps.std(ddof=1)
    assert found.diagnostics["zeta"] == pytest.approx(zeta)
    target = wide.drop(controls.index).mean().iloc[:PRE]

    def criterion(weights):
        gap = target - weights @ controls.iloc[:, :PRE]
        return ((gap - gap.mean()) ** 2).sum() + zeta**2 * PRE * (weights**2).sum()

    ours = found.weights["unit"].to_numpy()
    assert found.diagnostics["unit_objective"] == pytest.approx(criterion(ours))
    others = np.random.default_rng(seed).dirichlet(np.ones(len(ours)), 50)
    assert all(criterion(ours) <= criterion(0.9 * ours + 0.1 * o) for o in others)


@settings(max_examples=10, deadline=None)
@given(seeds, st.floats(-50, 50), st.floats(0.1, 20), st.floats(-2, 2))
def test_shift_scale_order_unit_means_and_a_trend_change_nothing_else(
    seed, shift, scale, slope
):
    frame = made(seed)
    found = synthetic_did(frame)
    means = {name: 3.0 * i for i, name in enumerate(frame["unit"].unique())}
    trend = slope * (frame["time"] - 2001)
    moved = frame.assign(y=shift + scale * frame["y"] + frame["unit"].map(means))
    moved = moved.assign(y=moved["y"] + trend).sample(frac=1, random_state=2)
    other = synthetic_did(moved)
    assert other.estimate == pytest.approx(scale * found.estimate, rel=1e-5, abs=1e-5)
    assert other.standard_error == pytest.approx(scale * found.standard_error, rel=1e-4)
    assert np.allclose(other.weights["unit"], found.weights["unit"], atol=1e-6)


def by_hand(frame, units):
    """The effect on these controls, as if they alone were treated."""
    treated = frame.loc[frame["treated"] == 1, "unit"].unique()
    rest = leave_out(frame, *treated)
    flags = rest["unit"].isin(units) & (rest["time"] >= 2001 + PRE)
    return synthetic_did(
        rest.assign(treated=flags.astype(int)), inference=None
    ).estimate


@pytest.mark.parametrize("treated", [1, 2])
def test_placebos_are_the_method_on_controls_without_the_treated(treated):
    frame = made(5, treated=treated)
    found = synthetic_did(frame)
    controls = found.weights["unit"].index
    effects = [by_hand(frame, units) for units in combinations(controls, treated)]
    assert found.standard_error == pytest.approx(np.std(effects))
    wide = found.diagnostics["standard_error_divisor_n_minus_1"]
    assert wide == pytest.approx(np.std(effects, ddof=1))
    larger = np.sum(np.abs(effects) >= abs(found.estimate))
    assert found.diagnostics["permutation_p_value"] == larger / len(effects)
    exact = synthetic_did(frame, inference="permutation").p_value
    assert exact == (larger + 1) / (len(effects) + 1)


def test_draws_repeat_with_their_seed_and_tend_to_every_placebo_once():
    frame = made(6)
    every = synthetic_did(frame).standard_error
    drawn = [synthetic_did(frame, draws=4000, seed=3).standard_error for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0] == pytest.approx(every, rel=0.05)


def test_interval_and_p_value_agree_for_each_inference():
    for seed in range(12):
        frame = made(seed, units=30)
        frame["y"] += 2.5 * frame["treated"]
        for inference in ("placebo", "permutation"):
            found = synthetic_did(frame, inference=inference, level=0.9)
            low, high = found.interval
            assert (low <= 0 <= high) == (found.p_value > 0.1)


def test_the_permutation_interval_holds_what_the_test_does_not_reject():
    placebos = np.random.default_rng(7).normal(size=39)
    low, high = from_placebos("permutation", 2.0, placebos, 0.9, drawn=False).interval
    for effect in np.linspace(-3, 7, 400):
        p_value = share_as_large(abs(2.0 - effect), np.abs(placebos))
        assert (low <= effect <= high) == (p_value > 0.1)
    few = from_placebos("permutation", 2.0, placebos[:8], 0.95, drawn=False)
    assert few.interval == (-np.inf, np.inf)
    assert few.diagnostics["smallest_p_value"] == 1 / 9


def test_the_jackknife_leaves_each_unit_out_with_the_weights_kept():
    frame = made(8, treated=3)
    found = synthetic_did(frame, inference="jackknife")
    effects = []
    for unit in frame["unit"].unique():
        weights = found.weights["unit"].drop(unit, errors="ignore")
        rest = leave_out(frame, unit)
        weights = weights / weights.sum()
        effects.append(weighted_regression(rest, weights, found.weights["time"]))
    size = len(effects)
    spread = np.sum((np.array(effects) - found.estimate) ** 2)
    assert found.standard_error == pytest.approx(np.sqrt((size - 1) / size * spread))


def steps_missing(frame):
    return frame[frame["time"] >= 2001 + PRE - 1]


BAD = {
    "jackknife of one": ({"inference": "jackknife"}, made, "more than one treated"),
    "unknown": ({"inference": "bootstrap"}, made, "not known"),
    "draws without seed": ({"draws": 100}, made, "seed"),
    "one draw": ({"draws": 1, "seed": 1}, made, "at least two draws"),
    "no placebos": ({}, lambda s: made(s, units=3), "at least 3"),
    "one earlier period": ({}, lambda s: steps_missing(made(s)), "before treatment"),
}


@pytest.mark.parametrize(("options", "make", "words"), BAD.values(), ids=BAD)
def test_what_is_not_valid_is_refused_in_words(options, make, words):
    with pytest.raises(ParEvalError, match=words):
        synthetic_did(make(1), **options)


def test_too_many_sets_ask_for_draws():
    frame = made(1, units=30, treated=8)
    with pytest.raises(ParEvalError, match="give draws"):
        synthetic_did(frame)
    assert synthetic_did(frame, draws=50, seed=1).diagnostics["placebos"] == 50


def test_a_treated_unit_that_lacks_a_cell_needs_a_choice():
    frame = made(3)
    treated = frame.loc[frame["treated"] == 1, "unit"].iloc[0]
    cell = (frame["unit"] == treated) & (frame["time"] == 2002)
    frame["y"] = frame["y"].mask(cell)
    with pytest.raises(ParEvalError, match="choose missing="):
        synthetic_did(frame)
    found = synthetic_did(frame, missing="drop_periods")
    assert "2002" in found.notes[0]
    assert 2002 not in found.weights["time"].index


def simulated(draws, units=41, periods=14, pre=PRE, effect=3.0):
    """Effect and placebo effects of each draw of a panel with a factor and noise."""
    generator = np.random.default_rng(11)
    values = factor_values(generator, units, periods)
    batch = everyone_once(values, pre)
    for _ in range(draws):
        values = factor_values(generator, units, periods)
        values[-1, pre:] += effect
        yield fit_synthetic_did(replace(batch, outcomes=values)).effects


def test_simulated_fits_are_those_of_the_public_function():
    effects = next(simulated(1, units=12))
    generator = np.random.default_rng(11)
    factor_values(generator, 12, 14)
    values = factor_values(generator, 12, 14)
    values[-1, PRE:] += 3.0
    found = synthetic_did(long_panel(values, PRE))
    assert found.estimate == pytest.approx(effects[0])
    assert found.standard_error == pytest.approx(effects[1:].std())


@pytest.mark.simulation
def test_intervals_cover_and_the_test_has_its_size():
    draws, covered, rejected = 2000, {"placebo": 0, "permutation": 0}, 0
    for effects in simulated(draws):
        for method in covered:
            found = from_placebos(method, effects[0], effects[1:], 0.95, drawn=False)
            covered[method] += found.interval[0] <= 3.0 <= found.interval[1]
        null = from_placebos(
            "permutation", effects[0] - 3.0, effects[1:], 0.9, drawn=False
        )
        rejected += null.p_value <= 0.1
    assert 0.93 <= covered["placebo"] / draws <= 0.97
    assert 0.93 <= covered["permutation"] / draws <= 0.97
    assert rejected / draws == pytest.approx(0.1, abs=0.02)


def test_treating_another_unit_is_what_the_helper_says():
    frame = made(1)
    name = frame["unit"].iloc[0]
    found = treat(frame, name, 2001 + PRE)
    assert set(found.loc[found["treated"] == 1, "unit"]) == {name}
