"""Rule 13: a change from a flagged year stands beside the rebound to be expected."""

import dataclasses
from unittest.mock import ANY

import numpy as np
import pytest
import shipped
from small import small
from statsmodels.regression.linear_model import OLS

from evaluation.said import bare, carrying
from par_eval.evaluation import National, Subject
from par_eval.evaluation.benchmarks import benchmarks, runs_for
from par_eval.evaluation.benchmarks.deviations import moves_of_others
from par_eval.evaluation.benchmarks.expected import expectations, predicted
from par_eval.evaluation.benchmarks.rebound import VERDICTS, rebounds
from par_eval.language import say
from par_eval.values import Quantity, quantities_in

HEADLINE = "papi.total"
YEARS = range(2003, 2010)
DROP = 8.0


def subject(facts, province="P1"):
    return Subject(National(facts, facts.plan_periods["period"].iloc[0]), province)


def noisy(back, *, drop=DROP, provinces=120, absent=(), seed=1):
    """Provinces with a fixed level and noise of one; P1 drops in 2006, then moves.

    With independent noise a move is followed by minus half of it, give or take the
    root of one and a half.
    """
    generator = np.random.default_rng(seed)
    level = 20 + generator.normal(0, 2, provinces)
    scores = {y: level + generator.normal(0, 1, provinces) for y in YEARS}
    for year in YEARS:
        own = (year >= 2006) * -drop + (year >= 2007) * back
        scores[year][0] = 20 + own
    return {
        year: [None if year in absent and p == 0 else v for p, v in enumerate(values)]
        for year, values in scores.items()
    }


def found_in(values, **changes):
    return rebounds(subject(small({"a": values}, **changes)))


def by_similar(found):
    return {one.similar: one for one in found.expectations}


def said(found):
    """The sentences of a rebound."""
    return list(found.text.items)


def test_expected_is_the_known_share_of_the_drop():
    (found,) = found_in(noisy(4.0))
    assert (found.year, found.kind) == (2006, "trough")
    assert (found.before, found.after) == (2005, 2007)
    for one in by_similar(found).values():
        if one.expected is not None:
            assert one.expected.value == pytest.approx(DROP / 2, rel=0.25)
    every = by_similar(found)["every"]
    low, high = every.ends
    assert (high.value - low.value) / 2 == pytest.approx(1.96 * np.sqrt(1.5), rel=0.1)
    assert every.cases.value == 119 * 5


@pytest.mark.parametrize("back", [3.0, 4.0, 5.0])
def test_a_usual_recovery_cannot_be_told_from_a_reform(back):
    (found,) = found_in(noisy(back))
    assert found.inside
    assert found.verdict == "recovery"
    assert VERDICTS["recovery"] in said(found)


@pytest.mark.parametrize("back", [11.0, 14.0])
def test_an_unusual_change_is_still_no_effect(back):
    (found,) = [one for one in found_in(noisy(back)) if one.year == 2006]
    assert found.inside is False
    assert found.agreed
    assert found.verdict == "outside"
    assert VERDICTS["outside"] in said(found)


def test_similar_moves_are_those_of_the_direction_and_the_size():
    (found,) = found_in(noisy(4.0))
    moves = moves_of_others(small({"a": noisy(4.0)}), "a", "P1", YEARS, (1, 1))
    prior, cases = found.prior.value, by_similar(found)
    for similar, share in (("half", 0.5), ("quarter", 0.25), ("same", 0)):
        assert cases[similar].cases.value == (moves[:, 0] <= share * prior).sum()
    assert found.used.cases.value >= 10
    assert found.used.beyond
    assert len(bare(said(found))) == 2, "the verdict, and that it reaches beyond"


def test_an_expectation_from_a_larger_move_does_not_reach_beyond_it():
    """P2 falls twice as far and stays there, so the choices of moves disagree."""
    values = noisy(4.0)
    for year in (2008, 2009):
        values[year][1] -= 2 * DROP
    mirrored = {year: [-v for v in scores] for year, scores in values.items()}
    for given, verdict in ((values, "recovery_unclear"), (mirrored, "return_unclear")):
        (found,) = [one for one in found_in(given) if one.year == 2006]
        assert not found.used.beyond
        assert bare(said(found)) == []
        assert found.verdict == verdict
        expected = [one.expected.value for one in found.known]
        assert carrying(found.text, lowest=min(expected), highest=max(expected))


def test_who_did_not_move_made_no_similar_move():
    prior = Quantity(-2.0, "points", "relative_change", ("a/P1/2006",))
    moves = np.array([[0.0, 1.0]] * 20 + [[-1.0, 0.5], [1.0, -0.5]] * 11)
    facts = small({"a": noisy(4.0)})
    cases = {e.similar: e.cases.value for e in expectations(facts, moves, prior, "a")}
    assert cases == {"half": 11, "quarter": 11, "same": 11, "every": 42}


def test_moves_are_against_the_mean_of_the_provinces():
    """A tide that lifts all provinces changes nothing but the plain change."""
    tide = dict(zip(YEARS, (0, 3, -2, 5, 1, 0, 4), strict=True))
    flat = noisy(4.0)
    lifted = {y: [v + tide[y] for v in values] for y, values in flat.items()}
    (one,), (two,) = found_in(flat), found_in(lifted)
    assert two.change.value == pytest.approx(one.change.value - 4)
    assert two.relative.value == pytest.approx(one.relative.value)
    assert two.used.expected.value == pytest.approx(one.used.expected.value)


def test_a_missing_year_lengthens_the_lag_for_all():
    (found,) = found_in(noisy(4.0, absent=[2007]))
    assert (found.before, found.year, found.after) == (2005, 2006, 2008)
    assert by_similar(found)["every"].cases.value == 119 * 4
    (found,) = found_in(noisy(4.0, absent=[2005]))
    assert (found.before, found.year, found.after) == (2004, 2006, 2007)
    assert by_similar(found)["every"].cases.value == 119 * 4


def test_a_peak_is_a_trough_upside_down():
    (trough,) = found_in(noisy(4.0))
    mirrored = {y: [-v for v in values] for y, values in noisy(4.0).items()}
    (peak,) = found_in(mirrored)
    assert peak.kind == "peak"
    for one, two in zip(trough.known, peak.known, strict=True):
        assert two.expected.value == pytest.approx(-one.expected.value)
        assert two.expected.low == pytest.approx(-one.expected.high)
    assert (trough.verdict, peak.verdict) == ("recovery", "return")
    assert VERDICTS["return"] in said(peak)


def test_where_lower_is_better_a_drop_is_no_worsening():
    (found,) = found_in(noisy(4.0), down=["a"])
    assert not found.worsened
    assert found.verdict == "return"


def test_too_few_similar_moves_say_so():
    facts = small({"a": noisy(4.0)})
    thresholds = facts.tables["thresholds"].set_index("threshold")["value"]
    (usual,) = rebounds(subject(facts))
    thresholds["same_drop_least"] = by_similar(usual)["same"].cases.value + 1
    facts.tables["thresholds"] = thresholds.reset_index()
    (found,) = rebounds(subject(small_again(facts)))
    assert by_similar(found)["same"].expected is None
    assert by_similar(found)["every"].expected is not None
    assert (found.used, found.inside, found.verdict) == (None, None, None)
    same = by_similar(found)["same"].cases
    assert found.lacking == carrying(found.text, cases=same)[0] == said(found)[-1]


def small_again(facts):
    """The same facts, looked up anew."""
    return dataclasses.replace(facts)


def test_nothing_is_expected_without_the_years_around():
    values = noisy(6.0, drop=12.0)
    (first,) = found_in({y: v for y, v in values.items() if y >= 2006})
    assert (first.before, first.after) == (None, 2007)
    assert first.used is None
    assert said(first)[1:] == [first.lacking]
    assert first.lacking.values["year"] == 2006
    (last,) = found_in({y: v for y, v in values.items() if y <= 2006})
    assert (last.before, last.after) == (2005, None)
    assert said(last) == [last.lacking]
    assert last.lacking.values["year"] == 2006
    assert last.lacking != first.lacking


def test_moves_never_cross_a_hard_break():
    row = {"indicator": "a", "year": 2007}
    (found,) = found_in(noisy(4.0), breaks=[row])
    assert found.after is None
    row["year"] = 2009
    (found,) = found_in(noisy(4.0), breaks=[row])
    assert by_similar(found)["every"].cases.value == 119 * 4


def test_soft_breaks_that_the_moves_cross_are_named():
    row = {"indicator": "a", "severity": "soft"}
    (found,) = found_in(noisy(4.0), breaks=[{**row, "year": 2007}])
    assert [b.year for b in found.soft] == [2007]
    assert carrying(found.text, years=(2007,)) == said(found)[-1:]
    (found,) = found_in(noisy(4.0), breaks=[{**row, "year": 2008}])
    assert found.soft == ()
    assert carrying(found.text, years=ANY) == []


def test_only_years_that_the_period_or_a_baseline_takes():
    values = noisy(4.0)
    assert len(found_in(values, period=(2009, 2009))) == 1
    assert found_in(values, period=(2010, 2012)) == ()


def test_prediction_as_in_statsmodels():
    generator = np.random.default_rng(3)
    moves = generator.normal(size=(40, 2))
    design = np.column_stack([np.ones(40), moves[:, 0]])
    fit = OLS(moves[:, 1], design).fit().get_prediction([[1.0, -2.5]])
    for level in (0.9, 0.95):
        ours = predicted(moves, -2.5, level)
        theirs = fit.conf_int(obs=True, alpha=1 - level)[0]
        assert ours[0] == pytest.approx(fit.predicted_mean[0], rel=1e-10)
        assert ours[1:] == pytest.approx(theirs, rel=1e-8)


def test_predictions_hold_as_often_as_they_say():
    generator = np.random.default_rng(4)
    hits = []
    for _ in range(2000):
        x = generator.normal(size=13)
        y = 0.3 - 0.5 * x + generator.normal(size=13)
        _, low, high = predicted(np.column_stack([x, y])[:12], x[12], 0.95)
        hits.append(low <= y[12] <= high)
    assert 0.935 <= np.mean(hits) <= 0.965


@pytest.mark.parametrize("period", shipped.PERIODS)
def test_bac_giang_2013(period):
    """+4.63 in points and about +5.8 against the nation, across the break of 2015.

    Expected were +2.3 after any drop and +3.6 after one at least half as large, whose
    interval holds the +5.8; of the latter there are fewer than ten.
    """
    evaluation = shipped.evaluation("Bac Giang", period)
    (found,) = benchmarks(evaluation).rebounds
    assert (found.before, found.year, found.after) == (2012, 2013, 2015)
    assert found.change.value == pytest.approx(4.63, abs=0.005)
    assert found.relative.value == pytest.approx(5.8, abs=0.05)
    assert by_similar(found)["same"].expected.value == pytest.approx(2.3, abs=0.05)
    half = by_similar(found)["half"]
    assert half.expected is None
    moves = moves_of_others(
        evaluation.facts, HEADLINE, evaluation.province, range(2011, 2016), (1, 2)
    )
    large = moves[moves[:, 0] <= found.prior.value / 2]
    assert len(large) == half.cases.value
    value, low, high = predicted(large, found.prior.value, 0.95)
    assert value == pytest.approx(3.6, abs=0.05)
    assert low < found.relative.value < high
    assert found.inside
    assert found.verdict == "recovery_unclear"
    expected = [one.expected.value for one in found.known]
    assert carrying(found.text, lowest=min(expected), highest=max(expected))
    assert carrying(found.text, years=(2015,)) == said(found)[-1:]


def test_bac_giang_recomputed():
    """The same expectation from the series alone, by another route."""
    facts = shipped.facts()
    (found,) = rebounds(shipped.evaluation("Bac Giang", "2011-2015"))
    frame = facts.series(HEADLINE).loc[2011:2015]
    away = frame.sub(frame.mean(axis=1), axis=0)
    pairs = [
        (away.at[y, p] - away.at[y - 1, p], away.at[y + 2, p] - away.at[y, p])
        for y in (2012, 2013)
        for p in away.columns
        if p != "P15"
    ]
    prior = away.at[2013, "P15"] - away.at[2012, "P15"]
    kept = np.array([p for p in pairs if p[0] <= prior / 4 and not np.isnan(p).any()])
    slope, start = np.polyfit(kept[:, 0], kept[:, 1], 1)
    assert found.used.similar == "quarter"
    assert found.used.cases.value == len(kept)
    assert found.used.expected.value == pytest.approx(start + slope * prior)


def test_every_rebound_of_the_data_is_said_with_its_numbers():
    found = [one for e in shipped.every_evaluation() for one in rebounds(e)]
    assert {one.kind for one in found} == {"trough", "peak"}
    for one in found:
        numbers = [q.value for q in quantities_in(one.text)]
        assert (one.change is None) == (numbers == [])
        if one.used:
            assert one.used.expected.value in numbers
            assert {q.value for q in one.used.ends} <= set(numbers)
        assert "effect" not in say(one.text, "en")


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ((2001, 2004), (2001, 2002, 2003, 2004)),
        ((2005, 2006), (2001, 2002, 2003, 2004)),
        ((2006, 2009), (2007, 2008, 2009)),
        ((2010, 2012), (2007, 2008, 2009)),
    ],
)
def test_the_run_that_overlaps_the_period_best_else_the_nearest(period, wanted):
    values = {"a": {year: [1.0, 2.0] for year in range(2001, 2010)}}
    cuts = [{"indicator": "a", "year": year} for year in (2005, 2007)]
    assert runs_for(small(values, breaks=cuts), "a", period) == (wanted,)


def test_the_longest_stretch_without_a_soft_break_comes_beside():
    values = {"a": {year: [1.0, 2.0] for year in range(2001, 2007)}}
    cut = {"indicator": "a", "severity": "soft"}
    late = small(values, breaks=[{**cut, "year": 2005}])
    assert runs_for(late, "a", (2001, 2006))[1] == (2001, 2002, 2003, 2004)
    twice = small(values, breaks=[{**cut, "year": year} for year in (2003, 2005)])
    assert runs_for(twice, "a", (2001, 2006)) == (tuple(range(2001, 2007)),)


def test_without_a_run_convergence_is_not_told():
    values = {"a": {year: [1.0, 2.0, 3.0] for year in (2005, 2006)}}
    found = benchmarks(subject(small(values)))
    assert found.convergence == ()
    assert len(found.notes) == len(bare(found.notes)) == 1


@pytest.mark.parametrize(
    ("period", "borrowed"), [("2011-2015", False), ("2016-2020", True)]
)
def test_convergence_in_the_shipped_data(period, borrowed):
    """Acceptance: both slopes side by side, and no convergence shown."""
    found = benchmarks(shipped.evaluation("Quang Ninh", period))
    other = benchmarks(shipped.evaluation("Dong Thap", period))
    assert found.convergence is other.convergence
    assert [c.years[-1] for c in found.convergence] == [2015, 2014]
    assert found.borrowed is borrowed
    for one in found.convergence:
        assert one.quantities["naive"].high < 0
        assert one.quantities["instrumented"].high > 0
        assert not one.shown
        assert one.reading in found.notes
    assert carrying(found.notes, years=(2015,))
    readings = [one.reading for one in found.convergence]
    others = [note for note in bare(found.notes) if note not in readings]
    assert len(others) == borrowed, "that the years are borrowed"


def test_peers_by_hand():
    """P1 and P2 lie in the north; the typical province of four is between two."""
    moves = [1.0, 4.0, 7.0, -2.0]
    parts = {
        part: {year: [m * (year >= 2008) for m in moves] for year in range(2003, 2010)}
        for part in ("b", "c")
    }
    found = benchmarks(subject(small(parts, {"a": ["b", "c"]}), "P2"))
    assert [peer.indicator for peer in found.peers] == ["b", "c"]
    for peer in found.peers:
        values = (peer.change.value, peer.region.value, peer.nation.value)
        assert values == (4.0, 2.5, 2.5)
        assert (peer.of_region.value, peer.of_nation.value) == (2, 4)
        assert peer.years == (2003, 2009)


def test_peers_are_the_changes_of_the_trends():
    for evaluation in shipped.sample_of_evaluations():
        numbers = evaluation.trends.numbers.set_index(["indicator", "what"])["value"]
        for peer in benchmarks(evaluation).peers:
            assert peer.change.value == numbers[peer.indicator, "change"]
            assert peer.nation.value == numbers[peer.indicator, "typical"]


def test_every_number_of_the_notes_stands_in_the_frame_or_bounds_one_that_does():
    for evaluation in shipped.sample_of_evaluations():
        found = benchmarks(evaluation)
        listed = found.numbers
        known = {*listed["value"], *listed["low"], *listed["high"]}
        printed = {q.value for note in found.notes for q in quantities_in(note)}
        assert printed
        assert printed <= known
        assert not listed.duplicated(
            ["part", "indicator", "what", "first", "last"]
        ).any()
