"""Conformal inference: size, coverage, what changes nothing, and what it refuses."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from par_eval.impact.conformal import conformal_inference
from par_eval.impact.conformal_tests import p_values, post_windows, residuals
from par_eval.values import ParEvalError

METHODS = ("synthetic_control", "difference_in_differences")


def panel(units=6, periods=30, post=4, effect=0.0, seed=0):
    generator = np.random.default_rng(seed)
    common = generator.normal(size=periods).cumsum()
    y = common + generator.normal(size=(units, periods))
    y[0] = y[1:4].mean(axis=0) + 0.5 * generator.normal(size=periods)
    y[0, periods - post :] += effect
    frame = pd.DataFrame(y).rename_axis("unit").reset_index()
    frame = frame.melt("unit", var_name="time", value_name="y")
    frame["treated"] = (frame["unit"] == 0) & (frame["time"] >= periods - post)
    return frame.assign(
        treated=frame["treated"].astype(int), time=frame["time"].astype(int)
    )


def test_windows_are_the_cyclic_shifts_of_the_treated_periods():
    shifts = post_windows(5, 2, None, None)
    assert shifts[:, 0].tolist() == [0, 0, 0, 1, 1]
    assert shifts[:, 1].tolist() == [1, 0, 0, 0, 1]
    assert (shifts.sum(axis=0) == 2).all()
    assert len(np.unique(shifts, axis=1).T) == 5


def test_a_p_value_by_hand():
    left = np.array([3.0, -1, 0, 2, -2])
    statistics = [4, 5, 4, 1, 2]
    assert p_values(left, post_windows(5, 2, None, None)) == pytest.approx(
        np.mean(np.array(statistics) >= 4)
    )


def test_residuals_of_difference_in_differences_by_hand():
    donors, treated = np.array([[1.0, 2, 3], [3, 4, 7]]), np.array([4.0, 4, 8])
    found = residuals(donors, treated, "difference_in_differences")
    assert found == pytest.approx([0, -1, 1])


def test_residuals_of_synthetic_control_are_at_their_minimum():
    generator = np.random.default_rng(1)
    donors, treated = generator.normal(size=(4, 12)), generator.normal(size=12)
    found = (residuals(donors, treated, "synthetic_control") ** 2).sum()
    others = generator.dirichlet(np.ones(4), 2000)
    tried = ((treated - others @ donors) ** 2).sum(axis=1)
    assert found <= tried.min()
    assert found >= 0.9 * tried.min()


@pytest.mark.parametrize("method", METHODS)
def test_a_known_effect_lies_in_the_interval_and_zero_does_not(method):
    covered = []
    for seed in range(12):
        found = conformal_inference(panel(effect=8, post=2, seed=seed), method=method)
        assert found.p_value <= 0.05
        low, high = found.interval
        assert low > 0
        covered.append(low < 8 < high)
    assert sum(covered) >= 10


def test_p_and_interval_are_one_test():
    frame = panel(effect=3, post=2)
    low, high = conformal_inference(frame).interval
    inside, outside = [low + 1e-4, high - 1e-4], [low - 1e-4, high + 1e-4]
    assert all(conformal_inference(frame, null=e).p_value > 0.05 for e in inside)
    assert all(conformal_inference(frame, null=e).p_value <= 0.05 for e in outside)


@settings(max_examples=20, deadline=None)
@given(st.floats(-100, 100), st.sampled_from([-3.0, 0.5]), st.sampled_from(METHODS))
def test_shift_and_scale(shift, scale, method):
    frame = panel(effect=3, post=2)
    one = conformal_inference(frame, method=method)
    moved = frame.assign(y=shift + scale * frame["y"])
    other = conformal_inference(moved, method=method)
    assert other.p_value == one.p_value
    assert sorted(other.interval) == pytest.approx(
        sorted(scale * end for end in one.interval), rel=1e-3, abs=1e-3
    )


def test_the_order_of_units_changes_nothing():
    frame = panel(effect=2)
    mixed = frame.sample(frac=1, random_state=2)
    renamed = mixed.assign(unit=5 - mixed["unit"])
    one, other = conformal_inference(frame), conformal_inference(renamed)
    assert other.p_value == one.p_value
    assert other.interval == pytest.approx(one.interval)


def test_a_short_series_rejects_nothing_and_says_so():
    found = conformal_inference(panel(periods=15, effect=50))
    assert found.p_value == pytest.approx(1 / 15)
    assert found.interval == (-np.inf, np.inf)
    assert "1/15" in found.notes[0]
    assert np.isfinite(conformal_inference(panel(periods=15), level=0.9).interval).all()


def test_more_periods_after_than_before_leave_the_effect_open():
    """The constant takes most of the effect up, so no size of it stands out."""
    frame = panel(periods=24, post=16)
    found = conformal_inference(frame, method="difference_in_differences")
    assert found.interval == (-np.inf, np.inf)
    assert "infinite" in found.notes[0]


def test_an_effect_for_each_period_can_be_tested():
    path = [2.0, 4, 6, 8]
    frame = panel()
    late = frame["treated"] == 1
    frame.loc[late, "y"] += path
    assert conformal_inference(frame, null=path).p_value > 0.2
    assert conformal_inference(frame).p_value <= 2 / 30 + 1e-9


def test_intervals_by_period():
    frame = panel(effect=6)
    found = conformal_inference(frame, by_period=True)
    before, after = found.effects.iloc[:26], found.effects.iloc[26:]
    assert before[["lower", "upper"]].isna().all(axis=None)
    assert ((after["lower"] < 6) & (after["upper"] > 6)).sum() >= 3
    assert (after["lower"] > 0).all()
    alone = frame[(frame["time"] < 26) | (frame["time"] == 27)]
    assert conformal_inference(alone).interval == pytest.approx(
        tuple(after.loc[27, ["lower", "upper"]])
    )


def test_random_permutations_repeat_with_their_seed():
    options = {"permutations": "random", "draws": 499}
    frame = panel(effect=8)
    one = conformal_inference(frame, seed=1, **options)
    assert one.p_value == conformal_inference(frame, seed=1, **options).p_value
    assert 1 / 500 <= one.p_value <= 0.01
    assert "random permutations" in one.inference


def test_a_grid_is_kept_to():
    frame = panel(effect=3, post=2)
    grid = np.arange(-10, 20, 0.5)
    low, high = conformal_inference(frame, grid=grid).interval
    exact = conformal_inference(frame).interval
    assert {low, high} <= set(grid)
    assert exact[0] <= low < exact[0] + 0.5
    assert exact[1] - 0.5 < high <= exact[1]
    assert conformal_inference(frame, grid=[500.0]).interval is None


def changed(**columns):
    return panel().assign(**columns)


FRAME = panel()
BAD = {
    "no pre-period": (changed(treated=(FRAME.unit == 0) * 1), {}, "every period"),
    "all treated": (changed(treated=(FRAME.time > 20) * 1), {}, "every unit"),
    "constant": (changed(y=1.0), {}, "one value"),
    "twice": (pd.concat([FRAME, FRAME.tail(1)]), {}, "more than once"),
    "missing": (changed(y=FRAME.y.where(FRAME.index != 9)), {}, "values are missing"),
    "text": (changed(y="high"), {}, "holds text"),
    "one donor": (FRAME[FRAME.unit < 2], {}, "at least"),
    "switches off": (changed(treated=((FRAME.time == 9) & (FRAME.unit == 0)) * 1), {},
                     "switches off"),
    "method": (FRAME, {"method": "lasso"}, "method='lasso'"),
    "permutations": (FRAME, {"permutations": "all"}, "permutations='all'"),
    "level": (FRAME, {"level": 1}, "level=1"),
    "power": (FRAME, {"power": 0}, "power=0"),
    "null": (FRAME, {"null": [1, 2]}, "2 effects for 4"),
    "infinite null": (FRAME, {"null": np.inf}, "no finite number"),
    "no seed": (FRAME, {"permutations": "random"}, "seed"),
    "grid": (FRAME, {"grid": []}, "grid must hold"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_words(case):
    frame, options, told = BAD[case]
    with pytest.raises(ParEvalError, match=told):
        conformal_inference(frame, **options)


def test_missing_cells_may_be_dropped():
    frame = changed(y=FRAME.y.where(FRAME.index != 9))
    for missing in ("drop_units", "drop_periods"):
        found = conformal_inference(frame, missing=missing)
        assert "Left out" in found.notes[0]


def draws(count, periods, units=6, seed=3):
    """Independent paths in which the treated is near a mean of donors."""
    generator = np.random.default_rng(seed)
    donors = generator.normal(size=(count, units, periods))
    return donors, donors[:, :3].mean(axis=1) + generator.normal(size=(count, periods))


@pytest.mark.simulation
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("post", [1, 5])
def test_a_true_effect_is_covered_as_often_as_the_level_says(method, post):
    """2,000 draws; 40 periods, so that 2 of 40 shifts make exactly 5 %."""
    donors, treated = draws(2000, 40)
    left = residuals(donors, treated, method)
    accepted = p_values(left, post_windows(40, post, None, None)) > 0.05
    assert 0.93 <= accepted.mean() <= 0.97


@pytest.mark.simulation
@pytest.mark.parametrize("method", METHODS)
def test_p_values_are_uniform_under_the_null(method):
    donors, treated = draws(4000, 20, seed=4)
    p = p_values(residuals(donors, treated, method), post_windows(20, 3, None, None))
    for size in (0.05, 0.1, 0.25, 0.5):
        error = np.sqrt(size * (1 - size) / 4000)
        assert abs((p <= size + 1e-9).mean() - size) < 3 * error


@pytest.mark.simulation
def test_intervals_cover_a_known_effect_through_the_public_function():
    covered = []
    for seed in range(300):
        generator = np.random.default_rng(seed)
        frame = panel(post=2, periods=20)
        frame["y"] = generator.normal(size=len(frame)) + 3 * frame["treated"]
        interval = conformal_inference(frame, level=0.9).interval
        covered.append(interval is not None and interval[0] <= 3 <= interval[1])
    assert 0.86 <= np.mean(covered) <= 0.94
