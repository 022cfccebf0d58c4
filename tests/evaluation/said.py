"""What texts say, by what fills them: sentences are reworded, values are not."""

from collections.abc import Iterable, Iterator

from par_eval.values import Joined, Name, Quantity, Text


def carrying(texts: object, **values: object) -> list[Text]:
    """Texts that are filled with these values, in reading order.

    `texts` is a text or several; those inside others are searched as well. A value is
    given as such, or plain: that of a quantity, the key of a name, the tuple of what
    is joined. `unittest.mock.ANY` stands for whatever it is.
    """
    wanted = values.items()
    return [
        found
        for found in _texts_in(texts)
        if all(
            key in found.values
            and value in (found.values[key], plain(found.values[key]))
            for key, value in wanted
        )
    ]


def plain(value: object) -> object:
    """Value of a quantity, key of a name, tuple of what is joined."""
    if isinstance(value, Quantity):
        return value.value
    if isinstance(value, Name):
        return value.key
    if isinstance(value, Joined):
        return tuple(plain(item) for item in value.items)
    return value


def bare(texts: Iterable[Text]) -> list[Text]:
    """Sentences without any value: that they stand there is all that can be seen."""
    return [found for found in texts if not found.values]


def _texts_in(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
        inner: Iterable[object] = value.values.values()
    elif isinstance(value, Joined):
        inner = value.items
    elif isinstance(value, (list, tuple)):
        inner = value
    else:
        return
    for one in inner:
        yield from _texts_in(one)
