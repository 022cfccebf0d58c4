"""Series breaks: causes from the data, carried from parts to wholes and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from par_eval.facts import Facts
from par_eval.series.parts import ancestors, leaves_of, plain, span_of
from par_eval.values import Name

__all__ = ["Break", "breaks_between", "describe", "hard", "segments"]


@dataclass(frozen=True)
class Break:
    """One cause for which a series stops being comparable with its past.

    Parameters
    ----------
    indicator : str
        Where the cause lies: the indicator itself, a part of it or a whole.
    year : int
        First year that may not be compared with the years before it.
    severity : {"hard", "soft"}
        Hard: refuse. Soft: allow, mark, and re-run without.
    kind : str
        construction, sample, scale, weights or level.
    documented : bool
        Whether a document says so; otherwise inferred from national means.
    what : Name
        What happened, in the languages of the data.
    source : str
        Source id.
    """

    indicator: str
    year: int
    severity: str
    kind: str
    documented: bool
    what: Name
    source: str


def breaks_between(
    facts: Facts, indicator: str, start: int, end: int
) -> tuple[Break, ...]:
    """Breaks that lie between two years of an indicator, derived from their causes.

    A break in a part is a break in every whole that contains it; a break of a whole
    whose parts were rebuilt is a break in each part (rule 3).

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.
    start, end : int
        Years compared; a break lies between them if start < year <= end.

    Returns
    -------
    tuple of Break
        In order of year, hard ones first within a year.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> indicator = facts.instruments["headline"].iloc[0]
    >>> {b.severity for b in breaks_between(facts, indicator, 2016, 2017)}
    {'soft'}
    """
    facts.indicator(plain(indicator))
    first, last = min(start, end), max(start, end)
    causes = facts.once(("breaks", indicator), lambda: tuple(_causes(facts, indicator)))
    found = [b for b in causes if first < b.year <= last]
    return tuple(sorted(found, key=lambda b: (b.year, b.severity, b.indicator)))


def hard(breaks: tuple[Break, ...]) -> tuple[Break, ...]:
    """Those breaks across which a comparison is refused (rule 3).

    Parameters
    ----------
    breaks : tuple of Break
        Breaks of either kind.

    Returns
    -------
    tuple of Break
        The hard ones, in the same order.

    Examples
    --------
    >>> what = Name("a/2018", {"en": "New scale"})
    >>> found = Break("a", 2018, "soft", "scale", True, what, "S1")
    >>> hard((found,))
    ()
    """
    return tuple(b for b in breaks if b.severity == "hard")


def segments(facts: Facts, indicator: str) -> tuple[tuple[int, ...], ...]:
    """Runs of years without a hard break between them.

    Parameters
    ----------
    facts : Facts
        Data package.
    indicator : str
        Indicator id.

    Returns
    -------
    tuple of tuple of int
        Years in which any province has a value, cut at every hard break.

    Examples
    --------
    >>> from par_eval.series import load
    >>> facts = load()
    >>> segments(facts, facts.instruments["headline"].iloc[0])[0]
    (2011, 2012, 2013, 2014, 2015)
    """
    return facts.once(("segments", indicator), lambda: _segments(facts, indicator))


def _segments(facts: Facts, indicator: str) -> tuple[tuple[int, ...], ...]:
    published = facts.series(indicator).dropna(how="all").index
    cuts = {b.year for b in _causes(facts, indicator) if b.severity == "hard"}
    runs: list[list[int]] = []
    previous: int | None = None
    for year in sorted(int(year) for year in published):
        cut = previous is None or any(previous < at <= year for at in cuts)
        if cut:
            runs.append([])
        runs[-1].append(year)
        previous = year
    return tuple(tuple(run) for run in runs)


def describe(breaks: tuple[Break, ...], language: str) -> str:
    """Each break in words, in one line, for error messages.

    Parameters
    ----------
    breaks : tuple of Break
        What to describe.
    language : str
        Code of the language; the first one of the data where it has no words in it.

    Returns
    -------
    str
        Year, severity, indicator and cause of each, joined by semicolons.

    Examples
    --------
    >>> what = Name("a/2018", {"en": "New scale"})
    >>> found = Break("a", 2018, "hard", "scale", True, what, "S1")
    >>> describe((found,), "en")
    '2018 (hard, a): New scale'
    """
    lines = []
    for b in breaks:
        what = b.what.texts.get(language) or next(iter(b.what.texts.values()), "")
        lines.append(f"{b.year} ({b.severity}, {b.indicator}): {what}")
    return "; ".join(lines)


def _causes(facts: Facts, indicator: str) -> Iterator[Break]:
    """Causes that touch an indicator: its own, its parts', its rebuilt wholes'.

    An indicator with a span has lost its parts with a break, soft ones excepted if
    it says so.
    """
    span = span_of(indicator)
    if span:
        if span.allow_soft:
            yield from _left_soft(facts, indicator, (span.start, span.end))
        return
    plain_name = plain(indicator)
    above = set(ancestors(facts, plain_name))
    for row in facts.break_rows:
        where = str(row["indicator"])
        inside = where == plain_name or plain_name in ancestors(facts, where)
        rebuilt = where in above and row["reaches_parts"] == "yes"
        if inside or rebuilt:
            yield Break(
                indicator=where,
                year=int(row["year"]),
                severity=str(row["severity"]),
                kind=str(row["kind"]),
                documented=row["documented"] == "yes",
                what=facts.label(f"{where}/{row['year']}", row, "what"),
                source=str(row["source"]),
            )


def _left_soft(facts: Facts, indicator: str, span: tuple[int, int]) -> Iterator[Break]:
    """Soft causes that touch the parts which have no hard one inside the span."""
    kept: dict[tuple[str, int], Break] = {}
    for leaf in leaves_of(facts, indicator):
        inside = [b for b in _causes(facts, leaf) if span[0] < b.year <= span[1]]
        if not any(b.severity == "hard" for b in inside):
            kept |= {(b.indicator, b.year): b for b in inside}
    yield from kept.values()
