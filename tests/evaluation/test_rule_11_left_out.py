"""Rule 11: what the claims of a province leave out, and where the cited lies."""

import pandas as pd
import pytest
import shipped

from evaluation.claim_cases import (
    REPORTED,
    claim,
    evaluation_of,
    facts_of,
    left_of,
    rows,
)
from par_eval.evaluation.claims import claims
from par_eval.evaluation.claims.left_out import left_out
from par_eval.values import quantities_in

SCORES = {year: [8, 7, 6, 5, 4, 3, 2, 1] for year in (2006, 2007, 2008)}
RANK = {"place": "P1", "statistic": "rank"}
POLL = {"place": "P2", "value": 70, "indicator": "poll"}


def facts(*printed, others=("index", "poll"), **given):
    values = {"a": {**SCORES, 2007: [5, 7, 6, 8, 4, 3, 2, 1]}}
    return facts_of(values, others, reported=rows(REPORTED, *printed), **given)


def listed(others):
    return [(o.indicator, o.year, o.place.low, o.place.high) for o in others]


def places(joined):
    """What is named one after the other, each with its place of how many."""
    return [
        (one.values["indicator"].key, [q.value for q in quantities_in(one)])
        for one in joined.items
    ]


def counts(values):
    """How many places are better, worse and neither, and what is counted."""
    found = [values[key] for key in ("better", "worse", "open")]
    (unit,) = {quantity.unit for quantity in found}
    return [quantity.value for quantity in found], unit


def test_other_instruments_of_the_year_and_other_years_are_listed():
    known = facts(
        {**RANK, "value": 5}, {"place": "P2", "value": 70, "indicator": "poll"}
    )
    (cited,) = left_of(known, claim("rank", "a", low=1)).cited
    assert (cited.indicator, cited.year, cited.claims) == ("a", 2008, ("C1",))
    assert listed(cited.instruments) == [("index", 2008, 5, 5)]
    assert cited.unknown == ("poll",)
    assert listed(cited.years) == [("a", 2006, 1, 1), ("a", 2007, 4, 4)]


def test_notes_carry_what_is_left_out_and_where_the_cited_lies():
    known = facts(
        {**RANK, "value": 5}, {"place": "P2", "value": 70, "indicator": "poll"}
    )
    notes = left_of(known, claim("rank", "a", low=1)).notes
    year, unknown, instruments, years, earlier = (note.values for note in notes[:5])
    assert year["year"] == 2008
    assert places(year["cited"]) == [("survey", [1, 8])]
    assert places(year["left"]) == [("index", [5, 8])]
    assert unknown["year"] == 2008
    assert [name.key for name in unknown["names"].items] == ["poll"]
    assert (instruments["indicator"].key, instruments["year"]) == ("survey", 2008)
    assert counts(instruments) == ([0, 1, 0], "instruments")
    assert (years["indicator"].key, years["claim_year"]) == ("survey", 2009)
    assert [
        (one.values["year"], [q.value for q in quantities_in(one)])
        for one in years["listed"].items
    ] == [(2006, [1, 8]), (2007, [4, 8])]
    assert (earlier["indicator"].key, earlier["year"]) == ("survey", 2008)
    assert counts(earlier) == ([0, 1, 1], "years")


def test_where_nothing_is_left_out_the_note_names_the_cited_only():
    note = left_of(facts(others=()), claim("rank", "a", low=1)).notes[0]
    assert set(note.values) == {"year", "cited"}
    assert places(note.values["cited"]) == [("survey", [1, 8])]


def test_only_what_was_known_by_the_year_of_the_claim_counts():
    known = facts({**RANK, "value": 5})
    early = claim("rank", "a", low=1, claim_year=2008)
    (cited,) = left_of(known, early).cited
    assert cited.instruments == ()
    assert [other.year for other in cited.years] == [2006, 2007]
    earlier = claim("rank", "a", low=1, claim_year=2007)
    (cited,) = left_of(known, earlier).cited
    assert [other.year for other in cited.years] == [2006]


def test_what_any_claim_cites_is_not_left_out():
    known = facts({**RANK, "value": 5})
    own = {**claim("rank", "a", low=1), "claim": "C1"}
    other = {**claim("rank", "index", low=5), "claim": "C2"}
    found = left_of(known, own, other)
    assert [(c.indicator, c.claims) for c in found.cited] == [
        ("a", ("C1",)),
        ("index", ("C2",)),
    ]
    assert all(o.cited for c in found.cited for o in c.instruments)
    note = found.notes[0]
    assert set(note.values) == {"year", "cited"}
    assert places(note.values["cited"]) == [("survey", [1, 8]), ("index", [5, 8])]


def test_claims_of_another_period_cite_for_the_province_as_well():
    known = facts({**RANK, "value": 5})
    own = {**claim("rank", "a", low=1), "claim": "C1"}
    later = {**claim("rank", "index", low=5), "claim": "C2", "first_year": 2010}
    (cited,) = left_of(known, own, {**later, "last_year": 2012}).cited
    assert cited.indicator == "a"
    assert [o.cited for o in cited.instruments] == [True]


def test_both_years_of_a_change_are_cited():
    found = left_of(facts(), claim("change", "a", low=3, from_year=2007))
    assert [(c.indicator, c.year) for c in found.cited] == [("a", 2007), ("a", 2008)]


@pytest.mark.parametrize("kind", ["qualitative", "causal", "opening_rank", "coverage"])
def test_claims_without_a_figure_of_an_indicator_leave_nothing_out(kind):
    found = left_of(facts(), claim(kind, "counters"))
    assert (found.cited, found.notes, len(found.numbers)) == ((), (), 0)


def test_numbers_are_traced():
    numbers = left_of(facts({**RANK, "value": 5}), claim("rank", "a", low=1)).numbers
    places = numbers.set_index(["indicator", "year"])["value"].to_dict()
    assert places == {
        ("a", 2008): 1,
        ("index", 2008): 5,
        ("a", 2006): 1,
        ("a", 2007): 4,
    }
    assert set(numbers["measure"]) == {"rank", "published_place"}


def shipped_left():
    subject = shipped.evaluation("Bac Giang", "2016-2020")
    return left_out(subject, claims(subject))


def test_bac_giang_2019_leaves_out_pci_and_par_index():
    found = shipped_left()
    assert [(c.indicator, c.year) for c in found.cited] == [
        ("papi.total", 2019),
        ("sipas.total", 2019),
    ]
    for cited in found.cited:
        left = [o for o in cited.instruments if not o.cited]
        assert listed(left) == [
            ("pci.total", 2019, 40, 40),
            ("par_index.total", 2019, 25, 43),
        ]
    told = found.notes[0].values
    assert told["year"] == 2019
    assert places(told["cited"]) == [("papi", [4, 63]), ("sipas", [9, 63])]
    assert places(told["left"]) == [("pci", [40, 63]), ("par_index", [25, 43, 63])]


def test_the_years_of_papi_beside_2019():
    """Ranks of the years as the facts give them; 2014 was not published."""
    (papi, _) = shipped_left().cited
    found = {o.year: (o.place.low, o.place.high) for o in papi.years}
    ranks = {2011: 44, 2012: 39, 2013: 63, 2015: 21, 2016: 11, 2017: 26}
    expected = {year: (rank, rank) for year, rank in ranks.items()}
    assert found == {**expected, 2018: (3, 5)}


def test_the_first_period_cites_no_figure():
    subject = shipped.evaluation("Bac Giang", "2011-2015")
    assert left_out(subject, claims(subject)).cited == ()


def test_a_province_without_claims_leaves_nothing_out():
    subject = evaluation_of(shipped.facts(), "P63", "2016-2020")
    result = left_out(subject, claims(subject))
    assert (result.cited, result.notes) == ((), ())
    assert isinstance(result.numbers, pd.DataFrame)
