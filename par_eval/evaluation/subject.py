"""Subject: what is evaluated, and what the period shows for all provinces."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from par_eval.evaluation.intervals import Interval, noise_intervals, parts_intervals
from par_eval.evaluation.outliers import flags, outliers
from par_eval.evaluation.questions import asked
from par_eval.evaluation.windows import Windows, wholes_and_self, windows
from par_eval.facts import Facts
from par_eval.series import dimensions, period_standing, standing
from par_eval.series.noise import Noise, noise
from par_eval.values import MissingValueError, ParEvalError

__all__ = ["National", "Subject"]


class National:
    """What one plan period shows for all provinces, shared by their evaluations.

    Parameters
    ----------
    facts : Facts
        Data package.
    period : str
        Plan period, such as ``2016-2020``.

    Raises
    ------
    UnknownNameError
        If the period is not in the data package.
    """

    def __init__(self, facts: Facts, period: str) -> None:
        row = facts.period(period)
        self.facts = facts
        self.period = period
        self.start, self.end = int(row["start"]), int(row["end"])
        self._outliers: dict[str, pd.DataFrame] = {}
        self._flags: dict[str, dict[str, dict[int, str]]] = {}
        self._standings: dict[tuple[str, tuple[int, ...]], pd.DataFrame] = {}
        self._rows: dict[tuple[str, tuple[int, ...]], dict[str, dict[str, Any]]] = {}
        self._noises: dict[str, Noise | None] = {}
        self._intervals: dict[tuple[str, str, tuple[int, ...]], Interval | None] = {}

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the plan period."""
        return tuple(range(self.start, self.end + 1))

    @cached_property
    def instrument(self) -> str:
        """Instrument that answers the questions on trends and standing."""
        named = asked(self.facts)["instrument"].dropna()
        if named.empty:
            raise ParEvalError("questions.csv names no instrument for any question")
        return str(named.iloc[0])

    @cached_property
    def headline(self) -> str:
        """Indicator that stands for the whole instrument."""
        return str(self.facts.instrument(self.instrument)["headline"])

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """Dimensions of the instrument that have any value in the period."""
        found = dimensions(self.facts, self.instrument)
        years = list(self.years)
        return tuple(d for d in found if self._present(d, years))

    def _present(self, indicator: str, years: list[int]) -> bool:
        frame = self.facts.series(indicator).reindex(years)
        return bool(frame.notna().any(axis=None))

    def outliers(self, indicator: str) -> pd.DataFrame:
        """Distance of each value from its two nearest years (rule 1)."""
        if indicator not in self._outliers:
            self._outliers[indicator] = outliers(self.facts, indicator)
        return self._outliers[indicator]

    def flags(self, indicator: str) -> dict[str, dict[int, str]]:
        """Outlying years by province: trough or peak by year (rule 1)."""
        if indicator not in self._flags:
            limit = self.facts.threshold("outlier_z")
            self._flags[indicator] = flags(self.outliers(indicator), limit)
        return self._flags[indicator]

    def standing(self, indicator: str, year: int) -> pd.DataFrame:
        """Standing of all provinces in a year; empty where none has a value."""
        key = (indicator, (year,))
        if key not in self._standings:
            try:
                self._standings[key] = standing(self.facts, indicator, year)
            except MissingValueError:
                self._standings[key] = pd.DataFrame(columns=["province"])
        return self._standings[key]

    def period_standing(self, indicator: str, years: tuple[int, ...]) -> pd.DataFrame:
        """Standing over several years, the mean of the within-year z-scores.

        Kept apart from that of a year even where there is one year only, since its
        scores are z-scores.
        """
        key = (indicator, (0, *years))
        if key not in self._standings:
            self._standings[key] = period_standing(self.facts, indicator, years)
        return self._standings[key]

    def over(self, indicator: str, years: tuple[int, ...]) -> pd.DataFrame:
        """Standing in one year, or over several; empty where there is none."""
        if len(years) == 1:
            return self.standing(indicator, years[0])
        try:
            return self.period_standing(indicator, years)
        except MissingValueError:
            return pd.DataFrame(columns=["province"])

    def stands(self, indicator: str, years: tuple[int, ...]) -> dict[str, dict]:
        """Row of each province with a place in one year, or over several, by code."""
        key = (indicator, years)
        if key not in self._rows:
            rows = self.over(indicator, years).to_dict("records")
            self._rows[key] = {str(row["province"]): row for row in rows}
        return self._rows[key]

    def noise(self, indicator: str) -> Noise | None:
        """Noise of an indicator for the years of the period; None without a run."""
        if indicator not in self._noises:
            self._noises[indicator] = noise(self.facts, indicator, self.years)
        return self._noises[indicator]

    def noise_interval(self, indicator: str, years: tuple[int, ...]) -> Interval | None:
        """Sensitivity of the places to noise, in one year or over several (rule 4).

        None where no noise is known, or the provinces do not differ.
        """
        key = ("noise", indicator, years)
        if key not in self._intervals:
            self._intervals[key] = self._from_noise(indicator, years)
        return self._intervals[key]

    def _from_noise(self, indicator: str, years: tuple[int, ...]) -> Interval | None:
        found, table = self.noise(indicator), self.over(indicator, years)
        if (
            found is None
            or not found.known
            or len(table) < 2
            or table["z"].isna().any()
        ):
            return None
        return noise_intervals(self.facts, table, found, len(years))

    def parts_interval(self, indicator: str, years: tuple[int, ...]) -> Interval | None:
        """Sensitivity of the places to parts and weights; None without parts."""
        key = ("parts", indicator, years)
        if key not in self._intervals:
            names = self.facts.parts.get(indicator, ())
            found = parts_intervals(self.facts, indicator, names, years)
            self._intervals[key] = found
        return self._intervals[key]


@dataclass(frozen=True, eq=False)
class Subject:
    """One province in one plan period: what every part of an evaluation starts from.

    Parameters
    ----------
    national : National
        What the period shows for all provinces.
    province : str
        Code of the province.
    """

    national: National
    province: str
    _windows: dict[str, Windows] = field(default_factory=dict, repr=False)

    @property
    def facts(self) -> Facts:
        """Data package."""
        return self.national.facts

    @property
    def period(self) -> str:
        """Plan period."""
        return self.national.period

    def flagged(self, indicator: str) -> dict[int, str]:
        """Outlying years of the province in an indicator or in a whole of it."""
        found: dict[int, str] = {}
        for name in wholes_and_self(self.facts, indicator):
            found = {**self.national.flags(name).get(self.province, {}), **found}
        return found

    def windows(self, indicator: str) -> Windows:
        """Baseline and endline of an indicator, or why there are none (rule 1)."""
        if indicator not in self._windows:
            self._windows[indicator] = windows(
                self.facts,
                indicator,
                self.province,
                (self.national.start, self.national.end),
                self.flagged(indicator),
            )
        return self._windows[indicator]
