"""Tiles: one for each province, about where it lies; and a small map of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from par_eval.facts import Facts
from par_eval.language import say
from par_eval.values import text

__all__ = ["initials", "tile_svg", "tiles"]

WIDTH, HEIGHT = 120, 280
"""Pixels of the small map."""


def tiles(facts: Facts) -> dict[str, tuple[int, int]]:
    """Row and column of each province's tile, both from zero.

    Parameters
    ----------
    facts : Facts
        Data package.

    Returns
    -------
    dict of str to (int, int)
        Empty where the package places no province.

    Examples
    --------
    >>> from par_eval.series import load
    >>> rows, columns = zip(*tiles(load()).values())
    >>> min(rows), min(columns)
    (0, 0)
    """
    table = facts.table("province_grid")
    if table.empty:
        return {}
    rows = table["grid_row"].astype(int) - int(table["grid_row"].min())
    columns = table["grid_column"].astype(int) - int(table["grid_column"].min())
    places = zip(rows.tolist(), columns.tolist(), strict=True)
    return dict(zip(table["province"].astype(str), places, strict=True))


def tile_svg(facts: Facts, province: str, language: str) -> str:
    """Small map of all provinces: one of them, and those of its region.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province; nothing is drawn where it is empty.
    language : str
        Code of the language of its label.

    Returns
    -------
    str
        Inline SVG in the colours of the page; empty where the package places no
        province.

    Examples
    --------
    >>> from par_eval.series import load
    >>> tile_svg(load(), "P63", "en")[:4]
    '<svg'
    """
    places = tiles(facts)
    if not places or not province:
        return ""
    region = facts.region_of(province)
    near = set(facts.members(region))
    label = text(
        "{province} and its region ({region}). One tile for each province.",
        province=facts.name("provinces", province),
        region=facts.name("regions", region),
    )
    shapes = "".join(
        _rectangle(places, code, _role(code, province, near)) for code in sorted(places)
    )
    return (
        f'<svg class="tiles" xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(say(label, language), quote=True)}">{shapes}</svg>'
    )


def _role(code: str, province: str, near: set[str]) -> str:
    if code == province:
        return "accent"
    return "mark" if code in near else "band"


def _rectangle(places: Mapping[str, tuple[int, int]], code: str, role: str) -> str:
    rows, columns = (max(ends) + 1 for ends in zip(*places.values(), strict=True))
    row, column = places[code]
    wide, high = min(WIDTH / columns, 16), min(HEIGHT / rows, 13)
    return (
        f'<rect x="{column * wide:.1f}" y="{row * high:.1f}" width="{wide - 1.5:.1f}" '
        f'height="{high - 1.5:.1f}" fill="var(--{role})"/>'
    )


def initials(names: Sequence[str]) -> list[str]:
    """Short forms of names: first letters, and more of a word where they tie.

    Parameters
    ----------
    names : sequence of str
        Names.

    Returns
    -------
    list of str
        In the same order; names that nothing tells apart keep the same form.

    Examples
    --------
    >>> initials(["North Bay", "North Bend", "Old Town"])
    ['NBa', 'NBe', 'OT']
    """
    short = [_form(name, 1, 1) for name in names]
    longer = [(1, 2), (1, 3), (2, 1), (3, 1)]
    found = []
    for name, form in zip(names, short, strict=True):
        tied = [n for n, other in zip(names, short, strict=True) if other == form]
        ways = [(1, 1), *longer] if len(tied) == 1 else longer
        apart = [
            _form(name, *way)
            for way in ways
            if [_form(n, *way) for n in tied].count(_form(name, *way)) == 1
        ]
        found.append(apart[0] if apart else form)
    return found


def _form(name: str, first: int, last: int) -> str:
    """First letters of all words; more of the first one, or of the last one."""
    words = name.replace("-", " ").split() or [name]
    letters = [word[:1].upper() for word in words]
    letters[0] = words[0][:1].upper() + words[0][1:first]
    if len(words) > 1 or first == 1:
        letters[-1] += words[-1][1:last]
    return "".join(letters)
