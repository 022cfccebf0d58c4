"""Exposure: which outcomes a reform may reach, whom they ask, and how that is known."""

from __future__ import annotations

from par_eval.evaluation import Evaluation
from par_eval.show.absent import absent
from par_eval.show.exhibit import Exhibit
from par_eval.show.explore.pieces import fact_table
from par_eval.show.explore.reform import addressed, reform_chosen
from par_eval.show.grid import Grid
from par_eval.show.word_table import Cells
from par_eval.values import text

__all__ = ["exposure_table"]

REACHED = {
    "yes": text("yes"),
    "partly": text("partly"),
    "hardly": text("hardly"),
    "no": text("no"),
}
"""Words for how far a reform reaches an outcome."""


def exposure_table(evaluation: Evaluation, reform: str = "") -> Exhibit:
    """Which outcomes a reform may reach, and why (rule 5).

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    reform : str
        Reform id; left out, the first that does not bind every province.

    Returns
    -------
    Exhibit
        Table; one row for each outcome that the data on exposure list.

    Raises
    ------
    UnknownNameError
        If the data hold no such reform.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> exposure_table(evaluate("Ca Mau", "2016-2020")).id
    'exposure'
    """
    facts, chosen = evaluation.facts, reform_chosen(evaluation, reform)
    table = facts.table("exposure")
    known = {outcome.indicator for outcome in chosen.outcomes}
    mine = (table["reform"] == chosen.key) & table["indicator"].isin(known)
    rows = {str(row["indicator"]): row for row in table[mine].to_dict("records")}
    if not rows:
        title = text("Outcomes that a reform may reach")
        none = text("The data do not say which outcomes the reform may reach.")
        return absent(facts, "exposure", title, none)
    cells: Cells = {}
    for name, row in rows.items():
        key = f"{chosen.key}/{name}"
        cells[name, "reached"] = REACHED[str(row["exposed"])]
        for column in ("level", "respondents", "reason"):
            label = facts.label(f"{key}/{column}", row, column)
            if label.texts:
                cells[name, column] = label
        documented = row["documented"] == "documented"
        cells[name, "known"] = text("a document") if documented else text("inferred")
    reached = [o for o in chosen.outcomes if o.design.exposed in ("yes", "partly")]
    return fact_table(
        facts,
        "exposure",
        text(
            "{reform}: outcomes that it may have changed: {some} of {all}",
            reform=chosen.name,
            some=addressed(evaluation, reached, among=chosen.outcomes),
            all=addressed(evaluation, chosen.outcomes),
        ),
        text(
            "Whether the reform reaches what is measured, at which level of government "
            "and among whom; inferred: no document says so."
        ),
        Grid(
            text("Outcome"),
            {name: facts.name("indicators", name) for name in rows},
            {
                "reached": text("Reached"),
                "level": text("Level of government"),
                "respondents": text("Who answers"),
                "known": text("Known from"),
                "reason": text("Why"),
            },
            cells,
            frozenset({"reached", "level", "respondents", "known", "reason"}),
        ),
        (str(row["source"]) for row in rows.values()),
    )
