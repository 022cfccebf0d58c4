"""Convergence of countries and of German counties, every row of both cases.

Read from the shared cases, since the terms of their data are not stated; skipped where
they are not at hand. What a regression table prints beside slope and error (R2, error
of estimate, F) follows from those and the spreads by the formulas here. REAT's own
lambda is not among the rows: it divides by the years twice (README of the cases).
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import f
from small import small
from statsmodels.regression.linear_model import OLS

from par_eval.series.convergence import convergence
from par_eval.series.slopes import beta_convergence

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not at hand")
MRW, COUNTIES = "convergence_mrw", "convergence_german_counties"


@cache
def case(name):
    if not CASES.is_dir():
        return pd.DataFrame(), pd.DataFrame({"value": [], "tolerance": []})
    expected = pd.read_csv(CASES / name / "expected.csv").set_index("quantity")
    return pd.read_csv(CASES / name / "data.csv"), expected


def met(name, quantity, value):
    row = case(name)[1].loc[quantity]
    return abs(value - row["value"]) <= row["tolerance"]


def spreads(levels):
    """Standard deviations at the first and the last of some years, and their ratio."""
    facts = small({"a": {year: list(values) for year, values in levels.items()}})
    found = convergence(facts, "a", sorted(levels)).quantities
    return found["start"].value, found["end"].value, found["ratio"].value


SAMPLES = {
    "non-oil (98)": "oil == 'no'",
    "intermediate (75)": "inter == 'yes'",
    "OECD (22)": "oecd == 'yes'",
    "non-oil": "oil == 'no'",
    "OECD": "oecd == 'yes'",
}
YEARS = 25


@cache
def countries(sample):
    """Logarithms of both incomes, and the regression of their yearly growth."""
    rows = case(MRW)[0].query(SAMPLES[sample]).dropna(subset=["gdp60", "gdp85"])
    first, last = np.log(rows["gdp60"]), np.log(rows["gdp85"])
    return first, last, beta_convergence(first, last, YEARS)


def share_explained(found):
    """R2 of a regression on one thing, from its t value."""
    t = found.beta / found.error
    return t**2 / (t**2 + found.n - 2)


def adjusted(found):
    return 1 - (1 - share_explained(found)) * (found.n - 1) / (found.n - 2)


OF_SAMPLE = {
    "intercept": lambda first, found: YEARS * found.intercept,
    "its standard error": lambda first, found: YEARS * found.intercept_error,
    "coefficient of ln(gdp60)": lambda first, found: YEARS * found.beta,
    "standard error of it": lambda first, found: YEARS * found.error,
    "adjusted R2": lambda first, found: adjusted(found),
    "standard error of estimate": (
        lambda first, found: YEARS * found.error * first.std() * math.sqrt(found.n - 1)
    ),
    "implied lambda = -ln(1+b)/25": lambda first, found: found.speed,
    "lambda": lambda first, found: found.speed,
    "lambda, delta-method standard error": (
        lambda first, found: found.error / (1 + YEARS * found.beta)
    ),
}
SPREADS = {"sd of ln gdp60 (n-1)": 0, "sd of ln gdp85 (n-1)": 1}


@pytest.mark.parametrize("quantity", case(MRW)[1].index)
def test_every_row_of_the_countries(quantity):
    sample, what = quantity.split(": ")
    first, last, found = countries(sample)
    if what in SPREADS:
        value = spreads({2001: first, 2002: last})[SPREADS[what]]
    else:
        value = OF_SAMPLE[what](first, found)
    assert met(MRW, quantity, value)


def income(year):
    return case(COUNTIES)[0][f"gdppc{year}"]


@cache
def counties():
    return beta_convergence(np.log(income(2000)), np.log(income(2014)), 14)


@cache
def sigma(year):
    """Standard deviation of the logarithms with the divisor n, as REAT takes it."""
    logs = np.log(income(year))
    spread = spreads({2001: logs, 2002: logs})[0]
    return spread * math.sqrt((len(logs) - 1) / len(logs))


def variation(year):
    levels = income(year)
    spread = spreads({2001: levels, 2002: levels})[0]
    return spread * math.sqrt((len(levels) - 1) / len(levels)) / levels.mean()


@cache
def trend():
    years = range(2000, 2015)
    sigmas = [sigma(year) for year in years]
    return OLS(sigmas, np.column_stack([np.ones(15), years])).fit()


def variances():
    """F of the two variances; ours is the ratio of spreads, end over start."""
    logs = {year: np.log(income(year)) for year in (2000, 2014)}
    return spreads({2001: logs[2000], 2002: logs[2014]})[2] ** -2


ABSOLUTE = "absolute beta convergence 2000-2014: "
OF_COUNTIES = {
    f"{ABSOLUTE}intercept": lambda: counties().intercept,
    f"{ABSOLUTE}its standard error": lambda: counties().intercept_error,
    f"{ABSOLUTE}beta": lambda: counties().beta,
    f"{ABSOLUTE}its standard error, beta": lambda: counties().error,
    f"{ABSOLUTE}R2": lambda: share_explained(counties()),
    "speed of convergence -ln(1+T beta)/T, 2000-2014": lambda: counties().speed,
    **{
        f"sigma (sd of log, divisor n) {year}": lambda year=year: sigma(year)
        for year in (2000, 2005, 2010, 2014)
    },
    "quotient sigma 2000/2014": lambda: sigma(2000) / sigma(2014),
    "F of the variance quotient (401, 401)": variances,
    "its p-value": lambda: 2 * f.sf(variances(), 401, 401),
    "coefficient of variation 2000 (divisor n)": lambda: variation(2000),
    "coefficient of variation 2014": lambda: variation(2014),
    "sigma trend 2000-2014, slope per year": lambda: trend().params[1],
    "its standard error": lambda: trend().bse[1],
}


@pytest.mark.parametrize("quantity", case(COUNTIES)[1].index)
def test_every_row_of_the_counties(quantity):
    assert met(COUNTIES, quantity, OF_COUNTIES[quantity]())
