"""Languages: turning texts, names and quantities into what a reader reads."""

from par_eval.language.catalogues import (
    SOURCE_LANGUAGE,
    catalogue,
    known,
    speak,
    spoken,
)
from par_eval.language.notebooks import extract_notebook
from par_eval.language.numbers import day, decimal, number, ordinal
from par_eval.language.speech import say

__all__ = [
    "SOURCE_LANGUAGE",
    "catalogue",
    "day",
    "decimal",
    "extract_notebook",
    "known",
    "number",
    "ordinal",
    "say",
    "speak",
    "spoken",
]
