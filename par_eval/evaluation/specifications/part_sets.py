"""Part sets: which parts a change counts, by the treatment of each break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from par_eval.evaluation.subject import Subject
from par_eval.series import breaks_between, composition, leaves_of

__all__ = ["PartSets", "part_sets"]

Cause = tuple[int, str]


@dataclass(frozen=True)
class PartSets:
    """Sets of the parts of an indicator, one for each combination of options.

    Parameters
    ----------
    parts : tuple of str
        Ids of the smallest parts.
    breaks : tuple of tuple of (int, str)
        Soft breaks that some parts are without, those of the same parts together:
        year and where the cause lies.
    left_out : tuple of str
        What is left out beside: nothing first, then parts, joined by ``+``.
    counted : ndarray of bool
        Whether a part counts: one axis of two for each break (allowed, left out),
        one for `left_out`, the last for the parts.
    """

    parts: tuple[str, ...]
    breaks: tuple[tuple[Cause, ...], ...]
    left_out: tuple[str, ...]
    counted: np.ndarray


def part_sets(
    subject: Subject,
    indicator: str,
    years: tuple[int, int],
    *,
    soft: bool,
    left_out: int,
) -> PartSets:
    """Sets of parts under every treatment of the soft breaks between two years.

    A break that all parts share cannot be left out, so it is no choice.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.
    years : (int, int)
        First year of the baseline and last year of the endline.
    soft : bool
        Whether parts with a soft break may be left out.
    left_out : int
        Greatest number of parts that are left out together beside.

    Returns
    -------
    PartSets
    """
    facts = subject.facts
    parts = tuple(composition(facts, indicator)[years[1]])
    touched = _touched(subject, indicator, parts, years) if soft else {}
    beside = tuple(_beside(parts, left_out))
    counted = np.ones((*(2,) * len(touched), len(beside), len(parts)), dtype=bool)
    for axis, hit in enumerate(touched):
        index = [slice(None)] * counted.ndim
        index[axis] = slice(1, 2)
        counted[tuple(index)] &= ~np.array(hit)
    for turn, gone in enumerate(beside):
        counted[..., turn, [parts.index(part) for part in gone]] = False
    names = tuple("+".join(gone) for gone in beside)
    return PartSets(parts, tuple(touched.values()), names, counted)


def _touched(
    subject: Subject, indicator: str, parts: tuple[str, ...], years: tuple[int, int]
) -> dict[tuple[bool, ...], tuple[Cause, ...]]:
    """Causes of soft breaks by the parts that they touch; none that touches all."""
    facts = subject.facts
    found: dict[tuple[bool, ...], tuple[Cause, ...]] = {}
    for broken in breaks_between(facts, indicator, *years):
        below = set(leaves_of(facts, broken.indicator))
        hit = tuple(part in below for part in parts)
        cause = (broken.year, broken.indicator)
        if 0 < sum(hit) < len(parts) and cause not in found.get(hit, ()):
            found[hit] = (*found.get(hit, ()), cause)
    return found


def _beside(parts: tuple[str, ...], left_out: int) -> Iterator[tuple[str, ...]]:
    """Nothing, then each choice of so many parts that at least one stays."""
    for number in range(min(left_out, len(parts) - 1) + 1):
        yield from combinations(parts, number)
