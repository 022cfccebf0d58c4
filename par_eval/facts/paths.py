"""Where the files are that the package ships: data, notebooks, published cases."""

from __future__ import annotations

from pathlib import Path

from par_eval.values import ParEvalError

__all__ = ["shipped"]

BESIDE = {"cases": "tests/cases"}
"""Folders of a checkout that have another name there."""


def shipped(name: str) -> Path:
    """Folder that the package ships, in a checkout or inside an installed wheel.

    The files beside the package are the live ones, so they win: an editable
    install may leave a stale copy of them elsewhere.

    Parameters
    ----------
    name : {"data", "notebooks", "cases"}
        Which folder.

    Returns
    -------
    Path
        Absolute path of the folder.

    Raises
    ------
    ParEvalError
        If the installation lacks the folder.

    Examples
    --------
    >>> (shipped("data") / "datapackage.json").is_file()
    True
    """
    package = Path(__file__).resolve().parents[1]
    checkout = (package.parent / "pyproject.toml").is_file()
    places = [package.parent / BESIDE.get(name, name)] if checkout else []
    places.append(package / "shipped" / name)
    for place in places:
        if place.is_dir():
            return place
    raise ParEvalError(
        f"the installed package lacks its folder {name!r}: install par-eval again"
    )
