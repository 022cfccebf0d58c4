"""Manifest: what a report was made from, so that it can be made again."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from par_eval.facts import Facts
from par_eval.language import say
from par_eval.show import SCHEMA

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
    parameters: dict[str, Any],
    notebook: Path,
    carriers: list[dict[str, Any]],
    files: list[str],
) -> dict[str, Any]:
    """Content of ``manifest.json``; no date, so that it is the same in every run.

    Parameters
    ----------
    facts : Facts
        Data package.
    parameters : dict
        Parameters of the notebook, without paths of this machine.
    notebook : Path
        The notebook that was run.
    carriers : list of dict
        Its carriers.
    files : list of str
        Files of the report.

    Returns
    -------
    dict
        Parameters, checksums of notebook and data, versions, exhibits and files.
    """
    return {
        "par_eval_schema": SCHEMA,
        "parameters": parameters,
        "notebook": {
            "name": notebook.name,
            "sha256": hashlib.sha256(notebook.read_bytes()).hexdigest(),
        },
        "data": {
            "title": say(facts.title, "en"),
            "sha256": facts.checksum,
            "files": dict(sorted(facts.checksums.items())),
            "warnings": [say(warning, "en") for warning in facts.warnings],
        },
        "code": {"par_eval": _version("par-eval"), "sha256": code_version()},
        "versions": {name: _version(name) for name in PACKAGES},
        "exhibits": [{"id": c["id"], "kind": c["kind"]} for c in carriers],
        "files": sorted(files),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
