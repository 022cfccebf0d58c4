"""Averages of group-time effects, by hand and against the jackknife."""

import numpy as np
import pytest

from par_eval.impact.aggregation import KINDS, aggregate_cells
from par_eval.impact.group_time_effects import Cells, group_time_effects

FIRST = np.repeat([np.inf, 3.0, 4.0, 6.0], [24, 16, 16, 14])
PERIODS = np.arange(1.0, 7.0)


@pytest.fixture(scope="module")
def data():
    generator = np.random.default_rng(3)
    size = generator.normal(size=len(FIRST))
    outcomes = generator.normal(size=(len(FIRST), 6)).cumsum(axis=1)
    return outcomes, np.column_stack([np.ones(len(FIRST)), size])


def cells(outcomes, design, first, method="unconditional"):
    return group_time_effects(
        outcomes,
        PERIODS,
        first,
        design,
        control="not_yet_treated",
        method=method,
        anticipation=0,
        base_period="varying",
    )


def by_hand(found, kind):
    """Averages as the paper writes them, one sum after the other."""
    att = dict(zip(zip(found.group, found.time, strict=True), found.att, strict=True))
    share = {g: np.mean(g == FIRST) for g in (3, 4, 6)}
    treated = [key for key in att if key[1] >= key[0]]
    if kind == "simple":
        total = sum(share[g] for g, _ in treated)
        return {}, sum(share[g] * att[g, t] for g, t in treated) / total
    if kind == "group":
        means = {g: np.mean([att[k] for k in treated if k[0] == g]) for g in share}
        total = sum(share.values())
        return means, sum(share[g] * means[g] for g in share) / total
    label = {"calendar": lambda g, t: t, "event_time": lambda g, t: t - g}[kind]
    chosen = treated if kind == "calendar" else list(att)
    elements = {}
    for name in sorted({label(g, t) for g, t in chosen}):
        part = [(g, t) for g, t in chosen if label(g, t) == name]
        total = sum(share[g] for g, _ in part)
        elements[name] = sum(share[g] * att[g, t] for g, t in part) / total
    after = [e for name, e in elements.items() if kind == "calendar" or name >= 0]
    return elements, np.mean(after)


@pytest.mark.parametrize("kind", KINDS)
def test_averages_are_those_of_the_paper(data, kind):
    found = cells(*data, FIRST)
    elements, overall = by_hand(found, kind)
    ours = aggregate_cells(found, FIRST, kind)
    assert ours.overall == pytest.approx(overall)
    assert list(ours.labels) == list(elements)
    assert list(ours.effects) == pytest.approx(list(elements.values()))


METHODS = ["unconditional", "doubly_robust", "regression", "weighting"]


@pytest.mark.parametrize("method", METHODS)
def test_errors_agree_with_the_jackknife(data, method):
    """Leaving out each unit in turn knows nothing of influence functions."""
    outcomes, design = data

    def averages(kept):
        found = cells(outcomes[kept], design[kept], FIRST[kept], method)
        return [aggregate_cells(found, FIRST[kept], kind) for kind in KINDS]

    units = np.arange(len(FIRST))
    left = [[one.overall for one in averages(units != unit)] for unit in units]
    jackknife = np.sqrt((len(units) - 1) * np.var(left, axis=0))
    errors = [
        np.sqrt((one.overall_influence**2).sum()) / len(units)
        for one in averages(units >= 0)
    ]
    assert errors == pytest.approx(jackknife, rel=0.15)


@pytest.mark.parametrize("kind", KINDS)
def test_influence_functions_average_to_zero(data, kind):
    found = aggregate_cells(cells(*data, FIRST, "doubly_robust"), FIRST, kind)
    assert found.overall_influence.mean() == pytest.approx(0, abs=1e-9)
    assert found.influence.mean(axis=0) == pytest.approx(0, abs=1e-9)


def test_shares_of_groups_count_in_the_error():
    """Effects known for certain still average to an uncertain mean."""
    first = np.repeat([np.inf, 2.0, 3.0], 100)
    ones = np.ones(2)
    known = Cells(
        np.array([2.0, 3.0]),
        np.array([2.0, 3.0]),
        ones,
        np.array([0.0, 1.0]),
        np.zeros((300, 2)),
        ones,
        0,
    )
    found = aggregate_cells(known, first, "group")
    error = np.sqrt((found.overall_influence**2).sum()) / 300
    assert found.overall == pytest.approx(0.5)
    # the share of one of two groups among 200 units
    assert error == pytest.approx(np.sqrt(0.25 / 200))


def test_balance_keeps_the_same_groups_at_all_event_times(data):
    found = cells(*data, FIRST)
    ours = aggregate_cells(found, FIRST, "event_time", balance=1)
    kept = np.isin(found.group, [3, 4])
    att = {
        (g, t): a for g, t, a in zip(found.group, found.time, found.att, strict=True)
    }
    assert kept.any()
    assert list(ours.labels) == [-2, -1, 0, 1]
    assert ours.effects[2] == pytest.approx((att[3, 3] + att[4, 4]) / 2)
    assert ours.effects[0] == pytest.approx(att[4, 2])
