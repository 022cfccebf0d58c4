"""Trends: changes over a plan period, and which of them stand out."""

from __future__ import annotations

import pandas as pd

from par_eval.evaluation.changes import indicator_rows
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.families import holm
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.series import breaks_between, composition, plain, unbroken
from par_eval.values import (
    Joined,
    Result,
    Text,
    counted,
    quantities,
    text,
)

__all__ = ["followed", "spanned", "trends"]


def trends(subject: Subject) -> Result:
    """Changes over the period, where rules 1 and 3 let them be stated.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Result
        Traced frame with the key columns ``indicator``, ``what`` (change, typical,
        place, of, share; ``run_change`` and ``run_typical`` for the windows that
        exist where the period change is refused), ``first`` and ``last`` (years).
        A change carries its sensitivity to other windows as low and high. Notes
        name the number of looks and what stands out after Holm (rule 12).
        An indicator that crosses a break comes again under its id with a span: on
        its parts without a break, as far as there are any.
    """
    names = [*subject.national.dimensions, subject.national.headline]
    rows = [row for name in names for row in indicator_rows(subject, name)]
    for linked in filter(None, (spanned(subject, name) for name in names)):
        rows += indicator_rows(subject, linked)
    columns = ["indicator", "what", "first", "last"]
    columns += ["measure", "of", "value", "low", "high", "unit", "interval"]
    numbers = pd.DataFrame(rows, columns=columns)
    return Result("trends", numbers, _looks(subject.facts, numbers))


def followed(numbers: pd.DataFrame) -> list[str]:
    """Indicators whose change over the period may be stated, in order.

    Parameters
    ----------
    numbers : DataFrame
        Traced frame of `trends`.

    Returns
    -------
    list of str
        Indicator ids, with or without a span.

    Examples
    --------
    >>> names, what = ["a", "a", "b"], ["change", "typical", "run_change"]
    >>> followed(pd.DataFrame({"indicator": names, "what": what}))
    ['a']
    """
    return list(numbers["indicator"][numbers["what"] == "change"])


def spanned(subject: Subject, indicator: str) -> str | None:
    """Id of an indicator on its parts without a break over the windows of the period.

    Where the change of the indicator itself may be stated, its own windows count,
    and None is returned if it crosses no break at all; where it is refused, the span
    is the plan period (rule 3).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, without a span.

    Returns
    -------
    str or None
        Id with a span; None also where no part is without a break.
    """
    own = subject.windows(indicator)
    first, last = subject.national.start, subject.national.end
    if own.baseline and own.endline:
        first, last = own.baseline.years[0], own.endline.years[-1]
    if not breaks_between(subject.facts, indicator, first, last):
        return None
    name = unbroken(indicator, first, last)
    return name if composition(subject.facts, name) else None


def _looks(facts: Facts, numbers: pd.DataFrame) -> tuple[Text, ...]:
    """How many comparisons were looked at, and which stand out after Holm."""
    tests = numbers[numbers["what"] == "share"].set_index("indicator")["value"]
    if tests.empty:
        return ()
    passed = holm(tests.astype(float), facts.threshold("family_level"))
    rows = numbers[numbers["what"] == "share"]
    cases = [quantity.id for quantity in quantities(rows)]
    looks = counted(
        "{number} change was tested",
        "{number} changes were tested",
        len(tests),
        number=count_of(cases, "changes"),
    )
    of = numbers["value"][numbers["what"] == "of"].min()
    if 1 / of > facts.threshold("family_level") / len(tests):
        return (
            text(
                "{looks}; among so few provinces none of so many changes could stand "
                "out, however large (Holm).",
                looks=looks,
            ),
        )
    if not passed.any():
        return (
            text(
                "{looks}; none lies further from the median of the provinces than "
                "chance allows (Holm).",
                looks=looks,
            ),
        )
    names = [facts.name("indicators", plain(name)) for name in tests.index[passed]]
    return (
        text(
            "{looks}; further from the median of the provinces than chance allows "
            "(Holm): {names}.",
            looks=looks,
            names=Joined(tuple(names)),
        ),
    )
