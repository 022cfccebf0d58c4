"""Period pairs: baseline and endline of an indicator, as chosen or chosen otherwise."""

from __future__ import annotations

from par_eval.evaluation.moves import Pair
from par_eval.evaluation.subject import Subject
from par_eval.evaluation.windows import Window, windows
from par_eval.values import MissingValueError

__all__ = ["pair_of", "usual_pair"]


def pair_of(subject: Subject, indicator: str) -> Pair | None:
    """Baseline and endline of an indicator, where its change may be stated.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.

    Returns
    -------
    (Window, Window) or None
    """
    try:
        found = subject.windows(indicator)
    except MissingValueError:
        return None
    if found.baseline and found.endline:
        return found.baseline, found.endline
    return None


def usual_pair(subject: Subject, indicator: str, *, flagged: bool) -> Pair | None:
    """Windows as if no year were outlying, those years kept or left out after that.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    indicator : str
        Indicator id, with or without a span.
    flagged : bool
        Whether outlying years are let in.

    Returns
    -------
    (Window, Window) or None
        None where that makes no difference, or leaves a window without a year.
    """
    national, own = subject.national, pair_of(subject, indicator)
    known = subject.windows(indicator).flagged if own else {}
    if own is None or not known:
        return None
    out = () if flagged else tuple(known)
    period = (national.start, national.end)
    found = windows(subject.facts, indicator, subject.province, period, {})
    if not found.baseline or not found.endline:
        return None
    kept = [
        tuple(year for year in window.years if year not in out)
        for window in (found.baseline, found.endline)
    ]
    if not all(kept) or kept == [window.years for window in own]:
        return None
    return Window(kept[0]), Window(kept[1])
