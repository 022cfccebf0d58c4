"""Witnesses: what each instrument says of the province's place (rule 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from par_eval.evaluation.subject import Subject
from par_eval.evaluation.witnesses.pairs import Pair, Precision, Witness, pair_of
from par_eval.evaluation.witnesses.scores import moved_scores
from par_eval.series.published import published_place
from par_eval.values import TRACED, Joined, Name, Result, Text, text

__all__ = ["Witnesses", "YearlyNoise", "witnesses"]


@dataclass(frozen=True)
class Witnesses(Result):
    """What each instrument says of the province's place, side by side (rule 8).

    Parameters
    ----------
    name : str
        ``witnesses``.
    numbers : DataFrame
        Traced frame with the key columns ``instrument``, ``year`` and ``what``: place,
        or best and worst where it is known by bounds.
    notes : tuple of Text
        What a report must print beside them.
    passed : bool or None
        None.
    witnesses : tuple of Witness
        Every instrument whose headline gives the province a place in the period.
    pairs : tuple of Pair
        Every two of them.
    years : tuple of int
        Years for which at least two give a place.
    headline_year : int or None
        The year of `years` with the most instruments, the latest of several.
    province : str
        Code of the province.
    silent : tuple of Name
        Instruments that give the province no place in the period, those of which the
        data do not say who answers left out.
    """

    witnesses: tuple[Witness, ...] = ()
    pairs: tuple[Pair, ...] = ()
    years: tuple[int, ...] = ()
    headline_year: int | None = None
    province: str = ""
    silent: tuple[Name, ...] = ()


@dataclass(frozen=True)
class YearlyNoise:
    """Noise of one year's place, where the table of the instrument is complete.

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    """

    subject: Subject

    def interval(self, indicator: str, year: int) -> tuple[float, float] | None:
        """Best and worst place that noise allows; None where no noise is known.

        Parameters
        ----------
        indicator : str
            Headline indicator of an instrument.
        year : int
            Year.

        Returns
        -------
        tuple of float, or None
        """
        facts, code = self.subject.facts, self.subject.province
        instrument = facts.instrument(str(facts.indicator(indicator)["instrument"]))
        if instrument.get("coverage") != "complete":
            return None
        found = self.subject.national.noise_interval(indicator, (year,))
        if found is None or code not in found.best.index:
            return None
        return float(found.best[code]), float(found.worst[code])


def witnesses(subject: Subject, precision: Precision | None = None) -> Witnesses:
    """Set what the instruments say of the province's place side by side (rule 8).

    Parameters
    ----------
    subject : Subject
        Province and plan period.
    precision : Precision, optional
        Noise of the places; with it places that noise can explain are "not
        distinguishable", never the same.

    Returns
    -------
    Witnesses

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> said = witnesses(evaluate("Ca Mau", "2016-2020"))
    >>> said.witnesses[0].instrument
    'papi'
    """
    every = [_witness(subject, row) for row in _instruments(subject)]
    found = tuple(w for w in every if w.places)
    known = Counter(year for witness in found for year in witness.places)
    years = tuple(sorted(year for year, count in known.items() if count > 1))
    headline = max(years, key=lambda year: (known[year], year), default=None)
    rows = [row for witness in found for row in _rows(witness)]
    columns = ["instrument", "year", "what", *TRACED]
    return Witnesses(
        name="witnesses",
        numbers=pd.DataFrame(rows, columns=columns),
        notes=tuple(_notes(subject, found)),
        witnesses=found,
        pairs=tuple(
            pair_of(*two, headline, precision) for two in combinations(found, 2)
        ),
        years=years,
        headline_year=headline,
        province=subject.province,
        silent=tuple(w.name for w in every if w.who.texts and not w.places),
    )


def _instruments(subject: Subject) -> list[dict[str, Any]]:
    rows = subject.facts.table("instruments").to_dict("records")
    return [{str(key): cell for key, cell in row.items()} for row in rows]


def _witness(subject: Subject, row: dict[str, Any]) -> Witness:
    facts, key, headline = subject.facts, str(row["instrument"]), str(row["headline"])
    labels = ("name", "witness", "population", "recall", "level")
    name, who, population, recall, level = (
        facts.label(key, row, label) for label in labels
    )
    found = {
        year: published_place(facts, headline, subject.province, year)
        for year in subject.national.years
    }
    return Witness(
        instrument=key,
        headline=headline,
        name=name,
        who=who,
        population=population,
        recall=recall,
        level=level,
        self_reported=_word(row.get("self_reported")),
        contains=_word(row.get("contains")),
        places={year: place for year, place in found.items() if place is not None},
    )


def _word(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _rows(witness: Witness) -> Iterator[dict[str, object]]:
    """One row for each place, two where it is known by bounds."""
    for year, place in sorted(witness.places.items()):
        ends = place.quantities
        names = ("place",) if len(ends) == 1 else ("best", "worst")
        for what, end in zip(names, ends, strict=True):
            yield {
                "instrument": witness.instrument,
                "year": year,
                "what": what,
                "measure": end.measure,
                "of": end.of,
                "value": float(end.value),
                "unit": end.unit,
            }


def _notes(subject: Subject, found: tuple[Witness, ...]) -> Iterator[Text]:
    for witness in found:
        yield from moved_scores(subject, witness.headline)
    names = tuple(witness.name for witness in found if not witness.recall.texts)
    if names:
        yield text(
            "The time that answers look back on is not stated for {names}.",
            names=Joined(names),
        )
