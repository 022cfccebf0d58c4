"""Reform years: those before and after a reform, and the hard breaks among them."""

from __future__ import annotations

from par_eval.evaluation import Evaluation
from par_eval.evaluation.attribution import Outcome, no_comparison
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import break_years, fact_table
from par_eval.show.explore.reform import (
    addressed,
    reform_chosen,
    reform_sources,
    without_a_date,
    year_runs,
)
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import Joined, text

__all__ = ["reform_years"]


def reform_years(evaluation: Evaluation, reform: str = "") -> Exhibit:
    """Years before and after a reform that may be compared, outcome by outcome.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    reform : str
        Reform id; left out, the first that does not bind every province.

    Returns
    -------
    Exhibit
        Table; a text where the date of the start leaves no year on one side.

    Raises
    ------
    UnknownNameError
        If the data hold no such reform.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> reform_years(evaluate("Da Nang", "2016-2020")).id
    'reform-years'
    """
    facts, chosen = evaluation.facts, reform_chosen(evaluation, reform)
    lacking = without_a_date(chosen)
    if lacking is not None:
        title = text("Years before and after {reform}", reform=chosen.name)
        return absent(facts, "reform-years", title, lacking)
    start = chosen.outcomes[0].design.start
    cells: Cells = {}
    for outcome in chosen.outcomes:
        cells |= _cells(evaluation, outcome)
    able = [o for o in chosen.outcomes if no_comparison(evaluation, o.design) is None]
    return fact_table(
        facts,
        "reform-years",
        text(
            "{reform}: years on both sides of its start can be compared for {some} of "
            "{all} outcomes",
            reform=chosen.name,
            some=addressed(evaluation, able, among=chosen.outcomes),
            all=addressed(evaluation, chosen.outcomes),
        ),
        text(
            "It began {when}. A year that straddles the start ({years}) is neither "
            "before nor after; years on the far side of another hard break are left "
            "out.",
            when=start.when,
            years=Joined(start.straddling) if start.straddling else "–",
        ),
        Grid(
            text("Outcome"),
            {o.indicator: o.indicator_name for o in chosen.outcomes},
            {
                "before": text("Before"),
                "after": text("After"),
                "breaks": text("Hard breaks between"),
                "said": text("Can they be compared"),
            },
            cells,
            frozenset({"before", "after", "breaks", "said"}),
        ),
        reform_sources(facts, chosen),
    )


def _cells(evaluation: Evaluation, outcome: Outcome) -> Cells:
    design, key = outcome.design, outcome.indicator
    lacking = no_comparison(evaluation, design)
    return {
        (key, "before"): year_runs(design.before),
        (key, "after"): year_runs(design.after),
        (key, "breaks"): break_years(design.breaks, "hard"),
        (key, "said"): text("yes") if lacking is None else lacking,
    }
