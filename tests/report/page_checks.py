"""What must hold in every page, found by its tags: each check names what is wrong."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from babel.messages.pofile import read_po
from matplotlib import get_data_path
from pages import Block, Page
from PIL import ImageFont

from par_eval.facts import Facts
from par_eval.language import catalogues

Found = Iterator[tuple[str, str]]
"""Where something is wrong, and what."""

NOT_MEANT = re.compile(r"[{}]|(?<![\w.])(nan|NaN|NaT|None|null|inf)(?!\w|\.\w)")
SENTENCES = ("p", "li")
NO_SENTENCES = ("fn", "kick", "vt", "vi", "vl", "toc", "lab", "head")
"""Numbers of exhibits, headings, counts and contents are no sentences."""
STOP = re.compile(r"[.?!…][”\"’')\]]*$")
STOPS = re.compile(r"\.\.(?!\.)|\s[.,;:](\s|$)|[,;:]\.|\?\.")
"""Punctuation that two pieces of text leave where they meet."""

ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|with|from|for|by|not|this|that|which|have|has|its)\b",
    re.IGNORECASE,
)
LONG_ENOUGH = 3
"""Words from which on a piece of an English message is told from a name."""

TITLE_WIDTH, TITLE_SIZE, TITLE_LINES = 760, 20, 2
LARGEST = 3_000_000


def lacking(page: Page, exhibits: Iterable[str]) -> Found:
    """Exhibits that have no place in the page, ids given twice, links to nowhere."""
    for name in exhibits:
        if name not in page.ids:
            yield name, "no place in the page"
    for name in sorted({one for one in page.ids if page.ids.count(one) > 1}):
        yield name, "id of several elements"
    for link in sorted(set(page.links)):
        if link.startswith("#") and link[1:] not in page.ids:
            yield link, "leads nowhere"


def not_meant(page: Page) -> Found:
    """Words that only a program writes."""
    for words in page.seen():
        for match in NOT_MEANT.finditer(words):
            yield match[0], around(words, match)


def without_stop(page: Page) -> Found:
    """Sentences without a full stop at their end, or with a doubled mark."""
    for block in page.blocks:
        if is_sentence(block) and not STOP.search(block.text):
            yield name_of(block), f"… {block.text[-70:]}"
        if block.within("p", "li", "td", "h3"):
            for match in STOPS.finditer(block.text):
                yield name_of(block), around(block.text, match)


def is_sentence(block: Block) -> bool:
    return block.tag in SENTENCES and not block.within(*NO_SENTENCES)


def english(page: Page, foreign: Iterable[str], messages: Iterable[str]) -> Found:
    """English words or messages in a page of another language.

    What the data hold in English only, such as titles of sources, is not counted.
    """
    names = sorted(foreign, key=len, reverse=True)
    for words in page.seen():
        if not (ENGLISH.search(words) or any(m in words for m in messages)):
            continue
        rest = words
        for name in names:
            rest = rest.replace(name, " ")
        if match := ENGLISH.search(rest):
            yield match[0].lower(), around(rest, match)
        for message in messages:
            if message in rest:
                yield "message", message
                break


@cache
def english_messages(language: str) -> tuple[str, ...]:
    """Pieces of English messages, without fields, which no translation holds."""
    with (catalogues.TRANSLATIONS / f"{language}.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale=language) if entry.id]
    translated = " ".join(part for entry in entries for part in several(entry.string))
    pieces = {
        piece.strip(" #*`.,;:()")
        for entry in entries
        for part in several(entry.id)
        for piece in re.split(r"\{\w+\}|\n|`", part)
    }
    long = (p for p in pieces if len(re.findall(r"[^\W\d_]+", p)) >= LONG_ENOUGH)
    return tuple(sorted(piece for piece in long if piece not in translated))


def several(message: str | Iterable[str]) -> list[str]:
    """Singular and plural of a message, or the only form that it has."""
    return [message] if isinstance(message, str) else list(message)


def foreign_names(facts: Facts, language: str) -> set[str]:
    """What the data give in one language only, and their labels in the page's."""
    table = facts.tables["sources"]
    found = {*table["title"], *table["publisher"], *table["date"]}
    for frame in facts.tables.values():
        for column in frame:
            if column.endswith(f"_{language}"):
                found |= set(frame[column].dropna())
    return set(map(str, found))


def long_titles(page: Page) -> Found:
    """Titles of figures and tables that take more than two lines."""
    for block in page.blocks:
        titled = block.tag == "h3" and block.within("fig", "tab")
        if titled and (count := lines_of(block.text)) > TITLE_LINES:
            yield f"{count} lines", block.text


@cache
def serif() -> Callable[[str], float]:
    path = Path(get_data_path(), "fonts", "ttf", "DejaVuSerif-Bold.ttf")
    return ImageFont.truetype(str(path), TITLE_SIZE).getlength


def lines_of(title: str) -> int:
    """Lines that a title takes in the widest of the page's faces."""
    count, line = 1, ""
    for word in title.split():
        wider = f"{line} {word}".strip()
        if line and serif()(wider) > TITLE_WIDTH:
            count, wider = count + 1, word
        line = wider
    return count


def jumps(page: Page) -> Found:
    """Headings that skip a level, which a screen reader takes for a gap."""
    levels = [
        (int(b.tag[1]), b.text) for b in page.blocks if re.match("h[1-6]$", b.tag)
    ]
    for (above, _), (below, words) in pairwise(levels):
        if below > above + 1:
            yield f"h{above} to h{below}", words


def around(words: str, match: re.Match[str]) -> str:
    """The place of a match, with some words on either side."""
    start, end = max(match.start() - 45, 0), match.end() + 45
    return f"… {words[start:end]} …"


def name_of(block: Block) -> str:
    return ".".join([block.tag, *sorted(block.classes)])
