"""Specification curve: every combination has its dot, and its ticks are its options."""

import numpy as np
import pytest
import shipped
from evaluation.test_rule_09_robustness import made, path, paths
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from par_eval.evaluation import Evaluation, National
from par_eval.show.figures.option_rows import option_rows
from par_eval.show.figures.specification_curve import specification_curve
from par_eval.values import quantities_in

from .laid_out import BLUE, faults, laid_out

CASES = [
    ("Bac Giang", "2016-2020"),
    ("Ca Mau", "2016-2020"),
    ("Quang Ninh", "2011-2015"),
]


def shown(evaluation):
    """The conclusion on a change with most combinations."""
    changes = [c for c in evaluation.robustness.conclusions if c.kind == "change"]
    found = [one for one in changes if one.combined]
    return max(found, key=lambda one: one.curve.number)


@pytest.fixture(params=CASES, ids="-".join)
def case(request):
    return shipped.evaluation(*request.param)


def test_title_counts_the_combinations_that_agree(case):
    conclusion = shown(case)
    said = [q.value for q in quantities_in(specification_curve(case).title)]
    values = conclusion.curve.values[conclusion.curve.known]
    way = np.sign(np.round(conclusion.base.quantity.value, 2))
    agreeing = int((np.sign(np.round(values, 2)) == way).sum())
    expected = [len(values)] if agreeing == len(values) else [agreeing, len(values)]
    assert sorted(said) == sorted(expected)


def test_each_combination_has_a_dot_and_is_blue_where_it_agrees(case):
    (axes,) = laid_out(specification_curve(case)).axes
    curve = shown(case).curve
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    blue = [d for d in dots if to_hex(d.get_markerfacecolor()) == BLUE]
    agrees = curve.frame()["agrees"]
    assert sum(len(line.get_xdata()) for line in blue) == agrees.sum()
    every = np.concatenate([d.get_ydata() for d in dots[:2]])
    assert len(every) == curve.number
    # equal steps of the margin are equal steps upwards
    order = np.sort(curve.frame()["value"])[::-1]
    steps = np.diff(np.sort(every))
    assert np.allclose(
        steps * np.ptp(order), -np.diff(order) * np.ptp(every), atol=1e-6
    )


def test_ticks_of_the_options_of_a_choice_share_out_the_combinations(case):
    conclusion = shown(case)
    rows = option_rows(case.facts, conclusion.curve)
    (axes,) = laid_out(specification_curve(case)).axes
    drawn = [c for c in axes.collections if isinstance(c, LineCollection)]
    assert [len(c.get_segments()) for c in drawn] == [r.taken.sum() for r in rows]
    groups = np.cumsum([row.first for row in rows])
    for group in set(groups):
        taken = [row.taken for row, of in zip(rows, groups, strict=True) if of == group]
        assert (np.sum(taken, axis=0) == 1).all()
        assert len(taken) > 1


def test_without_combinations_a_text_stands_in_its_place():
    facts = made({"a": paths(path((10, 10), (14, 14)))}, listed=[])
    evaluation = Evaluation(National(facts, facts.plan_periods["period"].iloc[0]), "P1")
    exhibit = specification_curve(evaluation)
    assert (exhibit.id, exhibit.kind) == ("specifications", "text")


def test_no_words_overlap_or_leave_the_drawing(case):
    assert faults(specification_curve(case)) == {}
