"""Rule 14: a boundary event ends a series, and a period that crosses it."""

from datetime import date

import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation import National, Subject
from par_eval.evaluation.boundary import boundary, is_incomplete

from .said import carrying

EVERY = range(2003, 2010)


def made(events=(), years=EVERY, period=(2005, 2009)):
    facts = small({"a": {y: [1.0, 2.0, 3.0] for y in years}}, period=period)
    rows = [
        {
            "event": f"e{place}",
            "province": province,
            "date": pd.Timestamp(year, 7, 1),
            "year": year,
            "what_en": "became one",
            "successor_en": "new",
            "source": "S1",
        }
        for place, (province, year) in enumerate(events)
    ]
    if rows:
        facts.tables["boundary_events"] = pd.DataFrame(rows)
    return facts


def subject(facts, province="P1"):
    return Subject(National(facts, facts.plan_periods["period"].iloc[0]), province)


def test_a_period_without_events_is_complete():
    found = boundary(subject(made()))
    assert (found.passed, found.events, found.notes) == (True, (), ())
    assert found.years == (2005, 2006, 2007, 2008, 2009)
    assert found.numbers["value"].tolist() == [5]


@pytest.mark.parametrize("year", [2005, 2007, 2009])
def test_an_event_inside_the_period_cuts_it_short(year):
    one = subject(made([("P1", year)]))
    found = boundary(one)
    assert is_incomplete(one)
    assert found.passed is False
    assert found.years == tuple(range(2005, year))
    (event,) = found.events
    assert (event.day, event.year) == (date(year, 7, 1), year)
    what, after = found.notes
    assert what.values == {"day": event.day, "what": event.what, "year": year}
    assert (event.what.key, event.what.texts["en"]) == ("e0/P1", "became one")
    assert after.values == {"successor": event.successor}
    assert event.successor.texts["en"] == "new"


def test_an_event_of_another_province_or_after_the_period_does_not_matter():
    facts = made([("P2", 2007), ("P1", 2010)])
    assert not is_incomplete(subject(facts, "P1"))
    assert boundary(subject(facts, "P1")).events == ()
    assert is_incomplete(subject(facts, "P2"))
    assert not is_incomplete(subject(facts, "P3"))


def test_an_event_before_the_period_leaves_no_year():
    found = boundary(subject(made([("P1", 2004)])))
    assert found.years == ()
    assert found.numbers["value"].tolist() == [0]
    (event,) = found.events
    what, _ = found.notes
    assert what.values == {"day": event.day, "what": event.what}  # no year within it


def test_the_first_of_several_events_counts():
    found = boundary(subject(made([("P1", 2008), ("P1", 2006)])))
    assert [event.year for event in found.events] == [2006, 2008]
    assert found.years == (2005,)


def test_data_that_end_early_are_said_to():
    one = subject(made(years=range(2003, 2008)))
    assert is_incomplete(one)
    found = boundary(one)
    assert found.years == (2005, 2006, 2007)
    (note,) = found.notes
    assert carrying(note, instrument="survey", year=2007) == [note]


def test_data_that_begin_late_are_told_and_do_not_end_the_period():
    one = subject(made(years=range(2007, 2010)))
    assert not is_incomplete(one)
    (note,) = boundary(one).notes
    assert carrying(note, number=2) == [note]
    assert note.values["number"].of == ("a/*/2005", "a/*/2006")


def test_a_period_without_any_edition():
    one = subject(made(years=range(2000, 2004)))
    assert is_incomplete(one)
    (note,) = boundary(one).notes
    assert carrying(note, instrument="survey") == [note]
    assert set(note.values) == {"instrument"}  # no year in which they end


def test_a_year_that_only_the_province_lacks_is_no_early_end():
    values = {y: [None if y == 2009 else 1.0, 2.0] for y in EVERY}
    assert not is_incomplete(subject(small({"a": values})))


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_the_first_two_plan_periods_are_complete(period):
    for code in shipped.facts().provinces["province"]:
        found = boundary(shipped.evaluation(code, period))
        assert (found.passed, found.notes) == (True, ())


def test_the_merger_of_bac_giang_makes_its_last_period_incomplete():
    """Resolution 202/2025/QH15: with Bac Ninh from 1 July 2025."""
    national = National(shipped.facts(), "2021-2025")
    events = set()
    for name in ("Bac Giang", "Bac Ninh"):
        found = boundary(Subject(national, shipped.facts().province(name)))
        assert [event.day for event in found.events] == [date(2025, 7, 1)]
        assert 2025 not in found.years
        assert found.passed is False
        (event,) = found.events
        events.add(event.event)
        told = carrying(found.notes, day=event.day, what=event.what, year=2025)
        assert told == [found.notes[0]]
    assert len(events) == 1


def test_the_last_period_ends_with_the_data_for_all():
    facts = shipped.facts()
    national = National(facts, "2021-2025")
    last = int(facts.series(national.headline).dropna(how="all").index.max())
    found = boundary(Subject(national, facts.province("Ha Noi")))
    told = carrying(found.notes, instrument=national.instrument, year=last)
    assert told == [found.notes[-1]]
    assert found.years[-1] == last < national.end
