"""The command line: one function per command, heavy imports inside."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from par_eval.values import ParEvalError, UnknownNameError

if TYPE_CHECKING:
    from par_eval.facts import Facts
    from par_eval.report import Kind

__all__ = ["app", "main"]

FAILED, WRONG_CALL = 1, 2

app = typer.Typer(
    name="par-eval",
    help="Evaluation reports on public administration reform, from public data.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Data = Annotated[
    Path | None,
    typer.Option("--data", help="Folder of a data package; default: the shipped data."),
]


def main() -> None:
    """Run the command line; no traceback reaches the user."""
    # One thread, so that a report may run in a fork; must be set before numpy.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A check of addresses that no notebook holds; jsonschema goes without where it
    # is missing, and with it takes seconds to start.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        _say("stopped; nothing was half-written")
        sys.exit(FAILED)


@app.callback()
def _common(
    verbose: Annotated[int, typer.Option("-v", "--verbose", count=True)] = 0,
    quiet: Annotated[bool, typer.Option("-q", "--quiet")] = False,
) -> None:
    levels = [logging.WARNING, logging.INFO, logging.DEBUG]
    level = logging.ERROR if quiet else levels[min(verbose, 2)]
    logging.basicConfig(level=level, format="%(name)s: %(message)s")
    if quiet:
        os.environ["PAR_EVAL_QUIET"] = "1"


@app.command()
def report(
    province: Annotated[
        list[str] | None,
        typer.Option(help="Code or name, may be repeated; or: all."),
    ] = None,
    period: Annotated[
        list[str] | None,
        typer.Option(
            help="Plan period, may be repeated; or: all. For a decade: spans."
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option(help="Kind of report: plan_period, decade or country.")
    ] = "plan_period",
    language: Annotated[str, typer.Option(help="Languages, such as: en,vi.")] = "en,vi",
    out: Annotated[Path, typer.Option(help="Folder of the reports.")] = Path("reports"),
    data: Data = None,
    timeout: Annotated[int, typer.Option(help="Seconds that a cell may take.")] = 300,
) -> None:
    """Make reports: one folder for each province and period, or for the country."""
    with _told():
        from par_eval.report import find_kind, run
        from par_eval.series import load

        found = find_kind(kind)
        facts = load(data)
        _warn(facts)
        places = list(_places(found, facts, province, period))
        failures = 0
        for code, name in places:
            try:
                folder = run(
                    kind,
                    province=code,
                    period=name,
                    languages=language,
                    out=out,
                    data=data,
                    facts=facts,
                    timeout=timeout,
                    progress=_progress(_label(facts, code or kind), name),
                )
            except UnknownNameError:
                raise
            except ParEvalError as error:
                failures += 1
                _say(f"{_label(facts, code or kind)} {name}: {error}")
            else:
                typer.echo(folder)
    if failures:
        _say(f"{failures} of {len(places)} reports failed")
        raise typer.Exit(FAILED)


@app.command()
def validate(
    directory: Annotated[
        Path | None,
        typer.Argument(help="Folder of a data package; default: the shipped data."),
    ] = None,
    seal: Annotated[
        bool, typer.Option("--seal", help="Write checksums when there is no fault.")
    ] = False,
) -> None:
    """Check a data package: all faults at once, with file, row and column."""
    with _told():
        from par_eval import facts

        if seal:
            facts.seal(directory)
        found = facts.validate(directory)
    for warning in found.warnings:
        _say(f"warning: {warning}")
    for fault in found.faults:
        typer.echo(str(fault))
    typer.echo(
        f"{found.tables} tables, {found.rows} rows, {len(found.faults)} faults"
        + (", sealed" if seal else "")
    )
    if found.faults:
        raise typer.Exit(FAILED)


@app.command(name="list")
def list_(
    what: Annotated[
        str, typer.Argument(help="provinces, periods, indicators or sources.")
    ],
    data: Data = None,
) -> None:
    """List what a data package holds."""
    columns = {
        "provinces": ("provinces", ["province", "name", "region"]),
        "periods": ("plan_periods", ["period", "start", "end", "programme"]),
        "indicators": ("indicators", ["indicator", "level", "name", "unit"]),
        "sources": ("sources", ["source", "publisher", "date", "title"]),
    }
    with _told():
        from par_eval.series import load

        if what not in columns:
            raise UnknownNameError(f"cannot list {what!r}; known: {', '.join(columns)}")
        facts = load(data)
        _warn(facts)
        table, wanted = columns[what]
        frame = facts.tables[table]
        names = [
            found
            for name in wanted
            for found in (name, *(f"{name}_{lang}" for lang in facts.languages))
            if found in frame
        ]
        rows = frame[names].astype(object).where(frame[names].notna(), "")
        for row in rows.itertuples(index=False):
            typer.echo("\t".join(str(cell) for cell in row))


@app.command()
def lab(
    language: Annotated[str, typer.Option(help="Language of the notebooks.")] = "en",
    to: Annotated[
        Path, typer.Option(help="Folder that gets copies of the notebooks.")
    ] = Path("par-eval-notebooks"),
    start: Annotated[
        bool, typer.Option(help="Start JupyterLab; --no-start only copies.")
    ] = True,
    options: Annotated[
        list[str] | None,
        typer.Argument(help="Options of JupyterLab after --, such as: -- --no-browser"),
    ] = None,
) -> None:
    """Open copies of the notebooks in JupyterLab."""
    with _told():
        from par_eval.report import copies

        made, kept = copies(to, language)
    for path in made:
        typer.echo(f"{path}: copied")
    for path in kept:
        typer.echo(f"{path}: kept as it is")
    if start:
        lab = [sys.executable, "-m", "jupyterlab", "--notebook-dir", str(to)]
        os.execv(sys.executable, [*lab, *(options or [])])


@contextmanager
def _told() -> Iterator[None]:
    """Say what went wrong in words, and leave with the right code."""
    try:
        yield
    except UnknownNameError as error:
        _say(f"error: {error}")
        raise typer.Exit(WRONG_CALL) from None
    except ParEvalError as error:
        _say(f"error: {error}")
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        _say("stopped; nothing was half-written")
        raise typer.Exit(FAILED) from None


def _places(
    kind: Kind, facts: Facts, province: list[str] | None, period: list[str] | None
) -> Iterator[tuple[str | None, str]]:
    """Provinces, or none where the notebook takes none, each with every period."""
    codes: list[str | None] = [None]
    if kind.takes("province"):
        named = _chosen(province, list(facts.provinces["province"]), "--province")
        codes = list(dict.fromkeys(facts.province(name) for name in named))
    elif province:
        raise kind.refused("takes no province")
    # a programme has one span or none: there is nothing to choose from
    asked = ["all"] if kind.of_spans and not period else period
    names = _chosen(asked, list(kind.periods(facts)), "--period")
    if not names:
        raise UnknownNameError(
            f"{kind.path.name} takes a span of plan periods, and the data have none"
        )
    for name in names:
        kind.period(facts, name)
    for code in codes:
        for name in dict.fromkeys(names):
            yield code, name


def _chosen(named: list[str] | None, every: list[str], option: str) -> list[str]:
    """Names of an option, or all of them."""
    if not named:
        raise UnknownNameError(
            f"{option} is missing: name one or more, or say {option} all"
        )
    return every if "all" in named else named


def _progress(label: str, period: str) -> Callable[[str], None]:
    def tell(step: str) -> None:
        if not os.environ.get("PAR_EVAL_QUIET"):
            _say(f"{label} {period}: {step}")

    return tell


def _label(facts: Facts, place: str) -> str:
    """Name of a province, or the kind of report where it is about none."""
    if place not in set(facts.provinces["province"]):
        return place
    name = facts.name("provinces", place)
    return name.texts.get(facts.languages[0], place)


def _warn(facts: Facts) -> None:
    from par_eval.language import say

    for warning in facts.warnings:
        _say(f"warning: {say(warning, 'en')}")


def _say(line: str) -> None:
    typer.echo(line, err=True)
