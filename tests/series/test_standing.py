"""Standing within a year and over a period, worked out by hand (rule 4)."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small import small

from par_eval.series import period_standing, rank_in, standing, z_scores
from par_eval.values import MissingValueError, UnknownNameError

BOUNDS = ["best", "worst", "likely_best", "likely_worst"]


def by_province(table, columns):
    """Rows of some columns by province, as plain lists."""
    return {row.province: [row[c] for c in columns] for _, row in table.iterrows()}


def test_ties_share_the_best_rank_and_the_middle_percentile():
    """Middle ranks 1, 2.5, 2.5, 4 among 4: (4 - middle) / 3."""
    table = standing(small({"a": {2001: [10, 8, 8, 6, None]}}), "a", 2001)
    assert by_province(table, ["score", "rank", "of", "percentile"]) == {
        "P1": [10, 1, 4, 100],
        "P2": [8, 2, 4, pytest.approx(50)],
        "P3": [8, 2, 4, pytest.approx(50)],
        "P4": [6, 4, 4, 0],
    }


def test_z_is_in_sample_deviations():
    """Mean 8, squared deviations 4, 0, 0, 4: a variance of 8/3."""
    table = standing(small({"a": {2001: [10, 8, 8, 6, None]}}), "a", 2001)
    away = 2 / np.sqrt(8 / 3)
    assert table["z"].tolist() == pytest.approx([away, 0, 0, -away])


def test_where_lower_is_better_rank_percentile_and_z_are_turned():
    values = {"a": {2001: [10, 8, 8, 6, None]}}
    table = standing(small(values, down=["a"]), "a", 2001)
    away = 2 / np.sqrt(8 / 3)
    assert by_province(table, ["score", "rank", "percentile", "z"]) == {
        "P4": [6, 1, 100, pytest.approx(away)],
        "P2": [8, 2, pytest.approx(50), 0],
        "P3": [8, 2, pytest.approx(50), 0],
        "P1": [10, 4, 0, pytest.approx(-away)],
    }


def test_the_best_comes_first_and_has_no_group_that_the_data_do_not_give():
    table = standing(small({"a": {2001: [1, 3, 2]}}), "a", 2001)
    assert table["province"].tolist() == ["P2", "P3", "P1"]
    assert table["group"].isna().all()


def test_equal_provinces_all_stand_first_and_in_the_middle():
    table = standing(small({"a": {2001: [5, 5, 5]}}), "a", 2001)
    assert table["rank"].tolist() == [1, 1, 1]
    assert table["percentile"].tolist() == pytest.approx([50, 50, 50])


def test_equal_sums_share_a_rank_whatever_their_binary_remainders():
    """0.1 + 0.2 and 0.3 + 0.0 are the same score."""
    values = {"a": {2001: [0.1, 0.3, 0.0]}, "b": {2001: [0.2, 0.0, 0.1]}}
    table = standing(small(values, {"total": ("a", "b")}), "total", 2001)
    assert by_province(table, ["rank", "percentile"]) == {
        "P1": [1, pytest.approx(75)],
        "P2": [1, pytest.approx(75)],
        "P3": [3, 0],
    }


def test_bounds_among_all_provinces():
    """P6 lacks b, whose quartiles are 20 and 40: 23.5 to 43.5. P7 lacks both; sums of
    both have the quartiles 22 and 44. Equal scores do not pass each other.
    """
    values = {
        "a": {2001: [1, 2, 3, 4, 5, 3.5, None]},
        "b": {2001: [10, 20, 30, 40, 50, None, None]},
    }
    table = standing(small(values, {"total": ("a", "b")}), "total", 2001)
    assert by_province(table, ["rank", *BOUNDS]) == {
        "P5": [1, 1, 3, 1, 1],
        "P4": [2, 2, 4, 2, 2],
        "P3": [3, 3, 5, 3, 5],
        "P2": [4, 4, 6, 5, 6],
        "P1": [5, 5, 7, 7, 7],
    }


def test_bounds_where_lower_is_better():
    """Quartiles of 10, 20, 30, 40 are 17.5 and 32.5: P5 lies between them."""
    values = {"a": {2001: [0, 0, 0, 0, 0]}, "b": {2001: [10, 20, 30, 40, None]}}
    facts = small(values, {"total": ("a", "b")}, down=["total"])
    assert by_province(standing(facts, "total", 2001), ["rank", *BOUNDS]) == {
        "P1": [1, 1, 2, 1, 1],
        "P2": [2, 2, 3, 2, 3],
        "P3": [3, 3, 4, 3, 4],
        "P4": [4, 4, 5, 5, 5],
    }


def test_a_likely_score_that_is_equal_does_not_lie_ahead():
    """P3 lacks b, which is 0.2 everywhere: 0.1 + 0.2 as P1 has it."""
    values = {"a": {2001: [0.1, 0.5, 0.1]}, "b": {2001: [0.2, 0.2, None]}}
    table = standing(small(values, {"total": ("a", "b")}), "total", 2001)
    assert by_province(table, ["rank", *BOUNDS]) == {
        "P2": [1, 1, 2, 1, 1],
        "P1": [2, 2, 3, 2, 2],
    }


def test_bounds_are_the_rank_where_nobody_is_missing():
    table = standing(small({"a": {2001: [1, 3, 2]}}), "a", 2001)
    for column in BOUNDS:
        assert table[column].tolist() == table["rank"].tolist()


@pytest.mark.parametrize("scores", [[None, None, None], [1, None, None]])
def test_fewer_than_two_values_give_no_standing(scores):
    facts = small({"a": {2001: scores, 2002: [1, 2, 3]}})
    with pytest.raises(MissingValueError, match="2001"):
        standing(facts, "a", 2001)


def test_a_year_without_values_has_no_standing():
    facts = small({"a": {2001: [1, 2]}})
    with pytest.raises(MissingValueError, match="1999"):
        standing(facts, "a", 1999)
    with pytest.raises(UnknownNameError):
        standing(facts, "b", 2001)


def test_rank_of_one_province_among_those_with_a_score():
    facts = small({"a": {2001: [10, 8, 8, 6, None]}})
    scores = facts.series("a").loc[2001]
    assert [rank_in(facts, "a", scores, f"P{n}") for n in (1, 2, 3, 4)] == [1, 2, 2, 4]
    assert np.isnan(rank_in(facts, "a", scores, "P5"))


PERIOD = {"a": {2001: [1, 2, 4, 3], 2002: [40, 10, 20, None]}}


def test_z_scores_of_every_year():
    frame = z_scores(small(PERIOD), "a")
    first = np.array([-1.5, -0.5, 1.5, 0.5]) / np.sqrt(5 / 3)
    assert frame.loc[2001].tolist() == pytest.approx(first)
    second = np.array([50, -40, -10]) / 3 / np.sqrt(700 / 3)
    assert frame.loc[2002].tolist()[:3] == pytest.approx(second)
    assert np.isnan(frame.loc[2002, "P4"])


@pytest.mark.parametrize("years", [([2001, 2002],), ((2002, 2001),), (2001, 2002)])
def test_standing_over_a_period_is_the_mean_of_the_z_scores(years):
    """P4 lacks 2002, whose quartiles are 15 and 30: a mean z of -0.079 to 0.412, so it
    passes P2 (-0.630) for certain, and P1 (-0.035) at its best.
    """
    table = period_standing(small(PERIOD), "a", *years)
    assert by_province(table, ["z", "rank", "of", "percentile", *BOUNDS]) == {
        "P3": [pytest.approx(0.471839, abs=1e-6), 1, 3, 100, 1, 2, 1, 1],
        "P1": [pytest.approx(-0.035403, abs=1e-6), 2, 3, 50, 2, 3, 2, 3],
        "P2": [pytest.approx(-0.630085, abs=1e-6), 3, 3, 0, 3, 4, 4, 4],
    }
    assert table["score"].tolist() == table["z"].tolist()


def test_standing_over_a_period_where_lower_is_better():
    table = period_standing(small(PERIOD, down=["a"]), "a", 2001, 2002)
    assert by_province(table, ["z", "rank", *BOUNDS]) == {
        "P2": [pytest.approx(0.630085, abs=1e-6), 1, 1, 2, 1, 1],
        "P1": [pytest.approx(0.035403, abs=1e-6), 2, 2, 3, 2, 3],
        "P3": [pytest.approx(-0.471839, abs=1e-6), 3, 3, 4, 4, 4],
    }


def test_standing_over_a_single_year_is_that_of_the_year():
    facts = small(PERIOD)
    columns = ["rank", "of", "percentile", "z", *BOUNDS]
    over = by_province(period_standing(facts, "a", 2002), columns)
    assert over == {
        province: pytest.approx(row)
        for province, row in by_province(standing(facts, "a", 2002), columns).items()
    }


@pytest.mark.parametrize("years", [[1999, 2001], [2001, 2003]])
def test_a_period_with_a_year_that_nobody_has_gives_no_standing(years):
    facts = small({"a": {**PERIOD["a"], 2003: [1, None, None, 2]}})
    facts_of_two = small({"a": {2001: [1, 2, None], 2003: [1, None, 2]}})
    with pytest.raises(MissingValueError, match="in each of"):
        period_standing(facts_of_two, "a", years)
    assert period_standing(facts, "a", [2001, 2003])["of"].tolist() == [2, 2]


QUARTERS = st.integers(-400, 400).map(lambda n: n / 4)
"""Sums, differences and products of quarters have no remainder."""


@st.composite
def scores(draw):
    """Two parts of six provinces in two years; some values are missing."""
    some = st.lists(st.none() | QUARTERS, min_size=3, max_size=3)
    half = st.lists(QUARTERS, min_size=3, max_size=3)
    values = {
        "a": {year: draw(half) + draw(half) for year in (2001, 2002)},
        "b": {year: draw(some) + draw(half) for year in (2001, 2002)},
    }
    for year in (2001, 2002):
        pairs = zip(values["a"][year][3:], values["b"][year][3:], strict=True)
        assume(len({a + b for a, b in pairs}) > 1)
    return values


def moved(values, year, how):
    """The same scores, those of one year and some parts changed."""
    return {
        part: {
            when: [
                None if x is None else how(part, x) if when == year else x for x in row
            ]
            for when, row in by_year.items()
        }
        for part, by_year in values.items()
    }


def permuted(values, order):
    return {
        part: {year: [row[place] for place in order] for year, row in by_year.items()}
        for part, by_year in values.items()
    }


def places(values, names="123456"):
    """Standing of 2001 and over both years, by province."""
    facts = small(values, {"total": ("a", "b")})
    tables = standing(facts, "total", 2001), period_standing(facts, "total", 2001, 2002)
    columns = ["rank", "of", "percentile", "z", *BOUNDS]
    found = []
    for table in tables:
        table["province"] = [
            f"P{names[int(code[1]) - 1]}" for code in table["province"]
        ]
        found.append(table.set_index("province")[columns].sort_index().astype(float))
    return found


def assert_same(found, wanted):
    for one, other in zip(found, wanted, strict=True):
        assert one.index.tolist() == other.index.tolist()
        np.testing.assert_allclose(one, other, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(scores(), QUARTERS, st.sampled_from(["a", "ab"]))
def test_a_constant_for_all_changes_no_place(values, constant, parts):
    shifted = moved(values, 2001, lambda part, x: x + constant if part in parts else x)
    assert_same(places(shifted), places(values))


@settings(max_examples=15, deadline=None)
@given(scores(), st.sampled_from([0.25, 0.5, 2, 3, 8]))
def test_another_unit_changes_no_place(values, factor):
    assert_same(places(moved(values, 2001, lambda _, x: x * factor)), places(values))


@settings(max_examples=15, deadline=None)
@given(scores(), st.permutations(range(6)))
def test_the_order_of_the_provinces_does_not_matter(values, order):
    names = "".join(str(place + 1) for place in order)
    assert_same(places(permuted(values, order), names), places(values))


@settings(max_examples=15, deadline=None)
@given(scores())
def test_turning_the_direction_turns_every_place(values):
    up = standing(small(values, {"total": ("a", "b")}), "total", 2001)
    down = standing(small(values, {"total": ("a", "b")}, down=["total"]), "total", 2001)
    one, other = up.set_index("province"), down.set_index("province")
    other = other.loc[one.index]
    np.testing.assert_allclose(other["percentile"], 100 - one["percentile"], atol=1e-9)
    np.testing.assert_allclose(other["z"], -one["z"], atol=1e-9)
    ties = one.groupby("score")["rank"].transform("size")
    assert (one["rank"] + other["rank"] == one["of"] + 2 - ties).all()


@settings(max_examples=15, deadline=None)
@given(scores())
def test_the_likely_case_lies_within_the_bounds(values):
    for table in places(values):
        assert (table["best"] <= table["likely_best"]).all()
        assert (table["likely_best"] <= table["likely_worst"]).all()
        assert (table["likely_worst"] <= table["worst"]).all()
