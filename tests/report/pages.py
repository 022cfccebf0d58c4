"""Pages as their readers meet them: blocks of words, each with where it stands."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

EMPTY = {"br", "img", "source", "meta", "hr", "link", "input", "wbr"}
UNSEEN = {"style", "script", "pre", "code", "template"}
BLOCKS = {
    *("p", "li", "h1", "h2", "h3", "h4", "td", "th", "dt", "dd", "summary"),
    *("figcaption", "div", "caption", "nav", "footer", "section", "title", "text"),
}
PICTURE = re.compile(r"data:image/svg\+xml;base64,([\w+/=]+)")


@dataclass
class Element:
    """An element that is open while the page is read."""

    tag: str
    classes: frozenset[str]
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    """Words that a reader takes in one go."""

    tag: str
    classes: frozenset[str]
    inside: tuple[Element, ...]
    text: str

    def within(self, *names: str) -> bool:
        """Whether it stands in, or is, an element of such a tag or class."""
        around = (*self.inside, Element(self.tag, self.classes))
        return any(e.tag in names or e.classes & set(names) for e in around)


class Page(HTMLParser):
    """A page or a picture: its blocks, elements, ids, links and pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.elements: list[Element] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.spoken: list[str] = []
        self.coded: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.spoken += [given[name] for name in ("alt", "aria-label") if name in given]
        for name in ("src", "srcset"):
            self.coded += PICTURE.findall(given.get(name, ""))
        element = Element(tag, frozenset(given.get("class", "").split()))
        self.elements.append(element)
        if tag in EMPTY:
            self.handle_data(" ")
        else:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in [element.tag for element in self._open]:
            return
        while self._open:
            element = self._open.pop()
            words = " ".join("".join(element.words).split())
            if words:
                around = tuple(self._open)
                self.blocks.append(Block(element.tag, element.classes, around, words))
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if any(element.tag in UNSEEN for element in self._open):
            return
        for element in reversed(self._open):
            if element.tag in BLOCKS:
                element.words.append(data)
                return

    def count(self, tag: str, *classes: str) -> int:
        """How many elements of a tag there are, with one of the classes if named."""
        found = [one for one in self.elements if one.tag == tag]
        return len([one for one in found if not classes or one.classes & set(classes)])

    def pictures(self) -> Iterator[Page]:
        """The pictures inside the page, each read like a page."""
        for code in self.coded:
            yield Page(base64.b64decode(code).decode("utf-8"))

    def seen(self) -> list[str]:
        """All that is read or heard, block by block, that of the pictures too."""
        own = [*(block.text for block in self.blocks), *self.spoken]
        return own + [b.text for picture in self.pictures() for b in picture.blocks]


def page_of(folder: Path, language: str) -> Page:
    """The page of a report in a language."""
    return Page((folder / f"report.{language}.html").read_text("utf-8"))
