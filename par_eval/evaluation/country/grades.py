"""Grades of the answers on all provinces, with the reasons against each (rule 6)."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation.country.change import Family
from par_eval.evaluation.country.parts import CountryParts
from par_eval.evaluation.country.words import count_measures, count_provinces
from par_eval.evaluation.evidence import Concern, Grade, graded, provenance
from par_eval.evaluation.grades import NO_ERRORS
from par_eval.facts import sources_at
from par_eval.series import leaves_of, plain
from par_eval.values import Joined, counted, text

__all__ = ["agreement_grade", "changes_grade", "convergence_grade", "places_grade"]

HALF = 0.5
"""Share of the pairs below which the places are too imprecise for a better grade."""


def changes_grade(parts: CountryParts) -> Grade | None:
    """Grade of what is said about changes; None where none was tested.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Returns
    -------
    Grade or None
    """
    tested = [family for family in parts.changes.families if family.tested]
    if not tested:
        return None
    years = sorted({y for f in tested for c in f.changes for y in (*c.first, *c.last)})
    names = {leaf for f in tested for leaf in leaves_of(parts.facts, f.indicator)}
    sources = sources_at(parts.facts, sorted(names), "*", years)
    concerns = [*provenance(parts.facts, sources), Concern("precision", NO_ERRORS)]
    concerns += [*_lacking(parts, tested), *_partial(parts, tested)]
    return graded(concerns)


def _lacking(parts: CountryParts, tested: list[Family]) -> Iterator[Concern]:
    """Provinces without a change in one of the measures."""
    present = [{change.province for change in family.changes} for family in tested]
    absent = [c for c in parts.subjects if not all(c in found for found in present)]
    if absent:
        reason = counted(
            "{number} of {all} provinces lacks a change in one of the measures.",
            "{number} of {all} provinces lack a change in one of the measures.",
            len(absent),
            number=count_provinces(parts.national, absent),
            all=count_provinces(parts.national, parts.subjects),
        )
        yield Concern("coverage", reason)


def _partial(parts: CountryParts, tested: list[Family]) -> Iterator[Concern]:
    """Dimensions that cannot be followed as a whole, and soft breaks crossed."""
    national = parts.national
    whole = {f.indicator for f in tested}
    out = [name for name in national.dimensions if name not in whole]
    if out:
        reason = text(
            "{refused} of {all} dimensions cannot be followed as a whole: hard breaks.",
            refused=count_measures(national, out),
            all=count_measures(national, national.dimensions),
        )
        yield Concern("comparability", reason)
    soft = sorted(
        {y for f in tested if f.indicator == plain(f.indicator) for y in f.soft}
    )
    if soft:
        crossed = text("Soft breaks are crossed ({years}).", years=Joined(tuple(soft)))
        yield Concern("comparability", crossed)


def places_grade(parts: CountryParts) -> Grade | None:
    """Grade of what is said about places; None where no province has one.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Returns
    -------
    Grade or None
    """
    national, found = parts.national, parts.places
    if not found.places:
        return None
    leaves = leaves_of(parts.facts, national.headline)
    concerns = provenance(
        parts.facts, sources_at(parts.facts, leaves, "*", found.years)
    )
    if found.absent:
        reason = counted(
            "{number} of {all} provinces lacks a year, so it has no place.",
            "{number} of {all} provinces lack a year, so they have no place.",
            len(found.absent),
            number=count_provinces(national, found.absent),
            all=count_provinces(national, parts.subjects),
        )
        concerns.append(Concern("coverage", reason))
    share = 0.0
    if found.apart is not None and found.pairs is not None:
        share = found.apart.value / found.pairs.value
    concerns.append(Concern("precision", NO_ERRORS, serious=share < HALF))
    total = parts.changes.headline(national.headline)
    if total is None or total.indicator != national.headline:
        reason = text(
            "The total breaks inside the period, so only places within a year count."
        )
        concerns.append(Concern("comparability", reason))
    return graded(concerns)


def agreement_grade(parts: CountryParts) -> Grade | None:
    """Grade of what is said about agreement; None where nothing was compared.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Returns
    -------
    Grade or None
    """
    found = parts.agreement.in_year
    if not found:
        return None
    headlines = {one.headline for c in found for one in (c.first, c.second)}
    leaves = {leaf for name in headlines for leaf in leaves_of(parts.facts, name)}
    years = sorted({c.year for c in found})
    concerns = provenance(
        parts.facts, sources_at(parts.facts, sorted(leaves), "*", years)
    )
    concerns.append(Concern("precision", NO_ERRORS))
    reason = text("The instruments ask different people about different services.")
    concerns.append(Concern("comparability", reason))
    return graded(concerns)


def convergence_grade(parts: CountryParts) -> Grade | None:
    """Grade of what is said about convergence; None where nothing can be said.

    Parameters
    ----------
    parts : CountryParts
        What is known of all provinces.

    Returns
    -------
    Grade or None
    """
    found = parts.convergence.first
    if found is None:
        return None
    leaves = leaves_of(parts.facts, found.indicator)
    sources = sources_at(parts.facts, leaves, "*", found.years)
    concerns = [*provenance(parts.facts, sources), Concern("precision", NO_ERRORS)]
    if parts.convergence.borrowed:
        reason = text("The years lie outside the period.")
        concerns.append(Concern("coverage", reason))
    if found.indicator != plain(found.indicator):
        reason = text("Only the parts without a break are followed.")
        concerns.append(Concern("comparability", reason))
    soft = sorted({b.year for b in found.soft})
    if soft:
        crossed = text("Soft breaks are crossed ({years}).", years=Joined(tuple(soft)))
        concerns.append(Concern("comparability", crossed))
    return graded(concerns)
