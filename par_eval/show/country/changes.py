"""Dot plot: the change of every province against the typical one, by measure."""

from __future__ import annotations

from matplotlib.axes import Axes

from par_eval.evaluation.country import (
    Change,
    Country,
    Family,
    count_provinces,
    measure_words,
)
from par_eval.language import decimal, say
from par_eval.series import leaves_of, plain
from par_eval.show.absent import absent
from par_eval.show.country.strips import Strip, draw_strips, strip_heights
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import MEASURES, Joined, Quantity, Text, text

__all__ = ["country_changes"]

SMALLEST = 0.001
"""Least p-value that is printed as a number."""

KEPT = {
    True: text("Also without the parts that have soft breaks"),
    False: text("Not without the parts that have soft breaks"),
    None: text("Not to be checked, since every part has a soft break"),
}
"""Whether a change still stands out when soft breaks are left out."""


def country_changes(country: Country) -> Exhibit:
    """Changes against the typical one, those that stand out by name.

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Figure; its title counts the provinces that stand out. A text where nothing
        was tested.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_changes(country("2016-2020")).id
    'changes'
    """
    facts = country.facts
    families = [family for family in country.changes.families if family.tested]
    if not families:
        title = text("Changes against the typical province")
        reason = text(
            "No change was tested: no measure can be followed, or no noise is known."
        )
        return absent(facts, "changes", title, reason)

    def strips(language: str) -> list[Strip]:
        return [_strip(country, family, language) for family in families]

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_strips(ax, strips(language), size, language)

    leaves = {leaf for f in families for leaf in leaves_of(facts, f.indicator)}
    rows = country.changes.numbers
    rows = rows[
        rows["indicator"].isin([f.indicator for f in families])
        & (rows["what"] == "beyond")
    ]
    return Exhibit(
        id="changes",
        kind="figure",
        facts=facts,
        title=_title(country, families),
        subtitle=_subtitle(),
        alternative=_alternative(country, families),
        sources=facts.sources_of(sorted(leaves)),
        numbers=rows,
        notes=_notes(country, families),
        grid=_grid(country, families) if _seen(families) else None,
        draw=draw,
        heights=strip_heights([strips(language) for language in facts.languages]),
    )


def _strip(country: Country, family: Family, language: str) -> Strip:
    """Distances in multiples of noise, and the names of those that stand out."""
    seen = family.standing_out
    sides = {
        above: tuple(
            f"{say(country.facts.name('provinces', c.province), language)} "
            f"{_printed(c, language)}"
            for c in sorted(seen, key=lambda c: -abs(c.beyond.value))
            if (c.beyond.value > 0) == above
        )
        for above in (True, False)
    }
    tested = [c for c in family.changes if c.error is not None]
    return Strip(
        name=say(measure_words(country.facts, family.indicator), language),
        distances=tuple(_distance(c) for c in tested if not c.stands_out),
        beyond=tuple(_distance(c) for c in seen),
        below=sides[False],
        above=sides[True],
    )


def _distance(change: Change) -> float:
    assert change.error is not None
    return change.beyond.value / change.error.value


def _printed(change: Change, language: str) -> str:
    places = MEASURES[change.beyond.measure].decimals
    return decimal(change.beyond.value, language, places, signed=True)


def _seen(families: list[Family]) -> list[str]:
    """Provinces that stand out in any measure."""
    return sorted({c.province for f in families for c in f.standing_out})


def _title(country: Country, families: list[Family]) -> Text:
    seen = _seen(families)
    if not seen:
        return text("No province changed differently from the typical one beyond noise")
    return text(
        "{number} of {all} provinces changed differently from the typical one beyond "
        "noise in at least one of {tested} measures",
        number=count_provinces(country.national, seen),
        all=count_provinces(country.national, country.subjects),
        tested=len(families),
    )


def _subtitle() -> Joined:
    return Joined(
        (
            text(
                "Change from baseline to endline less that of the typical province, in "
                "multiples of its noise; one dot for each province."
            ),
            text(
                "Filled and named: beyond noise after Holm over the provinces of the "
                "measure, with the difference in points."
            ),
        ),
        "sentences",
    )


def _alternative(country: Country, families: list[Family]) -> Text:
    items = []
    for family in families:
        measure = measure_words(country.facts, family.indicator)
        names = tuple(
            text(
                "{province} {beyond}",
                province=country.facts.name("provinces", change.province),
                beyond=change.beyond,
            )
            for change in family.standing_out
        )
        if names:
            items.append(
                text("{measure}: {names}", measure=measure, names=Joined(names))
            )
        else:
            items.append(text("{measure}: none stands out", measure=measure))
    return text(
        "Dot plot of changes against the typical province. {values}.",
        values=Joined(tuple(items), "semicolon"),
    )


def _notes(country: Country, families: list[Family]) -> tuple[Text, ...]:
    """What stands out only with soft breaks, and what was not tested."""
    soft = [f for f in families if f.soft and f.indicator == plain(f.indicator)]
    told = [(f, c) for f in soft for c in f.standing_out]
    notes = []
    for kept, words in KEPT.items():
        items = tuple(
            text(
                "{province} ({measure})",
                province=country.facts.name("provinces", change.province),
                measure=measure_words(country.facts, family.indicator),
            )
            for family, change in told
            if change.kept is kept
        )
        if items:
            notes.append(text("{kept}: {items}.", kept=words, items=Joined(items)))
    untested = [f.indicator for f in country.changes.families if not f.tested]
    if untested:
        notes.append(
            text(
                "Not tested, since their noise is not known: {measures}.",
                measures=Joined(
                    tuple(measure_words(country.facts, name) for name in untested)
                ),
            )
        )
    return tuple(notes)


def _grid(country: Country, families: list[Family]) -> Grid:
    """What stands out, one row for each change."""
    rows: dict[object, object] = {}
    cells: dict[tuple[object, object], object] = {}
    for family in families:
        for change in family.standing_out:
            key = (family.indicator, change.province)
            rows[key] = text(
                "{province}, {measure}",
                province=country.facts.name("provinces", change.province),
                measure=measure_words(country.facts, family.indicator),
            )
            for what in ("change", "typical", "beyond", "error"):
                cells[key, what] = getattr(change, what)
            cells[key, "adjusted"] = p_cell(change)
            if change.in_one_family:
                cells[key, "one"] = text("yes")
            else:
                cells[key, "one"] = text("no")
    columns = {
        "change": text("Change"),
        "typical": text("Typical"),
        "beyond": text("Difference"),
        "error": text("Its noise"),
        "adjusted": text("p after Holm"),
        "one": text("Also as one family"),
    }
    return Grid(text("Province and measure"), rows, columns, cells)


def p_cell(change: Change) -> Quantity | Text:
    """p-value after Holm; below what is printed, that it is smaller."""
    assert change.adjusted is not None
    if change.adjusted.value < SMALLEST / 2:
        return text("below {smallest}", smallest=f"{SMALLEST:g}")
    return change.adjusted
