"""The order in which provinces opened, from dates of which most are not known."""

import numpy as np
import pandas as pd
import pytest
import shipped
from small import small

from par_eval.evaluation.openings import opening_order, openings, untreated_through

CENTRE = {"reform": "centre", "stated": "", "confidence": "high", "source": "S1"}


def facts_of(*dates, size=6):
    """Facts with the bounds of openings: province, first day, last day, source."""
    facts = small({"a": {2008: list(range(size))}})
    rows = [
        {
            **CENTRE,
            "province": province,
            "opened_from": pd.Timestamp(first) if first else pd.NaT,
            "opened_to": pd.Timestamp(last) if last else pd.NaT,
            **({"source": source[0]} if source else {}),
        }
        for province, first, last, *source in dates
    ]
    facts.tables["reforms"] = pd.DataFrame(rows)
    return facts


def place(order):
    return (order.best, order.worst, order.of)


def test_what_is_not_known_may_be_earlier_or_later():
    facts = facts_of(
        ("P1", "2006-05-01", "2006-05-01"),
        ("P2", "2005-01-01", "2005-12-31"),
        ("P3", "2007-01-01", None),
        ("P4", None, "2009-01-01"),
    )
    order = opening_order(facts, "centre", "P1")
    assert (order.earlier, order.later) == (("P2",), ("P3",))
    assert order.unknown == ("P4", "P5", "P6")
    assert place(order) == (2, 5, 6)
    assert (order.known_best, order.known_worst, order.known) == (2, 2, 2)


def test_the_same_day_is_the_same_place():
    facts = facts_of(
        ("P1", "2006-05-01", "2006-05-01"), ("P2", "2006-05-01", "2006-05-01"), size=2
    )
    assert place(opening_order(facts, "centre", "P1")) == (1, 1, 2)


def test_sources_narrow_each_other():
    facts = facts_of(
        ("P1", "2006-01-01", "2006-12-31", "S1"), ("P1", "2006-05-01", None, "S2")
    )
    own = openings(facts, "centre")["P1"]
    bounds = (pd.Timestamp("2006-05-01"), pd.Timestamp("2006-12-31"))
    assert (own.earliest, own.latest) == bounds
    assert (own.sources, own.contradictory) == (("S1", "S2"), False)


def test_sources_that_exclude_each_other_leave_what_any_says():
    facts = facts_of(
        ("P1", "2005-01-01", "2005-12-31", "S1"),
        ("P1", "2007-01-01", "2007-12-31", "S2"),
    )
    own = openings(facts, "centre")["P1"]
    bounds = (pd.Timestamp("2005-01-01"), pd.Timestamp("2007-12-31"))
    assert (own.earliest, own.latest) == bounds
    assert own.contradictory


def test_open_ends_stay_open_where_sources_exclude_each_other():
    facts = facts_of(
        ("P1", None, "2005-12-31", "S1"), ("P1", "2007-01-01", "2007-12-31", "S2")
    )
    own = openings(facts, "centre")["P1"]
    assert (own.earliest, own.latest) == (None, pd.Timestamp("2007-12-31"))


def test_a_province_without_a_row_is_unknown_not_without_the_reform():
    facts = facts_of(("P1", "2006-05-01", "2006-05-01"))
    assert opening_order(facts, "centre", "P2") is None
    assert untreated_through(facts, "centre", 2005) == ("P1",)


def test_the_last_day_of_a_year_counts_as_not_treated_in_it():
    facts = facts_of(
        ("P1", "2006-12-31", "2006-12-31"), ("P2", "2006-12-30", "2006-12-30")
    )
    assert untreated_through(facts, "centre", 2006) == ("P1",)
    assert untreated_through(facts, "centre", 2007) == ()


@pytest.mark.parametrize("seed", range(20))
def test_bounds_hold_the_true_place(seed):
    """True days are drawn, and shown as wide or narrow bounds, or not at all."""
    generator = np.random.default_rng(seed)
    days = generator.choice(2000, size=6, replace=False)
    zero = pd.Timestamp("2005-01-01")

    def shown(day, width):
        first = day - int(generator.integers(0, width + 1))
        return [zero + pd.Timedelta(days=int(d)) for d in (first, first + width)]

    rows = [
        (f"P{i + 1}", *shown(int(day), int(generator.choice([0, 40, 700]))))
        for i, day in enumerate(days)
        if i == 0 or generator.random() < 0.7
    ]
    order = opening_order(facts_of(*rows), "centre", "P1")
    true = int((days < days[0]).sum()) + 1
    assert order.best <= true <= order.worst


def test_the_centre_of_bac_giang_is_5th_to_50th():
    order = opening_order(shipped.facts(), "service_centre", "P15")
    assert place(order) == (5, 50, 63)
    assert (order.known_best, order.known_worst, order.known) == (5, 5, 16)
    names = [shipped.facts().province(n) for n in EARLIER]
    assert sorted(order.earlier) == sorted(names)


EARLIER = ["Quang Ninh", "Da Nang", "Binh Duong", "Thai Binh"]


def test_provinces_known_to_be_without_a_centre():
    facts = shipped.facts()
    without = [facts.province(n) for n in ("Khanh Hoa", "Can Tho", "Ho Chi Minh City")]
    later = [facts.province(n) for n in ("Dak Lak", "Nghe An", "Lao Cai")]
    assert untreated_through(facts, "service_centre", 2020) == tuple(sorted(without))
    through_2019 = tuple(sorted([*without, *later]))
    assert untreated_through(facts, "service_centre", 2019) == through_2019
