"""Tile map: the quarter of each province in the first and the last year of the plan."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation, complete_years
from par_eval.evaluation.place_words import QUARTERS
from par_eval.series import leaves_of
from par_eval.series.place import quarter_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.tile_drawing import TileYear, draw_tiles, tile_heights
from par_eval.show.figures.tiles import tile_svg, tiles
from par_eval.show.grid import Grid
from par_eval.show.numbers import rank_history
from par_eval.show.style import Size
from par_eval.values import Joined, Quantity, Text, quantities, text

__all__ = ["quarters_in", "tile_map", "tile_svg"]

ENOUGH = 0.5
"""Share of the provinces that must have a value in a year that is drawn."""

TESTED = {
    "distinguishable": text(
        "The change of rank between the two years is larger than noise explains "
        "(pair test, Holm)."
    ),
    "not_distinguishable": text(
        "The ranks of the two years are not distinguishable (pair test, Holm)."
    ),
    "not_tested": text(
        "Whether noise alone moves the rank as far is not tested: no noise is known."
    ),
}


def tile_map(evaluation: Evaluation) -> Exhibit:
    """Quarter of the headline of every province, at the start and the end of the plan.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title names the quarter of the province. A text where the package
        places no province, or the province has no value in the plan.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> tile_map(evaluate("Ca Mau", "2016-2020")).id
    'tile-map'
    """
    facts, code = evaluation.facts, evaluation.province
    places, years = tiles(facts), _years(evaluation)
    if not places:
        return _absent(evaluation, text("The data place no province on a map."))
    if not years:
        return _absent(
            evaluation, text("The province has no rank in the years of the plan.")
        )
    headline = evaluation.national.headline
    numbers = rank_history(facts, headline, code, years)
    ranks = _ranks(numbers)
    quarters = {year: quarters_in(evaluation, year) for year in years}
    maps = [TileYear(y, quarters[y], _place(ranks[y])) for y in years]
    names = {name: facts.name("provinces", name) for name in places}
    names |= {code: facts.name("provinces", code)}

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_tiles(ax, maps, places, names, code, size, language)

    return Exhibit(
        id="tile-map",
        kind="figure",
        facts=facts,
        title=_title(years, quarters, ranks, code),
        subtitle=_subtitle(evaluation),
        alternative=_alternative(evaluation, years, quarters, ranks),
        sources=_sources(evaluation),
        numbers=numbers,
        notes=_notes(evaluation, years, places),
        grid=_grid(evaluation, quarters, ranks),
        draw=draw,
        heights=tile_heights(places),
    )


def _absent(evaluation: Evaluation, reason: Text) -> Exhibit:
    title = text("Quarters of the provinces on a map")
    return absent(evaluation.facts, "tile-map", title, reason)


def _years(evaluation: Evaluation) -> list[int]:
    """First and last year in which the province and enough others have a value."""
    headline = evaluation.national.headline
    shares = evaluation.facts.series(headline).notna().mean(axis=1)
    standing = evaluation.national.standing
    own = [
        year
        for year in complete_years(evaluation, headline)
        if shares[year] > ENOUGH and len(standing(headline, year))
    ]
    return sorted({own[0], own[-1]}) if own else []


def quarters_in(evaluation: Evaluation, year: int) -> dict[str, int]:
    """Quarter of each province with a value of the headline, the best is 1.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    year : int
        Year.

    Returns
    -------
    dict of str to int
        A rank up to a quarter of the provinces with a value lies in the best quarter.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> sorted(set(quarters_in(evaluate("Ca Mau", "2016-2020"), 2020).values()))
    [1, 2, 3, 4]
    """
    table = evaluation.national.standing(evaluation.national.headline, year)
    rows = table[["province", "rank", "of"]].to_dict("records")
    return {str(r["province"]): quarter_of(r["rank"], r["of"]) for r in rows}


Ranks = dict[int, tuple[Quantity, Quantity]]


def _ranks(numbers: pd.DataFrame) -> Ranks:
    """Rank of the province, and among how many, by year."""
    keys = zip(numbers["year"], numbers["what"], strict=True)
    cells = dict(zip(keys, quantities(numbers), strict=True))
    years = sorted({int(year) for year in numbers["year"]})
    return {year: (cells[year, "rank"], cells[year, "of"]) for year in years}


def _place(pair: tuple[Quantity, Quantity]) -> Text:
    return text("{rank} of {of}", rank=pair[0], of=pair[1])


def _title(
    years: list[int], quarters: dict[int, dict[str, int]], ranks: Ranks, code: str
) -> Text:
    first, last = years[0], years[-1]
    said = {
        "quarter": QUARTERS[quarters[first][code]],
        "first": first,
        "place": _place(ranks[first]),
    }
    if first == last:
        return text("In {quarter} in {first} ({place})", **said)
    said |= {"last": last, "other_place": _place(ranks[last])}
    if quarters[first][code] == quarters[last][code]:
        return text(
            "In {quarter} in {first} ({place}) and in {last} ({other_place})", **said
        )
    other = QUARTERS[quarters[last][code]]
    return text(
        "In {quarter} in {first} ({place}), in {other} in {last} ({other_place})",
        other=other,
        **said,
    )


def _subtitle(evaluation: Evaluation) -> Joined:
    facts, national = evaluation.facts, evaluation.national
    return Joined(
        (
            text(
                "{instrument}, {name}: the provinces with a value in four quarters by "
                "rank, one tile for each province.",
                instrument=facts.name("instruments", national.instrument),
                name=facts.name("indicators", national.headline),
            ),
            text(
                "Outlined in blue: {province}.",
                province=facts.name("provinces", evaluation.province),
            ),
        ),
        "sentences",
    )


def _alternative(
    evaluation: Evaluation,
    years: list[int],
    quarters: dict[int, dict[str, int]],
    ranks: Ranks,
) -> Text:
    facts, code = evaluation.facts, evaluation.province
    items = tuple(
        text(
            "{year}: {place}, in {quarter}",
            year=year,
            place=_place(ranks[year]),
            quarter=QUARTERS[quarters[year][code]],
        )
        for year in years
    )
    return text(
        "Tile map. {province}: {values}.",
        province=facts.name("provinces", code),
        values=Joined(items, "semicolon"),
    )


def _notes(
    evaluation: Evaluation, years: list[int], places: dict[str, tuple[int, int]]
) -> tuple[Text, ...]:
    facts, headline = evaluation.facts, evaluation.national.headline
    notes = []
    for move in evaluation.precision.moves:
        ends = [move.first, move.last]
        if move.indicator == headline and ends == years:
            notes.append(TESTED[move.verdict])
    left = [c for c in facts.tables["provinces"]["province"] if c not in places]
    if left:
        names = tuple(facts.name("provinces", str(code)) for code in left)
        notes.append(text("Not on the map: {names}.", names=Joined(names)))
    return tuple(notes)


def _sources(evaluation: Evaluation) -> tuple[str, ...]:
    facts = evaluation.facts
    observed = facts.sources_of(leaves_of(facts, evaluation.national.headline))
    placed = {str(s) for s in facts.table("province_grid")["source"].dropna()}
    return tuple(sorted({*observed, *placed}))


def _grid(
    evaluation: Evaluation, quarters: dict[int, dict[str, int]], ranks: Ranks
) -> Grid:
    """Place of the province, and the provinces of each quarter, by year."""
    facts = evaluation.facts
    cells: dict[tuple[object, object], object] = {}
    for year, found in quarters.items():
        cells["own", year] = _place(ranks[year])
        for quarter in QUARTERS:
            codes = [c for c in facts.tables["provinces"]["province"] if c in found]
            names = [facts.name("provinces", c) for c in codes if found[c] == quarter]
            if names:
                cells[quarter, year] = Joined(tuple(names))
    rows: dict[object, object] = {"own": facts.name("provinces", evaluation.province)}
    rows.update(QUARTERS.items())
    columns = {year: year for year in quarters}
    return Grid(text("Quarter"), rows, columns, cells, frozenset(columns))
