"""What no method can use is refused, in words that say what and what to do."""

import numpy as np
import pandas as pd
import pytest

from par_eval import impact
from par_eval.values import ParEvalError


def panel(units=8, periods=8, start=5):
    values = np.random.default_rng(0).normal(size=(units, periods)).cumsum(axis=1)
    index = [[f"u{n}" for n in range(units)], range(periods)]
    frame = pd.MultiIndex.from_product(index, names=["unit", "time"]).to_frame(False)
    treated = (frame["unit"] == "u0") & (frame["time"] >= start)
    return frame.assign(y=values.ravel(), treated=treated.astype(int))


def edited(column, value, rows=(10,)):
    frame = panel().astype({column: object if isinstance(value, str) else float})
    frame.loc[list(rows), column] = value
    return frame


def every_unit():
    frame = panel()
    return frame.assign(treated=(frame["time"] >= 5).astype(int))


def repeated():
    frame = panel()
    return pd.concat([frame, frame.iloc[[3]]])


BAD = {
    "no period before": (panel(start=0), "period"),
    "all treated": (every_unit(), "treated|treats every unit|never"),
    "constant": (panel().assign(y=3.0), "one value throughout"),
    "twice": (repeated(), "u0.*more than once in period 3;"),
    "a value missing": (edited("y", np.nan), "u1.*missing="),
    "words": (edited("y", "high"), "holds text"),
    "switches off": (edited("treated", 0, rows=(6,)), "u0 switches off"),
}


IN_U1 = {"a value missing", "words"}
"""Faults in the rows of a control."""


def staggered(frame):
    start = frame[frame["treated"] == 1].groupby("unit")["time"].min()
    first = frame["unit"].map(start)
    return impact.staggered(frame.assign(first_treated=first)).aggregate("simple")


def by_predictors(frame):
    codes = frame["unit"].unique()
    means = pd.DataFrame({"size": np.arange(float(len(codes)))}, index=codes)
    return impact.synthetic_control_with_predictors(frame, predictors=means)


CONTROL = "synthetic_control"
METHODS = {
    "difference_in_differences": impact.difference_in_differences,
    "synthetic_control": impact.synthetic_control,
    "with_predictors": by_predictors,
    "ridge_augmented": impact.ridge_augmented,
    "synthetic_did": impact.synthetic_did,
    "conformal_inference": impact.conformal_inference,
    "placebo_in_space": lambda frame: impact.placebo_in_space(CONTROL, frame),
    "placebo_in_time": lambda frame: impact.placebo_in_time(CONTROL, frame),
    "leave_one_out": lambda frame: impact.leave_one_out(CONTROL, frame),
    "power": lambda frame: impact.smallest_detectable_effect(CONTROL, frame),
}


@pytest.mark.parametrize("fault", BAD)
@pytest.mark.parametrize("method", METHODS)
def test_bad_input_is_refused(method, fault):
    frame, words = BAD[fault]
    with pytest.raises(ParEvalError, match=words):
        METHODS[method](frame)


@pytest.mark.parametrize("fault", [fault for fault in BAD if fault != "switches off"])
def test_bad_input_is_refused_where_adoption_is_staggered(fault):
    """Its treatment is given by the first period, so it cannot switch off."""
    frame, words = BAD[fault]
    with pytest.raises(ParEvalError, match=words):
        staggered(frame)


@pytest.mark.parametrize("fault", [fault for fault in BAD if fault != "all treated"])
def test_bad_input_is_refused_for_one_series(fault):
    """One series has no other unit, so all of them may be treated."""
    frame = BAD[fault][0]
    own = frame[frame["unit"] == ("u1" if fault in IN_U1 else "u0")]
    if fault in IN_U1:
        own = own.assign(treated=(own["time"] >= 5).astype(int))
    with pytest.raises(ParEvalError):
        impact.interrupted_series(own.drop(columns="unit"))


@pytest.mark.parametrize("method", sorted({*METHODS} - {"difference_in_differences"}))
def test_one_donor_is_refused_where_donors_are_weighted(method):
    with pytest.raises(ParEvalError, match="at least 2 donors"):
        METHODS[method](panel(units=2))


def test_one_comparison_unit_gives_no_error_of_its_own():
    found = impact.difference_in_differences(panel(units=2))
    assert (found.standard_error, found.interval, found.p_value) == (None, None, None)
    assert found.notes


def test_few_units_are_named_where_adoption_is_staggered():
    assert "Few units" in " ".join(staggered(panel(units=2)).notes)


def test_more_predictors_than_donors_are_refused():
    frame = panel(units=4)
    codes = frame["unit"].unique()
    many = np.random.default_rng(1).normal(size=(len(codes), 9))
    means = pd.DataFrame(many, index=codes, columns=[f"p{n}" for n in range(9)])
    with pytest.raises(ParEvalError, match="9 predictors for 3 donors"):
        impact.synthetic_control_with_predictors(frame, predictors=means)
