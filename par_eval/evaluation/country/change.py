"""Change of one province, and the family of those of all provinces in a measure."""

from __future__ import annotations

from dataclasses import dataclass

from par_eval.series.noise import Noise
from par_eval.values import Quantity

__all__ = ["SEEN", "UNSEEN", "Change", "Family"]

SEEN, UNSEEN, UNTESTED = "stands_out", "within_noise", "not_tested"


@dataclass(frozen=True)
class Change:
    """Change of one province over the period, beside that of the typical province.

    Parameters
    ----------
    province : str
        Code of the province.
    first, last : tuple of int
        Years of its baseline and of its endline.
    change, typical : Quantity
        Its change, and the median change of the provinces over the same years.
    beyond : Quantity
        Its change less the typical one.
    error, p, adjusted : Quantity or None
        Standard deviation that noise gives to such a change, the probability that
        noise alone moves a province as far, and the same after Holm over all
        provinces of the family. None where no noise is known.
    verdict : {"stands_out", "within_noise", "not_tested"}
        After Holm over the provinces.
    in_one_family : bool
        Whether it stands out even when all changes of all measures are one family.
    kept : bool or None
        Whether it also stands out without the parts that have soft breaks; None where
        none are crossed, or no part is left.
    """

    province: str
    first: tuple[int, ...]
    last: tuple[int, ...]
    change: Quantity
    typical: Quantity
    beyond: Quantity
    error: Quantity | None = None
    p: Quantity | None = None
    adjusted: Quantity | None = None
    verdict: str = UNTESTED
    in_one_family: bool = False
    kept: bool | None = None

    @property
    def stands_out(self) -> bool:
        """Whether it lies further from the typical change than noise explains."""
        return self.verdict == SEEN


@dataclass(frozen=True)
class Family:
    """Changes of all provinces in one measure: the comparisons that Holm holds.

    Parameters
    ----------
    indicator : str
        Indicator id; with a span where only its parts without a break are followed.
    changes : tuple of Change
        One for each province with a change, in the order of the provinces.
    noise : Noise or None
        Noise that the changes are judged by; None where none is known on their scale.
    soft : tuple of int
        Years of the soft breaks that some of the changes cross.
    """

    indicator: str
    changes: tuple[Change, ...]
    noise: Noise | None
    soft: tuple[int, ...] = ()

    @property
    def tested(self) -> bool:
        """Whether noise is known, so that its changes were tested."""
        return any(one.p is not None for one in self.changes)

    @property
    def standing_out(self) -> tuple[Change, ...]:
        """Changes beyond noise, the furthest from the typical one first."""
        found = [one for one in self.changes if one.stands_out]
        return tuple(sorted(found, key=lambda one: -abs(one.beyond.value)))
