"""Coverage: the bars stand where the data have values, and stop where they break."""

import pandas as pd
import pytest
import shipped
from matplotlib.patches import Rectangle
from small import small

from par_eval.evaluation import Evaluation, National, followed
from par_eval.show.figures.coverage import coverage
from par_eval.show.figures.coverage_rows import coverage_rows, years_text
from par_eval.values import quantities_in

from .laid_out import BLUE, faults, laid_out

CASES = [("Bac Giang", "2016-2020"), ("Quang Ninh", "2011-2015")]
YEARS = range(2003, 2010)


def table(name):
    return pd.read_csv(shipped.facts().directory / f"{name}.csv")


def rows_of(province, period):
    rows = coverage_rows(shipped.evaluation(province, period))
    return {row.indicator: row for row in rows}


def small_evaluation(*, without=(), province="P1", **options):
    values = {
        name: {
            year: [
                None if (place, year) in without else 5 + place + rate * year
                for place in range(4)
            ]
            for year in YEARS
        }
        for name, rate in (("first", 0.1), ("second", 0.2))
    }
    facts = small(values, {"total": ("first", "second")}, **options)
    return Evaluation(National(facts, "2005-2009"), province)


def bars(exhibit):
    """First and last year of each bar, and its height, from the drawing."""
    (axes,) = laid_out(exhibit).axes
    patches = [p for p in axes.patches if isinstance(p, Rectangle)]
    return [
        (round(p.get_y() + 0.31), round(p.get_x() + 0.42), round(p.get_x() + w - 0.42))
        for p in patches
        if abs(p.get_height() - 0.62) < 1e-9 and (w := p.get_width())
    ]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_years_with_a_value_are_those_of_the_observations(case):
    """A dimension has a value where the province has all parts of that edition."""
    code = shipped.facts().province(case[0])
    observed = table("observations_papi")
    parts = table("indicators").query("part_of == 'papi.public_services'")["indicator"]
    observed = observed[observed["indicator"].isin(parts)]
    edition = observed.groupby("year")["indicator"].nunique()
    own = observed[observed["province"] == code].groupby("year")["indicator"].nunique()
    whole = own[own == edition.reindex(own.index)]
    row = rows_of(*case)["papi.public_services"]
    assert list(row.values) == sorted(whole.index)
    assert set(row.missing) == set(edition.index) - set(row.values)


def test_a_year_with_a_printed_place_only_is_told_apart():
    printed = table("reported").query(
        "place == 'P15' and indicator == 'par_index.total' and used == 'yes'"
    )
    years = printed.groupby("statistic")["year"].agg(set)
    row = rows_of("Bac Giang", "2016-2020")["par_index.total"]
    assert set(row.values) == years["score"]
    assert set(row.places) == years["rank"] - years["score"] != set()


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_title_counts_the_dimensions_whose_change_is_stated_elsewhere(case):
    evaluation = shipped.evaluation(*case)
    known = set(followed(evaluation.trends.numbers)) & set(
        evaluation.national.dimensions
    )
    said = [q.value for q in quantities_in(coverage(evaluation).title)]
    assert said[:2] == [len(known), len(evaluation.national.dimensions)]


def test_no_bar_goes_on_across_a_gap_or_a_hard_break():
    evaluation = small_evaluation(
        without={(0, 2006)},
        breaks=[
            {"indicator": "first", "year": 2008},
            {"indicator": "second", "year": 2005, "severity": "soft"},
        ],
    )
    total, first, second = ((2003, 2005), (2007, 2007), (2008, 2009)), None, None
    first, second = total, ((2003, 2005), (2007, 2009))
    drawn = bars(coverage(evaluation))
    for height, runs in zip((1, 2, 3), (total, first, second), strict=True):
        assert tuple(sorted(b[1:] for b in drawn if b[0] == height)) == runs


@pytest.mark.parametrize(
    ("severity", "count"), [("hard", [2]), ("soft", [2, 2]), (None, [2, 2])]
)
def test_a_hard_break_in_the_plan_leaves_nothing_to_follow(severity, count):
    breaks = [{"indicator": "total", "year": 2007, "severity": severity}]
    evaluation = small_evaluation(breaks=breaks if severity else ())
    exhibit = coverage(evaluation)
    assert [q.value for q in quantities_in(exhibit.title)] == count
    (axes,) = laid_out(exhibit).axes
    blue = [label for label in axes.get_yticklabels() if label.get_color() == BLUE]
    assert len(blue) == (0 if severity == "hard" else 3)


def test_each_series_counts_its_years_of_the_plan():
    evaluation = small_evaluation(without={(0, 2006), (0, 2003)})
    exhibit = coverage(evaluation)
    assert list(exhibit.numbers["value"]) == [4, 4, 4]
    assert exhibit.grid.cells["first", "values"] == "2004–2005, 2007–2009"


def test_years_held_back_are_named():
    missing = [
        {"province": "P1", "year": 2006, "extent": "all", "withheld": "yes"},
        {"province": "P2", "year": 2007, "extent": "all", "withheld": "yes"},
    ]
    evaluation = small_evaluation(without={(0, 2006)}, missing=missing)
    years = [note.values.get("years") for note in coverage(evaluation).notes]
    assert [found.items for found in years if found] == [(2006,)]


def test_a_province_without_any_value_gets_a_sentence():
    evaluation = small_evaluation(without={(0, year) for year in YEARS})
    exhibit = coverage(evaluation)
    assert (exhibit.id, exhibit.kind) == ("coverage", "text")


def test_words_are_in_their_places():
    assert faults(coverage(shipped.evaluation(*CASES[0]))) == {}


def test_years_of_no_run_are_a_dash():
    assert years_text([]) == "–"
