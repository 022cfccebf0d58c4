"""Rule 4: places within a year and over a period, with what missing values allow.

The figures are those that another program found in the same data: Bac Giang, 2016-2020.
"""

import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National, complete_years, place_text
from par_eval.values import Quantity

from .said import bare, carrying, plain


def lines(evaluation):
    """Numbers by line (the year, or 0 for the period) and kind."""
    rows = evaluation.standing.numbers.to_dict("records")
    return {(row["year"], row["what"]): row for row in rows}


@pytest.fixture(scope="module")
def bac_giang():
    return shipped.evaluation("Bac Giang", "2016-2020")


@pytest.mark.parametrize(
    ("line", "score", "rank", "of", "percentile", "z"),
    [
        (2016, 37.77, 11, 63, 83.9, 1.09),
        (2017, 37.17, 26, 63, 59.7, 0.39),
        (2018, 46.83, 3, 61, 96.7, 1.87),
        (2019, 46.04, 4, 63, 95.2, 1.56),
        (2020, 44.32, 13, 63, 80.6, 0.85),
        (0, None, 5, 61, 93.3, 1.15),
    ],
)
def test_standing_of_the_plan(bac_giang, line, score, rank, of, percentile, z):
    found = lines(bac_giang)
    if score is not None:
        assert found[line, "score"]["value"] == pytest.approx(score, abs=0.005)
    assert found[line, "rank"]["value"] == rank
    assert found[line, "of"]["value"] == of
    assert found[line, "percentile"]["value"] == pytest.approx(percentile, abs=0.05)
    assert found[line, "z"]["value"] == pytest.approx(z, abs=0.005)


@pytest.mark.parametrize(
    ("line", "best", "worst"), [(2018, 3, 5), (0, 5, 7)], ids=["year", "period"]
)
def test_bounds_among_all_provinces(bac_giang, line, best, worst):
    rank = lines(bac_giang)[line, "rank"]
    assert (rank["low"], rank["high"], rank["interval"]) == (best, worst, "bounds")


@pytest.mark.parametrize("year", [2016, 2017, 2019, 2020])
def test_years_in_which_nobody_is_missing_have_no_bounds(bac_giang, year):
    rank = lines(bac_giang)[year, "rank"]
    assert rank["low"] != rank["low"]
    assert (year, "likely_best") not in lines(bac_giang)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            2018,
            [
                {"rank": 3, "of": 61},
                {"best": 3, "worst": 5, "all": 63},
                {"best": 4, "worst": 5},  # likely
            ],
        ),
        (2019, [{"rank": 4, "of": 63}]),
        (2020, [{"rank": 13, "of": 63}]),
    ],
)
def test_places_in_words(bac_giang, line, said):
    numbers = (
        {
            name: plain(value)
            for name, value in found.values.items()
            if isinstance(value, Quantity)
        }
        for found in carrying(place_text(bac_giang.standing.numbers, line))
    )
    assert [found for found in numbers if found] == said


VALUES = {
    "a": {
        2005: [4, 3, 2, 1],
        2006: [9, 9, 8, None],
        2007: [None, 2, 1, 0],
        2008: [None, None, None, None],
    }
}


@pytest.fixture(scope="module")
def national():
    return National(small(VALUES, {"total": ("a",)}, period=(2005, 2009)), "2005-2009")


def test_years_without_a_value_have_no_line(national):
    evaluation = Evaluation(national, "P1")
    assert complete_years(evaluation, "total") == (2005, 2006)
    assert {year for year, _ in lines(evaluation)} == {2005, 2006, 0}


def test_the_period_counts_the_years_of_the_province(national):
    """P1 has 2005 and 2006, P2 2007 as well: they are averaged over their own years."""
    first, second = Evaluation(national, "P1"), Evaluation(national, "P2")
    assert lines(first)[0, "z"]["of"][0] == "total/P1/2005+2006"
    assert lines(second)[0, "z"]["of"][0] == "total/P2/2005+2006+2007"
    assert lines(first)[0, "of"]["value"] == 3
    assert lines(second)[0, "of"]["value"] == 2


def test_the_number_of_years_is_told_where_some_are_missing(national):
    (note,) = Evaluation(national, "P1").standing.notes
    assert note.values == {"number": 2}
    (note,) = Evaluation(national, "P2").standing.notes
    assert note.values == {"number": 3}
    whole = National(small(VALUES, {"total": ("a",)}, period=(2005, 2006)), "2005-2006")
    assert Evaluation(whole, "P1").standing.notes == ()


def test_equal_scores_share_a_place(national):
    for code in ("P1", "P2"):
        evaluation = Evaluation(national, code)
        assert lines(evaluation)[2006, "rank"]["value"] == 1
        assert lines(evaluation)[2006, "percentile"]["value"] == pytest.approx(75)


def test_one_year_has_no_period():
    values = {"a": {2005: [1, 2], 2006: [1, None], 2007: [2, None]}}
    evaluation = Evaluation(National(small(values), "2005-2009"), "P2")
    assert {year for year, _ in lines(evaluation)} == {2005}
    assert not evaluation.standing.numbers.duplicated(["year", "what"]).any()


def test_a_province_without_any_value_has_no_place():
    values = {"a": {year: [1, 2, None] for year in range(2005, 2008)}}
    evaluation = Evaluation(National(small(values), "2005-2009"), "P3")
    assert evaluation.standing.numbers.empty
    by = {finding.answered_by: finding for finding in evaluation.findings}
    (said,) = by["standing"].text.items
    assert bare([said])


def test_the_places_of_a_year_follow_one_another():
    """As many provinces share a place as places are left out after it."""
    national = shipped.national("2016-2020")
    for year in national.years:
        table = national.standing("papi.total", year)
        counts = table["rank"].value_counts().sort_index()
        wanted = 1
        for rank, count in counts.items():
            assert rank == wanted, year
            wanted += count
