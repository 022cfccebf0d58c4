"""Target rows: what the chart of targets draws of each, and how high that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from par_eval.evaluation import TARGET_VERDICTS, Evaluation
from par_eval.evaluation.attainment import Judgement
from par_eval.facts import Facts
from par_eval.language import decimal, say
from par_eval.show.carrier import capital
from par_eval.show.figures.words import lines_of
from par_eval.show.numbers import LOWER_QUARTILE, UPPER_QUARTILE
from par_eval.show.style import Size
from par_eval.values import Measure, Quantity, address, define, text

__all__ = ["Block", "TargetRow", "block_of", "target_heights", "target_rows"]

AXIS = 34.0
"""Pixels for the scale below the last row."""

NATION = "nation"

PRINTED_MEAN = define(
    Measure(
        key="printed_national_mean",
        sentence=text("National mean as printed"),
        not_for=text("A target: it moves with the provinces."),
        operation="printed_mean",
        decimals=2,
        function="show.figures.target_rows.target_rows",
    )
)


@dataclass(frozen=True)
class TargetRow:
    """One target, beside what is known of the other provinces.

    Parameters
    ----------
    target : Judgement
        The verdict on it.
    band : tuple of Quantity
        Quartiles of the provinces' values, where at least half of them are known.
    mean : Quantity or None
        National mean as printed.
    repeated : bool
        Whether an earlier row has the same measurement.
    """

    target: Judgement
    band: tuple[Quantity, ...] = ()
    mean: Quantity | None = None
    repeated: bool = False

    @property
    def scaled(self) -> bool:
        """Whether its threshold stands on a scale of percent."""
        threshold = self.target.threshold
        return threshold is not None and threshold.unit == "percent"


@dataclass(frozen=True)
class Block:
    """Words of one row, line by line, and the pixels that the row takes.

    Parameters
    ----------
    name, set_by, verdict, brief : tuple of str
        Lines of each.
    aim : str
        The threshold in words.
    value : str
        The measurement in words; empty where there is none.
    line : float
        Pixels from one line to the next.
    height : float
        Of the whole row.
    """

    name: tuple[str, ...]
    set_by: tuple[str, ...]
    verdict: tuple[str, ...]
    brief: tuple[str, ...]
    aim: str
    value: str
    line: float
    height: float


def target_rows(evaluation: Evaluation) -> tuple[TargetRow, ...]:
    """Rows in the order of the data.

    Parameters
    ----------
    evaluation : Evaluation
        Province and plan period.

    Returns
    -------
    tuple of TargetRow
        One for each known target of the period.
    """
    facts = evaluation.facts
    seen: set[tuple[str, ...]] = set()
    rows = []
    for target in evaluation.attainment.targets:
        used = target.measurement.of if target.measurement else ()
        rows.append(
            TargetRow(target, _band(facts, target), _mean(facts, target), used in seen)
        )
        seen |= {used} if used else set()
    return tuple(rows)


def block_of(row: TargetRow, size: Size, language: str) -> Block:
    """Words of a row, as wide as the drawing lets them be.

    Parameters
    ----------
    row : TargetRow
        The row.
    size : Size
        Which drawing.
    language : str
        Code of the language.

    Returns
    -------
    Block
    """
    target = row.target
    small = 10.0 if size.narrow else 10.5
    left, right = (342.0, 318.0) if size.narrow else (228.0, 194.0)
    measured = target.measurement
    aim = target.short_aim
    name = lines_of(capital(say(target.short, language)), left, small + 1, bold=True)
    verdict = say(TARGET_VERDICTS[target.verdict], language)
    parts = {
        "name": name,
        "set_by": lines_of(say(target.set_by, language), left, small),
        "verdict": lines_of(verdict, right, small + 0.5, bold=True),
        "brief": lines_of(say(target.brief, language), right, small),
    }
    line = small + 3.5
    told = [len(lines) for lines in parts.values()]
    bar = 30 + (12 if measured and row.scaled else 0)
    if size.narrow:
        height = sum(told) * line + bar + 26
    else:
        height = max((told[0] + told[1]) * line, (told[2] + told[3]) * line, bar) + 16
    return Block(
        **parts,
        aim=say(aim, language) if aim else say(text("a group, no number"), language),
        value=decimal(measured.value, language, 2) if measured else "",
        line=line,
        height=height,
    )


def target_heights(
    rows: Sequence[TargetRow], languages: Iterable[str]
) -> tuple[int, int]:
    """Heights of the wide and of the narrow drawing, in pixels.

    Parameters
    ----------
    rows : sequence of TargetRow
        The rows.
    languages : iterable of str
        Languages that the figure is drawn in.

    Returns
    -------
    (int, int)
        Enough for each language.
    """
    chosen = tuple(languages)

    def needed(size: Size) -> int:
        each = (
            sum(block_of(row, size, language).height for row in rows)
            for language in chosen
        )
        return int(max(each) + AXIS + 8)

    return needed(Size("wide", 760, 0)), needed(Size("narrow", 358, 0))


def _band(facts: Facts, target: Judgement) -> tuple[Quantity, ...]:
    """Quartiles in the year of the deadline, where half of the provinces are known."""
    values = _values(facts, target)
    if values is None or values.notna().mean() < 0.5:
        return ()
    assert target.measured_by is not None
    every = (address(target.measured_by, "*", target.deadline),)
    return tuple(
        Quantity(float(values.quantile(share)), "percent", measure, every)
        for share, measure in ((0.25, LOWER_QUARTILE), (0.75, UPPER_QUARTILE))
    )


def _values(facts: Facts, target: Judgement) -> pd.Series | None:
    """Values of all provinces of the indicator that measures a target."""
    name = target.measured_by
    known = set(facts.tables["indicators"]["indicator"])
    if target.measurement is None or name is None or name not in known:
        return None
    frame = facts.series(name)
    return frame.loc[target.deadline] if target.deadline in frame.index else None


def _mean(facts: Facts, target: Judgement) -> Quantity | None:
    """National mean that the data goes by, where one is printed."""
    if target.measurement is None:
        return None
    return next(_means(facts, target), None)


def _means(facts: Facts, target: Judgement) -> Iterator[Quantity]:
    table = facts.table("reported")
    rows = table[(table["indicator"] == target.measured_by) & (table["used"] == "yes")]
    rows = rows[(rows["scope"] == NATION) & (rows["statistic"] == "mean")]
    for value in rows["value"][rows["year"] == target.deadline]:
        where = address(str(target.measured_by), NATION, target.deadline)
        yield Quantity(float(value), "percent", PRINTED_MEAN, (where,))
