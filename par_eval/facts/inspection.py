"""A folder read and checked from end to end, with every fault that it holds."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from par_eval.facts.advice import advise
from par_eval.facts.checks import DESCRIPTOR, Fault
from par_eval.facts.columns import convert
from par_eval.facts.descriptor import Descriptor, parse, understand
from par_eval.facts.need import Need
from par_eval.facts.needed import (
    NEEDED,
    OBSERVATIONS,
    completed,
    core,
    strengthen,
)
from par_eval.facts.paths import shipped
from par_eval.facts.relations import key_faults, link_faults
from par_eval.facts.rules import rule_faults
from par_eval.facts.tables import Raw, Table, read_raw, read_table

__all__ = ["Inspection", "inspect", "seal_of"]


@dataclass(frozen=True, eq=False)
class Inspection:
    """What a folder holds.

    Parameters
    ----------
    record : dict
        The descriptor as JSON; empty where it could not be read.
    descriptor : Descriptor or None
        The descriptor as understood.
    files : mapping of str to Raw
        Every file that was read, by its path; the descriptor too.
    tables : mapping of str to DataFrame
        Typed tables by the name of their resource, indexed by file and row.
    faults : tuple of Fault
        All faults but stale seals, file by file.
    stale : tuple of Fault
        Files that were edited since they were sealed, or never sealed.
    advice : tuple of str
        What may be looked at in a package without fault.
    """

    record: dict[str, Any] = field(default_factory=dict)
    descriptor: Descriptor | None = None
    files: Mapping[str, Raw] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    stale: tuple[Fault, ...] = ()
    advice: tuple[str, ...] = ()


def inspect(directory: Path) -> Inspection:
    """Read a data package and check all of it.

    Parameters
    ----------
    directory : Path
        Folder of the package.

    Returns
    -------
    Inspection
    """
    with _collected_later():
        return _inspect(directory)


@contextmanager
def _collected_later() -> Iterator[None]:
    """No search for garbage while many small texts are made that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _inspect(directory: Path) -> Inspection:
    raw = read_raw(directory, DESCRIPTOR)
    if isinstance(raw, Fault):
        wanted = f"it, as in the data package of {shipped('data')}, which may be copied"
        return Inspection(faults=(replace(raw, expected=wanted),))
    record, faults = parse(raw.content)
    if record is None:
        return Inspection(files={DESCRIPTOR: raw}, faults=tuple(faults))
    descriptor, found = understand(record)
    faults += found
    descriptor, found = strengthen(descriptor)
    faults += found
    files, texts = _read(directory, descriptor, faults)
    tables = {name: convert(text, faults) for name, text in texts.items()}
    faults += key_faults(texts.values())
    absent = _absent(descriptor)
    faults += link_faults(texts, absent)
    known = _by_core(tables, absent)
    faults += _as_written(rule_faults(known), texts.values())
    return Inspection(
        record=record,
        descriptor=descriptor,
        files={DESCRIPTOR: raw, **files},
        tables=tables,
        faults=tuple(sorted(faults, key=_file_order(descriptor))),
        stale=tuple(_stale(record, files)),
        advice=() if faults else tuple(advise(known)),
    )


def seal_of(raw: Raw) -> dict[str, Any]:
    """Entries of the descriptor that seal a file.

    Parameters
    ----------
    raw : Raw
        The file as it was read.

    Returns
    -------
    dict
        ``hash``, a sha256 with its name before it, and ``bytes``, the size.

    Examples
    --------
    >>> seal_of(Raw(b"a,b"))["bytes"]
    3
    """
    return {"hash": f"sha256:{raw.checksum}", "bytes": len(raw.content)}


def _read(
    directory: Path, descriptor: Descriptor, faults: list[Fault]
) -> tuple[dict[str, Raw], dict[str, Table]]:
    """Files and their cells, as far as they can be read."""
    files, texts = {}, {}
    for resource in descriptor.resources:
        raw = read_raw(directory, resource.path)
        if isinstance(raw, Fault):
            faults.append(raw)
            continue
        files[resource.path] = raw
        table = read_table(raw, resource, faults)
        if table is None:
            continue
        texts[resource.name] = table
        need = NEEDED.get(core(resource.name), Need(may_be_empty=True))
        if table.cells.empty and table.uneven.empty and not need.may_be_empty:
            problem = "has a header and no rows"
            faults.append(Fault(resource.path, None, None, None, "rows", problem))
    return files, texts


def _absent(descriptor: Descriptor) -> list[str]:
    """Tables that the package is without, as it may be."""
    named = {core(name) for name in descriptor.named}
    return [n for n, need in NEEDED.items() if need.optional and n not in named]


def _by_core(
    tables: Mapping[str, pd.DataFrame], absent: Iterable[str]
) -> dict[str, pd.DataFrame]:
    """Tables by the names that the library knows, all observations in one.

    Those that the package is without are there without rows, and every table has
    the columns that the library reads.
    """
    known: dict[str, pd.DataFrame | None] = dict.fromkeys(absent)
    observed = [t for name, t in tables.items() if core(name) == OBSERVATIONS]
    known |= {name: t for name, t in tables.items() if core(name) != OBSERVATIONS}
    known |= {OBSERVATIONS: pd.concat(observed)} if observed else {}
    return {name: completed(name, table, ()) for name, table in known.items()}


def _as_written(faults: Iterable[Fault], texts: Iterable[Table]) -> Iterator[Fault]:
    """Faults with the value as it stands in the file."""
    cells = {table.resource.path: table.cells for table in texts}
    for fault in faults:
        if fault.row is None or fault.column not in cells[fault.file]:
            yield fault
        else:
            written = cells[fault.file].at[(fault.file, fault.row), fault.column]
            yield replace(fault, value=str(written))


def _file_order(descriptor: Descriptor) -> Any:
    """Order in which faults are told: the descriptor, then file by file."""
    paths = [DESCRIPTOR, *(resource.path for resource in descriptor.resources)]
    place = {path: number for number, path in enumerate(paths)}
    return lambda fault: (place.get(fault.file, len(place)), fault.row or 0)


def _stale(record: Mapping[str, Any], files: Mapping[str, Raw]) -> Iterator[Fault]:
    wanted = "the file as it was sealed, or a new seal (par-eval validate --seal)"
    for entry in record["resources"]:
        raw = files.get(str(entry.get("path"))) if isinstance(entry, dict) else None
        if raw is None:
            continue
        seal = {key: entry.get(key) for key in ("hash", "bytes")}
        if seal != seal_of(raw):
            edited = "was edited since it was sealed"
            problem = edited if entry.get("hash") else "was never sealed"
            yield Fault(entry["path"], None, None, None, wanted, problem)
