"""An evaluation: one province, one plan period, each part computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from par_eval.evaluation.areas import Areas, areas
from par_eval.evaluation.attainment import Attainment, attainment
from par_eval.evaluation.attribution import Attribution, attribution
from par_eval.evaluation.benchmarks import Benchmarks, benchmarks
from par_eval.evaluation.boundary import Boundary, boundary
from par_eval.evaluation.brief import in_brief
from par_eval.evaluation.claims import Claims, LeftOut, claims, left_out
from par_eval.evaluation.criteria import Criterion, criteria
from par_eval.evaluation.findings import Finding, Parts, findings
from par_eval.evaluation.obtain import Obtainable, obtain
from par_eval.evaluation.robustness import Robustness, robustness
from par_eval.evaluation.standing import Precision, places, precision
from par_eval.evaluation.subject import National, Subject
from par_eval.evaluation.trends import trends
from par_eval.evaluation.witnesses import Witnesses, YearlyNoise, witnesses
from par_eval.facts import Facts
from par_eval.series import load
from par_eval.values import Joined, Result

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
    def precision(self) -> Precision:
        """How sure the places are: noise, and choice of parts (rule 4)."""
        return precision(self)

    @cached_property
    def attainment(self) -> Attainment:
        """Verdicts on the targets of the period (rule 2)."""
        return attainment(self)

    @cached_property
    def benchmarks(self) -> Benchmarks:
        """Expected rebound, convergence and peers (rule 13)."""
        return benchmarks(self)

    @cached_property
    def witnesses(self) -> Witnesses:
        """What the instruments say side by side (rule 8)."""
        return witnesses(self, YearlyNoise(self))

    @cached_property
    def attribution(self) -> Attribution:
        """What could be attributed to a reform, and why not (rule 5)."""
        return attribution(self)

    @cached_property
    def claims(self) -> Claims:
        """Verdicts on the claims that touch the period (rule 7)."""
        return claims(
            self,
            attribution=self.attribution,
            attainment=self.attainment,
            precision=self.precision,
        )

    @cached_property
    def left_out(self) -> LeftOut:
        """What the claims leave out (rule 11)."""
        return left_out(self, self.claims)

    @cached_property
    def robustness(self) -> Robustness:
        """The conclusions under every changed choice (rule 9)."""
        return robustness(self, self.attribution.outcomes)

    @cached_property
    def boundary(self) -> Boundary:
        """Whether all years of the period can be evaluated (rule 14)."""
        return boundary(self)

    @cached_property
    def areas(self) -> Areas:
        """What was planned, done and changed, by content area."""
        return areas(self, self.attainment, self.claims)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """How far each evaluation criterion is assessed."""
        return criteria(self, self.attainment, self.attribution)

    @cached_property
    def obtain(self) -> tuple[Obtainable, ...]:
        """Documents to obtain next, those that would change most verdicts first."""
        return obtain(self, self.attainment, self.claims)

    @cached_property
    def in_brief(self) -> Joined:
        """Two or three sentences that stand below the title of a report."""
        return in_brief(
            self,
            robustness=self.robustness,
            precision=self.precision,
            attribution=self.attribution,
            attainment=self.attainment,
            claims=self.claims,
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Answers to the fixed questions, in their order (rule 12)."""
        return findings(
            self,
            Parts(
                attainment=self.attainment,
                trends=self.trends,
                standing=self.standing,
                precision=self.precision,
                witnesses=self.witnesses,
                attribution=self.attribution,
                robustness=self.robustness,
                obtain=self.obtain,
            ),
        )


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
