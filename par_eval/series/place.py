"""Place: where a province stands among all provinces, with its bounds."""

from __future__ import annotations

from dataclasses import dataclass

from par_eval.series.printed import Figure
from par_eval.series.standing import RANK
from par_eval.values import Measure, Quantity, define, text

__all__ = ["PUBLISHED_PLACE", "Place", "quarter_of"]

NOT_FOR = text("Better or worse than before: a place answers relative to others.")

PUBLISHED_PLACE = define(
    Measure(
        key="published_place",
        sentence=text("Place among all provinces as a source prints it"),
        not_for=NOT_FOR,
        operation="printed",
        decimals=0,
        function="series.published.published_place",
    )
)
BEST_PLACE = define(
    Measure(
        key="best_place",
        sentence=text("Best place among all provinces that the known figures allow"),
        not_for=NOT_FOR,
        operation="bound",
        decimals=0,
        function="series.published.published_place",
    )
)
WORST_PLACE = define(
    Measure(
        key="worst_place",
        sentence=text("Worst place among all provinces that the known figures allow"),
        not_for=NOT_FOR,
        operation="bound",
        decimals=0,
        function="series.published.published_place",
    )
)


def quarter_of(rank: float, of: float) -> int:
    """Quarter of the provinces in which a rank lies.

    Parameters
    ----------
    rank : float
        Rank, the best is 1.
    of : float
        Number of provinces ranked.

    Returns
    -------
    int
        1 for the best quarter to 4 for the lowest; a rank up to a quarter of the
        provinces lies in the best one.

    Examples
    --------
    >>> quarter_of(15, 63), quarter_of(16, 63), quarter_of(63, 63)
    (1, 2, 4)
    """
    return -(-4 * int(rank) // int(of))


@dataclass(frozen=True)
class Place:
    """Place of a province among all provinces in one year, or its bounds.

    Parameters
    ----------
    low, high : int
        Best and worst place that the figures allow.
    of : int
        Number of provinces.
    how : {"computed", "published", "bounds"}
        From everybody's scores; as printed; from the places of others, or printed as
        bounds.
    of_addresses : tuple of str
        What it is made of.
    sources : tuple of str
        Source ids.
    independent : bool
        Whether the province's own figure in it is not its own statement.
    published : Figure or None
        Printed place of the province that the data goes by, where there is one.
    """

    low: int
    high: int
    of: int
    how: str
    of_addresses: tuple[str, ...]
    sources: tuple[str, ...]
    independent: bool
    published: Figure | None = None

    @property
    def quarter(self) -> int | None:
        """Quarter of the provinces in which it lies; None where bounds lie in two."""
        ends = {quarter_of(self.low, self.of), quarter_of(self.high, self.of)}
        return ends.pop() if len(ends) == 1 else None

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """The place, or its best and worst bound."""
        inputs = self.of_addresses
        if self.low != self.high:
            ends = ((self.low, BEST_PLACE), (self.high, WORST_PLACE))
            return tuple(Quantity(v, "rank", key, inputs) for v, key in ends)
        key = {"computed": RANK, "published": PUBLISHED_PLACE}.get(self.how, BEST_PLACE)
        return (Quantity(self.low, "rank", key, inputs),)
