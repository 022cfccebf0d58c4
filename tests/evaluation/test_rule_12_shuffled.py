"""Rule 12: on data without any difference the headline questions report few.

The provinces of the survey are shuffled within each year, all indicators of a year
together, so that no province keeps its place; every number stays as published.
"""

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
import shipped
from small import simulated, small

from par_eval.evaluation import Evaluation, National, holm, trends
from par_eval.evaluation.standing.placings import placings
from par_eval.evaluation.standing.rank_moves import rank_moves

pytestmark = pytest.mark.slow

DRAWS = 14
WITH_TRENDS = 3


def survey():
    """Observations of the survey, and those of all other instruments."""
    facts = shipped.facts()
    of = facts.tables["indicators"].set_index("indicator")["instrument"]
    table = facts.tables["observations"]
    mine = table["indicator"].map(of) == shipped.national("2016-2020").instrument
    return table[mine], table[~mine]


def rebuilt(observations):
    """Facts with other observations, of which nothing has been computed yet."""
    facts = shipped.facts()
    tables = {**facts.tables, "observations": observations}
    return dataclasses.replace(facts, tables=tables, _known={})


def complete(rows):
    """Provinces with a value of every indicator of a year; only they are shuffled."""
    counts = rows.groupby("province").size()
    return list(counts.index[counts == rows["indicator"].nunique()])


def by_total(rows, provinces):
    """Provinces from the lowest sum of their values to the highest."""
    sums = rows.groupby("province")["value"].sum()
    return list(sums[provinces].sort_values().index)


def shuffled(generator, planted=None):
    """Facts whose provinces are shuffled within each year.

    `planted` gives provinces the lowest or the highest values of a year.
    """
    own, others = survey()
    years = []
    for year, rows in own.groupby("year"):
        free = complete(rows)
        taken = dict(zip(generator.permutation(free), free, strict=True))
        low_to_high = by_total(rows, free)
        for place, code in (planted or {}).get(year, {}).items():
            wanted = low_to_high[place]
            now = next(k for k, v in taken.items() if v == code)
            taken[now], taken[wanted] = taken[wanted], code
        years.append(rows.assign(province=rows["province"].replace(taken)))
    return rebuilt(pd.concat([*years, others], ignore_index=True))


def moved(subject):
    """Whether a change of place is called distinguishable; None without any change."""
    moves = rank_moves(subject)
    return any(m.verdict == "distinguishable" for m in moves) if moves else None


def stands_out(subject):
    """Whether a change of score is said to stand out."""
    rows = trends(subject).numbers.query("what == 'share'")
    level = subject.facts.threshold("family_level")
    return bool(holm(rows["value"].astype(float), level).any())


def placed_apart(subject):
    """Whether noise leaves the period's place in one half of the provinces only."""
    place = next(
        (p for p in placings(subject) if not p.year and p.noise is not None), None
    )
    if place is None:
        return None
    best, worst = place.noise
    middle = (place.of.value + 1) / 2
    return bool(best.value > middle or worst.value < middle)


def share(facts, period, reports):
    """Share of the provinces of which a difference is reported."""
    national = National(facts, period)
    found = [reports(Evaluation(national, c)) for c in facts.provinces["province"]]
    return float(np.mean([one for one in found if one is not None]))


@pytest.fixture(scope="module")
def shares():
    """Shares by period and what is reported, one for each draw."""
    generator = np.random.default_rng(2020)
    reported = (moved, stands_out, placed_apart)
    found = {(p, how): [] for p in shipped.PERIODS for how in reported}
    for draw in range(DRAWS):
        facts = shuffled(generator)
        for period, reports in found:
            if reports is not stands_out or draw < WITH_TRENDS:
                found[period, reports].append(share(facts, period, reports))
    return found


def highest(level, cases):
    """Rate that so many cases may show by chance if the true one is `level`."""
    return level + 2 * math.sqrt(level * (1 - level) / cases)


def limit(draws):
    facts = shipped.facts()
    cases = draws * len(facts.provinces)
    return highest(facts.threshold("family_level"), cases)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_places_move_in_no_more_provinces_than_the_level(shares, period):
    drawn = shares[period, moved]
    assert len(drawn) == DRAWS
    assert 0.01 < np.mean(drawn) <= limit(DRAWS)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_provinces_stand_in_one_half_no_more_often_than_the_level(shares, period):
    drawn = shares[period, placed_apart]
    assert len(drawn) == DRAWS
    assert np.mean(drawn) <= limit(DRAWS)


def test_provinces_that_do_differ_stand_in_one_half():
    """The same count on the numbers as published is far above the level."""
    found = share(shipped.facts(), "2016-2020", placed_apart)
    assert found > limit(DRAWS)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_changes_stand_out_in_no_more_provinces_than_the_level(shares, period):
    drawn = shares[period, stands_out]
    assert len(drawn) == WITH_TRENDS
    assert np.mean(drawn) <= limit(WITH_TRENDS)


def test_a_difference_that_is_planted_is_found():
    """Provinces that go from the last places to the first ones, by the same numbers."""
    generator = np.random.default_rng(7)
    found, codes = [], ["P15", "P01", "P63"]
    for _ in range(3):
        ends = {
            2016: dict(enumerate(codes)),
            2020: {-1 - place: code for place, code in enumerate(codes)},
        }
        national = National(shuffled(generator, ends), "2016-2020")
        found += [moved(Evaluation(national, code)) for code in codes]
    assert np.mean(found) > 0.5


PARTS = tuple("abcdefgh")


def simulated_share(generator, years):
    """As `share`, for 63 provinces that differ by nothing but independent noise."""
    values = simulated(generator, PARTS, provinces=63, years=years)
    ends = years[0], years[-1]
    facts = small(values, {"total": PARTS}, period=ends)
    return share(facts, f"{ends[0]}-{ends[1]}", moved)


@pytest.mark.parametrize(
    ("years", "draws"),
    [
        (range(2000, 2012), 10),
        (range(2005, 2008), 25),
    ],
)
def test_under_noise_alone_the_level_holds(years, draws):
    """Twelve years give the noise well; three give it by one product a province."""
    generator = np.random.default_rng(5)
    found = np.mean([simulated_share(generator, years) for _ in range(draws)])
    assert found <= highest(0.05, 63 * draws)


def test_under_noise_alone_changes_stand_out_at_the_level_and_no_more():
    """Two dimensions and their sum: few enough that one of 63 can pass Holm."""
    generator = np.random.default_rng(12)
    drawn = []
    for _ in range(6):
        values = simulated(generator, PARTS[:2], provinces=63, years=range(2003, 2010))
        facts = small(values, {"total": PARTS[:2]})
        drawn.append(share(facts, "2005-2009", stands_out))
    assert 0 < np.mean(drawn) <= highest(0.05, 63 * len(drawn))
