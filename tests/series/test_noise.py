"""Noise from panels whose noise is known, and from runs that are chosen (rule 4)."""

import numpy as np
import pytest
import shipped
from small import small

from par_eval.series.noise import noise

PROVINCES = 600


def panel(lasting, passing, *, years=range(2001, 2009), spread=2.0, seed=3):
    """Scores that start apart, wander for good, and carry noise of their own year."""
    generator = np.random.default_rng(seed)
    level = generator.normal(10, spread, PROVINCES)
    values = {}
    for year in years:
        values[year] = list(level + generator.normal(0, passing, PROVINCES))
        level = level + generator.normal(0, lasting, PROVINCES) + 0.3
    return {"a": values}


@pytest.mark.parametrize("lasting", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("passing", [0.5, 1.0])
def test_what_does_not_last_is_found_whatever_lasts(lasting, passing):
    """A random walk and noise of each year: 3,600 products tell it to a few percent."""
    found = noise(small(panel(lasting, passing)), "a", range(2001, 2009))
    assert found.deviation == pytest.approx(passing, rel=0.12)
    assert found.products == 6 * PROVINCES


def test_relative_noise_is_a_share_of_the_spread_of_the_scores():
    """Levels of deviation 2 and noise of 1: a spread of the root of five."""
    found = noise(small(panel(0, 1.0)), "a", range(2001, 2009))
    assert found.relative == pytest.approx(1 / np.sqrt(5), rel=0.05)


def test_relative_noise_does_not_depend_on_the_scale_or_the_direction():
    values = panel(0.3, 1.0)
    scaled = {"a": {year: [7 * v for v in row] for year, row in values["a"].items()}}
    plain = noise(small(values), "a", [2001])
    other = noise(small(scaled, down=["a"]), "a", [2001])
    assert other.relative == pytest.approx(plain.relative)
    assert other.deviation == pytest.approx(7 * plain.deviation)


def test_what_only_lasts_is_hardly_noise():
    found = noise(small(panel(1.0, 0.0)), "a", range(2001, 2009))
    assert found.deviation < 0.2


def test_the_national_movement_is_no_noise():
    values = panel(0.0, 0.5)
    waves = {year: (-1) ** year * 5.0 for year in values["a"]}
    moved = {"a": {y: [v + waves[y] for v in row] for y, row in values["a"].items()}}
    still, waving = (noise(small(v), "a", [2001]) for v in (values, moved))
    assert waving.deviation == pytest.approx(still.deviation)


BY_HAND = {2001: [1, 2, 3], 2002: [3, 2, 1], 2003: [1, 2, 3]}


def test_by_hand():
    """Changes +2, 0, -2, then -2, 0, +2: products -4, 0, -4, a variance of 8/3.

    Each year's standard deviation is one, so that the relative noise is the same.
    """
    found = noise(small({"a": BY_HAND}), "a", [2001])
    assert found.deviation == pytest.approx(np.sqrt(8 / 3))
    assert found.relative == pytest.approx(np.sqrt(8 / 3))
    assert (found.products, found.years) == (3, (2001, 2002, 2003))


def test_changes_of_one_direction_are_no_noise_and_bound_nothing():
    values = {"a": {2001: [1, 2, 3], 2002: [0, 2, 4], 2003: [-1, 2, 5]}}
    found = noise(small(values), "a", [2001])
    assert found.deviation == 0
    assert not found.known


def test_provinces_that_are_all_equal_have_no_noise():
    values = {"a": {year: [1, 1, 1] for year in (2001, 2002, 2003)}}
    assert not noise(small(values), "a", [2001]).known


def test_a_missing_year_leaves_out_the_changes_that_it_is_part_of():
    """The third province lacks 2003, so it has no two changes in a row at all."""
    values = {
        2001: [1, 2, 3],
        2002: [3, 2, 1],
        2003: [1, 2, None],
        2004: [2, 2, 2],
    }
    assert noise(small({"a": values}), "a", [2001]).products == 4


def test_years_that_do_not_follow_one_another_make_no_change():
    values = {2001: [1, 2], 2002: [2, 1], 2004: [1, 2], 2005: [2, 1], 2006: [1, 2]}
    assert noise(small({"a": values}), "a", [2001]).products == 2
    gaps = {2001: [1, 2], 2002: [2, 1], 2004: [1, 2], 2006: [2, 1]}
    assert noise(small({"a": gaps}), "a", [2001]) is None


def chosen(asked, *, hard=(), soft=(), years=range(2001, 2013)):
    """Run that is chosen, and whether it is borrowed, for breaks in some years."""
    generator = np.random.default_rng(1)
    values = {"a": {year: list(generator.normal(size=9)) for year in years}}
    breaks = [{"indicator": "a", "year": y} for y in hard]
    breaks += [{"indicator": "a", "year": y, "severity": "soft"} for y in soft]
    found = noise(small(values, breaks=breaks), "a", asked)
    return found and ((found.years[0], found.years[-1]), found.borrowed)


@pytest.mark.parametrize(
    ("asked", "hard", "run"),
    [
        (range(2001, 2006), [2006], ((2001, 2005), False)),
        (range(2006, 2011), [2006], ((2006, 2012), False)),
        (range(2006, 2011), [2008], ((2008, 2012), False)),
        (range(2006, 2011), [2009], ((2001, 2008), False)),
        (range(2006, 2010), [2006, 2007, 2008, 2010], ((2001, 2005), True)),
        (range(2004, 2007), [2004, 2005, 2006, 2007], ((2007, 2012), True)),
        (range(2005, 2008), [2004, 2005, 2008, 2011], ((2005, 2007), False)),
        ([2012], [2010, 2012], ((2001, 2009), True)),
        ([2011, 2012], [], ((2001, 2012), True)),
        ([], [], ((2001, 2012), True)),
    ],
)
def test_the_run_inside_the_years_is_taken_or_else_the_nearest(asked, hard, run):
    """Of two as near the one with more years; three years inside are enough."""
    assert chosen(asked, hard=hard) == run


def test_soft_breaks_do_not_end_a_run():
    assert chosen(range(2001, 2006), soft=[2003], hard=[2006]) == ((2001, 2005), False)


def test_without_three_years_in_a_run_there_is_no_noise():
    assert chosen(range(2001, 2013), hard=range(2001, 2014, 2)) is None
    assert chosen([2001, 2002], years=[2001, 2002]) is None


@pytest.mark.parametrize(
    ("first", "last", "borrowed"), [(2011, 2015, False), (2016, 2020, True)]
)
def test_the_shipped_headline(first, last, borrowed):
    """Another program found 0.60 on 2011-2015, the longest run of the total."""
    found = noise(shipped.facts(), "papi.total", range(first, last + 1))
    assert found.years == (2011, 2012, 2013, 2014, 2015)
    assert found.borrowed is borrowed
    assert found.relative == pytest.approx(0.60, abs=0.005)
