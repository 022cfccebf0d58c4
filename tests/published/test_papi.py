"""What was published or worked out elsewhere comes out of the sub-dimensions.

Each value stands in values.csv with its source (sources.csv) and as many decimals as
were printed; ours must round to it.
"""

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import par_eval
from par_eval.language import say

HERE = Path(__file__).parent
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VALUES = rows("values.csv")
REFUSALS = rows("refusals.csv")
WHOLES = [
    "papi.total",
    "papi.participation",
    "papi.transparency",
    "papi.accountability",
    "papi.corruption_control",
    "papi.administrative_procedures",
    "papi.public_services",
    "papi.environment",
    "papi.e_governance",
]


def label(row: Row) -> str:
    years = [row["start"], row.get("year") or row.get("end")]
    words = [row.get("fact"), row["indicator"], row["province"], *years]
    return "-".join(word.replace(" ", "_") for word in words if word)


@pytest.fixture(scope="module")
def facts() -> par_eval.Facts:
    return par_eval.load()


def score(facts: par_eval.Facts, row: Row, year: str) -> float:
    code = facts.province(row["province"])
    return facts.series(row["indicator"]).loc[int(year), code]


def of_the_province(facts: par_eval.Facts, table: pd.DataFrame, row: Row) -> pd.Series:
    return table.set_index("province").loc[facts.province(row["province"])]


def place(column: str) -> Callable[[par_eval.Facts, Row], float]:
    def value(facts: par_eval.Facts, row: Row) -> float:
        table = par_eval.standing(facts, row["indicator"], int(row["year"]))
        return of_the_province(facts, table, row)[column]

    return value


def place_over_a_period(column: str) -> Callable[[par_eval.Facts, Row], float]:
    def value(facts: par_eval.Facts, row: Row) -> float:
        years = int(row["start"]), int(row["year"])
        table = par_eval.period_standing(facts, row["indicator"], *years)
        return of_the_province(facts, table, row)[column]

    return value


def unbroken(
    what: str, *, allow_soft: bool = False
) -> Callable[[par_eval.Facts, Row], float]:
    """One row of the change on the parts without a break."""

    def value(facts: par_eval.Facts, row: Row) -> float:
        years = int(row["start"]), int(row["year"])
        result = par_eval.change_on_unbroken_parts(
            facts, row["indicator"], row["province"], *years, allow_soft=allow_soft
        )
        return result.numbers.set_index("what").loc[what, "value"]

    return value


def on_complete_dimensions(facts: par_eval.Facts, row: Row) -> float:
    """Sum of the dimensions for which every province has a value in the year."""
    year, code = int(row["year"]), facts.province(row["province"])
    columns = [facts.series(part).loc[year] for part in facts.parts[row["indicator"]]]
    return sum(column[code] for column in columns if column.notna().all())


def between_printed_scores(facts: par_eval.Facts, row: Row) -> float:
    """Difference of scores that were rounded first, as newspapers take it."""
    ends = [round(score(facts, row, row[end]), 2) for end in ("year", "start")]
    return ends[0] - ends[1]


FACTS: dict[str, Callable[[par_eval.Facts, Row], float]] = {
    "score": lambda facts, row: score(facts, row, row["year"]),
    "complete_dimensions": on_complete_dimensions,
    "change_as_printed": between_printed_scores,
    "soft_change": unbroken("change", allow_soft=True),
}
FACTS |= {
    column: place(column)
    for column in (
        *("rank", "of", "percentile", "z"),
        *("best", "worst", "likely_best", "likely_worst"),
    )
}
FACTS |= {
    f"period_{column}": place_over_a_period(column)
    for column in ("score", "rank", "of", "percentile", "best", "worst")
}
FACTS |= {
    f"unbroken_{what}": unbroken(what)
    for what in ("change", "national_change", "rank_before", "rank_after", "provinces")
}


def half_a_digit(printed: str) -> float:
    """Half of the last printed digit, and a trifle for the binary arithmetic."""
    exponent = Decimal(printed).as_tuple().exponent
    return 0.5 * 10.0 ** int(exponent) + 1e-9


@pytest.mark.parametrize("row", [r for r in VALUES if r["value"]], ids=label)
def test_value_rounds_to_the_published_one(facts: par_eval.Facts, row: Row) -> None:
    printed = row["value"]
    ours = FACTS[row["fact"]](facts, row)
    assert ours == pytest.approx(float(printed), rel=0, abs=half_a_digit(printed))


@pytest.mark.parametrize("row", [r for r in VALUES if not r["value"]], ids=label)
def test_value_that_was_not_published_is_missing(
    facts: par_eval.Facts, row: Row
) -> None:
    assert pd.isna(score(facts, row, row["year"]))
    table = par_eval.standing(facts, row["indicator"], int(row["year"]))
    assert facts.province(row["province"]) not in set(table["province"])


@pytest.mark.parametrize("row", [*VALUES, *REFUSALS], ids=label)
def test_source_is_listed(row: Row) -> None:
    assert row["source"] in {source["source"] for source in rows("sources.csv")}


@pytest.mark.parametrize(
    ("year", "top"),
    [
        (2019, ["Ben Tre", "Dong Thap", "Quang Ninh", "Bac Giang"]),
        (2020, ["Quang Ninh", "Dong Thap", "Thai Nguyen"]),
    ],
)
def test_standing_begins_with_the_best(
    facts: par_eval.Facts, year: int, top: list[str]
) -> None:
    table = par_eval.standing(facts, "papi.total", year)
    codes = [facts.province(name) for name in top]
    assert table["province"].head(len(top)).tolist() == codes
    assert table["rank"].is_monotonic_increasing


def test_two_provinces_without_a_total_lead_on_what_all_have(
    facts: par_eval.Facts,
) -> None:
    every = {
        name: on_complete_dimensions(
            facts, {"indicator": "papi.total", "year": "2018", "province": name}
        )
        for name in facts.provinces["province"]
    }
    best = sorted(every, key=lambda name: -every[name])[:3]
    leaders = ["Quang Ninh", "Dong Thap", "Bac Giang"]
    assert best == [facts.province(name) for name in leaders]


@pytest.mark.parametrize("row", REFUSALS, ids=label)
def test_change_across_a_hard_break_is_refused(facts: par_eval.Facts, row: Row) -> None:
    years = int(row["start"]), int(row["end"])
    with pytest.raises(par_eval.ComparabilityError, match=row["breaks"]) as raised:
        par_eval.change(facts, row["indicator"], row["province"], *years)
    assert {found.year for found in raised.value.breaks} == {int(row["breaks"])}
    assert {found.severity for found in raised.value.breaks} == {"hard"}


@pytest.mark.parametrize("row", [r for r in REFUSALS if r["unbroken"]], ids=label)
def test_refusal_carries_the_change_on_parts_without_a_break(
    facts: par_eval.Facts, row: Row
) -> None:
    years = int(row["start"]), int(row["end"])
    with pytest.raises(par_eval.ComparabilityError) as raised:
        par_eval.change(facts, row["indicator"], row["province"], *years)
    beside = raised.value.unbroken
    assert beside is not None
    expected = float(row["unbroken"])
    assert beside.value == pytest.approx(expected, abs=half_a_digit(row["unbroken"]))


def test_refusal_carries_nothing_where_every_part_was_rebuilt(
    facts: par_eval.Facts,
) -> None:
    name = "papi.administrative_procedures"
    with pytest.raises(par_eval.ComparabilityError) as raised:
        par_eval.change(facts, name, "Bac Giang", 2011, 2020)
    assert raised.value.unbroken is None


def test_change_across_a_soft_break_is_marked(facts: par_eval.Facts) -> None:
    change = par_eval.change(facts, "papi.total", "Bac Giang", 2016, 2017)
    assert change.value == pytest.approx(37.17 - 37.77, abs=0.01)
    assert ["2017" in say(note, "en") for note in change.notes] == [True]


def test_change_without_any_break_has_no_mark(facts: par_eval.Facts) -> None:
    name = "papi.administrative_procedures"
    assert par_eval.change(facts, name, "Bac Giang", 2019, 2020).notes == ()


def test_fall_of_2020_is_mostly_two_parts_whose_scale_broke(
    facts: par_eval.Facts,
) -> None:
    code = facts.province("Bac Giang")
    parts = [
        "papi.e_governance.responsiveness",
        "papi.public_services.primary_education",
    ]
    columns = [facts.series(part)[code] for part in parts]
    moved = sum(column[2020] - column[2019] for column in columns)
    assert moved == pytest.approx(-1.49, abs=0.005)


@pytest.mark.parametrize("whole", WHOLES)
def test_equal_sums_share_a_rank(facts: par_eval.Facts, whole: str) -> None:
    """Ranks follow from sums in decimal arithmetic, where adding has no remainder."""
    for year, column in facts.series(whole).iterrows():
        exact = exact_sums(facts, whole, year)
        exact = {code: exact[code] for code in column.dropna().index}
        ranks = {
            code: 1 + sum(other > own for other in exact.values())
            for code, own in exact.items()
        }
        table = par_eval.standing(facts, whole, int(year)).set_index("province")
        assert table["rank"].to_dict() == ranks, year


def exact_sums(facts: par_eval.Facts, name: str, year: int) -> dict[str, Decimal]:
    inside = "papi." if name == WHOLES[0] else f"{name}."
    table = facts.observations
    table = table[(table["year"] == year) & table["indicator"].str.startswith(inside)]
    sums: dict[str, Decimal] = {}
    for code, value in zip(table["province"], table["value"], strict=True):
        sums[code] = sums.get(code, Decimal(0)) + Decimal(str(value))
    return sums
