"""Donors: which other provinces were without a reform, as far as that is known."""

from __future__ import annotations

from par_eval.evaluation import Evaluation
from par_eval.evaluation.attribution import (
    Outcome,
    begun_provinces,
    count_provinces,
    known_donors,
    lowest_p,
    possible_donors,
)
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table
from par_eval.show.explore.reform import reform_chosen, reform_sources, without_a_date
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Joined, Text, counted, text

__all__ = ["donors_table"]


def donors_table(evaluation: Evaluation, reform: str = "") -> Exhibit:
    """Provinces with and without a reform, and the smallest p that they allow.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    reform : str
        Reform id; left out, the first that does not bind every province.

    Returns
    -------
    Exhibit
        Table; one row for each outcome, since the years and the provinces with values
        differ. A text where the date of the start is not known.

    Raises
    ------
    UnknownNameError
        If the data hold no such reform.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> donors_table(evaluate("Da Nang", "2016-2020")).id
    'donors'
    """
    facts, chosen = evaluation.facts, reform_chosen(evaluation, reform)
    lacking = without_a_date(chosen)
    if lacking is not None:
        title = text("Other provinces without {reform}", reform=chosen.name)
        return absent(facts, "donors", title, lacking)
    cells: Cells = {}
    for outcome in chosen.outcomes:
        cells |= _cells(evaluation, outcome)
    return fact_table(
        facts,
        "donors",
        _title(chosen.outcomes),
        text(
            "Through the last year that is compared. Unknown: no source says whether "
            "it had begun. The smallest p is one in as many as there are provinces in "
            "the test; a test needs {level} or less.",
            level=f"{facts.threshold('smallest_p'):g}",
        ),
        Grid(
            text("Outcome"),
            {o.indicator: o.indicator_name for o in chosen.outcomes},
            {
                "through": text("Through"),
                "known": text("Known without it, with values"),
                "names": text("Which"),
                "unknown": text("Unknown"),
                "valued": text("Of these with values"),
                "begun": text("Had begun"),
                "p": text("Smallest p"),
            },
            cells,
            frozenset({"through", "names"}),
        ),
        reform_sources(facts, chosen),
    )


def _cells(evaluation: Evaluation, outcome: Outcome) -> Cells:
    design, key = outcome.design, outcome.indicator
    names = tuple(evaluation.facts.name("provinces", code) for code in design.donors)
    return {
        (key, "through"): str(design.through),
        (key, "known"): known_donors(design),
        (key, "names"): Joined(names, "comma") if names else "–",
        (key, "unknown"): count_provinces(design, design.unknown),
        (key, "valued"): count_provinces(design, possible_donors(evaluation, design)),
        (key, "begun"): count_provinces(design, begun_provinces(evaluation, design)),
        (key, "p"): lowest_p(design) if design.donors else "–",
    }


def _title(outcomes: tuple[Outcome, ...]) -> Text:
    best = max((o.design for o in outcomes), key=lambda design: len(design.donors))
    if not best.donors:
        return text("No other province with values is known to be without it")
    return counted(
        "At most {number} other province with values is known to be without it: p "
        "cannot fall below {p}",
        "At most {number} other provinces with values are known to be without it: p "
        "cannot fall below {p}",
        len(best.donors),
        number=known_donors(best),
        p=lowest_p(best),
    )
