"""Run: one notebook with its parameters, from execution to a folder of files."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from par_eval.facts import Facts
from par_eval.language import known
from par_eval.report.collect import IncompleteReportError, collect
from par_eval.report.folder import RunError, folder_of, replacing, write
from par_eval.report.kind import Kind, chosen, find_kind
from par_eval.series import load
from par_eval.values import UnknownNameError

__all__ = ["FORMATS", "RunError", "run"]

FORMATS = ("html",)
TIMEOUT = 300
LOGGER = logging.getLogger(__name__)


def run(
    kind: str = "plan_period",
    *,
    province: str | None = None,
    period: str | None = None,
    languages: str | Sequence[str] = "en",
    out: Path | str = "reports",
    formats: Sequence[str] = FORMATS,
    data: Path | str | None = None,
    facts: Facts | None = None,
    timeout: int = TIMEOUT,
    progress: Callable[[str], object] = LOGGER.info,
) -> Path:
    """Make one report: run its notebook, and write what it shows into a folder.

    Parameters
    ----------
    kind : str
        Name of the notebook: ``plan_period``, ``decade`` or ``country``.
    province : str, optional
        Code or name of the province, for a notebook that is about one.
    period : str, optional
        Plan period; for ``decade`` a span of plan periods, such as ``2011-2020``.
    languages : str or sequence of str
        Languages of the report, such as ``"en vi"``.
    out : path
        Folder that holds all reports.
    formats : sequence of str
        ``html``.
    data : path, optional
        Folder of a data package; the shipped data if not given.
    facts : Facts, optional
        The same package, if it is loaded already.
    timeout : int
        Seconds that one cell may take.
    progress : callable
        Told in a word or two what is being done.

    Returns
    -------
    Path
        Folder of the report, ``PROVINCE/PERIOD`` or ``KIND/PERIOD`` below `out`: one
        HTML file for each language, the executed notebook, ``trace.json`` and
        ``manifest.json``.

    Raises
    ------
    UnknownNameError
        If kind, province, period, language or format is not known, or the notebook
        lacks a parameter that it needs or gets one that it does not take.
    RunError
        If the notebook failed; its executed copy is named in the message.
    """
    spoken = tuple(_split(languages))
    found = find_kind(kind)
    _refuse_unknown("language", spoken, known())
    _refuse_unknown("format", formats, FORMATS)
    known_facts = facts if facts is not None else load(data)
    parameters = {
        **chosen(found, known_facts, province, period),
        "languages": " ".join(spoken),
        "data": str(Path(data).resolve()) if data else "",
    }
    _refuse_lacking(found, parameters)
    target = Path(out) / folder_of(known_facts, kind, parameters)
    with replacing(target) as folder:
        progress("executing")
        executed = _execute(found.path, parameters, folder, target, timeout)
        try:
            carriers = collect(executed)
        except IncompleteReportError as error:
            failed = _failed(target)
            _keep(folder / found.path.name, failed)
            raise IncompleteReportError(f"{error}: {failed}") from error
        progress("rendering")
        write(folder, executed, carriers, known_facts, found, parameters)
    return target


def _split(languages: str | Sequence[str]) -> list[str]:
    if isinstance(languages, str):
        return list(dict.fromkeys(languages.replace(",", " ").split()))
    return list(dict.fromkeys(languages))


def _refuse_unknown(what: str, wanted: Sequence[str], accepted: Sequence[str]) -> None:
    unknown = [name for name in wanted if name not in accepted]
    if unknown or not wanted:
        named = ", ".join(repr(name) for name in unknown) or "none given"
        raise UnknownNameError(f"unknown {what}: {named}; known: {', '.join(accepted)}")


def _execute(
    notebook: Path,
    parameters: dict[str, str],
    folder: Path,
    target: Path,
    timeout: int,
) -> Any:
    """Run the notebook as it is; a failed one leaves its executed copy beside."""
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from par_eval.report.engine import EngineError

    copy = folder / notebook.name
    failed = _failed(target)
    try:
        executed = papermill.execute_notebook(
            notebook,
            copy,
            parameters=parameters,
            engine_name="par-eval",
            request_save_on_cell_execute=False,
            progress_bar=False,
            execution_timeout=timeout,
            kernel_name="python3",
        )
    except PapermillExecutionError as error:
        _keep(copy, failed)
        raise RunError(
            f"cell {error.exec_count} of {notebook.name} failed: {error.ename}: "
            f"{error.evalue}; its executed copy with the error: {failed}"
        ) from error
    except EngineError as error:
        if error.notebook is not None:
            nbformat.write(_stable(error.notebook), failed)
        where = f"; what was executed: {failed}" if error.notebook is not None else ""
        raise RunError(f"{notebook.name}: {error}{where}") from error
    failed.unlink(missing_ok=True)
    return _stable(nbformat.from_dict(executed))


def _failed(target: Path) -> Path:
    """Where the executed copy of a failed notebook is kept for inspection."""
    return target.with_name(f"{target.name}.failed.ipynb")


def _keep(copy: Path, failed: Path) -> None:
    if copy.exists():
        copy.replace(failed)


def _refuse_lacking(kind: Kind, parameters: dict[str, str]) -> None:
    """Refuse a parameter that the notebook does not have: papermill only warns."""
    unknown = sorted(set(parameters) - set(kind.parameters))
    if unknown:
        raise RunError(
            f"{kind.path.name} has no parameter {', '.join(unknown)}; its parameters "
            f"cell has: {', '.join(sorted(kind.parameters))}"
        )


def _stable(executed: Any) -> Any:
    """Drop times, paths and random ids, so that two runs give the same bytes."""
    executed.metadata.pop("papermill", None)
    for cell in executed.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
    return executed
