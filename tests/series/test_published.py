"""Places from incomplete tables: computed, published, or bounded by others."""

import numpy as np
import pandas as pd
import pytest
import shipped
from evaluation.claim_cases import REPORTED, facts_of, rows

from par_eval.series.printed import figures_of, judging, rounding, score_of
from par_eval.series.published import neighbour_bounds, published_place

ALL = [8, 7, 6, 5, 4, 3, 2, 1]


def interval(place):
    return (place.low, place.high, place.how)


def reported(*changes):
    return rows(REPORTED, *changes)


def test_a_full_table_gives_the_rank_itself():
    place = published_place(facts_of(), "a", "P3", 2008)
    assert interval(place) == (3, 3, "computed")
    assert place.of == 8
    assert [q.id for q in place.quantities] == ["rank(a/P3/2008, a/*/2008)"]


def test_equal_scores_share_the_places_that_they_take():
    facts = facts_of({"a": {2008: [8, 6, 6, 6, 4, 3, 2, 1]}})
    assert interval(published_place(facts, "a", "P3", 2008)) == (2, 4, "computed")


def test_listed_gaps_widen_a_place_and_others_prevent_it():
    values = {"a": {2008: [8, 7, 6, 5, 4, 3, None, None]}}
    absent = [{"instrument": "survey", "province": p, "year": 2008} for p in ("P7",)]
    listed = [*absent, {"instrument": "survey", "province": "P8", "year": 2008}]
    facts = facts_of(values, missing=pd.DataFrame(listed))
    assert interval(published_place(facts, "a", "P2", 2008)) == (2, 4, "computed")
    facts = facts_of(values, missing=pd.DataFrame(absent))
    assert published_place(facts, "a", "P2", 2008) is None


@pytest.mark.parametrize(
    ("score", "expected"),
    [(70, (4, 5, "bounds")), (60, (7, 8, "bounds")), (95, (1, 2, "bounds"))],
)
def test_provinces_with_score_and_place_bound_a_place(score, expected):
    """P4 is third with 80, P6 sixth with 65, of eight."""
    facts = facts_of(
        reported=reported(
            {"place": "P1", "value": score},
            {"place": "P4", "value": 80},
            {"place": "P4", "value": 3, "statistic": "rank"},
            {"place": "P6", "value": 65},
            {"place": "P6", "value": 6, "statistic": "rank"},
        )
    )
    assert interval(published_place(facts, "index", "P1", 2008)) == expected


def test_equal_printed_scores_bound_nothing():
    """Publishers rank on more decimals than they print."""
    facts = facts_of(
        reported=reported(
            {"place": "P1", "value": 80.5},
            {"place": "P4", "value": 80.5},
            {"place": "P4", "value": 3, "statistic": "rank"},
        )
    )
    assert published_place(facts, "index", "P1", 2008) is None


def test_a_lower_score_is_the_better_one_where_the_data_say_so():
    found = reported(
        {"place": "P1", "value": 70},
        {"place": "P4", "value": 80},
        {"place": "P4", "value": 3, "statistic": "rank"},
    )
    facts = facts_of(reported=found)
    assert interval(published_place(facts, "index", "P1", 2008)) == (4, 8, "bounds")
    facts = facts_of(reported=found)
    table = facts.tables["indicators"]
    table.loc[table["indicator"] == "index", "direction"] = "down"
    assert interval(published_place(facts, "index", "P1", 2008)) == (1, 2, "bounds")


def test_printed_bounds_narrow_those_of_others():
    facts = facts_of(
        reported=reported(
            {"place": "P1", "value": 70},
            {"place": "P4", "value": 80},
            {"place": "P4", "value": 3, "statistic": "rank"},
            {"place": "P1", "value": 5, "statistic": "worst_rank"},
        )
    )
    assert interval(published_place(facts, "index", "P1", 2008)) == (4, 5, "bounds")


def test_a_printed_place_comes_before_bounds_and_after_computation():
    facts = facts_of(
        reported=reported(
            {"place": "P1", "value": 2, "statistic": "rank"},
            {"indicator": "a", "place": "P1", "value": 2, "statistic": "rank"},
        )
    )
    assert interval(published_place(facts, "index", "P1", 2008)) == (2, 2, "published")
    computed = published_place(facts, "a", "P1", 2008)
    assert interval(computed) == (1, 1, "computed")
    assert computed.published.value == 2


def test_places_that_contradict_each_other_are_both_kept():
    rank = {"place": "P1", "statistic": "rank"}
    facts = facts_of(
        reported=reported({**rank, "value": 2}, {**rank, "value": 4, "source": "S2"})
    )
    assert interval(published_place(facts, "index", "P1", 2008)) == (2, 4, "published")


def test_independent_figures_are_heard_before_the_provinces_own():
    own = {"place": "P1", "value": 90, "origin": "implementer"}
    facts = facts_of(
        reported=reported(
            own, {"place": "P1", "value": 80, "source": "S2", "used": "no"}
        )
    )
    found = figures_of(facts, "index", "P1", 2008)
    assert [f.value for f in found] == [90, 80]
    assert [f.value for f in judging(found)] == [80]
    assert not score_of(facts, "index", "P1", 2008).independent


def test_the_province_behind_a_source_makes_its_figures_its_own():
    facts = facts_of(reported=reported({"place": "P1", "value": 90, "source": "OWN"}))
    assert not score_of(facts, "index", "P1", 2008).independent
    facts = facts_of(reported=reported({"place": "P2", "value": 90, "source": "OWN"}))
    assert score_of(facts, "index", "P2", 2008).independent


@pytest.mark.parametrize(("value", "half"), [(89.18, 0.005), (93.5, 0.05), (7, 0.5)])
def test_rounding_is_half_of_the_last_printed_decimal(value, half):
    assert rounding(value) == pytest.approx(half)


@pytest.mark.parametrize("seed", range(20))
def test_bounds_hold_the_true_place(seed):
    """Of a full ranking some pairs are printed; the truth lies within the bounds."""
    generator = np.random.default_rng(seed)
    scores = generator.permutation(np.arange(50, 58)) + 0.25
    ranks = (-scores).argsort().argsort() + 1
    shown = generator.choice(np.arange(1, 8), size=3, replace=False)
    pairs = [
        {"place": f"P{who + 1}", "value": table[who], "statistic": statistic}
        for who in shown
        for statistic, table in (("score", scores), ("rank", ranks))
    ]
    facts = facts_of(reported=reported(*pairs))
    place = neighbour_bounds(facts, "index", "P1", 2008, scores[0])
    assert place.low <= ranks[0] <= place.high


@pytest.mark.parametrize(
    ("indicator", "year", "expected"),
    [
        ("par_index.total", 2018, (11, 25, "bounds")),
        ("par_index.total", 2019, (25, 43, "bounds")),
        ("pci.total", 2018, (34, 36, "computed")),
        ("pci.total", 2019, (40, 40, "computed")),
        ("pci.total", 2020, (26, 27, "computed")),
        ("pci.total", 2021, (30, 32, "computed")),
        ("papi.total", 2018, (3, 5, "computed")),
        ("papi.total", 2019, (4, 4, "computed")),
        ("sipas.total", 2020, (3, 3, "published")),
    ],
)
def test_places_of_bac_giang(indicator, year, expected):
    place = published_place(shipped.facts(), indicator, "P15", year)
    assert interval(place) == expected
    assert place.of == 63


@pytest.mark.parametrize(("year", "rank"), [(2018, 36), (2020, 27), (2021, 31)])
def test_the_published_place_of_a_tie_lies_within(year, rank):
    place = published_place(shipped.facts(), "pci.total", "P15", year)
    assert place.published.value == rank
    assert place.low <= rank <= place.high


def test_nothing_is_known_of_a_missing_year():
    assert published_place(shipped.facts(), "papi.total", "P15", 2014) is None
