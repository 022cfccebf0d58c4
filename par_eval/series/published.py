"""Places of a province where a table is incomplete: computed, published or bounded."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.facts import Facts
from par_eval.series.indicators import direction
from par_eval.series.parts import plain
from par_eval.series.place import Place
from par_eval.series.printed import (
    Figure,
    figures_by_place,
    figures_of,
    judging,
    rounding,
    score_of,
)
from par_eval.series.standing import standing
from par_eval.values import MissingValueError, address

__all__ = ["Place", "neighbour_bounds", "published_place"]


def published_place(
    facts: Facts, indicator: str, province: str, year: int
) -> Place | None:
    """Place of a province in one year from whatever is known of it.

    It is computed where every province of the year has a value or is listed as
    missing: ties and missing values widen it. Otherwise it is the printed place; where
    none is printed, its bounds from the places of provinces with other scores.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Code of the province.
    year : int
        Year.

    Returns
    -------
    Place or None
        None where nothing is known.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> headline = facts.instruments["headline"].iloc[0]
    >>> place = published_place(facts, headline, "P63", 2020)
    >>> place.low, place.high, place.of, place.how
    (31, 31, 63, 'computed')
    """
    ways = (_computed, _printed_place, _bounded)
    found = (way(facts, indicator, province, year) for way in ways)
    return next((place for place in found if place is not None), None)


def neighbour_bounds(
    facts: Facts, indicator: str, province: str, year: int, score: float
) -> Place | None:
    """Bounds of the place that a score has, by provinces with score and place.

    Who has a better score and a known place lies ahead, who has a worse one behind.
    Scores that are equal as printed tell nothing: the publisher may rank on more
    decimals than it prints.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Code of the province that has the score; its own place is left aside.
    year : int
        Year.
    score : float
        Score, as printed.

    Returns
    -------
    Place or None
        None where no other province bounds the place, or where the others contradict
        each other.
    """
    sign, of = direction(facts, indicator), len(facts.table("provinces"))
    low, high = 1, of
    inputs: list[str] = []
    sources: set[str] = set()
    for other, their_score, ranks in _neighbours(facts, indicator, province, year):
        gap = (their_score.value - score) * sign
        if abs(gap) <= rounding(score) + rounding(their_score.value):
            continue
        if gap > 0:
            low = max(low, int(min(r.value for r in ranks)) + 1)
        else:
            high = min(high, int(max(r.value for r in ranks)) - 1)
        inputs.append(address(indicator, other, year))
        sources |= {s for figure in (their_score, *ranks) for s in figure.sources}
    if not inputs or low > high:
        return None
    return Place(low, high, of, "bounds", tuple(inputs), tuple(sorted(sources)), True)


def _computed(facts: Facts, indicator: str, province: str, year: int) -> Place | None:
    """Rank among all, where all others have values or are listed as missing."""
    own = score_of(facts, indicator, province, year)
    if own is None:
        return None
    key = ("complete_standing", indicator, year)
    rows = facts.once(key, lambda: _complete_standing(facts, indicator, year))
    if province not in rows:
        return None
    row = rows[province]
    ties = int(row["alike"]) - 1
    return Place(
        low=int(row["best"]),
        high=int(row["worst"]) + ties,
        of=len(facts.table("provinces")),
        how="computed",
        of_addresses=tuple(address(indicator, who, year) for who in (province, "*")),
        sources=own.sources,
        independent=own.independent,
        published=_published(facts, indicator, province, year),
    )


def _complete_standing(
    facts: Facts, indicator: str, year: int
) -> dict[str, dict[str, int]]:
    """Rank, bounds and number of equals by province; empty without a full table."""
    if not _complete(facts, indicator, year):
        return {}
    try:
        table = standing(facts, indicator, year)
    except MissingValueError:
        return {}
    alike = table.groupby("rank")["rank"].transform("size")
    rows = table.assign(alike=alike)[["province", "best", "worst", "alike"]]
    return {row.pop("province"): row for row in rows.to_dict("records")}


def _complete(facts: Facts, indicator: str, year: int) -> bool:
    """Whether every province has a value, or is listed as missing in a full table."""
    scores = facts.series(indicator).loc[year]
    absent = set(scores.index[scores.isna()])
    if not absent:
        return True
    instrument = str(facts.indicator(plain(indicator))["instrument"])
    table = facts.table("missing")
    rows = (table["instrument"] == instrument) & (table["year"] == year)
    full = facts.instrument(instrument).get("coverage") == "complete"
    return full and absent <= set(table.loc[rows, "province"])


def _published(facts: Facts, indicator: str, province: str, year: int) -> Figure | None:
    """Printed place that the data goes by."""
    found = figures_of(facts, indicator, province, year, "rank")
    used = judging(tuple(figure for figure in found if figure.used))
    return used[0] if used else None


def _printed_place(
    facts: Facts, indicator: str, province: str, year: int
) -> Place | None:
    """Place as printed; where sources that the data goes by differ, both ends."""
    found = figures_of(facts, indicator, province, year, "rank")
    used = judging(tuple(figure for figure in found if figure.used))
    if not used:
        return None
    return Place(
        low=int(min(figure.value for figure in used)),
        high=int(max(figure.value for figure in used)),
        of=len(facts.table("provinces")),
        how="published",
        of_addresses=(address(indicator, province, year),),
        sources=tuple(sorted({s for figure in used for s in figure.sources})),
        independent=all(figure.independent for figure in used),
        published=used[0],
    )


def _bounded(facts: Facts, indicator: str, province: str, year: int) -> Place | None:
    """Bounds from the places of others, and those that were printed as bounds."""
    own = score_of(facts, indicator, province, year)
    near = own and neighbour_bounds(facts, indicator, province, year, own.value)
    ends = [
        [f for f in figures_of(facts, indicator, province, year, kind) if f.used]
        for kind in ("best_rank", "worst_rank")
    ]
    printed = [figure for end in ends for figure in end]
    if near is None and not printed:
        return None
    of = len(facts.table("provinces"))
    lows = [near.low if near else 1, *(int(f.value) for f in ends[0])]
    highs = [near.high if near else of, *(int(f.value) for f in ends[1])]
    if max(lows) > min(highs):
        return None
    figures = [*printed, *([own] if own and near else [])]
    sources = {s for figure in figures for s in figure.sources}
    return Place(
        low=max(lows),
        high=min(highs),
        of=of,
        how="bounds",
        of_addresses=(
            address(indicator, province, year),
            *(near.of_addresses if near else ()),
        ),
        sources=tuple(sorted({*sources, *(near.sources if near else ())})),
        independent=all(figure.independent for figure in figures),
    )


def _neighbours(
    facts: Facts, indicator: str, province: str, year: int
) -> Iterator[tuple[str, Figure, list[Figure]]]:
    """Other provinces of which both a score and a place are known."""
    printed = figures_by_place(facts, indicator, year, "rank")
    for other in sorted(set(printed) - {province}):
        used = [figure for figure in printed[other] if figure.used]
        score = score_of(facts, indicator, other, year) if used else None
        if score is not None:
            yield other, score, used
