"""Breaks: from causes to every indicator that they touch (rule 3)."""

import pytest
from small import small

from par_eval.series import breaks_between, describe, hard, segments
from par_eval.values import UnknownNameError

YEARS = range(2001, 2007)
PARTS = ("first.a", "first.b", "second.a")
WHOLES = {
    "total": ("first", "second"),
    "first": ("first.a", "first.b"),
    "second": ("second.a",),
}


def facts_with(*breaks, without=()):
    values = {
        part: {year: [1.0, 2.0] for year in YEARS if year not in without}
        for part in PARTS
    }
    return small(values, WHOLES, breaks=breaks)


def years(facts, indicator, start=2001, end=2006):
    return [found.year for found in breaks_between(facts, indicator, start, end)]


def test_a_break_in_a_part_reaches_every_whole_that_contains_it():
    facts = facts_with({"indicator": "first.a", "year": 2003})
    for whole in ("first.a", "first", "total"):
        (found,) = breaks_between(facts, whole, 2001, 2006)
        assert (found.year, found.indicator) == (2003, "first.a")


def test_a_break_in_a_part_does_not_reach_the_other_parts():
    facts = facts_with({"indicator": "first.a", "year": 2003})
    for other in ("first.b", "second", "second.a"):
        assert years(facts, other) == []


def test_a_break_of_a_rebuilt_whole_reaches_each_of_its_parts():
    facts = facts_with({"indicator": "first", "year": 2003})
    for touched in ("total", "first", "first.a", "first.b"):
        assert years(facts, touched) == [2003]
    for untouched in ("second", "second.a"):
        assert years(facts, untouched) == []


def test_a_break_of_a_whole_that_does_not_reach_its_parts_stays_with_the_whole():
    facts = facts_with({"indicator": "first", "year": 2003, "reaches_parts": "no"})
    for touched in ("total", "first"):
        assert years(facts, touched) == [2003]
    for untouched in ("first.a", "first.b", "second.a"):
        assert years(facts, untouched) == []


def test_a_break_of_the_total_reaches_all_floors_below():
    facts = facts_with({"indicator": "total", "year": 2003, "severity": "soft"})
    for touched in ("total", *WHOLES["total"], *PARTS):
        assert years(facts, touched) == [2003]


@pytest.mark.parametrize(
    ("start", "end", "between"),
    [
        (2002, 2003, True),
        (2003, 2004, False),
        (2001, 2002, False),
        (2001, 2006, True),
        (2003, 2002, True),
        (2006, 2001, True),
        (2003, 2003, False),
    ],
)
def test_a_break_lies_between_its_year_and_those_before(start, end, between):
    facts = facts_with({"indicator": "first", "year": 2003})
    assert bool(breaks_between(facts, "first", start, end)) is between


def test_breaks_come_by_year_hard_ones_first():
    facts = facts_with(
        {"indicator": "first.a", "year": 2005, "severity": "soft"},
        {"indicator": "first.a", "year": 2003, "severity": "soft"},
        {"indicator": "first.b", "year": 2003},
    )
    found = breaks_between(facts, "total", 2001, 2006)
    assert [(b.year, b.severity) for b in found] == [
        (2003, "hard"),
        (2003, "soft"),
        (2005, "soft"),
    ]
    assert [b.year for b in hard(found)] == [2003]


def test_a_break_keeps_what_the_data_say():
    facts = facts_with(
        {
            "indicator": "first.a",
            "year": 2003,
            "kind": "scale",
            "documented": "inferred",
            "what_en": "a jump",
            "source": "S9",
        }
    )
    (found,) = breaks_between(facts, "first.a", 2001, 2006)
    assert (found.kind, found.documented, found.source) == ("scale", False, "S9")
    assert found.what.texts == {"en": "a jump"}
    described = describe((found,), "en")
    for told in ("2003", "hard", "first.a", "a jump"):
        assert told in described
    assert describe((found,), "xx") == described


def test_an_indicator_with_a_span_has_lost_its_broken_parts():
    facts = facts_with(
        {"indicator": "first.a", "year": 2003},
        {"indicator": "first.b", "year": 2003, "severity": "soft"},
    )
    assert years(facts, "total~2002-2003") == []
    assert years(facts, "total~2002-2003~soft") == [2003]
    assert not hard(breaks_between(facts, "total~2002-2003~soft", 2001, 2006))


def test_a_span_is_not_marked_with_soft_breaks_of_parts_that_it_has_lost():
    facts = facts_with(
        {"indicator": "first.a", "year": 2003},
        {"indicator": "first.a", "year": 2003, "severity": "soft", "kind": "sample"},
    )
    assert years(facts, "total~2002-2003~soft") == []


def test_breaks_of_an_unknown_indicator_are_refused():
    with pytest.raises(UnknownNameError, match="did you mean first"):
        breaks_between(facts_with(), "frist", 2001, 2006)


@pytest.mark.parametrize(
    ("breaks", "runs"),
    [
        ([], [(2001, 2002, 2003, 2004, 2005, 2006)]),
        ([("first.a", 2003, "hard")], [(2001, 2002), (2003, 2004, 2005, 2006)]),
        ([("first.a", 2003, "soft")], [(2001, 2002, 2003, 2004, 2005, 2006)]),
        ([("total", 2006, "hard")], [(2001, 2002, 2003, 2004, 2005), (2006,)]),
        ([("second", 2003, "hard")], [(2001, 2002, 2003, 2004, 2005, 2006)]),
        ([("first", 2001, "hard")], [(2001, 2002, 2003, 2004, 2005, 2006)]),
        (
            [("first.a", 2003, "hard"), ("first.b", 2004, "hard")],
            [(2001, 2002), (2003,), (2004, 2005, 2006)],
        ),
    ],
)
def test_segments_are_cut_at_hard_breaks_only(breaks, runs):
    rows = [
        {"indicator": where, "year": year, "severity": severity}
        for where, year, severity in breaks
    ]
    assert segments(facts_with(*rows), "first") == tuple(runs)


def test_a_year_without_values_does_not_cut_but_a_break_in_it_does():
    assert segments(facts_with(without=[2003]), "first") == (
        (2001, 2002, 2004, 2005, 2006),
    )
    facts = facts_with({"indicator": "first", "year": 2003}, without=[2003])
    assert segments(facts, "first") == ((2001, 2002), (2004, 2005, 2006))


def test_an_edition_that_lacks_a_part_stays_one_run_unless_the_data_say_otherwise():
    """Breaks are data: a change of the parts without a row is not a break by itself."""
    values = {"a": {2001: [1, 2], 2002: [1, 2]}, "b": {2002: [1, 2]}}
    assert segments(small(values, {"total": ("a", "b")}), "total") == ((2001, 2002),)
