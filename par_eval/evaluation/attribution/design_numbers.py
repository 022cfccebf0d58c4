"""Numbers of a design: comparable years, known and unknown provinces, smallest p."""

from __future__ import annotations

from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.subject import Subject
from par_eval.values import Measure, Quantity, address, define, text

__all__ = [
    "SMALLEST_P",
    "comparable_years",
    "count_provinces",
    "known_donors",
    "lowest_p",
    "unknown_provinces",
]

COMPARABLE_YEARS = define(
    Measure(
        key="comparable_years",
        sentence=text("Years with a value before the start, since the last hard break"),
        not_for=text("The length of the series: years before a break are left out."),
        operation="count_comparable",
        decimals=0,
        function="evaluation.attribution",
    )
)
SMALLEST_P = define(
    Measure(
        key="smallest_p",
        sentence=text("Smallest p that a placebo test over these provinces can give"),
        not_for=text("The probability that the reform had no effect."),
        operation="smallest_p",
        decimals=2,
        function="evaluation.attribution",
    )
)


def comparable_years(subject: Subject, design: Design) -> Quantity:
    """Years with a value before the start, since the last hard break.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome.

    Returns
    -------
    Quantity
        In years; its inputs are the start and the years looked at.
    """
    province = subject.province
    start = design.start
    looked = [y for y in design.published if y <= start.last_before]
    of = [address(design.key, province, start.straddling or (start.first_after,))]
    of += [address(design.indicator, province, looked)] if looked else []
    return Quantity(len(design.before), "years", COMPARABLE_YEARS, tuple(of))


def known_donors(design: Design) -> Quantity:
    """Number of provinces that are known to be without the reform.

    Parameters
    ----------
    design : Design
        Reform and outcome.

    Returns
    -------
    Quantity
        In provinces; its inputs are the provinces, or all of them where it is none.
    """
    return count_provinces(design, design.donors)


def unknown_provinces(design: Design) -> Quantity:
    """Number of provinces for which it is not known whether the reform had begun.

    Parameters
    ----------
    design : Design
        Reform and outcome.

    Returns
    -------
    Quantity
        In provinces; its inputs are the provinces, or all of them where it is none.
    """
    return count_provinces(design, design.unknown)


def lowest_p(design: Design) -> Quantity:
    """Smallest p that a placebo test over the known donors can give.

    Parameters
    ----------
    design : Design
        Reform and outcome.

    Returns
    -------
    Quantity
        One in as many as there are donors and the province itself.
    """
    donors = known_donors(design)
    return Quantity(1 / (donors.value + 1), "p", SMALLEST_P, (donors.id,))


def count_provinces(design: Design, codes: tuple[str, ...]) -> Quantity:
    """How many of the other provinces some of them are.

    Parameters
    ----------
    design : Design
        Reform and outcome.
    codes : tuple of str
        Codes of provinces.

    Returns
    -------
    Quantity
        In provinces; its inputs are the provinces, or all of them where it is none.
    """
    every = [address(design.key, code, design.through) for code in codes or ("*",)]
    found = count_of(every, "provinces")
    return found if codes else Quantity(0, "provinces", found.measure, found.of)
