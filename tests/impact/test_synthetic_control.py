"""Synthetic control from outcomes: what it must find, and what must not move it."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from impact.made_panels import factor_values, leave_out, long_panel

from par_eval.impact.synthetic_control import synthetic_control
from par_eval.values import ParEvalError

seeds = st.integers(0, 2**32 - 1)
PRE = 10


def made(seed, units=9, periods=14, **options):
    values = factor_values(np.random.default_rng(seed), units, periods)
    return long_panel(values, PRE, **options)


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_a_mixture_of_donors_is_found_and_its_effect(seed):
    generator = np.random.default_rng(seed)
    values = factor_values(generator, 6, 14)
    mixture = generator.dirichlet(np.ones(5))
    values[-1] = mixture @ values[:5]
    values[-1, PRE:] += [1.0, 2.0, 3.0, 4.0]
    found = synthetic_control(long_panel(values, PRE))
    assert found.estimate == pytest.approx(2.5, abs=1e-5)
    assert found.effects["effect"].iloc[-1] == pytest.approx(4, abs=1e-5)
    assert found.diagnostics["pre_rmspe"] == pytest.approx(0, abs=1e-5)
    names = [f"u{(7 * one) % 6:02d}" for one in range(5)]
    assert np.allclose(found.weights["unit"][names], mixture, atol=1e-4)


@settings(max_examples=15, deadline=None)
@given(seeds, st.floats(-50, 50), st.floats(0.1, 20))
def test_shift_scale_and_order_change_nothing_else(seed, shift, scale):
    frame = made(seed)
    found = synthetic_control(frame)
    moved = frame.assign(y=shift + scale * frame["y"]).sample(frac=1, random_state=1)
    other = synthetic_control(moved)
    assert other.estimate == pytest.approx(scale * found.estimate, rel=1e-6, abs=1e-6)
    assert np.allclose(other.weights["unit"], found.weights["unit"], atol=1e-6)
    renamed = frame.assign(unit=frame["unit"].map(lambda name: name[::-1]))
    assert synthetic_control(renamed).estimate == pytest.approx(found.estimate)


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_weights_are_on_the_simplex_and_fit_best(seed):
    frame = made(seed)
    found = synthetic_control(frame)
    weights = found.weights["unit"]
    assert (weights >= 0).all()
    assert weights.sum() == pytest.approx(1)
    wide = frame.pivot(index="unit", columns="time", values="y").iloc[:, :PRE]
    target = wide.drop(weights.index).mean()
    for other in np.random.default_rng(seed).dirichlet(np.full(len(weights), 0.2), 50):
        worse = np.sqrt(((target - other @ wide.loc[weights.index]) ** 2).mean())
        assert found.diagnostics["pre_rmspe"] <= worse + 1e-9


def test_effects_are_observed_less_counterfactual():
    found = synthetic_control(made(1))
    effects = found.effects
    assert np.allclose(effects["observed"] - effects["counterfactual"], effects.effect)
    assert found.estimate == pytest.approx(effects["effect"].iloc[PRE:].mean())
    post = np.sqrt((effects["effect"].iloc[PRE:] ** 2).mean())
    assert found.diagnostics["post_rmspe"] == pytest.approx(post)
    assert found.p_value is None
    assert found.inference == ""


def test_several_treated_units_are_averaged():
    frame = made(2, treated=3)
    ever = frame.groupby("unit")["treated"].transform("max") == 1
    mean = frame[ever].groupby("time", as_index=False)[["y", "treated"]].mean()
    alone = synthetic_control(pd.concat([frame[~ever], mean.assign(unit="mean")]))
    assert synthetic_control(frame).estimate == pytest.approx(alone.estimate)


def lacking(frame):
    """One cell of the treated unit is missing."""
    treated = frame.loc[frame["treated"] == 1, "unit"].iloc[0]
    cell = (frame["unit"] == treated) & (frame["time"] == 2003)
    return frame.assign(y=frame["y"].mask(cell))


def test_a_treated_unit_that_lacks_a_cell_needs_a_choice():
    frame = made(3)
    with pytest.raises(ParEvalError, match="choose missing="):
        synthetic_control(lacking(frame))
    found = synthetic_control(lacking(frame), missing="drop_periods")
    whole = synthetic_control(frame[frame["time"] != 2003])
    assert found.estimate == pytest.approx(whole.estimate)
    assert "1 periods (2003)" in found.notes[0]
    with pytest.raises(ParEvalError, match="treats no unit"):
        synthetic_control(lacking(frame), missing="drop_units")


def one_donor(frame):
    controls = frame.groupby("unit")["treated"].max()
    return leave_out(frame, *controls.index[controls == 0][1:])


def late_second(frame):
    first = frame.loc[frame["treated"] == 0, "unit"].iloc[0]
    later = (frame["unit"] == first) & (frame["time"] == frame["time"].max())
    return frame.assign(treated=frame["treated"] | later)


BAD = {
    "one donor": (one_donor, "at least 2 donors"),
    "two starts": (late_second, "do not all start"),
    "one earlier period": (
        lambda f: f[f["time"] >= 2001 + PRE - 1],
        "before treatment",
    ),
    "no earlier period": (lambda f: f[f["time"] >= 2001 + PRE], "periods before"),
    "all treated": (lambda f: f.assign(treated=f["time"].gt(2005) * 1), "every unit"),
    "twice": (lambda f: pd.concat([f, f[:1]]), "more than once"),
    "text": (lambda f: f.assign(y="high"), "text"),
    "constant": (lambda f: f.assign(y=1.0), "one value"),
    "off": (lambda f: f.assign(treated=f["treated"] * (f["time"] < 2014)), "switches"),
}


@pytest.mark.parametrize(("spoil", "words"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_in_words(spoil, words):
    with pytest.raises(ParEvalError, match=words):
        synthetic_control(spoil(made(4)))
