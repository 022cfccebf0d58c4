"""Rule 7: verdicts on places, values, records and changes, each turned by a fact."""

import pandas as pd
import pytest

from evaluation.claim_cases import (
    OUTPUT,
    REPORTED,
    TARGET,
    claim,
    facts_of,
    judged,
    rows,
)
from par_eval.language import say

OWN = {"origin": "implementer"}
RANK = {"place": "P1", "statistic": "rank"}
NEIGHBOUR = [
    {"place": "P4", "value": 95},
    {"place": "P4", "value": 2, "statistic": "rank"},
]


def reported(*changes):
    return facts_of(reported=rows(REPORTED, *changes))


def outputs(*changes, **tables):
    return facts_of(outputs=rows(OUTPUT, *changes), **tables)


def said(verdict):
    return " ".join(say(reason, "en") for reason in verdict.reasons)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (3, None, "supported"),
        (2, None, "contradicted"),
        (1, 3, "supported"),
        (1, 2, "contradicted"),
    ],
)
def test_a_computed_place_decides(low, high, verdict):
    stated = claim("rank", "a", low=low, high=high, province="P3")
    found = judged(facts_of(), stated, "P3")
    assert found.verdict == verdict
    assert [q.value for q in found.ours] == [3]


def test_a_place_in_a_tie_is_not_verifiable_until_it_is_published():
    tied = facts_of({"a": {2008: [8, 8, 6, 5, 4, 3, 2, 1]}})
    first = claim("rank", "a", low=1)
    found = judged(tied, first)
    assert found.verdict == "not_verifiable"
    assert [q.value for q in found.ours] == [1, 2]
    assert judged(tied, claim("rank", "a", low=3)).verdict == "contradicted"
    for printed, verdict in ((1, "supported"), (2, "contradicted")):
        table = rows(REPORTED, {**RANK, "indicator": "a", "value": printed})
        tied = facts_of({"a": {2008: [8, 8, 6, 5, 4, 3, 2, 1]}}, reported=table)
        assert judged(tied, first).verdict == verdict


def test_a_published_place_supports_only_from_outside():
    nine = claim("rank", "index", low=3)
    assert judged(reported({**RANK, "value": 3}), nine).verdict == "supported"
    own = judged(reported({**RANK, "value": 3, **OWN}), nine)
    assert (own.verdict, own.qualifiers) == ("consistent", ())
    assert judged(reported({**RANK, "value": 4, **OWN}), nine).verdict == "contradicted"
    both = reported({**RANK, "value": 3, **OWN}, {**RANK, "value": 4, "source": "S2"})
    assert judged(both, nine).verdict == "contradicted"


@pytest.mark.parametrize(
    ("neighbour", "verdict"), [(2, "consistent"), (3, "contradicted")]
)
def test_the_provinces_own_place_must_fit_between_its_neighbours(neighbour, verdict):
    """With 90 it lies behind P4 with 95; if that is third, third is taken."""
    facts = reported(
        {"place": "P1", "value": 90, **OWN},
        {**RANK, "value": 3, **OWN},
        NEIGHBOUR[0],
        {**NEIGHBOUR[1], "value": neighbour},
    )
    assert judged(facts, claim("rank", "index", low=3)).verdict == verdict
    assert judged(facts, claim("value", "index", low=90)).verdict == verdict


def test_outside_sources_that_contradict_each_other_settle_nothing():
    facts = reported(
        {"place": "P1", "value": 90},
        {**RANK, "value": 3},
        NEIGHBOUR[0],
        {**NEIGHBOUR[1], "value": 3},
    )
    assert judged(facts, claim("rank", "index", low=3)).verdict == "not_verifiable"


def test_bounds_with_both_answers_are_not_verifiable():
    facts = reported({"place": "P1", "value": 90}, *NEIGHBOUR)
    found = judged(facts, claim("rank", "index", low=4))
    assert found.verdict == "not_verifiable"
    assert "3rd to 8th of 8" in said(found)
    assert judged(facts, claim("rank", "index", low=2)).verdict == "contradicted"
    assert judged(facts, claim("rank", "index", low=1, high=8)).verdict == "supported"


def test_an_unknown_place_is_not_verifiable():
    found = judged(facts_of(), claim("rank", "index", low=1))
    assert (found.verdict, found.ours) == ("not_verifiable", ())
    assert found.would_settle.texts == {"en": "the register"}


@pytest.mark.parametrize(
    ("stated", "verdict"), [(8.1, "supported"), (8.2, "contradicted")]
)
def test_a_value_is_held_against_the_printed_decimals(stated, verdict):
    facts = facts_of({"a": {2008: [8.1416, 7, 6, 5]}})
    assert judged(facts, claim("value", "a", low=stated)).verdict == verdict


def test_too_few_decimals_cannot_tell():
    facts = reported({"place": "P1", "value": 93.5})
    assert judged(facts, claim("value", "index", low=93.54)).verdict == "not_verifiable"
    assert judged(facts, claim("value", "index", low=93.57)).verdict == "contradicted"


def test_the_provinces_own_value_is_consistent_until_another_source_prints_one():
    own = {"place": "P1", "value": 90.25, **OWN}
    stated = claim("value", "index", low=90.25)
    assert judged(reported(own), stated).verdict == "consistent"
    for value, verdict in ((90.25, "supported"), (80.5, "contradicted")):
        other = {"place": "P1", "value": value, "source": "S2", "used": "no"}
        assert judged(reported(own, other), stated).verdict == verdict


def test_sources_that_contradict_each_other_are_never_averaged():
    facts = reported(
        {"place": "P1", "value": 90.5, "used": "no"},
        {"place": "P1", "value": 80.5, "used": "no", "source": "S2"},
    )
    for stated in (90.5, 80.5, 85.5):
        found = judged(facts, claim("value", "index", low=stated))
        expected = "contradicted" if stated == 85.5 else "not_verifiable"
        assert found.verdict == expected


def test_what_holds_for_some_of_several_is_partly_supported():
    facts = facts_of({"a": {2008: [8, 7]}, "b": {2008: [8, 7]}, "c": {2008: [5, 7]}})
    assert judged(facts, claim("value", "a b", low=8)).verdict == "supported"
    assert judged(facts, claim("value", "a c", low=8)).verdict == "partly_supported"
    assert judged(facts, claim("value", "a c", low=2)).verdict == "contradicted"
    assert judged(facts, claim("value", "a index", low=8)).verdict == "partly_supported"


def test_a_value_without_a_record_is_not_verifiable():
    stated = claim("value", "counters", low=40, unit="percent")
    assert judged(facts_of(), stated).verdict == "not_verifiable"
    earlier = outputs({"value": 40.0, "year": 2007})
    assert judged(earlier, stated).verdict == "not_verifiable"
    planned = outputs({"value": 40.0, "kind": "target"})
    assert judged(planned, stated).verdict == "not_verifiable"


@pytest.mark.parametrize(
    ("change", "verdict", "qualifiers"),
    [
        ({"value": 40.0}, "consistent", ("implementer_figure",)),
        ({"value": 41.0}, "contradicted", ("implementer_figure",)),
        ({"value": 40.0, "implementer": "no"}, "supported", ()),
        ({"value": 41.0, "implementer": "no"}, "contradicted", ()),
        (
            {"value": 40.0, "implementer": "no", "source": "OWN"},
            "consistent",
            ("implementer_figure",),
        ),
    ],
)
def test_the_implementers_own_record_supports_nothing(change, verdict, qualifiers):
    found = judged(outputs(change), claim("value", "counters", low=40))
    assert (found.verdict, found.qualifiers) == (verdict, qualifiers)


@pytest.mark.parametrize(
    ("second", "verdict"), [(100.0, "consistent"), (80.0, "partly_supported")]
)
def test_coverage_holds_for_each_output(second, verdict):
    facts = outputs({"value": 100.0}, {"value": second, "output": "desks"})
    stated = claim("coverage", "counters desks", low=100)
    found = judged(facts, stated)
    assert (found.verdict, found.qualifiers) == (verdict, ("implementer_figure",))


def test_coverage_does_not_round_up():
    stated = claim("coverage", "counters", low=100)
    assert judged(outputs({"value": 99.8}), stated).verdict == "contradicted"


@pytest.mark.parametrize(
    ("record", "verdict"),
    [
        (None, "not_verifiable"),
        ({"implementer": "yes", "value": 25.0}, "not_verifiable"),
        ({"implementer": "no", "value": 25.0}, "supported"),
        ({"implementer": "no", "value": 12.0}, "contradicted"),
    ],
)
def test_a_claim_that_repeats_the_plan_needs_a_figure_from_outside(record, verdict):
    facts = outputs(
        {"output": "cut" if record else "x", "value": 0.0, **(record or {})}
    )
    facts.tables["targets"] = rows(TARGET, {})
    found = judged(facts, claim("value", "cut", low=25, high=30))
    assert found.verdict == verdict
    assert "restates_target" in found.qualifiers


@pytest.mark.parametrize(
    "target",
    [
        {"value": 20.0},
        {"measured_by": "counters"},
        {"province": "P2"},
        {"deadline": 2012},
    ],
)
def test_another_target_is_not_restated(target):
    facts = facts_of(targets=rows(TARGET, target))
    assert judged(facts, claim("value", "cut", low=25, high=30)).qualifiers == ()


@pytest.mark.parametrize(
    ("stated", "verdict"), [(2, "supported"), (-2, "contradicted")]
)
def test_a_change_is_computed(stated, verdict):
    facts = facts_of({"a": {2007: [6, 7], 2008: [8, 7]}})
    found = judged(facts, claim("change", "a", low=stated, from_year=2007))
    assert found.verdict == verdict
    assert [q.id for q in found.ours] == ["change(a/P1/2008, a/P1/2007)"]


def test_a_change_across_a_hard_break_is_not_comparable():
    values = {"a": {2007: [6, 7], 2008: [8, 7]}}
    cut = {"indicator": "a", "year": 2008, "severity": "hard", "kind": "scale"}
    cut |= {"reaches_parts": "yes", "documented": "yes", "source": "S1"}
    facts = facts_of(
        values, series_breaks=pd.DataFrame([{**cut, "what_en": "rebuilt"}])
    )
    found = judged(facts, claim("change", "a", low=2, from_year=2007))
    assert found.verdict == "not_comparable"
    assert "rebuilt" in said(found)


def test_a_change_from_a_missing_year_is_not_verifiable():
    facts = facts_of({"a": {2007: [None, 7], 2008: [8, 7]}})
    stated = claim("change", "a", low=2, from_year=2007)
    assert judged(facts, stated).verdict == "not_verifiable"
    assert judged(facts, {**stated, "from_year": None}).verdict == "not_verifiable"
