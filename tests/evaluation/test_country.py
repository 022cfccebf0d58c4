"""All provinces side by side: recomputed from the files, and on data made by hand."""

import dataclasses
from functools import cache
from itertools import combinations
from pathlib import Path
from unittest import mock

import numpy as np
import pandas as pd
import pytest
import shipped
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from small import simulated, small
from statsmodels.stats.multitest import multipletests

from par_eval.evaluation import Evaluation, National
from par_eval.evaluation.country import Country, country, country_limits
from par_eval.evaluation.families import adjusted
from par_eval.evaluation.questions import asked
from par_eval.values import UnknownNameError

ROOT = Path(__file__).parents[2]
MADE_UP = ROOT / "tests" / "packages" / "made_up"
PARTS = ("a", "b", "c")


@cache
def of_period(period: str) -> Country:
    return Country(shipped.national(period))


@cache
def scores(whole: str) -> pd.DataFrame:
    """A dimension as the sum of its parts, years by provinces, from the files alone."""
    instrument = whole.split(".")[0]
    table = pd.read_csv(ROOT / "data" / f"observations_{instrument}.csv")
    own = table[(table["indicator"] + ".").str.startswith(f"{whole}.")]
    wide = own.pivot(index=["year", "province"], columns="indicator", values="value")
    years = {
        year: rows.dropna(axis="columns", how="all").sum(axis=1, skipna=False)
        for year, rows in wide.groupby("year")
    }
    return pd.concat(years.values()).unstack("province")


def without_break(whole: str, year: int) -> list[int]:
    """Years around one without a hard break in a dimension, from the files alone."""
    breaks = pd.read_csv(ROOT / "data" / "series_breaks.csv")
    reaching = breaks["indicator"].eq("papi.total") & breaks["reaches_parts"].eq("yes")
    touching = (breaks["indicator"] + ".").str.startswith(f"{whole}.") | reaching
    hard = breaks[touching & breaks["severity"].eq("hard")]["year"]
    first = max([y for y in hard if y <= year], default=0)
    last = min([y for y in hard if y > year], default=9999)
    return [y for y in scores(whole).index if first <= y < last]


def transitory(whole: str, run: list[int]) -> tuple[float, float]:
    """Noise and its degrees of freedom, by the definition in words."""
    frame = scores(whole).loc[run]
    moves = frame.sub(frame.mean(axis=1), axis=0).diff()
    products = (moves * moves.shift(-1)).stack().dropna()
    return float(np.sqrt(-products.mean())), 0.4 * len(products)


@pytest.mark.parametrize("name", ["participation", "administrative_procedures"])
def test_changes_noise_and_holm_as_recomputed_from_the_files(name):
    """In these two each province goes from the first year to the mean of the last."""
    whole = f"papi.{name}"
    frame = scores(whole)
    moves = frame.loc[[2019, 2020]].mean() - frame.loc[2016]
    noise, degrees = transitory(whole, without_break(whole, 2016))
    error = noise * np.sqrt(1 + 1 / 2)
    p = 2 * stats.t.sf((moves - moves.median()).abs() / error, degrees)
    held = pd.Series(multipletests(p, method="holm")[1], index=moves.index)
    families = {f.indicator: f for f in of_period("2016-2020").changes.families}
    found = families[whole].changes
    assert {change.province for change in found} == set(moves.index)
    for one in found:
        assert one.change.value == pytest.approx(moves[one.province])
        assert one.typical.value == pytest.approx(moves.median())
        assert one.error.value == pytest.approx(error)
        assert one.adjusted.value == pytest.approx(held[one.province])
        assert one.stands_out == (held[one.province] <= 0.05)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_changes_are_those_of_the_report_on_each_province(period):
    families = of_period(period).changes.families
    for code in ("P15", "P14", "P56"):
        numbers = Evaluation(shipped.national(period), code).trends.numbers
        told = numbers.set_index(["indicator", "what"])["value"]
        for family in families:
            (one,) = [c for c in family.changes if c.province == code]
            assert one.change.value == told[family.indicator, "change"]
            assert one.typical.value == told[family.indicator, "typical"]


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_the_number_of_looks_is_printed(period):
    found = of_period(period)
    looks = sum(c.p is not None for f in found.changes.families for c in f.changes)
    (finding,) = [f for f in found.findings if f.answered_by == "changes"]
    printed = [q for q in finding.quantities if q.measure == "looks"]
    assert [q.value for q in printed] == [looks]
    assert looks > len(shipped.facts().provinces)


def test_what_stands_out_in_one_family_stands_out_in_its_own():
    for period in shipped.PERIODS:
        found = of_period(period).changes
        every = pd.Series([c.p.value for c in found.looks])
        kept = multipletests(every, method="holm")[0]
        assert [c.in_one_family for c in found.looks] == kept.tolist()
        assert all(c.stands_out for c in found.looks if c.in_one_family)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 400).map(lambda n: n / 400), min_size=1, max_size=12))
def test_adjusted_p_values_as_in_statsmodels(shares):
    with mock.patch("gc.collect"):
        theirs = multipletests(shares, method="holm")[1]
    assert adjusted(pd.Series(shares)).to_numpy() == pytest.approx(theirs)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_rank_correlations_as_in_scipy(period):
    found = of_period(period).agreement
    assert {c.year for c in found.correlations} == set(shipped.national(period).years)
    assert found.year == max(shipped.national(period).years)
    for one in found.correlations:
        year = {"papi": scores("papi"), "pci": scores("pci.total")}
        both = pd.DataFrame({k: v.loc[one.year] for k, v in year.items()}).dropna()
        assert one.names == ("papi", "pci")
        assert one.provinces.value == len(both)
        assert one.rho.value == pytest.approx(stats.spearmanr(both)[0])
        assert one.rho.low < one.rho.value < one.rho.high


def test_a_correlation_stands_out_only_if_its_interval_excludes_zero():
    for period in shipped.PERIODS:
        for one in of_period(period).agreement.correlations:
            if one.beyond_chance:
                assert one.rho.low > 0 or one.rho.high < 0


def period_z(years) -> pd.Series:
    frame = scores("papi").loc[list(years)]
    return ((frame.T - frame.mean(axis=1)) / frame.std(axis=1)).T.mean(skipna=False)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_pairs_that_are_told_apart_are_those_that_lie_furthest(period):
    """With one error for all, who is told apart differs by more than who is not."""
    places = of_period(period).places
    z = period_z(shipped.national(period).years).dropna()
    assert [p.province for p in places.places] == z.sort_values()[::-1].index.tolist()
    ranks = {place.province: place.rank.value for place in places.places}
    pairs = sorted(combinations(z.index, 2), key=lambda p: -abs(z[p[0]] - z[p[1]]))
    assert places.pairs.value == len(pairs)
    apart = pairs[: int(places.apart.value)]
    gaps = [abs(ranks[one] - ranks[other]) for one, other in apart]
    assert places.nearest.value == min(gaps)


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_sets_for_all_at_once_hold_those_of_single_provinces(period):
    places = of_period(period).places
    assert sum(len(places.in_half(h)) for h in ("upper", "lower", "open")) == len(
        places.places
    )
    for place in places.places:
        best, worst = place.at_once
        assert best <= place.noise[0].value <= place.rank.value
        assert place.rank.value <= place.noise[1].value <= worst
        if place.half == "upper":
            assert worst <= place.of.value / 2
        elif place.half == "lower":
            assert best > place.of.value / 2


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_intervals_are_those_of_the_report_on_each_province(period):
    places = {place.province: place for place in of_period(period).places.places}
    own = Evaluation(shipped.national(period), "P63").precision.places[-1]
    found = places["P63"]
    assert (found.rank.id, found.rank.value) == (own.rank.id, own.rank.value)
    assert [q.value for q in found.noise] == [q.value for q in own.noise]
    assert [q.value for q in found.parts] == [q.value for q in own.parts]


def test_missing_values_are_told_with_their_reasons():
    found = of_period("2016-2020").gaps
    table = pd.read_csv(ROOT / "data" / "missing.csv")
    rows = table[table["instrument"].eq("papi") & table["year"].between(2016, 2020)]
    missing = {(code, gap.year) for code, gaps in found.missing.items() for gap in gaps}
    assert missing == set(zip(rows["province"], rows["year"], strict=True))
    known = {one.instrument: one for one in found.coverage}
    assert known["papi"].asked.value - known["papi"].known.value == len(missing)
    withheld = of_period("2021-2025").gaps.missing["P15"]
    assert all(gap.withheld and gap.reason for gap in withheld)


def test_openings_that_are_not_known_are_counted():
    (one,) = of_period("2016-2020").gaps.opened
    rows = pd.read_csv(ROOT / "data" / "reforms.csv")
    ends = rows.groupby("province")[["opened_from", "opened_to"]].count()
    assert one.unknown.value == 63 - len(ends)
    assert one.dated.value == (ends > 0).all(axis=1).sum()


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_questions_of_the_country_are_answered_in_their_order(period):
    table = asked(shipped.facts(), "country")
    found = of_period(period).findings
    assert [f.question.key for f in found] == table["question"].tolist()
    assert all(f.answered and f.text.items for f in found)
    graded = {f.answered_by for f in found if f.grade}
    assert graded == {"changes", "places", "agreement", "convergence"}


def test_the_report_on_a_province_asks_none_of_the_country():
    questions = asked(shipped.facts())["question"]
    found = shipped.evaluation("Bac Giang", "2016-2020").findings
    assert [f.question.key for f in found] == questions.tolist()
    assert not set(questions) & set(asked(shipped.facts(), "country")["question"])


def test_a_package_without_questions_for_the_country_works():
    for period in ("2001-2004", "2005-2009"):
        found = country(period, data=MADE_UP)
        assert found.findings == ()
        assert found.agreement.year is None
        assert country_limits(found.parts)
        assert {c.province for c in found.changes.looks} <= set(found.subjects)
        assert len(found.places.places) + len(found.places.absent) == 7


def test_a_period_that_is_not_known_is_refused_in_words():
    with pytest.raises(UnknownNameError, match="2016-2020"):
        country("2016-2021")


def family(seed, *, step=0.0, years=range(2003, 2010), provinces=63):
    """Three independent dimensions of noise; P1 may rise by a step a year in one."""
    generator = np.random.default_rng(seed)
    values = simulated(generator, PARTS, provinces=provinces, years=years)
    for year, row in values["b"].items():
        row[0] += step * (year - years[0])
    return Country(National(small(values, {"total": PARTS}), "2005-2009"))


def test_a_change_that_is_planted_is_found():
    found = family(1, step=2.0).changes
    seen = {(f.indicator, c.province) for f in found.families for c in f.standing_out}
    assert {("b", "P1"), ("total", "P1")} <= seen
    assert not {code for _, code in seen} - {"P1"}


def test_under_noise_alone_families_err_no_more_often_than_their_level():
    families = [f for seed in range(5) for f in family(seed).changes.families]
    dimensions = [f for f in families if f.indicator in PARTS]
    wrong = np.mean([bool(f.standing_out) for f in dimensions])
    assert len(dimensions) == 15
    assert wrong <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 15)


def test_on_shuffled_provinces_few_changes_stand_out():
    """Every number of the survey stays, but in each year at another province."""
    facts = shipped.facts()
    table = facts.tables["observations"]
    own = table["indicator"].str.startswith("papi.")
    generator = np.random.default_rng(3)
    rows = []
    for _, year in table[own].groupby("year"):
        whole = year.groupby("province").size()
        codes = whole.index[whole == year["indicator"].nunique()]
        swap = dict(zip(codes, generator.permutation(codes), strict=True))
        rows.append(year.assign(province=year["province"].replace(swap)))
    tables = {**facts.tables, "observations": pd.concat([*rows, table[~own]])}
    mixed = dataclasses.replace(facts, tables=tables, _known={})
    found = Country(National(mixed, "2016-2020"))
    real = of_period("2016-2020").changes.looks
    seen = sum(c.stands_out for c in found.changes.looks)
    assert len(found.changes.looks) == len(real)
    assert seen <= 2
    assert seen < sum(c.stands_out for c in real)
    assert found.places.apart.value < of_period("2016-2020").places.apart.value


def test_a_measure_whose_noise_is_not_known_is_not_tested():
    found = family(1, step=2.0, years=range(2005, 2007))
    assert found.changes.looks == ()
    assert all(not f.tested and f.changes for f in found.changes.families)
    assert found.places.apart is None
    assert {place.half for place in found.places.places} == {"open"}
