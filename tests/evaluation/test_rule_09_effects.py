"""Rule 9: an effect that was estimated is re-run under every defensible choice."""

import pandas as pd
import pytest
import shipped

from par_eval.evaluation.attribution.effects import panel_of
from par_eval.evaluation.robustness.choice_words import CHOICES
from par_eval.evaluation.robustness.effect_reruns import EFFECT_RUNS
from par_eval.impact import synthetic_did

from .test_rule_05_attribution import FIRST, SIZE
from .test_rule_05_effects import START, YEARS, evaluated, scores
from .test_rule_09_headline import choices_in, finding_of
from .test_rule_09_robustness import choices

LISTED = [
    (
        "effect",
        "estimator",
        "synthetic_did",
        "synthetic_control",
        "difference_in_differences",
    ),
    ("effect", "donors", "all_known", "other_regions", "one_left_out"),
    ("effect", "window", "all_years", "least_years"),
    ("effect", "start", "straddling_out", "straddling_treated"),
]


def asking(table, *, began=None, pre_periods=5, **changes):
    """Evaluation of P1 that asks for effects, with their choices."""
    evaluation = evaluated(table, **changes)
    tables = evaluation.facts.tables
    tables["choices"] = choices(LISTED)
    questions = tables["questions"]
    row = {"order": 9, "question": "effect", "answered_by": "impact"}
    row |= {"question_en": "effect?", "instrument": "survey"}
    tables["questions"] = pd.concat([questions, pd.DataFrame([row])])
    thresholds = tables["thresholds"]
    thresholds.loc[thresholds["threshold"] == "pre_periods", "value"] = pre_periods
    if began:
        reforms = tables["reforms"]
        for column in ("opened_from", "opened_to"):
            reforms.loc[reforms["province"] == "P1", column] = pd.Timestamp(began)
    return evaluation


def effect_in(evaluation):
    (one,) = evaluation.robustness.on("effect")
    return one


def test_a_large_effect_survives_and_its_answer_depends_on_nothing():
    evaluation = asking(scores(effect=4.0))
    one = effect_in(evaluation)
    assert (one.kind, one.indicator, one.reform) == ("effect", "speed", "desk")
    assert one.base.way == 1
    assert one.survives
    run = {(r.choice, r.option) for r in one.runs}
    assert run >= {
        ("estimator", "difference_in_differences"),
        ("donors", "other_regions"),
        ("donors", "one_left_out"),
    }
    left_out = [r.part for r in one.runs if r.part]
    assert sorted(left_out) == sorted(f"P{n}" for n in range(2, SIZE + 1))
    assert all(r.quantity.value == pytest.approx(4, abs=1) for r in one.runs)
    assert choices_in(finding_of(evaluation, "impact").text) == []
    assert finding_of(evaluation, "impact").grade.grade == "estimable"


def test_difference_in_differences_by_hand():
    """Change of P1 less the mean change of the others."""
    table = scores(effect=4.0)
    one = effect_in(asking(table))
    (run,) = [r for r in one.runs if r.option == "difference_in_differences"]
    start = START - FIRST
    change = table[start:].mean(axis=0) - table[:start].mean(axis=0)
    assert run.quantity.value == pytest.approx(change[0] - change[1:].mean())


def test_an_effect_that_its_neighbours_share_depends_on_the_donors():
    """Those of the own region gain as much, so only the others show the effect."""
    table = scores(effect=3.0)
    north = (SIZE + 1) // 2
    table[START - FIRST :, 1:north] += 3.0
    evaluation = asking(table)
    one = effect_in(evaluation)
    (far,) = [r for r in one.runs if r.option == "other_regions"]
    assert (one.base.way, far.way) == (0, 1)
    assert "donors" in one.turned_by
    # two methods, two options of the donors, however many donors were left out
    assert one.share == pytest.approx((1 + 1 / 2) / 2)
    finding = finding_of(evaluation, "impact")
    assert CHOICES["donors"] in choices_in(finding.text)
    assert finding.grade.grade == "weakly_identified"
    assert "robustness" in {c.domain for c in finding.grade.concerns}


def test_an_option_that_leaves_too_few_donors_is_not_run():
    """Three donors of another region give no p below one in four."""
    one = effect_in(asking(scores(effect=4.0), donors=25))
    assert "other_regions" not in {run.option for run in one.runs}
    assert [run for run in one.runs if run.part]


def test_a_shorter_window_is_run_where_there_are_more_years_than_needed():
    evaluation = asking(scores(effect=4.0), pre_periods=3)
    (run,) = [r for r in effect_in(evaluation).runs if r.choice == "window"]
    assert run.quantity.value == pytest.approx(4, abs=1)
    years = {part for where in run.quantity.of for part in where.split(",")}
    assert not any(str(FIRST) in part for part in years)


def test_the_year_of_the_start_is_left_out_or_treated():
    """P1 began in the middle of the first year with the effect."""
    table = scores(effect=4.0)
    evaluation = asking(table, began="2005-07-01")
    one = effect_in(evaluation)
    (run,) = [r for r in one.runs if r.choice == "start"]
    (outcome,) = evaluation.attribution.outcomes
    _, years = panel_of(evaluation, outcome.design)
    assert START not in years
    deviations = table - table[:, 1:].mean(axis=1)[:, None]
    long = pd.DataFrame(
        [
            {
                "unit": f"P{n + 1}",
                "time": year,
                "y": deviations[t, n],
                "treated": int(n == 0 and year >= START),
            }
            for t, year in enumerate(YEARS)
            for n in range(SIZE)
        ]
    )
    expected = synthetic_did(long, inference=None).estimate
    assert run.quantity.value == pytest.approx(expected)
    assert one.base.quantity.value != pytest.approx(expected)


def test_without_an_estimated_effect_there_is_no_conclusion():
    assert asking(scores(effect=4.0), exposed="no").robustness.on("effect") == ()
    for evaluation in shipped.sample_of_evaluations():
        assert evaluation.robustness.on("effect") == ()


def test_every_option_of_the_data_can_be_run():
    table = shipped.facts().table("choices")
    rows = table[(table["question"] == "effect") & (table["default"] == "no")]
    assert set(zip(rows["choice"], rows["option"], strict=True)) == set(EFFECT_RUNS)
