"""Table of targets: aim, result and verdict of each that fell due (rule 2)."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation import TARGET_VERDICTS, Attainment, Evaluation
from par_eval.evaluation.attainment import Judgement
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid, marked
from par_eval.show.marks import target_mark
from par_eval.show.word_table import Cells, in_full, word_table
from par_eval.values import Text, counted, text

__all__ = ["targets_table"]


def targets_table(evaluation: Evaluation) -> Exhibit:
    """Known targets of the period with their verdicts and the reasons (rule 2).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each target, reasons in full folded below.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> targets_table(evaluate("Ca Mau", "2016-2020")).id
    'targets'
    """
    found = evaluation.attainment
    if not found.targets:
        return absent(
            evaluation.facts,
            "targets",
            text("Targets of the period"),
            text("The data hold no target that fell due in the period."),
        )
    return word_table(
        evaluation,
        "targets",
        _title(found),
        text("Targets that fell due in the period, with the result of the year due."),
        Grid(
            text("Target"),
            {target.target: target.short for target in found.targets},
            _columns(found),
            _cells(found),
            frozenset({"programme", "verdict", "why"}),
        ),
        (source for target in found.targets for source in target.sources),
        tuple(_notes(found)),
        tuple(
            in_full(
                _full_name(target, dated=_dated(found)),
                target.reasons,
            )
            for target in found.targets
        ),
    )


def _title(found: Attainment) -> Text:
    known, judged = found.count("known"), found.count("judged")
    if not judged.value and known.value == 1:
        return text("The one known target could not be judged")
    if not judged.value:
        return text("Not one of {number} known targets could be judged", number=known)
    return counted(
        "{judged} of {known} known targets could be judged, by {number} measurement",
        "{judged} of {known} known targets could be judged, by {number} measurements",
        found.measurements,
        judged=judged,
        known=known,
        number=found.count("measurements"),
    )


def _dated(found: Attainment) -> bool:
    """Whether the targets fell due in different years, so that each says when."""
    return len({target.deadline for target in found.targets}) > 1


def _full_name(target: Judgement, *, dated: bool) -> Text:
    """A target with its programme, and the year due where that differs."""
    said = {"target": target.name, "programme": target.programme}
    if dated:
        return text("{target} ({programme}; due {year})", year=target.deadline, **said)
    return text("{target} ({programme})", **said)


def _columns(found: Attainment) -> dict[object, object]:
    """Headings; when a target fell due is told where that differs."""
    due: dict[object, object] = {}
    if _dated(found):
        due["due"] = text("Due")
    return {
        "programme": text("Set by"),
        **due,
        "aim": text("Aim"),
        "result": text("Result"),
        "verdict": text("Verdict"),
        "why": text("Why"),
    }


def _cells(found: Attainment) -> Cells:
    cells: Cells = {}
    for target in found.targets:
        key = target.target
        cells[key, "programme"] = target.set_by
        cells[key, "due"] = str(target.deadline)
        cells[key, "aim"] = target.short_aim or "–"
        told = target.measurement if target.judged else None
        cells[key, "result"] = told or "–"
        words = TARGET_VERDICTS[target.verdict]
        cells[key, "verdict"] = marked(target_mark(target.verdict), words)
        cells[key, "why"] = target.brief
    return cells


def _notes(found: Attainment) -> Iterator[Text]:
    """What holds for the whole table."""
    yield text("How many targets the plan had is not known.")
    if any(target.yardstick for target in found.targets):
        yield text("National aims are applied to the province as a yardstick.")
