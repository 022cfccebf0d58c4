"""Findings of every province and period, said in both languages."""

import re

import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National, in_brief, limits
from par_eval.language import say
from par_eval.values import MEASURES, Joined, quantities_in

LANGUAGES = ("en", "vi")
FORBIDDEN = {
    "a missing value": re.compile(r"\b(nan|None|NaT|inf)\b"),
    "a field": re.compile(r"[{}]"),
    "a double space": re.compile(r"\s\s|^\s|\s$"),
    "a space before a stop": re.compile(r" [.,;:)]"),
    "stops in a row": re.compile(r"[.,;:]{2}|\(\)"),
    "a hyphen for a minus": re.compile(r"(^|[\s(])-\d"),
    "a zero with a sign": re.compile(r"[−+]0[.,]0+\b(?![.,]?\d)"),
    "a name of the code": re.compile(r"\w_\w|\w~\d"),
}


def faults(sentence: str) -> list[str]:
    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(sentence)]
    return found if sentence.endswith(".") else [*found, "no full stop"]


def sentences(value: object) -> list[object]:
    """Sentences that are said one after the other."""
    if isinstance(value, Joined) and value.style == "sentences":
        return list(value.items)
    return [value]


def said_by(evaluation: Evaluation) -> list[object]:
    answers = [s for finding in evaluation.findings for s in sentences(finding.text)]
    notes = [*evaluation.trends.notes, *evaluation.standing.notes]
    return [*answers, in_brief(evaluation), *limits(evaluation), *notes]


def wrong_words(evaluation: Evaluation) -> list[str]:
    name = f"{evaluation.province}, {evaluation.period}"
    return [
        f"{name}, {language}: {', '.join(found)}: {sentence}"
        for value in said_by(evaluation)
        for language in LANGUAGES
        for sentence in [say(value, language)]
        if (found := faults(sentence))
    ]


def test_the_faults_are_seen():
    assert faults("The score rose by +0.25 points (from 3 to 4), as in P1.") == []
    for wrong in (
        "It is nan.",
        "It is {value}.",
        "It  is.",
        "It is .",
        "It is ().",
        "It fell by -0.25.",
        "It fell by −0.00.",
        "It rose in a.civic_knowledge.",
        "On total~2019-2020.",
        "It is",
    ):
        assert faults(wrong), wrong


def test_findings_of_some_provinces():
    assert [w for e in shipped.sample_of_evaluations() for w in wrong_words(e)] == []


@pytest.mark.slow
def test_findings_of_every_province():
    every = shipped.every_evaluation()
    assert len(every) == 63 * 2
    assert {len(evaluation.findings) for evaluation in every} == {6}
    assert [w for evaluation in every for w in wrong_words(evaluation)] == []


def test_every_number_of_a_finding_can_be_traced():
    for evaluation in shipped.sample_of_evaluations():
        for finding in evaluation.findings:
            assert finding.quantities == tuple(quantities_in(finding.text))
            for quantity in finding.quantities:
                assert quantity.measure in MEASURES
                assert quantity.of
                assert quantity.value == quantity.value


def citizens(**slopes):
    """Answer for the first of three provinces, which moves by so much a year."""
    values = {
        name: {year: [5 + slope * (year - 2003), 4, 3] for year in range(2003, 2010)}
        for name, slope in slopes.items()
    }
    national = National(small(values, {"total": tuple(slopes)}), "2005-2009")
    by = {
        finding.answered_by: finding for finding in Evaluation(national, "P1").findings
    }
    return say(by["trends"].text, "en")


@pytest.mark.parametrize(
    ("slopes", "said"),
    [
        (
            {"a": 0.1, "b": 0.2},
            "Scores rose in a (+0.50 points, typical province 0.00)",
        ),
        ({"a": -0.1, "b": -0.2}, "Scores fell in a (−0.50 points"),
        ({"a": 0.1, "b": -0.2}, "and fell in b (−1.00 points"),
        ({"a": 0.1, "b": 0.2, "c": 0.3, "d": -1.0}, "Scores rose in 3 of 4 dimensions"),
        ({"a": 0.1, "b": 0.2, "c": 0.3, "d": -1.0}, "highest change: c (+1.50 points"),
        ({"a": 0.1, "b": 0.2, "c": 0.3, "d": -1.0}, "lowest: d (−5.00 points"),
        ({"a": 0.1, "b": 0.2}, "The total moved by +1.50 points"),
    ],
)
def test_what_rose_and_what_fell_is_said(slopes, said):
    assert said in citizens(**slopes)


def test_what_did_not_move_neither_rose_nor_fell():
    said = citizens(a=0.1, b=0.0)
    assert "rose in a (" in said
    assert "fell" not in said
    assert "rose in a (+0.50 points, typical province 0.00) and b" not in said


def test_the_brief_counts_years_and_dimensions():
    """Above the median in 2016 to 2020; three of eight dimensions can be followed."""
    brief = in_brief(shipped.evaluation("Bac Giang", "2016-2020"))
    counts = {key: q.value for key, q in brief.values.items() if hasattr(q, "of")}
    assert counts == {"above": 5, "years": 5, "followed": 3, "dimensions": 8}


def test_the_brief_counts_no_year_without_a_value():
    """44th, 39th, 63rd and 21st of 63: above the median, the 32nd, in 2015 only."""
    brief = in_brief(shipped.evaluation("Bac Giang", "2011-2015"))
    counts = {key: q.value for key, q in brief.values.items() if hasattr(q, "of")}
    assert counts == {"above": 1, "years": 4, "followed": 6, "dimensions": 6}
    assert brief.values["above"].of == ("papi.total/P15/2015",)
