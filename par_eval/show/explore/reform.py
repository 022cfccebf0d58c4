"""Reform: the one that a tour is about, and what its exhibits share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from par_eval.evaluation import Evaluation, count_of
from par_eval.evaluation.attribution import Outcome, no_start
from par_eval.facts import Facts
from par_eval.series import leaves_of
from par_eval.show.explore.pieces import year_range
from par_eval.show.figures.common import runs
from par_eval.values import (
    Joined,
    Name,
    Quantity,
    Text,
    UnknownNameError,
    address,
    text,
)

__all__ = [
    "Chosen",
    "addressed",
    "reform_chosen",
    "reform_sources",
    "without_a_date",
    "year_runs",
]


@dataclass(frozen=True)
class Chosen:
    """The reform that is looked at.

    Parameters
    ----------
    key : str
        Reform id.
    name : Name
        What it is called.
    outcomes : tuple of Outcome
        What it may have changed, in the order of the data.
    """

    key: str
    name: Name
    outcomes: tuple[Outcome, ...]


def reform_chosen(evaluation: Evaluation, reform: str = "") -> Chosen:
    """The reform that is looked at, with its outcomes.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    reform : str
        Reform id; left out, the first that does not bind every province, or else the
        first of all.

    Returns
    -------
    Chosen

    Raises
    ------
    UnknownNameError
        If the data hold no such reform, or none at all.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> len(reform_chosen(evaluate("Ca Mau", "2016-2020")).outcomes) > 0
    True
    """
    table = evaluation.facts.table("reform_names")
    listed = [str(key) for key in table["reform"]]
    own = [str(key) for key in table["reform"][table["universal"] != "yes"]]
    key = reform or next(iter([*own, *listed]), "")
    if key not in listed:
        known = ", ".join(listed) or "none: the table reform_names is empty"
        raise UnknownNameError(f"reform {key!r} is not in the data; known: {known}")
    return Chosen(
        key,
        evaluation.facts.name("reform_names", key),
        tuple(o for o in evaluation.attribution.outcomes if o.reform == key),
    )


def without_a_date(chosen: Chosen) -> Text | None:
    """Why no year lies before or after the start of the reform in the province.

    Parameters
    ----------
    chosen : Chosen
        The reform.

    Returns
    -------
    Text or None
        A sentence; None where the start is known and lies within the period or before.
    """
    if not chosen.outcomes:
        return text("The data do not say which outcomes the reform may reach.")
    return no_start(chosen.outcomes[0].design)


def reform_sources(facts: Facts, chosen: Chosen) -> tuple[str, ...]:
    """Sources of the dates of the reform, and of the values of its outcomes.

    Parameters
    ----------
    facts : Facts
        Data package.
    chosen : Chosen
        The reform.

    Returns
    -------
    tuple of str
        Source ids, sorted.
    """
    table = facts.table("reforms")
    dated = table["source"][table["reform"] == chosen.key]
    leaves = [leaf for o in chosen.outcomes for leaf in leaves_of(facts, o.indicator)]
    return tuple(sorted({*(str(s) for s in dated), *facts.sources_of(leaves)}))


def addressed(
    evaluation: Evaluation,
    outcomes: Iterable[Outcome],
    among: Iterable[Outcome] = (),
) -> Quantity:
    """How many outcomes some are.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.
    outcomes : iterable of Outcome
        Those that are counted.
    among : iterable of Outcome
        Those that were looked at, which are the inputs where none is counted.

    Returns
    -------
    Quantity
        In outcomes; each is one of its inputs, at the end of the period.
    """
    code, end = evaluation.province, evaluation.national.end
    some = [address(o.indicator, code, end) for o in outcomes]
    if some:
        return count_of(some, "outcomes")
    every = [address(o.indicator, code, end) for o in among]
    looked = count_of(every, "outcomes")
    return Quantity(0, "outcomes", looked.measure, looked.of)


def year_runs(years: tuple[int, ...]) -> Joined | str:
    """Runs of years, with the gaps between them; a dash where there are none.

    Parameters
    ----------
    years : tuple of int
        In order.

    Returns
    -------
    Joined or str

    Examples
    --------
    >>> year_runs((2011, 2012, 2015)).items
    ('2011–2012', '2015')
    """
    found = tuple(year_range(run) for run in runs(years))
    return Joined(found, "semicolon") if found else "–"
