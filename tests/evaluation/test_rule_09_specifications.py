"""Rule 9: conclusions under every combination of the defensible choices."""

from itertools import product

import numpy as np
import pytest
import shipped

from par_eval.evaluation import National, Subject
from par_eval.evaluation.robustness import robustness
from par_eval.evaluation.specifications import Curve, specifications
from par_eval.evaluation.specifications.part_sets import part_sets
from par_eval.series import breaks_between, composition, leaves_of
from par_eval.values import ParEvalError

from .test_rule_09_robustness import LISTED, conclusion, made, path, paths, result

PEERS = ("citizens", "peers", "all_median", "all_mean", "region_median")
CASES = [
    ("Bac Giang", "2016-2020", "papi.participation"),
    ("Ca Mau", "2016-2020", "papi.corruption_control"),
    ("Quang Ninh", "2011-2015", "papi.public_services"),
]


def subject_of(facts, province="P1"):
    return Subject(National(facts, facts.plan_periods["period"].iloc[0]), province)


def by_hand(evaluation, curve, row):
    """Margin of one combination, from the scores and nothing else."""
    facts, code = evaluation.facts, evaluation.province
    windows = evaluation.windows(curve.indicator)
    baseline, endline = windows.baseline.years, windows.endline.years
    baseline = baseline[-1:] if row["baseline"] == "last_year" else baseline
    endline = endline[-1:] if row["endline"] == "last_year" else endline
    gone = set(row["parts"].split("+"))
    for choice in [c for c in curve.choices if c.startswith("soft_breaks: ")]:
        if row[choice] == "leave_out":
            for cause in choice.removeprefix("soft_breaks: ").split(", "):
                gone |= set(leaves_of(facts, cause.split(" ")[0]))
    total = 0.0
    for part in composition(facts, curve.indicator)[endline[-1]]:
        if part not in gone:
            scores = facts.series(part)
            total = total + (
                scores.loc[list(endline)].mean(skipna=False)
                - scores.loc[list(baseline)].mean(skipna=False)
            )
    table = facts.table("provinces").set_index("province")["region"]
    near = total[[p for p in total.index if table[p] == table[code]]]
    typical = {
        "all_median": total.median(),
        "all_mean": total.mean(),
        "region_median": near.median(),
    }
    return total[code] - typical[row["peers"]]


@pytest.mark.parametrize(("province", "period", "indicator"), CASES)
def test_every_combination_is_what_the_scores_give(province, period, indicator):
    evaluation = shipped.evaluation(province, period)
    curve = specifications(evaluation, indicator, left_out=1)
    rows = curve.frame()
    assert len(rows) == curve.number > 20
    for _, row in rows.iterrows():
        assert row["value"] == pytest.approx(by_hand(evaluation, curve, row), abs=1e-9)


@pytest.mark.parametrize("province", ["Bac Giang", "Dong Thap", "Lai Chau"])
def test_all_defaults_give_the_conclusion_itself(province):
    found = shipped.evaluation(province, "2016-2020").robustness
    curves = [one for one in found.conclusions if one.curve]
    assert curves
    for one in curves:
        assert one.curve.base == pytest.approx(one.base.quantity.value)
        assert one.curve.way == one.base.way


@pytest.mark.parametrize("province", ["Bac Giang", "Ca Mau"])
def test_a_single_change_lies_on_the_curve(province):
    """Each re-run under one changed choice is one of the combinations."""
    looked = 0
    for one in shipped.evaluation(province, "2016-2020").robustness.conclusions:
        for run in one.runs if one.curve else ():
            values = one.curve.values[one.curve.known]
            looked += 1
            assert np.isclose(values, run.quantity.value).any()
    assert looked > 5


def test_the_worst_of_all_is_no_better_than_the_worst_of_one():
    for province in ("Bac Giang", "Ca Mau", "Lai Chau"):
        for one in shipped.evaluation(province, "2016-2020").robustness.conclusions:
            if one.curve and one.runs:
                side = one.base.way * one.curve.direction
                assert one.curve.worst * side <= one.worst.quantity.value * side + 1e-9


def test_a_solid_conclusion_agrees_throughout_and_a_fragile_one_does_not():
    listed = [*LISTED, PEERS]
    solid = conclusion(
        result(made({"a": paths(path((10, 10), (14, 14)))}, listed=listed))
    )
    assert solid.survives
    assert solid.curve.share == 1
    fragile = conclusion(
        result(made({"a": paths(path((10, 14), (13, 13)))}, listed=listed))
    )
    assert fragile.turned_by == ("baseline",)
    assert fragile.curve.share < 0.9
    shares = fragile.curve.shares["baseline"]
    assert (shares["mean_of_two"], shares["last_year"]) == (1, 0)


def test_two_choices_together_may_turn_what_neither_turns_alone():
    """Leads of one year in baseline and endline add up against the conclusion."""
    one = conclusion(result(made({"a": paths(path((10, 11), (12, 11)))})))
    assert one.base.way == 1
    assert one.turned_by == ()
    assert one.curve.number == 4
    assert one.curve.share == 0.75
    assert one.curve.worst == pytest.approx(0)


def test_only_what_the_data_list_is_combined():
    facts = made({"a": paths(path((10, 12), (14, 15)))}, listed=[])
    curve = specifications(subject_of(facts), "a")
    assert curve.number == 1
    facts = made({"a": paths(path((10, 12), (14, 15)))}, listed=LISTED[:1])
    assert specifications(subject_of(facts), "a").number == 2


def test_a_province_without_a_part_is_no_peer_for_it():
    values = {y: [10.0, 10.0, 10.0, 10.0, np.nan] for y in range(2003, 2010)}
    values[2008] = values[2009] = [12.0, 11.0, 10.0, 13.0, np.nan]
    curve = specifications(subject_of(made({"a": values}, listed=[PEERS])), "a")
    assert curve.base == pytest.approx(2 - 1.5)


def test_breaks_of_the_same_parts_are_one_choice():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    name = "papi.participation"
    soft = breaks_between(evaluation.facts, name, 2016, 2020)
    sets = part_sets(evaluation, name, (2016, 2020), soft=True, left_out=0)
    causes = [cause for causes in sets.breaks for cause in causes]
    assert sorted(causes) == sorted({(b.year, b.indicator) for b in soft})
    kept = {tuple(row) for row in sets.counted.reshape(-1, len(sets.parts))}
    assert len(kept) == 2 ** len(sets.breaks)


def test_an_indicator_that_cannot_be_followed_has_no_curve():
    with pytest.raises(ParEvalError, match=r"papi\.transparency"):
        specifications(
            shipped.evaluation("Bac Giang", "2016-2020"), "papi.transparency"
        )


def test_a_curve_leaves_out_what_cannot_be_run():
    values = np.array([[0.2, np.nan], [-0.1, 0.3]])
    curve = Curve("a", "points", {"x": ("a", "b"), "y": ("c", "d")}, values, 1, 2)
    assert curve.number == 3
    assert curve.share == pytest.approx(2 / 3)
    assert curve.worst == -0.1
    assert curve.frame()["value"].tolist() == [-0.1, 0.2, 0.3]
    assert curve.shares == {"x": {"a": 1, "b": 0.5}, "y": {"c": 0.5, "d": 1}}


def test_rows_say_the_options_of_their_combination():
    values = np.arange(6.0).reshape(2, 3)
    curve = Curve("a", "points", {"x": tuple("ab"), "y": tuple("cde")}, values, 1, 2)
    rows = curve.frame()
    found = list(rows[["x", "y"]].itertuples(index=False, name=None))
    assert found == list(product("ab", "cde"))


def test_robustness_of_every_period_gives_its_combinations():
    found = robustness(shipped.evaluation("Bac Giang", "2011-2015"))
    for one in found.conclusions:
        if one.combined:
            agreeing, number, worst = one.combined
            assert 0 <= agreeing.value <= number.value == one.curve.number
            assert worst.of == (one.base.quantity.id,)
