"""What a check of a data package tells: faults, all of them at once.

A fault is a value, not an exception, so that the first one hides no other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from par_eval.values import ParEvalError

__all__ = ["DataPackageError", "Fault", "Validation", "faults_at", "listing"]

DESCRIPTOR = "datapackage.json"
LISTED = 20
"""Faults that a message lists for each column of a file; all others are counted."""
SHOWN = 60
"""Longest form in which a value is printed."""


@dataclass(frozen=True)
class Fault:
    """One thing in a data package that is not as it must be.

    Parameters
    ----------
    file : str
        Path of the file inside the package.
    row : int or None
        Row as a spreadsheet counts them, the header being row 1; None where the
        whole file is meant.
    column : str or None
        Column; in the descriptor the entry, such as ``resources[2].path``.
    value : str or None
        What stands there, unchanged; None where nothing does.
    expected : str
        What should stand there.
    problem : str
        What is wrong with the value, as the end of a sentence.

    Examples
    --------
    >>> print(Fault("a.csv", 17, "value", "abc", "a number", "is not a number"))
    a.csv, row 17, column value: 'abc' is not a number; expected a number
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str
    problem: str = "is not accepted"

    def sentence(self) -> str:
        """The fault in words: where, what was found and what was expected."""
        entry = "entry" if self.file == DESCRIPTOR else "column"
        where = [_harmless(self.file)]
        where += [f"row {self.row}"] if self.row is not None else []
        where += [f"{entry} {_harmless(self.column)}"] if self.column else []
        found = "" if self.value is None else f"{_shown(self.value)} "
        wanted = _harmless(self.expected, 4 * SHOWN)
        problem = _harmless(self.problem, 4 * SHOWN)
        return f"{', '.join(where)}: {found}{problem}; expected {wanted}"

    __str__ = sentence


class DataPackageError(ParEvalError):
    """A data package has faults and is not used.

    Parameters
    ----------
    message : str
        What to tell the user.
    faults : tuple of Fault
        Every fault of every file.

    Attributes
    ----------
    faults : tuple of Fault
        Every fault of every file, also those that the message only counts.
    """

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


@dataclass(frozen=True)
class Validation:
    """Outcome of checking a data package.

    Parameters
    ----------
    faults : tuple of Fault
        Every fault of every file.
    warnings : tuple of str
        What does not keep the package from being used.
    tables : int
        Number of tables that were read.
    rows : int
        Number of their rows.

    Examples
    --------
    >>> print(Validation((), (), 12, 345))
    no faults in 12 tables with 345 rows
    """

    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
    tables: int
    rows: int

    @property
    def passed(self) -> bool:
        """Whether the package can be used."""
        return not self.faults

    def __str__(self) -> str:
        count = len(self.faults)
        faults = "no faults" if not count else _counted(count, "fault")
        size = f"{_counted(self.tables, 'table')} with {_counted(self.rows, 'row')}"
        lines = [f"{faults} in {size}", *(f"warning: {w}" for w in self.warnings)]
        return "\n".join([*lines, *listing(self.faults)])


def listing(faults: Iterable[Fault]) -> list[str]:
    """Faults as lines, at most twenty for each column of a file.

    Parameters
    ----------
    faults : iterable of Fault
        What to list.

    Returns
    -------
    list of str
        One sentence per fault; where there are more, their number.

    Examples
    --------
    >>> many = [Fault("a.csv", row, "value", "", "a number") for row in range(2, 25)]
    >>> listing(many)[20]
    'a.csv, column value: and 3 more'
    """
    seen: Counter[tuple[str, str | None]] = Counter()
    lines = []
    for fault in faults:
        seen[fault.file, fault.column] += 1
        if seen[fault.file, fault.column] <= LISTED:
            lines.append(fault.sentence())
    for (file, column), count in seen.items():
        if count > LISTED:
            where = f"{file}, column {column}" if column else file
            lines.append(f"{_harmless(where)}: and {count - LISTED} more")
    return lines


def faults_at(cells: pd.Series, problem: str, expected: str) -> list[Fault]:
    """One fault for each cell.

    Parameters
    ----------
    cells : Series
        Text of the cells, indexed by file and row and named as their column.
    problem : str
        What is wrong with each, as the end of a sentence.
    expected : str
        What should stand there.

    Returns
    -------
    list of Fault
        In the order of the cells.

    Examples
    --------
    >>> cells = pd.Series(["x"], index=[("a.csv", 17)], name="value")
    >>> print(faults_at(cells, "is not a number", "a number")[0])
    a.csv, row 17, column value: 'x' is not a number; expected a number
    """
    column = str(cells.name)
    return [
        Fault(file, int(row), column, str(cell), expected, problem)
        for (file, row), cell in zip(cells.index, cells, strict=True)
    ]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shown(value: str) -> str:
    """Value in quotes, control characters escaped, cut where it is long."""
    if not value:
        return "an empty cell"
    shown = repr(value[: SHOWN + 1])
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 2]}…{shown[0]}"


def _harmless(words: str | None, longest: int = 2 * SHOWN) -> str:
    """Words that may hold names from the data, without control characters."""
    escaped = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii")
        for c in (words or "")[: longest + 1]
    )
    return escaped if len(escaped) <= longest else f"{escaped[: longest - 1]}…"
