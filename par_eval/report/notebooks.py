"""Notebooks: copies to explore, in English or translated."""

from __future__ import annotations

import re
from pathlib import Path

from par_eval.facts import shipped
from par_eval.language import catalogue
from par_eval.report.render import translated
from par_eval.values import ParEvalError

__all__ = ["copies"]

CHECKPOINTS = ".ipynb_checkpoints"
"""Folder in which JupyterLab keeps copies of its own."""


def copies(to: Path, language: str = "en") -> tuple[list[Path], list[Path]]:
    """Copy the shipped notebooks into a folder, with translated prose.

    Those in ``explore/`` are among them, in a folder of the same name. A copy that
    exists is kept: it may hold the user's own work.

    Parameters
    ----------
    to : Path
        Folder, made if it does not exist.
    language : str
        Language of the prose.

    Returns
    -------
    made, kept : list of Path
        Copies that were made, and those that were there already.

    Raises
    ------
    UnknownNameError
        If the language has no catalogue.
    ParEvalError
        If the folder cannot be written to.
    """
    import nbformat

    catalogue(language)
    made, kept = [], []
    source = shipped("notebooks")
    for path in sorted(source.rglob("*.ipynb")):
        if CHECKPOINTS in path.parts:
            continue
        copy = to / path.relative_to(source)
        if copy.exists():
            kept.append(copy)
            continue
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                cell.source = translated(cell.source, language)
            else:
                cell.source = _first(language, cell.source)
        try:
            copy.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, copy)
        except OSError as error:
            raise ParEvalError(
                f"cannot write {copy}: {error.strerror}; choose another folder with "
                "--to"
            ) from error
        made.append(copy)
    return made, kept


def _first(language: str, source: str) -> str:
    """A cell with a language put first, the one that a notebook shows."""

    def reorder(match: re.Match[str]) -> str:
        others = [code for code in match.group(2).split() if code != language]
        return match.group(1) + " ".join([language, *others])

    return re.sub(r'^(languages = ")([^"]*)', reorder, source, flags=re.MULTILINE)
