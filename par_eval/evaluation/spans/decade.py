"""The decade: one province over several plan periods of one programme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from par_eval.evaluation.evaluation import Evaluation
from par_eval.evaluation.spans.period_moves import PeriodMoves, period_moves
from par_eval.evaluation.spans.sustained import Sustained, sustained
from par_eval.evaluation.subject import National
from par_eval.facts import Facts
from par_eval.series import load
from par_eval.values import UnknownNameError

__all__ = ["Decade", "decade"]


@dataclass(frozen=True, eq=False)
class Decade(Evaluation):
    """Evaluation of one province over a span of plan periods.

    It is an evaluation of all the years together, to which it adds the evaluation of
    each plan period, and what became of the gains afterwards.

    Parameters
    ----------
    national : National
        What the span shows for all provinces.
    province : str
        Code of the province.

    Examples
    --------
    >>> ten_years = decade("Ca Mau", "2011-2020")
    >>> [part.period for part in ten_years.parts]
    ['2011-2015', '2016-2020']
    """

    @cached_property
    def parts(self) -> tuple[Evaluation, ...]:
        """Evaluations of the plan periods, in order."""
        names = self.facts.spans[self.period]
        found = (_national(self.facts, name) for name in names)
        return tuple(Evaluation(national, self.province) for national in found)

    @cached_property
    def period_moves(self) -> PeriodMoves:
        """Standing over each plan period, and whether noise explains its change."""
        return period_moves(self, self.parts)

    @cached_property
    def sustained(self) -> Sustained:
        """What became of the gains of the last plan period after its end."""
        return sustained(self.parts[-1])


def decade(
    province: str,
    span: str,
    *,
    facts: Facts | None = None,
    data: Path | str | None = None,
) -> Decade:
    """Evaluate a province over several plan periods of one programme.

    Parameters
    ----------
    province : str
        Code or name of the province, in any language of the data.
    span : str
        Plan periods that follow one another in one programme, such as ``2011-2020``.
    facts : Facts, optional
        Data package that is already loaded.
    data : path, optional
        Folder of a data package; the shipped data if neither is given.

    Returns
    -------
    Decade
        Its parts are computed when they are first asked for.

    Raises
    ------
    UnknownNameError
        If the province or the span is not in the data package.
    DataPackageError
        If the data package has faults.
    """
    known = facts if facts is not None else load(data or None)
    national = _national(known, span)
    if span not in known.spans:
        raise UnknownNameError(_no_span(span, tuple(known.spans)))
    return Decade(national, known.province(province))


def _national(facts: Facts, period: str) -> National:
    """What a period shows for all provinces, the same for each of them."""
    return facts.once(("national", period), lambda: National(facts, period))


def _no_span(period: str, spans: tuple[str, ...]) -> str:
    """That a single plan period was asked for, and what to ask for."""
    if not spans:
        return (
            f"{period!r} is one plan period, and the data package has no two that "
            "follow one another in one programme; evaluate the plan period instead"
        )
    return f"{period!r} is one plan period, not several; known: {', '.join(spans)}"
