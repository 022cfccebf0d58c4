"""Run: one notebook with its parameters, from execution to a folder of files."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from par_eval.facts import Facts, fold, shipped
from par_eval.language import known
from par_eval.report.collect import collect, numbered
from par_eval.report.manifest import manifest_record
from par_eval.report.render import file_name, render
from par_eval.report.trace import trace_record
from par_eval.series import load
from par_eval.values import ParEvalError, Text, UnknownNameError, text

__all__ = ["FORMATS", "RunError", "kinds", "run"]

FORMATS = ("html",)
TIMEOUT = 300
LOGGER = logging.getLogger(__name__)


class RunError(ParEvalError):
    """A report could not be made; the one that was there before is untouched."""


def kinds() -> tuple[str, ...]:
    """Kinds of report: the notebooks that the package ships."""
    return tuple(sorted(path.stem for path in shipped("notebooks").glob("*.ipynb")))


def run(
    kind: str = "plan_period",
    *,
    province: str,
    period: str,
    languages: str | Sequence[str] = "en",
    out: Path | str = "reports",
    formats: Sequence[str] = FORMATS,
    data: Path | str | None = None,
    facts: Facts | None = None,
    timeout: int = TIMEOUT,
    progress: Callable[[str], object] = LOGGER.info,
) -> Path:
    """Make the report of one province and one plan period.

    Parameters
    ----------
    kind : str
        Name of the notebook, such as ``plan_period``.
    province, period : str
        Code or name of the province; plan period.
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
        Folder of the report: one HTML file for each language, the executed
        notebook, ``trace.json`` and ``manifest.json``.

    Raises
    ------
    UnknownNameError
        If kind, province, period, language or format is not known.
    RunError
        If the notebook failed; its executed copy is named in the message.
    """
    spoken = tuple(_split(languages))
    notebook = _notebook(kind)
    _refuse_unknown("language", spoken, known())
    _refuse_unknown("format", formats, FORMATS)
    known_facts = facts if facts is not None else load(data)
    code = known_facts.province(province)
    known_facts.period(period)
    parameters = {
        "province": code,
        "period": period,
        "languages": " ".join(spoken),
        "data": str(Path(data).resolve()) if data else "",
    }
    target = Path(out) / _slug(known_facts, code) / period
    with _replacing(target) as folder:
        progress("executing")
        executed = _execute(notebook, parameters, folder, target, timeout)
        carriers = collect(executed)
        progress("rendering")
        _write(folder, executed, carriers, known_facts, notebook, parameters, kind)
    return target


def _split(languages: str | Sequence[str]) -> list[str]:
    if isinstance(languages, str):
        return list(dict.fromkeys(languages.replace(",", " ").split()))
    return list(dict.fromkeys(languages))


def _refuse_unknown(
    what: str, wanted: Sequence[str], accepted: Sequence[str]
) -> None:
    unknown = [name for name in wanted if name not in accepted]
    if unknown or not wanted:
        named = ", ".join(repr(name) for name in unknown) or "none given"
        raise UnknownNameError(
            f"unknown {what}: {named}; known: {', '.join(accepted)}"
        )


def _notebook(kind: str) -> Path:
    _refuse_unknown("kind of report", (kind,), kinds())
    return shipped("notebooks") / f"{kind}.ipynb"


def _slug(facts: Facts, province: str) -> str:
    """Folder of a province: its name in ASCII, or its code where none is left."""
    name = facts.name("provinces", province)
    label = name.texts.get(facts.languages[0], province)
    words = [fold(word) for word in label.replace("-", " ").split()]
    slug = "-".join(word for word in words if word)
    twins = [p for p in facts.tables["provinces"]["province"] if p != province]
    taken = any(_plain_slug(facts, other) == slug for other in twins)
    code = "-".join(fold(word) for word in province.replace("-", " ").split())
    return code if not slug or taken else slug


def _plain_slug(facts: Facts, province: str) -> str:
    label = facts.name("provinces", province).texts.get(facts.languages[0], "")
    words = [fold(word) for word in label.replace("-", " ").split()]
    return "-".join(word for word in words if word)


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """A new folder that takes the place of the target only when all went well."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise RunError(
            f"cannot write to {target.parent}: {error.strerror}; choose another folder "
            "with --out"
        ) from error
    try:
        yield folder
        folder.chmod(0o755)
        old = folder.with_name(folder.name + ".old")
        if target.exists():
            target.rename(old)
        folder.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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

    _check_parameters(notebook, parameters)
    copy = folder / notebook.name
    failed = target.with_name(f"{target.name}.failed.ipynb")
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


def _keep(copy: Path, failed: Path) -> None:
    if copy.exists():
        copy.replace(failed)


def _check_parameters(notebook: Path, parameters: dict[str, str]) -> None:
    """Refuse a parameter that the notebook does not have: papermill only warns."""
    import papermill

    known_names = set(papermill.inspect_notebook(notebook))
    unknown = sorted(set(parameters) - known_names)
    if unknown:
        raise RunError(
            f"{notebook.name} has no parameter {', '.join(unknown)}; its parameters "
            f"cell has: {', '.join(sorted(known_names))}"
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


def _write(
    folder: Path,
    executed: Any,
    carriers: list[dict[str, Any]],
    facts: Facts,
    notebook: Path,
    parameters: dict[str, str],
    kind: str,
) -> None:
    import nbformat

    spoken = tuple(parameters["languages"].split())
    told = {**parameters, "data": "given" if parameters["data"] else "shipped"}
    for language in spoken:
        html = render(
            executed,
            carriers,
            facts,
            language,
            title=_title(facts, parameters),
            languages=spoken,
            footer=_footer(facts),
        )
        (folder / file_name(language)).write_text(html, encoding="utf-8")
    _without_paths(executed, parameters)
    nbformat.write(executed, folder / notebook.name)
    report = {"kind": kind, **told}
    trace = trace_record(facts, numbered(carriers), report)
    _write_json(folder / "trace.json", trace)
    files = [path.name for path in folder.iterdir()] + ["manifest.json"]
    record = manifest_record(facts, told, notebook, carriers, files)
    _write_json(folder / "manifest.json", record)


def _without_paths(executed: Any, parameters: dict[str, str]) -> None:
    """Take the folder of the data, a path of this machine, out of the notebook."""
    for cell in executed.cells:
        if cell.id == "injected-parameters" and parameters["data"]:
            lines = cell.source.splitlines()
            kept = [line for line in lines if not line.startswith("data = ")]
            cell.source = "\n".join([*kept, 'data = ""  # given on the command line'])


def _write_json(path: Path, record: dict[str, Any]) -> None:
    words = json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(words + "\n", encoding="utf-8")


def _title(facts: Facts, parameters: dict[str, str]) -> Text:
    return text(
        "{province} {period}: public administration reform",
        province=facts.name("provinces", parameters["province"]),
        period=parameters["period"].replace("-", "–"),
    )


def _footer(facts: Facts) -> Text:
    return text(
        "par-eval, computed from the data package “{title}”. Figures are their "
        "publishers'; the report holds no recommendations.",
        title=facts.title,
    )
