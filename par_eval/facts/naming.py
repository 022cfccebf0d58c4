"""Names: forms in which accents and case make no difference, and near matches."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping

__all__ = ["fold", "unknown"]

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
