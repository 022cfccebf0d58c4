"""Place of one province over the period, with both of its intervals (rule 4)."""

from __future__ import annotations

from dataclasses import dataclass

from par_eval.evaluation.country.apart import half_of
from par_eval.evaluation.intervals import Interval
from par_eval.evaluation.standing.places import BEST_RANK, WORST_RANK
from par_eval.evaluation.standing.placings import (
    NOISE_BEST,
    NOISE_WORST,
    PARTS_BEST,
    PARTS_WORST,
    ends_of,
    place_in,
)
from par_eval.evaluation.subject import Subject
from par_eval.series import MEAN_Z_SCORE, Z_SCORE
from par_eval.series.noise import RELATIVE_NOISE
from par_eval.series.place import quarter_of
from par_eval.values import Quantity, address, identity

__all__ = ["Place", "placed"]

Pair = tuple[Quantity, Quantity]


@dataclass(frozen=True)
class Place:
    """Place of one province over the period.

    Parameters
    ----------
    province : str
        Code of the province.
    rank, of : Quantity
        Place, and among how many; its low and high are the bounds among all provinces.
    z : Quantity
        Mean of the within-year z-scores.
    noise : (Quantity, Quantity) or None
        Best and worst place that noise allows the province, taken by itself as in
        its own report; None where no noise is known.
    parts : (Quantity, Quantity) or None
        Best and worst place by the choice of parts and weights, noise apart.
    half : {"upper", "lower", "open"}
        Half of the provinces in which noise leaves it, all provinces compared at
        once; open where noise allows both, or is not known.
    at_once : (int, int) or None
        Best and worst place that noise allows, all provinces compared at once.
    """

    province: str
    rank: Quantity
    of: Quantity
    z: Quantity
    noise: Pair | None
    parts: Pair | None
    half: str
    at_once: tuple[int, int] | None = None

    @property
    def bounds(self) -> Pair | None:
        """Best and worst place among all provinces, whatever the missing values."""
        if self.rank.low is None or self.rank.high is None:
            return None
        return (
            Quantity(self.rank.low, "rank", BEST_RANK, self.rank.of),
            Quantity(self.rank.high, "rank", WORST_RANK, self.rank.of),
        )

    @property
    def quarter(self) -> int:
        """Quarter of the provinces with a place, the best is 1."""
        return quarter_of(self.rank.value, self.of.value)

    @property
    def one_quarter(self) -> bool:
        """Whether noise leaves it in one quarter, all provinces compared at once."""
        if self.at_once is None:
            return False
        return len({quarter_of(place, self.of.value) for place in self.at_once}) == 1


def placed(
    subject: Subject, years: tuple[int, ...], together: Interval | None
) -> Place:
    """Place of one province, with its intervals.

    Parameters
    ----------
    subject : Subject
        Province with a value in each of the years.
    years : tuple of int
        Years whose z-scores are averaged.
    together : Interval or None
        Sets of places that hold for all provinces at once.

    Returns
    -------
    Place
    """
    national, name, code = subject.national, subject.national.headline, subject.province
    found = place_in(subject, name, years)
    assert found is not None
    rank, of = found
    inputs = tuple(address(name, where, years) for where in (code, "*"))
    z = float(national.stands(name, years)[code]["z"])
    noise = national.noise(name)
    where = () if noise is None else (identity(RELATIVE_NOISE, (noise.where,)),)
    return Place(
        province=code,
        rank=rank,
        of=of,
        z=Quantity(z, "z", MEAN_Z_SCORE if len(years) > 1 else Z_SCORE, inputs),
        noise=ends_of(
            national.noise_interval(name, years),
            code,
            (NOISE_BEST, NOISE_WORST),
            (*rank.of, *where),
        ),
        parts=ends_of(
            national.parts_interval(name, years),
            code,
            (PARTS_BEST, PARTS_WORST),
            rank.of,
        ),
        half=half_of(together, code, int(of.value)),
        at_once=None
        if together is None
        else (int(together.best[code]), int(together.worst[code])),
    )
