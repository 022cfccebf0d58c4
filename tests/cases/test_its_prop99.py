"""Interrupted series of California's cigarette sales, 1970-2000 (its_prop99).

Every row of the fixture is met. Time is measured from 1989 for the printed results and
for the automatic bandwidth, which depends on it; from 1970 for the fixed lags, whose
intercept is that of 1970.
"""

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from par_eval.impact.interrupted_series import interrupted_series

CASE = Path(__file__).parent / "its_prop99"
EXPECTED = pd.read_csv(CASE / "expected.csv").set_index("quantity")
TERMS = {
    "intercept": "intercept",
    "intercept at 1989": "intercept",
    "slope before": "slope_before",
    "level change 1989": "level_change",
    "slope change": "slope_change",
}
PRINTED = re.compile(r"(.+) \(segmented OLS, time measured from 1989\)")
PRINTED_ERROR = re.compile(r"its vcovHAC standard error: (.+)")
FIXED_LAG = re.compile(
    r"Newey-West standard error, lag (\d), (small-sample factor n/\(n-k\)"
    r"|no small-sample factor): (.+)"
)
COEFFICIENT = re.compile(r"coefficient: (.+)")
TEN_YEARS = {
    "change of mean 1984-1988 to 1989-1993": "estimate",
    "its standard error, vcovHAC": "standard_error",
}


@cache
def found(years=(1970, 2000), **options):
    data = pd.read_csv(CASE / "data.csv")
    data = data[data["year"].between(*years)]
    return interrupted_series(
        data, time="year", outcome="packs_per_capita", treatment="post", **options
    )


def of(term, what, **options):
    return found(**options).diagnostics["coefficients"].loc[TERMS[term], what]


def ours(quantity):
    if match := PRINTED.fullmatch(quantity):
        return of(match[1], "estimate")
    if match := PRINTED_ERROR.fullmatch(quantity):
        return of(match[1], "standard_error", errors="andrews")
    if match := FIXED_LAG.fullmatch(quantity):
        small = not match[2].startswith("no ")
        options = {"lag": int(match[1]), "small_sample": small, "time_zero": 1970}
        return of(match[3], "standard_error", **options)
    if match := COEFFICIENT.fullmatch(quantity):
        return of(match[1], "estimate", time_zero=1970)
    short = found(years=(1984, 1993), form="mean", errors="andrews")
    return getattr(short, TEN_YEARS[quantity])


@pytest.mark.parametrize("quantity", EXPECTED.index)
def test_every_row_is_met(quantity):
    row = EXPECTED.loc[quantity]
    assert ours(quantity) == pytest.approx(row["value"], abs=row["tolerance"], rel=0)


def test_the_automatic_bandwidth_depends_on_where_time_is_zero():
    """README of the cases, point 7: 5.585 from 1989, 6.280 from 1970."""
    from_start = of(
        "level change 1989", "standard_error", errors="andrews", time_zero=1970
    )
    assert from_start == pytest.approx(6.27992, abs=6e-6)
    fixed = [of("level change 1989", "standard_error", time_zero=z) for z in (1970, 89)]
    assert fixed[0] == pytest.approx(fixed[1], rel=1e-9)


def test_inference_is_stated():
    assert "lag 1, with n/(n-k)" in found().inference
    assert "time is zero at 1989" in found(errors="andrews").inference
