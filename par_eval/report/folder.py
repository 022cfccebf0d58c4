"""Folder: the files of a report, put in place all at once or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

from par_eval.facts import Facts, fold
from par_eval.report.annexes import annexes
from par_eval.report.collect import mapped, numbered
from par_eval.report.kind import Kind, kinds
from par_eval.report.manifest import manifest_record
from par_eval.report.render import file_name, render
from par_eval.report.trace import trace_record
from par_eval.values import ParEvalError, Text, text

__all__ = ["RunError", "folder_name", "folder_of", "replacing", "write"]


class RunError(ParEvalError):
    """A report could not be made; the one that was there before is untouched."""


def folder_name(facts: Facts, province: str) -> str:
    """Folder of a province: its name in ASCII, or its code where none is left.

    Parameters
    ----------
    facts : Facts
        Data package.
    province : str
        Code of the province.

    Returns
    -------
    str
        Lower-case words joined by hyphens; the code also where another province has
        the same name in ASCII, or a kind of report has it.

    Examples
    --------
    >>> from par_eval.series import load
    >>> folder_name(load(), "P63")
    'ca-mau'
    """
    name = facts.name("provinces", province)
    label = name.texts.get(facts.languages[0], province)
    words = [fold(word) for word in label.replace("-", " ").split()]
    slug = "-".join(word for word in words if word)
    twins = [p for p in facts.tables["provinces"]["province"] if p != province]
    taken = any(_plain_slug(facts, other) == slug for other in twins)
    code = "-".join(fold(word) for word in province.replace("-", " ").split())
    return code if not slug or taken or slug in kinds() else slug


def folder_of(facts: Facts, kind: str, parameters: dict[str, str]) -> Path:
    """Folder of a report below that of all reports.

    Parameters
    ----------
    facts : Facts
        Data package.
    kind : str
        Kind of report.
    parameters : dict
        Parameters of its notebook.

    Returns
    -------
    Path
        Province and period; the kind where the report is about no single province.

    Examples
    --------
    >>> from par_eval.series import load
    >>> folder_of(load(), "country", {"period": "2016-2020"}).as_posix()
    'country/2016-2020'
    """
    code = parameters.get("province")
    place = folder_name(facts, code) if code else kind
    return Path(place, parameters.get("period", ""))


def _plain_slug(facts: Facts, province: str) -> str:
    label = facts.name("provinces", province).texts.get(facts.languages[0], "")
    words = [fold(word) for word in label.replace("-", " ").split()]
    return "-".join(word for word in words if word)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A new folder that takes the place of the target only when all went well.

    Parameters
    ----------
    target : Path
        Folder to replace; it need not exist, nor those above it.

    Yields
    ------
    Path
        The new folder, beside the target under a temporary name.

    Raises
    ------
    RunError
        If nothing can be written there.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with replacing(Path(place) / "report") as folder:
    ...         _ = (folder / "a.txt").write_text("a", encoding="utf-8")
    ...     [path.name for path in Path(place).iterdir()]
    ['report']
    """
    if target.exists() and not target.is_dir():
        raise RunError(
            f"cannot write to {target}: a file lies there; move it, or choose another "
            "folder with --out"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        try:
            yield folder
            folder.chmod(0o755)
            _swap(folder, target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise RunError(
            f"cannot write to {target.parent}: {error.strerror}; choose another folder "
            "with --out"
        ) from error


def _swap(folder: Path, target: Path) -> None:
    """Put a folder in the place of another, which comes back if that fails."""
    old = folder.with_name(folder.name + ".old")
    try:
        if target.exists():
            target.rename(old)
        folder.rename(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def write(
    folder: Path,
    executed: Any,
    carriers: list[dict[str, Any]],
    facts: Facts,
    kind: Kind,
    parameters: dict[str, str],
) -> None:
    """Write the files of a report into a folder.

    Parameters
    ----------
    folder : Path
        Folder that takes them.
    executed : NotebookNode
        Executed notebook.
    carriers : list of dict
        Its carriers.
    facts : Facts
        Data package.
    kind : Kind
        Kind of report.
    parameters : dict
        Parameters that its notebook was run with.
    """
    told = {**parameters, "data": "given" if parameters["data"] else "shipped"}
    _without_paths(executed, parameters)
    entries = mapped(executed)
    trace = trace_record(facts, numbered(carriers), {"kind": kind.name, **told})
    spoken = tuple(parameters["languages"].split())
    for language in spoken:
        html = render(
            executed,
            carriers,
            facts,
            language,
            title=_title(facts, kind, parameters),
            languages=spoken,
            footer=_footer(facts),
            annexes=annexes(facts, entries, list(trace["sources"])),
        )
        (folder / file_name(language)).write_text(html, encoding="utf-8")
    nbformat.write(executed, folder / kind.path.name)
    _write_json(folder / "trace.json", trace)
    files = [path.name for path in folder.iterdir()] + ["manifest.json"]
    record = manifest_record(facts, kind, told, entries, files)
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


def _title(facts: Facts, kind: Kind, parameters: dict[str, str]) -> Text:
    period = parameters.get("period", "").replace("-", "–")
    if "province" not in parameters:
        return text(
            "All provinces {period}: public administration reform", period=period
        )
    province = facts.name("provinces", parameters["province"])
    if kind.of_spans:
        return text(
            "{province} {period}: public administration reform over a whole programme",
            province=province,
            period=period,
        )
    return text(
        "{province} {period}: public administration reform",
        province=province,
        period=period,
    )


def _footer(facts: Facts) -> Text:
    return text(
        "par-eval, computed from the data package “{title}”, version {version}. "
        "Figures are their publishers'; the report holds no recommendations.",
        title=facts.title,
        version=facts.checksum[:12],
    )
