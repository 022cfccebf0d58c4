"""Limits: what is missing, what broke, and which years lie outside (rules 1, 3, 10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from par_eval.evaluation.subject import Subject
from par_eval.series import Break, hard, leaves_of
from par_eval.values import Joined, Name, Text, text

__all__ = ["Gap", "gap_sentences", "gaps", "limits", "refused"]


@dataclass(frozen=True)
class Gap:
    """A year for which an instrument has no value, or not all of it (rule 10).

    Parameters
    ----------
    year : int
        Year.
    extent : {"all", "part"}
        Whether everything is missing.
    withheld : bool
        Whether the publisher held the value back: an integrity finding.
    reason : Name or None
        Reason as published; None where none was.
    source : str
        Source id; empty where the data lists no row for the gap.
    """

    year: int
    extent: str
    withheld: bool
    reason: Name | None
    source: str


def gaps(subject: Subject, years: Iterable[int] | None = None) -> tuple[Gap, ...]:
    """Years without a value of the headline indicator, with reasons.

    A year in which no province has a value is no gap of the province (rule 10).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    years : iterable of int, optional
        Years looked at; those of the period if not given.

    Returns
    -------
    tuple of Gap
        In order of year.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> gaps(evaluate("Ca Mau", "2016-2020"))
    ()
    """
    facts, national = subject.facts, subject.national
    frame = facts.series(national.headline).reindex(list(years or national.years))
    published = frame.dropna(how="all")
    absent = published.index[published[subject.province].isna()]
    table = facts.tables["missing"]
    table = table[table["instrument"] == national.instrument]
    rows = table[table["province"] == subject.province].set_index("year")
    found = []
    for year in (int(y) for y in absent):
        if year not in rows.index:
            found.append(Gap(year, _extent(subject, year), False, None, ""))
            continue
        row = rows.loc[year]
        reason = facts.label(f"{subject.province}/{year}", row, "reason")
        found.append(
            Gap(
                year,
                str(row["extent"]),
                row["withheld"] == "yes",
                reason if reason.texts else None,
                str(row["source"]),
            )
        )
    return tuple(found)


def _extent(subject: Subject, year: int) -> str:
    """Whether the province lacks all parts of the headline in a year, or some."""
    leaves = leaves_of(subject.facts, subject.national.headline)
    frames = [
        subject.facts.leaves[leaf] for leaf in leaves if leaf in subject.facts.leaves
    ]
    present = [f.at[year, subject.province] for f in frames if year in f.index]
    return "part" if any(value == value for value in present) else "all"


def refused(subject: Subject) -> dict[str, tuple[Break, ...]]:
    """Dimensions whose period change is refused, with the breaks that do it (rule 3).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    dict
        Hard breaks inside the period by indicator id, dimensions without any left out.
    """
    found = {
        name: hard(subject.windows(name).breaks) for name in subject.national.dimensions
    }
    return {name: breaks for name, breaks in found.items() if breaks}


def limits(subject: Subject) -> tuple[Text, ...]:
    """What a reader must know before reading any number, as sentences (rules 1, 3, 10).

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    tuple of Text
        On gaps, on refused changes, on troughs and peaks, and on what has no interval.
    """
    return (
        *gap_sentences(subject, gaps(subject, _years(subject))),
        *_break_sentences(subject),
        *_outlier_sentences(subject),
        text(
            "No confidence interval stands beside a score or a place: the data hold no "
            "standard errors. The intervals of places are sensitivity intervals."
        ),
    )


def gap_sentences(subject: Subject, found: Iterable[Gap]) -> Iterator[Text]:
    """Gaps with their reasons, those of one kind in one sentence (rule 10).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    found : iterable of Gap
        Its gaps.

    Yields
    ------
    Text
        What the publisher held back, what is missing for a reason, and what is missing
        without one.
    """
    instrument = subject.facts.name("instruments", subject.national.instrument)
    kinds: dict[tuple[bool, bool, str], list[Gap]] = {}
    for gap in found:
        extent = "" if gap.withheld or gap.reason else gap.extent
        kind = (gap.withheld, gap.reason is not None, extent)
        kinds.setdefault(kind, []).append(gap)
    for kind, alike in kinds.items():
        years = Joined(tuple(_gap_year(gap) for gap in alike))
        yield replace(_GAPS[kind], values={"instrument": instrument, "years": years})


_GAPS: Mapping[tuple[bool, bool, str], Text] = {
    (True, True, ""): text(
        "The publisher of {instrument} held the province's values back in {years}; "
        "that is a finding on integrity."
    ),
    (True, False, ""): text(
        "The publisher of {instrument} held the province's values back in {years} and "
        "gave no reason; that is a finding on integrity."
    ),
    (False, True, ""): text("{instrument} lacks values for the province in {years}."),
    (False, False, "all"): text(
        "{instrument} has no value for the province in {years}; no reason was "
        "published."
    ),
    (False, False, "part"): text(
        "{instrument} lacks some parts for the province in {years}; no reason was "
        "published."
    ),
}
"""Sentences on gaps: whether withheld, whether with a reason, and their extent."""


def _gap_year(gap: Gap) -> Text | int:
    """Year of a gap, with its reason if one was published."""
    if gap.reason is None:
        return gap.year
    return text("{year} ({reason})", year=gap.year, reason=gap.reason)


def _years(subject: Subject) -> range:
    """Years of the period, and those before it that a baseline could take."""
    return range(_first(subject), subject.national.end + 1)


def _first(subject: Subject) -> int:
    """First year that a baseline could take."""
    return subject.national.start - int(subject.facts.threshold("window_reach"))


def _break_sentences(subject: Subject) -> Iterator[Text]:
    """Dimensions that cannot be followed, each with its hard breaks."""
    items, inferred = [], False
    for name, breaks in refused(subject).items():
        years = tuple(sorted({b.year for b in breaks}))
        inferred = inferred or not all(b.documented for b in breaks)
        mark = "" if all(b.documented for b in breaks) else "*"
        items.append(
            text(
                "{name} ({years}{mark})",
                name=subject.facts.name("indicators", name),
                years=Joined(years),
                mark=mark,
            )
        )
    if items:
        yield text(
            "No change over the period is given where the series breaks: {items}.",
            items=Joined(tuple(items), "semicolon"),
        )
    if inferred:
        yield text(
            "A star marks breaks that are, at least in part, inferred from a jump of "
            "the national mean; no document explains it."
        )


def _outlier_sentences(subject: Subject) -> Iterator[Text]:
    """Troughs and peaks of the headline indicator (rule 1)."""
    headline = subject.national.headline
    for year, kind in sorted(subject.flagged(headline).items()):
        if year not in _years(subject):
            continue
        if kind == "trough":
            yield text(
                "{year} is a trough of the province: it enters no baseline and no "
                "endline, and a gain from it mixes recovery with reform.",
                year=year,
            )
        else:
            yield text(
                "{year} is a peak of the province: it enters no baseline and no "
                "endline.",
                year=year,
            )
