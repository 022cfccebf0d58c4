"""Tables of evaluation criteria, and of the documents to obtain next."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation import ASSESSED, Criterion, Evaluation, Obtainable, count_of
from par_eval.evaluation.attainment import Judgement
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid, marked
from par_eval.show.marks import status_mark
from par_eval.show.word_table import Cells, word_table
from par_eval.values import Joined, Quantity, address, counted, text

__all__ = ["criteria_table", "documents_table"]


def criteria_table(evaluation: Evaluation) -> Exhibit:
    """Evaluation criteria: assessed, in part, or not, and what is lacking.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each criterion.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> criteria_table(evaluate("Ca Mau", "2016-2020")).id
    'criteria'
    """
    found = evaluation.criteria
    if not found:
        return absent(
            evaluation.facts,
            "criteria",
            text("Evaluation criteria"),
            text("The data list no evaluation criterion."),
        )
    cells: Cells = {}
    for one in found:
        key = one.criterion.key
        cells[key, "status"] = marked(status_mark(one.status), ASSESSED[one.status])
        cells[key, "lacking"] = one.lacking if one.status != "assessed" else "–"
    told = tuple(one for one in found if one.status != "not_assessed")
    return word_table(
        evaluation,
        "criteria",
        counted(
            "{told} of {number} evaluation criteria is assessed, in whole or in part",
            "{told} of {number} evaluation criteria are assessed, in whole or in part",
            len(told),
            told=_criteria(evaluation, told),
            number=_criteria(evaluation, found),
        ),
        text("What an evaluation is asked for, and what is lacking here."),
        Grid(
            text("Criterion"),
            {one.criterion.key: one.criterion for one in found},
            {"status": text("Status"), "lacking": text("What is lacking")},
            cells,
            frozenset({"status", "lacking"}),
        ),
        evaluation.facts.table("criteria")["source"],
    )


def _criteria(evaluation: Evaluation, found: tuple[Criterion, ...]) -> Quantity:
    year, code = evaluation.national.end, evaluation.province
    keys = [one.criterion.key for one in found]
    cases = [address(f"criterion.{key}", code, year) for key in keys]
    return count_of(cases, "criteria")


def documents_table(evaluation: Evaluation) -> Exhibit:
    """What to obtain next, in the order of the verdicts it would change.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each document.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> documents_table(evaluate("Ca Mau", "2016-2020")).id
    'documents'
    """
    found = evaluation.obtain
    if not found:
        return absent(
            evaluation.facts,
            "documents",
            text("Documents to obtain"),
            text("No document is known that would change a verdict."),
        )
    year, code = evaluation.national.end, evaluation.province
    number = count_of(
        [address(f"document.{one.document.key}", code, year) for one in found],
        "documents",
    )
    cells: Cells = {}
    for one in found:
        cells[one.document.key, "settles"] = _settles(evaluation, one)
        cells[one.document.key, "verdicts"] = one.verdicts
    return word_table(
        evaluation,
        "documents",
        counted(
            "{number} document would change a verdict",
            "{number} documents would change a verdict",
            len(found),
            number=number,
        ),
        text("Documents that are not held; those first that would settle most."),
        Grid(
            text("Document"),
            {one.document.key: one.document for one in found},
            {"settles": text("Would settle"), "verdicts": text("Verdicts")},
            cells,
            frozenset({"settles"}),
        ),
        (one.source for one in found),
    )


def _settles(evaluation: Evaluation, one: Obtainable) -> Joined:
    """Claims by their numbers, and targets by their short names."""
    targets = {target.target: target for target in evaluation.attainment.targets}
    keys = [where.partition("/")[0].partition(".") for where in one.verdicts.of]
    wanted = [targets[key] for kind, _, key in keys if kind == "target"]
    told: list[object] = [key for kind, _, key in keys if kind != "target"]
    return Joined((*told, *_told_apart(wanted)), "semicolon")


def _told_apart(targets: list[Judgement]) -> Iterator[object]:
    """Short names; those that are alike with who set them, then with the year due."""
    names = [str(target.short.texts) for target in targets]
    by = [(name, str(one.set_by)) for name, one in zip(names, targets, strict=True)]
    for name, key, target in zip(names, by, targets, strict=True):
        said = {"target": target.short, "programme": target.set_by}
        if by.count(key) > 1:
            yield text("{target} ({programme}, {year})", year=target.deadline, **said)
        elif names.count(name) > 1:
            yield text("{target} ({programme})", **said)
        else:
            yield target.short
