"""Ridge-augmented synthetic control: its two forms, its limits, and what it refuses."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from par_eval.impact.ridge_augmented import ridge_augmented
from par_eval.impact.synthetic_control import synthetic_control
from par_eval.values import ParEvalError


def panel(effect=0.0, seed=0, donors=8, periods=20, pre=14, outside=2.0):
    """One factor; the treated lies outside of the donors by `outside`."""
    generator = np.random.default_rng(seed)
    loads = np.r_[outside, generator.uniform(-1, 1, donors)]
    factor = generator.normal(size=periods).cumsum()
    y = np.outer(loads, factor) + 0.3 * generator.normal(size=(donors + 1, periods))
    y[0, pre:] += effect
    frame = pd.DataFrame(y).rename_axis("unit").reset_index()
    frame = frame.melt("unit", var_name="time", value_name="y")
    frame["time"] = frame["time"].astype(int)
    frame["treated"] = ((frame["unit"] == 0) & (frame["time"] >= pre)).astype(int)
    return frame


def wide(frame):
    return frame.pivot(index="unit", columns="time", values="y").to_numpy()


@pytest.mark.parametrize("penalty", [0.1, 5.0, 100.0])
def test_weights_and_bias_correction_are_the_same_estimate(penalty):
    """Lemma 1: donors reweighted, or the synthetic control less the bias that a ridge
    regression of later on earlier outcomes of the donors predicts."""
    frame = panel(seed=1)
    y, pre = wide(frame), 14
    plain = synthetic_control(frame)
    w = plain.weights["unit"].to_numpy()
    middle = y[1:].mean(axis=0)
    x, later = (y - middle)[:, :pre], (y[1:] - middle)[:, pre:]
    gram = x[1:].T @ x[1:] + penalty * np.eye(pre)
    slopes = np.linalg.solve(gram, x[1:].T @ later)
    bias = (x[0] - w @ x[1:]) @ slopes
    found = ridge_augmented(frame, penalty=penalty)
    assert found.estimate == pytest.approx(plain.estimate - bias.mean())
    assert found.weights["unit"].sum() == pytest.approx(1)


def test_a_large_penalty_is_the_synthetic_control_and_a_small_one_fits_exactly():
    frame = panel(seed=2, donors=30)
    plain, far = synthetic_control(frame), ridge_augmented(frame, penalty=1e12)
    assert far.estimate == pytest.approx(plain.estimate)
    assert far.diagnostics["pre_rmspe"] == pytest.approx(plain.diagnostics["pre_rmspe"])
    near = ridge_augmented(frame, penalty=1e-9)
    assert near.diagnostics["pre_rmspe"] < 1e-6
    fits = [
        ridge_augmented(frame, penalty=10.0**k).diagnostics["pre_rmspe"]
        for k in range(-3, 6)
    ]
    assert (np.diff(fits) >= 0).all()


def test_cross_validation_by_hand():
    """Each period left out in turn, weights and regression fitted again without it."""
    frame = panel(seed=3)
    table = ridge_augmented(frame).diagnostics["cross_validation"]
    y = wide(frame)[:, :14]
    x = y - y[1:].mean(axis=0)
    for penalty in table.index[::10]:
        squared = []
        for left in range(14):
            kept = frame[(frame["time"] != left) & (frame["time"] < 15)]
            weights = ridge_augmented(kept, penalty=penalty).weights["unit"]
            squared.append((x[0, left] - weights.to_numpy() @ x[1:, left]) ** 2)
        assert table.loc[penalty, "error"] == pytest.approx(np.mean(squared), rel=1e-6)
        error = np.std(squared, ddof=1) / np.sqrt(14)
        assert table.loc[penalty, "standard_error"] == pytest.approx(error, rel=1e-6)


def test_rules_choose_from_the_table():
    frame = panel(seed=3)
    simple, lowest = (
        ridge_augmented(frame, rule=rule) for rule in ("one_standard_error", "minimum")
    )
    table = lowest.diagnostics["cross_validation"]
    best = lowest.diagnostics["penalty"]
    assert table.loc[best, "error"] == table["error"].min()
    within = table["error"] <= table.loc[best].sum()
    assert simple.diagnostics["penalty"] == table.index[within].max() >= best


def test_it_helps_where_the_treated_lies_outside_of_its_donors():
    plain, ours = [], []
    for seed in range(30):
        frame = panel(effect=4, seed=seed)
        plain.append(synthetic_control(frame).estimate - 4)
        ours.append(ridge_augmented(frame).estimate - 4)
    assert np.mean(np.square(ours)) < 0.5 * np.mean(np.square(plain))


@settings(max_examples=25, deadline=None)
@given(st.floats(-100, 100), st.sampled_from([-2.0, 0.01, 30.0]), st.integers(0, 5))
def test_shift_and_scale(shift, scale, seed):
    frame = panel(effect=2, seed=seed)
    one = ridge_augmented(frame)
    other = ridge_augmented(frame.assign(y=shift + scale * frame["y"]))
    assert other.estimate == pytest.approx(scale * one.estimate, rel=1e-4, abs=1e-6)
    assert other.diagnostics["penalty"] == pytest.approx(
        scale**2 * one.diagnostics["penalty"], rel=1e-6
    )


def test_the_order_of_units_changes_nothing():
    frame = panel(seed=4)
    mixed = frame.assign(unit=8 - frame["unit"]).sample(frac=1, random_state=1)
    one, other = ridge_augmented(frame), ridge_augmented(mixed)
    assert other.estimate == pytest.approx(one.estimate)


FRAME = panel()
BAD = {
    "no pre-period": (
        FRAME.assign(treated=(FRAME["unit"] == 0) * 1),
        {},
        "every period",
    ),
    "one donor": (FRAME[FRAME["unit"] < 2], {}, "at least"),
    "constant": (FRAME.assign(y=0.0), {}, "one value"),
    "missing": (
        FRAME.assign(y=FRAME["y"].where(FRAME.index != 3)),
        {},
        "values are missing",
    ),
    "penalty": (FRAME, {"penalty": 0.0}, "penalty=0.0"),
    "rule": (FRAME, {"rule": "best"}, "rule='best'"),
    "two periods": (FRAME[FRAME["time"] > 11], {}, "too few to cross-validate"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_words(case):
    frame, options, told = BAD[case]
    with pytest.raises(ParEvalError, match=told):
        ridge_augmented(frame, **options)
