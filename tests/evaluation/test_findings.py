"""Findings of every province and period, said in both languages."""

import re

import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National, limits
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
    return [*answers, evaluation.in_brief, *limits(evaluation), *notes]


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
    return [round(quantity.value, 2) for quantity in by["trends"].quantities]


@pytest.mark.parametrize(
    ("slopes", "told"),
    [
        ({"a": 0.1, "b": 0.2}, [0.5, 0, 1, 0, 1.5, 0]),
        ({"a": -0.1, "b": -0.2}, [-0.5, 0, -1, 0, -1.5, 0]),
        ({"a": 0.1, "b": -0.2}, [0.5, 0, -1, 0, -0.5, 0]),
        ({"b": -0.2, "a": 0.1}, [0.5, 0, -1, 0, -0.5, 0]),
        ({"a": 0.1, "b": 0.0}, [0.5, 0, 0, 0, 0.5, 0]),
    ],
)
def test_each_change_is_told_beside_the_typical_one_what_rose_first(slopes, told):
    assert citizens(**slopes) == told


def test_of_many_dimensions_the_extremes_are_told():
    """How many rose, of how many, the highest and the lowest change, and the total."""
    slopes = {"a": 0.1, "b": 0.2, "c": 0.3, "d": -1.0}
    assert citizens(**slopes) == [3, 4, 1.5, 0, -5, 0, -2, 0]


def brief_counts(evaluation: Evaluation) -> dict[str, float]:
    """Numbers of the first sentence of the brief, by their fields."""
    first = evaluation.in_brief.items[0]
    return {key: q.value for key, q in first.values.items() if hasattr(q, "of")}


def test_the_brief_counts_the_years_above_the_median():
    """Above the median, the 32nd, in all years of 2016 to 2020."""
    assert brief_counts(shipped.evaluation("Bac Giang", "2016-2020")) == {"years": 5}


def test_the_brief_counts_no_year_without_a_value():
    """44th, 39th, 63rd and 21st of 63: above the median in 2015 only."""
    evaluation = shipped.evaluation("Bac Giang", "2011-2015")
    assert brief_counts(evaluation) == {"above": 1, "years": 4}
    above = evaluation.in_brief.items[0].values["above"]
    assert above.of == ("papi.total/P15/2015",)


def test_the_brief_tells_what_noise_allows_and_what_is_not_verified():
    evaluation = shipped.evaluation("Bac Giang", "2016-2020")
    told = {q.measure: q.value for q in quantities_in(evaluation.in_brief)}
    assert (told["noise_best"], told["noise_worst"]) == (1, 30)
    known = evaluation.attainment.count("known")
    assert known in list(quantities_in(evaluation.in_brief))
