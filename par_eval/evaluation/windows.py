"""Windows: which years make a baseline and an endline (rule 1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from par_eval.facts import Facts
from par_eval.series import (
    Break,
    ancestors,
    breaks_between,
    hard,
    plain,
    segments,
)

__all__ = ["Window", "Windows", "last_windows", "window_after", "windows"]


@dataclass(frozen=True)
class Window:
    """Years whose mean is a baseline or an endline.

    Parameters
    ----------
    years : tuple of int
        One or more years, in order.
    mark : {"", "single", "late"}
        single: only one comparable year; late: inside the period, since no
        comparable year lies before it.
    """

    years: tuple[int, ...]
    mark: str = ""


@dataclass(frozen=True)
class Windows:
    """Baseline and endline of an indicator in a plan period, or why there are none.

    Parameters
    ----------
    baseline, endline : Window or None
        None where no period change may be stated.
    breaks : tuple of Break
        Hard breaks that refuse the change, or soft ones that it crosses.
    flagged : dict of int to str
        Outlying years of the province: ``trough`` or ``peak`` by year.
    runs : tuple of tuple of int
        Years of the period with a value, cut at each hard break.
    alternatives : tuple of (Window, Window)
        Other defensible pairs, for the sensitivity of the change.
    """

    baseline: Window | None
    endline: Window | None
    breaks: tuple[Break, ...] = ()
    flagged: dict[int, str] = field(default_factory=dict)
    runs: tuple[tuple[int, ...], ...] = ()
    alternatives: tuple[tuple[Window, Window], ...] = ()

    @property
    def refused(self) -> bool:
        """Whether hard breaks inside the period refuse a change."""
        return bool(hard(self.breaks))


def windows(
    facts: Facts,
    indicator: str,
    province: str,
    period: tuple[int, int],
    flagged: dict[int, str],
) -> Windows:
    """Choose baseline and endline of an indicator for a province and a period.

    Baseline: mean of the last two comparable years before the period; one only:
    single; none: the first comparable year inside it, late. Endline: mean of the
    last two comparable years of the period. Both lie within the three calendar
    years next to the edge (thresholds ``window_years`` and ``window_reach``).
    Flagged years never enter. A hard break inside the period refuses the change.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Province code.
    period : (int, int)
        First and last year of the plan period.
    flagged : dict of int to str
        Outlying years of the province in this indicator or in a whole of it.

    Returns
    -------
    Windows
    """
    start, end = period
    inside = hard(breaks_between(facts, indicator, start, end))
    if inside:
        own = _own(facts, indicator, province)
        runs = _runs(facts, indicator, [y for y in own if start <= y <= end])
        return Windows(None, None, inside, flagged, runs)
    return last_windows(facts, indicator, province, period, flagged)


def last_windows(
    facts: Facts,
    indicator: str,
    province: str,
    period: tuple[int, int],
    flagged: dict[int, str],
) -> Windows:
    """Choose baseline and endline in the last run of a period without a hard break.

    As `windows`, but a hard break inside the period does not refuse the change: the
    years from that break on count alone.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Province code.
    period : (int, int)
        First and last year of the period.
    flagged : dict of int to str
        Outlying years of the province in this indicator or in a whole of it.

    Returns
    -------
    Windows
    """
    start, end = period
    own = _own(facts, indicator, province)
    runs = _runs(facts, indicator, [y for y in own if start <= y <= end])
    segment = _segment(facts, indicator, own, end)
    pair = _pair(facts, [y for y in segment if y not in flagged], period)
    if pair is None:
        return Windows(None, None, (), flagged, runs)
    baseline, endline = pair
    crossed = breaks_between(facts, indicator, baseline.years[0], endline.years[-1])
    others = _alternatives(facts, segment, flagged, period, pair)
    return Windows(baseline, endline, crossed, flagged, runs, others)


def window_after(
    facts: Facts,
    indicator: str,
    province: str,
    end: int,
    flagged: dict[int, str],
    before: int | None = None,
) -> Window | None:
    """Last years after a period that may be compared with its end.

    The last two, if they lie within the reach of an endline (thresholds
    ``window_years`` and ``window_reach``); one only: single. Flagged years do not
    enter, nor do years across a hard break.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    province : str
        Province code.
    end : int
        Last year of the period.
    flagged : dict of int to str
        Outlying years of the province in this indicator or in a whole of it.
    before : int, optional
        First year that counts no longer, such as that of a boundary event.

    Returns
    -------
    Window or None
        None where no year after the period may be compared with it.
    """
    count = int(facts.threshold("window_years"))
    reach = int(facts.threshold("window_reach"))
    known = set(_own(facts, indicator, province)) - set(flagged)
    runs = [run for run in segments(facts, indicator) if run[0] <= end]
    years = [y for y in (runs[-1] if runs else ()) if y > end and y in known]
    years = [y for y in years if before is None or y < before]
    last = [y for y in years if y > years[-1] - reach][-count:]
    return Window(tuple(last), _mark(last, count)) if last else None


def wholes_and_self(facts: Facts, indicator: str) -> tuple[str, ...]:
    """Indicators whose outliers count for an indicator: itself and its wholes.

    A year in which the whole is an outlier is suspect in each of its parts: the
    same people were asked.
    """
    return (plain(indicator), *ancestors(facts, plain(indicator)))


def _own(facts: Facts, indicator: str, province: str) -> list[int]:
    """Years in which the province has a value."""
    return [int(y) for y in facts.series(indicator)[province].dropna().index]


def _runs(
    facts: Facts, indicator: str, years: list[int]
) -> tuple[tuple[int, ...], ...]:
    cut = [
        tuple(y for y in run if y in set(years)) for run in segments(facts, indicator)
    ]
    return tuple(run for run in cut if run)


def _segment(facts: Facts, indicator: str, own: list[int], end: int) -> list[int]:
    """Years with a value up to the end of the period, in one run without hard break."""
    runs = [run for run in segments(facts, indicator) if run[0] <= end]
    return [y for y in runs[-1] if y in set(own) and y <= end] if runs else []


def _pair(
    facts: Facts, years: list[int], period: tuple[int, int]
) -> tuple[Window, Window] | None:
    """Baseline and endline from the comparable years, if there are both."""
    count = int(facts.threshold("window_years"))
    reach = int(facts.threshold("window_reach"))
    start, end = period
    before = [y for y in years if start - reach <= y < start][-count:]
    inside = [y for y in years if start <= y <= end]
    late = not before
    if late and inside:
        before = inside[:1]
        inside = inside[1:]
    last = [y for y in inside if y > end - reach][-count:]
    if not before or not last:
        return None
    marks = ("late" if late else _mark(before, count), _mark(last, count))
    return Window(tuple(before), marks[0]), Window(tuple(last), marks[1])


def _mark(years: list[int], count: int) -> str:
    return "" if len(years) == count else "single"


def _alternatives(
    facts: Facts,
    segment: list[int],
    flagged: dict[int, str],
    period: tuple[int, int],
    pair: tuple[Window, Window],
) -> tuple[tuple[Window, Window], ...]:
    """Pairs with one-year windows, and pairs that let flagged years in."""
    pairs = [pair]
    if flagged:
        admitted = _pair(facts, segment, period)
        pairs += [admitted] if admitted else []
    found: list[tuple[Window, Window]] = []
    for baseline, endline in pairs:
        for first in (baseline, Window(baseline.years[-1:], "single")):
            for last in (endline, Window(endline.years[-1:], "single")):
                if (first, last) not in found and (first, last) != pair:
                    found.append((first, last))
    return tuple(
        (first, last)
        for first, last in found
        if (first.years, last.years) != (pair[0].years, pair[1].years)
    )
