"""Table of conclusions: whether each survives every changed choice (rule 9)."""

from __future__ import annotations

from collections.abc import Iterator

from par_eval.evaluation import Evaluation, Robustness, count_of
from par_eval.evaluation.place_words import value_words
from par_eval.evaluation.questions import asked
from par_eval.series import leaves_of, plain
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells, word_table
from par_eval.values import Quantity, Text, counted, text

__all__ = ["robustness"]


def robustness(evaluation: Evaluation) -> Exhibit:
    """Which conclusions survive every changed choice (rule 9).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    Exhibit
        Table; one row for each conclusion.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> robustness(evaluate("Ca Mau", "2016-2020")).id
    'robustness'
    """
    found, facts = evaluation.robustness, evaluation.facts
    if not found.conclusions:
        return absent(
            facts,
            "robustness",
            text("Conclusions under other choices"),
            text("Nothing is concluded that another choice could change."),
        )
    order = dict(zip(asked(facts)["question"], asked(facts)["order"], strict=True))
    cells: Cells = {}
    rows = {one.key: one for one in found.conclusions}
    for key, one in rows.items():
        cells[key, "question"] = int(order[one.question])
        cells[key, "verdict"] = one.verdict
        cells[key, "alone"] = one.one_at_a_time
        if one.runs:
            cells[key, "worst"] = _value(one.worst.quantity)
            cells[key, "share"] = text(
                "{agreeing} of {number}", agreeing=one.agreeing, number=one.number
            )
        if one.combined:
            agreeing, number, worst = one.combined
            cells[key, "together"] = text(
                "{agreeing} of {number}; worst {worst}",
                agreeing=agreeing,
                number=number,
                worst=_value(worst) if one.kind == "standing" else worst,
            )
    names = [plain(one.indicator) for one in found.conclusions]
    return word_table(
        evaluation,
        "robustness",
        _title(found),
        text(
            "Each choice behind a conclusion is changed alone and the result looked at "
            "again. Worst case: the least favourable result. Share: re-runs that "
            "agree. Together: combinations of the choices that agree, among all."
        ),
        Grid(
            text("Conclusion on"),
            {key: one.name for key, one in rows.items()},
            {
                "question": text("Question"),
                "verdict": text("Conclusion"),
                "alone": text("One choice at a time"),
                "worst": text("Worst case"),
                "share": text("Share"),
                "together": text("Together"),
            },
            cells,
            frozenset({"verdict", "alone", "together"}),
        ),
        facts.sources_of([leaf for name in names for leaf in leaves_of(facts, name)]),
        tuple(_notes(found)),
    )


def _title(found: Robustness) -> Text:
    touched = [one for one in found.conclusions if one.runs]
    if not touched:
        return text("No listed choice touches a conclusion")
    if len(touched) == 1 and touched[0].survives:
        return text("The one conclusion that a listed choice touches survives it")
    if len(touched) == 1:
        return text("The one conclusion that a listed choice touches depends on it")
    kept = [one.base.quantity.id for one in touched if one.survives]
    every = [one.base.quantity.id for one in touched]
    return text(
        "{kept} of {number} conclusions hold whichever single choice is changed",
        kept=count_of(kept, "conclusions"),
        number=count_of(every, "conclusions"),
    )


def _value(worst: Quantity) -> Text | Quantity:
    if worst.unit == "dimensions":
        return counted(
            "{number} dimension",
            "{number} dimensions",
            abs(round(worst.value)),
            number=worst,
        )
    if worst.unit == "percentile":
        return text("percentile {value}", value=worst)
    return value_words(worst)


def _notes(found: Robustness) -> Iterator[Text]:
    """The share of all re-runs, and what no re-run can tell."""
    if found.share is None:
        return
    yield text(
        "Each question weighing the same, the share of re-runs that agree is {share}.",
        share=found.share,
    )
    told = [one.text for one in found.conclusions]
    yield from (note for note in found.notes[1:] if note not in told)
