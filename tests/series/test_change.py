"""Changes between two years: allowed, marked, missing or refused."""

import pytest
from small import small

from par_eval.language import say
from par_eval.series import (
    breaks_between,
    change,
    change_on_unbroken_parts,
    describe,
    soft_note,
)
from par_eval.values import (
    ComparabilityError,
    MissingValueError,
    Quantity,
    UnknownNameError,
)

VALUES = {
    "firm": {2001: [5, 4, 3, 2], 2002: [5.5, 6, None, 2], 2003: [6, 6, 3, 2]},
    "soft": {2001: [1, 2, 3, 4], 2002: [2, 2, 2, 2], 2003: [3, 3, 3, 3]},
    "hard": {2001: [10, 10, 10, 10], 2002: [90, 90, 90, 90], 2003: [91, 91, 91, 91]},
}
BREAKS = [
    {"indicator": "soft", "year": 2002, "severity": "soft", "what_en": "new sample"},
    {"indicator": "hard", "year": 2002, "what_en": "new scale"},
]


@pytest.fixture
def facts():
    return small(VALUES, {"total": tuple(VALUES)}, breaks=BREAKS)


@pytest.mark.parametrize("province", ["P1", "p1"])
def test_change_is_the_later_value_minus_the_earlier(facts, province):
    moved = change(facts, "firm", province, 2001, 2003)
    wanted = Quantity(1.0, "points", "change", ("firm/P1/2003", "firm/P1/2001"))
    assert moved == wanted


def test_change_may_look_backwards(facts):
    assert change(facts, "firm", "P1", 2003, 2001).value == -1
    assert change(facts, "firm", "P1", 2001, 2001).value == 0


def test_change_of_a_whole_beyond_the_break_is_allowed(facts):
    assert change(facts, "total", "P1", 2002, 2003).value == pytest.approx(2.5)


def test_change_across_a_soft_break_is_marked(facts):
    moved = change(facts, "soft", "P1", 2001, 2002)
    assert moved.value == 1
    (note,) = moved.notes
    assert note.values["year"] == 2002
    assert note.values["what"].texts == {"en": "new sample"}
    assert change(facts, "soft", "P1", 2002, 2003).notes == ()


@pytest.mark.parametrize("indicator", ["hard", "total"])
@pytest.mark.parametrize("years", [(2001, 2002), (2001, 2003), (2002, 2001)])
def test_change_across_a_hard_break_is_refused(facts, indicator, years):
    with pytest.raises(ComparabilityError, match=f"^{indicator} ") as refused:
        change(facts, indicator, "P1", *years)
    (found,) = refused.value.breaks
    assert (found.indicator, found.year, found.severity) == ("hard", 2002, "hard")
    assert found.what.texts == {"en": "new scale"}
    assert describe((found,), "en") in str(refused.value)


@pytest.mark.parametrize(("years", "beside"), [((2001, 2003), 1), ((2003, 2001), -1)])
def test_beside_a_refusal_stands_the_change_on_unbroken_parts(facts, years, beside):
    with pytest.raises(ComparabilityError) as refused:
        change(facts, "total", "P1", *years)
    assert refused.value.unbroken is not None
    assert refused.value.unbroken.value == beside
    assert [note.values for note in refused.value.unbroken.notes] == [{"parts": 1}]
    assert f"{beside:+.2f} points" in str(refused.value)


def test_where_every_part_breaks_the_refusal_stands_alone(facts):
    with pytest.raises(ComparabilityError, match="No part of it") as refused:
        change(facts, "hard", "P1", 2001, 2002)
    assert refused.value.unbroken is None


def test_a_refusal_to_a_province_without_a_value_does_not_blame_the_parts(facts):
    with pytest.raises(ComparabilityError, match="no value for P3 in 2002") as refused:
        change(facts, "total", "P3", 2001, 2002)
    assert refused.value.unbroken is None


def test_a_missing_value_is_not_filled_in(facts):
    with pytest.raises(MissingValueError, match="firm has no value for P3 in 2002"):
        change(facts, "firm", "P3", 2001, 2002)
    with pytest.raises(MissingValueError, match="in 1999"):
        change(facts, "firm", "P1", 1999, 2001)


@pytest.mark.parametrize(
    ("indicator", "province"),
    [("frim", "P1"), ("firm", "P9"), ("frim~2001-2002", "P1")],
)
def test_unknown_names_are_refused(facts, indicator, province):
    with pytest.raises(UnknownNameError):
        change(facts, indicator, province, 2001, 2002)


def by_what(result):
    return result.numbers.set_index("what")["value"].to_dict()


def test_change_on_unbroken_parts(facts):
    """Only `firm` counts; P3 has no value of 2002, so it counts nowhere.

    Before: 5, 4, 2, after: 5.5, 6, 2; changes: 0.5, 2, 0 with a mean of 5/6.
    """
    result = change_on_unbroken_parts(facts, "total", "P1", 2001, 2002)
    assert by_what(result) == {
        "change": 0.5,
        "national_change": pytest.approx(2.5 / 3),
        "rank_before": 1,
        "rank_after": 2,
        "provinces": 3,
    }
    assert by_what(change_on_unbroken_parts(facts, "total", "P4", 2001, 2002)) == {
        "change": 0,
        "national_change": pytest.approx(2.5 / 3),
        "rank_before": 3,
        "rank_after": 3,
        "provinces": 3,
    }


def test_change_on_unbroken_parts_may_keep_the_soft_ones(facts):
    """Before: 6, 6, 6, after: 7.5, 8, 4: equal before, so all share the first rank."""
    result = change_on_unbroken_parts(facts, "total", "P1", 2001, 2002, allow_soft=True)
    assert by_what(result) == {
        "change": 1.5,
        "national_change": pytest.approx(0.5),
        "rank_before": 1,
        "rank_after": 2,
        "provinces": 3,
    }


def test_unbroken_parts_say_how_many_they_are(facts):
    names = [("total", 2001, 2002, False), ("total", 2001, 2002, True)]
    counts = [
        change_on_unbroken_parts(facts, name, "P1", start, end, allow_soft=soft)
        .notes[0]
        .values["parts"]
        for name, start, end, soft in names
    ]
    assert counts == [1, 2]


def test_numbers_on_unbroken_parts_name_what_they_are_made_of(facts):
    result = change_on_unbroken_parts(facts, "total", "P1", 2001, 2002)
    own = ("total~2001-2002/P1/2002", "total~2001-2002/P1/2001")
    every = ("total~2001-2002/*/2002", "total~2001-2002/*/2001")
    assert result.numbers.set_index("what")["of"].to_dict() == {
        "change": own,
        "national_change": (f"change({every[0]}, {every[1]})",),
        "rank_before": (own[1], every[1]),
        "rank_after": (own[0], every[0]),
        "provinces": (f"change({every[0]}, {every[1]})",),
    }


def test_a_province_without_both_values_has_no_change_on_unbroken_parts(facts):
    with pytest.raises(MissingValueError, match="P3"):
        change_on_unbroken_parts(facts, "total", "P3", 2001, 2002)


def test_ranks_on_unbroken_parts_obey_the_direction(facts):
    down = small(VALUES, {"total": tuple(VALUES)}, breaks=BREAKS, down=["total"])
    ranks = by_what(change_on_unbroken_parts(down, "total", "P1", 2001, 2002))
    assert (ranks["rank_before"], ranks["rank_after"]) == (3, 2)


def test_soft_note_speaks_the_language_of_the_report(facts):
    (found,) = breaks_between(facts, "soft", 2001, 2002)
    assert say(soft_note(found), "vi") != say(soft_note(found), "en")
    assert "new sample" in say(soft_note(found), "vi")
