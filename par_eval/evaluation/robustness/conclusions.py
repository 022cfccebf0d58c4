"""Conclusions: what an evaluation says in one word, and what each re-run says."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from par_eval.evaluation.counts import count_of
from par_eval.evaluation.robustness.choice_words import CHOICES, IN_BRIEF, VERDICTS
from par_eval.evaluation.specifications import Curve
from par_eval.values import (
    MEASURES,
    Joined,
    Measure,
    Name,
    Quantity,
    Text,
    counted,
    define,
    text,
    unit_words,
)

__all__ = ["Conclusion", "Run", "way_of"]

COMBINATIONS = define(
    Measure(
        key="combinations",
        sentence=text("Combinations of the listed choices, each run once"),
        not_for=text("Independent tests: the combinations share most of their data."),
        operation="combinations",
        decimals=0,
        function="evaluation.specifications",
    )
)
AGREEING_COMBINATIONS = define(
    Measure(
        key="agreeing_combinations",
        sentence=text("Combinations of the listed choices that agree"),
        not_for=text("The probability that the conclusion is right."),
        operation="agreeing_combinations",
        decimals=0,
        function="evaluation.specifications",
    )
)
WORST_COMBINATION = define(
    Measure(
        key="worst_combination",
        sentence=text("Least favourable margin over all combinations of the choices"),
        not_for=text("A confidence limit: it holds no noise."),
        operation="worst_combination",
        decimals=2,
        function="evaluation.specifications",
        signed=True,
    )
)

WORST_PERCENTILE = define(
    Measure(
        key="worst_percentile",
        sentence=text(
            "Percentile least favourable to the conclusion over all combinations of "
            "the choices"
        ),
        not_for=text("A confidence limit: it holds no noise."),
        operation="worst_combination",
        decimals=1,
        function="evaluation.specifications",
    )
)
MIDDLE = 50.0
"""Percentile of a province in the middle."""


def way_of(quantity: Quantity, direction: int = 1, middle: float = 0.0) -> int:
    """Which way a number points as it is printed.

    Parameters
    ----------
    quantity : Quantity
        Margin, balance or percentile.
    direction : int
        -1 where lower is better.
    middle : float
        Value that points neither way.

    Returns
    -------
    int
        1 for better, -1 for worse, 0 for neither.

    Examples
    --------
    >>> way_of(Quantity(49.0, "percentile", "percentile", ()), middle=50.0)
    -1
    """
    away = round(quantity.value - middle, MEASURES[quantity.measure].decimals)
    return ((away > 0) - (away < 0)) * direction


@dataclass(frozen=True)
class Run:
    """One re-run of a conclusion under one changed choice.

    Parameters
    ----------
    choice, option : str
        What was changed, and to what: ids of the data package.
    part : str
        Part that was left out; empty where none was.
    quantity : Quantity
        What came out.
    way : int
        1 for better, -1 for worse, 0 for neither.
    """

    choice: str
    option: str
    part: str
    quantity: Quantity
    way: int


@dataclass(frozen=True)
class Conclusion:
    """One thing that the evaluation says, with its re-runs.

    Parameters
    ----------
    question : str
        Question that it belongs to.
    kind : {"balance", "change", "effect", "standing"}
        What it is on.
    indicator : str
        Indicator id, with or without a span.
    name : Name or Text
        What it is called.
    base : Run
        As the evaluation has it; its choice is empty.
    runs : tuple of Run
        Under each changed choice that makes a difference to its years or parts.
    curve : Curve or None
        Under every combination of the choices, where the library combines them.
    reform : str
        Reform id of an effect; empty for the other kinds.
    """

    question: str
    kind: str
    indicator: str
    name: Name | Text
    base: Run
    runs: tuple[Run, ...] = ()
    curve: Curve | None = None
    reform: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from others: kind, indicator, and the reform of an effect."""
        return (self.kind, self.indicator, *((self.reform,) if self.reform else ()))

    @property
    def verdict(self) -> Text:
        """What is concluded, no full stop."""
        return VERDICTS[self.kind][self.base.way]

    @property
    def number(self) -> Quantity:
        """How many re-runs there are."""
        return count_of([run.quantity.id for run in self.runs], "runs")

    @property
    def agreeing(self) -> Quantity:
        """How many of the re-runs agree."""
        same = [run for run in self.runs if run.way == self.base.way]
        return count_of([run.quantity.id for run in same], "runs")

    @property
    def one_at_a_time(self) -> Text:
        """Whether it survives each changed choice, in a few words."""
        if not self.runs:
            return text("no listed choice touches it")
        if self.survives:
            return counted(
                "survives the {number} change made",
                "survives all {number} changes made",
                len(self.runs),
                number=self.number,
            )
        chosen = tuple(IN_BRIEF.get(choice, choice) for choice in self.turned_by)
        return text("depends on {choices}", choices=Joined(chosen))

    @property
    def turned_by(self) -> tuple[str, ...]:
        """Choices that turn it, each once."""
        turned = (run.choice for run in self.runs if run.way != self.base.way)
        return tuple(dict.fromkeys(turned))

    @property
    def survives(self) -> bool:
        """Whether no single changed choice turns it."""
        return not self.turned_by

    @property
    def share(self) -> float:
        """Share of re-runs that agree; choices weigh alike, and in each its options."""
        same: dict[str, dict[str, list[bool]]] = {}
        for run in self.runs:
            options = same.setdefault(run.choice, {})
            options.setdefault(run.option, []).append(run.way == self.base.way)
        shares = [fmean(map(fmean, options.values())) for options in same.values()]
        return fmean(shares) if shares else 1.0

    @property
    def combined(self) -> tuple[Quantity, Quantity, Quantity] | None:
        """Combinations that agree, all that can be run, and the worst of them."""
        if self.curve is None or self.curve.number < 2:
            return None
        of = (self.base.quantity.id,)
        worst = WORST_PERCENTILE if self.kind == "standing" else WORST_COMBINATION
        agreeing = round(self.curve.share * self.curve.number)
        return (
            Quantity(agreeing, "combinations", AGREEING_COMBINATIONS, of),
            Quantity(self.curve.number, "combinations", COMBINATIONS, of),
            Quantity(self.curve.worst, self.curve.unit, worst, of),
        )

    @property
    def worst(self) -> Run:
        """The run that is least favourable to the conclusion, itself if none is."""
        side = self.base.way or 1
        middle = MIDDLE if self.kind == "standing" else 0.0

        def favour(run: Run) -> tuple[float, bool, float]:
            towards = side * run.way
            other = run.quantity.unit != self.base.quantity.unit
            return towards, other, towards * abs(run.quantity.value - middle)

        return min((self.base, *self.runs), key=favour)

    @property
    def text(self) -> Text:
        """The conclusion in words, and whether it holds."""
        said: dict[str, object] = {
            "name": self.name,
            "verdict": self.verdict,
        }
        if not self.runs:
            return text(
                "{name}: {verdict}; no changed choice makes a difference to its years "
                "or parts.",
                **said,
            )
        worst = self.worst.quantity
        said |= {"worst": worst, "unit": unit_words(worst.unit)}
        if self.survives:
            return counted(
                "{name}: {verdict}, also in the {number} re-run under a changed "
                "choice; worst case {worst} ({unit}).",
                "{name}: {verdict}, also in each of the {number} re-runs under one "
                "changed choice; worst case {worst} ({unit}).",
                len(self.runs),
                number=self.number,
                **said,
            )
        chosen = [CHOICES.get(choice, choice) for choice in self.turned_by]
        return text(
            "{name}: {verdict}, but that depends on {choices}; worst case {worst} "
            "({unit}).",
            choices=Joined(tuple(chosen)),
            **said,
        )
