"""Group-time effects: properties, independent computations, and bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from par_eval.impact.staggered import staggered
from par_eval.values import ParEvalError

NEVER = np.nan
STARTS = [NEVER] * 14 + [3] * 8 + [4] * 9 + [6] * 7


def panel(seed=0, *, starts=STARTS, periods=6, noise=1.0, effect=0.0):
    """Units and periods with their own levels, and an effect from a start."""
    generator = np.random.default_rng(seed)
    units, times = len(starts), np.arange(1, periods + 1)
    first = np.array(starts, float)
    level = generator.normal(size=(units, 1)) + generator.normal(size=periods)
    outcome = level + noise * generator.normal(size=(units, periods))
    treated = times >= first[:, None]
    return pd.DataFrame(
        {
            "unit": np.repeat([f"unit {i}" for i in range(units)], periods),
            "time": np.tile(times, units),
            "y": (outcome + effect * treated).ravel(),
            "first_treated": np.repeat(first, periods),
            "size": np.repeat(generator.normal(size=units), periods),
        }
    )


def effects(found):
    return found.effects.set_index(["group", "time"])["effect"]


def errors(found):
    return found.effects.set_index(["group", "time"])["standard_error"]


def test_one_group_and_two_periods_are_the_difference_of_differences():
    frame = panel(starts=[NEVER] * 9 + [2] * 7, periods=2)
    change = frame.groupby("unit")["y"].apply(lambda y: y.iloc[1] - y.iloc[0])
    treated = frame.groupby("unit")["first_treated"].first().notna()
    estimate = change[treated].mean() - change[~treated].mean()
    error = np.sqrt(change[treated].var(ddof=0) / 7 + change[~treated].var(ddof=0) / 9)
    found = staggered(frame).aggregate("simple")
    assert found.estimate == pytest.approx(estimate)
    assert found.standard_error == pytest.approx(error)


def test_an_effect_without_noise_is_found_exactly():
    found = staggered(panel(noise=0.0, effect=2.5))
    after = found.effects["time"] >= found.effects["group"]
    assert found.effects.loc[after, "effect"].to_numpy() == pytest.approx(2.5)
    assert found.effects.loc[~after, "effect"].to_numpy() == pytest.approx(0, abs=1e-9)
    for kind in ("simple", "group", "calendar", "event_time"):
        assert found.aggregate(kind).estimate == pytest.approx(2.5)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 99),
    shift=st.floats(-1e3, 1e3),
    scale=st.floats(0.01, 100),
    control=st.sampled_from(["never_treated", "not_yet_treated"]),
)
def test_shift_scale_and_order_change_nothing(seed, shift, scale, control):
    frame = panel(seed)
    plain = staggered(frame, control=control)
    moved = frame.assign(y=scale * frame["y"] + shift + 3 * frame["time"])
    moved = moved.sample(frac=1, random_state=seed)
    other = staggered(moved, control=control)
    assert effects(other).to_numpy() == pytest.approx(
        scale * effects(plain).to_numpy(), rel=1e-6, abs=1e-9 * (1 + abs(shift))
    )
    assert errors(other).to_numpy() == pytest.approx(
        scale * errors(plain).to_numpy(), rel=1e-6
    )


def test_names_of_units_change_nothing():
    frame = panel()
    names = {name: i for i, name in enumerate(reversed(frame["unit"].unique()))}
    other = staggered(frame.assign(unit=frame["unit"].map(names)))
    assert effects(other).to_numpy() == pytest.approx(
        effects(staggered(frame)).to_numpy()
    )


def test_with_one_group_not_yet_treated_is_never_treated():
    frame = panel(starts=[NEVER] * 9 + [4] * 7)
    never = staggered(frame)
    later = staggered(frame, control="not_yet_treated")
    pd.testing.assert_frame_equal(never.effects, later.effects)


def test_not_yet_treated_are_those_that_begin_later():
    frame = panel()
    cell = effects(staggered(frame, control="not_yet_treated"))[(3, 4)]
    wide = frame.pivot(index="unit", columns="time", values="y")
    first = frame.groupby("unit")["first_treated"].first()
    change = wide[4] - wide[2]
    compared = first.isna() | (first > 4)
    assert cell == pytest.approx(change[first == 3].mean() - change[compared].mean())


def test_periods_with_gaps_are_compared_with_the_last_before():
    frame = panel()
    frame = frame[frame["time"] != 2]
    found = staggered(frame).effects.set_index(["group", "time"])
    assert found.loc[(3, 3), "base"] == 1
    assert found.loc[(4, 3), "base"] == 1


def test_anticipation_moves_the_base_period_before_it():
    frame = panel(noise=0.0)
    early = frame["time"] >= frame["first_treated"] - 1
    frame["y"] += 2.0 * early
    blind = staggered(frame).aggregate("simple").estimate
    found = staggered(frame, anticipation=1)
    assert blind == pytest.approx(0, abs=1e-9)
    assert found.aggregate("simple").estimate == pytest.approx(2)
    by_event = found.aggregate("event_time").effects["effect"]
    assert by_event[-1] == pytest.approx(2)
    assert by_event[-2] == pytest.approx(0, abs=1e-9)


def test_not_yet_treated_leaves_out_those_who_anticipate():
    frame = panel(noise=0.0)
    frame["y"] += 2.0 * (frame["time"] >= frame["first_treated"] - 1)
    found = staggered(frame, control="not_yet_treated", anticipation=1)
    assert found.aggregate("group").estimate == pytest.approx(2)


METHODS = ["doubly_robust", "regression", "weighting"]


@pytest.mark.parametrize("method", METHODS)
def test_covariates_mend_trends_that_depend_on_them(method):
    generator = np.random.default_rng(5)
    size = generator.normal(size=4000)
    treated = generator.random(4000) < 1 / (1 + np.exp(-size))
    change = 1.5 * size + 2.0 * treated + generator.normal(size=4000)
    level = generator.normal(size=4000)
    frame = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(4000), 2),
            "time": np.tile([1, 2], 4000),
            "y": np.column_stack([level, level + change]).ravel(),
            "first_treated": np.repeat(np.where(treated, 2, np.nan), 2),
            "size": np.repeat(size, 2),
        }
    )
    plain = staggered(frame).aggregate("simple").estimate
    mended = staggered(frame, covariates=["size"], method=method).aggregate("simple")
    assert plain > 3
    low, high = mended.interval
    assert low < 2 < high
    assert high - low < 0.4


def test_covariates_may_be_in_any_unit_of_measurement():
    frame = panel()
    plain = staggered(frame, covariates=["size"])
    other = staggered(frame.assign(size=1e6 + 1e3 * frame["size"]), covariates=["size"])
    assert effects(other).to_numpy() == pytest.approx(effects(plain).to_numpy())
    assert errors(other).to_numpy() == pytest.approx(errors(plain).to_numpy())


@pytest.mark.parametrize("source", ["analytic", "bootstrap"])
@pytest.mark.parametrize("kind", ["group", "calendar", "event_time"])
def test_bands_are_wider_than_intervals(kind, source):
    found = staggered(panel()).aggregate(kind, errors=source).effects
    assert (found["band_lower"] < found["lower"]).all()
    assert (found["band_upper"] > found["upper"]).all()
    assert (found["lower"] < found["effect"]).all()


def test_interval_and_p_value_agree():
    for seed in range(20):
        found = staggered(panel(seed, effect=0.4)).aggregate(
            "simple", errors="bootstrap"
        )
        low, high = found.interval
        assert (found.p_value < 0.05) == (not low <= 0 <= high)
        assert "bootstrap" in found.inference


def test_wald_test_sees_trends_that_differ():
    frame = panel(starts=5 * STARTS, noise=0.3)
    trend = frame["time"] * frame["first_treated"].notna()
    drifting = frame.assign(y=frame["y"] + trend)
    assert staggered(frame).pretest()["p_value"] > 0.01
    assert staggered(drifting).pretest()["p_value"] < 1e-6


def test_base_period_of_universal_is_zero_without_error():
    found = staggered(panel(), base_period="universal").aggregate("event_time")
    assert found.effects.loc[-1, "effect"] == 0
    assert np.isnan(found.effects.loc[-1, "standard_error"])
    assert found.standard_error > 0


def test_units_treated_from_the_start_are_left_out_and_named():
    frame = panel(starts=[*STARTS, 1, 0.5])
    found = staggered(frame)
    assert "2 units (unit 38, unit 39)" in found.notes[0]
    assert effects(found).to_numpy() == pytest.approx(
        effects(
            staggered(frame[~frame["unit"].isin(["unit 38", "unit 39"])])
        ).to_numpy()
    )


def test_units_treated_after_the_window_count_as_untreated_and_are_named():
    found = staggered(panel(starts=[*STARTS, 9]))
    assert any("1 units (unit 38)" in note for note in found.notes)
    assert found.effects["comparisons"].eq(15).all()


def test_without_a_last_comparison_cells_are_left_out_and_counted():
    frame = panel(starts=[3] * 8 + [5] * 9)
    found = staggered(frame, control="not_yet_treated")
    assert found.effects["time"].max() == 4
    assert any("6 cells" in note for note in found.notes)
    assert list(found.aggregate("group").effects.index) == [3]


def test_a_group_of_one_unit_has_no_error():
    found = staggered(panel(starts=[*STARTS, 5]))
    alone = found.effects["group"] == 5
    assert found.effects.loc[alone, "standard_error"].isna().all()
    assert found.effects.loc[~alone, "standard_error"].notna().all()
    total = found.aggregate("simple")
    assert (total.standard_error, total.interval, total.p_value) == (None,) * 3
    assert total.inference == ""
    assert any("group 5 (1)" in note for note in found.notes)
    assert np.isfinite(found.aggregate("group").effects.loc[3, "band_upper"])


def test_few_units_are_named_and_many_are_not():
    few = staggered(panel()).notes
    assert any("group 3 (8)" in note and "cells (14)" in note for note in few)
    assert staggered(panel(starts=3 * STARTS)).notes == ()


def with_gap(frame):
    return frame.assign(y=frame["y"].where(frame.index != 3))


def test_missing_outcomes_are_dropped_only_when_asked():
    frame = with_gap(panel())
    with pytest.raises(ParEvalError, match="missing='drop_units'"):
        staggered(frame)
    units = staggered(frame, missing="drop_units")
    assert "1 units (unit 0)" in units.notes[0]
    assert "unit 0" not in units.influence.index
    periods = staggered(frame, missing="drop_periods")
    assert 4 not in set(periods.effects["time"])


def test_missing_covariates_are_dropped_only_when_asked():
    frame = panel()
    frame["size"] = frame["size"].where(frame["unit"] != "unit 2")
    with pytest.raises(ParEvalError, match="lack a covariate"):
        staggered(frame, covariates=["size"])
    found = staggered(frame, covariates=["size"], missing="drop_units")
    assert "unit 2" not in found.influence.index


def test_the_frame_is_not_changed():
    frame = panel()
    before = frame.copy()
    staggered(frame, covariates=["size"]).aggregate("event_time")
    pd.testing.assert_frame_equal(frame, before)


BAD = {
    "no such column": (lambda f: f.drop(columns="first_treated"), {}, "no column"),
    "no outcome": (lambda f: f.drop(columns="y"), {}, "no column"),
    "text outcome": (lambda f: f.assign(y="high"), {}, "holds text"),
    "text time": (lambda f: f.assign(time=f["time"].astype(str)), {}, "no numbers"),
    "text date": (lambda f: f.assign(first_treated="2016"), {}, "no numbers"),
    "infinite date": (
        lambda f: f.assign(first_treated=f["first_treated"].fillna(np.inf)),
        {},
        "infinite",
    ),
    "zero as never": (
        lambda f: f.assign(first_treated=f["first_treated"].fillna(0)),
        {},
        "leave it empty",
    ),
    "date that changes": (
        lambda f: f.assign(first_treated=f["first_treated"].where(f["time"] < 5)),
        {},
        "changes within",
    ),
    "twice": (lambda f: pd.concat([f, f.iloc[:1]]), {}, "more than once"),
    "no unit name": (
        lambda f: f.assign(unit=f["unit"].where(f.index > 0)),
        {},
        "empty",
    ),
    "constant outcome": (lambda f: f.assign(y=1.0), {}, "one value"),
    "infinite outcome": (
        lambda f: f.assign(y=f["y"].where(f.index > 0, np.inf)),
        {},
        "infinite",
    ),
    "no never-treated": (
        lambda f: f[f["first_treated"].notna()],
        {},
        "not_yet_treated",
    ),
    "none treated": (lambda f: f.assign(first_treated=np.nan), {}, "no unit begin"),
    "none treated, column of None": (
        lambda f: f.assign(first_treated=None),
        {},
        "no unit begin",
    ),
    "all from the start": (
        lambda f: f.assign(
            first_treated=f["first_treated"].where(f["first_treated"].isna(), 1)
        ),
        {},
        "no unit begin",
    ),
    "all at once, none later": (
        lambda f: f.assign(first_treated=3.0),
        {"control": "not_yet_treated"},
        "no group has a comparison",
    ),
    "unknown control": (lambda f: f, {"control": "all"}, "is not known"),
    "unknown method": (lambda f: f, {"method": "magic"}, "is not known"),
    "unknown base": (lambda f: f, {"base_period": "first"}, "is not known"),
    "unknown missing": (lambda f: f, {"missing": "fill"}, "is not known"),
    "negative anticipation": (lambda f: f, {"anticipation": -1}, "negative"),
    "covariate unused": (
        lambda f: f,
        {"covariates": ["size"], "method": "unconditional"},
        "no covariates",
    ),
    "covariate as text": (lambda f: f, {"covariates": "size"}, "one text"),
    "covariate that changes": (
        lambda f: f.assign(size=f["y"]),
        {"covariates": ["size"]},
        "changes within",
    ),
    "constant covariate": (
        lambda f: f.assign(size=1.0),
        {"covariates": ["size"]},
        "constant",
    ),
    "covariate that is the treatment": (
        lambda f: f.assign(size=f["first_treated"].notna().astype(float)),
        {"covariates": ["size"]},
        "no like|do not tell",
    ),
    "covariate with no overlap": (
        lambda f: f.assign(size=f["size"] + 100 * f["first_treated"].notna()),
        {"covariates": ["size"], "method": "weighting"},
        "no like",
    ),
    "empty frame": (lambda f: f.iloc[:0], {}, "no unit"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_words(case):
    change, options, words = BAD[case]
    with pytest.raises(ParEvalError, match=words):
        staggered(change(panel()), **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "median"}, "no way to aggregate"),
        ({"kind": "group", "balance": 1}, "event_time"),
        ({"kind": "event_time", "balance": 9}, "smaller balance"),
        ({"kind": "simple", "errors": "robust"}, "not known"),
        ({"kind": "simple", "errors": "bootstrap", "weights": "webb"}, "not known"),
        ({"kind": "simple", "errors": "bootstrap", "draws": 1}, "too few"),
        ({"kind": "simple", "level": 95}, "no coverage"),
    ],
)
def test_bad_options_of_averages_are_refused(options, words):
    with pytest.raises(ParEvalError, match=words):
        staggered(panel()).aggregate(**options)


def test_a_test_before_treatment_needs_periods_before():
    with pytest.raises(ParEvalError, match="more periods before"):
        staggered(panel(starts=[NEVER] * 9 + [2] * 7)).pretest()
