"""Facts: the tables of a data package, and how to find a row in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from par_eval.facts.naming import find, fold, labelled, unknown
from par_eval.facts.needed import completed
from par_eval.facts.observed import by_indicator, located, published_scores
from par_eval.facts.spans import span_row, spans_of
from par_eval.values import Measure, Name, Text, UnknownNameError, define, text

__all__ = ["OBSERVATION", "Facts"]

T = TypeVar("T")

OBSERVATION = define(
    Measure(
        key="observation",
        sentence=text("Value as published, or the sum of its published parts"),
        not_for=text("Comparison with a year on the other side of a break."),
        operation="observation",
        decimals=2,
        function="facts.Facts.series",
    )
)


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known: read-only tidy tables of one data package, with look-ups.

    Every table is an attribute (``facts.provinces``, ``facts.indicators``, ...) and
    comes as a copy that may be changed without changing the facts.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Table by name; the observations of all instruments in one table.
    directory : Path
        Folder that the package was read from.
    languages : tuple of str
        Languages of the labels, the first one being complete.
    titles : mapping of str to str
        Title of the package by language.
    checksums : mapping of str to str
        sha256 by file, as read.
    compose : callable
        ``compose(facts, indicator)`` gives years by provinces for any indicator.
    warnings : tuple of Text
        What the reader of the package must know, such as files edited since sealed.
    """

    tables: Mapping[str, pd.DataFrame]
    directory: Path
    languages: tuple[str, ...]
    titles: Mapping[str, str]
    checksums: Mapping[str, str]
    compose: Callable[[Facts, str], pd.DataFrame]
    warnings: tuple[Text, ...] = ()
    _known: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        tables = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name].copy()
        raise AttributeError(f"the data package has no table {name!r}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    @property
    def title(self) -> Name:
        """Title of the package, in the languages that it is given in."""
        return Name("title", self.titles)

    @cached_property
    def checksum(self) -> str:
        """One sha256 for the whole package, from those of its files."""
        lines = (f"{path} {digest}" for path, digest in sorted(self.checksums.items()))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def table(self, name: str) -> pd.DataFrame:
        """Table as it is, not to be changed; empty where the package has none.

        Parameters
        ----------
        name : str
            Such as ``targets``.

        Returns
        -------
        DataFrame
            With every column that the library reads, missing where the package
            lacks it.

        Raises
        ------
        KeyError
            If the library knows no table of that name and the package has none.
        """
        frame = self.tables.get(name)
        return self.once(
            ("table", name), lambda: completed(name, frame, self.languages)
        )

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What follows from these facts alone, made when it is first asked for.

        Parameters
        ----------
        key : tuple
            What it is, and of what; the same key is never made twice.
        make : callable
            ``make()`` gives the value, which nobody may change.
        """
        if key not in self._known:
            self._known[key] = make()
        value: T = self._known[key]
        return value

    def series(self, indicator: str) -> pd.DataFrame:
        """Values of an indicator over time, as published or summed from its parts.

        Parameters
        ----------
        indicator : str
            Indicator id, such as ``papi.administrative_procedures``.

        Returns
        -------
        DataFrame
            Index year, columns province (code); NaN where nothing was published.

        Raises
        ------
        UnknownNameError
            If there is no such indicator.
        """
        found = self.once(("series", indicator), lambda: self.compose(self, indicator))
        return found.copy()

    @cached_property
    def leaves(self) -> dict[str, pd.DataFrame]:
        """Published values by indicator: years by provinces, all provinces present."""
        return by_indicator(self._published, self.tables["provinces"]["province"])

    @cached_property
    def _published(self) -> pd.DataFrame:
        """Observations, and the printed scores that stand for one."""
        return published_scores(self.tables["observations"], self.table("reported"))

    @cached_property
    def located_sources(self) -> dict[tuple[str, int], dict[str, set[str]]]:
        """Sources of what was published, by place, for each indicator and year."""
        return located(self._published, self.table("reported"))

    @cached_property
    def editions(self) -> dict[str, tuple[int, ...]]:
        """Years in which any province has a value, by published indicator."""
        frames = self.leaves.items()
        return {name: tuple(f.dropna(how="all").index.tolist()) for name, f in frames}

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Direct parts of every whole, in the order of the indicators table."""
        table = self.tables["indicators"].dropna(subset="part_of")
        grouped = table.groupby("part_of", sort=False)["indicator"]
        return {str(whole): tuple(parts) for whole, parts in grouped}

    @cached_property
    def whole_of(self) -> dict[str, str]:
        """The whole that directly contains each part."""
        return {part: whole for whole, parts in self.parts.items() for part in parts}

    @cached_property
    def break_rows(self) -> list[dict[str, Any]]:
        """Causes of series breaks, as rows."""
        return self.tables["series_breaks"].to_dict("records")

    def indicator(self, indicator: str) -> pd.Series:
        """Row of an indicator; raises UnknownNameError with near matches."""
        return self._row("indicators", "indicator", indicator)

    def instrument(self, instrument: str) -> pd.Series:
        """Row of an instrument; raises UnknownNameError with near matches."""
        return self._row("instruments", "instrument", instrument)

    @cached_property
    def spans(self) -> dict[str, tuple[str, ...]]:
        """Plan periods of each programme that has several in a row, by span."""
        return spans_of(self.tables["plan_periods"], self.languages[0])

    def period(self, period: str) -> pd.Series:
        """Row of a plan period or a span; raises UnknownNameError with near matches."""
        if period in self.spans:
            periods = self.tables["plan_periods"]
            return span_row(periods, period, self.spans[period])
        return self._row("plan_periods", "period", period, self.spans)

    def source(self, source: str) -> pd.Series:
        """Row of a source; raises UnknownNameError with near matches."""
        return self._row("sources", "source", source)

    def threshold(self, threshold: str) -> float:
        """Number that a rule of evidence uses."""
        return float(self._row("thresholds", "threshold", threshold)["value"])

    def province(self, name: str) -> str:
        """Code of a province, from its code or its name in any language.

        Accents, case, spaces and hyphens make no difference.

        Parameters
        ----------
        name : str
            Such as ``P15``, ``Bac Giang`` or ``Bắc Giang``.

        Returns
        -------
        str
            Code of the province.

        Raises
        ------
        UnknownNameError
            If no province has the name, or several have; names near ones.
        """
        table = self.tables["provinces"]
        labels = table[labelled(table, "name", self.languages)]
        return find(name, table["province"], labels, "province")

    def name(self, table: str, key: str, column: str = "name") -> Name:
        """Label of a row in the languages of the package.

        Parameters
        ----------
        table : str
            Such as ``provinces``.
        key : str
            Value of the first column of the table.
        column : str
            Label without its language, such as ``name`` or ``what``.
        """
        first = str(self.tables[table].columns[0])
        return self.label(key, self._row(table, first, key), column)

    def label(self, key: str, row: Mapping | pd.Series, column: str = "name") -> Name:
        """Label of a row that is already at hand; empty where the package has none."""
        cells = {lang: row.get(f"{column}_{lang}") for lang in self.languages}
        texts = {lang: cell for lang, cell in cells.items() if isinstance(cell, str)}
        return Name(key, texts)

    def region_of(self, province: str) -> str:
        """Region of a province."""
        return str(self._row("provinces", "province", province)["region"])

    def members(self, region: str) -> tuple[str, ...]:
        """Provinces of a region."""
        table = self.tables["provinces"]
        return tuple(table["province"][table["region"] == region])

    def sources_of(self, indicators: Iterable[str]) -> tuple[str, ...]:
        """Source ids of the observations of some indicators, sorted."""
        wanted = self._sources[self._sources.index.isin(list(indicators))]
        return tuple(sorted(set(wanted)))

    @cached_property
    def _rows(self) -> dict[str, dict[str, pd.Series]]:
        """Rows by key, table by table, filled when a table is first looked into."""
        return {}

    @cached_property
    def _sources(self) -> pd.Series:
        rows = self._published[["indicator", "source"]].drop_duplicates()
        return rows.set_index("indicator")["source"]

    def _row(
        self, table: str, column: str, key: str, more: Iterable[str] = ()
    ) -> pd.Series:
        rows = self._rows.setdefault(table, {})
        if not rows:
            frame = self.tables[table]
            rows.update({str(row[column]): row for _, row in frame.iterrows()})
        if key not in rows:
            known = {fold(name): name for name in (*rows, *more)}
            raise UnknownNameError(unknown(column, key, fold(str(key)), known))
        return rows[key]
