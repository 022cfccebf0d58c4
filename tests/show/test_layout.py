"""Layout: labels that keep apart, words that fit on their lines."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from par_eval.show.figures.layout import spread, wrapped

LABELS = st.lists(
    st.tuples(st.floats(0, 400, width=32), st.floats(4, 30, width=32)),
    min_size=1,
    max_size=12,
)


@given(LABELS)
def test_labels_keep_apart_and_inside_and_in_order(labels):
    ordered = sorted(labels)
    wanted = [at for at, _ in ordered]
    heights = [height for _, height in ordered]
    places = spread(wanted, heights, 0, 400)
    ends = [(p - h / 2, p + h / 2) for p, h in zip(places, heights, strict=True)]
    assert ends[0][0] >= -1e-9
    assert ends[-1][1] <= 400 + 1e-9
    for before, after in pairwise(ends):
        assert after[0] >= before[1] - 1e-9


def test_labels_that_are_apart_stay_at_their_marks():
    assert spread([50, 100, 200], [20, 20, 20], 0, 400) == [50, 100, 200]


@pytest.mark.parametrize("longest", [6, 10, 19, 40])
@pytest.mark.parametrize(
    "words", ["one", "tham gia của người dân ở cấp cơ sở", "responsibilities of all"]
)
def test_no_line_is_longer_than_asked_but_for_a_single_word(words, longest):
    lines = wrapped(words, longest).split("\n")
    assert " ".join(lines) == words
    assert all(len(line) <= longest or " " not in line for line in lines)


def test_lines_are_about_equally_long():
    lengths = [len(line) for line in wrapped("a bb ccc dd e ff ggg hh", 18).split("\n")]
    assert len(lengths) == 2
    assert max(lengths) - min(lengths) <= 3
