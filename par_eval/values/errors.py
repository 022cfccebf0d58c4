"""Errors: what a user can understand and mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from par_eval.values.quantities import Quantity

__all__ = [
    "ComparabilityError",
    "MissingValueError",
    "ParEvalError",
    "UnknownNameError",
]


class ParEvalError(Exception):
    """Anything that a user can understand and mend.

    Parameters
    ----------
    message : str
        What was wrong, where, and what to do.
    """


class UnknownNameError(ParEvalError):
    """A province, period, indicator, language or kind of report is not known."""


class MissingValueError(ParEvalError):
    """A value that was asked for was never published; it is not imputed."""


class ComparabilityError(ParEvalError):
    """Two values may not be compared, since a series breaks between them (rule 3).

    Parameters
    ----------
    message : str
        What was compared, what lies between, and what can be compared instead.
    breaks : tuple of Break
        The hard breaks in between.
    unbroken : Quantity or None
        The change on the parts without a break, where there are any.

    Attributes
    ----------
    breaks, unbroken
        As given, for whoever catches the error.
    """

    def __init__(
        self, message: str, breaks: tuple = (), unbroken: Quantity | None = None
    ) -> None:
        super().__init__(message)
        self.breaks = breaks
        self.unbroken = unbroken
