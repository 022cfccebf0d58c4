"""What the facts already show of Bac Giang, and a report must not hide or misread."""

import csv
import re

import pytest
import shipped

from par_eval.language import say
from par_eval.report.trace import addresses
from par_eval.values import quantities_in

PERIODS = shipped.PERIODS


def said(notes, language="en"):
    return [say(note, language) for note in notes]


def numbers_of(note):
    return [round(quantity.value, 2) for quantity in quantities_in(note)]


def test_par_index_rose_by_less_than_the_nation():
    """81.84 - 78.14, and 81.15 - 76.92 in the nation."""
    notes = shipped.evaluation("Bac Giang", "2016-2020").witnesses.notes
    moved = [note for note in notes if numbers_of(note) == [3.7, 4.23]]
    assert len(moved) == 1
    assert {moved[0].values["first"], moved[0].values["last"]} == {2018, 2019}


def test_scores_across_a_hard_break_are_not_subtracted():
    """PAR INDEX 2021 and 2022 lie on two sides of a new scheme; 2022 to 2023 do not."""
    notes = shipped.evaluation("Bac Giang", "2021-2025").witnesses.notes
    spans = {
        (note.values.get("first"), note.values.get("last"))
        for note in notes
        if "nation" in note.values
    }
    assert (2021, 2022) not in spans
    assert (2022, 2023) in spans


@pytest.mark.parametrize("part", ["trends", "benchmarks", "precision", "robustness"])
def test_the_bare_fall_of_the_total_in_2020_is_nowhere(part):
    """46.04 to 44.32 crosses two scales that broke."""
    numbers = getattr(shipped.evaluation("Bac Giang", "2016-2020"), part).numbers
    ends = {"papi.total/P15/2020", "papi.total/P15/2019"}
    for row in numbers.to_dict("records"):
        if row["measure"] in ("change", "period_change"):
            assert set(addresses(str(row["of"]))) != ends
        assert abs(abs(row["value"]) - 1.72) > 0.006 or row["unit"] != "points"


def test_no_effect_is_claimed_in_either_period():
    for period in PERIODS:
        found = shipped.evaluation("Bac Giang", period).attribution
        assert found.outcomes
        verdicts = {outcome.verdict for outcome in found.outcomes}
        assert verdicts <= {"not_identifiable", "not_exposed"}


def test_rebound_stands_beside_the_change_with_its_interval():
    found = shipped.evaluation("Bac Giang", "2011-2015").benchmarks
    (rebound,) = found.rebounds
    assert (rebound.year, rebound.kind, rebound.after) == (2013, "trough", 2015)
    assert round(rebound.change.value, 2) == 4.63
    low, high = rebound.used.expected.low, rebound.used.expected.high
    assert low < rebound.used.expected.value < high
    assert low < rebound.relative.value < high
    assert {b.year for b in rebound.soft} == {2015}


PROFILE = """2022 2 2021 31 2020 27 2019 40 2018 36 2017 30 2016 33 2015 40 2014 41
2013 49 2012 31 2011 23 2010 32 2009 37 2008 50 2007 33"""
"""Ranks of Bac Giang in PCI, from VCCI's profile page (S30)."""
RANKS = [tuple(map(int, pair)) for pair in re.findall(r"(\d{4}) (\d+)", PROFILE)]
TIES = {2018: (34, 36), 2020: (26, 27), 2021: (30, 32)}


@pytest.mark.parametrize(("year", "rank"), RANKS)
def test_pci_ranks_agree_with_the_profile_page(year, rank):
    from par_eval.series import published_place

    place = published_place(shipped.facts(), "pci.total", "P15", year)
    assert (place.low, place.high) == TIES.get(year, (rank, rank))
    assert place.low <= rank <= place.high


def test_the_row_of_2006_on_that_page_is_not_used():
    facts = shipped.facts()
    path = facts.directory / "observations_pci.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["year"] == "2006"]
    own = [r for r in rows if (r["indicator"], r["province"]) == ("pci.total", "P15")]
    assert [round(float(r["value"]), 2) for r in own] == [55.99]
    assert "S30" not in {r["source"] for r in rows}
    reported = facts.table("reported")
    assert reported[(reported["source"] == "S30") & (reported["year"] == 2006)].empty
