"""Reading one table: a safe file, strict text, a header as described, even rows."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd

from par_eval.facts.checks import Fault
from par_eval.facts.schema import Resource

__all__ = ["Raw", "Table", "read_raw", "read_table"]

CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffd\u202a-\u202e\u2066-\u2069]"
)
"""Control characters, invisible marks, and the sign that a decoder left behind."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_8_MARK = b"\xef\xbb\xbf"
SAVE_AS = "UTF-8 without BOM (in a spreadsheet: save as CSV UTF-8)"


@dataclass(frozen=True)
class Raw:
    """A file as it was read.

    Parameters
    ----------
    content : bytes
        The whole file.
    """

    content: bytes

    @property
    def checksum(self) -> str:
        """Its sha256 in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, eq=False)
class Table:
    """Cells of one table as text.

    Parameters
    ----------
    resource : Resource
        What the descriptor says about it.
    cells : DataFrame
        Text of the cells, one row for each row with as many cells as the header;
        indexed by file and row as a spreadsheet counts it.
    uneven : DataFrame
        Rows with too many or too few cells, cut or filled up with empty cells.
    """

    resource: Resource
    cells: pd.DataFrame
    uneven: pd.DataFrame


def read_raw(directory: Path, path: str) -> Raw | Fault:
    """Read a file of a data package, if it is a regular file inside its folder.

    Parameters
    ----------
    directory : Path
        Folder of the package.
    path : str
        Relative path, with forward slashes.

    Returns
    -------
    Raw or Fault
    """
    wanted = "the relative path of a regular file inside the folder of the package"
    try:
        problem = _path_problem(directory, path)
        if problem:
            return Fault(path, None, None, None, wanted, problem)
        mode = (directory / path).stat().st_mode
        if not stat.S_ISREG(mode):
            return Fault(path, None, None, None, wanted, "is no regular file")
        follow_no_link = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(directory / path, os.O_RDONLY | follow_no_link)
        with os.fdopen(descriptor, "rb") as file:
            return Raw(file.read())
    except FileNotFoundError:
        return Fault(path, None, None, None, "a file of this name", "is missing")
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        return Fault(path, None, None, None, "a file that may be read", reason)


def _path_problem(directory: Path, path: str) -> str | None:
    """Why a path may not be followed, or None."""
    if "://" in path:
        return "is an address and is not opened"
    if CONTROLS.search(path) or "\\" in path or ":" in path:
        return "holds a character that no path here may hold"
    pieces = PurePosixPath(path).parts
    if path.startswith("/") or ".." in pieces or path.split("/") != [*pieces]:
        return "leads out of the folder, or is not in its plain form"
    place = directory
    for piece in pieces:
        place = place / piece
        if place.is_symlink():
            return "is a link, or lies behind one"
    return None


def read_table(raw: Raw, resource: Resource, faults: list[Fault]) -> Table | None:
    """Take a file apart into the cells of a table.

    Parameters
    ----------
    raw : Raw
        The file.
    resource : Resource
        What the descriptor says about it.
    faults : list of Fault
        Faults of the file, its header and its rows are added here.

    Returns
    -------
    Table or None
        None where the cells cannot be told apart.
    """
    text = _decoded(raw.content, resource.path, faults)
    rows = None if text is None else _rows(text, resource.path, faults)
    if rows is None:
        return None
    header = rows[0]
    if not _check_header(header, resource, faults):
        return None
    width = len(header)
    numbered = list(enumerate(rows[1:], start=2))
    even = [(number, row) for number, row in numbered if len(row) == width]
    uneven = [(number, row) for number, row in numbered if len(row) != width]
    for number, row in uneven:
        found = f"has {len(row)} cells" if row else "is empty"
        wanted = f"{width} cells as in the header"
        faults.append(Fault(resource.path, number, None, None, wanted, found))
    filled = [(n, (row + [""] * width)[:width]) for n, row in uneven]
    return Table(
        resource, _frame(even, header, resource), _frame(filled, header, resource)
    )


def _frame(
    numbered: list[tuple[int, list[str]]], header: list[str], resource: Resource
) -> pd.DataFrame:
    """Cells of the described columns, in the order of the descriptor."""
    rows = [number for number, _ in numbered]
    index = pd.MultiIndex.from_product([[resource.path], rows], names=["file", "row"])
    names = [field.name for field in resource.fields if field.name in header]
    places = [header.index(name) for name in names]
    columns = list(zip(*(row for _, row in numbered), strict=True)) or [()] * len(
        header
    )
    cells = {name: columns[place] for name, place in zip(names, places, strict=True)}
    return pd.DataFrame(cells, index=index, columns=pd.Index(names), dtype="str")


def _decoded(content: bytes, path: str, faults: list[Fault]) -> str | None:
    """Text of a file, or None if it is not UTF-8."""
    if content.startswith(UTF_16):
        faults.append(Fault(path, None, None, None, SAVE_AS, "is UTF-16"))
        return None
    if content.startswith(UTF_8_MARK):
        content = content.removeprefix(UTF_8_MARK)
        problem = "begins with a byte order mark (BOM)"
        faults.append(Fault(path, None, None, None, SAVE_AS, problem))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        byte = f"0x{content[error.start]:02x} at position {error.start}"
        problem = f"is not UTF-8: byte {byte}, line {row}"
        faults.append(Fault(path, None, None, None, SAVE_AS, problem))
        return None
    if "\r" in text:
        problem = "has line ends with a carriage return (CRLF or CR)"
        wanted = "line ends of a line feed only (LF)"
        faults.append(Fault(path, None, None, None, wanted, problem))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _rows(text: str, path: str, faults: list[Fault]) -> list[list[str]] | None:
    """Header and rows, or None if they cannot be told apart."""
    if not text.strip():
        wanted = "a header and rows"
        faults.append(Fault(path, None, None, None, wanted, "is empty"))
        return None
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        wanted = 'cells separated by commas, quoted as "..." where they hold a comma'
        problem = f"cannot be taken apart ({error})"
        faults.append(Fault(path, len(rows) + 1, None, None, wanted, problem))
        return None
    return rows


def _check_header(header: list[str], resource: Resource, faults: list[Fault]) -> bool:
    """Compare the header with the described columns; whether it is one at all."""
    names = [field.name for field in resource.fields]
    wanted = f"the columns {', '.join(names)}"

    def tell(column: str, value: str | None, problem: str) -> None:
        faults.append(Fault(resource.path, 1, column, value, wanted, problem))

    if not set(names) & set(header):
        found = "is no header of this table"
        faults.append(Fault(resource.path, 1, None, ",".join(header), wanted, found))
        return False
    for name in names:
        if name not in header:
            tell(name, None, "is missing")
    for name in dict.fromkeys(header):
        if name not in names:
            tell(name, name, "is not described in the descriptor")
        elif header.count(name) > 1:
            tell(name, name, "stands twice")
    known = [name for name in dict.fromkeys(header) if name in names]
    if known != [name for name in names if name in known]:
        tell(known[0], ",".join(known), "is another order of columns")
    return True
