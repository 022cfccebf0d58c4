"""Claims as the data states them, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from par_eval.evaluation.place_words import value_words
from par_eval.facts import Facts
from par_eval.values import Measure, Quantity, Text, address, define, text

__all__ = ["Claim", "read_claims", "stated_quantity", "stated_words"]

NOT_EVIDENCE = text("Evidence: it is what is to be checked.")

STATED = define(
    Measure(
        key="stated",
        sentence=text("What the claim states"),
        not_for=NOT_EVIDENCE,
        operation="stated",
        decimals=2,
        function="evaluation.claims",
    )
)
STATED_WHOLE = define(
    Measure(
        key="stated_whole",
        sentence=text("What the claim states, without decimals"),
        not_for=NOT_EVIDENCE,
        operation="stated",
        decimals=0,
        function="evaluation.claims",
    )
)
STATED_END = define(
    Measure(
        key="stated_end",
        sentence=text("Upper end of what the claim states"),
        not_for=NOT_EVIDENCE,
        operation="stated_end",
        decimals=0,
        function="evaluation.claims",
    )
)
STATED_FRACTION_END = define(
    Measure(
        key="stated_fraction_end",
        sentence=text("Upper end of what the claim states, with decimals"),
        not_for=NOT_EVIDENCE,
        operation="stated_end",
        decimals=2,
        function="evaluation.claims",
    )
)


@dataclass(frozen=True)
class Claim:
    """One atomic claim, as a row of the data states it.

    Parameters
    ----------
    claim : str
        Claim id.
    kind : str
        What is claimed, such as ``rank`` or ``causal``.
    about : tuple of str
        Ids of indicators, outputs, targets or a reform.
    first_year, last_year : int
        Years that the claim speaks of.
    claim_year : int
        Year in which it was made.
    year, from_year : int or None
        Year of the figure; year from which a change is counted.
    low, high : float or None
        What is stated: one number, or the ends of a range.
    unit : str
        Unit of what is stated; empty where nothing is.
    row : mapping
        The whole row, for its labels.
    """

    claim: str
    kind: str
    about: tuple[str, ...]
    first_year: int
    last_year: int
    claim_year: int
    year: int | None
    from_year: int | None
    low: float | None
    high: float | None
    unit: str
    row: dict[str, Any]

    @property
    def when(self) -> int:
        """Year of the figure; the last year of the claim where none is given."""
        return self.last_year if self.year is None else self.year

    @property
    def ends(self) -> tuple[float, float] | None:
        """Ends of what is stated; None where no number is."""
        known = [end for end in (self.low, self.high) if end is not None]
        return (known[0], known[-1]) if known else None


def read_claims(facts: Facts, province: str) -> tuple[Claim, ...]:
    """Every claim of a province.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.

    Returns
    -------
    tuple of Claim
        In the order of the data; none where it has none.

    Examples
    --------
    >>> from par_eval.series import load
    >>> read_claims(load(), "no such province")
    ()
    """
    table = facts.table("claims")
    rows = table[table["province"] == province].to_dict("records")
    return tuple(_claim({str(key): cell for key, cell in r.items()}) for r in rows)


def stated_quantity(claim: Claim, province: str) -> Quantity | None:
    """Number that a claim states, with its ends where it is a range.

    Parameters
    ----------
    claim : Claim
        The claim.
    province : str
        Code of the province.

    Returns
    -------
    Quantity or None
        None where it states no number, or a year, which the statement itself names.
    """
    if claim.ends is None or claim.unit == "year":
        return None
    low, high = claim.ends
    of = (address(f"claim.{claim.claim}", province, claim.when),)
    measure = STATED_WHOLE if _whole(claim) else STATED
    if low == high:
        return Quantity(low, claim.unit, measure, of)
    return Quantity(low, claim.unit, measure, of, low, high, "stated")


def stated_words(claim: Claim, province: str) -> Text | Quantity | None:
    """Number that a claim states, with its unit and with both ends of a range.

    Parameters
    ----------
    claim : Claim
        The claim.
    province : str
        Code of the province.

    Returns
    -------
    Text, Quantity or None
        None where it states no number.
    """
    low = stated_quantity(claim, province)
    if low is None:
        return None
    if claim.kind == "opening_rank":
        return text("{rank} or better", rank=low)
    if low.high is None:
        return value_words(low)
    measure = STATED_END if _whole(claim) else STATED_FRACTION_END
    high = Quantity(low.high, low.unit, measure, low.of)
    return text("{low} to {high}", low=low, high=value_words(high))


def _whole(claim: Claim) -> bool:
    """Whether what is stated has no decimals."""
    return claim.ends is not None and all(end.is_integer() for end in claim.ends)


def _claim(row: dict[str, Any]) -> Claim:
    about = row["about"]
    return Claim(
        claim=str(row["claim"]),
        kind=str(row["kind"]),
        about=tuple(about.split()) if isinstance(about, str) else (),
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]),
        claim_year=int(row["claim_year"]),
        year=None if _empty(row["year"]) else int(row["year"]),
        from_year=None if _empty(row["from_year"]) else int(row["from_year"]),
        low=None if _empty(row["stated_low"]) else float(row["stated_low"]),
        high=None if _empty(row["stated_high"]) else float(row["stated_high"]),
        unit="" if _empty(row["unit"]) else str(row["unit"]),
        row=row,
    )


def _empty(cell: object) -> bool:
    return cell is None or bool(pd.isna(cell))
