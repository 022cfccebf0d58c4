"""From parts to wholes: sums by edition, spans, and what is missing."""

import numpy as np
import pytest
from small import small

from par_eval.series import (
    ancestors,
    composition,
    dimensions,
    leaves_of,
    plain,
    span_of,
    unbroken,
)
from par_eval.values import MissingValueError, UnknownNameError

WHOLES = {"total": ("first", "second"), "first": ("a", "b")}
VALUES = {
    "a": {2001: [1, 2, 3], 2002: [1.5, None, 3.5]},
    "b": {2001: [10, 20, 30]},
    "c": {2002: [100, 200, 300]},
    "second": {2001: [0.1, 0.2, None], 2002: [0.3, 0.4, 0.5]},
}


@pytest.fixture
def facts():
    """Part b is in the first edition only, part c in the second one only."""
    return small(VALUES, {**WHOLES, "first": ("a", "b", "c")})


def column(facts, indicator, province):
    return facts.series(indicator)[province].to_dict()


def test_a_whole_is_the_sum_of_the_parts_of_each_edition(facts):
    assert column(facts, "first", "P1") == {2001: 11, 2002: 101.5}
    assert column(facts, "total", "P1") == {
        2001: pytest.approx(11.1),
        2002: pytest.approx(101.8),
    }


def test_composition_names_the_parts_of_each_edition(facts):
    assert composition(facts, "total") == {
        2001: ("a", "b", "second"),
        2002: ("a", "c", "second"),
    }


def test_a_missing_part_leaves_every_whole_missing(facts):
    assert np.isnan(column(facts, "a", "P2")[2002])
    assert np.isnan(column(facts, "first", "P2")[2002])
    assert np.isnan(column(facts, "total", "P2")[2002])
    assert np.isnan(column(facts, "total", "P3")[2001])
    assert column(facts, "first", "P3") == {2001: 33, 2002: 303.5}


def test_series_have_years_as_index_and_all_provinces_as_columns():
    frame = small({"a": {2002: [None, 1], 2001: [None, 2]}}).series("a")
    assert frame.index.tolist() == [2001, 2002]
    assert frame.index.name == "year"
    assert frame.columns.tolist() == ["P1", "P2"]
    assert frame.columns.name == "province"
    assert frame["P1"].isna().all()


def test_an_indicator_without_any_value_has_no_years():
    facts = small({"a": {2001: [1, 2]}, "never": {}}, {"total": ("a", "never")})
    assert facts.series("never").empty
    assert facts.series("never").columns.tolist() == ["P1", "P2"]
    assert column(facts, "total", "P2") == {2001: 2}


def test_a_series_may_be_changed_without_changing_the_facts(facts):
    frame = facts.series("a")
    frame.loc[2001] = 0
    assert column(facts, "a", "P1")[2001] == 1


def test_a_part_does_not_become_a_whole_of_its_own_name(facts):
    with pytest.raises(UnknownNameError, match="tota"):
        facts.series("tota")


def test_the_tree(facts):
    assert leaves_of(facts, "total") == ("a", "b", "c", "second")
    assert leaves_of(facts, "first~2001-2002") == ("a", "b", "c")
    assert leaves_of(facts, "b") == ("b",)
    assert ancestors(facts, "a") == ("first", "total")
    assert ancestors(facts, "total") == ()
    assert dimensions(facts, "survey") == ("first", "second")


@pytest.mark.parametrize("allow_soft", [False, True])
@pytest.mark.parametrize("name", ["total", "total~1999-2000", "total~1999-2000~soft"])
def test_ids_with_a_span_can_be_read_again(name, allow_soft):
    linked = unbroken(name, 2019, 2020, allow_soft=allow_soft)
    assert plain(linked) == "total"
    span = span_of(linked)
    assert (span.start, span.end, span.allow_soft) == (2019, 2020, allow_soft)
    assert linked == "total~2019-2020" + ("~soft" if allow_soft else "")


def test_an_id_without_a_span_has_none():
    assert span_of("total") is None


@pytest.mark.parametrize(
    "name",
    [
        "total~",
        "total~2019",
        "total~2019-",
        "total~2019-2020-2021",
        "total~first-last",
        "total~2019-2020~hard",
        "total~2019-2020~",
        "total~2019-2020~soft~soft",
    ],
)
def test_a_span_that_cannot_be_read_is_refused(name):
    with pytest.raises(UnknownNameError, match="FIRST-LAST"):
        span_of(name)


BROKEN = {
    "whole": {2001: [1, 1, 1], 2002: [2, 2, 2], 2003: [4, 4, None]},
    "soft": {2001: [10, 10, 10], 2002: [20, 20, 20], 2003: [40, 40, 40]},
    "hard": {2001: [100, 100, 100], 2002: [200, 200, 200], 2003: [400, 400, 400]},
    "gone": {2001: [1000, 1000, 1000], 2002: [2000, 2000, 2000]},
}


@pytest.fixture
def broken():
    """The parts bear the name of what befalls them from 2002 to 2003."""
    return small(
        BROKEN,
        {"total": tuple(BROKEN)},
        breaks=[
            {"indicator": "soft", "year": 2003, "severity": "soft"},
            {"indicator": "hard", "year": 2003},
        ],
    )


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("total~2002-2003", 2, 4),
        ("total~2002-2003~soft", 22, 44),
        ("total~2001-2003", 1, 4),
        ("total~2001-2002", 1111, 2222),
    ],
)
def test_a_span_keeps_the_parts_without_a_break(broken, name, first, last):
    own = broken.series(name)["P1"]
    assert (own.iloc[0], own.iloc[-1]) == (first, last)


def test_a_span_holds_its_own_years_only(broken):
    assert broken.series("total~2002-2003").index.tolist() == [2002, 2003]
    assert broken.series("total~2001-2003").index.tolist() == [2001, 2002, 2003]


@pytest.mark.parametrize("lacking", [2001, 2003])
def test_a_province_that_lacks_one_end_is_left_out_of_the_whole_span(lacking):
    years = {year: [1, None if year == lacking else 2] for year in (2001, 2002, 2003)}
    frame = small({"a": years}, {"total": ("a",)}).series("total~2001-2003")
    assert frame["P1"].tolist() == [1, 1, 1]
    assert frame["P2"].isna().all()


def test_a_province_that_lacks_a_year_inside_the_span_keeps_its_ends():
    years = {2001: [1, 2], 2002: [1, None], 2003: [1, 2]}
    frame = small({"a": years}, {"total": ("a",)}).series("total~2001-2003")
    assert frame["P2"].dropna().to_dict() == {2001: 2, 2003: 2}


def test_parts_that_are_not_in_both_editions_are_left_out(broken):
    assert composition(broken, "total~2002-2003~soft")[2002] == ("whole", "soft")


def test_no_part_without_a_break_is_said(broken):
    with pytest.raises(MissingValueError, match="hard has no part without a break"):
        broken.series("hard~2001-2003")
