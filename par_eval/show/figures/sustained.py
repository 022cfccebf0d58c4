"""Sustained: what became of the gains of a plan period in the years after it."""

from __future__ import annotations

from matplotlib.axes import Axes

from par_eval.evaluation import count_of
from par_eval.evaluation.spans import Decade, Gain
from par_eval.evaluation.spans.sustained import gain_name
from par_eval.series import leaves_of
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.sustained_drawing import draw_gains, gain_heights
from par_eval.show.grid import Grid
from par_eval.show.style import Size
from par_eval.show.sustained_cells import COLUMNS, cells_of
from par_eval.values import Joined, Name, Text, text, unit_words

__all__ = ["sustained"]


def sustained(decade: Decade) -> Exhibit:
    """Levels before, at and after the end of the last plan period, gain by gain.

    Parameters
    ----------
    decade : Decade
        Province and span of plan periods.

    Returns
    -------
    Exhibit
        Figure of the gains that can be followed, with a row for every indicator in
        the table below it; the table alone where none can be followed.

    Examples
    --------
    >>> from par_eval.evaluation.spans import decade
    >>> sustained(decade("Ca Mau", "2011-2020")).id
    'sustained'
    """
    facts, found = decade.facts, decade.sustained
    followed = found.followed
    names = {gain.indicator: gain_name(decade, gain) for gain in found.gains}

    def draw(ax: Axes, size: Size, language: str) -> None:
        draw_gains(ax, followed, names, size, language)

    return Exhibit(
        id="sustained",
        kind="figure" if followed else "table",
        facts=facts,
        title=_title(decade),
        subtitle=_subtitle(decade),
        alternative=_alternative(followed, names),
        sources=_sources(decade),
        numbers=found.numbers,
        notes=found.notes,
        grid=Grid(
            text("Score"),
            names,
            COLUMNS,
            dict(cells_of(found.gains)),
            frozenset(COLUMNS),
        ),
        draw=draw if followed else None,
        heights=gain_heights(followed),
    )


def _period(decade: Decade) -> str:
    last = decade.parts[-1].national
    return f"{last.start}–{last.end}"


def _unit(decade: Decade) -> str:
    return str(decade.facts.indicator(decade.national.headline)["unit"])


def _title(decade: Decade) -> Text:
    followed = decade.sustained.followed
    if not followed:
        return text(
            "No gain of {period} can be followed after it", period=_period(decade)
        )
    counts = {
        verdict: count_of(
            [g.told["later_change"].id for g in followed if g.verdict == verdict],
            "changes",
        )
        for verdict in ("held", "held_in_part", "lost")
    }
    return text(
        "After {period}, of the gains that can be followed: {held} held, {part} held "
        "in part, {lost} lost",
        period=_period(decade),
        held=counts["held"],
        part=counts["held_in_part"],
        lost=counts["lost"],
    )


def _subtitle(decade: Decade) -> Joined:
    sentences = [
        text(
            "Level at the end of {period} and in the last comparable years after it, "
            "against the level before the gain.",
            period=_period(decade),
        ),
        text(
            "Held: not below the end of the period; held in part: below it, but above "
            "the level before; lost: not above that."
        ),
    ]
    if decade.sustained.followed:
        sentences.append(
            text(
                "In {unit}; each path runs downwards in time: ring before, dot at the "
                "end, diamond after; grey: typical province.",
                unit=unit_words(_unit(decade)),
            )
        )
    return Joined(tuple(sentences), "sentences")


def _alternative(followed: tuple[Gain, ...], names: dict[str, Name | Text]) -> Text:
    if not followed:
        return text("Table: no gain can be followed after the period.")
    items = tuple(
        text(
            "{name}: {change} at the end, {later} after it, typical province {typical} "
            "and {typical_later}",
            name=names[gain.indicator],
            change=gain.told["change"],
            later=gain.told["whole_change"],
            typical=gain.told["typical"],
            typical_later=gain.told["whole_typical"],
        )
        for gain in followed
    )
    return text(
        "Paths of the gains, as change from the level before. {values}.",
        values=Joined(items, "semicolon"),
    )


def _sources(decade: Decade) -> tuple[str, ...]:
    facts, found = decade.facts, decade.sustained
    leaves = [leaf for gain in found.gains for leaf in leaves_of(facts, gain.indicator)]
    breaks = {b.source for gain in found.gains for b in gain.breaks}
    events = {event.source for event in found.events}
    return tuple(sorted({*facts.sources_of(leaves), *breaks, *events}))
