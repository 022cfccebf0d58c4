"""Rule 7: qualifiers, and every claim with its verdict and its reasons."""

from datetime import date
from functools import cache
from types import SimpleNamespace
from unittest.mock import ANY

import pandas as pd
import pytest
import shipped

from evaluation.claim_cases import (
    REPORTED,
    changed,
    claim,
    evaluation_of,
    facts_of,
    judged,
    rows,
    with_claims,
)
from evaluation.said import carrying
from par_eval.evaluation.attainment import attainment
from par_eval.evaluation.attribution import VERDICTS as EFFECTS
from par_eval.evaluation.attribution import attribution
from par_eval.evaluation.attribution.starts import Start
from par_eval.evaluation.claims import claims
from par_eval.evaluation.standing.precision import precision
from par_eval.values import quantities_in

RANK = {"place": "P1", "statistic": "rank"}


def reported(*changes):
    return facts_of(reported=rows(REPORTED, *changes))


@pytest.mark.parametrize(
    ("placed", "qualifiers"), [(True, ()), (None, ()), (False, ("imprecise",))]
)
def test_a_supported_place_that_noise_moves_is_imprecise(placed, qualifiers):
    place = SimpleNamespace(indicator="a", year=2008, placed=placed)
    precision = SimpleNamespace(places=(place,))
    stated = claim("rank", "a", low=1)
    assert judged(facts_of(), stated, precision=precision).qualifiers == qualifiers
    wrong = judged(facts_of(), claim("rank", "a", low=2), precision=precision)
    assert wrong.qualifiers == ()


@pytest.mark.parametrize(
    ("other", "stated", "qualifiers"),
    [(3, 1, ("selective",)), (2, 1, ()), (3, 2, ())],
)
def test_a_figure_is_selective_where_a_worse_one_is_left_out(other, stated, qualifiers):
    """Two of eight places are a quarter; only a claim that fits is qualified."""
    facts = reported({**RANK, "value": other})
    found = judged(facts, claim("rank", "a", low=stated))
    assert found.qualifiers == qualifiers


def test_no_figure_is_selective_where_the_worse_one_is_cited_too():
    facts = with_claims(
        reported({**RANK, "value": 5}),
        {**claim("rank", "a", low=1), "claim": "C1"},
        {**claim("rank", "index", low=5), "claim": "C2"},
    )
    found = claims(evaluation_of(facts)).claims
    assert [one.qualifiers for one in found] == [(), ()]


def test_no_claim_is_dropped_and_only_those_of_other_years_are_left_aside():
    spans = [(2001, 2004), (2004, 2005), (2006, 2007), (2009, 2012), (2010, 2012)]
    kinds = ["qualitative", "value", "rank", "aggregate", "causal"]
    table = [
        {**claim(kind), "claim": f"C{i}", "first_year": first, "last_year": last}
        for i, (kind, (first, last)) in enumerate(zip(kinds, spans, strict=True))
    ]
    other = {**claim("value"), "claim": "C9", "province": "P2"}
    found = claims(evaluation_of(with_claims(facts_of(), *table, other)))
    assert [one.claim for one in found.claims] == ["C1", "C2", "C3"]
    assert {one.verdict for one in found.claims} == {"not_verifiable"}
    assert all(one.reasons for one in found.claims)


def test_a_province_without_claims_is_told_so():
    found = claims(evaluation_of(facts_of()))
    assert (found.claims, len(found.numbers)) == ((), 0)
    assert [dict(note.values) for note in found.notes] == [{}]


def test_numbers_trace_what_is_stated_and_what_is_known():
    stated = with_claims(facts_of(), claim("value", "a", low=8, unit="points"))
    numbers = claims(evaluation_of(stated)).numbers
    assert numbers["what"].tolist() == ["stated", "ours"]
    assert numbers["of"].tolist() == [("claim.C1/P1/2008",), ("a/P1/2008",)]


# ---- the shipped claims

VERDICTS = {
    "C01a": ("not_verifiable", ()),
    "C01b": ("not_verifiable", ()),
    "C02a": ("not_verifiable", ()),
    "C02b": ("not_verifiable", ()),
    "C02c": ("not_verifiable", ()),
    "C02d": ("not_verifiable", ()),
    "C03": ("not_verifiable", ()),
    "C04": ("not_verifiable", ()),
    "C05a": ("not_verifiable", ()),
    "C05b": ("not_verifiable", ()),
    "C06a": ("not_verifiable", ()),
    "C06b": ("supported", ()),
    "C07a": ("consistent", ("implementer_figure",)),
    "C07b": ("not_verifiable", ()),
    "C08": ("not_verifiable", ()),
    "C09": ("not_verifiable", ("restates_target",)),
    "C10": ("not_verifiable", ()),
    "C11a": ("consistent", ("selective",)),
    "C11b": ("consistent", ("selective",)),
    "C12": ("supported", ("imprecise", "selective")),
}


@cache
def shipped_verdicts():
    """Verdicts on all claims of Bac Giang, over both periods."""
    found = {}
    for period in shipped.PERIODS:
        subject = shipped.evaluation("Bac Giang", period)
        given = {"attribution": attribution(subject), "precision": precision(subject)}
        judged_claims = claims(subject, attainment=attainment(subject), **given)
        found.update({one.claim: one for one in judged_claims.claims})
    return found


@pytest.mark.parametrize(("name", "expected"), VERDICTS.items(), ids=VERDICTS)
def test_each_claim_of_bac_giang_has_its_verdict(name, expected):
    found = shipped_verdicts()[name]
    assert (found.verdict, found.qualifiers) == expected
    assert found.reasons
    assert found.would_settle.texts["en"]


def test_none_of_the_twenty_claims_is_dropped():
    assert set(shipped_verdicts()) == set(VERDICTS)
    assert set(VERDICTS) == set(shipped.facts().claims["claim"])


@pytest.mark.parametrize("name", ["C04", "C05a", "C05b"])
def test_claims_on_effects_carry_the_reasons_of_attribution(name):
    judged_so = carrying(shipped_verdicts()[name].reasons, verdict=ANY, reasons=ANY)
    assert judged_so
    for reason in judged_so:
        assert reason.values["verdict"] == EFFECTS["not_identifiable"]
        assert reason.values["reasons"].items


OPENED = Start(date(2016, 9, 1), date(2016, 9, 1))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("C01b", {"document": "plan_targets_2016_2020"}),
        ("C02d", {"instrument": "papi", "indicator": "papi.participation"}),
        ("C06a", {"best": 5, "worst": 50, "of": 63}),
        ("C06a", {"rank": 5, "known": 16}),
        ("C06b", {"reform": "reform.service_centre", "when": OPENED.when}),
        ("C11b", {"best": 9, "worst": 39, "of": 63}),
    ],
)
def test_reasons_carry_the_numbers(name, told):
    assert carrying(shipped_verdicts()[name].reasons, **told)


def test_a_selective_claim_names_the_worse_places_that_it_leaves_out():
    (reason,) = carrying(shipped_verdicts()["C12"].reasons, others=ANY)
    places = [
        (other.values["indicator"].key, [q.value for q in quantities_in(other)])
        for other in reason.values["others"].items
    ]
    assert places == [("pci", [40, 63]), ("par_index", [25, 43, 63])]


def verdict_with(name, **tables):
    """Verdict on a claim of Bac Giang in a copy of the data with other tables."""
    subject = evaluation_of(changed(shipped.facts(), **tables), "P15", "2016-2020")
    found = {one.claim: one for one in claims(subject).claims}
    return found[name].verdict


def test_another_place_of_a_neighbour_turns_the_place_in_sipas():
    """An Giang is 8th with 89.81; were it 9th, 89.18 could not be 9th as well."""
    table = shipped.facts().reported
    neighbour = (table["indicator"] == "sipas.total") & (table["year"] == 2019)
    neighbour &= (table["place"] == "P57") & (table["statistic"] == "rank")
    assert neighbour.sum() == 1
    for rank, verdict in ((8, "consistent"), (9, "contradicted")):
        table.loc[neighbour, "value"] = rank
        assert verdict_with("C11b", reported=table) == verdict


def test_the_ministrys_own_table_would_support_sipas():
    table = shipped.facts().reported
    own = table["place"].eq("P15") & table["indicator"].eq("sipas.total")
    own &= table["year"].eq(2019)
    cells = {"origin": "publisher", "source": "S16", "used": "no"}
    both = pd.concat([table, table[own].assign(**cells)], ignore_index=True)
    for name in ("C11a", "C11b"):
        assert verdict_with(name, reported=table) == "consistent"
    assert verdict_with("C11a", reported=both) == "supported"
    both.loc[len(table) :, "used"] = "yes"
    both.loc[both.index[: len(table)][own], "used"] = "no"
    assert verdict_with("C11b", reported=both) == "supported"


def test_another_score_turns_the_place_in_papi():
    table = shipped.facts().observations
    part = table["indicator"].eq("papi.participation.elections")
    row = part & table["year"].eq(2019) & table["province"].eq("P15")
    assert row.sum() == 1
    assert verdict_with("C12", observations=table) == "supported"
    table.loc[row, "value"] -= 0.5
    assert verdict_with("C12", observations=table) == "contradicted"


def test_three_more_earlier_centres_turn_the_place_among_the_first_seven():
    table = shipped.facts().reforms
    early = {
        "opened_from": pd.Timestamp(2015, 6, 1),
        "opened_to": pd.Timestamp(2015, 6, 1),
    }
    row = table[table["province"] == "P15"].assign(**early)
    for count, verdict in ((2, "not_verifiable"), (3, "contradicted")):
        more = [row.assign(province=code) for code in ("P02", "P04", "P08")[:count]]
        found = verdict_with("C06a", reforms=pd.concat([table, *more]))
        assert found == verdict


def test_all_other_centres_being_later_supports_the_first_seven():
    facts = shipped.facts()
    table = facts.reforms
    unknown = set(facts.provinces["province"]) - set(table["province"]) | {"P28", "P52"}
    late = {"opened_from": pd.Timestamp(2021, 1, 1), "opened_to": pd.NaT}
    row = table[table["province"] == "P15"].assign(**late)
    more = [row.assign(province=code) for code in sorted(unknown)]
    kept = table[~table["province"].isin(unknown)]
    assert verdict_with("C06a", reforms=pd.concat([kept, *more])) == "supported"


def test_another_year_of_opening_turns_it():
    table = shipped.facts().reforms
    own = table["province"] == "P15"
    table.loc[own, ["opened_from", "opened_to"]] = pd.Timestamp(2017, 1, 2)
    assert verdict_with("C06b", reforms=table) == "contradicted"


@pytest.mark.parametrize(
    ("implementer", "value", "verdict"),
    [
        ("yes", 91.11, "consistent"),
        ("no", 91.11, "supported"),
        ("no", 80.0, "contradicted"),
    ],
)
def test_a_register_row_turns_the_share_under_the_one_stop_shop(
    implementer, value, verdict
):
    table = shipped.facts().outputs
    row = table.iloc[[0]].assign(
        output="one_stop_share_of_procedures",
        year=2020,
        value=value,
        kind="result",
        implementer=implementer,
    )
    assert verdict_with("C08", outputs=table) == "not_verifiable"
    assert verdict_with("C08", outputs=pd.concat([table, row])) == verdict


def test_a_commune_without_a_shop_turns_coverage_everywhere():
    table = shipped.facts().outputs
    row = table["output"] == "communes_with_electronic_one_stop"
    table.loc[row, "value"] = 99.6
    assert verdict_with("C07a", outputs=table) == "partly_supported"


@pytest.mark.parametrize(
    ("province", "kind", "about", "cells", "verdict"),
    [
        ("Ben Tre", "rank", "papi.total", {"low": 1}, "supported"),
        ("Dong Thap", "rank", "papi.total", {"low": 1}, "contradicted"),
        ("Tay Ninh", "rank", "sipas.total", {"low": 40}, "consistent"),
        ("Khanh Hoa", "opening_rank", "service_centre", {"high": 7}, "contradicted"),
        ("Quang Ninh", "opening_rank", "service_centre", {"high": 1}, "not_verifiable"),
    ],
)
def test_claims_of_other_provinces_follow_the_same_rules(
    province, kind, about, cells, verdict
):
    """PAPI 2019 as the press gives it: Ben Tre first, Dong Thap second."""
    facts = shipped.facts()
    code = facts.province(province)
    span = {"first_year": 2016, "last_year": 2020, "year": 2019, "claim_year": 2020}
    stated = claim(kind, about, province=code, **span, **cells)
    assert judged(facts, stated, code, "2016-2020").verdict == verdict
