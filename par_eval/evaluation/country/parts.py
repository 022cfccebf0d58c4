"""Parts of a report on all provinces, which its answers and limits are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from par_eval.evaluation.country.agreement import Agreement
from par_eval.evaluation.country.changes import Changes
from par_eval.evaluation.country.converging import Converging
from par_eval.evaluation.country.gaps import Gaps
from par_eval.evaluation.country.places import Places
from par_eval.evaluation.subject import National, Subject
from par_eval.facts import Facts

__all__ = ["CountryParts"]


@dataclass(frozen=True)
class CountryParts:
    """What is known of all provinces in one plan period.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    subjects : mapping of str to Subject
        Every province by its code.
    changes, places, agreement, convergence, gaps : Result
        The parts.
    """

    national: National
    subjects: Mapping[str, Subject]
    changes: Changes
    places: Places
    agreement: Agreement
    convergence: Converging
    gaps: Gaps

    @property
    def facts(self) -> Facts:
        """Data package."""
        return self.national.facts
