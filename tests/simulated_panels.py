"""Simulated panels and slow, plain computations that the fast ones must equal."""

from dataclasses import replace

import numpy as np
import pandas as pd

from par_eval.impact.did_inference import infer
from par_eval.impact.did_reassigned import Options
from par_eval.impact.panel import read_panel
from par_eval.impact.panel_fit import fit
from par_eval.impact.regression_rows import read_rows


def simulated(seed=0, units=12, periods=6, treated=4, start=3, **shape):
    """A panel with unit and period effects and errors that remember."""
    generator = np.random.default_rng(seed)
    flags = np.zeros((units, periods), int)
    flags[generator.choice(units, treated, replace=False), start:] = 1
    return long(outcomes(generator, flags, **shape), flags, generator)


def outcomes(generator, flags, effect=0.0, memory=0.5, **_):
    """Outcomes, units by periods, of a treatment with one effect."""
    units, periods = flags.shape
    errors = generator.normal(size=flags.shape)
    for period in range(1, periods):
        errors[:, period] += memory * errors[:, period - 1]
    own = 2 * generator.normal(size=(units, 1)) + generator.normal(size=periods)
    return errors + own + effect * flags


def long(values, flags, generator):
    units, periods = values.shape
    frame = pd.DataFrame(
        {
            "unit": np.repeat([f"u{one:03d}" for one in range(units)], periods),
            "time": np.tile(np.arange(periods) + 2000, units),
            "y": values.ravel(),
            "treated": flags.ravel(),
        }
    )
    frame["x"] = generator.normal(size=len(frame)) + 0.3 * frame["treated"]
    return frame


def inferred(inference, count, *, seed=0, draws=399, **shape):
    """Error, interval and p-value of many panels with one treatment, one after another.

    The treatment and its effects are read once; the outcomes are new in each.
    """
    frame = simulated(seed, **shape)
    fitted = fit(
        read_rows(frame, unit="unit", time="time", outcome="y", regressors=["treated"]),
        ["treated"],
        ("unit", "time"),
    )
    panel = read_panel(
        frame, unit="unit", time="time", outcome="y", treatment="treated"
    )
    flags = panel.treated.to_numpy()
    generator = np.random.default_rng(seed + 1)
    for one in range(count):
        outcome = outcomes(generator, flags, **shape).ravel()
        left = fitted.within.residual(outcome[:, None])[:, 0]
        new = replace(fitted, rows=replace(fitted.rows, outcome=outcome), outcome=left)
        options = Options(inference, "not_nested", draws, one, 0.95)
        yield new, infer(new, panel, options)[0]


def dummies(frame, names, effects=("unit", "time")):
    """Design with regressors, a constant and dummies, one of each effect left out."""
    parts = [frame[list(names)].astype(float)]
    for name in effects:
        parts.append(pd.get_dummies(frame[name], drop_first=True, dtype=float))
    design = pd.concat(parts, axis="columns").to_numpy()
    return np.column_stack([design, np.ones(len(frame))])
