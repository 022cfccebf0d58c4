"""Panels made for the tests of weighted donors, in the long form that users give."""

import numpy as np
import pandas as pd

from par_eval.impact.assignments import Assignments


def long_panel(values, treated_from, treated=1):
    """A frame of these values (units, periods); the last `treated` units are treated.

    Units are named by letters from the end of which nothing follows, so that no method
    may lean on their order.
    """
    units, periods = np.shape(values)
    names = [f"u{(7 * one) % units:02d}" for one in range(units)]  # 7 divides no size
    frame = pd.DataFrame(
        {
            "unit": np.repeat(names, periods),
            "time": np.tile(np.arange(2001, 2001 + periods), units),
            "y": np.ravel(values).astype(float),
        }
    )
    flags = np.zeros((units, periods), int)
    flags[units - treated :, treated_from:] = 1
    return frame.assign(treated=flags.ravel())


def factor_values(generator, units, periods, noise=1.0):
    """Unit and period means, one common factor, and independent noise."""
    factor = generator.normal(size=periods).cumsum()
    values = 20 + generator.normal(0, 2, (units, 1)) + generator.normal(size=periods)
    values = values + generator.normal(1, 0.5, (units, 1)) * factor
    return values + generator.normal(0, noise, (units, periods))


def leave_out(frame, *units):
    return frame[~frame["unit"].isin(units)]


def treat(frame, unit, treated_from):
    """The same frame with only this unit treated, from this period."""
    flags = (frame["unit"] == unit) & (frame["time"] >= treated_from)
    return frame.assign(treated=flags.astype(int))


def everyone_once(values, pre):
    """The last unit and then every other as treated; the last is donor of none."""
    size = len(values)
    order = [size - 1, *range(size - 1)]
    shares = np.eye(size)[order]
    allowed = shares == 0
    allowed[:, -1] = False
    return Assignments(np.asarray(values), pre, shares, allowed, np.arange(size))
