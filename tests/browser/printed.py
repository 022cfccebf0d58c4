"""Text of a PDF as Chromium writes it: plain objects, two-byte glyphs, ToUnicode."""

import re
import unicodedata
import zlib
from collections.abc import Iterator

__all__ = ["words"]

Objects = dict[bytes, bytes]
Letters = dict[int, str]

SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj")
RANGE = re.compile(rb"<(\w{4})> <(\w{4})> <(\w+)>")
SINGLE = re.compile(rb"^<(\w{4})> <(\w+)>$", re.MULTILINE)


def words(pdf: bytes) -> str:
    """All that is printed, page by page, without spaces."""
    objects: Objects = dict(re.findall(rb"(?ms)^(\d+) 0 obj\n(.*?)\nendobj", pdf))
    pages = [content for content in objects.values() if b"/Type /Page\n" in content]
    text = "".join(printed for page in pages for printed in page_text(objects, page))
    return "".join(unicodedata.normalize("NFC", text).split())


def page_text(objects: Objects, page: bytes) -> Iterator[str]:
    fonts = {
        name: letters(objects, objects[number])
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", page)
    }
    (content,) = re.findall(rb"/Contents (\d+) 0 R", page)
    known: Letters = {}
    for font, glyphs in SHOWN.findall(stream(objects[content])):
        known = fonts[font] if font else known
        for place in range(0, len(glyphs), 4):
            yield known.get(int(glyphs[place : place + 4], 16), "\ufffd")


def letters(objects: Objects, font: bytes) -> Letters:
    """Letters by glyph of a font."""
    found: Letters = {}
    for number in re.findall(rb"/ToUnicode (\d+) 0 R", font):
        table = stream(objects[number])
        for glyph, text in SINGLE.findall(table):
            found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        for first, last, text in RANGE.findall(table):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(text, 16) + step)
    return found


def stream(content: bytes) -> bytes:
    raw = content.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]
    return zlib.decompress(raw) if b"/FlateDecode" in content else raw
