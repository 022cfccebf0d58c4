"""Bounds over provinces whose status is unknown: an exploration, never an effect."""

from __future__ import annotations

from dataclasses import dataclass

from par_eval.evaluation.attribution.comparisons import (
    no_comparison,
    possible_donors,
    sides,
)
from par_eval.evaluation.attribution.design_numbers import (
    SMALLEST_P,
    count_provinces,
    known_donors,
)
from par_eval.evaluation.attribution.designs import Design
from par_eval.evaluation.attribution.donor_sets import mean_range, p_range
from par_eval.evaluation.subject import Subject
from par_eval.language import say
from par_eval.values import (
    ComparabilityError,
    Measure,
    Quantity,
    address,
    define,
    identity,
    text,
)

__all__ = ["Bounds", "bounds_over_unknown"]

NOT_AN_EFFECT = text(
    "An effect of the reform: the conditions for one are not looked at, and not all "
    "of these sets can be the true one."
)
CHANGE_BETWEEN = define(
    Measure(
        key="change_after_start",
        sentence=text(
            "Mean of the years after the start less the mean of the years before it"
        ),
        not_for=text("An effect of the reform."),
        operation="difference_of_means",
        decimals=2,
        function="evaluation.bounds_over_unknown",
        signed=True,
    )
)
BOUND_LOW = define(
    Measure(
        key="bound_low",
        sentence=text(
            "Smallest difference in differences over all sets of provinces that may "
            "have been without the reform"
        ),
        not_for=NOT_AN_EFFECT,
        operation="smallest_over_sets",
        decimals=2,
        function="evaluation.bounds_over_unknown",
        signed=True,
    )
)
BOUND_HIGH = define(
    Measure(
        key="bound_high",
        sentence=text(
            "Largest difference in differences over all sets of provinces that may "
            "have been without the reform"
        ),
        not_for=NOT_AN_EFFECT,
        operation="largest_over_sets",
        decimals=2,
        function="evaluation.bounds_over_unknown",
        signed=True,
    )
)
NOT_A_TEST = text("The p of a test: nobody knows which of these sets is the true one.")
BOUND_P_LOW = define(
    Measure(
        key="bound_p_low",
        sentence=text(
            "A p below which no set of provinces that may have been without the reform "
            "can lead"
        ),
        not_for=NOT_A_TEST,
        operation="smallest_over_sets",
        decimals=2,
        function="evaluation.bounds_over_unknown",
    )
)
BOUND_P_HIGH = define(
    Measure(
        key="bound_p_high",
        sentence=text(
            "A p above which no set of provinces that may have been without the reform "
            "can lead"
        ),
        not_for=NOT_A_TEST,
        operation="largest_over_sets",
        decimals=2,
        function="evaluation.bounds_over_unknown",
    )
)


@dataclass(frozen=True)
class Bounds:
    """What a comparison could give, whichever unknown provinces are donors.

    Parameters
    ----------
    design : Design
        Reform and outcome.
    before, after : tuple of int
        Years compared.
    known, unknown : Quantity
        Provinces known to be without the reform, and those of which it is not known,
        all with values in these years.
    low, high : Quantity
        Smallest and largest estimate: both are reached by some set.
    p_low, p_high : Quantity
        Bounds of the p-value.
    p_exact : bool
        Whether some set reaches each of the two; if not, no set lies beyond them.
    smallest_p : Quantity
        Smallest p that any test could give, were all unknown provinces without it.
    """

    design: Design
    before: tuple[int, ...]
    after: tuple[int, ...]
    known: Quantity
    unknown: Quantity
    low: Quantity
    high: Quantity
    p_low: Quantity
    p_high: Quantity
    p_exact: bool
    smallest_p: Quantity


def bounds_over_unknown(subject: Subject, design: Design) -> Bounds:
    """Range of the estimate over all sets of donors that are possible (rule 5).

    A set holds every province that is known to be without the reform, and any of those
    of which it is not known. For each the estimate is the change of the province from
    its years before the start to those after it, less the mean change of the donors,
    each weighing the same. Deviations from the mean of the others, on which effects are
    estimated, would give the same: what is taken from every unit in a year drops out of
    the difference.

    This is an exploration, and no effect: of the conditions of rule 5 it asks only for
    a year on either side that may be compared, and for another province.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome.

    Returns
    -------
    Bounds
        The ends of the estimate are exact. Those of the p-value are exact where few
        provinces are unknown; otherwise they hold every possible one and may be wider,
        see `p_exact`. Nothing is drawn at random.

    Raises
    ------
    ComparabilityError
        If no year before the start may be compared with one after it, or no other
        province has values in these years; `no_comparison` says why.

    References
    ----------
    Manski (2003), Partial Identification of Probability Distributions, Springer, for
    bounds over what is not known instead of an assumption about it.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> evaluation = evaluate("Da Nang", "2016-2020")
    >>> first = evaluation.attribution.outcomes[0].design
    >>> found = bounds_over_unknown(evaluation, first)
    >>> found.low.value <= found.high.value
    True
    """
    lacking = no_comparison(subject, design)
    if lacking is not None:
        raise ComparabilityError(
            f"{design.reform}, {design.indicator}: {say(lacking, 'en')} Ask for "
            "another outcome or period; the reasons stand in no_comparison.",
            design.breaks,
        )
    before, after = sides(subject, design)
    frame = subject.facts.series(design.indicator)
    changes = frame.loc[list(after)].mean() - frame.loc[list(before)].mean()
    known = list(design.donors)
    perhaps = list(possible_donors(subject, design))
    own = float(changes[subject.province])
    means = mean_range(changes[known].to_numpy(), changes[perhaps].to_numpy())
    shares = p_range(own, changes[known].to_numpy(), changes[perhaps].to_numpy())
    unit = str(subject.facts.indicator(design.indicator)["unit"])
    units = (subject.province, *known, *perhaps)
    of = tuple(_change_id(design.indicator, c, before, after) for c in units)
    counts = known_donors(design), count_provinces(design, tuple(perhaps))
    all_p = 1 / (1 + len(known) + len(perhaps))
    return Bounds(
        design,
        before,
        after,
        *counts,
        low=Quantity(own - means[1], unit, BOUND_LOW, of),
        high=Quantity(own - means[0], unit, BOUND_HIGH, of),
        p_low=Quantity(shares.low, "p", BOUND_P_LOW, of),
        p_high=Quantity(shares.high, "p", BOUND_P_HIGH, of),
        p_exact=shares.exact,
        smallest_p=Quantity(all_p, "p", SMALLEST_P, tuple(c.id for c in counts)),
    )


def _change_id(
    indicator: str, code: str, before: tuple[int, ...], after: tuple[int, ...]
) -> str:
    """Id of the change of one province."""
    of = address(indicator, code, before), address(indicator, code, after)
    return identity(CHANGE_BETWEEN, of)
