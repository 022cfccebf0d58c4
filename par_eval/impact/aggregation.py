"""Aggregation of group-time effects: simple, by group, calendar and event time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from par_eval.impact.group_time_effects import Cells
from par_eval.values import ParEvalError

__all__ = ["KINDS", "Aggregate", "aggregate_cells"]

KINDS = ("simple", "group", "calendar", "event_time")
"""Ways to aggregate."""


@dataclass(frozen=True)
class Aggregate:
    """An overall effect and the elements it averages, with influence functions.

    Parameters
    ----------
    labels : ndarray of shape (elements,)
        Groups, periods or event times; none for the simple average.
    effects : ndarray of shape (elements,)
    influence : ndarray of shape (units, elements)
    overall : float
    overall_influence : ndarray of shape (units,)
    """

    labels: np.ndarray
    effects: np.ndarray
    influence: np.ndarray
    overall: float
    overall_influence: np.ndarray


def aggregate_cells(
    cells: Cells, first: np.ndarray, kind: str, *, balance: int | None = None
) -> Aggregate:
    """Average group-time effects (Callaway and Sant'Anna 2021, section 3).

    Groups weigh by their number of units, and the influence functions hold that these
    shares are estimated (section 4, on inference for the summary parameters).

    Parameters
    ----------
    cells : Cells
    first : ndarray of shape (units,)
        First treated period; infinite for never.
    kind : {"simple", "group", "calendar", "event_time"}
        Average over all treated cells (their theta_W^O); by group (theta_sel, overall
        theta_sel^O); by period (theta_c); by time since treatment began (theta_es),
        the overall effect of which averages those from 0 on.
    balance : int or None
        For event time: only groups that are seen for this many periods after their
        first, and event times up to it (their theta_es^bal).

    Returns
    -------
    Aggregate

    Raises
    ------
    ParEvalError
        If the kind is not known, or no cell is left to average.

    Examples
    --------
    >>> one = np.ones(1)
    >>> cells = Cells(2 * one, 2 * one, one, 5 * one, np.zeros((4, 1)), one, 0)
    >>> aggregate_cells(cells, np.array([2, 2, np.inf, np.inf]), "simple").overall
    5.0
    """
    if kind not in KINDS:
        raise ParEvalError(
            f"{kind!r} is no way to aggregate; expected one of {', '.join(KINDS)}"
        )
    if balance is not None and (kind != "event_time" or balance < 0):
        raise ParEvalError(
            f"balance={balance} needs the kind 'event_time' and a number of periods "
            "from 0 on"
        )
    event = cells.time - cells.group
    treated = event >= 0
    if not treated.any():
        raise ParEvalError(
            "no group has a comparison unit in a period after its treatment began, so "
            "there is no effect to average; add units that are treated later or never"
        )
    if kind == "simple":
        overall, influence = _weighted(cells, first, treated)
        none = np.empty(0)
        return Aggregate(none, none, np.empty((len(first), 0)), overall, influence)
    if kind == "group":
        return _by_group(cells, first, treated)
    labels, kept = (
        (cells.time, treated)
        if kind == "calendar"
        else (event, _balanced_cells(cells, event, balance))
    )
    return _by_label(cells, first, labels, kept)


def _weighted(
    cells: Cells, first: np.ndarray, chosen: np.ndarray
) -> tuple[float, np.ndarray]:
    """Average of chosen cells by the sizes of their groups, and its influence.

    With estimated shares p, theta = sum p att / sum p. The derivative by the share of
    a group is (att - theta) / sum p, which adds this much for each unit of it.
    """
    groups, att = cells.group[chosen], cells.att[chosen]
    member = first[:, None] == groups
    share = member.mean(axis=0)
    weight = share / share.sum()
    theta = float(weight @ att)
    influence = cells.influence[:, chosen] @ weight
    return theta, influence + member @ (att - theta) / share.sum()


def _by_group(cells: Cells, first: np.ndarray, treated: np.ndarray) -> Aggregate:
    labels = np.unique(cells.group[treated])
    chosen = [treated & (cells.group == group) for group in labels]
    effects = np.array([cells.att[one].mean() for one in chosen])
    influence = np.stack([cells.influence[:, one].mean(1) for one in chosen], axis=1)
    means = Cells(labels, labels, labels, effects, influence, labels, 0)
    overall, of_overall = _weighted(means, first, np.ones(len(labels), bool))
    return Aggregate(labels, effects, influence, overall, of_overall)


def _by_label(
    cells: Cells, first: np.ndarray, of: np.ndarray, kept: np.ndarray
) -> Aggregate:
    """One element for each label; the overall effect averages the treated ones."""
    labels = np.unique(of[kept])
    found = [_weighted(cells, first, kept & (of == label)) for label in labels]
    effects = np.array([effect for effect, _ in found])
    influence = np.stack([part for _, part in found], axis=1)
    treated = cells.time >= cells.group
    after = np.isin(labels, of[kept & treated])
    return Aggregate(
        labels,
        effects,
        influence,
        float(effects[after].mean()),
        influence[:, after].mean(axis=1),
    )


def _balanced_cells(cells: Cells, event: np.ndarray, balance: int | None) -> np.ndarray:
    if balance is None:
        return np.ones(len(event), bool)
    last = cells.time.max()
    kept = (last - cells.group >= balance) & (event <= balance)
    if not (kept & (event >= 0)).any():
        raise ParEvalError(
            f"no group is seen for {balance} periods after its first treated one; "
            "choose a smaller balance"
        )
    return kept
