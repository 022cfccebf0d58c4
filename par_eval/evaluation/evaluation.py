"""An evaluation: one province, one plan period, each part computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from par_eval.evaluation.findings import Finding, findings
from par_eval.evaluation.standing import places
from par_eval.evaluation.subject import National, Subject
from par_eval.evaluation.trends import trends
from par_eval.facts import Facts
from par_eval.series import load
from par_eval.values import Result

__all__ = ["Evaluation", "evaluate"]


@dataclass(frozen=True, eq=False)
class Evaluation(Subject):
    """Evaluation of one province in one plan period.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    province : str
        Code of the province.

    Examples
    --------
    >>> evaluation = evaluate("Ca Mau", "2016-2020")
    >>> evaluation.province
    'P63'
    """

    @cached_property
    def trends(self) -> Result:
        """Changes over the period where they may be stated (rules 1, 3, 12)."""
        return trends(self)

    @cached_property
    def standing(self) -> Result:
        """Standing in each year of the period, and over it (rule 4)."""
        return places(self)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Answers to the fixed questions, in their order (rule 12)."""
        return findings(self, trends=self.trends, standing=self.standing)


def evaluate(
    province: str,
    period: str,
    *,
    facts: Facts | None = None,
    data: Path | str | None = None,
) -> Evaluation:
    """Evaluate a province in a plan period.

    Parameters
    ----------
    province : str
        Code or name of the province, in any language of the data.
    period : str
        Plan period, such as ``2016-2020``.
    facts : Facts, optional
        Data package that is already loaded.
    data : path, optional
        Folder of a data package; the shipped data if neither is given.

    Returns
    -------
    Evaluation
        Its parts are computed when they are first asked for.

    Raises
    ------
    UnknownNameError
        If the province or the period is not in the data package.
    DataPackageError
        If the data package has faults.
    """
    known = facts if facts is not None else load(data or None)
    return Evaluation(National(known, period), known.province(province))
