"""Tables whose cells are words, with the numbers inside them."""

from __future__ import annotations

from collections.abc import Iterable

from par_eval.evaluation import Evaluation
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.numbers import empty
from par_eval.values import Text

__all__ = ["Cells", "word_table"]

Cells = dict[tuple[object, object], object]


def word_table(
    evaluation: Evaluation,
    name: str,
    title: Text,
    subtitle: Text,
    grid: Grid,
    sources: Iterable[str],
    notes: tuple[Text, ...] = (),
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
        grid=grid,
    )
