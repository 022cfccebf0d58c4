"""Difference in differences: identities, invariance, coverage, and what it refuses."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from simulated_panels import dummies, inferred, long, simulated

from par_eval.impact.difference_in_differences import difference_in_differences
from par_eval.impact.fixed_effects import fixed_effects
from par_eval.values import ParEvalError

METHODS = ["cluster", "CR0", "HC1", "HC3", "wild_bootstrap", "randomisation", "placebo"]


def numbers(found):
    """All that an estimate says about the size of an effect."""
    ends = found.interval or (np.nan, np.nan)
    error = np.nan if found.standard_error is None else found.standard_error
    return np.array([found.estimate, error, *ends])


def test_is_the_difference_of_four_means():
    frame = simulated(1)
    ever = frame.groupby("unit")["treated"].transform("max")
    after = frame.groupby("time")["treated"].transform("max")
    means = frame.groupby([ever, after])["y"].mean()
    by_hand = means[1, 1] - means[1, 0] - means[0, 1] + means[0, 0]
    found = difference_in_differences(frame)
    assert found.estimate == pytest.approx(by_hand)
    after = found.effects.loc[2003:, "effect"]
    assert after.mean() == pytest.approx(by_hand)
    before = found.effects.loc[:2002, "effect"]
    assert found.diagnostics["pre_rmse"] == pytest.approx(np.sqrt((before**2).mean()))


def test_one_way_is_the_change_of_the_treated():
    frame = simulated(1)
    means = frame[frame.groupby("unit")["treated"].transform("max") == 1]
    means = means.groupby("treated")["y"].mean()
    found = difference_in_differences(frame, effects=("unit",))
    assert found.estimate == pytest.approx(means[1] - means[0])
    two_way = difference_in_differences(frame)
    assert two_way.diagnostics["one_way_estimate"] == pytest.approx(found.estimate)
    error = two_way.diagnostics["one_way_standard_error"]
    assert error == pytest.approx(found.standard_error)


def test_effects_by_period_average_to_the_estimate_beside_covariates():
    found = difference_in_differences(simulated(4), covariates=["x"])
    effects = found.effects
    assert effects.loc[2003:, "effect"].mean() == pytest.approx(found.estimate)
    assert effects.loc[:2002, "effect"].mean() == pytest.approx(0, abs=1e-12)
    gap = effects["observed"] - effects["counterfactual"]
    assert gap.to_numpy() == pytest.approx(effects["effect"].to_numpy())


@pytest.mark.parametrize("inference", ["cluster", "HC1", "HC3"])
def test_equals_the_regression_on_dummies_in_a_panel_with_gaps(inference):
    frame = simulated(7, units=20, treated=8).drop(index=[1, 30, 31, 77])
    frame.loc[50, "y"] = np.nan
    whole = frame.dropna()
    groups = {"groups": pd.factorize(whole["unit"])[0]}
    kind = {"cov_type": inference, "cov_kwds": groups if inference[0] == "c" else {}}
    design = dummies(whole, ["treated", "x"])
    theirs = sm.OLS(whole["y"].to_numpy(), design).fit(use_t=True, **kind)
    found = difference_in_differences(
        frame,
        covariates=["x"],
        inference=inference,
        counted="all",
        missing="drop_rows",
    )
    assert found.estimate == pytest.approx(theirs.params[0])
    assert found.standard_error == pytest.approx(theirs.bse[0])
    assert found.p_value == pytest.approx(theirs.pvalues[0])
    assert found.interval == pytest.approx(theirs.conf_int()[0])
    assert "5 rows" in found.notes[0]
    assert found.effects.empty


def test_error_and_p_value_and_interval_are_of_one_method():
    frame = simulated(3, effect=1.0)
    for inference in METHODS:
        found = difference_in_differences(frame, inference=inference, draws=499)
        low, high = found.interval
        assert (found.p_value <= 0.05) == (not low <= 0 <= high), inference
        assert found.inference
        assert low <= found.estimate <= high


@settings(max_examples=14, deadline=None)
@given(
    st.integers(0, 10_000),
    st.floats(-1e3, 1e3),
    st.floats(0.01, 1e3),
    st.sampled_from(METHODS),
)
def test_shift_scale_and_order_change_nothing_but_the_unit(seed, shift, scale, method):
    frame = simulated(seed % 100, effect=0.5)
    options = {"covariates": ["x"], "inference": method, "draws": 199}
    plain = numbers(difference_in_differences(frame, **options))
    moved = frame.assign(y=shift + scale * frame["y"])
    assert numbers(difference_in_differences(moved, **options)) == pytest.approx(
        scale * plain, rel=1e-5, abs=1e-7 * scale, nan_ok=True
    )
    mixed = frame.sample(frac=1, random_state=seed)
    assert numbers(difference_in_differences(mixed, **options)) == pytest.approx(
        plain, rel=1e-9, nan_ok=True
    )


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10_000))
def test_names_of_units_do_not_matter_where_nothing_is_drawn(seed):
    frame = simulated(seed % 50, units=9, treated=3)
    names = frame["unit"].unique()
    new = np.random.default_rng(seed).permutation(names)
    renamed = frame.assign(unit=frame["unit"].map(dict(zip(names, new, strict=True))))
    for method in ("cluster", "HC3", "randomisation", "placebo"):
        both = [
            difference_in_differences(f, inference=method) for f in (frame, renamed)
        ]
        assert numbers(both[0]) == pytest.approx(numbers(both[1]), nan_ok=True)
        assert both[0].p_value == pytest.approx(both[1].p_value)


def test_unit_and_period_effects_of_any_size_change_nothing():
    frame = simulated(5)
    own = frame["unit"].str[1:].astype(float) * 37 - frame["time"] * 11
    found = difference_in_differences(frame.assign(y=frame["y"] + own))
    plain = difference_in_differences(frame)
    assert numbers(found) == pytest.approx(numbers(plain), rel=1e-6)


def staggered():
    """Two units treated from the second period on, two from the last."""
    flags = np.zeros((5, 4), int)
    flags[:2, 1:], flags[2:4, 3:] = 1, 1
    generator = np.random.default_rng(0)
    return long(generator.normal(size=flags.shape), flags, generator)


def test_negative_weights_are_those_of_the_cells():
    frame = staggered()
    weights = []
    for place in frame.index[frame["treated"] == 1]:
        alone = frame.assign(y=(frame.index == place).astype(float))
        found = difference_in_differences(alone, inference="none")
        weights.append(found.estimate)
    assert sum(weights) == pytest.approx(1)
    negative = sum(weight for weight in weights if weight < 0)
    found = difference_in_differences(frame)
    assert negative < -0.01
    assert found.diagnostics["negative_weight_sum"] == pytest.approx(negative)
    assert any("staggered" in note for note in found.notes)
    together = difference_in_differences(simulated())
    assert together.diagnostics["negative_weight_sum"] == 0
    assert not any("staggered" in note for note in together.notes)


def bad(**changes):
    frame = simulated(treated=3)
    for name, (where, value) in changes.items():
        frame[name] = frame[name].astype(object)
        frame.loc[where, name] = value
        frame[name] = frame[name].infer_objects()
    return frame


EVERY = slice(None)
LAST = simulated(treated=3)["time"] == 2005
TREATED = simulated(treated=3).query("treated == 1").index
BAD = {
    "no period before": (
        bad(treated=(TREATED[0] - 3 + np.arange(3), 1)),
        "every period",
    ),
    "all treated": (bad(treated=(LAST, 1)), "treats every unit"),
    "none treated": (bad(treated=(EVERY, 0)), "treats no unit"),
    "constant outcome": (bad(y=(EVERY, 3.0)), "one value throughout"),
    "unit twice in a period": (bad(time=(1, 2000)), "more than once"),
    "outcome missing": (bad(y=(5, np.nan)), "drop_units"),
    "row missing": (simulated().drop(index=5), "drop_units"),
    "words as outcome": (bad(y=(EVERY, "high")), "holds text"),
    "words as covariate": (bad(x=(EVERY, "high")), "holds text"),
    "words as treatment": (bad(treated=(EVERY, "yes")), "other values than 0 and 1"),
    "partial treatment": (bad(treated=(TREATED[0], 0.5)), "other values than 0 and 1"),
    "treatment missing": (bad(treated=(0, np.nan)), "other values than 0 and 1"),
    "infinite outcome": (bad(y=(5, np.inf)), "infinite"),
    "switches off": (bad(treated=(TREATED[2], 0)), "switches off"),
    "no such column": (simulated().drop(columns="x"), "no column 'x'"),
    "no treatment": (simulated().drop(columns="treated"), "no column 'treated'"),
    "unit without name": (bad(unit=(3, None)), "is empty in some rows"),
    "no rows": (simulated().iloc[:0], "no rows"),
    "covariate of units": (bad(x=(EVERY, 1.0)), "'x' does not vary"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("inference", ["cluster", "randomisation"])
def test_bad_input_is_refused_in_words(case, inference):
    frame, words = BAD[case]
    with pytest.raises(ParEvalError, match=words):
        difference_in_differences(frame, covariates=["x"], inference=inference)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"inference": "magic"}, "inference='magic'"),
        ({"effects": ("time",)}, "effects="),
        ({"effects": ()}, "effects="),
        ({"level": 95}, "level=95"),
        ({"missing": "fill"}, "missing='fill'"),
        ({"counted": "some"}, "counted='some'"),
        ({"cluster": "region"}, "no column 'region'"),
    ],
)
def test_options_that_are_not_known_are_refused(options, words):
    with pytest.raises(ParEvalError, match=words):
        difference_in_differences(simulated(), **options)


def test_more_covariates_than_rows_can_carry_are_refused():
    frame = simulated(units=3, periods=3, treated=1, start=2)
    generator = np.random.default_rng(0)
    names = [f"x{one}" for one in range(6)]
    frame[names] = generator.normal(size=(len(frame), 6))
    with pytest.raises(ParEvalError, match="does not vary beside"):
        difference_in_differences(frame, covariates=names)


def test_one_donor_gives_an_estimate_without_error():
    frame = simulated(units=4, treated=3)
    for inference in ("cluster", "CR0", "wild_bootstrap"):
        found = difference_in_differences(frame, inference=inference)
        assert np.isfinite(found.estimate)
        assert numbers(found)[1:] == pytest.approx([np.nan] * 3, nan_ok=True)
        assert found.p_value is None
        assert "one cluster is untreated" in found.notes[-1]


def test_an_exact_fit_gives_an_estimate_without_error():
    frame = simulated().assign(y=lambda f: 1e4 + 2.5 * f["treated"] + f["time"])
    for inference in ("cluster", "HC1", "wild_bootstrap", "placebo"):
        found = difference_in_differences(frame, inference=inference)
        assert found.estimate == pytest.approx(2.5)
        assert found.p_value is None
        assert "fits every row exactly" in found.notes[-1]


def test_few_treated_and_independent_periods_are_warned_of():
    few = difference_in_differences(simulated(treated=2))
    assert "2 treated clusters" in few.notes[-1]
    plain = difference_in_differences(simulated(treated=6), inference="HC1")
    assert "independent" in plain.notes[-1]
    assert difference_in_differences(simulated(treated=6)).notes == ()


def test_one_treated_unit_with_gaps_is_an_explicit_choice():
    frame = simulated(treated=1).drop(index=[0, 20])
    with pytest.raises(ParEvalError, match="choose missing="):
        difference_in_differences(frame)
    for missing in ("drop_units", "drop_periods", "drop_rows"):
        found = difference_in_differences(frame, missing=missing, inference="HC1")
        assert np.isfinite(numbers(found)).all()
        assert "u000, u003" in found.notes[0] or "2000, 2002" in found.notes[0]


def test_same_as_the_regression_it_stands_on():
    frame = simulated(6)
    found = difference_in_differences(frame, covariates=["x"])
    row = fixed_effects(frame, regressors=["treated", "x"]).table().loc["treated"]
    assert found.estimate == row["coefficient"]
    assert found.interval == (row["lower"], row["upper"])


@pytest.mark.simulation
@pytest.mark.parametrize(
    ("inference", "shape"),
    [
        ("cluster", {"units": 60, "treated": 30, "memory": 0.8}),
        ("placebo", {"units": 60, "treated": 1, "memory": 0.8}),
        ("HC1", {"units": 40, "treated": 20, "memory": 0.0}),
    ],
)
def test_interval_covers_a_known_effect(inference, shape):
    covered, count = 0, 2000
    for _, found in inferred(inference, count, effect=1.0, **shape):
        low, high = found.interval
        covered += low <= 1.0 <= high
    assert 0.93 <= covered / count <= 0.97


@pytest.mark.simulation
def test_interval_of_hc3_is_as_much_too_wide_as_dummies_make_it():
    units, periods, count = 40, 6, 2000
    shape = {"units": units, "treated": 20, "memory": 0.0, "effect": 1.0}
    covered = 0
    for _, found in inferred("HC3", count, **shape):
        covered += found.interval[0] <= 1.0 <= found.interval[1]
    # with errors of one variance HC3 divides by 1 - h once too often, and here each
    # row has the same leverage h: (units + periods - 1 + 1) / rows
    leverage = (units + periods) / (units * periods)
    free = units * periods - units - periods
    reach = stats.t.ppf(0.975, free) / np.sqrt(1 - leverage)
    assert covered / count == pytest.approx(2 * stats.t.cdf(reach, free) - 1, abs=0.012)


def test_repeated_inference_is_that_of_the_public_function():
    for inference in METHODS:
        drawn = inferred(inference, 2, units=10, draws=199)
        for seed, (fitted, found) in enumerate(drawn):
            frame = pd.DataFrame(
                {
                    "unit": fitted.rows.units,
                    "time": fitted.rows.times,
                    "y": fitted.rows.outcome,
                    "treated": fitted.rows.regressors[:, 0],
                }
            )
            public = difference_in_differences(
                frame, inference=inference, draws=199, seed=seed
            )
            assert public.interval == pytest.approx(found.interval)
            assert public.p_value == pytest.approx(found.p_value)


@pytest.mark.simulation
def test_errors_of_independent_periods_are_too_small_where_errors_remember():
    shape = {"units": 40, "treated": 20, "periods": 12, "start": 6, "memory": 0.9}
    covered, count = 0, 500
    for _, found in inferred("HC1", count, **shape):
        covered += found.interval[0] <= 0 <= found.interval[1]
    assert covered / count < 0.85  # what the note warns of
