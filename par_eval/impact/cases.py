"""Published cases: data with results that others printed, to hold methods against.

They stand in the room of the methods, which they are a proof of, and below everything
that shows; they belong to no data package, since they are not on what is evaluated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from par_eval.facts import shipped
from par_eval.values import Name, ParEvalError

__all__ = ["CASES", "PublishedCase", "published_case"]

CASES = ("basque", "mpdta", "prop99", "red_tape")
"""Cases that the package ships; each has its terms in ``terms.md``."""

FOLDER, ABOUT, PANEL, EXPECTED = "cases", "case.json", "data.csv", "expected.csv"


@dataclass(frozen=True)
class PublishedCase:
    """A panel, and results that others printed for it.

    Parameters
    ----------
    key : str
        Its name, one of `CASES`.
    panel : DataFrame
        One row for each unit and period: ``unit``, ``time``, ``y`` and ``treated`` (0
        or 1) or ``first_treated`` (missing: never), as every method of this room takes
        them, and all other columns of the file.
    expected : DataFrame
        By quantity: ``value``, ``tolerance``, ``kind`` (published, or reference: what
        another program gives), ``provenance`` (``seen``: we read the printed number;
        ``given`` and ``recalled``: we did not; ``computed``) and ``citation``.
    title, outcome, unit, treated, start, source : Name
        What it is about, what is measured in which unit, who is treated, what begins,
        and where the data come from.
    decimals : int
        With which its effects are printed.
    """

    key: str
    panel: pd.DataFrame
    expected: pd.DataFrame
    title: Name
    outcome: Name
    unit: Name
    treated: Name
    start: Name
    source: Name
    decimals: int


def published_case(name: str) -> PublishedCase:
    """Read a published case that the package ships.

    Parameters
    ----------
    name : {"basque", "mpdta", "prop99", "red_tape"}
        Which case.

    Returns
    -------
    PublishedCase

    Raises
    ------
    ParEvalError
        If there is no such case, or the installation lacks its files.

    Examples
    --------
    >>> from par_eval.impact import synthetic_did
    >>> case = published_case("prop99")
    >>> round(synthetic_did(case.panel, inference=None).estimate, 1)
    -15.6
    >>> float(case.expected.loc["SDID ATT", "value"])
    -15.6
    """
    if name not in CASES:
        raise ParEvalError(
            f"there is no published case {name!r}; the package ships {', '.join(CASES)}"
        )
    folder = shipped(FOLDER) / name
    about = json.loads(_text(folder / ABOUT))
    names = ("title", "outcome", "unit", "treated", "start", "source")
    return PublishedCase(
        name,
        _panel(pd.read_csv(folder / PANEL), about),
        pd.read_csv(folder / EXPECTED).set_index("quantity"),
        **{key: Name(about[key]["en"], about[key]) for key in names},
        decimals=about["decimals"],
    )


def _text(path: Path) -> str:
    if not path.is_file():
        raise ParEvalError(
            f"the installed package lacks {path.parent.name}/{path.name} of its "
            "published cases: install par-eval again"
        )
    return path.read_text("utf-8")


def _panel(frame: pd.DataFrame, about: Mapping[str, Any]) -> pd.DataFrame:
    """The file with the names of columns that every method takes."""
    panel = frame.rename(columns={old: new for new, old in about["columns"].items()})
    panel = panel[~panel["unit"].isin(about.get("left_out", ()))]
    if "first_treated" in panel:
        first = panel["first_treated"]
        panel = panel.assign(first_treated=first.where(first != about["never"]))
    if "treated_from" in about:
        since = panel["unit"].map(about["treated_from"])
        panel = panel.assign(treated=(panel["time"] >= since).astype(int))
    return panel.reset_index(drop=True)
