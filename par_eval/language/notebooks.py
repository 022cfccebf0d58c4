"""Notebooks as sources of messages: what Babel extracts from them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

__all__ = ["extract_notebook"]


def extract_notebook(
    fileobj: BinaryIO,
    keywords: Any,
    comment_tags: Any,
    options: Any,
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Babel extractor: every markdown cell of a notebook is one message.

    The message is the whole cell, so an edited cell makes its translation fuzzy.

    Parameters
    ----------
    fileobj : binary file
        Notebook as JSON.
    keywords, comment_tags, options
        Part of Babel's call; not used.

    Yields
    ------
    (int, None, str, list of str)
        Number of the cell, no function, the message, and a comment.
    """
    cells = json.load(fileobj)["cells"]
    for position, cell in enumerate(cells, start=1):
        if cell["cell_type"] == "markdown":
            source = "".join(cell["source"]).strip()
            yield position, None, source, [f"markdown cell {position}"]
