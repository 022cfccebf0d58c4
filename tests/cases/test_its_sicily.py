"""Smoking ban and coronary events in Sicily (its_sicily), read from the shared cases.

The data file states no terms, so it is not copied; without it these tests are skipped.
Every row is met.
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from par_eval.impact.interrupted_series import interrupted_series

CASE = Path(__file__).resolve().parents[3] / "shared" / "cases" / "its_sicily"
at_hand = pytest.mark.skipif(not CASE.is_dir(), reason="the case is not at hand")
SEASONS = ["sin1", "cos1", "sin2", "cos2"]
PLAIN = {"form": "level", "model": "poisson"}
QUASI = {"form": "level", "model": "quasi_poisson"}
SEASONAL = {**QUASI, "covariates": tuple(SEASONS)}
SLOPES = {**SEASONAL, "form": "level_and_slope", "level_at": 36}


@cache
def fitted(options):
    data = pd.read_csv(CASE / "data.csv")
    for k in (1, 2):
        angle = 2 * np.pi * k * data["month"] / 12
        data[f"sin{k}"], data[f"cos{k}"] = np.sin(angle), np.cos(angle)
    return interrupted_series(
        data,
        outcome="aces",
        treatment="smokban",
        offset="stdpop",
        time_zero=0,
        **dict(options),
    )


def found(options):
    return fitted(tuple(options.items()))


def of(options, what, term="level_change"):
    return found(options).diagnostics["coefficients"].loc[term, what]


OURS = {
    "rate ratio of the ban, Poisson with log(stdpop) offset": (PLAIN, "ratio"),
    "its 95% interval, lower": (PLAIN, "ratio_lower"),
    "its 95% interval, upper": (PLAIN, "ratio_upper"),
    "rate ratio, Poisson": (PLAIN, "ratio"),
    "lower 95%, Poisson": (PLAIN, "ratio_lower"),
    "upper 95%, Poisson": (PLAIN, "ratio_upper"),
    "lower 95%, quasi-Poisson": (QUASI, "ratio_lower"),
    "upper 95%, quasi-Poisson": (QUASI, "ratio_upper"),
    "rate ratio, quasi-Poisson with two harmonics": (SEASONAL, "ratio"),
    "lower 95%, quasi-Poisson with two harmonics": (SEASONAL, "ratio_lower"),
    "upper 95%, quasi-Poisson with two harmonics": (SEASONAL, "ratio_upper"),
    "log level change, with slope change centred at month 36 and two harmonics": (
        SLOPES,
        "estimate",
    ),
    "log slope change, same model": (SLOPES, "estimate", "slope_change"),
}
DISPERSIONS = {
    "dispersion, quasi-Poisson": QUASI,
    "dispersion, with two harmonics": SEASONAL,
}
TREND = "yearly trend ratio exp(12 b), with two harmonics"


def ours(quantity):
    if quantity in DISPERSIONS:
        return found(DISPERSIONS[quantity]).diagnostics["dispersion"]
    if quantity == TREND:
        return np.exp(12 * of(SEASONAL, "estimate", "slope_before"))
    return of(*OURS[quantity])


@at_hand
@pytest.mark.parametrize("quantity", [*OURS, *DISPERSIONS, TREND])
def test_every_row_is_met(quantity):
    row = pd.read_csv(CASE / "expected.csv").set_index("quantity").loc[quantity]
    assert ours(quantity) == pytest.approx(row["value"], abs=row["tolerance"], rel=0)


@at_hand
def test_no_row_is_forgotten():
    rows = pd.read_csv(CASE / "expected.csv")["quantity"]
    assert sorted([*OURS, *DISPERSIONS, TREND]) == sorted(rows)
