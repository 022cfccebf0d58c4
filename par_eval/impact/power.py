"""Power: how large an effect must be for the placebo test to see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from par_eval.impact.assignments import DONORS, Assignments, observed_assignment
from par_eval.impact.panel import read_panel
from par_eval.impact.panel_checks import named
from par_eval.impact.placebo_fits import fit_named, measured
from par_eval.values import ParEvalError

__all__ = ["Power", "smallest_detectable_effect"]

STATISTICS = ("rmspe_ratio", "effect")
POINTS, BEYOND = 41, 1.2
"""Effects of the curve, and how far it runs past the largest that matters."""
ROUNDING = 1e-9
"""Part of a whole number of placebos that is rounding."""


@dataclass(frozen=True)
class Power:
    """How often effects of each size would be seen.

    Parameters
    ----------
    method : str
        Name of the method.
    smallest : float or None
        Smallest effect, up or down, in units of the outcome, from which on the share
        seen is at least `power`; None where no effect reaches it.
    power : float
        Share that must be seen.
    level : float
        One less the probability of seeing an effect that is not there.
    curve : DataFrame
        By size of the effect: ``share`` of placebo units that are seen, of those with
        the effect added (``up``) and taken off (``down``).
    units : DataFrame
        By placebo unit: the smallest effect ``up`` and ``down`` from which on it is
        seen; infinite where none is.
    inference : str
        The test, with what it counts.
    notes : tuple of str
        What was dropped, and why nothing can be seen.
    """

    method: str
    smallest: float | None
    power: float
    level: float
    curve: pd.DataFrame
    units: pd.DataFrame
    inference: str
    notes: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """One row: the smallest detectable effect, at which power and level."""
        names = ("smallest", "power", "level", "inference")
        row = {name: getattr(self, name) for name in names}
        return pd.DataFrame([row], index=pd.Index([self.method], name="method"))


def smallest_detectable_effect(
    method: str,
    frame: pd.DataFrame,
    *,
    unit: str = "unit",
    time: str = "time",
    outcome: str = "y",
    treatment: str = "treated",
    missing: str = "refuse",
    statistic: str = "rmspe_ratio",
    power: float = 0.8,
    level: float = 0.95,
    effects: Sequence[float] | None = None,
) -> Power:
    """Smallest effect that the placebo test would see, found on the donors.

    The treated is left out. Each donor in turn is taken as treated, with the same
    start, an effect is added to (or taken off) all its later periods, and it is placed
    among the others as placebos, which have neither it nor each other's own unit among
    their donors (placebo in space, Abadie, Diamond and Hainmueller 2010, section 2.4).
    It is seen where no more placebos have as large a statistic than the test of the
    real treated unit allows. Weights come from periods before treatment, or from other
    units, so an effect shifts the later gaps and nothing is fitted twice.

    Parameters
    ----------
    method : {"synthetic_control", "synthetic_did", "difference_in_differences"}
    frame : DataFrame
        One row for each unit and period.
    unit, time, outcome, treatment : str
        Columns; one unit is treated.
    missing : {"refuse", "drop_units", "drop_periods"}
        What to do where a unit lacks a value.
    statistic : {"rmspe_ratio", "effect"}
        Root mean squared gap after treatment over that before it, or the size of the
        mean gap after it.
    power : float
        Share of units, over both signs, that must be seen.
    level : float
        One less the size of the test.
    effects : sequence of float, optional
        Sizes for the curve, in units of the outcome; left out, from zero to a little
        past the smallest detectable one.

    Returns
    -------
    Power

    Raises
    ------
    ParEvalError
        If an option is not known or out of range, several units are treated, or there
        are fewer than four donors.

    Examples
    --------
    >>> generator = np.random.default_rng(1)
    >>> frame = pd.DataFrame({"unit": np.repeat(np.arange(25), 12)})
    >>> frame["time"] = list(range(12)) * 25
    >>> frame["treated"] = ((frame["unit"] == 0) & (frame["time"] > 8)).astype(int)
    >>> frame["y"] = generator.normal(size=300)
    >>> found = smallest_detectable_effect("difference_in_differences", frame)
    >>> bool(found.units.stack().le(found.smallest).mean() >= found.power)
    True
    """
    _check_options(statistic, power, level)
    fit = fit_named(method)
    panel = read_panel(
        frame, unit=unit, time=time, outcome=outcome, treatment=treatment,
        missing=missing,
    )  # fmt: skip
    actual = observed_assignment(panel)
    donors = np.flatnonzero(actual.allowed[0])
    if len(panel.treated_units) > 1:
        raise ParEvalError(
            f"{named(panel.treated_units)} are treated; give one treated unit"
        )
    if len(donors) < DONORS + 2:
        raise ParEvalError(
            f"{len(donors)} donors are too few to take one as treated and another as "
            f"its placebo; at least {DONORS + 2} are needed"
        )
    allowed = int(np.floor((1 - level) * (len(donors) + 1) + ROUNDING)) - 1
    rows, notes = [], list(panel.notes)
    for one in donors:
        gaps, _ = fit(_among_placebos(actual, donors, int(one)))
        rows.append(_row(gaps, actual, statistic, allowed))
    units = pd.DataFrame(rows, panel.outcomes.index[donors])
    if allowed < 0:
        notes.append(
            f"The smallest p of {len(donors)} donors is 1/{len(donors) + 1}, above "
            f"{1 - level:.3g}: no effect of any size can be seen."
        )
    ends = units[["up", "down"]]
    smallest = np.sort(ends.to_numpy().ravel())[_position(ends.size, power)]
    if allowed >= 0 and not np.isfinite(smallest):
        notes.append(
            "Too many placebos fit every earlier period exactly: their ratio is "
            "infinite, and nothing exceeds it; take statistic='effect'."
        )
    tried = _tried(effects, smallest, units["spread"])
    return Power(
        method,
        float(smallest) if np.isfinite(smallest) else None,
        power,
        level,
        _curve(units, tried),
        ends,
        f"placebo in space by {statistic}, {len(donors)} donors, at most "
        f"{max(allowed, 0)} placebos as large",
        tuple(notes),
    )


def _check_options(statistic: str, power: float, level: float) -> None:
    if statistic not in STATISTICS:
        raise ParEvalError(
            f"statistic={statistic!r} is not known; expected one of "
            f"{', '.join(STATISTICS)}"
        )
    for name, given in (("power", power), ("level", level)):
        if not 0 < given < 1:
            raise ParEvalError(f"{name}={given!r} does not lie between 0 and 1")


def _among_placebos(actual: Assignments, donors: np.ndarray, one: int) -> Assignments:
    """One donor as treated (first), and the others as its placebos."""
    chosen = np.r_[one, donors[donors != one]]
    shares = np.zeros((len(chosen), len(actual.outcomes)))
    shares[np.arange(len(chosen)), chosen] = 1.0
    allowed = actual.allowed & (shares == 0)
    allowed[:, one] = False
    return replace(actual, shares=shares, allowed=allowed, draws=np.arange(len(chosen)))


def _row(
    gaps: np.ndarray, actual: Assignments, statistic: str, allowed: int
) -> dict[str, float]:
    """What the effect on one unit must exceed, from the gaps of it and its placebos.

    With bar b, an effect d is seen where ``|mean gap + d| > b``, or, for the ratio,
    where ``mean (gap + d)^2 > (b pre)^2``, which ends at the larger root in d.
    """
    found, _ = measured(gaps, actual, pd.RangeIndex(len(gaps)))
    sizes = found[statistic].abs().to_numpy()
    after = gaps[0, actual.pre :]
    middle, spread = float(after.mean()), float(after.var())
    bar = np.inf if allowed < 0 else float(np.sort(sizes[1:])[::-1][allowed])
    if statistic == "rmspe_ratio":
        own = float(found["pre_rmspe"].iloc[0])
        # a unit that is fitted exactly has no ratio, so nothing is seen of it
        left = np.inf if np.isinf(sizes[0]) else (bar * own) ** 2 - spread
        reach, least = np.sqrt(max(left, 0.0)), left < 0
    else:
        reach, least = bar, False
    ends = {
        sign: 0.0 if least else max(0.0, reach - factor * middle)
        for sign, factor in (("up", 1), ("down", -1))
    }
    return {**ends, "middle": middle, "reach": -1.0 if least else reach,
            "spread": float(np.abs(after).max())}  # fmt: skip


def _position(count: int, power: float) -> int:
    return int(np.ceil(power * count - ROUNDING)) - 1


def _tried(
    effects: Sequence[float] | None, smallest: float, sizes: pd.Series
) -> np.ndarray:
    if effects is None:
        reach = smallest if np.isfinite(smallest) and smallest > 0 else sizes.max()
        return np.linspace(0, BEYOND * reach, POINTS)
    tried = np.unique(np.asarray(effects, float))
    if not tried.size or not np.isfinite(tried).all() or (tried < 0).any():
        raise ParEvalError("effects must be sizes, finite and not below zero")
    return tried


def _curve(units: pd.DataFrame, tried: np.ndarray) -> pd.DataFrame:
    """Share of units that are seen at each size of the effect."""
    middle = units["middle"].to_numpy()[:, None]
    reach = units["reach"].to_numpy()[:, None]
    up = (np.abs(middle + tried) > reach).mean(axis=0)
    down = (np.abs(middle - tried) > reach).mean(axis=0)
    return pd.DataFrame(
        {"share": (up + down) / 2, "up": up, "down": down},
        index=pd.Index(tried, name="effect"),
    )
