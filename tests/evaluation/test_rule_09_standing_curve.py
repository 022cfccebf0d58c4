"""Rule 9: the standing of a period under every combination of defensible choices."""

import time

import numpy as np
import pandas as pd
import pytest
import shipped
from small import simulated

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.robustness.standing_reruns import (
    STANDING_RUNS,
    period_percentile,
)
from par_eval.evaluation.specifications import standing_curve
from par_eval.evaluation.specifications.standing_scores import (
    WHOLES,
    percentiles,
    standing_scores,
)

from .test_rule_09_robustness import YEARS, conclusion, made, result

CASES = [("Bac Giang", "2011-2015"), ("Quang Ninh", "2016-2020")]
ROW = ("standing", "whole", *WHOLES)
LISTED = [
    ("standing", "aggregation", "mean_z", "mean_percentile"),
    ROW,
    ("standing", "missing_years", "complete", "any"),
    ("standing", "missing_parts", "complete", "common_parts"),
    ("standing", "outlier_years", "keep", "leave_out"),
    ("standing", "parts", "all", "one_left_out"),
]


def z(frame):
    """Distances along the provinces, which are the rows."""
    return (frame - frame.mean()) / frame.std(ddof=1)


def place(scores):
    """Percentiles of a series of scores, without those that have none."""
    known = scores.dropna().round(9)
    below = known.map(lambda mine: (known < mine).sum())
    alike = known.map(lambda mine: (known == mine).sum())
    return 100 * (below + (alike - 1) / 2) / (len(known) - 1)


def parts_of_year(facts, year):
    """Provinces by smallest parts, and the dimension of each part."""
    table = facts.tables["observations"]
    rows = table[(table["year"] == year) & table["indicator"].str.startswith("papi.")]
    wide = rows.pivot_table(index="province", columns="indicator", values="value")
    return wide, [name.rsplit(".", 1)[0] for name in wide.columns]


def whole_by_hand(facts, year, how, common):
    """Scores of a year from the rows of the data and nothing else."""
    wide, _ = parts_of_year(facts, year)
    if common:
        wide = wide.dropna(axis="columns")
    wide = wide.dropna()
    names = [name.rsplit(".", 1)[0] for name in wide.columns]
    dimensions = wide.T.groupby(names).sum().T
    return {
        "sum": lambda: dimensions.sum(axis=1),
        "geometric_mean": lambda: dimensions.prod(axis=1) ** (1 / dimensions.shape[1]),
        "equal_spread": lambda: z(dimensions).mean(axis=1),
        "rank_average": lambda: dimensions.apply(place).mean(axis=1),
        "equal_parts": lambda: z(wide).mean(axis=1),
    }[how]()


def by_hand(evaluation, row):
    """Percentile of one combination."""
    facts, code = evaluation.facts, evaluation.province
    yearly = {"mean_z": z, "mean_percentile": place}[row["aggregation"]]
    common = row["missing_parts"] == "common_parts"
    years = {
        year: yearly(whole_by_hand(facts, year, row["whole"], common))
        for year in evaluation.national.years
    }
    table = pd.DataFrame(years)
    if row["missing_years"] == "complete":
        table = table.loc[:, table.loc[code].notna()].copy()
    if row["outlier_years"] == "leave_out":
        flagged = evaluation.windows(evaluation.national.headline).flagged
        table = table.drop(columns=[year for year in flagged if year in table])
    any_year = row["missing_years"] == "any"
    return place(table.mean(axis=1, skipna=any_year))[code]


@pytest.mark.parametrize(("province", "period"), CASES)
def test_every_combination_is_what_the_rows_of_the_data_give(province, period):
    evaluation = shipped.evaluation(province, period)
    rows = standing_curve(evaluation).frame()
    assert len(rows) >= 20
    for _, row in rows.iterrows():
        assert row["value"] == pytest.approx(by_hand(evaluation, row), abs=1e-6)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_defaults_and_single_changes_lie_on_the_curve_of_every_province(period):
    national = shipped.national(period)
    for code in national.facts.provinces["province"]:
        evaluation = Evaluation(national, code)
        curve, base = standing_curve(evaluation), period_percentile(evaluation)
        assert curve.base == pytest.approx(base.value)
        values = curve.values[curve.known]
        for (choice, _), runs in STANDING_RUNS.items():
            for _, found in runs(evaluation) if choice != "parts" else ():
                assert np.isclose(values, found.value).any(), (code, choice)


def test_geometric_and_arithmetic_means_by_hand():
    """P1 has 9 and 1, P2 twice 4, P3 twice 1: the products are 9, 16 and 1."""
    values = {
        "b": {y: [9.0, 4.0, 1.0] for y in YEARS},
        "c": {y: [1.0, 4.0, 1.0] for y in YEARS},
    }
    found = result(made(values, {"a": ["b", "c"]}, listed=[ROW]))
    one = conclusion(found, "standing")
    runs = {run.option: run.quantity.value for run in one.runs}
    assert one.base.quantity.value == 100
    assert runs["geometric_mean"] == 50
    assert "whole" in one.turned_by


def test_a_dimension_that_varies_much_weighs_no_more_by_its_spread():
    """P1 leads widely in b, and is the last in c and in d by a little."""
    values = {
        "b": {y: [90.0, 30.0, 20.0, 10.0] for y in YEARS},
        "c": {y: [1.0, 2.0, 3.0, 4.0] for y in YEARS},
        "d": {y: [1.0, 2.0, 3.0, 4.0] for y in YEARS},
    }
    found = result(made(values, {"a": ["b", "c", "d"]}, listed=[ROW]))
    runs = {r.option: r.quantity.value for r in conclusion(found, "standing").runs}
    assert conclusion(found, "standing").base.quantity.value == 100
    assert runs["equal_spread"] < 50
    assert runs["rank_average"] < 50


def test_parts_and_dimensions_weigh_alike_only_where_they_are_the_same():
    """Three parts of one dimension outvote the single part of the other."""
    names = ("p", "q", "r")
    values = {name: {y: [3.0, 2.0, 1.0] for y in YEARS} for name in names}
    values["c"] = {y: [0.1, 5.0, 9.9] for y in YEARS}
    facts = made(values, {"a": ["b", "c"], "b": names}, listed=[ROW])
    evaluation = Evaluation(National(facts, "2005-2009"), "P1")
    national = evaluation.national
    spread, parts = (
        standing_scores(national, whole=how)["P1"].iloc[0]
        for how in ("equal_spread", "equal_parts")
    )
    assert spread == pytest.approx(0)
    assert parts == pytest.approx((3 - 1) / 4)


def test_a_score_that_is_not_above_zero_has_no_geometric_mean():
    values = {
        "b": {y: [0.0, 4.0, 1.0] for y in YEARS},
        "c": {y: [1.0, 4.0, 2.0] for y in YEARS},
    }
    facts = made(values, {"a": ["b", "c"]}, listed=LISTED[:-1])
    evaluation = Evaluation(National(facts, "2005-2009"), "P1")
    curve = standing_curve(evaluation)
    assert "geometric_mean" not in set(curve.frame()["whole"])
    (one,) = evaluation.robustness.on("standing")
    assert "geometric_mean" not in {run.option for run in one.runs}


def test_lower_is_better_turns_every_way_to_put_the_whole_together():
    values = {
        "b": {y: [9.0, 4.0, 1.0] for y in YEARS},
        "c": {y: [7.0, 4.0, 1.0] for y in YEARS},
    }
    for down, first in (([], 100), (["a", "b", "c"], 0)):
        facts = made(values, {"a": ["b", "c"]}, listed=[ROW], down=down)
        curve = standing_curve(Evaluation(National(facts, "2005-2009"), "P1"))
        assert curve.frame()["value"].tolist() == [first] * len(WHOLES)


def test_each_dimension_left_out_is_combined_where_the_data_list_it():
    generator = np.random.default_rng(3)
    values = simulated(generator, ["b", "c", "d"], provinces=20, years=YEARS)
    facts = made(values, {"a": ["b", "c", "d"]}, listed=LISTED)
    curve = standing_curve(Evaluation(National(facts, "2005-2009"), "P1"))
    assert list(curve.choices["parts"]) == ["", "b", "c", "d"]
    assert curve.number == 2 * len(WHOLES) * 4


def test_nothing_is_combined_that_the_data_do_not_list():
    values = {"b": {y: [9.0, 4.0, 1.0] for y in YEARS}}
    facts = made(values, listed=[])
    assert standing_curve(Evaluation(National(facts, "2005-2009"), "P1")).number == 1


def test_percentiles_agree_with_the_places_by_hand():
    rows = np.array([[3.0, 1.0, 1.0, np.nan], [2.0, np.nan, np.nan, np.nan]])
    found = percentiles(rows)
    assert found[0, :3].tolist() == [100, 25, 25]
    assert np.isnan(found[1]).all()


def test_the_table_counts_the_combinations_of_the_standing():
    for evaluation in shipped.sample_of_evaluations():
        for one in evaluation.robustness.on("standing"):
            agreeing, number, worst = one.combined
            assert number.value == one.curve.number
            assert agreeing.value == round(one.curve.share * one.curve.number)
            assert (worst.unit, worst.value) == ("percentile", one.curve.worst)


def test_many_combinations_of_all_provinces_take_seconds():
    """Some 40 combinations for each of 63 provinces, parts computed once."""
    national = National(shipped.facts(), "2016-2020")
    start = time.process_time()
    curves = [
        standing_curve(Evaluation(national, code))
        for code in national.facts.provinces["province"]
    ]
    assert sum(curve.number for curve in curves) > 1000
    assert time.process_time() - start < 20
