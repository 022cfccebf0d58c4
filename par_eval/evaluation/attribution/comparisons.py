"""Comparisons: the years and provinces of a design that can be held together."""

from __future__ import annotations

from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.subject import Subject
from par_eval.values import Joined, Text, text

__all__ = [
    "compared_years",
    "no_comparison",
    "no_start",
    "possible_donors",
    "sides",
]


def compared_years(subject: Subject, design: Design) -> tuple[int, ...]:
    """Years in which the province and all its known donors have values.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome.

    Returns
    -------
    tuple of int
        Of those before the start and of those after it.
    """
    frame = subject.facts.series(design.indicator)
    units = [subject.province, *design.donors]
    wanted = [*design.before, *design.after]
    return tuple(y for y in wanted if frame.loc[y, units].notna().all())


def no_start(design: Design) -> Text | None:
    """Why the reform has no start in the province that splits the years in two.

    Parameters
    ----------
    design : Design
        Reform and outcome.

    Returns
    -------
    Text or None
        A sentence; None where it has one.
    """
    if design.universal:
        return text("The reform binds every province, so there is none without it.")
    if not design.begun:
        return text("The reform had not begun by the end of the period.")
    if not design.start.known:
        return text("The date on which the reform began in the province is not known.")
    return None


def no_comparison(subject: Subject, design: Design) -> Text | None:
    """Why no year before the start may be compared with one after it.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome.

    Returns
    -------
    Text or None
        A sentence; None where a comparison is possible.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> evaluation = evaluate("Ca Mau", "2016-2020")
    >>> design = evaluation.attribution.outcomes[0].design
    >>> no_comparison(evaluation, design) is None
    False
    """
    lacking = no_start(design)
    if lacking is not None:
        return lacking
    before, after = sides(subject, design)
    if not after:
        return text("No year after the start can be compared.")
    if not before:
        return text("No year before the start can be compared.")
    if design.breaks:
        return text(
            "The series breaks between before and after ({years}).",
            years=Joined(tuple(sorted({b.year for b in design.breaks}))),
        )
    if not design.donors and not possible_donors(subject, design):
        return text("No other province that may be without it has values.")
    return None


def sides(subject: Subject, design: Design) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Years compared, before the start and after it.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome.

    Returns
    -------
    tuple of int, tuple of int
        Those in which the province and all known donors have values.
    """
    years = compared_years(subject, design)
    return (
        tuple(y for y in years if y in design.before),
        tuple(y for y in years if y in design.after),
    )


def possible_donors(subject: Subject, design: Design) -> tuple[str, ...]:
    """Provinces of unknown status that have values in the years compared.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome.

    Returns
    -------
    tuple of str
        Codes of provinces.
    """
    years = list(compared_years(subject, design))
    complete = subject.facts.series(design.indicator).loc[years].notna().all()
    return tuple(code for code in design.unknown if complete[code])
