"""Content areas: what was planned, what was done, what changed, what is not known."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from par_eval.evaluation.area_lines import Moved, changed, done, planned
from par_eval.evaluation.attainment import Attainment, Judgement
from par_eval.evaluation.claims import Claims, ClaimVerdict
from par_eval.evaluation.subject import Subject
from par_eval.facts import sources_at
from par_eval.series import leaves_of
from par_eval.values import (
    TRACED,
    Name,
    Quantity,
    Result,
    Text,
    address,
    quantities_in,
    text,
)

__all__ = ["Area", "Areas", "areas"]


@dataclass(frozen=True)
class Area:
    """One content area of the programme in a plan period.

    Parameters
    ----------
    key : str
        Content area id.
    area : Name
        The content area.
    planned : tuple of Text
        Targets that fell due in the period.
    done : tuple of Text
        What was reported to be done; not checked.
    changed : tuple of Text
        Changes of the indicators that belong to it, or why they are refused.
    unknown : tuple of Text or Name
        Documents that are not held and would tell more.
    sources : tuple of str
        Source ids of all of it.
    targets : tuple of Judgement
        The targets under "planned", judged.
    moved : tuple of Moved
        The indicators under "changed".
    done_at, unknown_at : tuple of str
        Addresses of the outputs under "done", and of the documents that are not held.
    """

    key: str
    area: Name
    planned: tuple[Text, ...]
    done: tuple[Text, ...]
    changed: tuple[Text, ...]
    unknown: tuple[Name, ...]
    sources: tuple[str, ...] = ()
    targets: tuple[Judgement, ...] = ()
    moved: tuple[Moved, ...] = ()
    done_at: tuple[str, ...] = ()
    unknown_at: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Moved, ...]:
        """Indicators whose change is not refused."""
        return tuple(one for one in self.moved if one.change is not None)


@dataclass(frozen=True)
class Areas(Result):
    """All content areas of a plan period, in their order.

    Parameters
    ----------
    name, numbers, notes, passed
        As of any `Result`.
    areas : tuple of Area
        One for each row of the content areas.
    """

    areas: tuple[Area, ...] = field(default=())


def areas(subject: Subject, attainment: Attainment, claims: Claims) -> Areas:
    """Say for each content area what was planned, done and changed.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    attainment : Attainment
        Its targets.
    claims : Claims
        Its claims.

    Returns
    -------
    Areas
        With a note that nothing under "done" was checked.
    """
    table = subject.facts.table("content_areas").sort_values("order")
    outputs = _outputs(subject)
    found = tuple(
        _area(subject, key, outputs, attainment, claims) for key in table["area"]
    )
    said = [t for area in found for t in (*area.planned, *area.done, *area.changed)]
    numbers = pd.DataFrame(
        [_row(quantity) for one in said for quantity in quantities_in(one)],
        columns=pd.Index(TRACED),
    )
    note = text("What was done is as reported; none of it was checked here.")
    return Areas("areas", numbers, (note,) if found else (), areas=found)


def _row(quantity: Quantity) -> dict[str, object]:
    return {key: getattr(quantity, key) for key in TRACED}


def _area(
    subject: Subject,
    key: str,
    outputs: pd.DataFrame,
    attainment: Attainment,
    claims: Claims,
) -> Area:
    rows = outputs[outputs["content_area"] == key]
    once = rows.drop_duplicates(["output", "year", "value"])
    moved = tuple(changed(subject, key))
    unknown = _unknown(subject, attainment, claims, key)
    end = subject.national.end
    code = subject.province
    return Area(
        key=key,
        area=subject.facts.name("content_areas", key),
        planned=tuple(planned(attainment, key)),
        done=tuple(done(subject, once)),
        changed=tuple(one.sentence for one in moved),
        unknown=unknown,
        sources=_sources(subject, key, rows, attainment),
        targets=tuple(t for t in attainment.targets if t.content_area == key),
        moved=moved,
        done_at=tuple(
            address(f"output.{output}", code, int(year))
            for output, year in zip(once["output"], once["year"], strict=True)
        ),
        unknown_at=tuple(address(f"document.{d.key}", code, end) for d in unknown),
    )


def _sources(
    subject: Subject, area: str, done: pd.DataFrame, attainment: Attainment
) -> tuple[str, ...]:
    """Sources of the targets, of what was done, and of the indicators."""
    facts, found = subject.facts, set(done["source"])
    for target in attainment.targets:
        if target.content_area == area:
            found.update(target.sources)
    table = facts.table("area_indicators")
    for name in table["indicator"][table["area"] == area]:
        leaves, years = leaves_of(facts, name), subject.national.years
        there = sources_at(facts, leaves, subject.province, years)
        found.update(set(there) & set(facts.sources_of(leaves)))
    return tuple(sorted(found))


def _outputs(subject: Subject) -> pd.DataFrame:
    """Results and events of the province in the period."""
    table, national = subject.facts.table("outputs"), subject.national
    rows = table[table["province"] == subject.province]
    rows = rows[rows["kind"].isin(("result", "event"))]
    return rows[rows["year"].between(national.start, national.end)]


def _unknown(
    subject: Subject, attainment: Attainment, claims: Claims, area: str
) -> tuple[Name, ...]:
    """Documents that are not held and would settle a target or a claim of the area."""
    open_: list[Judgement | ClaimVerdict] = [
        *(t for t in attainment.targets if t.verdict == "not_verified"),
        *(c for c in claims.claims if c.verdict == "not_verifiable"),
    ]
    table = subject.facts.table("documents")
    lacking = set(table["document"][table["held"] == "no"])
    found: dict[str, Name] = {}
    for one in open_:
        document = one.document
        if one.content_area == area and document and document.key in lacking:
            found.setdefault(document.key, document)
    return tuple(found.values())
