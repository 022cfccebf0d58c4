"""Precision and progress: the interval of a measurement, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import pandas as pd

from par_eval.evaluation.attainment.measurements import Record, is_indicator
from par_eval.evaluation.changes import WINDOW_MEAN
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.windows import Windows, windows
from par_eval.values import Quantity, address

__all__ = ["Baseline", "SampleInterval", "baseline_of", "sample_interval"]


@dataclass(frozen=True)
class Baseline:
    """Where the way to a threshold began (rule 1).

    Parameters
    ----------
    value : Quantity
        Value, or mean of several years.
    years : tuple of int
        Its years.
    mark : {"", "single", "late"}
        As in `par_eval.evaluation.Window`.
    """

    value: Quantity
    years: tuple[int, ...]
    mark: str = ""


@dataclass(frozen=True)
class SampleInterval:
    """Interval that the size of a sample gives.

    Parameters
    ----------
    low, high : float
        Its ends, in the unit of the value.
    assumed : bool
        Whether the sample or its design effect is assumed, not published.
    """

    low: float
    high: float
    assumed: bool


def baseline_of(
    subject: Subject, measured_by: str, earlier: tuple[Record, ...], year: int
) -> Baseline | None:
    """Baseline of the way to a threshold: rule 1's, or the first result of an output.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    measured_by : str
        Indicator or output id.
    earlier : tuple of Record
        Result of `comparable`.
    year : int
        Year of the deadline, at which the way ends.

    Returns
    -------
    Baseline or None
        None where no value may serve.
    """
    if not earlier:
        return None
    if not is_indicator(subject, measured_by):
        return Baseline(earlier[0].value, (earlier[0].year,))
    window = _windows(subject, measured_by, year).baseline
    values = {record.year: record.value for record in earlier}
    if window is None or not set(window.years) <= set(values):
        return None
    used = [values[y] for y in window.years]
    if len(used) == 1:
        return Baseline(used[0], window.years, window.mark)
    where = (address(measured_by, subject.province, window.years),)
    middle = sum(q.value for q in used) / len(used)
    mean = Quantity(middle, used[0].unit, WINDOW_MEAN, where)
    return Baseline(mean, window.years, window.mark)


def _windows(subject: Subject, indicator: str, year: int) -> Windows:
    """Windows of the part of the period that ends with a deadline."""
    period = (subject.national.start, year)
    flagged = subject.flagged(indicator)
    return windows(subject.facts, indicator, subject.province, period, flagged)


def sample_interval(
    subject: Subject, measured_by: str, record: Record
) -> SampleInterval | None:
    """Interval of a share among those asked in the province (rule 2).

    The normal interval of a share whose variance a design effect inflates. Without a
    design effect the sample is taken for a simple random one, and that is assumed.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    measured_by : str
        Indicator or output id.
    record : Record
        A value in percent.

    Returns
    -------
    SampleInterval or None
        None where the province's own sample is not known, the unit is not percent,
        or the share is nought or all, for which the normal interval says nothing.
    """
    rows = subject.facts.table("samples")
    here = (rows["place"] == subject.province) & (rows["year"] == record.year)
    rows = rows[here & (rows["indicator"] == measured_by)]
    share = record.value.value / 100
    if rows.empty or record.value.unit != "percent" or not 0 < share < 1:
        return None
    row = rows.iloc[0]
    if not row["size"] > 0:
        return None
    known = pd.notna(row["design_effect"])
    effect = float(row["design_effect"]) if known else 1.0
    level = subject.facts.threshold("interval_level")
    error = sqrt(effect * share * (1 - share) / float(row["size"]))
    half = 100 * error * NormalDist().inv_cdf(0.5 + level / 2)
    middle = record.value.value
    ends = max(0.0, middle - half), min(100.0, middle + half)
    return SampleInterval(*ends, assumed=not known or row["assumed"] == "yes")
