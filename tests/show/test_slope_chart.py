"""Slope chart: no change of rank is stated that the pair test does not bear out."""

import pytest
import shipped
from matplotlib.colors import to_hex
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.show.figures.slope_chart import slope_chart
from par_eval.show.figures.slope_drawing import TOP
from par_eval.values import quantities_in

from .laid_out import BLUE, faults, laid_out

CASES = [("Quang Ninh", "2016-2020"), ("Bac Giang", "2011-2015")]


def slopes(exhibit):
    """Ends, dashes and colour of each slope, the headline last, as they are drawn."""
    (axes,) = laid_out(exhibit).axes
    thick = [line for line in axes.lines if line.get_linewidth() > 1.5]
    lines = [line for line in thick if line.get_marker() == "None"]
    return [
        (line.get_ydata(), line.get_linestyle() == "--", to_hex(line.get_color()))
        for line in lines
    ]


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_title_counts_what_the_pair_tests_tell_apart(case):
    evaluation = shipped.evaluation(*case)
    moves = evaluation.precision.moves
    told = [move for move in moves if move.verdict == "distinguishable"]
    said = [q.value for q in quantities_in(slope_chart(evaluation).title)]
    assert said == ([len(told), len(moves)] if told else [])


def test_a_single_change_that_stands_out_is_named():
    evaluation = shipped.evaluation("Ca Mau", "2016-2020")
    (told,) = [m for m in evaluation.precision.moves if m.verdict == "distinguishable"]
    title = slope_chart(evaluation).title
    assert title.values["name"].key == told.indicator


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_worse_is_dashed_and_only_what_stands_out_is_blue(case):
    evaluation = shipped.evaluation(*case)
    found = slopes(slope_chart(evaluation))
    moves = evaluation.precision.moves
    assert len(found) == len(moves)
    for move, (heights, dashed, tone) in zip(reversed(moves), found, strict=True):
        before, after = move.before[0].value, move.after[0].value
        assert dashed == (after > before)
        assert (heights[1] > heights[0]) == (after > before)
        assert (tone == BLUE) == (move.verdict == "distinguishable")


def test_ranks_stand_where_they_belong():
    """The best rank is at the top, and equal steps of rank are equal steps down."""
    evaluation = shipped.evaluation("Quang Ninh", "2016-2020")
    heights = {}
    moves = evaluation.precision.moves
    for move, (ends, *_) in zip(
        reversed(moves), slopes(slope_chart(evaluation)), strict=True
    ):
        heights[move.before[0].value] = ends[0]
        heights[move.after[0].value] = ends[1]
    assert heights[1] == TOP
    steps = [
        (height - TOP) / (rank - 1) for rank, height in heights.items() if rank > 1
    ]
    assert max(steps) == pytest.approx(min(steps))


def test_table_holds_every_rank_with_its_year():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    exhibit = slope_chart(evaluation)
    scores = evaluation.facts.series("papi.environment")
    cell = exhibit.grid.cells["papi.environment", "first"]
    first = int(scores[evaluation.province].dropna().index[0])
    ranks = scores.loc[first].rank(ascending=False, method="min")
    assert cell.values["year"] == first
    assert cell.values["rank"].value == ranks[evaluation.province]


def small_evaluation(years=range(2003, 2010)):
    values = {
        "total": {
            year: [20.0 - place + (year * place) % 3 for place in range(8)]
            for year in range(2003, 2010)
        }
    }
    for year in values["total"]:
        if year not in years:
            values["total"][year][0] = None
    breaks = [{"indicator": "total", "year": year} for year in range(2004, 2010)]
    return Evaluation(National(small(values, breaks=breaks), "2005-2009"), "P1")


def test_without_known_noise_no_change_is_stated():
    exhibit = slope_chart(small_evaluation())
    assert exhibit.kind == "figure"
    assert list(quantities_in(exhibit.title)) == []
    assert "is not known" in exhibit.title.message
    assert {tone for *_, tone in slopes_of(exhibit)} & {BLUE} == set()


def slopes_of(exhibit):
    (axes,) = laid_out(exhibit).axes
    return [(line.get_ydata(), to_hex(line.get_color())) for line in axes.lines]


def test_one_year_is_no_slope():
    exhibit = slope_chart(small_evaluation(years=[2007]))
    assert (exhibit.id, exhibit.kind) == ("slope", "text")


def test_words_are_in_their_places():
    assert faults(slope_chart(shipped.evaluation(*CASES[0]))) == {}
