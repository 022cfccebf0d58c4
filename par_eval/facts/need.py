"""What the library asks of one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["YES_NO", "Need"]

YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Need:
    """Columns that one table must have.

    Parameters
    ----------
    key : tuple of str
        Columns that together name one row only.
    filled : tuple of str
        Further columns without empty cells.
    open : tuple of str
        Further columns in which cells may be empty.
    labels : tuple of str
        Columns that exist once for each language; in the first one they are filled.
    open_labels : tuple of str
        Columns that exist in the first language at least, cells may be empty.
    types : mapping of str to str
        Type of each column that is not text.
    choices : mapping of str to tuple
        Words that a column may hold.
    links : mapping of str to str
        Table in whose key the cells of a column must stand.
    known : tuple of str
        Columns that may be absent, and are checked where they are there.
    known_labels : tuple of str
        Columns that may be absent in every language.
    may_be_empty : bool
        Whether the table may have no rows.
    optional : bool
        Whether a package may be without the table; it is empty then.
    """

    key: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    open_labels: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    known_labels: tuple[str, ...] = ()
    may_be_empty: bool = False
    optional: bool = False

    def columns(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Every column that the library reads, labels in each of the languages."""
        labels = (*self.labels, *self.open_labels, *self.known_labels)
        spoken = [f"{label}_{code}" for label in labels for code in languages]
        return (*self.key, *self.filled, *self.open, *self.known, *spoken)
