"""A country: all provinces side by side in one plan period."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from par_eval.evaluation.country.agreement import Agreement, country_agreement
from par_eval.evaluation.country.answers import country_findings
from par_eval.evaluation.country.brief import country_brief
from par_eval.evaluation.country.changes import Changes, country_changes
from par_eval.evaluation.country.converging import Converging, country_convergence
from par_eval.evaluation.country.gaps import Gaps, country_gaps
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.places import Places, country_places
from par_eval.evaluation.findings import Finding
from par_eval.evaluation.subject import National, Subject
from par_eval.facts import Facts
from par_eval.series import load
from par_eval.values import Joined

__all__ = ["Country", "country"]


@dataclass(frozen=True, eq=False)
class Country:
    """All provinces side by side in one plan period, each part computed once.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.

    Examples
    --------
    >>> found = country("2016-2020")
    >>> found.changes.headline(found.national.headline).tested
    True
    """

    national: National

    @property
    def facts(self) -> Facts:
        """Data package."""
        return self.national.facts

    @property
    def period(self) -> str:
        """Plan period."""
        return self.national.period

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Every province by its code, in the order of the data."""
        codes = self.facts.tables["provinces"]["province"]
        return {str(code): Subject(self.national, str(code)) for code in codes}

    @cached_property
    def changes(self) -> Changes:
        """Changes beside the typical one, held by Holm over provinces (rule 12)."""
        return country_changes(self.national, self.subjects)

    @cached_property
    def places(self) -> Places:
        """Standing of all over the period, and how far it separates them (rule 4)."""
        return country_places(self.national, self.subjects)

    @cached_property
    def agreement(self) -> Agreement:
        """Whether the instruments put the provinces in the same order (rule 8)."""
        return country_agreement(self.national)

    @cached_property
    def convergence(self) -> Converging:
        """Whether provinces that started low caught up (rule 13)."""
        return country_convergence(self.national, self.subjects)

    @cached_property
    def gaps(self) -> Gaps:
        """What is not known, over all provinces (rule 10)."""
        return country_gaps(self.national, self.subjects)

    @cached_property
    def parts(self) -> CountryParts:
        """All parts together, which answers and limits are made from."""
        return CountryParts(
            national=self.national,
            subjects=self.subjects,
            changes=self.changes,
            places=self.places,
            agreement=self.agreement,
            convergence=self.convergence,
            gaps=self.gaps,
        )

    @cached_property
    def in_brief(self) -> Joined:
        """Two or three sentences that stand below the title of a report."""
        return country_brief(self.parts)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Answers to the fixed questions of the country report (rule 12)."""
        return country_findings(self.parts)


def country(
    period: str, *, facts: Facts | None = None, data: Path | str | None = None
) -> Country:
    """Set all provinces side by side in a plan period.

    Parameters
    ----------
    period : str
        Plan period, such as ``2016-2020``.
    facts : Facts, optional
        Data package that is already loaded.
    data : path, optional
        Folder of a data package; the shipped data if neither is given.

    Returns
    -------
    Country
        Its parts are computed when they are first asked for.

    Raises
    ------
    UnknownNameError
        If the period is not in the data package.
    DataPackageError
        If the data package has faults.
    """
    known = facts if facts is not None else load(data or None)
    return Country(National(known, period))
