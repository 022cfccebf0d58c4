"""What the library needs to find in every data package.

A package may hold more: further tables, columns and stricter constraints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.descriptor import Descriptor
from par_eval.facts.entries import entry_fault
from par_eval.facts.judged_tables import JUDGED
from par_eval.facts.measured_tables import MEASURED, OBSERVATIONS, THRESHOLDS
from par_eval.facts.need import Need
from par_eval.facts.schema import Field, Link, Resource

__all__ = ["NEEDED", "OBSERVATIONS", "THRESHOLDS", "completed", "core", "strengthen"]

NEEDED: Mapping[str, Need] = {
    **MEASURED,
    **{
        name: replace(need, optional=True, may_be_empty=True)
        for name, need in JUDGED.items()
    },
}
"""What is asked of each table, by its name."""


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


def completed(
    name: str, frame: pd.DataFrame | None, languages: Iterable[str]
) -> pd.DataFrame:
    """Table with every column that the library reads, missing where it has none.

    Parameters
    ----------
    name : str
        Name of the table.
    frame : DataFrame or None
        As the package has it; None where it has no such table.
    languages : iterable of str
        Languages of the package.

    Returns
    -------
    DataFrame
        Without rows where the package has no such table.

    Raises
    ------
    KeyError
        If the library knows no table of that name and the package has none.

    Examples
    --------
    >>> completed("area_indicators", None, ["en"]).columns.tolist()
    ['area', 'indicator', 'source']
    """
    if frame is None:
        return pd.DataFrame(columns=pd.Index(NEEDED[name].columns(languages)))
    wanted = NEEDED[name].columns(languages) if name in NEEDED else ()
    absent = [column for column in wanted if column not in frame]
    return frame.assign(**dict.fromkeys(absent)) if absent else frame


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
        for name, need in NEEDED.items()
        if name not in present and not need.optional
    ]
    resources = []
    for resource in descriptor.resources:
        own: list[Fault] = []
        strong = _strong(resource, descriptor.languages[:1], own)
        resources += [] if own else [strong]
        faults += own
    return replace(descriptor, resources=tuple(resources)), faults


def _described(name: str) -> str:
    need = replace(NEEDED[name], known=())
    columns = ", ".join(field.name for field in _fields(need, ("<language>",)))
    return f"one with the columns {columns}"


def _strong(
    resource: Resource, language: tuple[str, ...], faults: list[Fault]
) -> Resource:
    need = NEEDED.get(core(resource.name), Need())
    fields = {field.name: field for field in resource.fields}
    for wanted in _fields(need, language):
        entry = f"resources.{resource.name}.schema.fields"
        given = fields.get(wanted.name)
        if given is None and wanted.name in need.known:
            continue
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
    for name in (*need.key, *need.filled, *need.open, *need.known):
        yield Field(
            name,
            need.types.get(name, "string"),
            required=name in (*need.key, *need.filled),
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
