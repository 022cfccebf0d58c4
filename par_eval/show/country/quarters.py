"""Tile map: the quarter of every province over the period."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from par_eval.evaluation.country import Country, Place, count_provinces, names_of
from par_eval.language import say
from par_eval.series import leaves_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.layout import in_pixels
from par_eval.show.figures.tile_drawing import KEYS, SHADES, Box, draw_keys, draw_tile
from par_eval.show.figures.tiles import initials, tiles
from par_eval.show.grid import Grid
from par_eval.show.style import Size, colour
from par_eval.values import Joined, Name, Text, counted, text

__all__ = ["country_map"]

Tiles = dict[str, tuple[int, int]]

LINE, TILE = 15.0, 24.0
"""Height of a line of words, and of a tile, in pixels."""
WIDEST = 46.0


def country_map(country: Country) -> Exhibit:
    """Quarter of every province by its rank over the period, one tile each.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Figure; its title says how many provinces noise leaves in one quarter. A text
        where the package places no province, or none has a place.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_map(country("2016-2020")).id
    'map'
    """
    facts, places = country.facts, tiles(country.facts)
    title = text("Quarters of the provinces over the period")
    if not places:
        reason = text("The data place no province on a map.")
        return absent(facts, "map", title, reason)
    if not country.places.places:
        reason = text("No province has a place over the period.")
        return absent(facts, "map", title, reason)
    names = {code: facts.name("provinces", code) for code in places}

    def draw(ax: Axes, size: Size, language: str) -> None:
        _draw(ax, country, places, names, size, language)

    height = int(4 * LINE + TILE * (1 + max(row for row, _ in places.values()))) + 8
    return Exhibit(
        id="map",
        kind="figure",
        facts=facts,
        title=_title(country),
        subtitle=_subtitle(country),
        alternative=_alternative(country),
        sources=_sources(country),
        numbers=country.places.numbers.query("what in ('rank', 'of')"),
        notes=_notes(country, places),
        grid=_grid(country),
        draw=draw,
        heights=(height, height),
    )


def _title(country: Country) -> Text:
    found = country.places
    if found.apart is None:
        return text("Over the period the provinces in four quarters by rank")
    sure = [place.province for place in found.places if place.one_quarter]
    if not sure:
        return text("Over the period noise leaves no province in one quarter only")
    return counted(
        "Over the period noise leaves {number} of {of} provinces in one quarter only",
        "Over the period noise leaves {number} of {of} provinces in one quarter only",
        len(sure),
        number=count_provinces(country.national, sure),
        of=found.places[0].of,
    )


def _subtitle(country: Country) -> Joined:
    facts, national = country.facts, country.national
    sentences = [
        text(
            "{instrument}, {name}: quarters by rank over the period, one tile for each "
            "province about where it lies.",
            instrument=facts.name("instruments", national.instrument),
            name=facts.name("indicators", national.headline),
        )
    ]
    if any(place.one_quarter for place in country.places.places):
        sentences.append(
            text(
                "Thick frame: noise leaves the province in this quarter, all provinces "
                "compared at once; any other tile could bear another shade."
            )
        )
    elif country.places.apart is not None:
        sentences.append(text("By noise alone each tile could bear another shade."))
    return Joined(tuple(sentences), "sentences")


def _in_quarters(country: Country) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {quarter: [] for quarter in SHADES}
    for place in country.places.places:
        found[place.quarter].append(place)
    return found


def _alternative(country: Country) -> Joined:
    items = [text("Tile map of the provinces.")]
    for quarter, places in _in_quarters(country).items():
        if places:
            names = names_of(country.facts, [place.province for place in places])
            said = {"quarter": KEYS[quarter], "provinces": names}
            items.append(text("In the {quarter}: {provinces}.", **said))
    return Joined(tuple(items), "sentences")


def _sources(country: Country) -> tuple[str, ...]:
    facts = country.facts
    observed = facts.sources_of(leaves_of(facts, country.national.headline))
    placed = {str(s) for s in facts.table("province_grid")["source"].dropna()}
    return tuple(sorted({*observed, *placed}))


def _notes(country: Country, places: Tiles) -> tuple[Text, ...]:
    left = [place for place in country.subjects if place not in places]
    notes = []
    if country.places.absent:
        notes.append(
            text(
                "No place over the period, since a year is missing: {provinces}.",
                provinces=names_of(country.facts, country.places.absent),
            )
        )
    if left:
        names = names_of(country.facts, left)
        notes.append(text("Not on the map: {names}.", names=names))
    return tuple(notes)


def _grid(country: Country) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    rows: dict[object, object] = {}
    for quarter, places in _in_quarters(country).items():
        if places:
            rows[quarter] = KEYS[quarter]
            codes = [place.province for place in places]
            cells[quarter, "provinces"] = names_of(country.facts, codes)
            cells[quarter, "number"] = count_provinces(country.national, codes)
    columns = {"number": text("Number"), "provinces": text("Provinces")}
    return Grid(text("Quarter"), rows, columns, cells, frozenset({"provinces"}))


def _draw(
    ax: Axes,
    country: Country,
    places: Tiles,
    names: dict[str, Name],
    size: Size,
    language: str,
) -> None:
    in_pixels(ax, size)
    found = {place.province: place for place in country.places.places}
    draw_keys(ax, size, language, gaps=any(code not in found for code in places))
    codes = sorted(places)
    short = dict(
        zip(codes, initials([say(names[c], language) for c in codes]), strict=True)
    )
    columns = 1 + max(column for _, column in places.values())
    wide = min((size.width - 8) / columns, WIDEST)
    left, top = (size.width - wide * columns) / 2, 4 * LINE
    for code, (row, column) in places.items():
        box = (left + column * wide, top + row * TILE, wide - 4, TILE - 4)
        place = found.get(code)
        if place and place.one_quarter:
            _framed(ax, box)
        draw_tile(ax, box, place.quarter if place else None, short[code])


def _framed(ax: Axes, box: Box) -> None:
    """A frame around a tile: noise leaves its province in one quarter."""
    left, top, width, height = box
    ring = Rectangle((left - 3, top - 3), width + 6, height + 6)
    ring.set(facecolor="none", edgecolor=colour("ink"), linewidth=2)
    ax.add_patch(ring)
