"""Results: the numbers of one step, with what must be said beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from par_eval.values.texts import Text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Result"]


@dataclass(frozen=True)
class Result:
    """Numbers of one step of an evaluation, or of one check.

    Parameters
    ----------
    name : str
        What was computed.
    numbers : DataFrame
        Traced frame.
    notes : tuple of Text
        What a report must print beside the numbers.
    passed : bool or None
        Outcome of a check; None where the result only informs.
    """

    name: str
    numbers: pd.DataFrame
    notes: tuple[Text, ...] = ()
    passed: bool | None = None

    def table(self) -> pd.DataFrame:
        """The numbers without the columns that serve tracing only."""
        return self.numbers.drop(columns=["measure", "of"], errors="ignore")
