"""Confidence sets for the ranks of countries: printed values and another program's.

Where the figures come from, and how the others were made, stands in the README beside
them. That program simulates its bars; ours are exact for marginal sets.
"""

import csv
from pathlib import Path

import pandas as pd
import pytest

from par_eval.series.rank_intervals import rank_intervals

CASE = Path(__file__).parent / "pisa2018_math_ranks"


def rows(name):
    with (CASE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EXPECTED = rows("expected.csv")
PUBLISHED = [row for row in EXPECTED if row["kind"] == "published"]
REFERENCE = [row for row in EXPECTED if row["kind"] == "reference"]


@pytest.fixture(scope="module")
def sets():
    """Sets for the countries: of each kind, and the simultaneous ones at 90 %."""
    data = pd.read_csv(CASE / "data.csv", index_col="jurisdiction")

    def found(**options):
        return rank_intervals(
            data["math_score"], standard_errors=data["math_se"], **options
        )

    return {
        "marginal": found(),
        "simultaneous": found(simultaneous=True),
        "simultaneous 90%": found(simultaneous=True, level=0.9),
    }


def ours(sets, quantity):
    """Our value of a quantity of the reference file, which reads 'country: what'."""
    country, what = quantity.split(": ")
    if what == "rank":
        return sets["marginal"].loc[country, "rank"]
    if what.endswith(("lower", "upper")):
        kind, *_, side = what.split()
        return sets[kind].loc[country, side]
    ends = sets["simultaneous"].loc[country]
    if what.endswith("top 5"):
        return int(ends["lower"] <= 5)
    return int(ends["upper"] > len(sets["simultaneous"]) - 5)


@pytest.mark.parametrize("row", REFERENCE, ids=lambda row: row["quantity"])
def test_the_reference_is_met(sets, row):
    difference = ours(sets, row["quantity"]) - float(row["value"])
    assert abs(difference) <= float(row["tolerance"])


def top_five(sets, kind="simultaneous"):
    return sets[kind]["lower"] <= 5


def both_seventh(sets):
    ends = sets["simultaneous"].loc[["Germany", "Korea"]]
    return ((ends["lower"] <= 7) & (ends["upper"] >= 7)).all()


PRINTED = {
    "rank of United Kingdom": lambda s: s["marginal"]["rank"]["United Kingdom"],
    "marginal 95% set of United Kingdom, lower": lambda s: s["marginal"]["lower"][
        "United Kingdom"
    ],
    "marginal 95% set of United Kingdom, upper": lambda s: s["marginal"]["upper"][
        "United Kingdom"
    ],
    "number of countries in the 95% set for the top 5": lambda s: top_five(s).sum(),
    "Sweden in the 95% set for the top 5 (1 yes)": lambda s: top_five(s)["Sweden"],
    "Sweden in the 90% set for the top 5 (1 yes)": lambda s: top_five(
        s, "simultaneous 90%"
    )["Sweden"],
    "simultaneous 95% sets of Germany and Korea both contain rank 7 (1 yes)": (
        both_seventh
    ),
}


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row["quantity"])
def test_what_was_published_is_met(sets, row):
    difference = int(PRINTED[row["quantity"]](sets)) - float(row["value"])
    assert abs(difference) <= float(row["tolerance"])
