"""Rule 6: a changed fact moves the grade by the domain that it is about."""

import dataclasses

import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attainment import attainment
from par_eval.evaluation.evidence import provenance
from par_eval.evaluation.grades import standing_grade, targets_grade, trends_grade
from par_eval.values import quantities_in

from .aims import DOCUMENTS, OUTPUT, SAMPLE, TARGET, rows
from .test_rule_06_evidence import grades_of, numbers, told

PERIOD = "2005-2009"
YEARS = range(2003, 2010)


def national(*, quality=None, gap=(), spread=1.0, **changes):
    """Eight provinces at a distance of `spread`, with noise of a few hundredths."""
    values = {
        year: [
            None if place == 0 and year in gap else spread * (8 - place) + noise
            for place in range(8)
            for noise in [0.01 * ((place * place + 3 * place * year + 2 * year) % 7)]
        ]
        for year in YEARS
    }
    facts = small({"a": values}, **changes)
    facts.tables["sources"]["quality"] = quality
    return National(facts, PERIOD)


def evaluation_of(province="P1", **changes):
    return Evaluation(national(**changes), province)


def trends_of(**changes):
    evaluation = evaluation_of(**changes)
    return trends_grade(evaluation, evaluation.trends)


def standing_of(**changes):
    evaluation = evaluation_of(**changes)
    return standing_grade(evaluation, evaluation.precision)


SOFT = {"indicator": "a", "year": 2007, "severity": "soft"}
HARD = {"indicator": "a", "year": 2007}


@pytest.mark.parametrize(
    ("quality", "weak"),
    [("green", False), (None, False), ("amber", True), ("red", True)],
)
def test_a_source_that_is_not_the_publishers_own(quality, weak):
    facts = national(quality=quality).facts
    found = provenance(facts, ["S1", "S1"])
    assert [c.domain for c in found] == ["provenance"] * weak
    assert all(c.serious for c in found)


def test_only_the_sources_that_are_cited_count():
    facts = national(quality="red").facts
    assert provenance(facts, []) == []
    assert provenance(facts, ["S2"]) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("B", {"precision"})),
        ({"quality": "green"}, ("B", {"precision"})),
        ({"quality": "amber"}, ("C", {"precision", "provenance"})),
        ({"gap": (2006,)}, ("C", {"precision", "coverage"})),
        ({"breaks": [SOFT]}, ("C", {"precision", "comparability"})),
        (
            {"quality": "red", "breaks": [SOFT]},
            ("D", {"precision", "comparability", "provenance"}),
        ),
        (
            {"quality": "red", "breaks": [SOFT], "gap": (2006,)},
            ("D", {"precision", "comparability", "provenance", "coverage"}),
        ),
    ],
)
def test_trends_of_changed_facts(changes, expected):
    assert told(trends_of(**changes)) == expected


def test_trends_that_are_all_refused_have_no_grade():
    assert trends_of(breaks=[HARD]) is None


def test_a_break_outside_the_windows_is_not_crossed():
    """Baseline 2003 and 2004, endline 2008 and 2009."""
    assert told(trends_of(breaks=[{**SOFT, "year": 2003}])) == ("B", {"precision"})
    assert told(trends_of(breaks=[{**SOFT, "year": 2009}]))[0] == "C"


def test_the_missing_years_of_the_province_are_counted():
    grade = trends_of(gap=(2005, 2007))
    (missing,) = numbers(grade, "coverage")
    assert missing.of == ("a/P1/2005", "a/P1/2007")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("A", set())),
        ({"spread": 0.001}, ("B", {"precision"})),
        ({"quality": "amber"}, ("B", {"provenance"})),
        ({"gap": (2006,)}, ("B", {"coverage"})),
        ({"breaks": [SOFT]}, ("A", set())),
    ],
)
def test_standings_of_changed_facts(changes, expected):
    """Wide apart every year places the province; close together noise does."""
    assert told(standing_of(**changes)) == expected


def test_a_hard_break_leaves_places_within_a_year():
    letter, domains = told(standing_of(breaks=[HARD]))
    assert "comparability" in domains
    assert letter > told(standing_of())[0]


def test_what_no_publisher_gives_is_told_though_it_lowers_nothing():
    grade = standing_of()
    assert [(c.domain, c.serious) for c in grade.concerns] == [("precision", False)]


def targets_of(*, quality=None, targets=({},), samples=(), outputs=()):
    """Grade of one province's targets, whose value is 64 percent in every year."""
    facts = small({"s": dict.fromkeys(YEARS, (64.0, 50.0))})
    facts.tables["indicators"]["unit"] = "percent"
    facts.tables["targets"] = rows(TARGET, targets)
    facts.tables["documents"] = rows(DOCUMENTS[0], [{}])
    facts.tables["sources"] = rows(
        {"publisher": "Institute"},
        [{"source": s, "quality": quality} for s in ("S1", "S2", "S3", "T1")],
    )
    for name, base, changed in [
        ("samples", SAMPLE, samples),
        ("outputs", OUTPUT, outputs),
    ]:
        if changed:
            facts.tables[name] = rows(base, changed)
    evaluation = Evaluation(National(facts, PERIOD), "P1")
    return targets_grade(evaluation, attainment(evaluation))


LAW = {"target": "u", "measured_by": None}
COUNTED = {"complete_count": "yes"}
BY_COUNT = ({"measured_by": "done"},)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"samples": [{}]}, ("A", set())),
        ({}, ("B", {"precision"})),
        ({"samples": [{"place": "P2"}]}, ("B", {"precision"})),
        ({"samples": [{}], "quality": "amber"}, ("B", {"provenance"})),
        ({"samples": [{}], "targets": ({}, LAW)}, ("B", {"coverage"})),
        ({"targets": ({}, LAW)}, ("C", {"coverage", "precision"})),
        (
            {"targets": ({}, LAW), "quality": "red"},
            ("D", {"coverage", "precision", "provenance"}),
        ),
    ],
)
def test_targets_of_changed_facts(changes, expected):
    assert told(targets_of(**changes)) == expected


@pytest.mark.parametrize("target", [LAW, {"verified": "no"}])
def test_targets_that_nothing_judges_have_no_grade(target):
    assert targets_of(targets=(target,)) is None


def test_targets_that_are_not_verified_are_counted_among_those_known():
    open_, known = numbers(targets_of(targets=({}, LAW)), "coverage")
    assert (open_.value, known.value) == (1, 2)
    assert set(open_.of) < set(known.of)


def test_an_assumed_sample_is_no_published_one():
    assumed = targets_of(samples=[{"assumed": "yes"}])
    assert told(assumed) == told(targets_of())


def test_a_complete_count_needs_no_interval():
    counted = targets_of(targets=BY_COUNT, outputs=[COUNTED])
    assert told(counted) == ("A", set())
    assert told(targets_of(targets=BY_COUNT, outputs=[{}])) == ("B", {"precision"})


def test_the_source_of_the_baseline_counts():
    facts = national().facts
    before = facts.tables["observations"]["year"] < 2005
    facts.tables["observations"].loc[before, "source"] = "S2"
    facts.tables["sources"] = rows(
        {"publisher": "Institute", "quality": None},
        [{"source": "S1"}, {"source": "S2", "quality": "red"}],
    )
    evaluation = Evaluation(National(facts, PERIOD), "P1")
    assert told(trends_grade(evaluation, evaluation.trends))[1] == {
        "precision",
        "provenance",
    }


def changed(**tables):
    """Bac Giang in 2016-2020, with some of the shipped tables changed."""
    facts = shipped.facts()
    copy = dataclasses.replace(facts, tables={**facts.tables, **tables}, _known={})
    return Evaluation(National(copy, "2016-2020"), "P15")


def test_sources_that_are_all_green_lift_the_grades_of_bac_giang():
    before = grades_of(shipped.evaluation("Bac Giang", "2016-2020"))
    after = grades_of(changed(sources=shipped.facts().sources.assign(quality="green")))
    for part in ("attainment", "triangulation"):
        assert "provenance" in told(before[part])[1]
        assert told(after[part])[1] == told(before[part])[1] - {"provenance"}
    assert after["standing"].grade == before["standing"].grade
    assert after["attainment"].grade < before["attainment"].grade


def test_one_red_source_lowers_what_rests_on_it_alone():
    sources = shipped.facts().sources
    survey = "S101"
    assert sources.loc[sources["source"] == survey, "quality"].tolist() == ["green"]
    sources.loc[sources["source"] == survey, "quality"] = "red"
    before = grades_of(shipped.evaluation("Bac Giang", "2016-2020"))
    after = grades_of(changed(sources=sources))
    for part in ("trends", "standing"):
        assert told(after[part])[1] == told(before[part])[1] | {"provenance"}
    assert (before["standing"].grade, after["standing"].grade) == ("C", "D")
    assert told(after["attainment"]) == told(before["attainment"])


def test_instruments_without_a_shared_part_are_two_witnesses():
    instruments = shipped.facts().instruments.assign(contains=None)
    before = grades_of(shipped.evaluation("Bac Giang", "2016-2020"))["triangulation"]
    after = grades_of(changed(instruments=instruments))["triangulation"]
    assert told(after)[1] == told(before)[1] - {"comparability"}
    assert "comparability" in told(before)[1]


def test_a_target_that_is_seen_in_a_source_is_no_longer_open():
    targets = shipped.facts().targets.assign(verified="yes")
    before = grades_of(shipped.evaluation("Bac Giang", "2016-2020"))["attainment"]
    after = grades_of(changed(targets=targets))["attainment"]
    counts = [
        [q.value for c in grade.concerns for q in quantities_in(c.reason)]
        for grade in (before, after)
    ]
    assert counts == [[8, 10], [7, 10]]
