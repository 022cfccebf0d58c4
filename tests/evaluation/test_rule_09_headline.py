"""Rule 9: a finding that one documented choice turns says so, and its grade falls."""

import numpy as np
import pytest
import shipped

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.robustness import concerns, dependence
from par_eval.evaluation.robustness.choice_words import CHOICES
from par_eval.values import Joined, Text

from .test_rule_06_evidence import grades_of, numbers, told
from .test_rule_09_robustness import LISTED, YEARS, made, path, paths

WINDOWS = LISTED[:2]
SOLID, FRAGILE = path((10, 10), (14, 14)), path((10, 14), (13, 13))
PUT_TOGETHER = LISTED[6]


def evaluated(values, wholes=None, listed=WINDOWS, least=0.9, **changes):
    facts = made(values, wholes, listed=listed, **changes)
    table = facts.tables["thresholds"]
    table.loc[table["threshold"] == "agreeing_least", "value"] = least
    return Evaluation(National(facts, facts.plan_periods["period"].iloc[0]), "P1")


def finding_of(evaluation, by="trends"):
    (found,) = [one for one in evaluation.findings if one.answered_by == by]
    return found


def choices_in(value):
    """Choices that sentences say something depends on, in the order of reading."""
    if isinstance(value, Joined):
        return [choice for item in value.items for choice in choices_in(item)]
    if not isinstance(value, Text):
        return []
    named = value.values.get("choices")
    if named is not None:
        return list(named.items)
    return [choice for inner in value.values.values() for choice in choices_in(inner)]


def test_a_fragile_finding_depends_on_its_choice_and_a_solid_one_does_not():
    """The fragile one rises from the mean of two years, not from the last of them."""
    solid, fragile = (evaluated({"a": paths(own)}) for own in (SOLID, FRAGILE))
    assert choices_in(finding_of(solid).text) == []
    assert choices_in(finding_of(fragile).text) == [CHOICES["baseline"]]
    before, after = (told(grades_of(one)["trends"]) for one in (solid, fragile))
    assert before == ("B", {"precision"})
    assert after == ("C", {"precision", "robustness"})
    (share,) = numbers(grades_of(fragile)["trends"], "robustness")
    assert share.value == 0.5


def noisy(generator, own):
    """The path of P1 among forty provinces, all with the same small noise."""
    noise = generator.normal(0, 0.1, size=(len(YEARS), 41))
    return {
        year: [own[year] + row[0], *(10 + row[1:])]
        for year, row in zip(YEARS, noise, strict=True)
    }


def test_noise_does_not_blur_which_is_which():
    generator = np.random.default_rng(17)
    for _ in range(5):
        solid, fragile = (
            grades_of(evaluated({"a": noisy(generator, own)}))["trends"]
            for own in (SOLID, FRAGILE)
        )
        assert "robustness" not in told(solid)[1]
        assert "robustness" in told(fragile)[1]


def several():
    """Four dimensions gain whatever the choice, the fifth by its baseline only."""
    names = ("b", "c", "d", "e")
    values = {name: paths(SOLID) for name in names} | {"f": paths(FRAGILE)}
    return values, {"a": [*names, "f"]}


@pytest.mark.parametrize(("least", "lowered"), [(0.9, False), (0.95, True)])
def test_one_dimension_of_many_is_told_and_counts_by_the_threshold(least, lowered):
    """Six of seven conclusions agree throughout, one in half of its re-runs."""
    evaluation = evaluated(*several(), least=least)
    grade = grades_of(evaluation)["trends"]
    assert ("robustness" in told(grade)[1]) == lowered
    (share,) = numbers(grade, "robustness")
    assert share.value == pytest.approx(6.5 / 7)
    assert choices_in(finding_of(evaluation).text) == [CHOICES["baseline"]]


def test_every_choice_weighs_the_same_however_many_options_it_has():
    """Two options of the peers disagree with one of the endline and of the baseline."""
    peers = ("citizens", "peers", "all_median", "all_mean", "region_median")
    others = (13.0, 10.0, 10.0, 10.0)
    values = {y: [10.0, 10.0, 10.0, 10.0, 10.0] for y in YEARS}
    values[2008] = values[2009] = [10.5, *others]
    evaluation = evaluated({"a": values}, listed=[*WINDOWS, peers])
    (one,) = evaluation.robustness.on("citizens")
    agreeing = [(run.choice, run.way == one.base.way) for run in one.runs]
    assert agreeing == [
        ("baseline", True),
        ("endline", True),
        ("peers", False),
        ("peers", False),
    ]
    assert one.share == pytest.approx(2 / 3)


def test_a_standing_that_a_choice_turns_is_told_in_the_finding_and_in_brief():
    """Far ahead once, next to last twice: fourth by z-scores, sixth by percentiles."""
    years = {y: [90 if y == 2005 else 1.5, *range(1, 9)] for y in (2005, 2006, 2007)}
    fragile, solid = (
        evaluated({"a": years}, listed=listed, period=(2005, 2007))
        for listed in ([PUT_TOGETHER], [])
    )
    for said in (finding_of(fragile, "standing").text, fragile.in_brief):
        assert choices_in(said) == [CHOICES["aggregation"]]
    for said in (finding_of(solid, "standing").text, solid.in_brief):
        assert choices_in(said) == []
    before, after = (grades_of(one)["standing"] for one in (solid, fragile))
    assert told(after)[1] == told(before)[1] | {"robustness"}
    assert after.grade > before.grade


def test_the_findings_of_every_province_name_all_that_turns_them():
    """Neither more nor less than the section on robustness says."""
    for evaluation in shipped.sample_of_evaluations():
        for question in ("citizens", "standing"):
            found = evaluation.robustness.on(question)
            turned = {CHOICES[c].message for one in found for c in one.turned_by}
            by = "trends" if question == "citizens" else "standing"
            named = choices_in(finding_of(evaluation, by).text)
            assert {choice.message for choice in named} == turned
            assert bool(list(concerns(evaluation.facts, found))) == bool(turned)
            assert bool(list(dependence(found))) == bool(turned)


def test_nothing_is_held_against_a_finding_that_no_choice_touches():
    evaluation = evaluated({"a": paths(FRAGILE)}, listed=[])
    assert evaluation.robustness.on("citizens")
    assert choices_in(finding_of(evaluation).text) == []
    assert told(grades_of(evaluation)["trends"]) == ("B", {"precision"})
