"""Kinds of report: the notebooks that are shipped, and what each of them takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from par_eval.facts import Facts, shipped
from par_eval.values import UnknownNameError

__all__ = ["Kind", "chosen", "find_kind", "kinds"]

PLACES = ("province", "period")
SPAN = "span"
"""Word in the comment on a notebook's period which says that it takes a span."""


@dataclass(frozen=True)
class Kind:
    """A kind of report, as the parameters cell of its notebook describes it.

    Parameters
    ----------
    name : str
        Name of the notebook, without its ending.
    path : Path
        The notebook.
    parameters : tuple of str
        Names in its parameters cell, in order.
    of_spans : bool
        Whether its period is a span: several plan periods of one programme.
    """

    name: str
    path: Path
    parameters: tuple[str, ...]
    of_spans: bool = False

    def takes(self, parameter: str) -> bool:
        """Whether the notebook has a parameter."""
        return parameter in self.parameters

    def periods(self, facts: Facts) -> tuple[str, ...]:
        """Periods that the notebook can be run for, in the order of the data."""
        if self.of_spans:
            return tuple(facts.spans)
        return tuple(map(str, facts.plan_periods["period"]))

    def period(self, facts: Facts, name: str) -> str:
        """A period that the notebook can be run for, and no other that is known."""
        facts.period(name)
        known = self.periods(facts)
        if name not in known:
            what = "a span of plan periods" if self.of_spans else "one plan period"
            listed = ", ".join(known) or "the data have none"
            raise UnknownNameError(
                f"{self.path.name} takes {what}, not {name!r}; known: {listed}"
            )
        return name

    def refused(self, how: str) -> UnknownNameError:
        """Error that names the notebook and its parameters."""
        listed = ", ".join(self.parameters) or "none"
        return UnknownNameError(
            f"{self.path.name} {how}; its parameters cell has: {listed}"
        )


def kinds() -> tuple[str, ...]:
    """Kinds of report: the notebooks that the package ships.

    Returns
    -------
    tuple of str
        Names of the notebooks, without their ending; those in ``explore/`` make no
        report.

    Examples
    --------
    >>> "plan_period" in kinds()
    True
    """
    return tuple(sorted(path.stem for path in shipped("notebooks").glob("*.ipynb")))


def find_kind(name: str) -> Kind:
    """Kind of report, read from its notebook.

    Parameters
    ----------
    name : str
        Such as ``plan_period``.

    Returns
    -------
    Kind

    Raises
    ------
    UnknownNameError
        If the package ships no such notebook.

    Examples
    --------
    >>> find_kind("plan_period").takes("province")
    True
    """
    import papermill

    known = kinds()
    if name not in known:
        raise UnknownNameError(
            f"unknown kind of report: {name!r}; known: {', '.join(known)}"
        )
    path = shipped("notebooks") / f"{name}.ipynb"
    found = papermill.inspect_notebook(path)
    note = found.get("period", {}).get("help", "")
    return Kind(name, path, tuple(found), SPAN in note.split())


def chosen(
    kind: Kind, facts: Facts, province: str | None, period: str | None
) -> dict[str, str]:
    """Parameters of a notebook that choose the place and the time.

    Parameters
    ----------
    kind : Kind
        Kind of report.
    facts : Facts
        Data package.
    province : str or None
        Code or name of a province.
    period : str or None
        Plan period or span.

    Returns
    -------
    dict
        Code of the province and name of the period, each where the notebook takes it.

    Raises
    ------
    UnknownNameError
        If one is missing, is not known, or is none of the notebook's parameters.

    Examples
    --------
    >>> from par_eval.series import load
    >>> chosen(find_kind("plan_period"), load(), "Ca Mau", "2016-2020")
    {'province': 'P63', 'period': '2016-2020'}
    """
    for name, value in zip(PLACES, (province, period), strict=True):
        if value is None and kind.takes(name):
            raise kind.refused(f"needs a {name}")
        if value is not None and not kind.takes(name):
            raise kind.refused(f"takes no {name}")
    found = {}
    if province is not None:
        found["province"] = facts.province(province)
    if period is not None:
        found["period"] = kind.period(facts, period)
    return found
