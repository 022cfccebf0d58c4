"""Openings: the order in which provinces began a reform, with its bounds."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from par_eval.evaluation import Evaluation
from par_eval.evaluation.attribution.starts import starts
from par_eval.evaluation.claims.opening_claims import (
    EARLIEST_PLACE,
    KNOWN_OPENINGS,
    KNOWN_PLACE,
    LATEST_PLACE,
)
from par_eval.evaluation.country.gaps import UNDATED
from par_eval.evaluation.openings import Opening, OpeningOrder, opening_order
from par_eval.evaluation.openings import openings as openings_of
from par_eval.evaluation.standing import ALL_PROVINCES
from par_eval.facts import Facts, label_of
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.figures.opening_drawing import draw_openings
from par_eval.show.figures.opening_rows import OpeningRows, opening_heights
from par_eval.show.grid import Grid
from par_eval.show.numbers import columns_of
from par_eval.show.style import Size
from par_eval.values import Joined, Quantity, Text, address, counted, text

__all__ = ["openings"]

Said = dict[str, Quantity]


def openings(evaluation: Evaluation) -> Exhibit:
    """Known openings of a reform, and the bounds of the province's place among all.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Figure; its title gives the place among the known openings and its bounds
        among all provinces. A text where the data know of no opening.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> openings(evaluate("Ca Mau", "2016-2020")).id
    'openings'
    """
    facts, code = evaluation.facts, evaluation.province
    reform = _reform(facts)
    if reform is None:
        title = text("The order in which provinces began a reform")
        reason = text("The data know of no day on which a province began a reform.")
        return absent(facts, "openings", title, reason)
    order = opening_order(facts, reform, code)
    known = openings_of(facts, reform)
    said = _numbers(evaluation, reform, order)
    every = [str(province) for province in facts.tables["provinces"]["province"]]
    rows = OpeningRows(
        found=tuple(sorted(_bounded(known), key=_day)),
        unknown=len(every) - len(_bounded(known)),
        names={province: facts.name("provinces", province) for province in every},
        province=code,
        place=_beside(order, said),
    )

    def draw(ax: Axes, size: Size, language: str) -> None:
        period = (evaluation.national.start, evaluation.national.end)
        draw_openings(ax, rows, period, size, language)

    return Exhibit(
        id="openings",
        kind="figure",
        facts=facts,
        title=_title(order, said),
        subtitle=_subtitle(facts, reform),
        alternative=_alternative(facts, reform, rows, order, said),
        sources=tuple(sorted({s for opening in rows.found for s in opening.sources})),
        numbers=_frame(said, reform),
        notes=_notes(facts, reform, rows),
        grid=_grid(facts, reform, rows, said),
        draw=draw,
        heights=opening_heights(rows),
    )


def _reform(facts: Facts) -> str | None:
    """First reform that single provinces begin and of which some opening is known."""
    names = facts.table("reform_names")
    for row in names.to_dict("records"):
        reform = str(row["reform"])
        if row["universal"] != "yes" and _bounded(openings_of(facts, reform)):
            return reform
    return None


def _bounded(known: dict[str, Opening]) -> list[Opening]:
    """Openings with at least one bound."""
    return [o for o in known.values() if o.earliest is not None or o.latest is not None]


def _day(opening: Opening) -> tuple[int, pd.Timestamp, pd.Timestamp]:
    """Dated ones first, then those with an upper, then with a lower bound only."""
    bounds = [day for day in (opening.earliest, opening.latest) if day is not None]
    group = 0 if opening.dated else 1 if opening.earliest is None else 2
    return group, bounds[0], bounds[-1]


def _numbers(evaluation: Evaluation, reform: str, order: OpeningOrder | None) -> Said:
    """The traced numbers: how many are known, and the bounds of the own place."""
    facts, year = evaluation.facts, evaluation.national.end
    name = f"reform.{reform}"
    every = (address(name, "*", year),)
    both = (address(name, evaluation.province, year), *every)
    known = openings_of(facts, reform)
    dated = sum(opening.dated for opening in known.values())
    count = len(facts.tables["provinces"])
    said = {
        "known": Quantity(dated, "provinces", KNOWN_OPENINGS, every),
        "of": Quantity(count, "provinces", ALL_PROVINCES, every),
        "unknown": Quantity(count - len(_bounded(known)), "provinces", UNDATED, every),
    }
    if order is not None:
        said["best"] = Quantity(order.best, "rank", EARLIEST_PLACE, both)
        said["worst"] = Quantity(order.worst, "rank", LATEST_PLACE, both)
        if order.own.dated and order.known_best == order.known_worst:
            said["rank"] = Quantity(order.known_best, "rank", KNOWN_PLACE, both)
    return said


def _frame(said: Said, reform: str) -> pd.DataFrame:
    rows = [
        {
            "reform": reform,
            "what": what,
            "measure": quantity.measure,
            "of": quantity.of,
            "value": float(quantity.value),
            "unit": quantity.unit,
        }
        for what, quantity in said.items()
    ]
    return pd.DataFrame(rows, columns=columns_of("reform", "what"))


def _title(order: OpeningOrder | None, said: Said) -> Text:
    if order is None:
        return text(
            "The province’s own opening is not known; a date is known for {known} of "
            "{of} provinces",
            known=said["known"],
            of=said["of"],
        )
    if order.best == order.worst:
        return text(
            "{best} of {of} provinces in the order of openings",
            best=said["best"],
            of=said["of"],
        )
    shown = {key: said[key] for key in ("best", "worst", "of")}
    if "rank" in said and said["known"].value > 1:
        return text(
            "{rank} of {known} known openings; among all {of} provinces between {best} "
            "and {worst}",
            rank=said["rank"],
            known=said["known"],
            **shown,
        )
    return text(
        "The place in the order of openings lies between {best} and {worst} of {of}",
        **shown,
    )


def _beside(order: OpeningOrder | None, said: Said) -> Text:
    """Words beside the own mark."""
    if order is not None and "rank" in said:
        return text("{rank} of the dates known", rank=said["rank"])
    return text("this province")


def _subtitle(facts: Facts, reform: str) -> Joined:
    return Joined(
        (
            text(
                "When provinces opened {reform}.",
                reform=label_of(facts, f"reform.{reform}"),
            ),
            text(
                "Dot: day known; bar: bounds of the day; dotted line or arrow: one "
                "bound only; hatched: date not known; the plan period is shaded."
            ),
        ),
        "sentences",
    )


def _alternative(
    facts: Facts,
    reform: str,
    rows: OpeningRows,
    order: OpeningOrder | None,
    said: Said,
) -> Joined:
    when = starts(facts, reform)
    items = tuple(
        text("{province}: {when}", province=rows.names[o.province], when=_when(when, o))
        for o in rows.found
    )
    return Joined(
        (
            text("Chart of openings. {values}.", values=Joined(items, "semicolon")),
            text("{title}.", title=_title(order, said)),
        ),
        "sentences",
    )


def _when(known: dict, opening: Opening) -> Text:
    found: Text = known[opening.province].when
    return found


def _notes(facts: Facts, reform: str, rows: OpeningRows) -> tuple[Text, ...]:
    notes = [
        text(
            "A province of which the data say nothing is unknown, not without "
            "{reform}.",
            reform=label_of(facts, f"reform.{reform}"),
        )
    ]
    apart = [rows.names[o.province] for o in rows.found if o.contradictory]
    if apart:
        notes.append(
            text(
                "The sources on {names} exclude each other; the bounds hold what any "
                "of them says.",
                names=Joined(tuple(apart)),
            )
        )
    return tuple(notes)


def _grid(facts: Facts, reform: str, rows: OpeningRows, said: Said) -> Grid:
    when = starts(facts, reform)
    names: dict[object, object] = {}
    cells: dict[tuple[object, object], object] = {}
    for opening in rows.found:
        names[opening.province] = rows.names[opening.province]
        cells[opening.province, "when"] = _when(when, opening)
        cells[opening.province, "source"] = ", ".join(opening.sources)
    if rows.unknown:
        names["unknown"] = text("no date or bound known")
        cells["unknown", "when"] = counted(
            "{number} province",
            "{number} provinces",
            rows.unknown,
            number=said["unknown"],
        )
    columns = {"when": text("Opened"), "source": text("Sources")}
    return Grid(text("Province"), names, columns, cells, frozenset(columns))
