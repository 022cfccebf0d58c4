"""Designs: which years and provinces could be compared to judge a reform (rule 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from par_eval.evaluation.attribution.starts import Start, starts
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.series import Break, breaks_between, hard
from par_eval.values import Name

__all__ = ["Design", "begun_provinces", "designs"]

Calendar = Mapping[str, Mapping[str, Start]]
"""When each reform began, by province."""


@dataclass(frozen=True)
class Design:
    """One reform and one outcome, with the years and provinces to compare.

    Parameters
    ----------
    reform : str
        Reform id.
    indicator : str
        Indicator id of the outcome.
    exposed : {"yes", "partly", "hardly", "no"}
        How far the reform reaches what is measured.
    documented : bool
        Whether a document says so; otherwise it is inferred.
    reason : Name
        Why it reaches that far, in the languages of the data.
    universal : bool
        Whether the reform binds every province.
    start : Start
        When it began in the province.
    begun : bool
        Whether it can have begun by the end of the period.
    published : tuple of int
        Years in which any province has a value.
    before : tuple of int
        Comparable years with a value before the start, since the last hard break.
    after : tuple of int
        Comparable years of the period with a value after it, to the next hard break.
    breaks : tuple of Break
        Hard breaks between the last year before and the first year after.
    through : int
        Last year for which others must have been without the reform.
    donors : tuple of str
        Provinces known to be without it through that year, with values.
    unknown : tuple of str
        Provinces for which it is not known whether it had begun.
    others : mapping of str to Start
        Start of each other reform of the province that may reach the outcome.
    """

    reform: str
    indicator: str
    exposed: str
    documented: bool
    reason: Name
    universal: bool
    start: Start
    begun: bool
    published: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    breaks: tuple[Break, ...] = ()
    through: int = 0
    donors: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    others: Mapping[str, Start] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Name of the reform in addresses."""
        return f"reform.{self.reform}"


def designs(subject: Subject) -> Iterator[Design]:
    """One design for each outcome that a reform may reach, as far as the data say.

    A universal reform whose exposure the data do not list is looked at in the headline
    indicator.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Yields
    ------
    Design
        In the order of the tables of reforms and of exposure.
    """
    facts = subject.facts
    exposure = facts.table("exposure")
    known = set(facts.table("indicators")["indicator"])
    calendar = {str(r): starts(facts, r) for r in facts.table("reform_names")["reform"]}
    for reform in facts.table("reform_names").to_dict("records"):
        rows = exposure[exposure["reform"] == reform["reform"]]
        listed = [r for r in rows.to_dict("records") if r["indicator"] in known]
        universal = reform["universal"] == "yes"
        if universal and not listed:
            listed = [{"indicator": subject.national.headline, "exposed": "yes"}]
        for row in listed:
            yield _design(subject, calendar, str(reform["reform"]), universal, row)


def begun_provinces(subject: Subject, design: Design) -> tuple[str, ...]:
    """Other provinces known to have begun the reform by the last year compared.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    design : Design
        Reform and outcome.

    Returns
    -------
    tuple of str
        Codes of provinces, sorted.
    """
    known = starts(subject.facts, design.reform).items()
    begun = {code for code, start in known if start.begun_by(design.through)}
    return tuple(sorted(begun - {subject.province}))


def _design(
    subject: Subject,
    calendar: Calendar,
    reform: str,
    universal: bool,
    row: Mapping[str, Any],
) -> Design:
    facts, end = subject.facts, subject.national.end
    indicator = str(row["indicator"])
    start = calendar[reform].get(subject.province, Start())
    begun = universal or not start.begun_after(end)
    plain = Design(
        reform=reform,
        indicator=indicator,
        exposed=str(row["exposed"]),
        documented=row.get("documented") == "documented",
        reason=facts.label(f"{reform}/{indicator}", row, "reason"),
        universal=universal,
        start=start,
        begun=begun,
    )
    if universal or not begun or not start.known:
        return plain
    return _compared(subject, calendar, plain)


def _compared(subject: Subject, calendar: Calendar, plain: Design) -> Design:
    """The design with the years and the provinces that could be compared."""
    facts, start = subject.facts, plain.start
    frame = facts.series(plain.indicator)
    valued = [int(y) for y in frame.index[frame[subject.province].notna()]]
    cuts = _cuts(facts, plain.indicator, frame)
    before = _last_run([y for y in valued if y <= start.last_before], cuts)
    national = subject.national
    inside = range(max(start.first_after, national.start), national.end + 1)
    after = _first_run([y for y in valued if y in inside], cuts)
    window = (before[-1], after[0]) if before and after else None
    between = breaks_between(facts, plain.indicator, *window) if window else ()
    through = after[-1] if after else national.end
    least = int(facts.threshold("pre_periods"))
    needed = [*before[-least:], *after]
    donors, unknown = _others(subject, calendar[plain.reform], through)
    return replace(
        plain,
        published=tuple(int(y) for y in frame.dropna(how="all").index),
        before=before,
        after=after,
        breaks=hard(between),
        through=through,
        donors=tuple(d for d in donors if frame.loc[needed, d].notna().all()),
        unknown=unknown,
        others=_other_reforms(subject, calendar, plain),
    )


def _cuts(facts: Facts, indicator: str, frame: pd.DataFrame) -> tuple[int, ...]:
    """Years of the hard breaks of an indicator."""
    if frame.empty:
        return ()
    ends = int(frame.index.min()), int(frame.index.max())
    return tuple(b.year for b in hard(breaks_between(facts, indicator, *ends)))


def _first_run(years: list[int], cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Years up to the first hard break after the first of them."""
    return tuple(y for y in years if not any(years[0] < cut <= y for cut in cuts))


def _last_run(years: list[int], cuts: tuple[int, ...]) -> tuple[int, ...]:
    """Years since the last hard break up to the last of them."""
    return tuple(y for y in years if not any(y < cut <= years[-1] for cut in cuts))


def _others(
    subject: Subject, known: Mapping[str, Start], through: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Other provinces known to be without a reform, and those that may have it."""
    every = subject.facts.table("provinces")["province"]
    codes = [str(code) for code in every if code != subject.province]
    said = {code: known.get(code, Start()) for code in codes}
    without = tuple(c for c in codes if said[c].begun_after(through))
    begun = {c for c in codes if said[c].begun_by(through)}
    return without, tuple(c for c in codes if c not in begun.union(without))


def _other_reforms(
    subject: Subject, calendar: Calendar, plain: Design
) -> dict[str, Start]:
    """Start of other reforms of the province, unless they do not reach the outcome."""
    facts, code = subject.facts, subject.province
    exposure = facts.table("exposure")
    out = exposure[exposure["exposed"].isin(["no", "hardly"])]
    spared = set(out["reform"][out["indicator"] == plain.indicator])
    names = facts.table("reform_names")
    others = names["reform"][names["universal"] != "yes"]
    wanted = [r for r in others if r != plain.reform and r not in spared]
    return {r: calendar[r].get(code, Start()) for r in wanted}
