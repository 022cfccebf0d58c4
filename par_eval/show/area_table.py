"""Table of content areas: planned, done, changed and not known, in a few words."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation import (
    TARGET_VERDICTS,
    Area,
    Areas,
    Evaluation,
    count_of,
)
from par_eval.evaluation.attainment import MET
from par_eval.evaluation.place_words import value_words
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells, in_full, word_table
from par_eval.values import Joined, Quantity, Text, address, counted, text

__all__ = ["areas_table"]

NAMED = 2
"""Indicators whose changes are told one by one."""


def areas_table(evaluation: Evaluation) -> Exhibit:
    """Content areas: planned, done, changed, not known.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each content area, everything in full folded below.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> areas_table(evaluate("Ca Mau", "2016-2020")).id
    'areas'
    """
    found = evaluation.areas
    if not found.areas:
        return absent(
            evaluation.facts,
            "areas",
            text("Content areas"),
            text("The data list no content area of the programme."),
        )
    cells: Cells = {}
    for area in found.areas:
        cells[area.key, "planned"] = _planned(area)
        cells[area.key, "done"] = _done(area)
        cells[area.key, "changed"] = _changed(area)
        cells[area.key, "unknown"] = _unknown(area)
    return word_table(
        evaluation,
        "areas",
        _title(evaluation, found),
        text(
            "Targets that fell due; what the province or the press reports; changes "
            "over the period beside the typical province."
        ),
        Grid(
            text("Content area"),
            {area.key: area.area for area in found.areas},
            {
                "planned": text("Planned"),
                "done": text("Done, as reported"),
                "changed": text("Changed"),
                "unknown": text("Not held"),
            },
            cells,
            frozenset({"planned", "done", "changed", "unknown"}),
        ),
        (source for area in found.areas for source in area.sources),
        found.notes,
        tuple(line for area in found.areas for line in _in_full(area)),
        text("Every target, output, change and document"),
    )


def _title(evaluation: Evaluation, found: Areas) -> Text:
    year, code = evaluation.national.end, evaluation.province

    def number(areas: list[Area]) -> Quantity:
        return count_of([address(f"area.{a.key}", code, year) for a in areas], "areas")

    return counted(
        "In {told} of {number} content area a change over the period can be told",
        "In {told} of {number} content areas a change over the period can be told",
        len(found.areas),
        told=number([area for area in found.areas if area.told]),
        number=number(list(found.areas)),
    )


def _planned(area: Area) -> Text | Joined:
    """How many targets fell due, and how many have which verdict."""
    if not area.targets:
        return text("no target known")
    every = count_of([t.address for t in area.targets], "targets")
    judged = [target for target in area.targets if target.judged]
    if not judged:
        return counted(
            "{number} target, not verified",
            "{number} targets, none verified",
            len(area.targets),
            number=every,
        )
    met = count_of([t.address for t in judged if t.verdict in MET], "targets")
    lines = [text("met {met} of {number}", met=met, number=every)]
    for verdict, words in TARGET_VERDICTS.items():
        same = [t.address for t in area.targets if t.verdict == verdict]
        if same and verdict not in MET:
            number = count_of(same, "targets")
            lines.append(text("{verdict}: {number}", verdict=words, number=number))
    return Joined(tuple(lines), "semicolon")


def _done(area: Area) -> Text:
    if not area.done_at:
        return text("nothing reported")
    return counted(
        "{number} output",
        "{number} outputs",
        len(area.done_at),
        number=count_of(list(area.done_at), "outputs"),
    )


def _changed(area: Area) -> Text | Joined:
    """Changes of a few indicators, or how many went which way."""
    if not area.moved:
        return text("no indicator")
    told = area.told
    lines: list[Text] = []
    if len(told) <= NAMED:
        for one in told:
            assert one.change is not None
            change, typical = value_words(one.change), one.typical
            lines.append(
                text(
                    "{name} {change} (typical {typical})",
                    name=one.label,
                    change=change,
                    typical=typical,
                )
            )
    else:
        better = [one.change.id for one in told if one.change and one.better > 0]
        every = [one.change.id for one in told if one.change]
        lines.append(
            text(
                "better than typical in {better} of {number} indicators",
                better=count_of(better, "indicators"),
                number=count_of(every, "indicators"),
            )
        )
    return Joined((*lines, *_refused(area)), "semicolon")


def _refused(area: Area) -> Iterator[Text]:
    refused = [one.at for one in area.moved if one.change is None]
    if refused:
        yield counted(
            "{number} change refused, hard break",
            "{number} changes refused, hard breaks",
            len(refused),
            number=count_of(refused, "changes"),
        )


def _unknown(area: Area) -> Text | str:
    if not area.unknown_at:
        return "–"
    return counted(
        "{number} document",
        "{number} documents",
        len(area.unknown_at),
        number=count_of(list(area.unknown_at), "documents"),
    )


def _in_full(area: Area) -> Iterator[Text]:
    """Everything that is known of an area, part by part."""
    heads = (
        (text("{area}, planned", area=area.area), area.planned),
        (text("{area}, done", area=area.area), area.done),
        (text("{area}, changed", area=area.area), area.changed),
        (text("{area}, not held", area=area.area), area.unknown),
    )
    for head, lines in heads:
        if lines:
            yield in_full(head, lines, "semicolon")
