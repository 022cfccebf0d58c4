"""Tables whose cells are words, with the numbers inside them."""

from __future__ import annotations

from collections.abc import Iterable

from par_eval.evaluation import Evaluation
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.numbers import empty
from par_eval.values import Joined, Text, text

__all__ = ["Cells", "in_full", "word_table"]

Cells = dict[tuple[object, object], object]

REASONS = text("Reasons in full")


def word_table(
    evaluation: Evaluation,
    name: str,
    title: Text,
    subtitle: Text,
    grid: Grid,
    sources: Iterable[str] = (),
    notes: tuple[Text, ...] = (),
    details: tuple[Text, ...] = (),
    details_label: Text = REASONS,
) -> Exhibit:
    """Table of words; its numbers are those that its cells hold.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    name : str
        Id of the exhibit.
    title, subtitle : Text
        Its finding, and how to read it.
    grid : Grid
        The table itself.
    sources : iterable of str
        Source ids, in any order.
    notes : tuple of Text
        What stands below it.
    details : tuple of Text
        What is folded away below it.
    details_label : Text
        What that is.

    Returns
    -------
    Exhibit
    """
    return Exhibit(
        id=name,
        kind="table",
        facts=evaluation.facts,
        title=title,
        subtitle=subtitle,
        alternative=title,
        sources=tuple(sorted(set(sources))),
        numbers=empty(),
        notes=notes,
        details=details,
        details_label=details_label,
        grid=grid,
    )


def in_full(name: object, lines: Iterable[object], style: str = "sentences") -> Text:
    """Everything that is said of one row, for the folded part of a table.

    Parameters
    ----------
    name : Text, Name or str
        What the row is on.
    lines : iterable of Text or Name
        What is said.
    style : {"sentences", "semicolon"}
        Whether the lines are sentences, or parts of one.

    Returns
    -------
    Text
    """
    said = Joined(tuple(lines), style)
    if style == "sentences":
        return text("{name}: {sentences}", name=name, sentences=said)
    return text("{name}: {list}.", name=name, list=said)
