"""Scatter: the change of every province on its initial score."""

from __future__ import annotations

from matplotlib.axes import Axes

from par_eval.evaluation.benchmarks import starts_and_changes
from par_eval.evaluation.country import Country, measure_words
from par_eval.series import Convergence, leaves_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.convergence_drawing import draw_convergence
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.values import Joined, Text, text, unit_words

__all__ = ["country_convergence"]


def country_convergence(country: Country) -> Exhibit:
    """Change of every province on its initial score, with both slopes (rule 13).

    Parameters
    ----------
    country : Country
        All provinces in a plan period.

    Returns
    -------
    Exhibit
        Figure; its title says whether convergence is shown. A text where no run of
        years is long enough.

    Examples
    --------
    >>> from par_eval.evaluation.country import country
    >>> country_convergence(country("2016-2020")).id
    'convergence'
    """
    facts, found = country.facts, country.convergence.first
    if found is None:
        title = text("Whether provinces that started low caught up")
        reason = text(
            "That cannot be told: no run of years without a break is long enough."
        )
        return absent(facts, "convergence", title, reason)
    pairs = starts_and_changes(facts, found)

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_convergence(ax, pairs, found, None, size, language)

    return Exhibit(
        id="convergence",
        kind="figure",
        facts=facts,
        title=_title(found),
        subtitle=_subtitle(country, found),
        alternative=_alternative(found),
        sources=facts.sources_of(leaves_of(facts, found.indicator)),
        numbers=country.convergence.numbers,
        notes=_notes(country, found),
        grid=_grid(country),
        draw=draw,
        heights=(420, 380),
    )


def _title(found: Convergence) -> Text:
    said: dict[str, object] = {
        "start": found.quantities["start"],
        "end": found.quantities["end"],
        "unit": unit_words(found.quantities["start"].unit),
        "first": found.years[0],
        "last": found.years[-1],
    }
    if found.shown:
        return text(
            "Provinces that started low caught up: spread {start} {unit} in {first}, "
            "{end} in {last}",
            **said,
        )
    return text(
        "No convergence is shown: spread {start} {unit} in {first}, {end} in {last}",
        **said,
    )


def _subtitle(country: Country, found: Convergence) -> Joined:
    said = {"first": found.years[0], "last": found.years[-1]}
    unit = unit_words(found.quantities["start"].unit)
    return Joined(
        (
            text(
                "Change {first}–{last} of the {measure} on the score in {first}, in "
                "{unit}; one dot for each province.",
                measure=measure_words(country.facts, found.indicator),
                unit=unit,
                **said,
            ),
            text(
                "Thin line: slope that noise alone makes negative; thick: slope freed "
                "from the first year's noise."
            ),
        ),
        "sentences",
    )


def _alternative(found: Convergence) -> Joined:
    said = found.quantities
    items = [
        text(
            "Scatter of {number} provinces; slope of the change on the initial score "
            "{naive} (standard error {error}).",
            number=said["provinces"],
            naive=said["naive"],
            error=said["naive_error"],
        )
    ]
    if "instrumented" in said:
        items.append(
            text(
                "Freed from the first year's noise {freed} (standard error {error}).",
                freed=said["instrumented"],
                error=said["instrumented_error"],
            )
        )
    return Joined(tuple(items), "sentences")


def _notes(country: Country, found: Convergence) -> tuple[Text, ...]:
    notes = []
    notes.append(found.reading)
    if country.convergence.borrowed:
        notes.append(
            text("These years lie outside the period: what they show is borrowed.")
        )
    return tuple(notes)


LABELS = {
    "naive": text("Slope of the change on the initial score"),
    "naive_error": text("Its standard error"),
    "instrumented": text("Slope freed from the first year's noise"),
    "instrumented_error": text("Its standard error"),
    "start": text("Spread at the start"),
    "end": text("Spread at the end"),
    "ratio": text("Spread at the end over that at the start"),
    "provinces": text("Provinces"),
}


def _grid(country: Country) -> Grid:
    cells: dict[tuple[object, object], object] = {}
    columns: dict[object, object] = {}
    for turn, found in enumerate(country.convergence.found):
        columns[turn] = f"{found.years[0]}–{found.years[-1]}"
        for key in LABELS:
            if key in found.quantities:
                cells[key, turn] = found.quantities[key]
    used = {row for row, _ in cells}
    rows: dict[object, object] = {k: w for k, w in LABELS.items() if k in used}
    return Grid(text("Number"), rows, columns, cells)
