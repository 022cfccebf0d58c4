"""Holding the error of many comparisons over all provinces (rule 12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from par_eval.evaluation.country.change import SEEN, UNSEEN, Change, Family
from par_eval.evaluation.families import adjusted

__all__ = ["held", "in_one_family"]


def held(found: list[Change], level: float) -> Iterator[Change]:
    """Changes with their p-value after Holm over the provinces, and the verdict.

    Parameters
    ----------
    found : list of Change
        Changes of one measure, one for each province.
    level : float
        Familywise error.

    Yields
    ------
    Change
    """
    shares = pd.Series({c.province: c.p.value for c in found if c.p}, dtype=float)
    after = adjusted(shares)
    for change in found:
        if change.p is None or change.adjusted is None:
            yield change
            continue
        value = float(after[change.province])
        verdict = SEEN if value <= level else UNSEEN
        yield replace(
            change, adjusted=replace(change.adjusted, value=value), verdict=verdict
        )


def in_one_family(families: tuple[Family, ...], level: float) -> tuple[Family, ...]:
    """Mark what stands out even if all looks of the report are one family.

    Parameters
    ----------
    families : tuple of Family
        Every measure.
    level : float
        Familywise error.

    Returns
    -------
    tuple of Family
    """
    shares = {
        (f.indicator, c.province): c.p.value
        for f in families
        for c in f.changes
        if c.p is not None
    }
    keys = list(shares)
    after = adjusted(pd.Series(list(shares.values()), dtype=float))
    seen = {key for key, value in zip(keys, after, strict=True) if value <= level}
    return tuple(
        replace(
            f,
            changes=tuple(
                replace(c, in_one_family=(f.indicator, c.province) in seen)
                for c in f.changes
            ),
        )
        for f in families
    )
