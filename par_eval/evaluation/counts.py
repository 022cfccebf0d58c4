"""Counts: how many cases there are, with the cases as their inputs."""

from __future__ import annotations

from collections.abc import Iterable

from par_eval.evaluation.subject import Subject
from par_eval.series import composition
from par_eval.values import Measure, Quantity, address, define, text

__all__ = ["CASES", "count_of", "over_period", "parts_of"]

CASES = define(
    Measure(
        key="cases",
        sentence=text("Number of cases, each named below"),
        not_for=text("A share: what it is counted among is not known from it."),
        operation="count",
        decimals=0,
        function="evaluation.count_of",
    )
)


def count_of(cases: list[str], unit: str) -> Quantity:
    """How many cases there are; the cases themselves are its inputs.

    Parameters
    ----------
    cases : list of str
        Addresses, or ids of quantities, one for each case.
    unit : str
        What is counted, such as ``years``.

    Returns
    -------
    Quantity

    Examples
    --------
    >>> count_of(["papi.total/P63/2019", "papi.total/P63/2020"], "years").value
    2
    """
    return Quantity(len(cases), unit, CASES, tuple(cases))


def parts_of(subject: Subject, indicator: str) -> Quantity:
    """How many parts an indicator with a span has; the parts are its inputs.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id with a span: the same parts make up each of its years.

    Returns
    -------
    Quantity
        In parts.
    """
    by_year = composition(subject.facts, indicator)
    year = max(by_year)
    return count_of(
        [address(part, subject.province, year) for part in by_year[year]], "parts"
    )


def over_period(subject: Subject, names: Iterable[str]) -> list[str]:
    """Addresses of indicators over the plan period.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    names : iterable of str
        Indicator ids.

    Returns
    -------
    list of str
        One address for each indicator, all years of the period in it.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> over_period(evaluate("Ca Mau", "2016-2020"), ["papi.total"])
    ['papi.total/P63/2016+2017+2018+2019+2020']
    """
    years = subject.national.years
    return [address(name, subject.province, years) for name in names]
