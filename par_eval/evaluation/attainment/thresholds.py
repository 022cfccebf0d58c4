"""Thresholds: what a target wants, as a number with its address (rule 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from par_eval.evaluation.subject import Subject
from par_eval.values import Measure, Quantity, address, define, text

__all__ = ["NATION", "place_of", "stated", "target_address"]

NATION = "nation"

NOT_FOR = text("What was reached: it says what was wanted.")

TARGET_VALUE = define(
    Measure(
        key="target_value",
        sentence=text("Threshold of a target, as stated"),
        not_for=NOT_FOR,
        operation="stated",
        decimals=0,
        function="evaluation.attainment",
    )
)
TARGET_FRACTION = define(
    Measure(
        key="target_fraction",
        sentence=text("Threshold of a target, as stated with decimals"),
        not_for=NOT_FOR,
        operation="stated",
        decimals=2,
        function="evaluation.attainment",
    )
)


def stated(subject: Subject, row: Mapping[str, Any]) -> Quantity | None:
    """Threshold of a target.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    row : mapping
        Row of the targets table.

    Returns
    -------
    Quantity or None
        None where the target names a category.
    """
    value = row["value"]
    if value is None or value != value:
        return None
    place, deadline = place_of(subject, row), int(row["deadline"])
    where = (target_address(str(row["target"]), place, deadline),)
    measure = TARGET_VALUE if float(value).is_integer() else TARGET_FRACTION
    return Quantity(float(value), str(row["unit"]), measure, where)


def place_of(subject: Subject, row: Mapping[str, Any]) -> str:
    """Place in the address of a target.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    row : mapping
        Row of the targets table.

    Returns
    -------
    str
        Code of the province, or ``nation``.
    """
    return NATION if row["level"] == NATION else subject.province


def target_address(target: str, place: str, deadline: int) -> str:
    """Address of a target.

    Parameters
    ----------
    target : str
        Target id.
    place : str
        Province code, or ``nation``.
    deadline : int
        Year at whose end it is due.

    Returns
    -------
    str

    Examples
    --------
    >>> target_address("satisfied", "nation", 2020)
    'target.satisfied/nation/2020'
    """
    return address(f"target.{target}", place, deadline)
