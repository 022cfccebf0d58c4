"""Places of the headline indicator, with the two intervals of each (rule 4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from par_eval.evaluation.intervals import Interval
from par_eval.evaluation.standing.places import complete_years
from par_eval.evaluation.subject import Subject
from par_eval.series import COUNT, MEAN_Z_SCORE, RANK
from par_eval.series.noise import RELATIVE_NOISE
from par_eval.values import Measure, Quantity, address, define, identity, text

__all__ = ["Placing", "ends_of", "place_in", "place_over", "placings"]

Pair = tuple[Quantity, Quantity]

NO_CONFIDENCE = text(
    "A confidence interval: noise is estimated from above, and not from answers of "
    "single respondents."
)
NO_NOISE = text("A confidence interval: it holds no noise.")

NOISE_BEST = define(
    Measure(
        key="noise_best",
        sentence=text("Best place that noise allows: sensitivity interval, stepwise"),
        not_for=NO_CONFIDENCE,
        operation="noise_interval",
        decimals=0,
        function="series.rank_intervals",
    )
)
NOISE_WORST = define(
    Measure(
        key="noise_worst",
        sentence=text("Worst place that noise allows: sensitivity interval, stepwise"),
        not_for=NO_CONFIDENCE,
        operation="noise_interval",
        decimals=0,
        function="series.rank_intervals",
    )
)
PARTS_BEST = define(
    Measure(
        key="parts_best",
        sentence=text(
            "Best place when one part is left out or the dimensions weigh the same"
        ),
        not_for=NO_NOISE,
        operation="parts_interval",
        decimals=0,
        function="evaluation.precision",
    )
)
PARTS_WORST = define(
    Measure(
        key="parts_worst",
        sentence=text(
            "Worst place when one part is left out or the dimensions weigh the same"
        ),
        not_for=NO_NOISE,
        operation="parts_interval",
        decimals=0,
        function="evaluation.precision",
    )
)
ALIKE = define(
    Measure(
        key="not_distinguishable",
        sentence=text(
            "Number of other provinces that noise leaves not distinguishable from it"
        ),
        not_for=text("Provinces that are equal: they may differ without being seen."),
        operation="noise_interval",
        decimals=0,
        function="series.rank_intervals",
    )
)


@dataclass(frozen=True)
class Placing:
    """One place of the province, in one year or over the period, and how sure it is.

    Parameters
    ----------
    indicator : str
        Indicator id.
    years : tuple of int
        One year, or the years that the period averages.
    rank, of : Quantity
        Place, and among how many provinces.
    noise : (Quantity, Quantity) or None
        Best and worst place that noise allows: a sensitivity interval, never a
        confidence interval. None where no noise is known.
    parts : (Quantity, Quantity) or None
        Best and worst place by the choice of parts and weights, noise apart.
    alike : Quantity or None
        Other provinces that are not distinguishable from this one.
    placed : bool or None
        False where the noise interval covers more than ``placed_share`` (threshold)
        of the provinces; None without one.
    """

    indicator: str
    years: tuple[int, ...]
    rank: Quantity
    of: Quantity
    noise: Pair | None = None
    parts: Pair | None = None
    alike: Quantity | None = None
    placed: bool | None = None

    @property
    def year(self) -> int:
        """The year; 0 for the period."""
        return self.years[0] if len(self.years) == 1 else 0


def placings(subject: Subject) -> tuple[Placing, ...]:
    """Places of the headline in each year of the period, and over the period last.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    tuple of Placing
        Only years in which the province has a value; the period if there are two.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> [place.year for place in placings(evaluate("Ca Mau", "2016-2020"))]
    [2016, 2017, 2018, 2019, 2020, 0]
    """
    name = subject.national.headline
    years = complete_years(subject, name)
    spans = [(year,) for year in years] + ([years] if len(years) > 1 else [])
    return tuple(place for span in spans for place in _place(subject, name, span))


def place_in(
    subject: Subject, indicator: str, years: tuple[int, ...]
) -> tuple[Quantity, Quantity] | None:
    """Rank of the province and among how many, as the standing has them.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id.
    years : tuple of int
        One year, or several.

    Returns
    -------
    (Quantity, Quantity) or None
        The rank carries its bounds among all provinces where some have no value.
    """
    row = subject.national.stands(indicator, years).get(subject.province)
    if row is None:
        return None
    own, every = (address(indicator, w, years) for w in (subject.province, "*"))
    inputs: tuple[str, ...] = (own, every)
    if len(years) > 1:
        inputs = tuple(identity(MEAN_Z_SCORE, (one, every)) for one in inputs)
    rank = Quantity(float(row["rank"]), "rank", RANK, inputs)
    if row["worst"] > row["best"]:
        bounds = float(row["best"]), float(row["worst"]), "bounds"
        rank = Quantity(rank.value, "rank", RANK, inputs, *bounds)
    return rank, Quantity(float(row["of"]), "provinces", COUNT, inputs[1:])


def place_over(
    subject: Subject, indicator: str, without: Iterable[int] = ()
) -> Placing | None:
    """Place of any indicator over the years of the period with a value.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id.
    without : iterable of int
        Years that are left out.

    Returns
    -------
    Placing or None
        With what noise allows, not with what the choice of parts does. None where the
        province has no value in the period, or no place.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> evaluation = evaluate("Ca Mau", "2016-2020")
    >>> place_over(evaluation, evaluation.national.headline).year
    0
    """
    out = set(without)
    years = tuple(y for y in complete_years(subject, indicator) if y not in out)
    found = _place(subject, indicator, years, with_parts=False) if years else iter(())
    return next(found, None)


def _place(
    subject: Subject,
    indicator: str,
    years: tuple[int, ...],
    *,
    with_parts: bool = True,
) -> Iterator[Placing]:
    """The place with its intervals, if there is one."""
    national = subject.national
    stands = place_in(subject, indicator, years)
    if stands is None:
        return
    rank, of = stands
    parts = ends_of(
        national.parts_interval(indicator, years) if with_parts else None,
        subject.province,
        (PARTS_BEST, PARTS_WORST),
        rank.of,
    )
    found = national.noise(indicator)
    interval = national.noise_interval(indicator, years)
    where = () if found is None else (identity(RELATIVE_NOISE, (found.where,)),)
    inputs = (*rank.of, *where)
    noise = ends_of(interval, subject.province, (NOISE_BEST, NOISE_WORST), inputs)
    if noise is None:
        yield Placing(indicator, years, rank, of, parts=parts)
        return
    width = noise[1].value - noise[0].value
    alike = Quantity(width, "provinces", ALIKE, inputs)
    placed = (width + 1) / of.value <= subject.facts.threshold("placed_share")
    yield Placing(indicator, years, rank, of, noise, parts, alike, placed)


def ends_of(
    interval: Interval | None,
    province: str,
    measures: tuple[str, str],
    inputs: tuple[str, ...],
) -> Pair | None:
    """Best and worst place of one province.

    Parameters
    ----------
    interval : Interval or None
        Places of all provinces, where they are known.
    province : str
        Code of the province.
    measures : (str, str)
        Keys of the measures of the best and of the worst place.
    inputs : tuple of str
        What both are computed from.

    Returns
    -------
    (Quantity, Quantity) or None
        None where the province has no place.
    """
    if interval is None or province not in interval.best.index:
        return None
    best, worst = float(interval.best[province]), float(interval.worst[province])
    return (
        Quantity(best, "rank", measures[0], inputs),
        Quantity(worst, "rank", measures[1], inputs),
    )
