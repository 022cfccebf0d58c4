"""Rule 5: a change is put down to a reform only where no named condition fails."""

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.attribution import VERDICTS, attribution
from par_eval.evaluation.attribution.answer import attribution_sentences
from par_eval.evaluation.attribution.conditions import CONDITIONS
from par_eval.evaluation.attribution.starts import Start, starts
from par_eval.evaluation.openings import untreated_through
from par_eval.language import say

from .test_findings import faults

CENTRE = "service_centre"
PROCEDURES = "papi.administrative_procedures"
SIZE, FIRST, LAST = 45, 2000, 2009


def simulated(
    *,
    began="2005-01-01",
    others=("2015-01-01",) * (SIZE - 1),
    exposed="yes",
    documented="documented",
    universal="no",
    breaks=(),
    missing=(),
    gaps=(),
    event=None,
    second=None,
):
    """Attribution of P1: a long series, a known start and 44 provinces without it.

    `others` holds the start of each other province, None where it is not known;
    `second` that of another reform in P1. P1 lacks the years `missing`, P2 `gaps`.
    """
    noise = np.random.default_rng(5).normal(10, 1, size=(LAST - FIRST + 1, SIZE))
    scores = {FIRST + row: list(noise[row]) for row in range(len(noise))}
    for year in missing:
        scores[year][0] = None
    for year in gaps:
        scores[year][1] = None
    cuts = [{"indicator": "speed", "year": year} for year in breaks]
    facts = small({"speed": scores}, breaks=cuts, period=(2005, LAST))
    facts.tables["reform_names"] = pd.DataFrame(
        {
            "reform": ["desk", "portal"],
            "name_en": ["the desk", "the portal"],
            "universal": [universal, "no"],
        }
    )
    days = [began, *others]
    rows = [("desk", f"P{n}", day) for n, day in enumerate(days, start=1) if day]
    rows += [("portal", "P1", second)] if second else []
    table = pd.DataFrame(rows, columns=["reform", "province", "opened_from"])
    table["opened_from"] = pd.to_datetime(table["opened_from"])
    facts.tables["reforms"] = table.assign(opened_to=table["opened_from"], source="S1")
    facts.tables["exposure"] = pd.DataFrame(
        {
            "reform": ["desk"],
            "indicator": ["speed"],
            "exposed": [exposed],
            "documented": [documented],
            "reason_en": ["Those who use the desk answer"],
        }
    )
    if event:
        facts.tables["boundary_events"] = pd.DataFrame(
            {"event": ["e"], "province": ["P1"], "year": [event], "what_en": ["Merged"]}
        )
    return attribution(Evaluation(National(facts, f"2005-{LAST}"), "P1"))


def of_shipped(province, period):
    return attribution(shipped.evaluation(province, period))


def by_indicator(found):
    return {o.indicator: o for o in found.outcomes if o.reform == CENTRE}


def said(found):
    return [say(sentence, "en") for sentence in attribution_sentences(found)]


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({"exposed": "no"}, "not_exposed"),
        ({"exposed": "hardly"}, "not_exposed"),
        ({"universal": "yes"}, "universal_reform"),
        ({"began": None}, "start_unknown"),
        ({"began": "2009-06-01"}, "partly_exposed_year"),
        ({"missing": range(2005, 2010)}, "no_value_after"),
        ({"breaks": [2005]}, "break_in_window"),
        ({"breaks": [2002]}, "few_pre_periods"),
        ({"missing": [2003]}, "few_pre_periods"),
        ({"event": 2006}, "interference"),
        ({"second": "2007-03-01"}, "co_intervention"),
        ({"others": ("2015-01-01",) * 20 + (None,) * 24}, "donors_unknown"),
        ({"others": ("2015-01-01",) * 18 + ("2001-01-01",) * 26}, "smallest_p"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_each_condition_fails_alone(change, failed):
    (outcome,) = simulated(**change).outcomes
    assert outcome.failed == (failed,)
    assert outcome.verdict == "not_identifiable"
    assert len(outcome.reasons) == 1
    assert faults(say(outcome.reasons[0], "en")) == []


@pytest.mark.parametrize(
    "harmless",
    [
        {"event": 2004},
        {"event": 2010},
        {"second": "2003-03-01"},
        {"second": "2010-01-01"},
        {"breaks": [2000]},
        {"others": ("2015-01-01",) * 23 + (None,) * 21},
        {"others": ("2015-01-01",) * 19 + ("2001-01-01",) * 25},
    ],
    ids=str,
)
def test_nothing_fails_where_the_conditions_hold(harmless):
    (outcome,) = simulated(**harmless).outcomes
    assert (outcome.verdict, outcome.failed) == ("estimable", ())


@pytest.mark.parametrize("weak", [{"exposed": "partly"}, {"documented": "inferred"}])
def test_partial_or_inferred_exposure_is_weak_and_fails_nothing(weak):
    (outcome,) = simulated(**weak).outcomes
    assert (outcome.verdict, outcome.failed) == ("weakly_identified", ())
    assert len(outcome.weaknesses) == 1


def test_a_break_after_the_first_years_shortens_what_follows():
    (outcome,) = simulated(breaks=[2008]).outcomes
    assert outcome.design.after == (2005, 2006, 2007)
    assert outcome.verdict == "estimable"


def test_donors_need_values_of_their_own():
    every = tuple(f"P{n}" for n in range(2, SIZE + 1))
    for gaps, donors in (((), every), ((2007,), every[1:]), ((2003,), every[1:])):
        (outcome,) = simulated(gaps=gaps).outcomes
        assert outcome.design.donors == donors


@pytest.mark.parametrize(
    ("first", "last", "before", "straddling", "after"),
    [
        ((2005, 6, 1), (2005, 6, 1), 2004, (2005,), 2006),
        ((2005, 1, 1), (2005, 1, 1), 2004, (), 2005),
        ((2004, 12, 31), (2004, 12, 31), 2004, (), 2005),
        ((2004, 3, 1), (2005, 2, 1), 2003, (2004, 2005), 2006),
    ],
)
def test_the_year_of_the_start_is_neither_before_nor_after(
    first, last, before, straddling, after
):
    start = Start(date(*first), date(*last))
    sides = start.last_before, start.straddling, start.first_after
    assert sides == (before, straddling, after)


def test_the_straddling_year_enters_neither_side():
    (outcome,) = simulated(began="2005-06-01").outcomes
    assert 2005 not in (*outcome.design.before, *outcome.design.after)
    assert outcome.verdict == "estimable"


def test_a_later_start_is_no_reform_of_the_period():
    found = simulated(began="2010-02-01")
    assert found.verdict_of("speed") == "not_exposed"
    assert found.numbers.empty
    assert said(found)[0].startswith("No:")


def test_words_exist_for_every_condition_and_the_answer_is_short():
    cases = [
        {},
        {"exposed": "partly"},
        {"universal": "yes"},
        {"began": None},
        {"began": "2012-02-01"},
        {"breaks": [2005]},
        {"missing": range(2005, 2010)},
        {"others": (None,) * (SIZE - 1)},
        {"others": ("2015-01-01",) + ("2001-01-01",) * 43},
        {"others": ("2015-01-01",) * 20 + (None,) * 24},
    ]
    for case in cases:
        sentences = said(simulated(**case))
        assert 1 <= len(sentences) <= 3, case
        assert [f for s in sentences for f in faults(s)] == [], sentences


def test_an_indicator_that_no_row_names_is_not_identifiable():
    found = simulated()
    assert found.verdict_of("speed") == "estimable"
    assert found.verdict_of("speed", "portal") == "not_identifiable"


def test_no_outcome_of_bac_giang_is_identifiable():
    outcomes = by_indicator(of_shipped("Bac Giang", "2016-2020"))
    assert len(outcomes) == 12
    assert {o.verdict for o in outcomes.values()} == {"not_identifiable"}
    procedures = outcomes[PROCEDURES]
    assert "break_in_window" in procedures.failed
    assert "smallest_p" in procedures.failed
    assert {b.year for b in procedures.design.breaks} == {2016}
    assert procedures.design.start.straddling == (2016,)


@pytest.mark.parametrize(
    ("last", "known", "lowest"), [(2020, 3, 1 / 4), (2019, 6, 1 / 7)]
)
def test_known_donors_and_the_smallest_p_of_bac_giang(last, known, lowest):
    facts = shipped.facts()
    periods = facts.plan_periods.query("period == '2016-2020'").assign(end=last)
    tables = {**facts.tables, "plan_periods": periods}
    cut = dataclasses.replace(facts, tables=tables, _known={})
    found = attribution(Evaluation(National(cut, "2016-2020"), "P15"))
    rows = found.numbers[found.numbers["indicator"] == PROCEDURES]
    values = rows.set_index("what")["value"]
    assert values["donors"] == known == len(untreated_through(facts, CENTRE, last))
    assert values["smallest_p"] == pytest.approx(lowest)
    assert values["unknown"] > values["donors"]


def test_no_effect_is_claimed_for_the_years_before_the_centre():
    found = of_shipped("Bac Giang", "2011-2015")
    assert {o.verdict for o in by_indicator(found).values()} == {"not_exposed"}
    plans = [o for o in found.outcomes if o.design.universal]
    assert [o.failed for o in plans] == [("universal_reform",)]
    assert said(found)[0].startswith("No:")


def test_a_province_without_a_row_is_unknown_not_without_the_reform():
    outcomes = by_indicator(of_shipped("Ca Mau", "2016-2020"))
    assert all("start_unknown" in o.failed for o in outcomes.values())
    assert "P63" not in untreated_through(shipped.facts(), CENTRE, 2016)


@pytest.mark.parametrize("province", ["Ha Tinh", "Lang Son"])
def test_one_bound_is_no_date(province):
    outcomes = by_indicator(of_shipped(province, "2016-2020"))
    assert all("start_unknown" in o.failed for o in outcomes.values())


def test_a_bound_after_the_period_is_enough_to_tell():
    found = of_shipped("Lang Son", "2011-2015")
    assert found.verdict_of(PROCEDURES) == "not_exposed"


def test_a_start_late_in_the_period_leaves_no_full_year():
    outcomes = by_indicator(of_shipped("Nghe An", "2016-2020"))
    assert all("partly_exposed_year" in o.failed for o in outcomes.values())


@pytest.mark.parametrize("year", range(2012, 2026))
def test_who_is_without_the_reform_is_told_in_one_way(year):
    facts = shipped.facts()
    told = starts(facts, CENTRE).items()
    without = {code for code, start in told if start.begun_after(year)}
    assert without == set(untreated_through(facts, CENTRE, year))


def wrong_words(evaluation):
    found = attribution(evaluation)
    assert {o.verdict for o in found.outcomes} <= set(VERDICTS)
    assert {c for o in found.outcomes for c in o.failed} <= set(CONDITIONS)
    sentences = said(found)
    assert 1 <= len(sentences) <= 3
    reasons = [say(r, "en") for o in found.outcomes for r in o.reasons]
    return [(s, f) for s in [*sentences, *reasons] if (f := faults(s))]


def test_some_provinces_get_an_answer_in_plain_sentences():
    some = shipped.sample_of_evaluations()
    some += [shipped.evaluation(name, "2016-2020") for name in ("Nghe An", "Lang Son")]
    assert [wrong for evaluation in some for wrong in wrong_words(evaluation)] == []


@pytest.mark.slow
def test_every_province_gets_an_answer_in_plain_sentences():
    every = shipped.every_evaluation()
    assert [wrong for evaluation in every for wrong in wrong_words(evaluation)] == []
