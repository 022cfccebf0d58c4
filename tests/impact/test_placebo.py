"""Placebos are the method itself, run where there was no treatment."""

import numpy as np
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

from par_eval.impact.placebo import leave_one_out, placebo_in_space, placebo_in_time
from par_eval.impact.placebo_fits import fit_named, measured
from par_eval.impact.placebo_inference import share_as_large
from par_eval.impact.synthetic_control import synthetic_control
from par_eval.impact.synthetic_did import synthetic_did
from par_eval.values import ParEvalError

METHODS = ("synthetic_control", "synthetic_did", "difference_in_differences")
PRE, START = 9, 2010


def made(seed, units=9, periods=13, **options):
    values = factor_values(np.random.default_rng(seed), units, periods)
    return long_panel(values, PRE, **options)


def difference(frame):
    """Two by two difference in differences of means."""
    ever = frame.groupby("unit")["treated"].transform("max") == 1
    post = frame["time"] >= frame.loc[frame["treated"] == 1, "time"].min()
    means = frame.groupby([ever.rename("ever"), post.rename("post")])["y"].mean()
    return (means[True, True] - means[True, False]) - (
        means[False, True] - means[False, False]
    )


ALONE = {
    "synthetic_control": lambda f: synthetic_control(f).estimate,
    "synthetic_did": lambda f: synthetic_did(f, inference=None).estimate,
    "difference_in_differences": difference,
}


def treated_of(frame):
    return frame.loc[frame["treated"] == 1, "unit"].iloc[0]


@pytest.mark.parametrize("method", METHODS)
def test_in_space_each_control_is_treated_without_the_treated(method):
    frame = made(1)
    found = placebo_in_space(method, frame)
    own = treated_of(frame)
    assert found.units.index[0] == own
    assert found.units["effect"].iloc[0] == pytest.approx(ALONE[method](frame))
    rest = leave_out(frame, own)
    for unit, effect in found.units["effect"].iloc[1:].items():
        assert ALONE[method](treat(rest, unit, START)) == pytest.approx(effect)


@pytest.mark.parametrize("method", METHODS)
def test_ranks_and_p_values_are_counts(method):
    found = placebo_in_space(method, made(2))
    units, gaps = found.units, found.gaps
    pre = np.sqrt((gaps.iloc[:PRE] ** 2).mean())
    post = np.sqrt((gaps.iloc[PRE:] ** 2).mean())
    assert np.allclose(units["rmspe_ratio"], post / pre)
    assert found.rank == (units["rmspe_ratio"] >= units["rmspe_ratio"].iloc[0]).sum()
    assert found.p_value == found.rank / found.of
    sizes = units["effect"].abs()
    assert found.p_value_effect == (sizes >= sizes.iloc[0]).mean()
    assert found.smallest_p_value == 1 / found.of == 1 / len(units)


@pytest.mark.parametrize("method", METHODS)
def test_in_time_is_the_method_on_earlier_periods(method):
    frame = made(3)
    found = placebo_in_time(method, frame)
    assert list(found.index) == list(range(2003, START))
    earlier = frame[frame["time"] < START]
    for start, effect in found["effect"].items():
        direct = ALONE[method](treat(earlier, treated_of(frame), start))
        assert direct == pytest.approx(effect, abs=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_leave_one_out_is_the_method_without_a_donor_with_weight(method):
    frame = made(4)
    found = leave_one_out(method, frame)
    assert found["weight"].sum() == pytest.approx(1)
    assert (found["weight"] > 0).all()
    whole = ALONE[method](frame)
    for donor, row in found.iterrows():
        direct = ALONE[method](leave_out(frame, donor))
        assert row["effect"] == pytest.approx(direct)
        assert row["change"] == pytest.approx(direct - whole, abs=1e-9)


@settings(max_examples=10, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from(METHODS),
    st.floats(-50, 50),
    st.floats(0.1, 20),
)
def test_shift_scale_and_order_keep_every_rank(seed, method, shift, scale):
    frame = made(seed)
    moved = frame.assign(y=shift + scale * frame["y"]).sample(frac=1, random_state=1)
    first, second = (placebo_in_space(method, one) for one in (frame, moved))
    other = second.units.loc[first.units.index]
    assert np.allclose(other["effect"], scale * first.units["effect"], atol=1e-5)
    assert second.p_value == first.p_value


def test_fits_that_are_exact_have_no_ratio_and_it_is_said():
    values = factor_values(np.random.default_rng(5), 12, 5)
    values[-1] = values[:4].mean(axis=0)
    found = placebo_in_space("synthetic_control", long_panel(values, 2))
    assert found.units["rmspe_ratio"].iloc[0] == np.inf
    assert "exactly" in found.notes[-1]
    exact = (found.units["rmspe_ratio"] == np.inf).sum()
    assert found.rank == exact


def test_several_treated_units_are_placed_among_sets_of_as_many():
    frame = made(6, treated=2)
    found = placebo_in_space("synthetic_control", frame)
    assert found.of == 1 + 7 * 6 // 2
    assert found.units.index[0] == "treated"
    drawn = placebo_in_space("synthetic_control", frame, draws=30, seed=1)
    assert drawn.of == 31
    assert set(drawn.units.index) <= set(found.units.index)


BAD = {
    "unknown": (placebo_in_space, "lasso", made, "no placebos"),
    "two controls": (placebo_in_space, METHODS[0], lambda s: made(s, 3), "at least 3"),
    "two donors": (leave_one_out, METHODS[0], lambda s: made(s, 3), "leave one out"),
    "two earlier periods": (
        placebo_in_time,
        METHODS[0],
        lambda s: (f := made(s))[f["time"] >= START - 2],
        "earlier start",
    ),
}


@pytest.mark.parametrize(("call", "method", "make", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_done_is_refused_in_words(call, method, make, words):
    with pytest.raises(ParEvalError, match=words):
        call(method, make(1))


@pytest.mark.simulation
@pytest.mark.parametrize("method", METHODS)
def test_the_size_is_right_under_no_effect(method):
    """Ratio and effect reject at the stated rate: 2,000 draws, 20 units, 10 %."""
    generator, draws, units = np.random.default_rng(12), 2000, 20
    fit, rejected = fit_named(method), np.zeros(2)
    for _ in range(draws):
        batch = everyone_once(factor_values(generator, units, 13), PRE)
        rows, _ = measured(fit(batch)[0], batch, np.arange(units))
        for i, values in enumerate((rows["rmspe_ratio"], rows["effect"].abs())):
            rejected[i] += share_as_large(values[0], values.to_numpy()[1:]) <= 0.1
    assert rejected / draws == pytest.approx([0.1, 0.1], abs=0.025)
