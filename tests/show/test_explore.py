"""Exhibits of the tours: what they show follows from the facts, whoever is asked."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import shipped
from small import small

from par_eval.report.trace_of import trace_of
from par_eval.series import breaks_between, hard, rank_intervals, segments, standing
from par_eval.show import explore
from par_eval.show.exhibit import Exhibit
from par_eval.values import Quantity, quantities_in

PERIOD = "2016-2020"
YEARS = {year: [1.0, 2.0, 3.0, 4.0] for year in range(2001, 2005)}


@pytest.fixture(scope="module")
def total() -> str:
    return shipped.national(PERIOD).headline


def scores(indicator: str, place: str) -> pd.Series:
    """Sum of the published parts in the file, for the years with all of them."""
    table = pd.read_csv(shipped.facts().directory / "observations_papi.csv")
    frame = table[table["indicator"].str.startswith(indicator.removesuffix("total"))]
    wide = frame.pivot(index=["year", "province"], columns="indicator", values="value")
    parts = wide.notna().groupby("year").transform("any")
    whole = wide.sum(axis=1).where((wide.notna() == parts).all(axis=1))
    return whole.xs(place, level="province").dropna()


def numbers(exhibit: Exhibit, row: object, column: object) -> list[float]:
    cell = exhibit.grid.cells[row, column]
    return [float(quantity.value) for quantity in quantities_in(cell)]


def one(exhibit: Exhibit, row: object, column: object) -> float:
    (value,) = numbers(exhibit, row, column)
    return value


def test_contents_count_the_rows_of_the_files():
    exhibit = explore.contents(shipped.facts())
    assert list(exhibit.grid.rows) == list(shipped.facts().instruments["instrument"])
    file = shipped.facts().directory / "observations_papi.csv"
    assert one(exhibit, "papi", "values") == len(pd.read_csv(file))


def test_a_comparison_without_a_break_is_the_difference():
    facts = small({"a": {2001: [1.0, 2.0], 2002: [1.5, 2.0]}})
    exhibit = explore.comparison(facts, "a", "P1", 2001, 2002)
    assert [q.value for q in quantities_in(exhibit.title)] == [0.5]
    assert exhibit.extra == ()


def broken(severity: str = "hard"):
    """A whole of two parts, one of which breaks in its third year."""
    parts = {"a": YEARS, "b": {y: [v + y - 2000 for v in YEARS[y]] for y in YEARS}}
    breaks = [{"indicator": "a", "year": 2003, "severity": severity}]
    return small(parts, {"whole": ["a", "b"]}, breaks=breaks)


def test_a_refused_comparison_has_no_number_but_that_of_the_unbroken_parts():
    exhibit = explore.comparison(broken(), "whole", "P1", 2002, 2003)
    assert list(quantities_in(exhibit.title)) == []
    told = {q.measure: q for q in exhibit.extra}
    assert told["change"].value == 1.0
    assert told["cases"].value == 1
    assert all("~" in where for where in told["change"].of)


def test_a_comparison_with_a_missing_value_says_so():
    facts = small({"a": {2001: [1.0, 2.0], 2002: [None, 2.0]}})
    exhibit = explore.comparison(facts, "a", "P1", 2001, 2002)
    assert exhibit.kind == "text"
    assert exhibit.quantities() == []
    assert exhibit.alternative.values["years"].items == (2002,)


@pytest.mark.parametrize("province", ["Bac Giang", "Quang Ninh", "Ha Tinh"])
def test_plain_subtraction_is_that_of_the_file_and_is_refused_at_hard_breaks(
    total, province
):
    facts = shipped.facts()
    own = scores(total, facts.province(province))
    exhibit = explore.naive_differences(facts, total, province)
    pairs = list(pairwise(own.index))
    assert list(exhibit.grid.rows) == [end for _, end in pairs]
    for start, end in pairs:
        plain = one(exhibit, end, "own")
        assert plain == pytest.approx(own[end] - own[start])
        said = list(quantities_in(exhibit.grid.cells[end, "said"]))
        grave = bool(hard(breaks_between(facts, total, start, end)))
        stated = [q for q in said if q.measure == "change"]
        assert all(grave == ("~" in q.of[0]) for q in stated)
        if not grave:
            assert [q.value for q in stated] == [pytest.approx(plain)]


def test_a_naive_number_is_marked_as_no_change(total):
    exhibit = explore.naive_differences(shipped.facts(), total, "Bac Giang")
    columns = {what: cell for (_, what), cell in exhibit.grid.cells.items()}
    assert columns["own"].measure == "plain_subtraction"
    assert columns["mean"].measure == "mean_plain_subtraction"


def test_breaks_are_those_between_the_years(total):
    facts = shipped.facts()
    every = explore.breaks_table(facts, total)
    some = explore.breaks_table(facts, total, 2016, 2020)
    found = breaks_between(facts, total, 2016, 2020)
    assert set(some.grid.rows) == {(b.year, b.indicator) for b in found}
    assert set(some.grid.rows) < set(every.grid.rows)
    counts = [q.value for q in quantities_in(some.title)]
    assert counts == [len(hard(found)), len(found) - len(hard(found))]


def test_a_series_without_a_break_says_so():
    exhibit = explore.breaks_table(small({"a": YEARS}), "a")
    assert exhibit.kind == "text"


def test_runs_are_cut_in_the_whole_wherever_a_part_is_cut():
    exhibit = explore.comparable_runs(broken(), "whole")
    said = {row: exhibit.grid.cells[row, "runs"].items for row in exhibit.grid.rows}
    assert said == {
        "whole": ("2001–2002", "2003–2004"),
        "a": ("2001–2002", "2003–2004"),
        "b": ("2001–2004",),
    }


def test_runs_name_the_longest_one(total):
    facts = shipped.facts()
    values = explore.comparable_runs(facts, total).title.values
    longest = max(segments(facts, total), key=len)
    assert (values["first"], values["last"]) == (longest[0], longest[-1])
    parts = [max(segments(facts, name), key=len) for name in facts.parts[total]]
    assert values["end"] - values["start"] == max(run[-1] - run[0] for run in parts)


def test_soft_parts_are_left_out_of_the_second_row():
    exhibit = explore.soft_parts(broken("soft"), "whole", "P1", 2002, 2004)
    assert one(exhibit, "with", "parts") == 2
    assert one(exhibit, "without", "parts") == 1
    assert one(exhibit, "with", "change") == one(exhibit, "without", "change") == 2.0
    assert len(exhibit.details) == 1


def test_parts_with_a_hard_break_are_in_neither_row():
    exhibit = explore.soft_parts(broken(), "whole", "P1", 2002, 2004)
    assert one(exhibit, "with", "parts") == one(exhibit, "without", "parts") == 1


def test_findings_keep_their_order_grades_and_numbers():
    evaluation = shipped.evaluation("Quang Ninh", PERIOD)
    exhibit = explore.findings_table(evaluation)
    assert list(exhibit.grid.rows) == [f.question.key for f in evaluation.findings]
    for finding in evaluation.findings:
        cell = exhibit.grid.cells[finding.question.key, "finding"]
        assert tuple(quantities_in(cell)) == finding.quantities
        graded = (finding.question.key, "grade") in exhibit.grid.cells
        assert graded == (finding.grade is not None)


def test_noise_is_listed_for_every_dimension_with_a_run(total):
    evaluation = shipped.evaluation("Bac Giang", PERIOD)
    exhibit = explore.noise_table(evaluation)
    for name in exhibit.grid.rows:
        found = evaluation.national.noise(name)
        assert ((name, "deviation") in exhibit.grid.cells) == (found is not None)
        if found:
            assert one(exhibit, name, "relative") == found.relative
    assert next(iter(exhibit.grid.rows)) == total


def test_moves_are_all_listed_with_their_verdict():
    evaluation = shipped.evaluation("Dong Thap", PERIOD)
    exhibit = explore.moves_table(evaluation)
    moves = evaluation.precision.moves
    assert list(exhibit.grid.rows) == [move.indicator for move in moves]
    told, every = (q.value for q in quantities_in(exhibit.title))
    assert every == len(moves)
    assert told == sum(move.verdict == "distinguishable" for move in moves)


@pytest.mark.parametrize("year", [0, 2018, 2020])
def test_a_ladder_holds_the_place_and_the_interval_of_every_province(total, year):
    evaluation = shipped.evaluation("Bac Giang", PERIOD)
    exhibit = explore.rank_ladder(evaluation, year)
    wide = exhibit.numbers.pivot(index="province", columns="what", values="value")
    years = tuple(range(2016, 2021)) if year == 0 else (year,)
    table = evaluation.national.over(total, years).set_index("province")
    assert wide["rank"].to_dict() == table["rank"].to_dict()
    assert ((wide["best"] <= wide["rank"]) & (wide["rank"] <= wide["worst"])).all()
    noise = evaluation.national.noise(total).relative / np.sqrt(len(years))
    places = rank_intervals(table["z"], standard_errors=noise)
    assert wide["best"].to_dict() == places["lower"].to_dict()
    assert wide["worst"].to_dict() == places["upper"].to_dict()
    own = next(p for p in evaluation.precision.places if p.year == year)
    said = {q.measure: q for q in quantities_in(exhibit.title)}
    assert said["noise_worst"] == own.noise[1]
    assert said["rank"].id == own.rank.id


def test_a_province_without_the_year_has_no_rung():
    exhibit = explore.rank_ladder(shipped.evaluation("Bac Giang", "2011-2015"), 2014)
    assert exhibit.kind == "text"


@pytest.fixture(scope="module")
def scenarios() -> Exhibit:
    return explore.noise_scenarios(shipped.evaluation("Bac Giang", PERIOD))


ROWS = ["halved_noise", "same_noise", "doubled_noise"]


@pytest.mark.parametrize("span", ["2020", "period"])
def test_more_noise_tells_fewer_pairs_apart_and_widens_the_place(scenarios, span):
    assert list(scenarios.grid.rows) == ROWS
    pairs = [numbers(scenarios, row, (span, "pairs")) for row in ROWS]
    assert [of for _, of in pairs] == [pairs[0][1]] * 3
    apart = [told for told, _ in pairs]
    assert apart == sorted(apart, reverse=True)
    assert apart[0] > apart[2]
    places = [numbers(scenarios, row, (span, "place")) for row in ROWS]
    widths = [worst - best for best, worst in places]
    assert widths == sorted(widths)


def test_noise_as_estimated_gives_the_interval_of_the_report(scenarios):
    places = shipped.evaluation("Bac Giang", PERIOD).precision.places
    for span, year in (("2020", 2020), ("period", 0)):
        place = next(p for p in places if p.year == year)
        wanted = [end.value for end in place.noise]
        assert numbers(scenarios, "same_noise", (span, "place")) == wanted


def test_pairs_are_counted_among_the_provinces_with_a_value(scenarios, total):
    many = len(standing(shipped.facts(), total, 2020))
    assert (
        numbers(scenarios, "same_noise", ("2020", "pairs"))[1] == many * (many - 1) / 2
    )


def test_a_trace_names_the_inputs_and_the_source_of_a_number(total):
    number = Quantity(1.0, "points", "observation", (f"{total}/P15/2019",))
    exhibit = trace_of(shipped.facts(), number)
    html = exhibit.html("en")
    assert f"{total}/P15/2019" in html
    assert exhibit.sources == shipped.facts().sources_of(
        [name for name in shipped.facts().leaves if name.startswith("papi.")]
    )
    assert "popover" not in html


FACTS_ONLY = {
    "contents": lambda total: explore.contents(shipped.facts()),
    "breaks": lambda total: explore.breaks_table(shipped.facts(), total),
    "runs": lambda total: explore.comparable_runs(shipped.facts(), total),
}


@pytest.mark.parametrize("name", FACTS_ONLY)
def test_sources_are_in_the_data_and_numbers_have_measures(name, total):
    exhibit = FACTS_ONLY[name](total)
    known = set(shipped.facts().sources["source"])
    assert set(exhibit.sources) <= known
    assert all(quantity.of for quantity in exhibit.quantities())
