"""Operations on tables of provinces by years, for recompute.py.

Nothing but Python's own modules: the library under test is not to check itself.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Value = float | None
Average = Callable[[list[float]], float]

CLOSE = 1e-9
QUARTILES = {"lower_quartile": 0.25, "upper_quartile": 0.75}


@dataclass(frozen=True)
class Table:
    """Provinces by years; `many` for a set of provinces, `better` up 1 or down -1."""

    rows: dict[str, tuple[Value, ...]]
    many: bool = False
    better: int = 1


def apply(operation: str, measure: str, inputs: list[Table]) -> Table:
    """Outcome of an operation on tables.

    A percentile of one set is the value below which that share of it lies, and the
    measure tells which; of a value and a set it is the place of the value.
    """
    if operation == "percentile" and measure in QUARTILES:
        level = QUARTILES[measure]
        return over_provinces(lambda values: quantile(values, level), *inputs)
    return OPERATIONS[operation](*inputs)


def only(table: Table) -> Value:
    """The value of a table of one province and one year."""
    values = [value for row in table.rows.values() for value in row]
    if len(values) != 1:
        raise ValueError(f"one value expected, found {len(values)}")
    return values[0]


def scalar(value: Value) -> Table:
    return Table({"": (value,)})


def column(table: Table) -> dict[str, Value]:
    """Values of one year by province."""
    if any(len(row) != 1 for row in table.rows.values()):
        raise ValueError("values of one year expected")
    return {name: row[0] for name, row in table.rows.items()}


def members(table: Table) -> list[float]:
    """Values of a set of one year, without the missing ones."""
    return [value for value in column(table).values() if value is not None]


def total(values: Sequence[Value]) -> Value:
    """Sum, missing if one of the values is."""
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def minus(pair: Sequence[Value]) -> Value:
    """First value less the second, missing if one of the two is."""
    one, other = pair
    return None if one is None or other is None else one - other


def elementwise(combine: Callable[[Sequence[Value]], Value], *inputs: Table) -> Table:
    """Combine tables province by province; a single one goes with every province."""
    sets = [table for table in inputs if table.many] or [inputs[0]]
    names = dict.fromkeys(name for table in sets for name in table.rows)
    rows = {}
    for name in names:
        own = [row_of(table, name) for table in inputs]
        rows[name] = tuple(combine(values) for values in zip(*own, strict=True))
    return Table(rows, sets[0].many, inputs[0].better)


def row_of(table: Table, name: str) -> tuple[Value, ...]:
    first = next(iter(table.rows.values()), ())
    return table.rows.get(name, (None,) * len(first)) if table.many else first


def averaged(average: Average) -> Callable[..., Table]:
    """Over the years where there are several, else over provinces or arguments."""

    def over(*inputs: Table) -> Table:
        if len(inputs) > 1:
            values = {str(place): (only(one),) for place, one in enumerate(inputs)}
            return over_years(average, Table({"": sum(values.values(), ())}))
        if all(len(row) == 1 for row in inputs[0].rows.values()):
            return over_provinces(average, inputs[0])
        return over_years(average, inputs[0])

    return over


def over_years(average: Average, table: Table) -> Table:
    """Missing for a province that lacks one of the years."""
    rows = {}
    for name, row in table.rows.items():
        known = [value for value in row if value is not None]
        rows[name] = (average(known) if len(known) == len(row) else None,)
    return Table(rows, table.many, table.better)


def over_provinces(average: Average, table: Table) -> Table:
    known = members(table)
    return scalar(average(known) if known else None)


def against(
    judge: Callable[[float, list[float], int], Value],
) -> Callable[[Table, Table], Table]:
    """Each value of a table against the members of a set of the same year."""

    def judged(own: Table, among: Table) -> Table:
        others = members(among)
        rows = {
            name: (None if value is None else judge(value, others, own.better),)
            for name, value in column(own).items()
        }
        return Table(rows, own.many)

    return judged


def rank(own: float, others: list[float], better: int) -> float:
    return 1 + sum(better * (value - own) > CLOSE for value in others)


def percentile(own: float, others: list[float], better: int) -> Value:
    """100 for the best, 0 for the worst; equal ones share the middle of their ranks."""
    equal = sum(abs(value - own) <= CLOSE for value in others)
    middle = rank(own, others, better) + (equal - 1) / 2
    count = len(others)
    return 100 * (count - middle) / (count - 1) if count > 1 else None


def share(own: float, others: list[float], better: int) -> float:
    """Share of the members that are as far from their median, on either side."""
    middle = statistics.median(others)
    far = [abs(value - middle) >= abs(own - middle) - CLOSE for value in others]
    return sum(far) / len(far)


def counted(*inputs: Table) -> Table:
    """Members of a set that have a value; of anything else, how many there are."""
    if len(inputs) == 1 and inputs[0].many:
        return scalar(sum(None not in row for row in inputs[0].rows.values()))
    return scalar(len(inputs))


def z_scores(own: Table, among: Table) -> Table:
    """Distance from each year's mean in standard deviations, higher is better."""
    years = [
        [value for value in year if value is not None]
        for year in zip(*among.rows.values(), strict=True)
    ]
    rows = {
        name: tuple(
            None if value is None else own.better * z_score(value, year)
            for value, year in zip(row, years, strict=True)
        )
        for name, row in own.rows.items()
    }
    return Table(rows, own.many)


def z_score(value: float, year: list[float]) -> float:
    return (value - statistics.fmean(year)) / statistics.stdev(year)


def mean_z_scores(own: Table, among: Table) -> Table:
    return over_years(statistics.fmean, z_scores(own, among))


def quantile(values: list[float], level: float) -> float:
    """Quantile by linear interpolation."""
    ordered = sorted(values)
    place = level * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def mean_percentiles(own: Table, among: Table) -> Table:
    """Mean over the years of the percentile within each year."""
    years = range(len(next(iter(own.rows.values()))))
    each = [against(percentile)(year_of(own, y), year_of(among, y)) for y in years]
    rows = {
        name: tuple(table.rows[name][0] for table in each if name in table.rows)
        for name in own.rows
    }
    return over_years(statistics.fmean, Table(rows, own.many))


def year_of(table: Table, place: int) -> Table:
    rows = {name: (row[place],) for name, row in table.rows.items()}
    return Table(rows, table.many, table.better)


def balance(*inputs: Table) -> Table:
    """How many are above zero, less how many are below."""
    values = [only(table) for table in inputs]
    return scalar(sum((v > CLOSE) - (v < -CLOSE) for v in values if v is not None))


def spread(year: Table, needed: Table) -> Table:
    """Standard deviation over the provinces that have every needed year."""
    whole = [name for name, row in needed.rows.items() if None not in row]
    return scalar(statistics.stdev(year.rows[name][0] for name in whole))


OPERATIONS: dict[str, Callable[..., Table]] = {
    "observation": lambda table: table,
    "stated": lambda table: table,
    "count_all": lambda table: scalar(len(table.rows)),
    "mean_percentile": mean_percentiles,
    "balance": balance,
    "standard_deviation": spread,
    "sum": lambda *tables: elementwise(total, *tables),
    "difference": lambda one, other: elementwise(minus, one, other),
    "mean": averaged(statistics.fmean),
    "median": averaged(statistics.median),
    "rank": against(rank),
    "percentile": against(percentile),
    "share": against(share),
    "count": counted,
    "z_score": z_scores,
    "mean_z_score": mean_z_scores,
}
