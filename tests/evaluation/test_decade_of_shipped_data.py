"""The decade of the shipped data, recomputed with pandas from its files."""

import dataclasses
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import shipped

from par_eval.evaluation.spans import decade
from par_eval.facts import Facts
from par_eval.values import quantities_in

SPAN = "2011-2020"
DATA = Path(__file__).parents[2] / "data"


@cache
def of(province: str):
    return decade(province, SPAN, facts=shipped.facts())


def changed(**tables: pd.DataFrame) -> Facts:
    facts = shipped.facts()
    return dataclasses.replace(facts, tables={**facts.tables, **tables}, _known={})


@cache
def observed() -> pd.DataFrame:
    return pd.read_csv(DATA / "observations_papi.csv")


@cache
def parent() -> dict[str, str]:
    table = pd.read_csv(DATA / "indicators.csv").dropna(subset="part_of")
    return dict(zip(table["indicator"], table["part_of"], strict=True))


def broken_years(leaf: str) -> set[int]:
    """Years of the breaks of a published part, its own and those of its wholes."""
    table = pd.read_csv(DATA / "series_breaks.csv")
    found = set(table["year"][table["indicator"] == leaf])
    above = parent().get(leaf)
    while above:
        rows = table[(table["indicator"] == above) & (table["reaches_parts"] == "yes")]
        found |= set(rows["year"])
        above = parent().get(above)
    return found


def total_of(parts: list[str], code: str) -> pd.Series:
    rows = observed()
    rows = rows[rows["indicator"].isin(parts) & (rows["province"] == code)]
    wide = rows.pivot(index="year", columns="indicator", values="value")
    return wide.reindex(columns=parts).sum(axis=1, skipna=False).dropna()


def parts_below(whole: str) -> list[str]:
    return [p for p in observed()["indicator"].unique() if p.startswith(f"{whole}.")]


def mean(values: pd.Series, years: tuple[int, ...]) -> float:
    return float(values[list(years)].mean())


def last_two(values: pd.Series, low: int, high: int) -> tuple[int, ...]:
    """Last two years with a value, of the three that end with the last one allowed."""
    inside = [int(y) for y in values.index if low <= y <= high]
    return tuple(inside[-2:])


def verdict_of(before: float, end: float, after: float) -> str:
    if round(end - before, 2) <= 0:
        return "no_gain"
    if round(after - end, 2) >= 0:
        return "held"
    return "held_in_part" if round(after - before, 2) > 0 else "lost"


@pytest.mark.parametrize("province", ["Quang Ninh", "Dong Thap", "Bac Kan", "Ca Mau"])
def test_gains_in_a_dimension_without_a_break(province):
    """Corruption control is asked alike in all years; these have no outlying year."""
    code = shipped.facts().province(province)
    values = total_of(parts_below("papi.corruption_control"), code)
    windows = last_two(values, 2013, 2015), last_two(values, 2018, 2020)
    later = last_two(values, int(values.index[-1]) - 2, 2024)
    levels = [mean(values, years) for years in (*windows, later)]
    gain = next(
        g
        for g in of(province).sustained.gains
        if g.indicator == "papi.corruption_control"
    )
    told = [gain.told[what].value for what in ("baseline", "endline", "later")]
    assert (gain.baseline.years, gain.endline.years) == windows
    assert gain.later.years == later
    assert told == pytest.approx(levels)
    assert gain.verdict == verdict_of(*levels)


@pytest.mark.parametrize(
    "province", ["Bac Giang", "Quang Ninh", "Dong Thap", "Bac Kan"]
)
def test_gains_on_the_unbroken_parts_of_the_total(province):
    code = shipped.facts().province(province)
    editions = observed().groupby("indicator")["year"].agg(set)
    parts = [
        leaf
        for leaf, years in editions.items()
        if {2016, 2024} <= years
        and not any(2016 < year <= 2024 for year in broken_years(leaf))
    ]
    values = total_of(parts, code)
    later = last_two(values, 2022, 2024)
    levels = [mean(values, years) for years in ((2016,), (2019, 2020), later)]
    gains = {g.indicator: g for g in of(province).sustained.gains}
    gain = gains["papi.total~2016-2024"]
    told = [gain.told[what].value for what in ("baseline", "endline", "later")]
    assert gain.later.years == later
    assert told == pytest.approx(levels)
    assert gain.verdict == verdict_of(*levels)
    assert gains["papi.total"].verdict == "not_comparable"
    assert {b.year for b in gains["papi.total"].breaks} == {2018, 2019, 2020}


def test_refused_dimensions_name_their_breaks():
    refused = {
        g.indicator: {b.year for b in g.breaks}
        for g in of("Bac Giang").sustained.gains
        if g.verdict == "not_comparable"
    }
    assert refused == {
        "papi.total": {2018, 2019, 2020},
        "papi.accountability": {2021},
        "papi.administrative_procedures": {2021},
        "papi.e_governance": {2019, 2020},
    }


@pytest.mark.parametrize(
    ("move", "verdict"), [(+1.0, "held"), (-1.0, "lost"), (-0.5, "held_in_part")]
)
def test_changed_values_after_the_span_turn_the_verdict(move, verdict):
    table = shipped.facts().observations
    after = table["year"].isin((2023, 2024)) & (table["province"] == "P15")
    rows = after & table["indicator"].str.startswith("papi.corruption_control.")
    table.loc[rows, "value"] += move / 4
    found = decade("Bac Giang", SPAN, facts=changed(observations=table)).sustained
    gain = next(g for g in found.gains if g.indicator == "papi.corruption_control")
    level = of("Bac Giang").sustained
    before = next(g for g in level.gains if g.indicator == gain.indicator)
    expected = before.told["later"].value + move
    assert gain.told["later"].value == pytest.approx(expected)
    assert gain.verdict == verdict


def test_a_new_break_refuses_and_is_named():
    breaks = shipped.facts().series_breaks
    row = breaks[breaks["indicator"] == "papi.total"].iloc[[0]]
    row = row.assign(indicator="papi.corruption_control", year=2022, severity="hard")
    table = pd.concat([breaks, row], ignore_index=True)
    found = decade("Bac Giang", SPAN, facts=changed(series_breaks=table)).sustained
    gain = next(g for g in found.gains if g.indicator == "papi.corruption_control")
    assert gain.verdict == "not_comparable"
    assert {b.year for b in gain.breaks} == {2022}


def test_the_merger_of_bac_giang_ends_its_series():
    found = of("Bac Giang").sustained
    assert [event.year for event in found.events] == [2025]
    earlier = shipped.facts().boundary_events.assign(year=2024)
    moved = decade("Bac Giang", SPAN, facts=changed(boundary_events=earlier)).sustained
    years = [y for gain in moved.gains if gain.later for y in gain.later.years]
    assert years
    assert max(years) < 2024


def z_scores_of_the_total(years: list[int]) -> pd.DataFrame:
    rows = observed()[lambda t: t["year"].isin(years)]
    columns = rows.groupby("year")["indicator"].agg(lambda s: sorted(set(s)))
    found = {}
    for year in years:
        wide = rows[rows["year"] == year].pivot(
            index="province", columns="indicator", values="value"
        )
        total = wide.reindex(columns=columns[year]).sum(axis=1, skipna=False).dropna()
        found[year] = (total - total.mean()) / total.std()
    return pd.DataFrame(found)


def test_change_of_standing_between_the_plan_periods_is_that_of_mean_z_scores():
    first = z_scores_of_the_total([2011, 2012, 2013, 2015]).loc["P15"].mean()
    last = z_scores_of_the_total([*range(2016, 2021)]).loc["P15"].mean()
    moves = of("Bac Giang").period_moves
    assert moves.moves[0].change.value == pytest.approx(last - first)
    assert moves.moves[0].verdict == "distinguishable"
    assert moves.flagged["papi.total"] == (2013,)
    without = z_scores_of_the_total([2011, 2012, 2015]).loc["P15"].mean()
    assert moves.without[0].change.value == pytest.approx(last - without)


def test_verdicts_that_hang_on_a_trough_are_named():
    """Without it the standing of the first plan period is not as low."""
    moves = of("Bac Giang").period_moves
    assert "papi.participation" in moves.turned
    assert "papi.total" not in moves.turned
    assert of("Bac Kan").period_moves.without == ()


@pytest.mark.parametrize("province", ["Bac Giang", "Quang Ninh", "Bac Kan"])
def test_notes_hold_no_number_that_cannot_be_traced(province):
    found = of(province)
    for result in (found.sustained, found.period_moves):
        for note in result.notes:
            for quantity in quantities_in(note):
                assert quantity.of, quantity.measure
