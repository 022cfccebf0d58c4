"""Randomisation and placebos equal one regression for each assignment."""

from itertools import combinations

import numpy as np
import pytest
from simulated_panels import dummies, inferred, simulated

from par_eval.impact.difference_in_differences import difference_in_differences
from par_eval.impact.randomisation import assignments, randomisation
from par_eval.impact.within import take_out
from par_eval.values import ParEvalError


def coefficient(frame, flags, names):
    """Effect of treatment `flags` by the regression on dummies, and its length."""
    design = dummies(frame.assign(treated=flags.ravel()), names)
    rest = design[:, 1:]
    left = design[:, 0] - rest @ (np.linalg.pinv(rest) @ design[:, 0])
    return left @ frame["y"].to_numpy() / (left @ left), np.linalg.norm(left)


def by_hand(frame, names, null=0.0):
    """P-value over all assignments of simultaneous treatment, one by one."""
    flags = frame["treated"].to_numpy().reshape(frame["unit"].nunique(), -1)
    shifted = frame.assign(y=frame["y"] - null * frame["treated"])
    path, count = flags.max(axis=0), int(flags.max(axis=1).sum())
    effect, length = coefficient(shifted, flags, names)
    actual, extreme, total = abs(effect) * length, 0, 0
    for chosen in combinations(range(len(flags)), count):
        moved = np.zeros_like(flags)
        moved[list(chosen)] = path
        effect, length = coefficient(shifted, moved, names)
        extreme += abs(effect) * length >= actual * (1 - 1e-9)
        total += 1
    return extreme / total


def reassigned(frame, names=("treated",), **options):
    units = frame["unit"].nunique()
    periods = frame["time"].nunique()
    codes = [np.repeat(np.arange(units), periods), np.tile(np.arange(periods), units)]
    within = take_out(len(frame), codes)
    within = within.extended(frame[list(names[1:])].to_numpy(float))
    left = within.residual(frame[["y"]].to_numpy()).reshape(units, periods)
    flags = frame["treated"].to_numpy().reshape(units, periods)
    return randomisation(flags, left, within, **options)


@pytest.mark.parametrize("null", [0.0, 1.3, -2.0])
@pytest.mark.parametrize("names", [("treated",), ("treated", "x")])
def test_equals_a_regression_for_each_assignment(names, null):
    frame = simulated(3, units=7, treated=2, effect=1.5)
    found = reassigned(frame, names)
    assert found.complete
    assert found.total == 21
    assert found.p_value(null) == pytest.approx(by_hand(frame, names, null))


@pytest.mark.parametrize("names", [("treated",), ("treated", "x")])
@pytest.mark.parametrize("draws", [99, 9_999])  # a sample, or all 3,003
def test_interval_is_the_test_inverted(names, draws):
    frame = simulated(6, units=15, treated=5, effect=1.0)
    found = reassigned(frame, names, draws=draws)
    assert found.complete == (draws > 3003)
    low, high = found.interval(0.9)
    assert low < found.estimate < high
    width = 1e-6 * (high - low)
    assert all(found.p_value(null) > 0.1 for null in np.linspace(low, high, 30)[1:-1])
    assert found.p_value(low - width) <= 0.1
    assert found.p_value(high + width) <= 0.1


def test_staggered_paths_are_moved_whole():
    frame = simulated(4, units=9, treated=3)
    late = frame["unit"] == frame.loc[frame["treated"] == 1, "unit"].iloc[0]
    frame.loc[late & (frame["time"] < 2005), "treated"] = 0
    paths = frame["treated"].to_numpy().reshape(9, -1)
    codes = np.unique(paths, axis=0, return_inverse=True)[1].reshape(-1)
    given, complete = assignments(codes, 499, 0)
    assert not complete
    assert (np.sort(given, axis=1) == np.sort(codes)).all()
    found = reassigned(frame, draws=499)
    unique = np.unique(paths, axis=0)
    for one in (0, 17):
        effect, length = coefficient(frame, unique[given[one]], ("treated",))
        assert found.statistics[one] == pytest.approx(effect * length)


def test_one_treated_unit_among_few_rejects_nothing():
    frame = simulated(2, units=8, treated=1, effect=50)
    found = difference_in_differences(frame, inference="randomisation")
    assert found.p_value == pytest.approx(1 / 8)  # the smallest that 8 units can give
    assert found.diagnostics["smallest_p"] == pytest.approx(1 / 8)
    assert found.interval == (-np.inf, np.inf)
    assert found.standard_error is None


def test_a_mirrored_assignment_counts_too():
    found = reassigned(simulated(2, units=6, treated=3, effect=50))
    assert found.total == 20
    assert found.smallest_p == pytest.approx(2 / 20)  # the other half, with its sign
    assert found.p_value() == pytest.approx(2 / 20)


@pytest.mark.parametrize("covariates", [(), ("x",)])
@pytest.mark.parametrize("treated", [1, 2])
def test_placebo_error_equals_a_fit_for_each_placebo(treated, covariates):
    frame = simulated(9, units=9, treated=treated)
    ever = frame.groupby("unit")["treated"].transform("max") == 1
    controls = frame[~ever].reset_index(drop=True)
    path = frame.loc[ever, "treated"].to_numpy().reshape(treated, -1)[0]
    effects = []
    for chosen in combinations(controls["unit"].unique(), treated):
        flags = controls["unit"].isin(chosen) * np.tile(path, 9 - treated)
        names = ("treated", *covariates)
        effects.append(coefficient(controls, flags.to_numpy(), names)[0])
    found = difference_in_differences(frame, covariates=covariates, inference="placebo")
    assert found.diagnostics["placebos"] == len(effects)
    assert found.standard_error == pytest.approx(np.std(effects))
    low, high = found.interval
    assert (high - low) / 2 == pytest.approx(1.959964 * found.standard_error)
    assert (low + high) / 2 == pytest.approx(found.estimate)


def test_what_cannot_be_moved_is_refused():
    gaps = simulated().drop(index=3)
    for inference in ("randomisation", "placebo"):
        with pytest.raises(ParEvalError, match="needs a balanced panel"):
            difference_in_differences(gaps, inference=inference, missing="drop_rows")
    most = simulated(units=6, treated=3)
    with pytest.raises(ParEvalError, match="at least 5 controls"):
        difference_in_differences(most, inference="placebo")
    with pytest.raises(ParEvalError, match="draws=5 is too few"):
        difference_in_differences(most, inference="randomisation", draws=5)


@pytest.mark.simulation
@pytest.mark.parametrize("treated", [1, 4, 10])
def test_size_and_coverage(treated):
    covered, count = 0, 2000
    shape = {"units": 20, "treated": treated, "effect": 2.0}
    for _, found in inferred("randomisation", count, draws=499, **shape):
        low, high = found.interval
        assert (found.p_value <= 0.05) == (not low <= 0 <= high)
        covered += low <= 2.0 <= high
    # one of 20 treated: the test at 0.05 rejects exactly one rank of 20
    assert 0.93 <= covered / count <= 0.97
