"""Predictors and V: what donors they give, what changes nothing, what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from par_eval.impact.predictor_weights import LEAST, Nested, searched_v
from par_eval.impact.predictors import (
    predictor_table,
    synthetic_control_with_predictors,
)
from par_eval.values import ParEvalError

NAMES = ("schooling", "income", "density")


def panel(effect=5.0, seed=0, donors=6):
    """Outcomes that follow three predictors, the treated between two donors."""
    generator = np.random.default_rng(seed)
    table = generator.normal(10, 3, size=(donors + 1, 3))
    table[0] = 0.3 * table[1] + 0.7 * table[2]
    time = np.arange(12)
    slopes = generator.normal(size=(3, 12)).cumsum(axis=1)
    y = table @ slopes + 0.05 * generator.normal(size=(donors + 1, 12))
    y[0, 8:] += effect
    units = [f"u{i}" for i in range(donors + 1)]
    frame = pd.DataFrame(y, units, time).rename_axis("unit").reset_index()
    frame = frame.melt("unit", var_name="time", value_name="y")
    frame["time"] = frame["time"].astype(int)
    frame["treated"] = ((frame["unit"] == "u0") & (frame["time"] >= 8)).astype(int)
    return frame, pd.DataFrame(table, pd.Index(units, name="unit"), NAMES)


FRAME, TABLE = panel()


def fitted(frame=FRAME, table=TABLE, **options):
    return synthetic_control_with_predictors(
        frame, predictors=table, **{"v": "equal", **options}
    )


@pytest.mark.parametrize("v", ["equal", "search", {"schooling": 1, "income": 2}])
def test_the_donors_that_match_and_the_effect_are_found(v):
    if not isinstance(v, str):
        v = {**v, "density": 3}
    found = fitted(v=v)
    assert found.weights["unit"][["u1", "u2"]].to_numpy() == pytest.approx(
        [0.3, 0.7], abs=0.02
    )
    assert found.estimate == pytest.approx(5, abs=0.3)
    balance = found.diagnostics["balance"]
    assert balance["synthetic"].to_numpy() == pytest.approx(
        balance["treated"].to_numpy(), rel=0.02
    )


@pytest.mark.parametrize("v", ["equal", "search"])
def test_weights_lie_on_the_simplex(v):
    found = fitted(*panel(seed=4), v=v)
    for weights in (found.weights["unit"], found.weights["predictor"]):
        assert weights.sum() == pytest.approx(1)
        assert (weights >= 0).all()


@settings(max_examples=20, deadline=None)
@given(
    st.floats(-50, 50),
    st.sampled_from([-3.0, 0.1, 7.0]),
    st.lists(st.floats(0.01, 100), min_size=3, max_size=3),
)
def test_shift_and_scale_of_outcome_and_predictors(shift, scale, units):
    moved = FRAME.assign(y=shift + scale * FRAME["y"])
    one = fitted(*(FRAME, TABLE.iloc[:, :2]))
    other = fitted(moved, shift + TABLE.iloc[:, :2] * units[:2])
    assert other.weights["unit"].to_numpy() == pytest.approx(
        one.weights["unit"].to_numpy(), abs=1e-6
    )
    assert other.estimate == pytest.approx(scale * one.estimate, abs=1e-4)


def test_the_order_of_units_and_predictors_changes_nothing():
    frame, table = panel(seed=2)
    v = pd.Series([1.0, 2, 3], list(NAMES))
    one = fitted(frame, table, v=v)
    mixed = table.sample(frac=1, random_state=1)[list(reversed(NAMES))]
    other = fitted(frame.sample(frac=1, random_state=1), mixed, v=v)
    assert other.estimate == pytest.approx(one.estimate)
    other = fitted(frame, table, v=10 * v)
    assert other.weights["predictor"].to_numpy() == pytest.approx(v.to_numpy() / 6)
    assert other.estimate == pytest.approx(one.estimate)


def nested(seed, donors=8, size=3):
    generator = np.random.default_rng(seed)
    return Nested(
        generator.normal(size=(donors, size)), generator.normal(size=(donors, 10))
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_search_is_not_beaten_by_many_random_v(seed):
    problem = nested(seed)
    found = searched_v(problem, starts=6, seed=1)
    generator = np.random.default_rng(seed)
    tried = np.exp(generator.uniform(np.log(LEAST), 0, size=(4000, 3)))
    tried /= tried.max(axis=1, keepdims=True)
    lowest = problem.loss(tried / tried.sum(axis=1, keepdims=True)).min()
    assert found.losses[0] <= lowest * (1 + 1e-4)
    assert found.losses[0] == pytest.approx(problem.loss(found.v[None])[0])
    assert (np.diff(found.losses) >= 0).all()
    assert found.v.min() >= 0.999 * LEAST * found.v.max()


def test_the_search_repeats_with_its_seed():
    problem = nested(5)
    one, other = (searched_v(problem, starts=4, seed=7) for _ in range(2))
    assert one.v.tolist() == other.v.tolist()


def test_cross_validation_takes_v_from_earlier_predictors():
    generator = np.random.default_rng(3)
    earlier = TABLE + generator.normal(size=TABLE.shape)
    options = {"v": "search", "fit_periods": [4, 5, 6, 7]}
    crossed = fitted(training_predictors=earlier, **options)
    alone = fitted(table=earlier, **options)
    assert crossed.weights["predictor"].tolist() == alone.weights["predictor"].tolist()
    assert crossed.diagnostics["training_loss"] == pytest.approx(
        alone.diagnostics["loss"]
    )
    again = fitted(v=crossed.weights["predictor"])
    assert again.estimate == pytest.approx(crossed.estimate)
    assert any("cross-validated" in note for note in crossed.notes)


def test_the_loss_is_the_mean_squared_gap_over_the_periods_chosen():
    found = fitted(fit_periods=[5, 6])
    gaps = found.effects.loc[[5, 6], "effect"]
    assert found.diagnostics["loss"] == pytest.approx((gaps**2).mean())


def test_means_leave_out_periods_without_a_value():
    frame = FRAME.assign(x=FRAME["time"].where(FRAME["time"] != 3).astype(float))
    table = predictor_table(frame, {"x": ("x", [2, 3, 7]), "y": ("y", range(8))})
    assert (table["x"] == 4.5).all()
    early = FRAME[FRAME["time"] < 8].groupby("unit")["y"].mean()
    assert table["y"].to_numpy() == pytest.approx(early.to_numpy())


GONE = TABLE.copy()
GONE.loc["u3", "income"] = np.nan
BAD = {
    "lacks a unit": ({"table": TABLE.drop("u4")}, "lack u4"),
    "missing": ({"table": GONE}, "of u3 are missing"),
    "text": ({"table": TABLE.assign(income="high")}, "hold text"),
    "constant": ({"table": TABLE.assign(income=1.0)}, "income: the same for every"),
    "twice": ({"table": TABLE[["income", "income"]]}, "twice"),
    "none": ({"table": TABLE[[]]}, "0 predictors"),
    "more than donors": (
        {"frame": FRAME[FRAME["unit"].isin(["u0", "u1", "u2"])]},
        "3 predictors for 2 donors",
    ),
    "v": ({"v": "best"}, "v='best'"),
    "v without one": ({"v": {"income": 1.0}}, "one weight"),
    "negative v": ({"v": pd.Series([1, 1, -1.0], NAMES)}, "none negative"),
    "zero v": ({"v": pd.Series([0, 0, 0.0], NAMES)}, "not all zero"),
    "late periods": ({"fit_periods": [7, 8]}, "before treatment, and 8"),
    "no periods": ({"fit_periods": []}, "no period"),
    "starts": ({"starts": 1}, "starts=1"),
    "other training": (
        {"v": "search", "training_predictors": TABLE[["income"]]},
        "not those of",
    ),
    "missing outcome": (
        {"frame": FRAME.assign(y=FRAME["y"].where(FRAME.index != 5))},
        "values are missing",
    ),
    "one donor": ({"frame": FRAME[FRAME["unit"].isin(["u0", "u1"])]}, "at least"),
    "constant outcome": ({"frame": FRAME.assign(y=1.0)}, "one value"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_words(case):
    options, told = BAD[case]
    with pytest.raises(ParEvalError, match=told):
        fitted(**options)


@pytest.mark.parametrize(
    ("means", "told"),
    [
        ({"x": ("x", [1])}, "no column 'x'"),
        ({"y": ("y", [99])}, "no row lies"),
        ({"unit": ("unit", [1])}, "holds text"),
    ],
)
def test_columns_that_make_no_predictor_are_refused(means, told):
    with pytest.raises(ParEvalError, match=told):
        predictor_table(FRAME, means)


def test_missing_units_may_be_dropped():
    frame = FRAME.assign(y=FRAME["y"].where(FRAME["unit"].ne("u5") | (FRAME.time > 0)))
    found = fitted(frame, missing="drop_units")
    assert "u5" not in found.weights["unit"].index
    assert "Left out" in found.notes[0]
