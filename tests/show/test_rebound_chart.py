"""Chart of the expected rebound, and the moves elsewhere behind it (rule 13)."""

import numpy as np
import pytest
import shipped

from par_eval.evaluation.benchmarks import similar_moves
from par_eval.show.figures.rebound import expected_rebound
from par_eval.values import quantities_in

from .laid_out import BLUE, faults, laid_out

SHOWN = [
    (province, period)
    for province in ("Bac Giang", "Quang Ngai")
    for period in shipped.PERIODS
]


def rebound_of(case):
    (found,) = shipped.evaluation(*case).benchmarks.rebounds
    return found


@pytest.mark.parametrize("case", SHOWN[::2], ids=lambda case: "-".join(case))
def test_words_keep_apart_and_inside(case):
    assert faults(expected_rebound(shipped.evaluation(*case))) == {}


@pytest.mark.parametrize("case", SHOWN[::2], ids=lambda case: "-".join(case))
def test_moves_elsewhere_are_as_many_as_counted_and_give_the_expected_one(case):
    """Worked out anew: least squares of the later on the prior moves."""
    evaluation, found = shipped.evaluation(*case), rebound_of(case)
    moves = similar_moves(evaluation, found)
    wide = moves.pivot(index=["province", "year"], columns="what", values="value")
    assert len(wide) == found.used.cases.value
    assert evaluation.province not in wide.index.get_level_values("province")
    slope, start = np.polyfit(wide["prior"].astype(float), wide["later"], 1)
    expected = start + slope * found.prior.value
    assert expected == pytest.approx(found.used.expected.value)


def test_a_move_elsewhere_is_that_of_the_scores_against_their_mean():
    case = SHOWN[0]
    moves = similar_moves(shipped.evaluation(*case), rebound_of(case))
    headline = shipped.national(case[1]).headline
    scores = shipped.facts().series(headline)
    away = scores.sub(scores.mean(axis=1), axis=0)
    found = rebound_of(case)
    for row in moves[moves["what"] == "prior"].to_dict("records"):
        back = row["year"] - (found.year - found.before)
        own = away[row["province"]]
        assert row["value"] == pytest.approx(own[row["year"]] - own[back])


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: "-".join(case))
def test_title_and_dot_have_the_change_of_the_province(case):
    exhibit, found = expected_rebound(shipped.evaluation(*case)), rebound_of(case)
    assert found.relative.id in {q.id for q in quantities_in(exhibit.title)}
    (axes,) = laid_out(exhibit).axes
    (dot,) = [line for line in axes.lines if line.get_color() == BLUE]
    assert dot.get_xydata().tolist() == [[found.prior.value, found.relative.value]]


def test_without_an_unusual_year_a_sentence_stands_in_its_place():
    for province in ("Ca Mau", "Ha Tinh"):
        exhibit = expected_rebound(shipped.evaluation(province, "2011-2015"))
        assert (exhibit.id, exhibit.kind) == ("rebound", "text")
    (peak,) = shipped.evaluation("Ha Tinh", "2011-2015").benchmarks.rebounds
    assert exhibit.alternative == peak.lacking
