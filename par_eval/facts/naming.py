"""Names: forms in which accents and case make no difference, and near matches."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence

import pandas as pd

from par_eval.values import ParEvalError, UnknownNameError

__all__ = ["find", "fold", "labelled", "unknown"]

UNMARKED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae"})
"""Letters that are typed without their mark, but which Unicode does not take apart."""


def fold(name: str) -> str:
    """Form of a name in which accents, case and spaces make no difference.

    Parameters
    ----------
    name : str
        Name as typed or as it stands in the data.

    Returns
    -------
    str
        Letters and digits only.

    Examples
    --------
    >>> fold("Bắc Giang") == fold("bac-giang")
    True
    >>> fold("Đồng Tháp")
    'dongthap'
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(UNMARKED))
    return "".join(c for c in plain if c.isalnum())


def unknown(what: str, name: str, folded: str, known: Mapping[str, str]) -> str:
    """Sentence on a name that is not known, with near matches or with what is known.

    Parameters
    ----------
    what : str
        Kind of thing, such as ``province``.
    name : str
        Name as it was asked for.
    folded : str
        Its form without accents and case.
    known : mapping of str to str
        Names by that form.

    Returns
    -------
    str

    Examples
    --------
    >>> unknown("plan_period", "noth", "noth", {"north": "North"})
    "unknown plan period 'noth'; did you mean North?"
    """
    near = difflib.get_close_matches(folded, known, n=3, cutoff=0.6)
    kind = what.replace("_", " ")
    if near:
        meant = " or ".join(known[form] for form in near)
        return f"unknown {kind} {name!r}; did you mean {meant}?"
    listed = list(known.values())
    more = f" and {len(listed) - 8} more" if len(listed) > 8 else ""
    return f"unknown {kind} {name!r}; known: {', '.join(listed[:8])}{more}"


def find(name: str, codes: pd.Series, labels: pd.DataFrame, what: str) -> str:
    """Code of a thing, from its code or its name in any language.

    Parameters
    ----------
    name : str
        As typed.
    codes : Series
        Every code.
    labels : DataFrame
        Names by language, row by row as the codes.
    what : str
        Kind of thing, such as ``province``.

    Returns
    -------
    str

    Raises
    ------
    UnknownNameError
        If nothing has the name, or several have; names near ones.

    Examples
    --------
    >>> codes = pd.Series(["P1", "P2"])
    >>> find("do", codes, pd.DataFrame({"name_en": ["An", "Đô"]}), "province")
    'P2'
    """
    wanted = fold(name)
    table = labels.assign(code=codes)
    folded = table.map(lambda cell: fold(cell) if cell == cell else "")
    found = codes[(folded == wanted).any(axis=1) & bool(wanted)]
    if len(found) == 1:
        return str(found.iloc[0])
    if len(found) > 1:
        listed = ", ".join(found)
        raise UnknownNameError(f"several {what}s are called {name!r}: {listed}")
    known: dict[str, str] = {}
    for column in labels:
        for label in labels[column].dropna():
            known.setdefault(fold(label), label)
    raise UnknownNameError(unknown(what, name, wanted, known))


def labelled(table: pd.DataFrame, column: str, languages: Sequence[str]) -> list[str]:
    """Columns of a label of the provinces, in those languages in which it is given.

    Parameters
    ----------
    table : DataFrame
        The provinces.
    column : str
        Label without its language, such as ``name``.
    languages : sequence of str
        Codes of the languages.

    Returns
    -------
    list of str

    Raises
    ------
    ParEvalError
        If they have the label in no language.

    Examples
    --------
    >>> labelled(pd.DataFrame(columns=["name_en"]), "name", ["en", "vi"])
    ['name_en']
    """
    wanted = [f"{column}_{language}" for language in languages]
    present = [name for name in wanted if name in table]
    if not present:
        raise ParEvalError(f"the provinces have no column {wanted[0]!r}")
    return present
