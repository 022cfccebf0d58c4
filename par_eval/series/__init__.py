"""What may be compared: breaks, indicators, changes, standing.

No function here knows a province or an instrument by name.
"""

from __future__ import annotations

from pathlib import Path

from par_eval.facts import Facts
from par_eval.facts import load as load_package
from par_eval.series.breaks import Break, breaks_between, describe, hard, segments
from par_eval.series.change import (
    CHANGE,
    change,
    change_on_unbroken_parts,
    soft_note,
)
from par_eval.series.convergence import Convergence, convergence
from par_eval.series.indicators import compose, composition, direction
from par_eval.series.noise import NOISE, RELATIVE_NOISE, Noise, noise
from par_eval.series.parts import (
    ancestors,
    dimensions,
    leaves_of,
    plain,
    span_of,
    unbroken,
)
from par_eval.series.place import Place
from par_eval.series.published import published_place, score_of
from par_eval.series.rank_intervals import rank_intervals
from par_eval.series.standing import (
    COUNT,
    EXACT,
    MEAN_Z_SCORE,
    PERCENTILE,
    RANK,
    Z_SCORE,
    period_standing,
    rank_in,
    standing,
    z_scores,
)

__all__ = [
    "CHANGE",
    "COUNT",
    "EXACT",
    "MEAN_Z_SCORE",
    "NOISE",
    "PERCENTILE",
    "RANK",
    "RELATIVE_NOISE",
    "Z_SCORE",
    "Break",
    "Convergence",
    "Noise",
    "Place",
    "ancestors",
    "breaks_between",
    "change",
    "change_on_unbroken_parts",
    "compose",
    "composition",
    "convergence",
    "describe",
    "dimensions",
    "direction",
    "hard",
    "leaves_of",
    "load",
    "noise",
    "period_standing",
    "plain",
    "published_place",
    "rank_in",
    "rank_intervals",
    "score_of",
    "segments",
    "soft_note",
    "span_of",
    "standing",
    "unbroken",
    "z_scores",
]


def load(directory: Path | str | None = None) -> Facts:
    """Load a data package, ready to give the series of any indicator.

    Parameters
    ----------
    directory : path, optional
        Folder with a ``datapackage.json``; the shipped data if not given.

    Returns
    -------
    Facts

    Raises
    ------
    DataPackageError
        With every fault of every file at once.

    Examples
    --------
    >>> facts = load()
    >>> facts.series(facts.instruments["headline"].iloc[0]).index[0]
    np.int64(2011)
    """
    return load_package(directory, compose=compose)
