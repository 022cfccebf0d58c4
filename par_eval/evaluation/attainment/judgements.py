"""Judgements: whether one target was met, and what decides it (rule 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from par_eval.evaluation.attainment.briefs import brief_of
from par_eval.evaluation.attainment.cases import Case, verdict_of
from par_eval.evaluation.attainment.figures import Obstacle, deciding, whose
from par_eval.evaluation.attainment.measurements import Record, comparable, records
from par_eval.evaluation.attainment.reasons import aim, progress, reasons, short_aim
from par_eval.evaluation.attainment.samples import baseline_of, sample_interval
from par_eval.evaluation.attainment.thresholds import (
    NATION,
    place_of,
    stated,
    target_address,
)
from par_eval.evaluation.subject import Subject
from par_eval.facts import Facts
from par_eval.values import Joined, Name, Quantity, Text, text

__all__ = ["NOT_VERIFIED", "Judgement", "judge"]

NOT_VERIFIED = "not_verified"


@dataclass(frozen=True)
class Judgement:
    """Verdict on one target, with its reasons.

    Parameters
    ----------
    target : str
        Target id.
    name, programme : Name
        What is wanted, and the programme that wants it.
    short, set_by : Name
        The same two in a few words, where the data have them.
    level : {"nation", "province"}
        Whose target it is.
    yardstick : bool
        Whether it is a national aim that is applied to the province.
    content_area : str
        Content area id.
    verified : bool
        Whether the target was seen in a source.
    comparison : {"gt", "ge", "le", "lt"}
        On which side of the threshold the target is met, and whether on it.
    deadline : int
        Year at whose end it is due.
    threshold : Quantity or None
        None where the target names a category.
    measurement : Quantity or None
        Independent value of that year; its low and high are the interval of the
        sample, where the province's own is known.
    measured_by : str or None
        Indicator or output id.
    whose : Text, Name or None
        Whose measurement it is, in words.
    verdict : str
        Key of `par_eval.evaluation.attainment.VERDICTS`.
    reasons : tuple of Text
        What decides the verdict, and what a reader must know beside it.
    brief : Text or Joined
        What decides the verdict, in a few words; no full stop.
    sources : tuple of str
        Source ids of the target and of the measurement.
    document : Name or None
        What would settle it, where it is not at hand.
    place : str
        Province code, or ``nation``, in the address of the target.
    complete : bool
        Whether the measurement counts every case, so that it needs no interval.
    notes : tuple of Text
        Those of the reasons that a report prints beside the table as well.
    beside : mapping of str to Quantity
        Other numbers in the reasons: baseline, way, before, first, low, high.
    """

    target: str
    name: Name
    programme: Name
    short: Name
    set_by: Name
    level: str
    yardstick: bool
    content_area: str
    verified: bool
    comparison: str
    deadline: int
    threshold: Quantity | None
    measurement: Quantity | None
    measured_by: str | None
    whose: Text | Name | None
    verdict: str
    reasons: tuple[Text, ...]
    brief: Text | Joined
    sources: tuple[str, ...]
    document: Name | None
    place: str
    complete: bool = False
    notes: tuple[Text, ...] = ()
    beside: Mapping[str, Quantity] = field(default_factory=dict)

    @property
    def judged(self) -> bool:
        """Whether a measurement decides it."""
        return self.verdict != NOT_VERIFIED

    @property
    def address(self) -> str:
        """Address of the target."""
        return target_address(self.target, self.place, self.deadline)

    @property
    def short_aim(self) -> Text | None:
        """The threshold in signs; None where the target names a category."""
        if self.threshold is None:
            return None
        return short_aim(self.comparison, self.threshold)

    @property
    def aim(self) -> Text | None:
        """The threshold in words; None where the target names a category."""
        if self.threshold is None:
            return None
        return aim(self.comparison, self.threshold)


def judge(subject: Subject, row: Mapping[str, Any]) -> Judgement:
    """Judge one target by an independent measurement of the year of its deadline.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    row : mapping
        Row of the targets table.

    Returns
    -------
    Judgement
        Not verified where the target was not seen in a source, names no number, or
        has no measurement but the implementer's own.
    """
    threshold = stated(subject, row)
    record, lacking = deciding(subject, row, threshold)
    obstacles = tuple(_obstacles(row, threshold, lacking))
    known = _before_judging(subject, row, threshold, record)
    if obstacles or record is None or threshold is None:
        return replace(
            known,
            reasons=tuple(o.sentence for o in obstacles),
            brief=obstacles[0].brief,
        )
    case = _case(subject, row, threshold, record)
    return replace(
        known,
        measurement=case.measurement,
        complete=record.complete,
        verdict=verdict_of(case, subject.facts.threshold("partly_share")),
        reasons=tuple(reasons(subject, case)),
        brief=brief_of(case),
        notes=tuple(progress(case)),
        beside=case.beside,
    )


def _before_judging(
    subject: Subject,
    row: Mapping[str, Any],
    threshold: Quantity | None,
    record: Record | None,
) -> Judgement:
    """What the data say of a target, before it is judged."""
    facts, target = subject.facts, str(row["target"])
    cited = (str(row["source"]), *(record.sources if record else ()))
    by = row["measured_by"]
    measured_by = by if isinstance(by, str) else None
    return Judgement(
        target=target,
        name=facts.label(target, row),
        programme=_named(facts, "programmes", row["programme"]),
        short=_short(facts, target, row),
        set_by=_set_by(facts, str(row["programme"])),
        level=str(row["level"]),
        yardstick=row["level"] == NATION,
        content_area=str(row["content_area"]),
        verified=row["verified"] == "yes",
        comparison=str(row["comparison"]),
        deadline=int(row["deadline"]),
        threshold=threshold,
        measurement=record.value if record else None,
        measured_by=measured_by,
        whose=whose(facts, measured_by) if measured_by else None,
        verdict=NOT_VERIFIED,
        reasons=(),
        brief=text("not verified"),
        sources=tuple(dict.fromkeys(cited)),
        document=_document(facts, row["document"]),
        place=place_of(subject, row),
    )


def _named(facts: Facts, table: str, key: object) -> Name:
    """Label of a row by its key; the key itself where the package has no table."""
    if table not in facts.tables:
        return Name(str(key), {})
    return facts.name(table, str(key))


def _short(facts: Facts, key: str, row: Mapping[str, Any]) -> Name:
    """Short name of a row, or its name where the data have none."""
    short = facts.label(key, row, "short")
    return short if short.texts else facts.label(key, row)


def _set_by(facts: Facts, programme: str) -> Name:
    """Short name of a programme; the key where the package has no table of them."""
    table = facts.table("programmes")
    for row in table[table["programme"] == programme].to_dict("records"):
        return _short(facts, programme, {str(key): cell for key, cell in row.items()})
    return Name(programme, {})


def _document(facts: Facts, key: object) -> Name | None:
    """Document to obtain, unless it is held already."""
    if not isinstance(key, str):
        return None
    documents = facts.table("documents")
    held = documents["held"][documents["document"] == key]
    return None if (held == "yes").any() else _named(facts, "documents", key)


def _obstacles(
    row: Mapping[str, Any], threshold: Quantity | None, lacking: Obstacle | None
) -> Iterator[Obstacle]:
    """Why a target cannot be judged, if so."""
    if row["verified"] != "yes":
        yield Obstacle(
            text("The target was not seen in a source."),
            text("target not seen in a source"),
        )
    if threshold is None:
        yield Obstacle(
            text("The target names a category, not a number."),
            text("names a group, not a number"),
        )
    if lacking is not None:
        yield lacking


def _case(
    subject: Subject, row: Mapping[str, Any], threshold: Quantity, record: Record
) -> Case:
    measured_by = str(row["measured_by"])
    found = records(subject, measured_by)
    earlier = comparable(subject, measured_by, found, record.year)
    return Case(
        comparison=str(row["comparison"]),
        threshold=threshold,
        measured_by=measured_by,
        record=record,
        interval=None
        if record.complete
        else sample_interval(subject, measured_by, record),
        baseline=baseline_of(subject, measured_by, earlier, record.year),
        earlier=earlier,
        start=subject.national.start,
    )
