"""Evaluation criteria: assessed, in part, or not, and what is lacking."""

import dataclasses

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.criteria import ASSESSED, criteria

from .aims import TARGET, rows

YEARS = range(2003, 2010)
KEYS = ("attainment", "trends", "attribution", "windows", "nothing", None)


def statuses(evaluation, **parts):
    """Status of each criterion by its key."""
    given = [
        parts.get(name, getattr(evaluation, name))
        for name in ("attainment", "attribution")
    ]
    return {c.criterion.key: c.status for c in criteria(evaluation, *given)}


def asked():
    """A criterion for each part that could answer it, and for none."""
    return pd.DataFrame(
        {
            "criterion": str(key),
            "order": len(KEYS) - place,
            "name_en": str(key),
            "answered_by": key,
            "lacking_en": f"what {key} lacks",
            "source": "J1",
        }
        for place, key in enumerate(KEYS)
    )


def evaluation_of(*, targets=0, years=YEARS, without=(), minimum=5, **changes):
    """Two dimensions of two provinces; some number of targets, one for each year."""
    values = {
        name: {y: [None if y in without else 60 + y % 7, 50.0] for y in years}
        for name in ("s", "t")
    }
    facts = small(values, {"total": ("s", "t")}, **changes)
    facts.tables["indicators"]["unit"] = "percent"
    facts.tables["criteria"] = asked()
    table = facts.tables["thresholds"]
    table.loc[table["threshold"] == "judged_minimum", "value"] = minimum
    if targets:
        own = [{"target": f"t{y}", "deadline": y} for y in range(2005, 2005 + targets)]
        facts.tables["targets"] = rows(TARGET, own)
    return Evaluation(National(facts, "2005-2009"), "P1")


def test_the_criteria_of_bac_giang():
    """Of 2011-2015 no target can be judged; one measurement judges two of 2016-2020.

    Two dimensions run through 2015 without a hard break, one through 2020.
    """
    open_ = {"relevance", "coherence", "efficiency", "impact", "equity"}
    for period, effectiveness in [
        ("2011-2015", "not_assessed"),
        ("2016-2020", "partly"),
    ]:
        found = statuses(shipped.evaluation("Bac Giang", period))
        assert {key for key in open_ if found[key] == "not_assessed"} == open_
        assert found["effectiveness"] == effectiveness
        assert found["sustainability"] == "partly"


def test_every_criterion_comes_once_in_the_order_of_the_data():
    order = shipped.facts().criteria.sort_values("order")["criterion"].tolist()
    for evaluation in shipped.sample_of_evaluations():
        assert [c.criterion.key for c in evaluation.criteria] == order
        assert {c.status for c in evaluation.criteria} <= set(ASSESSED)


def test_what_nothing_answers_is_never_assessed():
    table = shipped.facts().criteria
    unanswered = set(table["criterion"][table["answered_by"].isna()])
    assert unanswered
    for evaluation in shipped.sample_of_evaluations():
        found = statuses(evaluation)
        assert {found[key] for key in unanswered} == {"not_assessed"}


def test_what_is_lacking_is_named_unless_all_is_there():
    for evaluation in shipped.sample_of_evaluations():
        for one in evaluation.criteria:
            lacking = one.reason.values.get("lacking")
            assert (lacking is None) == (one.status == "assessed")
            assert lacking is None or lacking.texts


def test_criteria_come_in_the_order_of_the_data():
    assert list(statuses(evaluation_of())) == [str(key) for key in reversed(KEYS)]


def test_a_part_that_does_not_exist_assesses_nothing():
    found = statuses(evaluation_of())
    assert {found["nothing"], found["None"]} == {"not_assessed"}


@pytest.mark.parametrize(
    ("targets", "minimum", "status"),
    [
        (0, 5, "not_assessed"),
        (1, 5, "partly"),
        (4, 5, "partly"),
        (5, 5, "assessed"),
        (1, 1, "assessed"),
    ],
)
def test_targets_are_assessed_by_distinct_measurements(targets, minimum, status):
    evaluation = evaluation_of(targets=targets, minimum=minimum)
    assert evaluation.attainment.measurements == targets
    assert statuses(evaluation)["attainment"] == status


def test_targets_of_one_measurement_count_once():
    evaluation = evaluation_of(targets=1, minimum=2)
    two = rows(TARGET, [{}, {"target": "u"}])
    evaluation.facts.tables["targets"] = two
    fresh = dataclasses.replace(evaluation.facts, _known={})
    again = Evaluation(National(fresh, "2005-2009"), "P1")
    assert len(again.attainment.judged_targets) == 2
    assert statuses(again)["attainment"] == "partly"


@pytest.mark.parametrize(
    ("breaks", "status"),
    [([], "assessed"), (["s"], "partly"), (["s", "t"], "not_assessed")],
)
def test_trends_are_assessed_by_the_dimensions_that_can_be_followed(breaks, status):
    cut = [{"indicator": name, "year": 2007} for name in breaks]
    assert statuses(evaluation_of(breaks=cut))["trends"] == status


def test_trends_of_a_province_without_values_are_not_assessed():
    found = statuses(evaluation_of(without=range(2005, 2010)))
    assert found["trends"] == "not_assessed"


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        (["not_identifiable", "not_exposed"], "not_assessed"),
        (["not_identifiable", "weakly_identified"], "partly"),
        (["weakly_identified", "estimable"], "assessed"),
        ([], "not_assessed"),
    ],
)
def test_an_impact_is_assessed_by_the_effects_that_can_be_told(verdicts, status):
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    known = evaluation.attribution
    outcomes = tuple(
        dataclasses.replace(outcome, verdict=verdict)
        for outcome, verdict in zip(known.outcomes, verdicts, strict=False)
    )
    changed = dataclasses.replace(known, outcomes=outcomes)
    assert statuses(evaluation, attribution=changed)["impact"] == status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "not_assessed"),
        ({"years": range(2003, 2012)}, "partly"),
        (
            {
                "years": range(2003, 2012),
                "breaks": [{"indicator": n, "year": 2010} for n in ("s", "t")],
            },
            "not_assessed",
        ),
        (
            {"years": range(2003, 2012), "breaks": [{"indicator": "s", "year": 2010}]},
            "partly",
        ),
        ({"years": range(2003, 2012), "without": (2010, 2011)}, "not_assessed"),
        ({"years": range(2003, 2012), "without": range(2005, 2010)}, "not_assessed"),
    ],
)
def test_what_lasts_needs_comparable_values_from_later_years(changes, status):
    assert statuses(evaluation_of(**changes))["windows"] == status
