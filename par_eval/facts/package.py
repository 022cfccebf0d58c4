"""Loading, validating and sealing a data package: a folder with its descriptor."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from par_eval.facts.checks import (
    DESCRIPTOR,
    DataPackageError,
    Fault,
    Validation,
    listing,
)
from par_eval.facts.inspection import Inspection, inspect, seal_of
from par_eval.facts.lookup import Facts
from par_eval.facts.needed import OBSERVATIONS, core
from par_eval.facts.paths import shipped
from par_eval.language import say
from par_eval.values import ParEvalError, Text, text

__all__ = ["load", "seal", "validate"]

Compose = Callable[[Facts, str], pd.DataFrame]


def load(directory: Path | str | None = None, *, compose: Compose) -> Facts:
    """Read a data package, if it is without fault.

    Parameters
    ----------
    directory : path, optional
        Folder with a ``datapackage.json``; the shipped data if not given.
    compose : callable
        ``compose(facts, indicator)`` gives years by provinces for any indicator.

    Returns
    -------
    Facts
        With a warning for files that were edited since they were sealed.

    Raises
    ------
    ParEvalError
        If there is no such folder.
    DataPackageError
        With every fault of every file at once. An edited file is a fault in the
        shipped data, and elsewhere a warning.

    Examples
    --------
    >>> facts = load(compose=lambda facts, indicator: facts.leaves[indicator])
    >>> facts.languages[0]
    'en'
    """
    folder, own = _folder(directory)
    found = inspect(folder)
    _refuse(folder, (*found.faults, *(found.stale if own else ())))
    assert found.descriptor is not None
    return Facts(
        tables=MappingProxyType(_tables(found)),
        directory=folder,
        languages=found.descriptor.languages,
        titles=found.descriptor.titles,
        checksums={path: raw.checksum for path, raw in found.files.items()},
        compose=compose,
        warnings=_warnings(found.stale),
    )


def validate(directory: Path | str | None = None) -> Validation:
    """Check a data package without using it.

    Parameters
    ----------
    directory : path, optional
        Folder with a ``datapackage.json``; the shipped data if not given.

    Returns
    -------
    Validation
        Every fault of every file; edited files as `load` treats them.

    Raises
    ------
    ParEvalError
        If there is no such folder.

    Examples
    --------
    >>> validate().passed
    True
    """
    folder, own = _folder(directory)
    found = inspect(folder)
    return Validation(
        faults=(*found.faults, *(found.stale if own else ())),
        warnings=(*(() if own else _told(found.stale)), *found.advice),
        tables=len(found.tables),
        rows=sum(len(table) for table in found.tables.values()),
    )


def seal(directory: Path | str | None = None) -> Validation:
    """Write checksum and size of every file into the descriptor.

    The descriptor is replaced as a whole: it is the old one or the new one at any
    time. The order and the spelling of its entries are kept.

    Parameters
    ----------
    directory : path, optional
        Folder with a ``datapackage.json``; the shipped data if not given.

    Returns
    -------
    Validation
        Without faults.

    Raises
    ------
    DataPackageError
        If the package has any fault but an old seal; nothing is written then.
    ParEvalError
        If there is no such folder, or the descriptor cannot be written.
    """
    folder, _ = _folder(directory)
    found = inspect(folder)
    _refuse(folder, found.faults)
    for entry in found.record["resources"]:
        entry.update(seal_of(found.files[entry["path"]]))
    sealed = json.dumps(found.record, indent=2, ensure_ascii=False) + "\n"
    if sealed.encode() != found.files[DESCRIPTOR].content:
        _replace(folder / DESCRIPTOR, sealed.encode())
    return Validation(
        faults=(),
        warnings=(),
        tables=len(found.tables),
        rows=sum(len(table) for table in found.tables.values()),
    )


def _folder(directory: Path | str | None) -> tuple[Path, bool]:
    """Folder of a package, and whether it is the shipped one."""
    own = shipped("data")
    if directory is None:
        return own, True
    folder = Path(directory).absolute()
    if not folder.is_dir():
        raise ParEvalError(
            f"there is no folder {str(directory)!r}: give the folder of a data "
            f"package, which holds a {DESCRIPTOR}; an example to copy is {own}"
        )
    return folder, folder.resolve() == own.resolve()


def _refuse(folder: Path, faults: tuple[Fault, ...]) -> None:
    """Raise an error that tells all faults, if there are any."""
    if not faults:
        return
    count = "a fault" if len(faults) == 1 else f"{len(faults)} faults"
    lines = "\n".join(f"  {line}" for line in listing(faults))
    raise DataPackageError(
        f"the data package in {folder} has {count}:\n{lines}\n"
        f"Correct the files; `par-eval validate {folder}` checks them again.",
        faults,
    )


def _tables(found: Inspection) -> dict[str, pd.DataFrame]:
    """Tables by name with plain row numbers, all observations in one."""
    tables: dict[str, pd.DataFrame] = {}
    observed = []
    for name, table in found.tables.items():
        if core(name) == OBSERVATIONS:
            observed.append(table)
        else:
            tables[name] = table.reset_index(drop=True)
    tables[OBSERVATIONS] = pd.concat(observed).reset_index(drop=True)
    return tables


def _told(stale: Iterable[Fault]) -> Iterator[str]:
    """Warnings in words."""
    return (say(warning, "en") for warning in _warnings(stale))


def _warnings(stale: Iterable[Fault]) -> tuple[Text, ...]:
    """One warning for each way of not being sealed, naming the files."""
    files: dict[str, list[str]] = {}
    for fault in stale:
        files.setdefault(fault.problem, []).append(fault.file)
    return tuple(
        text("edited since it was sealed: {files}", files=", ".join(names))
        if "edited" in problem
        else text("never sealed: {files}", files=", ".join(names))
        for problem, names in files.items()
    )


def _replace(path: Path, content: bytes) -> None:
    """Write a file under a temporary name and put it in the place of the old one."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(path, temporary)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise ParEvalError(
            f"{path} cannot be written ({error.strerror or error}); nothing was "
            "changed. Check that the folder may be written to."
        ) from error
