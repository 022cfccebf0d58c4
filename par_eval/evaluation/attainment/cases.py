"""Cases: a target beside its measurement, and the verdict on it (rule 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from par_eval.evaluation.attainment.measurements import Record
from par_eval.evaluation.attainment.samples import Baseline, SampleInterval
from par_eval.values import Measure, Quantity, define, text

__all__ = ["Case", "meets", "verdict_of"]

CLOSE = 1e-9
"""Sums of parts may miss a threshold by this much without lying beside it."""

SAMPLE_LOW = define(
    Measure(
        key="sample_low",
        sentence=text("Lower end of the interval that the sample gives"),
        not_for=text("Errors other than those of sampling."),
        operation="bound",
        decimals=2,
        function="evaluation.attainment",
    )
)
SAMPLE_HIGH = define(
    Measure(
        key="sample_high",
        sentence=text("Upper end of the interval that the sample gives"),
        not_for=text("Errors other than those of sampling."),
        operation="bound",
        decimals=2,
        function="evaluation.attainment",
    )
)
WAY = define(
    Measure(
        key="way_to_target",
        sentence=text("Part of the way from the baseline to the threshold"),
        not_for=text("The effect of a reform: what else moved it is not known."),
        operation="way",
        decimals=0,
        function="evaluation.attainment",
    )
)


def meets(value: float, comparison: str, threshold: float) -> bool:
    """Whether a value meets a threshold.

    Parameters
    ----------
    value : float
        What was measured.
    comparison : {"gt", "ge", "le", "lt"}
        On which side it is met, and whether on it.
    threshold : float
        The number.

    Returns
    -------
    bool

    Examples
    --------
    >>> [meets(80, comparison, 80) for comparison in ("gt", "ge", "le", "lt")]
    [False, True, True, False]
    """
    if abs(value - threshold) <= CLOSE:
        return comparison in ("ge", "le")
    return (value > threshold) == (comparison in ("gt", "ge"))


@dataclass(frozen=True)
class Case:
    """A target with its measurement and all that the verdict looks at.

    Parameters
    ----------
    comparison : {"gt", "ge", "le", "lt"}
        On which side of the threshold the target is met, and whether on it.
    threshold : Quantity
        The number.
    measured_by : str
        Indicator or output id.
    record : Record
        Independent value of the year of the deadline.
    interval : SampleInterval or None
        None where none is possible.
    baseline : Baseline or None
        Where the way began.
    earlier : tuple of Record
        Comparable values before the deadline.
    start : int
        First year of the plan period.
    """

    comparison: str
    threshold: Quantity
    measured_by: str
    record: Record
    interval: SampleInterval | None
    baseline: Baseline | None
    earlier: tuple[Record, ...]
    start: int

    def meets(self, value: float) -> bool:
        """Whether a value meets the threshold."""
        return meets(value, self.comparison, self.threshold.value)

    @property
    def met(self) -> bool:
        """Whether the measurement meets the threshold."""
        return self.meets(self.record.value.value)

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on one side of the threshold."""
        if self.interval is None:
            return False
        return self.meets(self.interval.low) == self.meets(self.interval.high)

    @property
    def before(self) -> Record | None:
        """Last comparable value before the period."""
        found = [r for r in self.earlier if r.year < self.start]
        return found[-1] if found else None

    @property
    def first(self) -> Record | None:
        """First comparable value of the period, if it is not the measurement."""
        found = [r for r in self.earlier if r.year >= self.start]
        return found[0] if found else None

    @property
    def met_before(self) -> bool:
        """Whether the last comparable value before the period met the threshold."""
        return self.before is not None and self.meets(self.before.value.value)

    @property
    def met_at_first(self) -> bool:
        """Whether the first comparable value of the period met the threshold."""
        return self.first is not None and self.meets(self.first.value.value)

    @property
    def measurement(self) -> Quantity:
        """The measurement with the interval of its sample."""
        if self.interval is None:
            return self.record.value
        kind = "assumed_sample" if self.interval.assumed else "sample"
        low, high = self.interval.low, self.interval.high
        return replace(self.record.value, low=low, high=high, interval=kind)

    @cached_property
    def way(self) -> Quantity | None:
        """Part of the way from the baseline, unless the baseline met the threshold."""
        if self.met or self.baseline is None or self.meets(self.baseline.value.value):
            return None
        start = self.baseline.value.value
        length = self.threshold.value - start
        if abs(length) <= CLOSE:
            return None
        gone = 100 * (self.record.value.value - start) / length
        ends = (self.record.value.id, self.baseline.value.id, self.threshold.id)
        return Quantity(gone, "percent", WAY, ends)

    @property
    def beside(self) -> Mapping[str, Quantity]:
        """Numbers that the verdict looks at, besides threshold and measurement."""
        found = {
            "baseline": self.baseline.value if self.baseline else None,
            "way": self.way,
            "before": self.before.value if self.before else None,
            "first": self.first.value if self.first else None,
        }
        return {what: q for what, q in found.items() if q is not None} | self.ends

    @property
    def ends(self) -> dict[str, Quantity]:
        """Ends of the interval of the sample, if there is one."""
        if self.interval is None:
            return {}
        unit, of = self.record.value.unit, (self.record.value.id,)
        return {
            "low": Quantity(self.interval.low, unit, SAMPLE_LOW, of),
            "high": Quantity(self.interval.high, unit, SAMPLE_HIGH, of),
        }


def verdict_of(case: Case, partly_share: float) -> str:
    """Verdict on a target that has been measured.

    Parameters
    ----------
    case : Case
        Target and measurement.
    partly_share : float
        Share of the way from the baseline that counts as partly.

    Returns
    -------
    str
        Key of `par_eval.evaluation.attainment.VERDICTS`.
    """
    if not case.met:
        gone = case.way.value / 100 if case.way else 0.0
        return "partly" if gone >= partly_share - CLOSE else "not_achieved"
    if case.met_before:
        return "met_not_moved"
    if case.record.complete or case.clear:
        return "achieved"
    return "met_precision_unknown" if case.interval is None else "leaning_achieved"
