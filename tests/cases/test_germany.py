"""German unification: cross-validated V, outcomes only, conformal (germany).

The data file states no terms, so it is read from the shared cases; without it these
tests are skipped. Every row is met with the given V, and every published one with our
own cross-validated V too. Predictors of 1981-1990 hold 1990, so treatment is set to
1991 for them and the average from 1990 is taken from the effects; the rows of outcomes
only start in 1990.
"""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from par_eval.impact.conformal import conformal_inference
from par_eval.impact.placebo import placebo_in_space
from par_eval.impact.predictors import (
    predictor_table,
    synthetic_control_with_predictors,
)
from par_eval.impact.synthetic_control import synthetic_control

CASE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "germany"
pytestmark = pytest.mark.skipif(not CASE.is_dir(), reason="the case is not at hand")
EXPECTED = (
    pd.read_csv(CASE / "expected.csv").set_index("quantity") if CASE.is_dir() else None
)
QUANTITIES = [] if EXPECTED is None else list(EXPECTED.index)
COLUMNS = {"unit": "country", "time": "year", "outcome": "gdp"}
TREATED = "West Germany"
ONLY = "outcomes-only simplex"
INPUTS = [name for name in QUANTITIES if name.startswith("V used")]
"""Rows that hold what goes in, the V of the inner problem; met where it is used."""
INNER = {
    "USA": 0.2163,
    "Austria": 0.4148,
    "Netherlands": 0.0979,
    "Switzerland": 0.1086,
    "Japan": 0.1624,
}
"""Donors at the given V, as the column `call` of those rows prints them."""


def data(start):
    frame = pd.read_csv(CASE / "data.csv")
    late = (frame["country"] == TREATED) & (frame["year"] >= start)
    return frame.assign(treated=late.astype(int))


def table(years, schooling, invest):
    """Predictors of Abadie, Diamond and Hainmueller (2015), Table 2."""
    means = {name: (name, years) for name in ("gdp", "trade", "infrate", "industry")}
    means |= {"schooling": ("schooling", schooling), "invest": (invest, [1980])}
    return predictor_table(data(1991), means, unit="country", time="year")


@cache
def fitted(given):
    options = {
        "v": pd.Series({n.split(": ")[1]: EXPECTED.loc[n, "value"] for n in INPUTS})
    }
    if not given:
        options = {
            "training_predictors": table(range(1971, 1981), [1970, 1975], "invest70"),
            "fit_periods": range(1981, 1991),
        }
    return synthetic_control_with_predictors(
        data(1991),
        predictors=table(range(1981, 1991), [1980, 1985], "invest80"),
        **options,
        **COLUMNS,
    )


@cache
def outcomes_only():
    return synthetic_control(data(1990), **COLUMNS)


@cache
def placebos():
    return placebo_in_space("synthetic_control", data(1990), **COLUMNS)


def by_outcomes_only(quantity):
    what = quantity.split(": ")[1]
    if "conformal" in what:
        did = quantity.startswith("DiD")
        method = "difference_in_differences" if did else "synthetic_control"
        return conformal_inference(data(1990), method=method, **COLUMNS).p_value
    if what.startswith("weight"):
        return outcomes_only().weights["unit"][what.split()[1]]
    if what.startswith("placebo rank"):
        return placebos().rank
    if what.startswith("RMSPE ratio"):
        return outcomes_only().diagnostics["rmspe_ratio"]
    assert what == "mean gap 1990-2003"
    return outcomes_only().estimate


def by_predictors(quantity, given):
    if quantity.startswith("weight"):
        return fitted(given).weights["unit"][quantity.split()[1]]
    if quantity.startswith("average gap 1990-2003"):
        return fitted(given).effects.loc[1990:, "effect"].mean()
    assert quantity.startswith("gap ")
    return fitted(given).effects.loc[int(quantity.split()[1]), "effect"]


def met(quantity, value):
    row = EXPECTED.loc[quantity]
    return abs(value - row["value"]) <= row["tolerance"]


OUTCOMES = [n for n in QUANTITIES if n.startswith((ONLY, "DiD"))]
PREDICTORS = [n for n in QUANTITIES if n not in OUTCOMES + INPUTS]
PUBLISHED = [n for n in PREDICTORS if EXPECTED.loc[n, "kind"] == "published"]
"""What our own search is to meet: the reference rows are where another search ended,
at a higher loss (our gap of 2000 is 40.05 from its one, which allows 40)."""


@pytest.mark.parametrize("quantity", OUTCOMES)
def test_rows_of_outcomes_only_and_conformal(quantity):
    assert met(quantity, by_outcomes_only(quantity))


@pytest.mark.parametrize("quantity", PREDICTORS)
def test_rows_of_predictors_at_the_given_v(quantity):
    assert met(quantity, by_predictors(quantity, given=True))


@pytest.mark.parametrize("quantity", PUBLISHED)
def test_published_rows_at_our_cross_validated_v(quantity):
    assert met(quantity, by_predictors(quantity, given=False))


@pytest.mark.parametrize("country", INNER)
def test_the_inner_problem(country):
    assert fitted(True).weights["unit"][country] == pytest.approx(
        INNER[country], abs=5e-4
    )


def test_cross_validation_goes_below_the_given_v():
    options = {
        "predictors": table(range(1971, 1981), [1970, 1975], "invest70"),
        "fit_periods": range(1981, 1991),
    }
    v = fitted(True).weights["predictor"]
    at_given = synthetic_control_with_predictors(data(1991), v=v, **options, **COLUMNS)
    ours = fitted(False).diagnostics["training_loss"]
    assert ours <= at_given.diagnostics["loss"]


def test_every_row_is_one_of_these():
    assert len(INPUTS) == 6
    assert len(QUANTITIES) == len(OUTCOMES) + len(PREDICTORS) + len(INPUTS)
