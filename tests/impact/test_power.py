"""Smallest detectable effect: against the placebo test itself, unit by unit."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from par_eval.impact.placebo import placebo_in_space
from par_eval.impact.power import smallest_detectable_effect
from par_eval.values import ParEvalError

METHODS = ("synthetic_control", "difference_in_differences", "synthetic_did")


def panel(units=22, periods=14, pre=10, seed=0, effect=0.0):
    generator = np.random.default_rng(seed)
    loads = generator.uniform(0.5, 1.5, size=(units, 1))
    y = loads * generator.normal(size=periods).cumsum() + 5 * generator.random(
        size=(units, 1)
    )
    y = y + generator.normal(size=(units, periods))
    y[0, pre:] += effect
    frame = pd.DataFrame(y).rename_axis("unit").reset_index()
    frame = frame.melt("unit", var_name="time", value_name="y")
    frame["time"] = frame["time"].astype(int)
    frame["treated"] = ((frame["unit"] == 0) & (frame["time"] >= pre)).astype(int)
    return frame


def seen(method, frame, unit, effect, statistic, most):
    """Whether the placebo test sees an effect that is put into a donor."""
    frame = frame[frame["unit"] != 0]
    late = (frame["unit"] == unit) & (frame["time"] >= 10)
    frame = frame.assign(y=frame["y"] + effect * late, treated=late.astype(int))
    found = placebo_in_space(method, frame)
    p = found.p_value if statistic == "rmspe_ratio" else found.p_value_effect
    return round(p * found.of) - 1 <= most


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("statistic", ["rmspe_ratio", "effect"])
def test_each_unit_is_seen_from_its_own_effect_on(method, statistic):
    """The ends found without fitting again are those of the placebo test."""
    frame = panel()
    found = smallest_detectable_effect(method, frame, statistic=statistic)
    for unit in (1, 7, 20):
        for sign, column in ((1, "up"), (-1, "down")):
            end = found.units.loc[unit, column]
            above = seen(method, frame, unit, sign * (end + 1e-3), statistic, 0)
            below = seen(method, frame, unit, sign * (end - 1e-3), statistic, 0)
            assert above
            assert end == 0 or not below


def test_the_curve_is_the_share_that_is_seen():
    """Of ten donors at 80 %: one placebo may be as large."""
    method, frame, sizes = "synthetic_control", panel(units=11), [0.0, 2.0, 5.0]
    found = smallest_detectable_effect(method, frame, effects=sizes, level=0.8)

    def share(effect):
        units = range(1, 11)
        hits = [seen(method, frame, one, effect, "rmspe_ratio", 1) for one in units]
        return np.mean(hits)

    for size in sizes:
        up, down = share(size), share(-size)
        assert found.curve.loc[size, ["up", "down"]].tolist() == [up, down]
        assert found.curve.loc[size, "share"] == pytest.approx((up + down) / 2)


@pytest.mark.parametrize("power", [0.5, 0.8, 0.95])
def test_the_smallest_effect_reaches_its_power_and_a_smaller_one_does_not(power):
    frame = panel(seed=1)
    options = {"power": power, "statistic": "effect"}
    method = "difference_in_differences"
    end = smallest_detectable_effect(method, frame, **options).smallest
    near = [0.999 * end, 1.001 * end, 2 * end]
    curve = smallest_detectable_effect(method, frame, effects=near, **options).curve
    assert curve["share"].iloc[0] < power <= curve["share"].iloc[1]
    assert curve["share"].iloc[2] >= curve["share"].iloc[1]


def test_a_wider_test_sees_smaller_effects():
    frame = panel(seed=2)
    ends = [
        smallest_detectable_effect("synthetic_control", frame, level=level).smallest
        for level in (0.95, 0.9, 0.8)
    ]
    assert ends[0] > ends[1] > ends[2] > 0


@settings(max_examples=8, deadline=None)
@given(st.floats(-100, 100), st.sampled_from([-4.0, 0.5]), st.sampled_from(METHODS))
def test_shift_and_scale(shift, scale, method):
    frame = panel(seed=3)
    one = smallest_detectable_effect(method, frame)
    moved = frame.assign(y=shift + scale * frame["y"])
    other = smallest_detectable_effect(method, moved)
    assert other.smallest == pytest.approx(abs(scale) * one.smallest, rel=1e-3)
    ends = ["up", "down"] if scale > 0 else ["down", "up"]
    assert other.units[ends].to_numpy() == pytest.approx(
        abs(scale) * one.units.to_numpy(), rel=1e-3, abs=1e-3
    )


def test_what_the_treated_did_changes_nothing():
    one, other = panel(effect=0), panel(effect=100)
    method = "synthetic_control"
    assert (
        smallest_detectable_effect(method, one)
        .table()
        .equals(smallest_detectable_effect(method, other).table())
    )


def test_too_few_donors_see_nothing_and_say_so():
    found = smallest_detectable_effect("synthetic_control", panel(units=10))
    assert found.smallest is None
    assert (found.curve["share"] == 0).all()
    assert "1/10" in found.notes[0]
    wider = smallest_detectable_effect("synthetic_control", panel(units=10), level=0.8)
    assert wider.smallest > 0
    assert wider.notes == ()


FRAME = panel()
LATE = FRAME["time"] >= 10
BAD = {
    "method": (("lasso", FRAME), {}, "no placebos"),
    "statistic": ((METHODS[0], FRAME), {"statistic": "t"}, "statistic='t'"),
    "power": ((METHODS[0], FRAME), {"power": 80}, "power=80"),
    "level": ((METHODS[0], FRAME), {"level": 0}, "level=0"),
    "effects": ((METHODS[0], FRAME), {"effects": [-1]}, "not below zero"),
    "two treated": (
        (METHODS[0], FRAME.assign(treated=(LATE & (FRAME["unit"] < 2)) * 1)),
        {},
        "one treated unit",
    ),
    "three donors": (
        (METHODS[0], FRAME[FRAME["unit"] < 4]),
        {},
        "3 donors are too few",
    ),
    "missing": (
        (METHODS[0], FRAME.assign(y=FRAME["y"].where(FRAME.index != 4))),
        {},
        "values are missing",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_words(case):
    given_, options, told = BAD[case]
    with pytest.raises(ParEvalError, match=told):
        smallest_detectable_effect(*given_, **options)


@pytest.mark.simulation
@pytest.mark.parametrize("size", [0.0, 3.0])
def test_the_share_is_how_often_a_real_effect_is_seen(size):
    """Over many panels: what the donors promise, and what the treated then shows."""
    promised, shown = [], []
    for seed in range(400):
        frame = panel(units=20, seed=seed, effect=size)
        method = "difference_in_differences"
        options = {"statistic": "effect", "effects": [size], "level": 0.9}
        found = smallest_detectable_effect(method, frame, **options)
        promised.append(found.curve["up"].iloc[0])
        shown.append(placebo_in_space(method, frame).p_value_effect <= 0.1)
    error = np.sqrt(0.25 / 400) + 0.02
    assert np.mean(promised) == pytest.approx(np.mean(shown), abs=2 * error)
    if size == 0:
        assert np.mean(shown) == pytest.approx(0.1, abs=0.04)
    else:
        assert np.mean(shown) > 0.4
