"""Rows below a specification curve: each option, and which combinations take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from par_eval.evaluation.specifications import Curve
from par_eval.facts import Facts
from par_eval.values import Joined, Name, Text, text

__all__ = ["OptionRow", "option_rows"]

CHOICES: Mapping[str, Text] = {
    "baseline": text("baseline"),
    "endline": text("endline"),
    "outlier_years": text("outlying years"),
    "parts": text("further parts left out"),
    "peers": text("held against"),
}
"""Choices in a word or two."""

OPTIONS: Mapping[str, Text] = {
    "mean_of_two": text("mean of two years"),
    "last_year": text("last year alone"),
    "next_year": text("next year put in"),
    "single": text("left out"),
    "admit": text("let in"),
    "allow": text("kept"),
    "leave_out": text("left out"),
    "all_median": text("median of all"),
    "all_mean": text("mean of all"),
    "region_median": text("median of the region"),
    "": text("none"),
}
"""Options in a few words."""

BREAK = "soft_breaks: "


@dataclass(frozen=True)
class OptionRow:
    """One option of a choice.

    Parameters
    ----------
    choice, option : Text or Name
        In words.
    first : bool
        Whether it is the first, default option of its choice.
    taken : ndarray of bool
        Whether a combination takes it, in the order of the curve's rows.
    """

    choice: Text
    option: Text | Name
    first: bool
    taken: np.ndarray


def option_rows(facts: Facts, curve: Curve) -> tuple[OptionRow, ...]:
    """A row for each option of each choice that has more than one.

    Parameters
    ----------
    facts : Facts
        Data package, for the names of parts.
    curve : Curve
        Combinations of the choices.

    Returns
    -------
    tuple of OptionRow
    """
    rows = curve.frame()
    return tuple(
        OptionRow(
            _choice(facts, choice),
            OPTIONS[option] if option in OPTIONS else facts.name("indicators", option),
            option == options[0],
            (rows[choice] == option).to_numpy(),
        )
        for choice, options in curve.choices.items()
        if len(options) > 1
        for option in options
    )


def _choice(facts: Facts, choice: str) -> Text:
    if not choice.startswith(BREAK):
        return CHOICES[choice]
    causes = choice.removeprefix(BREAK).split(", ")
    names = dict.fromkeys(cause.rpartition(" ")[0] for cause in causes)
    return text(
        "soft break: {names}",
        names=Joined(tuple(facts.name("indicators", name) for name in names)),
    )
