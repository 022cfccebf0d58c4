"""Changes of all provinces, each against the typical one and noise (rule 12)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd
from scipy.special import stdtr  # type: ignore[import-untyped]

from par_eval.evaluation.changes import moves_of
from par_eval.evaluation.country.change import Change, Family
from par_eval.evaluation.country.change_measures import numbers_of, quantities_of
from par_eval.evaluation.country.holding import held, in_one_family
from par_eval.evaluation.subject import National, Subject
from par_eval.evaluation.trends import spanned
from par_eval.evaluation.windows import Window
from par_eval.series.noise import Noise
from par_eval.values import MissingValueError, Result

__all__ = ["Changes", "country_changes"]


@dataclass(frozen=True)
class Changes(Result):
    """Changes of every measure that may be followed over the period.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`; key columns ``indicator``, ``province`` and ``what``:
        change, typical, beyond, error, p, adjusted.
    families : tuple of Family
        In the order of the dimensions, the headline last.
    refused : tuple of str
        Dimensions, and the headline, of which nothing can be followed.
    """

    families: tuple[Family, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def looks(self) -> tuple[Change, ...]:
        """Every change that was tested."""
        return tuple(c for f in self.families for c in f.changes if c.p is not None)

    def headline(self, name: str) -> Family | None:
        """Changes of the headline, or of its parts without a break."""
        plainly = (f for f in self.families if f.indicator.split("~")[0] == name)
        return next(plainly, None)


def country_changes(national: National, subjects: Mapping[str, Subject]) -> Changes:
    """Which provinces changed differently from the typical one, beyond noise.

    Windows are each province's own (rule 1). A change less the typical one is held
    against the noise of its windows: the transitory deviation pooled over the
    provinces, times the root of one over the years of the baseline plus one over
    those of the endline. Holm holds the error over all provinces of a measure. A
    measure that crosses a hard break is followed on its parts without one, and so
    named; one whose noise is not known on its scale is not tested.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    subjects : mapping of str to Subject
        Every province by its code.

    Returns
    -------
    Changes
    """
    families, refused = [], []
    for name in (*national.dimensions, national.headline):
        found = _family(national, subjects, name) or _linked(national, subjects, name)
        if found is None:
            refused.append(name)
        else:
            families.append(found)
    told = in_one_family(tuple(families), national.facts.threshold("family_level"))
    return Changes(
        name="changes",
        numbers=numbers_of((f.indicator, c) for f in told for c in f.changes),
        families=told,
        refused=tuple(refused),
    )


def _linked(
    national: National, subjects: Mapping[str, Subject], name: str
) -> Family | None:
    """Changes of a measure that breaks, on its parts without a break."""
    names = {spanned(subject, name) for subject in subjects.values()} - {None}
    spans = sorted(one for one in names if one)
    return _family(national, subjects, spans[0]) if len(spans) == 1 else None


def _family(
    national: National, subjects: Mapping[str, Subject], name: str
) -> Family | None:
    """Changes of one measure, tested and held by Holm; None where there are none."""
    noise = national.noise(name)
    found = [c for s in subjects.values() for c in _change(s, name, noise)]
    if not found:
        return None
    level = national.facts.threshold("family_level")
    family = Family(
        indicator=name,
        changes=tuple(held(found, level)),
        noise=noise if any(change.error for change in found) else None,
        soft=_soft(subjects.values(), name),
    )
    return _rerun(national, subjects, family) if family.soft else family


def _change(subject: Subject, name: str, noise: Noise | None) -> Iterator[Change]:
    """Change of one province, if it has one."""
    try:
        found = subject.windows(name)
    except MissingValueError:
        return
    if found.baseline is None or found.endline is None:
        return
    ends = found.baseline, found.endline
    moves = moves_of(subject.facts, name, *ends)
    if pd.isna(moves[subject.province]):
        return
    known = noise if noise is not None and _covers(noise, ends) else None
    said = quantities_of(subject, name, ends, moves, known)
    error = said.get("error")
    if known is not None and error is not None:
        distance = abs(said["beyond"].value) / error.value
        p = 2 * float(stdtr(known.degrees, -distance))
        said["p"] = replace(said["p"], value=p)
    yield Change(
        province=subject.province,
        first=ends[0].years,
        last=ends[1].years,
        change=said["change"],
        typical=said["typical"],
        beyond=said["beyond"],
        error=error,
        p=said.get("p"),
        adjusted=said.get("adjusted"),
    )


def _covers(noise: Noise, ends: tuple[Window, Window]) -> bool:
    """Whether noise is known on the scale of both windows: it is of the same run."""
    return noise.deviation > 0 and {y for w in ends for y in w.years} <= set(
        noise.years
    )


def _soft(subjects: Iterable[Subject], name: str) -> tuple[int, ...]:
    years = {b.year for subject in subjects for b in subject.windows(name).breaks}
    return tuple(sorted(years))


def _rerun(
    national: National, subjects: Mapping[str, Subject], family: Family
) -> Family:
    """What stands out, judged again without the parts that have soft breaks."""
    again: dict[str, Family | None] = {}
    changes = []
    for change in family.changes:
        name = spanned(subjects[change.province], family.indicator)
        if change.stands_out and name is not None:
            if name not in again:
                again[name] = _family(national, subjects, name)
            change = replace(change, kept=_still(again[name], change))
        changes.append(change)
    return replace(family, changes=tuple(changes))


def _still(family: Family | None, change: Change) -> bool | None:
    """Whether a province stands out in another family, in the same direction."""
    if family is None or not family.tested:
        return None
    others = [c for c in family.changes if c.province == change.province]
    return any(
        one.stands_out and math.copysign(1, one.beyond.value * change.beyond.value) > 0
        for one in others
    )
