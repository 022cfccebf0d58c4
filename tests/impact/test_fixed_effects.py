"""The within transformation equals the regression on dummies, by statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from simulated_panels import dummies, simulated

from par_eval.impact.fixed_effects import fixed_effects
from par_eval.impact.random_effects import random_effects
from par_eval.values import ParEvalError

NAMES = ["treated", "x"]


@pytest.fixture(params=["balanced", "unbalanced", "more periods than units"])
def frame(request):
    if request.param == "more periods than units":
        return simulated(3, units=6, periods=15, treated=2)
    frame = simulated(2, units=15)
    return frame.drop(index=[0, 7, 8, 31, 60]) if request.param[0] == "u" else frame


@pytest.fixture(params=[("unit", "time"), ("unit",), ("time",), ()])
def effects(request):
    return request.param


def by_dummies(frame, effects, **options):
    design = dummies(frame, NAMES, effects)
    return sm.OLS(frame["y"].to_numpy(), design).fit(**options)


@pytest.mark.parametrize("inference", ["conventional", "HC1", "HC3", "cluster"])
def test_equals_the_regression_on_dummies(frame, effects, inference):
    options = {
        "conventional": {},
        "HC1": {"cov_type": "HC1", "use_t": True},
        "HC3": {"cov_type": "HC3", "use_t": True},
        "cluster": {
            "cov_type": "cluster",
            "cov_kwds": {"groups": pd.factorize(frame["unit"])[0]},
            "use_t": True,
        },
    }[inference]
    theirs = by_dummies(frame, effects, **options)
    ours = fixed_effects(
        frame,
        regressors=NAMES,
        effects=effects,
        inference=inference,
        counted="all",
        missing="drop_rows",
    ).table()
    both = ours.loc[NAMES]
    assert both["coefficient"].to_numpy() == pytest.approx(theirs.params[:2], rel=1e-9)
    assert both["standard_error"].to_numpy() == pytest.approx(theirs.bse[:2], rel=1e-8)
    assert both["p_value"].to_numpy() == pytest.approx(theirs.pvalues[:2], rel=1e-7)
    interval = both[["lower", "upper"]].to_numpy()
    assert interval == pytest.approx(theirs.conf_int()[:2], rel=1e-7)


@pytest.mark.parametrize("counted", [1, 5, "not_nested", "all"])
def test_cr1_is_cr0_times_its_factor(frame, counted):
    options = {"regressors": NAMES, "missing": "drop_rows"}
    plain = fixed_effects(frame, inference="CR0", **options).table()
    found = fixed_effects(frame, counted=counted, **options)
    rows, units = len(frame), frame["unit"].nunique()
    every = 2 + units + frame["time"].nunique() - 1
    number = {"all": every, "not_nested": every - units + 1}.get(counted, counted)
    factor = units / (units - 1) * (rows - 1) / (rows - number)
    ratio = found.table()["standard_error"] / plain["standard_error"]
    assert ratio.to_numpy() == pytest.approx(np.sqrt(factor))
    assert f"K = {number}," in found.inference


def test_effects_that_cross_clusters_are_counted():
    frame = simulated(5).assign(half=lambda f: f["time"] > 2002)
    found = fixed_effects(frame, regressors=NAMES, cluster="half")
    # periods lie within halves, units do not: 2 regressors and the constant, 11 units
    assert "K = 14, 2 clusters" in found.inference


def test_clusters_may_be_wider_than_units():
    frame = simulated(5)
    frame["region"] = frame["unit"].str[-1].astype(int) % 4
    theirs = by_dummies(
        frame,
        ("unit", "time"),
        cov_type="cluster",
        cov_kwds={"groups": frame["region"].to_numpy()},
    )
    ours = fixed_effects(frame, regressors=NAMES, cluster="region", counted="all")
    errors = ours.table()["standard_error"].to_numpy()
    assert errors == pytest.approx(theirs.bse[:2], rel=1e-8)


def test_random_effects_lie_between_pooled_and_within():
    frame = simulated(8, units=40, memory=0)
    found = random_effects(frame, regressors=["x"])
    theta = found.diagnostics["theta"]
    shifted = frame[["y", "x"]].assign(constant=1.0)
    shifted -= theta * shifted.groupby(frame["unit"]).transform("mean")
    theirs = sm.OLS(shifted["y"], shifted[["x", "constant"]]).fit()
    assert 0 < theta < 1
    assert found.coefficients.to_numpy() == pytest.approx(theirs.params.to_numpy())
    errors = found.table()["standard_error"].to_numpy()
    assert errors == pytest.approx(theirs.bse.to_numpy())


def test_random_effects_recover_the_variances_they_were_made_with():
    generator = np.random.default_rng(4)
    units, periods = 4000, 5
    frame = pd.DataFrame(
        {"unit": np.repeat(np.arange(units), periods), "time": list(range(5)) * units}
    )
    frame["x"] = generator.normal(size=len(frame))
    own = np.repeat(generator.normal(size=units), periods)
    frame["y"] = 2 * frame["x"] + own + generator.normal(size=len(frame))
    found = random_effects(frame, regressors=["x"])
    # variances of 1 and 1: theta = 1 - sqrt(1 / (1 + 5))
    assert found.diagnostics["theta"] == pytest.approx(1 - 6**-0.5, abs=0.02)
    assert found.coefficients["x"] == pytest.approx(2, abs=0.03)


def refused(words, call=fixed_effects, **options):
    frame = options.pop("frame", simulated())
    with pytest.raises(ParEvalError, match=words):
        call(frame, **{"regressors": NAMES, **options})


def test_options_that_are_not_known_are_refused():
    refused("inference='HC9'", inference="HC9")
    refused("effects=", effects=("province",))
    refused("effects=", effects="unit")
    refused("counted=", counted="some")
    refused("not below the", counted=10_000)
    refused("level=", level=95)
    refused("missing=", missing="fill")


def test_regressors_that_say_nothing_of_their_own_are_refused():
    frame = simulated().assign(fixed=1.0, again=lambda f: 2 * f["x"] + 3)
    refused("'fixed'", frame=frame, regressors=["fixed"])
    refused("'again'", frame=frame, regressors=["x", "again"])
    refused("'fixed'", frame=frame, regressors=["x", "fixed"], effects=())
    refused("'fixed'", frame=frame, regressors=["fixed"], call=random_effects)


def test_columns_that_are_no_numbers_are_refused():
    frame = simulated().assign(words="a", vast=np.inf)
    refused("'words' holds text", frame=frame, regressors=["words"])
    refused("'vast' holds infinite", frame=frame, regressors=["vast"])
    refused("no column 'none'", frame=frame, regressors=["none"])
    refused("no column 'none'", frame=frame, cluster="none")
    lacking = frame.assign(region=[None, *[1] * (len(frame) - 1)])
    refused("every row needs a cluster", frame=lacking, cluster="region")


def test_too_little_data_is_refused():
    few = simulated(units=3, periods=2, treated=1, start=1)
    refused("too few for", frame=few, inference="HC1")
    one = simulated().assign(region="all")
    refused("one cluster", frame=one, cluster="region")
    alone = simulated()
    alone = alone[~alone["unit"].eq("u000") | alone["time"].eq(2000)]
    refused("fitted exactly", frame=alone, inference="HC3", missing="drop_rows")
    gaps = simulated()
    refused("choose missing=", frame=gaps.drop(index=3))
    refused("balanced", frame=gaps, missing="drop_rows", call=random_effects)
    refused("too few", frame=few, call=random_effects)
    exact = gaps.assign(y=gaps["x"] + gaps["unit"].str[1:].astype(float))
    refused("explain every row", frame=exact, regressors=["x"], call=random_effects)


def test_missing_rows_are_dropped_as_asked_and_named():
    frame = simulated()
    frame.loc[4, "x"] = np.nan  # a regressor that is lacking lacks its row
    gaps = frame.drop(index=13)
    whole = frame.drop(index=[4, 13])
    cells = fixed_effects(gaps, regressors=NAMES, missing="drop_rows")
    theirs = by_dummies(whole, ("unit", "time"))
    assert cells.coefficients.to_numpy() == pytest.approx(theirs.params[:2])
    assert "2 rows" in cells.notes[0]
    assert "u000, u002" in cells.notes[0]
    units = fixed_effects(gaps, regressors=NAMES, missing="drop_units")
    assert units.diagnostics["units"] == frame["unit"].nunique() - 2
    periods = fixed_effects(gaps, regressors=NAMES, missing="drop_periods")
    assert periods.diagnostics["periods"] == frame["time"].nunique() - 2
    assert "2001, 2004" in periods.notes[0]
