"""Table of the standing: within each year of the plan, and over it."""

from __future__ import annotations

from par_eval.evaluation import (
    Evaluation,
    bounds_text,
)
from par_eval.series import leaves_of
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Quantity, Text, quantities, text

__all__ = ["standing_table"]


def standing_table(evaluation: Evaluation) -> Exhibit:
    """Standing of the headline indicator in each year of the plan, and over it.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; the period is its last row and its title.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> standing_table(evaluate("Ca Mau", "2016-2020")).kind
    'table'
    """
    facts, name = evaluation.facts, evaluation.national.headline
    numbers = evaluation.standing.numbers
    cells: Cells = {}
    for row, quantity in zip(
        numbers.to_dict("records"), quantities(numbers), strict=True
    ):
        cells[row["year"], row["what"]] = quantity
    for year, lines in numbers.groupby("year"):
        said = dict(zip(lines["what"], quantities(lines), strict=True))
        cells[year, "bounds"] = bounds_text(said) or "–"
        cells[year, "place"] = text("{rank} of {of}", rank=said["rank"], of=said["of"])
    for place in evaluation.precision.places:
        cells[place.year, "noise"] = _range(place.noise)
        cells[place.year, "parts"] = _range(place.parts)
    cells |= _groups(evaluation)
    rows: dict[object, object] = {year: year for year in evaluation.national.years}
    if (numbers["year"] == 0).any():
        rows[0] = text("The period")
    label = facts.name("indicators", name)
    return Exhibit(
        id="standing",
        kind="table",
        facts=facts,
        title=_standing_title(cells),
        subtitle=text(
            "Standing by {instrument}, {name}. z: distance from the year's mean in "
            "standard deviations of the provinces; the period is the mean of the z.",
            instrument=facts.name("instruments", evaluation.national.instrument),
            name=label,
        ),
        alternative=text("Table of the standing in each year and over the period."),
        sources=facts.sources_of(leaves_of(facts, name)),
        numbers=numbers,
        notes=evaluation.standing.notes,
        grid=Grid(
            text("Year"),
            rows,
            _standing_columns(grouped=any(what == "group" for _, what in cells)),
            cells,
            frozenset({"group", "bounds", "noise", "parts"}),
        ),
    )


def _range(ends: tuple[Quantity, Quantity] | None) -> Text | str:
    if ends is None:
        return "–"
    if ends[0].value == ends[1].value:
        return text("{place} only", place=ends[0])
    return text("{best} to {worst}", best=ends[0], worst=ends[1])


def _groups(evaluation: Evaluation) -> Cells:
    """The publisher's own group in each year, which comes before ranks (rule 4)."""
    facts, table = evaluation.facts, evaluation.facts.table("groups")
    mine = table["province"] == evaluation.province
    rows = table[mine & (table["indicator"] == evaluation.national.headline)]
    return {
        (int(row["year"]), "group"): facts.label(str(row["group"]), row, "group")
        for row in rows.to_dict("records")
    }


def _standing_columns(*, grouped: bool) -> dict[object, object]:
    group: dict[object, object] = {}
    if grouped:
        group["group"] = text("Publisher's group")
    return {
        **group,
        "score": text("Score"),
        "place": text("Rank"),
        "bounds": text("Among all provinces"),
        "noise": text("Noise allows"),
        "parts": text("Choice of parts allows"),
        "percentile": text("Percentile"),
        "z": text("z-score"),
    }


def _standing_title(cells: Cells) -> Text:
    if (0, "rank") not in cells:
        return text("No standing over the period can be given")
    return text(
        "Over the period {rank} of {of} provinces with data in the same years",
        rank=cells[0, "rank"],
        of=cells[0, "of"],
    )
