"""Ratio: placebo inference of the impact methods beside the packages used for it.

Synthetic difference in differences with 200 placebos, on Proposition 99 and on a made
panel of 63 units and 14 periods, beside synthdid and diff-diff; synthetic control with
the placebo of every control beside pysyncon. Each peer is left out, with a word, where
it is not installed: diff-diff and pysyncon beside par-eval, synthdid 0.10.1 with its
pandas 1.5 in an environment of its own, whose interpreter SYNTHDID_PYTHON names; it
takes minutes, so it runs in one turn only. Criterion values at the weights stand beside
the times: a lower one is nearer the minimum. Run it on a quiet machine:

    SYNTHDID_PYTHON=other/bin/python .venv/bin/python benchmarks/impact.py [ROUNDS]
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

from par_eval.impact.placebo import placebo_in_space
from par_eval.impact.synthetic_did import synthetic_did

CASE = Path(__file__).resolve().parents[1] / "tests" / "cases" / "prop99" / "data.csv"
DRAWS, SEED = 200, 1
MINUTES = {"synthdid"}
SYNTHDID = "SYNTHDID_PYTHON"
WORKER = """
import io, json, sys, time
import numpy as np, pandas as pd
from synthdid.synthdid import Synthdid
from synthdid.vcov import placebo_se
frame = pd.read_csv(io.StringIO(sys.stdin.read()))
np.random.seed(int(sys.argv[2]))
begin = time.perf_counter()
model = Synthdid(frame, "unit", "time", "treated", "y").fit()
error = placebo_se(model.data_ref, n_reps=int(sys.argv[1]))
taken = time.perf_counter() - begin
weights = [float(w) for w in np.abs(model.weights["omega"][0])]
effect = float(model.att)
print(json.dumps(dict(seconds=taken, att=effect, se=float(error), weights=weights)))
"""
Run = Callable[[pd.DataFrame], object]


def prop99() -> pd.DataFrame:
    names = {"state": "unit", "year": "time", "packs_per_capita": "y"}
    return pd.read_csv(CASE).rename(columns=names)


def made_panel(units: int = 63, periods: int = 14, post: int = 4) -> pd.DataFrame:
    """Two common factors and noise; the last unit is treated in the last periods."""
    generator = np.random.default_rng(SEED)
    factors = generator.normal(size=(2, periods)).cumsum(axis=1)
    values = 30 + generator.normal(size=(units, 2)) @ factors
    values += generator.normal(0, 2, (units, 1)) + generator.normal(size=values.shape)
    index = [np.repeat(np.arange(units), periods), np.tile(np.arange(periods), units)]
    frame = pd.DataFrame({"unit": index[0], "time": index[1], "y": values.ravel()})
    frame["unit"] = "u" + frame["unit"].astype(str).str.zfill(2)
    last = frame["unit"] == f"u{units - 1}"
    frame["treated"] = (last & (frame["time"] >= periods - post)).astype(int)
    return frame


def did_ours(frame: pd.DataFrame) -> object:
    """A control drawn twice is fitted once: its fit is the same each time."""
    return synthetic_did(frame, draws=DRAWS, seed=SEED)


def did_diff_diff(frame: pd.DataFrame) -> object:
    from diff_diff import SyntheticDiD

    ever = frame.groupby("unit")["treated"].transform("max")
    after = sorted(frame.loc[frame["treated"] == 1, "time"].unique())
    return SyntheticDiD(n_bootstrap=DRAWS, seed=SEED).fit(
        frame.assign(treated=ever), "y", "treated", "unit", "time", after
    )


def did_synthdid(frame: pd.DataFrame) -> dict:
    """In its own interpreter, which times itself: its packages are of 2023.

    Its own method `vcov` makes 50 placebos whatever it is asked, so what that calls is
    called.
    """
    done = subprocess.run(
        [os.environ[SYNTHDID], "-W", "ignore", "-c", WORKER, str(DRAWS), str(SEED)],
        input=frame.to_csv(index=False), text=True, capture_output=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def control_ours(frame: pd.DataFrame) -> object:
    """Fits the treated and every control, as the peer below."""
    return placebo_in_space("synthetic_control", frame)


def control_pysyncon(frame: pd.DataFrame) -> list[float]:
    """All weights equal in V, which spares it the search that takes it longest.

    Root mean squared gap of every unit, as ours: the treated first.
    """
    from pysyncon import Synth

    wide = frame.pivot(index="time", columns="unit", values="y")
    treated = frame.loc[frame["treated"] == 1, "unit"].iloc[0]
    start = frame.loc[frame["treated"] == 1, "time"].min()
    before = wide[wide.index < start]
    controls = wide.columns.drop(treated)
    gaps = []
    for unit in [treated, *controls]:
        donors, own = before[controls.drop(unit, errors="ignore")], before[unit]
        model = Synth()
        model.fit(X0=donors, X1=own, Z0=donors, Z1=own, custom_V=np.ones(len(before)))
        gaps.append(float(np.sqrt(((own - donors @ model.W) ** 2).mean())))
    return gaps


def did_criterion(frame: pd.DataFrame, weights: pd.Series) -> float:
    """Criterion of the unit weights (equation 4 of Arkhangelsky et al. 2021)."""
    ours = synthetic_did(frame, inference=None)
    wide = frame.pivot(index="unit", columns="time", values="y")
    before = wide[ours.weights["time"].index]
    treated = wide.index.difference(ours.weights["unit"].index)
    weights = weights.reindex(ours.weights["unit"].index, fill_value=0.0)
    gap = before.loc[treated].mean() - weights @ before.loc[weights.index]
    ridge = ours.diagnostics["zeta"] ** 2 * before.shape[1]
    return float(((gap - gap.mean()) ** 2).sum() + ridge * (weights**2).sum())


def did_values(frame: pd.DataFrame, name: str, result: object) -> str:
    if name == "par-eval":
        effect, error = result.estimate, result.standard_error
        weights = result.weights["unit"]
    elif name == "diff-diff":
        effect, error = result.att, result.se
        weights = pd.Series(result.unit_weights)
    else:  # the controls in the order of the frame
        effect, error = result["att"], result["se"]
        ever = frame.groupby("unit")["treated"].transform("max")
        weights = pd.Series(result["weights"], frame.loc[ever == 0, "unit"].unique())
    value = did_criterion(frame, weights)
    return f"criterion {value:.8g}, effect {effect:.6f}, error {error:.4f}"


def control_values(frame: pd.DataFrame, name: str, result: object) -> str:
    gaps = result.units["pre_rmspe"] if name == "par-eval" else result
    total = np.sum(np.square(gaps))
    return f"mean squared gap, summed over {len(gaps)} units, {total:.8g}"


TASKS = [
    ("synthetic DiD, 200 placebos, prop99", prop99, did_values,
     {"par-eval": did_ours, "diff-diff": did_diff_diff, "synthdid": did_synthdid}),
    ("synthetic DiD, 200 placebos, 63 x 14", made_panel, did_values,
     {"par-eval": did_ours, "diff-diff": did_diff_diff, "synthdid": did_synthdid}),
    ("synthetic control, every placebo, prop99", prop99, control_values,
     {"par-eval": control_ours, "pysyncon": control_pysyncon}),
    ("synthetic control, every placebo, 63 x 14", made_panel, control_values,
     {"par-eval": control_ours, "pysyncon": control_pysyncon}),
]  # fmt: skip


def there(name: str) -> bool:
    if name == "synthdid":
        return SYNTHDID in os.environ
    return importlib.util.find_spec(name.replace("-", "_")) is not None


def seconds(run: Run, frame: pd.DataFrame) -> tuple[float, object]:
    begin = time.perf_counter()
    result = run(frame)
    taken = time.perf_counter() - begin
    return result.get("seconds", taken) if isinstance(result, dict) else taken, result


def beside(title: str, frame: pd.DataFrame, values, runs: dict, rounds: int) -> None:
    """Turn by turn, the order changed each time, the first turn dropped."""
    print(title)
    names = [name for name in runs if name == "par-eval" or there(name)]
    times: dict[str, list[float]] = {name: [] for name in names}
    results = {}
    for turn in range(rounds + 1):
        for name in names if turn % 2 else reversed(names):
            if name in MINUTES and turn != 1:
                continue
            taken, results[name] = seconds(runs[name], frame)
            if turn:
                times[name].append(taken)
    for name in names:
        said = values(frame, name, results[name])
        print(f"  {name}: median {statistics.median(times[name]):.4f} s; {said}")
    for name in names[1:]:
        pairs = zip(times[name], times["par-eval"], strict=False)
        ratios = [theirs / ours for theirs, ours in pairs]
        print(
            f"  {name} / par-eval: {statistics.median(ratios):.1f} "
            f"[{min(ratios):.1f} {max(ratios):.1f}], n={len(ratios)}"
        )
    for name in set(runs) - set(names):
        print(f"  {name} is not installed, so it has no time")


def main(rounds: int) -> None:
    packages = ("numpy", "pandas", "diff-diff", "pysyncon")
    print(
        f"{os.cpu_count()} cores; "
        + ", ".join(f"{one} {version(one)}" for one in packages if there(one))
    )
    warnings.simplefilter("ignore")  # the peers' own
    for title, make, values, runs in TASKS:
        beside(title, make(), values, runs, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
