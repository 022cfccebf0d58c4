"""Manifest: what a report was made from, so that it can be made again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from par_eval.facts import Facts
from par_eval.language import say
from par_eval.report.kind import Kind
from par_eval.show import SCHEMA
from par_eval.show.exhibit_map import MapEntry

__all__ = ["code_version", "manifest_record"]

PACKAGES = ("numpy", "pandas", "matplotlib", "papermill", "nbconvert", "babel")


def code_version() -> str:
    """sha256 of the library's own files, the first twelve digits.

    Returns
    -------
    str
        Changes with any module, template, style sheet or catalogue of the package.

    Examples
    --------
    >>> len(code_version())
    12
    """
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    kinds = {".py", ".j2", ".css", ".po"}
    for path in sorted(p for p in package.rglob("*") if p.suffix in kinds):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def manifest_record(
    facts: Facts,
    kind: Kind,
    parameters: dict[str, Any],
    exhibits: Sequence[MapEntry],
    files: list[str],
) -> dict[str, Any]:
    """Content of ``manifest.json``; no date, so that it is the same in every run.

    Parameters
    ----------
    facts : Facts
        Data package.
    kind : Kind
        Kind of report.
    parameters : dict
        Parameters of its notebook, without paths of this machine.
    exhibits : sequence of MapEntry
        What it shows, with the cells that show it.
    files : list of str
        Files of the report.

    Returns
    -------
    dict
        Kind, parameters, checksums of notebook and data, versions, exhibits and files.
    """
    return {
        "par_eval_schema": SCHEMA,
        "kind": kind.name,
        "parameters": parameters,
        "notebook": {
            "name": kind.path.name,
            "sha256": hashlib.sha256(kind.path.read_bytes()).hexdigest(),
        },
        "data": {
            "title": say(facts.title, "en"),
            "sha256": facts.checksum,
            "files": dict(sorted(facts.checksums.items())),
            "warnings": [say(warning, "en") for warning in facts.warnings],
        },
        "code": {"par_eval": _version("par-eval"), "sha256": code_version()},
        "versions": {name: _version(name) for name in PACKAGES},
        "exhibits": [_exhibit(entry) for entry in exhibits],
        "files": sorted(files),
    }


def _exhibit(entry: MapEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "cell": entry.cell,
        "function": entry.function,
        "sources": list(entry.sources),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
