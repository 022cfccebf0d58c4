"""Rule 8: places are compared in the same year, between those who know it apart."""

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.place_words import QUARTERS
from par_eval.evaluation.witnesses import YearlyNoise, witnesses
from par_eval.evaluation.witnesses.answer import ANSWERS, witness_sentences
from par_eval.evaluation.witnesses.pairs import PAIR_VERDICTS, judge_places
from par_eval.language import say
from par_eval.series.place import Place

from .test_findings import faults

PERIOD = (2005, 2007)
UNSURE = "not_distinguishable"


class Noise:
    """Noise that leaves every place between two ends."""

    def __init__(self, best, worst):
        self.ends = best, worst

    def interval(self, indicator, year):
        return self.ends


def simulated(survey, ranks, *, bounds=(), inside=False):
    """Evaluation of P1, with a survey of all provinces and the ranks of an audit.

    `survey` holds the scores by year, `ranks` the printed rank of P1 by year, and
    `bounds` its year, best and worst printed rank.
    """
    facts = small({"asked": survey}, period=PERIOD)
    others = facts.tables["instruments"].assign(
        witness_en="those asked", contains=None, coverage="complete"
    )
    audit = {
        "instrument": "audit",
        "name_en": "Audit",
        "witness_en": "auditors",
        "headline": "audited",
        "contains": "survey" if inside else None,
        "coverage": "partial",
    }
    facts.tables["instruments"] = pd.concat(
        [others, pd.DataFrame([audit])], ignore_index=True
    )
    own = facts.tables["indicators"]
    row = own.iloc[:1].assign(indicator="audited", instrument="audit")
    facts.tables["indicators"] = pd.concat([own, row], ignore_index=True)
    printed = [(year, "rank", rank) for year, rank in ranks.items()]
    for year, best, worst in bounds:
        printed += [(year, "best_rank", best), (year, "worst_rank", worst)]
    facts.tables["reported"] = pd.DataFrame(
        [
            ("audited", "province", "P1", year, kind, float(value))
            for year, kind, value in printed
        ],
        columns=["indicator", "scope", "place", "year", "statistic", "value"],
    ).assign(origin="publisher", derived="no", used="yes", source="S1")
    return Evaluation(National(facts, f"{PERIOD[0]}-{PERIOD[1]}"), "P1")


def third(*years):
    """Scores that put P1 third of six."""
    return {year: [4, 6, 5, 3, 2, 1] for year in years}


def place(low, high, how):
    return Place(low, high, 63, how, ("a/P1/2019",), ("S1",), True)


def some():
    """Provinces of which much, little, and not every year is known."""
    cases = [("Bac Giang", "2016-2020"), ("Ca Mau", "2016-2020")]
    cases += [("Dong Thap", "2011-2015"), ("Bac Giang", "2011-2015")]
    return [shipped.evaluation(*case) for case in cases]


def said(found):
    return [say(sentence, "en") for sentence in witness_sentences(found)]


def verdict(found):
    (pair,) = found.pairs
    return pair.verdict


def places_of(province, period):
    found = witnesses(shipped.evaluation(province, period))
    return {
        (w.instrument, year): (p.low, p.high)
        for w in found.witnesses
        for year, p in w.places.items()
    }


@pytest.mark.parametrize(
    ("first", "second", "noise", "expected"),
    [
        ((4, 4, "computed"), (40, 40, "computed"), (None, None), "differ"),
        ((4, 4, "computed"), (4, 4, "published"), (None, None), "agree"),
        ((26, 27, "computed"), (27, 27, "published"), (None, None), "agree"),
        ((4, 4, "computed"), (25, 43, "bounds"), (None, None), "differ"),
        ((40, 40, "computed"), (25, 43, "bounds"), (None, None), "cannot_be_compared"),
        (
            (4, 4, "computed"),
            (9, 9, "computed"),
            ((1, 30), None),
            "not_distinguishable",
        ),
        (
            (4, 4, "computed"),
            (4, 4, "computed"),
            ((1, 30), None),
            "not_distinguishable",
        ),
        ((4, 4, "computed"), (40, 40, "computed"), ((1, 30), (31, 60)), "differ"),
        (
            (4, 4, "computed"),
            (25, 43, "bounds"),
            ((1, 30), None),
            "not_distinguishable",
        ),
    ],
)
def test_verdict_on_two_places(first, second, noise, expected):
    one, other = place(*first), place(*second)
    assert judge_places(one, other, noise) == expected
    assert judge_places(other, one, noise[::-1]) == expected


@pytest.mark.parametrize(
    ("ranks", "bounds", "expected"),
    [
        ({2005: 3}, (), "agree"),
        ({2005: 5}, (), "differ"),
        ({}, [(2005, 5, 6)], "differ"),
        ({}, [(2005, 2, 4)], "cannot_be_compared"),
        ({2007: 3}, (), "cannot_be_compared"),
    ],
    ids=["same", "other", "bounds apart", "bounds around", "another year"],
)
def test_places_of_a_made_up_survey_and_audit(ranks, bounds, expected):
    found = witnesses(simulated(third(2005, 2006), ranks, bounds=bounds))
    assert verdict(found) == expected


def test_noise_makes_no_two_places_the_same():
    subject = simulated(third(2005), {2005: 3})
    assert verdict(witnesses(subject)) == "agree"
    assert verdict(witnesses(subject, Noise(2, 5))) == "not_distinguishable"
    apart = simulated(third(2005), {2005: 5})
    assert verdict(witnesses(apart, Noise(2, 5))) == "not_distinguishable"


def test_one_inside_the_other_is_no_second_witness():
    for rank in (3, 5):
        found = witnesses(simulated(third(2005), {2005: rank}, inside=True))
        assert verdict(found) == "shared"
        first = next(witness_sentences(found)).message
        assert first not in (ANSWERS["differ"].message, ANSWERS["agree"].message)


def test_the_year_with_most_instruments_comes_before_a_later_one():
    found = witnesses(simulated(third(2005, 2006, 2007), {2005: 3, 2006: 5}))
    assert found.years == (2005, 2006)
    assert found.headline_year == 2006
    assert verdict(found) == "differ"


@pytest.mark.parametrize(
    ("survey", "ranks", "answer"),
    [
        (third(2005), {2005: 5}, "differ"),
        (third(2005), {2005: 3}, "agree"),
        (third(2005), {2006: 3}, "no_common_year"),
        (third(2005), {}, "one_instrument"),
        ({2005: [None, 6, 5, 3, 2, 1]}, {}, "no_instrument"),
    ],
)
def test_the_answer_whatever_is_known(survey, ranks, answer):
    found = witnesses(simulated(survey, ranks))
    first = next(witness_sentences(found))
    assert first.message == ANSWERS[answer].message
    if found.headline_year is not None:
        assert first.values["year"] == 2005
    assert [f for s in said(found) for f in faults(s)] == []


def test_numbers_are_the_places():
    found = witnesses(simulated(third(2005), {}, bounds=[(2005, 2, 4)]))
    rows = found.numbers.set_index(["instrument", "what"])["value"]
    assert rows.to_dict() == {
        ("survey", "place"): 3,
        ("audit", "best"): 2,
        ("audit", "worst"): 4,
    }


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            "2016-2020",
            {
                ("papi", 2019): (4, 4),
                ("sipas", 2019): (9, 9),
                ("pci", 2019): (40, 40),
                ("par_index", 2019): (25, 43),
                ("papi", 2020): (13, 13),
                ("sipas", 2020): (3, 3),
                ("pci", 2020): (26, 27),
                ("par_index", 2020): (13, 13),
            },
        ),
        (
            "2011-2015",
            {
                ("papi", 2012): (39, 39),
                ("pci", 2012): (31, 31),
                ("par_index", 2012): (8, 8),
            },
        ),
    ],
)
def test_places_of_bac_giang(period, expected):
    found = places_of("Bac Giang", period)
    assert {key: found.get(key) for key in expected} == expected


def test_sipas_of_bac_giang_is_unknown_in_2012_and_its_own_word_in_2019():
    assert ("sipas", 2012) not in places_of("Bac Giang", "2011-2015")
    found = witnesses(shipped.evaluation("Bac Giang", "2016-2020"))
    sipas = next(w for w in found.witnesses if w.instrument == "sipas")
    assert not sipas.places[2019].independent
    assert sipas.places[2020].independent


def test_witnesses_of_bac_giang_in_2019():
    found = witnesses(shipped.evaluation("Bac Giang", "2016-2020"))
    in_2019 = {
        (pair.first.instrument, pair.second.instrument): c.verdict
        for pair in found.pairs
        for c in pair.comparisons
        if c.year == 2019
    }
    assert in_2019["papi", "pci"] == "differ"
    assert in_2019["papi", "par_index"] == "differ"
    assert in_2019["pci", "par_index"] == "cannot_be_compared"
    shared = [
        (p.first.instrument, p.second.instrument) for p in found.pairs if p.shared
    ]
    assert shared == [("par_index", "sipas")]


@pytest.mark.parametrize("province", ["Ca Mau", "Bac Kan", "Dong Thap"])
def test_provinces_of_which_little_is_known(province):
    found = witnesses(shipped.evaluation(province, "2011-2015"))
    assert {"papi", "pci"} <= {w.instrument for w in found.witnesses}
    assert found.headline_year in found.years


def test_with_noise_no_pair_of_a_province_agrees():
    for evaluation in some():
        noise = YearlyNoise(evaluation)
        pairs = witnesses(evaluation, noise).pairs
        compared = [
            (c.verdict, noise.interval(one.headline, c.year))
            for pair in pairs
            for c in pair.comparisons
            for one in (pair.first, pair.second)
        ]
        assert any(interval for _, interval in compared)
        assert not [v for v, interval in compared if interval and v == "agree"]


def wrong_words(evaluation):
    found = witnesses(evaluation)
    assert {p.verdict for p in found.pairs} <= set(PAIR_VERDICTS)
    sentences = said(found)
    assert 1 <= len(sentences) <= 3
    notes = [say(note, "en") for note in found.notes]
    return [(s, f) for s in [*sentences, *notes] if (f := faults(s))]


def test_answers_of_some_provinces_are_plain_sentences():
    assert [wrong for evaluation in some() for wrong in wrong_words(evaluation)] == []


@pytest.mark.slow
def test_answers_of_every_province_are_plain_sentences():
    every = shipped.every_evaluation()
    assert [wrong for evaluation in every for wrong in wrong_words(evaluation)] == []


@pytest.mark.parametrize(
    ("province", "period", "quarter"),
    [
        ("Quang Ninh", "2016-2020", 1),
        ("Bac Giang", "2016-2020", None),
        ("Dong Thap", "2016-2020", None),
    ],
)
def test_places_that_differ_within_one_quarter_tell_one_story(
    province, period, quarter
):
    found = witnesses(shipped.evaluation(province, period))
    year = found.headline_year
    places = [w.places[year] for w in found.witnesses if year in w.places]
    ends = [(4 * p.low - 1) // p.of for p in places]
    ends += [(4 * p.high - 1) // p.of for p in places]
    answer = next(witness_sentences(found))
    if quarter is None:
        assert "quarter" not in answer.values
    else:
        assert set(ends) == {quarter - 1}
        assert answer.values["quarter"] == QUARTERS[quarter]
