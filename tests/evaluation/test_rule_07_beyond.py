"""Rule 7: verdicts on openings, and on what no single figure settles."""

from types import SimpleNamespace

import pandas as pd
import pytest

from evaluation.claim_cases import (
    TARGET,
    claim,
    facts_of,
    judged,
    rows,
)
from par_eval.evaluation.attribution import VERDICTS
from par_eval.values import Joined

CENTRES = {"reform": "centre", "stated": "", "confidence": "high"}
NAMES = pd.DataFrame(
    [{"reform": "centre", "universal": "no", "name_en": "the centre", "source": "S1"}]
)


def opened(*years, source="S1"):
    """Provinces one after the other, with the first and last year of each."""
    found = [
        {
            **CENTRES,
            "province": f"P{place}",
            "opened_from": pd.Timestamp(first, 1, 1) if first else pd.NaT,
            "opened_to": pd.Timestamp(last, 12, 31) if last else pd.NaT,
            "source": source,
        }
        for place, (first, last) in enumerate(years, start=1)
    ]
    return facts_of(reforms=pd.DataFrame(found), reform_names=NAMES)


EARLIER, LATER = (2003, 2004), (2008, 2009)
OWN_DAY = (2006, 2006)


@pytest.mark.parametrize(
    ("others", "verdict"),
    [
        ([EARLIER, EARLIER, *[LATER] * 5], "supported"),
        ([EARLIER] * 3 + [LATER] * 4, "contradicted"),
        ([EARLIER, EARLIER, (2003, 2009), *[LATER] * 4], "not_verifiable"),
        ([EARLIER, EARLIER], "not_verifiable"),
    ],
)
def test_a_place_in_the_order_of_openings(others, verdict):
    facts = opened(OWN_DAY, *others)
    stated = claim("opening_rank", "centre", high=3, stated_high=3)
    assert judged(facts, stated).verdict == verdict


def test_the_provinces_own_date_supports_no_place_and_no_year():
    facts = opened(OWN_DAY, EARLIER, *[LATER] * 6, source="OWN")
    first = claim("opening_rank", "centre", stated_high=2)
    year = claim("opening_date", "centre", low=2006, unit="year")
    assert judged(facts, first).verdict == "consistent"
    assert judged(facts, year).verdict == "consistent"


@pytest.mark.parametrize(
    ("own", "verdict"),
    [
        ((2006, 2006), "supported"),
        ((2005, 2006), "not_verifiable"),
        ((None, 2006), "not_verifiable"),
        ((2007, 2008), "contradicted"),
    ],
)
def test_a_year_of_opening(own, verdict):
    stated = claim("opening_date", "centre", low=2006, unit="year")
    found = judged(opened(own), stated)
    assert found.verdict == verdict
    assert found.stated is None


def test_an_opening_without_a_row_is_not_verifiable():
    facts = opened(OWN_DAY)
    stated = claim("opening_rank", "centre", stated_high=2, province="P2")
    assert judged(facts, stated, "P2").verdict == "not_verifiable"


DOCUMENT = {"document": "plan", "name_en": "the plan", "source": "S1"}


def attained(**verdicts):
    targets = [SimpleNamespace(target=t, verdict=v) for t, v in verdicts.items()]
    return SimpleNamespace(targets=tuple(targets))


@pytest.mark.parametrize(
    ("held", "verdicts", "verdict"),
    [
        ("no", {"T1": "achieved", "T2": "achieved"}, "not_verifiable"),
        ("yes", {"T1": "achieved", "T2": "met_precision_unknown"}, "supported"),
        ("yes", {"T1": "achieved", "T2": "partly"}, "partly_supported"),
        ("yes", {"T1": "partly", "T2": "not_achieved"}, "contradicted"),
        ("yes", {"T1": "achieved", "T2": "not_verified"}, "not_verifiable"),
        ("yes", {"T1": "achieved"}, "not_verifiable"),
        ("yes", {}, "not_verifiable"),
    ],
)
def test_a_whole_plan_is_judged_by_all_of_its_targets(held, verdicts, verdict):
    facts = facts_of(
        documents=rows(DOCUMENT, {"held": held}),
        targets=rows(TARGET, {}, {"target": "T2"}, {"target": "T3", "verified": "no"}),
    )
    stated = claim("aggregate", document="plan")
    found = judged(facts, stated, attainment=attained(**verdicts))
    assert found.verdict == verdict
    assert found.document.texts == {"en": "the plan"}


def test_a_quality_is_left_open_and_its_relatives_do_not_settle_it():
    found = judged(facts_of(), claim("qualitative", related="index a"))
    assert found.verdict == "not_verifiable"
    (reason,) = found.reasons
    assert [name.key for name in reason.values["indicators"].items] == [
        "index",
        "survey",
    ]
    alone = judged(facts_of(), claim("qualitative"))
    assert alone.verdict == "not_verifiable"
    assert [dict(reason.values) for reason in alone.reasons] == [{}]


def outcome(verdict, *reasons):
    """Attribution of one indicator to one reform."""
    name = SimpleNamespace()
    found = SimpleNamespace(
        indicator="a",
        verdict=verdict,
        reasons=reasons,
        reform_name=name,
        effect=None,
    )
    return SimpleNamespace(verdict_of=lambda _: verdict, outcomes=(found,))


def test_an_effect_is_left_open_for_the_reasons_of_attribution():
    facts = facts_of({"a": {2005: [5, 7], 2008: [8, 7]}})
    stated = claim("causal", "a")
    without = judged(facts, stated)
    assert without.verdict == "not_verifiable"
    why = without.reasons[0]
    assert {name: about.key for name, about in why.values.items()} == {
        "indicator": "survey"
    }
    judgement = judged(facts, stated, attribution=outcome("not_identifiable", why))
    assert judgement.verdict == "not_verifiable"
    told = judgement.reasons[0].values
    assert told["verdict"] == VERDICTS["not_identifiable"]
    assert told["reasons"].items == (why,)
    able = judged(facts, stated, attribution=outcome("estimable"))
    assert able.verdict == "not_verifiable"
    told = able.reasons[0].values
    assert told["verdict"] == VERDICTS["estimable"]
    assert not isinstance(told["reasons"], Joined), "no condition failed"
    assert told["reasons"].values == {}
