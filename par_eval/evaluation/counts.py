"""Counts: how many cases there are, with the cases as their inputs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from par_eval.series import COUNT, composition
from par_eval.values import Quantity, address

if TYPE_CHECKING:
    from par_eval.evaluation.evaluation import Evaluation

__all__ = ["count_of", "over_period", "parts_of"]


def count_of(cases: list[str], unit: str) -> Quantity:
    """How many cases there are; the cases themselves are its inputs."""
    return Quantity(len(cases), unit, COUNT, tuple(cases))


def parts_of(evaluation: Evaluation, indicator: str) -> Quantity:
    """How many parts an indicator with a span has; the parts are its inputs."""
    by_year = composition(evaluation.facts, indicator)
    year = max(by_year)
    return count_of(
        [address(part, evaluation.province, year) for part in by_year[year]], "parts"
    )


def over_period(evaluation: Evaluation, names: Iterable[str]) -> list[str]:
    """Addresses of indicators over the plan period."""
    years = evaluation.national.years
    return [address(name, evaluation.province, years) for name in names]
