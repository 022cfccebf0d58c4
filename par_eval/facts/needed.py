"""What the library needs to find in every data package.

A package may hold more: further tables, columns and stricter constraints.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from par_eval.facts.checks import Fault
from par_eval.facts.descriptor import Descriptor
from par_eval.facts.entries import entry_fault
from par_eval.facts.schema import Field, Link, Resource

__all__ = ["NEEDED", "OBSERVATIONS", "THRESHOLDS", "Need", "core", "strengthen"]

OBSERVATIONS = "observations"


@dataclass(frozen=True)
class Need:
    """Columns that one table must have.

    Parameters
    ----------
    key : tuple of str
        Columns that together name one row only.
    filled : tuple of str
        Further columns without empty cells.
    open : tuple of str
        Further columns in which cells may be empty.
    labels : tuple of str
        Columns that exist once for each language; in the first one they are filled.
    open_labels : tuple of str
        Columns that exist in the first language at least, cells may be empty.
    types : mapping of str to str
        Type of each column that is not text.
    choices : mapping of str to tuple
        Words that a column may hold.
    links : mapping of str to str
        Table in whose key the cells of a column must stand.
    may_be_empty : bool
        Whether the table may have no rows.
    """

    key: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    open_labels: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    may_be_empty: bool = False


NEEDED: Mapping[str, Need] = {
    "regions": Need(key=("region",), labels=("name",)),
    "provinces": Need(
        key=("province",),
        filled=("region",),
        labels=("name",),
        links={"region": "regions"},
    ),
    "plan_periods": Need(
        key=("period",),
        filled=("start", "end"),
        types={"start": "integer", "end": "integer"},
    ),
    "instruments": Need(
        key=("instrument",),
        filled=("headline",),
        labels=("name",),
        links={"headline": "indicators"},
    ),
    "indicators": Need(
        key=("indicator",),
        filled=("instrument", "unit", "direction", "aggregation"),
        open=("part_of", "minimum", "maximum"),
        labels=("name",),
        types={"minimum": "number", "maximum": "number"},
        choices={"direction": ("up", "down"), "aggregation": ("sum", "observation")},
        links={"instrument": "instruments", "part_of": "indicators"},
    ),
    OBSERVATIONS: Need(
        key=("indicator", "province", "year"),
        filled=("value", "source"),
        types={"year": "integer", "value": "number"},
        links={
            "indicator": "indicators",
            "province": "provinces",
            "source": "sources",
        },
    ),
    "series_breaks": Need(
        filled=(
            "indicator",
            "year",
            "severity",
            "kind",
            "reaches_parts",
            "documented",
            "source",
        ),
        labels=("what",),
        types={"year": "integer"},
        choices={"severity": ("hard", "soft"), "reaches_parts": ("yes", "no")},
        links={"indicator": "indicators", "source": "sources"},
        may_be_empty=True,
    ),
    "missing": Need(
        key=("instrument", "province", "year"),
        filled=("extent", "withheld", "source"),
        open_labels=("reason",),
        types={"year": "integer"},
        choices={"extent": ("all", "part"), "withheld": ("yes", "no", "unknown")},
        links={
            "instrument": "instruments",
            "province": "provinces",
            "source": "sources",
        },
        may_be_empty=True,
    ),
    "sources": Need(key=("source",), filled=("title", "publisher", "date")),
    "questions": Need(
        key=("question",),
        filled=("order", "answered_by"),
        open=("instrument",),
        labels=("question",),
        types={"order": "integer"},
        links={"instrument": "instruments"},
    ),
    "thresholds": Need(
        key=("threshold",), filled=("value",), types={"value": "number"}
    ),
}
"""Tables by name; every table whose name begins with observations is one of them."""

THRESHOLDS: Mapping[str, tuple[float, float | None]] = {
    "outlier_z": (0, None),
    "window_years": (1, None),
    "window_reach": (1, None),
    "likely_lower": (0, 1),
    "likely_upper": (0, 1),
    "family_level": (0, 1),
}
"""Thresholds that the rules of evidence use, each with its least and greatest value."""


def core(table: str) -> str:
    """Name under which a table's needs are listed.

    Parameters
    ----------
    table : str
        Name of a resource; observations may be spread over several.

    Returns
    -------
    str
        Key of `NEEDED` if the library needs the table.

    Examples
    --------
    >>> core("observations_survey"), core("regions")
    ('observations', 'regions')
    """
    return OBSERVATIONS if table.startswith(OBSERVATIONS) else table


def strengthen(descriptor: Descriptor) -> tuple[Descriptor, list[Fault]]:
    """Add the library's own needs to what a package asks of its tables.

    A package may ask for more, never for less: a column that the library needs is
    checked as it needs it, whatever the descriptor says.

    Parameters
    ----------
    descriptor : Descriptor
        As it was read.

    Returns
    -------
    descriptor, faults
        Without the tables that lack a column; the faults name what is lacking.
    """
    present = {core(name) for name in descriptor.named}
    faults = [
        entry_fault("resources", None, f"has no table {name!r}", _described(name))
        for name in NEEDED
        if name not in present
    ]
    resources = []
    for resource in descriptor.resources:
        own: list[Fault] = []
        strong = _strong(resource, descriptor.languages[:1], own)
        resources += [] if own else [strong]
        faults += own
    return replace(descriptor, resources=tuple(resources)), faults


def _described(name: str) -> str:
    columns = ", ".join(field.name for field in _fields(NEEDED[name], ("<language>",)))
    return f"one with the columns {columns}"


def _strong(
    resource: Resource, language: tuple[str, ...], faults: list[Fault]
) -> Resource:
    need = NEEDED.get(core(resource.name), Need())
    fields = {field.name: field for field in resource.fields}
    for wanted in _fields(need, language):
        entry = f"resources.{resource.name}.schema.fields"
        given = fields.get(wanted.name)
        if given is None:
            problem = f"has no column {wanted.name!r}"
            faults.append(entry_fault(entry, None, problem, f"it, type {wanted.type}"))
        elif given.type != wanted.type:
            problem = f"is the type of the column {wanted.name!r}"
            faults.append(entry_fault(entry, given.type, problem, wanted.type))
        else:
            fields[wanted.name] = _narrowed(given, wanted)
    key = need.key or resource.key
    for name in fields.keys() & set(key):
        fields[name] = replace(fields[name], required=True)
    asked = {(link.columns, link.table) for link in resource.links}
    links = [link for link in _links(need) if (link.columns, link.table) not in asked]
    return replace(
        resource,
        fields=tuple(fields.values()),
        key=key,
        links=(*resource.links, *links),
    )


def _narrowed(given: Field, wanted: Field) -> Field:
    """Column that is asked for what both ask."""
    both = tuple(word for word in given.enum if word in wanted.enum)
    enum = both or wanted.enum or given.enum
    return replace(given, required=given.required or wanted.required, enum=enum)


def _fields(need: Need, language: tuple[str, ...]) -> Iterator[Field]:
    """Columns of a need; those with labels in the first language."""
    for name in (*need.key, *need.filled, *need.open):
        yield Field(
            name,
            need.types.get(name, "string"),
            required=name not in need.open,
            enum=need.choices.get(name, ()),
        )
    for code in language:
        for label in need.labels:
            yield Field(f"{label}_{code}", "string", required=True)
        for label in need.open_labels:
            yield Field(f"{label}_{code}", "string")


def _links(need: Need) -> Iterator[Link]:
    for column, table in need.links.items():
        yield Link((column,), table, NEEDED[table].key)
