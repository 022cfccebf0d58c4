"""Convergence of the provinces in the period, or on the years that come nearest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation.benchmarks import runs_for
from par_eval.evaluation.subject import National, Subject
from par_eval.evaluation.trends import spanned
from par_eval.series.convergence import Convergence, convergence
from par_eval.values import MissingValueError, Result

__all__ = ["Converging", "country_convergence"]


@dataclass(frozen=True)
class Converging(Result):
    """Whether provinces that start low caught up (rule 13).

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``indicator``, ``what``, ``first``, ``last``.
    found : tuple of Convergence
        The run that answers the question, then its longest stretch without a soft
        break where it crosses one; empty where nothing can be said.
    borrowed : bool
        Whether those years lie outside the period.
    """

    found: tuple[Convergence, ...] = ()
    borrowed: bool = False

    @property
    def first(self) -> Convergence | None:
        """What answers the question; None where nothing can be said."""
        return self.found[0] if self.found else None


def country_convergence(
    national: National, subjects: Mapping[str, Subject]
) -> Converging:
    """Convergence of the headline over the period (rule 13).

    Where the headline breaks so that no run of years lies in the period, its parts
    without a break are followed through it; where there are none either, the nearest
    run of years stands in, and is called borrowed.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    subjects : mapping of str to Subject
        Every province by its code.

    Returns
    -------
    Converging
    """
    facts, name = national.facts, national.headline
    runs = runs_for(facts, name, (national.start, national.end))
    inside = [run for run in runs if set(run) & set(national.years)]
    least = int(facts.threshold("run_years"))
    wanted = [(name, run) for run in inside]
    if not wanted:
        names = {spanned(subject, name) for subject in subjects.values()} - {None}
        linked = [one for one in sorted(filter(None, names)) if len(names) == 1]
        wanted = [(one, _years(national, one)) for one in linked]
        wanted = [(one, years) for one, years in wanted if len(years) >= least]
    own = _found(national, wanted)
    found = own or _found(national, [(name, run) for run in runs])
    numbers = [one.numbers for one in found]
    return Converging(
        name="convergence",
        numbers=pd.concat(numbers, ignore_index=True) if numbers else pd.DataFrame(),
        found=found,
        borrowed=bool(found) and not own,
    )


def _years(national: National, name: str) -> tuple[int, ...]:
    """Years of the period in which a measure has a value."""
    published = national.facts.series(name).dropna(how="all").index
    return tuple(year for year in national.years if year in published)


def _found(
    national: National, wanted: list[tuple[str, tuple[int, ...]]]
) -> tuple[Convergence, ...]:
    found = []
    for name, run in wanted:
        try:
            found.append(convergence(national.facts, name, run))
        except MissingValueError:
            continue
    return tuple(found)
