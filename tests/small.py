"""Small facts made by hand, so that right answers can be worked out on paper."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from par_eval.facts import Facts
from par_eval.series import compose

Scores = Sequence[float | None]

THRESHOLDS = {
    "outlier_z": 3.5,
    "window_years": 2,
    "window_reach": 3,
    "likely_lower": 0.25,
    "likely_upper": 0.75,
    "family_level": 0.05,
    "interval_level": 0.95,
    "run_years": 3,
    "placed_share": 0.5,
    "judged_minimum": 5,
    "partly_share": 0.5,
    "pre_periods": 5,
    "smallest_p": 0.05,
    "selective_share": 0.25,
    "jump_deviations": 1,
    "same_drop_least": 10,
    "donor_least": 1,
    "fit_ratio": 5,
    "agreeing_least": 0.9,
}
QUESTIONS = [
    ("targets", "attainment"),
    ("citizens", "trends"),
    ("standing", "standing"),
    ("unknown", "limits"),
]
BREAK = {
    "severity": "hard",
    "kind": "construction",
    "reaches_parts": "yes",
    "documented": "yes",
    "what_en": "rebuilt",
    "source": "S1",
}


def small(
    values: Mapping[str, Mapping[int, Scores]],
    wholes: Mapping[str, Sequence[str]] | None = None,
    *,
    breaks: Iterable[Mapping[str, Any]] = (),
    missing: Iterable[Mapping[str, Any]] = (),
    down: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
    period: tuple[int, int] = (2005, 2009),
) -> Facts:
    """Facts of one instrument, called ``survey``.

    `values` holds, by indicator and year, one score for each of the provinces P1, P2,
    ..., None where there is none. `wholes` holds the parts of each whole, the first
    one being the headline; without it the headline is the first indicator. Breaks are
    hard, documented and reach the parts unless they say otherwise; indicators in
    `down` are better when lower; `names` gives provinces or indicators other names
    than their ids. The first half of the provinces lies in the north.
    """
    wholes = wholes or {}
    named = dict(names or {})
    size = len(next(iter(next(iter(values.values())).values())))
    provinces = [f"P{place}" for place in range(1, size + 1)]
    above = {part: whole for whole, parts in wholes.items() for part in parts}
    indicators = [*wholes, *values]
    return Facts(
        tables={
            "provinces": _table(
                {"province": code, "name_en": named.get(code, code), "region": region}
                for code, region in zip(provinces, _regions(size), strict=True)
            ),
            "indicators": _table(
                {
                    "indicator": name,
                    "instrument": "survey",
                    "part_of": above.get(name),
                    "name_en": named.get(name, name.replace(".", " ")),
                    "unit": "points",
                    "direction": "down" if name in set(down) else "up",
                    "aggregation": "sum" if name in wholes else "observation",
                }
                for name in indicators
            ),
            "observations": _observations(values, provinces),
            "series_breaks": _table(
                ({"indicator": "", "year": 0, **BREAK, **row} for row in breaks),
                ["indicator", "year", *BREAK],
            ),
            "missing": _table(
                (
                    {"instrument": "survey", "source": "S1", "withheld": "no", **row}
                    for row in missing
                ),
                ["instrument", "province", "year", "extent", "withheld", "reason_en"],
            ),
            **_fixed(indicators[0], period),
        },
        directory=Path("small"),
        languages=("en",),
        titles={"en": "Small"},
        checksums={"small.csv": "0" * 64},
        compose=compose,
    )


def simulated(
    generator: np.random.Generator,
    parts: Sequence[str],
    *,
    provinces: int,
    years: range,
    spread: float = 1.0,
) -> dict[str, dict[int, list[float]]]:
    """Independent noise for every part, year and province."""
    return {
        part: {
            year: list(generator.normal(10, spread, size=provinces)) for year in years
        }
        for part in parts
    }


def _table(
    rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = ()
) -> pd.DataFrame:
    listed = list(rows)
    return pd.DataFrame(listed) if listed else pd.DataFrame(columns=list(columns))


def _regions(size: int) -> list[str]:
    north = (size + 1) // 2
    return ["north"] * north + ["south"] * (size - north)


def _observations(
    values: Mapping[str, Mapping[int, Scores]], provinces: Sequence[str]
) -> pd.DataFrame:
    rows = [
        (indicator, province, year, float(score), "S1")
        for indicator, by_year in values.items()
        for year, scores in by_year.items()
        for province, score in zip(provinces, scores, strict=True)
        if score is not None
    ]
    columns = ["indicator", "province", "year", "value", "source"]
    return pd.DataFrame(rows, columns=columns)


def _fixed(headline: str, period: tuple[int, int]) -> dict[str, pd.DataFrame]:
    """Tables that are the same in all small facts, but for headline and period."""
    start, end = period
    return {
        "regions": _table(
            {"region": region, "name_en": region} for region in ("north", "south")
        ),
        "plan_periods": _table(
            [
                {
                    "period": f"{start}-{end}",
                    "start": start,
                    "end": end,
                    "programme_en": "Programme",
                }
            ]
        ),
        "instruments": _table(
            [
                {
                    "instrument": "survey",
                    "name_en": "Survey",
                    "description_en": "yearly survey",
                    "headline": headline,
                }
            ]
        ),
        "sources": _table([{"source": "S1", "publisher": "Institute"}]),
        "thresholds": _table(
            {"threshold": key, "value": value} for key, value in THRESHOLDS.items()
        ),
        "questions": _table(
            {
                "order": place,
                "question": name,
                "question_en": f"{name}?",
                "answered_by": by,
                "instrument": "survey",
            }
            for place, (name, by) in enumerate(QUESTIONS, start=1)
        ),
    }
