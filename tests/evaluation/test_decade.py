"""The decade: spans of plan periods, and what became of the gains after them."""

import dataclasses
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shipped
from small import simulated, small

from par_eval.evaluation import National, Subject
from par_eval.evaluation.spans import decade, sustained
from par_eval.facts.spans import spans_of
from par_eval.language import say
from par_eval.series import load
from par_eval.values import UnknownNameError

SPAN = "2011-2020"
DATA = Path(__file__).parents[2] / "data"
MADE_UP = Path(__file__).parents[1] / "packages" / "made_up"
PERIOD = (2005, 2009)


def periods(*rows: tuple[int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"period": f"{a}-{b}", "start": a, "end": b, "programme_en": programme}
            for a, b, programme in rows
        ]
    )


@cache
def of(province: str):
    return decade(province, SPAN, facts=shipped.facts())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(1, 5, "A"), (6, 10, "A")], {"1-10": ("1-5", "6-10")}),
        ([(6, 10, "A"), (1, 5, "A")], {"1-10": ("1-5", "6-10")}),
        ([(1, 5, "A"), (6, 10, "B")], {}),
        ([(1, 5, "A"), (7, 10, "A")], {}),
        ([(1, 5, "A")], {}),
        (
            [(1, 2, "A"), (3, 4, "A"), (5, 6, "A"), (7, 8, "B"), (9, 9, "B")],
            {"1-6": ("1-2", "3-4", "5-6"), "7-9": ("7-8", "9-9")},
        ),
    ],
)
def test_spans_join_plan_periods_of_one_programme_that_follow_one_another(
    rows, expected
):
    assert spans_of(periods(*rows), "en") == expected


def test_the_span_of_the_shipped_data_is_no_plan_period():
    facts = shipped.facts()
    assert facts.spans == {SPAN: ("2011-2015", "2016-2020")}
    assert SPAN not in set(facts.plan_periods["period"])
    row, first = facts.period(SPAN), facts.period("2011-2015")
    assert (row["period"], int(row["start"]), int(row["end"])) == (SPAN, 2011, 2020)
    for column in ("programme_en", "programme_vi", "source"):
        assert row[column] == first[column]


def test_an_unknown_period_lists_plan_periods_and_spans():
    with pytest.raises(UnknownNameError) as caught:
        shipped.facts().period("never")
    for name in (*shipped.PERIODS, SPAN):
        assert name in str(caught.value)


def test_a_single_plan_period_is_no_span():
    with pytest.raises(UnknownNameError, match=SPAN):
        decade("Ca Mau", "2016-2020", facts=shipped.facts())


def test_a_package_whose_programmes_differ_has_no_span():
    facts = load(MADE_UP)
    assert facts.spans == {}
    name = facts.plan_periods["period"].iloc[0]
    with pytest.raises(UnknownNameError, match="no two that follow"):
        decade("N1", name, facts=facts)


def test_the_made_up_package_under_one_programme():
    facts = load(MADE_UP)
    table = facts.plan_periods.assign(programme_en="One plan")
    joined = dataclasses.replace(
        facts, tables={**facts.tables, "plan_periods": table}, _known={}
    )
    (name,) = joined.spans
    found = decade("N1", name, facts=joined)
    assert [part.period for part in found.parts] == list(table["period"])
    assert {gain.verdict for gain in found.sustained.gains} <= {
        "no_later_data",
        "no_gain",
        "no_window",
        "not_comparable",
    }


def test_parts_are_the_evaluations_of_the_plan_periods():
    found = of("Bac Giang")
    for part, period in zip(found.parts, shipped.PERIODS, strict=True):
        alone = shipped.evaluation("Bac Giang", period)
        pd.testing.assert_frame_equal(part.trends.numbers, alone.trends.numbers)
        assert part.facts is found.facts


def test_the_span_holds_all_claims_and_targets_of_its_plan_periods():
    found = of("Bac Giang")
    claims = {c.claim for part in found.parts for c in part.claims.claims}
    targets = {t.target for part in found.parts for t in part.attainment.targets}
    assert {c.claim for c in found.claims.claims} == claims
    assert {t.target for t in found.attainment.targets} == targets
    assert len(claims) == len(shipped.facts().claims.query("province == 'P15'"))


def gains_of(values, breaks=(), wholes=None, events=(), province="P1"):
    facts = small(values, wholes, breaks=breaks, period=PERIOD)
    if events:
        facts.tables["boundary_events"] = pd.DataFrame(
            [
                {
                    "event": "e",
                    "province": province,
                    "date": pd.Timestamp(year, 7, 1),
                    "year": year,
                    "what_en": "P1 and P2 became one",
                    "source": "S1",
                }
                for year in events
            ]
        )
    return sustained(Subject(National(facts, "2005-2009"), province))


def path(before: float, end: float, after: float, last: int = 2011):
    """Scores of three provinces, the first of which follows a path."""
    levels = {**dict.fromkeys(range(2003, 2005), before)}
    levels |= dict.fromkeys(range(2005, 2010), end)
    levels |= dict.fromkeys(range(2010, last + 1), after)
    return {year: [level, 5.0, 6.0] for year, level in levels.items()}


@pytest.mark.parametrize(
    ("before", "end", "after", "verdict"),
    [
        (1.0, 3.0, 3.5, "held"),
        (1.0, 3.0, 3.0, "held"),
        (1.0, 3.0, 2.0, "held_in_part"),
        (1.0, 3.0, 1.0, "lost"),
        (1.0, 3.0, 0.5, "lost"),
        (1.0, 3.0, 2.999, "held"),
        (3.0, 3.0, 9.0, "no_gain"),
        (3.0, 2.0, 9.0, "no_gain"),
    ],
)
def test_verdicts_on_a_series_without_a_break(before, end, after, verdict):
    (gain,) = gains_of({"a": path(before, end, after)}).gains
    assert gain.verdict == verdict
    assert gain.later.years == (2010, 2011)
    assert gain.told["baseline"].value == pytest.approx(before)
    assert gain.told["endline"].value == pytest.approx(end)
    assert gain.told["later"].value == pytest.approx(after)
    assert gain.told["later_typical"].value == pytest.approx(0)


def test_a_lower_value_is_the_better_one_where_the_data_say_so():
    facts = small({"a": path(5.0, 3.0, 4.0)}, down=["a"], period=PERIOD)
    (gain,) = sustained(Subject(National(facts, "2005-2009"), "P1")).gains
    assert gain.verdict == "held_in_part"


@pytest.mark.parametrize(
    ("year", "verdict"), [(2010, "not_comparable"), (2011, "held")]
)
def test_a_hard_break_after_the_period_refuses_the_years_beyond_it(year, verdict):
    breaks = [{"indicator": "a", "year": year}]
    (gain,) = gains_of({"a": path(1.0, 3.0, 4.0)}, breaks).gains
    assert gain.verdict == verdict
    if verdict == "not_comparable":
        assert gain.later is None
        assert {b.year for b in gain.breaks} == {year}
    else:
        assert gain.later.years == (2010,)


def test_a_break_inside_the_period_leaves_its_last_run():
    breaks = [{"indicator": "a", "year": 2007}]
    values = path(1.0, 3.0, 3.5)
    values[2007] = [2.0, 5.0, 6.0]
    (gain,) = gains_of({"a": values}, breaks).gains
    assert (gain.baseline.years, gain.endline.years) == ((2007,), (2008, 2009))
    assert gain.verdict == "held"


def test_parts_without_a_break_stand_in_for_their_whole():
    values = {"t.a": path(1.0, 3.0, 2.0), "t.b": path(2.0, 4.0, 9.0)}
    breaks = [{"indicator": "t.b", "year": 2010}]
    found = gains_of(values, breaks, {"t": ["t.a", "t.b"]})
    verdicts = {gain.indicator: gain.verdict for gain in found.gains}
    assert verdicts["t"] == "not_comparable"
    assert verdicts["t~2003-2011"] == "held_in_part"
    assert verdicts["t.a"] == "held_in_part"
    assert verdicts["t.b"] == "not_comparable"
    assert [g.indicator for g in found.followed] == ["t~2003-2011", "t.a"]


def test_no_year_after_the_period_is_no_later_data():
    (gain,) = gains_of({"a": path(1.0, 3.0, 0.0, last=2009)}).gains
    assert gain.verdict == "no_later_data"
    assert "later" not in gain.told


def test_a_boundary_event_ends_the_series():
    found = gains_of({"a": path(1.0, 3.0, 4.0, last=2012)}, events=[2011])
    (gain,) = found.gains
    assert gain.later.years == (2010,)
    assert [event.year for event in found.events] == [2011]
    assert "P1 and P2 became one" in " ".join(say(n, "en") for n in found.notes)
    other = gains_of({"a": path(1.0, 3.0, 4.0, last=2012)})
    assert other.gains[0].later.years == (2011, 2012)
    assert other.events == ()


@pytest.mark.parametrize(("fall", "beyond"), [(0.5, False), (3.0, True)])
def test_a_loss_is_held_against_noise(fall, beyond):
    """All others have noise of deviation one, and so has a change of two-year means."""
    generator = np.random.default_rng(5)
    values = simulated(generator, ["a"], provinces=40, years=range(2003, 2012))
    for year in range(2003, 2012):
        level = 10.0 if year < 2005 else 14.0
        values["a"][year][0] = level - fall if year > 2009 else level
    (gain,) = gains_of(values).gains
    assert gain.verdict == "held_in_part"
    assert gain.gain_beyond_noise is True
    assert gain.loss_beyond_noise is beyond
    assert gain.told["later_noise"].value == pytest.approx(1.0, abs=0.2)


def test_an_outlying_year_enters_no_level():
    generator = np.random.default_rng(6)
    names = ["a"]
    values = simulated(
        generator, names, provinces=40, years=range(2003, 2014), spread=0.1
    )
    values["a"][2011][0] = -5.0
    (gain,) = gains_of(values).gains
    assert 2011 not in gain.later.years
    assert gain.later.years == (2012, 2013)
