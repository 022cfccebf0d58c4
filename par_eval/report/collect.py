"""Collect: the carriers of an executed notebook, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from par_eval.show import MIME, SCHEMA
from par_eval.show.exhibit_map import MapEntry
from par_eval.values import ParEvalError, Quantity

__all__ = [
    "IncompleteReportError",
    "Numbered",
    "collect",
    "expected",
    "mapped",
    "numbered",
    "silent",
]

CALL = "par_eval.show."
"""What a cell that shows an exhibit calls."""
NOTEBOOK_ONLY = "notebook-only"
"""Tag of a cell that stands in the notebook and not in the page."""


class IncompleteReportError(ParEvalError):
    """An executed notebook lacks an exhibit that one of its cells should show."""


@dataclass(frozen=True)
class Numbered:
    """A quantity with its place in the report.

    Parameters
    ----------
    quantity : Quantity
        The number.
    number : int
        Its trace number, in the order of appearance.
    exhibits : tuple of str
        Ids of the exhibits that show it.
    """

    quantity: Quantity
    number: int
    exhibits: tuple[str, ...]


def collect(notebook: Any) -> list[dict[str, Any]]:
    """Carriers of a notebook that show something, in order.

    Parameters
    ----------
    notebook : NotebookNode
        Executed notebook.

    Returns
    -------
    list of dict
        See `par_eval.show.carrier.carry`; without those of silent exhibits.

    Raises
    ------
    IncompleteReportError
        If a cell that calls for an exhibit has none in its output.
    """
    carriers = [carrier for _, carrier in _shown(notebook)]
    wanted = expected(notebook)
    if len(carriers) != wanted:
        raise IncompleteReportError(
            f"the notebook shows {len(carriers)} exhibits, but its cells call for "
            f"{wanted}: look at its executed copy"
        )
    for carrier in carriers:
        if int(carrier["par_eval_schema"]) > SCHEMA:
            raise ParEvalError(
                "the notebook was executed by a newer par-eval: update par-eval"
            )
    return [carrier for carrier in carriers if not silent(carrier)]


def silent(carrier: dict[str, Any]) -> bool:
    """Whether an exhibit has nothing to show, as where no effect is estimated.

    Parameters
    ----------
    carrier : dict
        Carrier of an exhibit.

    Returns
    -------
    bool

    Examples
    --------
    >>> from par_eval.show.carrier import carry
    >>> silent(carry("text", "a", {"en": ""}, []))
    True
    """
    return not any(carrier["html"].values())


def expected(notebook: Any) -> int:
    """How many exhibits the cells of a notebook call for: one ``show`` call a cell.

    Parameters
    ----------
    notebook : NotebookNode
        Notebook, executed or not.

    Returns
    -------
    int

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell("par_eval.show.summary(evaluation)")
    >>> expected(new_notebook(cells=[cell]))
    1
    """
    sources = (c.source for c in notebook.cells if c.cell_type == "code")
    return sum(CALL in source for source in sources)


def mapped(notebook: Any) -> list[MapEntry]:
    """Exhibits of a page with the notebook's cells that show them, in order.

    Parameters
    ----------
    notebook : NotebookNode
        Executed notebook.

    Returns
    -------
    list of MapEntry
        Figures and tables are numbered apart, as they are in the page.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook, new_output
    >>> from par_eval.show.carrier import carry
    >>> html = {"en": '<p class="fn" data-kind="table"></p>'}
    >>> shown = new_output("display_data", {MIME: carry("table", "a", html, [])})
    >>> cell = new_code_cell("par_eval.show.a(evaluation)", id="b", outputs=[shown])
    >>> (entry,) = mapped(new_notebook(cells=[cell]))
    >>> entry.number, entry.cell, entry.function
    (1, 'b', 'par_eval.show.a')
    """
    counts: Counter[str] = Counter()
    return [
        _entry(cell, carrier, counts)
        for cell, carrier in _shown(notebook)
        if NOTEBOOK_ONLY not in cell.metadata.get("tags", []) and not silent(carrier)
    ]


def _entry(cell: Any, carrier: dict[str, Any], counts: Counter[str]) -> MapEntry:
    kind = carrier["kind"]
    numbered = f'data-kind="{kind}"' in next(iter(carrier["html"].values()), "")
    counts[kind] += numbered
    called = re.search(rf"{re.escape(CALL)}[\w.]+", cell.source)
    return MapEntry(
        id=carrier["id"],
        kind=kind,
        number=counts[kind] if numbered else None,
        cell=cell.id,
        function=called[0] if called else "–",
        titles=carrier["title"],
        sources=tuple(carrier["sources"]),
    )


def numbered(carriers: list[dict[str, Any]]) -> list[Numbered]:
    """Every quantity once, numbered in the order of appearance.

    Parameters
    ----------
    carriers : list of dict
        Carriers of a notebook, in order.

    Returns
    -------
    list of Numbered
        Numbers from 1; a quantity that several exhibits show names each of them.

    Examples
    --------
    >>> from par_eval.show.carrier import carry
    >>> place = Quantity(3.0, "rank", "rank", ("papi.total/P63/2020",))
    >>> carriers = [carry("figure", name, {}, [place]) for name in ("first", "second")]
    >>> [(entry.number, entry.exhibits) for entry in numbered(carriers)]
    [(1, ('first', 'second'))]
    """
    found: dict[str, tuple[Quantity, list[str]]] = {}
    for carrier in carriers:
        for record in carrier["numbers"]:
            _, exhibits = found.setdefault(record["id"], (_quantity(record), []))
            if carrier["id"] not in exhibits:
                exhibits.append(carrier["id"])
    return [
        Numbered(quantity, number, tuple(exhibits))
        for number, (quantity, exhibits) in enumerate(found.values(), start=1)
    ]


def _shown(notebook: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Carriers with the cells in whose output they are."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                yield cell, output["data"][MIME]


def _quantity(record: dict[str, Any]) -> Quantity:
    value = record["value"]
    return Quantity(
        float("nan") if value is None else value,
        record["unit"],
        record["measure"],
        tuple(record["of"]),
        record["low"],
        record["high"],
        record["interval"],
    )
