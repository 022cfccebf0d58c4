"""Texts that look like something else are carried and printed as they are."""

import csv
import re
from html import unescape

import pytest

from par_eval.series import load
from par_eval.show import Grid, grid_html
from par_eval.values import text

from .cases import TEXTS


@pytest.mark.parametrize("words", TEXTS)
def test_a_text_is_carried_as_text(rich, words):
    path = rich / "provinces.csv"
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    rows[1][1] = words
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    name = load(rich).name("provinces", "P1")
    assert name.texts["en"] == words
    grid = Grid(text("Place"), {"P1": name}, {"x": name}, {("P1", "x"): name})
    html = grid_html(grid, "en", "Places")
    printed = [unescape(words) for words in re.split("<[^>]*>", html)]
    assert printed.count(words) == 3
