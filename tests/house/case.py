"""What belongs to the case: names, periods and years, taken from its data.

The library and the prose of the notebooks must hold none of them.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"

# Ids of the case that are also words of the house, so they say nothing by themselves.
PLAIN = {"entry", "procedures", "services", "total"}
# The data have no row for the country.
COUNTRY = ("Viet Nam", "Vietnam")


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(table: str, name: str) -> list[str]:
    return [row[name] for row in rows(table) if row[name]]


def without_accents(text: str) -> str:
    plain = text.replace("Đ", "D").replace("đ", "d")
    marks = unicodedata.normalize("NFD", plain)
    return "".join(c for c in marks if not unicodedata.combining(c))


def words(name: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9]+", without_accents(name))


def proper_names() -> list[str]:
    """Names with capitals: provinces, publishers, instruments, the country."""
    found = [*COUNTRY, *column("instruments", "name_en")]
    found += [
        row[f"name_{language}"] for row in rows("provinces") for language in LABELS
    ]
    for publisher in column("instruments", "publisher_en"):
        found += re.split(r", | and ", publisher)
    return sorted({without_accents(name) for name in found})


def ids() -> list[str]:
    """Ids of rows, and each part of an indicator's id."""
    found = {
        *column("instruments", "instrument"),
        *column("regions", "region"),
        *column("plan_periods", "period"),
        *column("provinces", "province"),
        *column("sources", "source"),
    }
    for indicator in column("indicators", "indicator"):
        found |= {indicator, *indicator.split(".")}
    return sorted(found - PLAIN)


def years() -> set[int]:
    files = sorted(DATA.glob("observations_*.csv"))
    return {int(year) for file in files for year in column(file.stem, "year")}


def terms() -> list[str]:
    """Labels of several words, in every language of the data."""
    labels = [
        row[f"name_{language}"]
        for table in ("indicators", "regions")
        for row in rows(table)
        for language in LABELS
    ]
    return sorted({without_accents(label).lower() for label in labels if " " in label})


LABELS = json.loads((DATA / "datapackage.json").read_text("utf-8"))["languages"]


def whole(choices: list[str], flags: int = 0) -> re.Pattern[str]:
    """Match any of the choices where it is not part of a longer word."""
    options = "|".join(sorted(choices, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{options})(?![A-Za-z0-9])", flags)


def named() -> re.Pattern[str]:
    """Proper names as they are written: with capitals, apart or hyphenated."""
    return whole([r"[\s_-]+".join(words(name)) for name in proper_names()])


def slugs() -> re.Pattern[str]:
    """Proper names as they stand in a file name or an identifier."""
    return whole(["[_-]?".join(words(name)) for name in proper_names()], re.IGNORECASE)


def exact() -> re.Pattern[str]:
    """Ids that are words of their own kind: with a dot, a digit or an underscore."""
    special = [name for name in ids() if re.search(r"[._\d]", name)]
    special += column("instruments", "instrument")
    return whole([re.escape(name) for name in special], re.IGNORECASE)


def dated() -> re.Pattern[str]:
    return whole([str(year) for year in sorted(years())])


def labelled() -> re.Pattern[str]:
    return whole([re.escape(term) for term in terms()])


NAMED, SLUGS, EXACT, DATED, LABELLED = named(), slugs(), exact(), dated(), labelled()
IDS = set(ids())


def in_prose(text: str) -> list[str]:
    """Names and terms of the case in text that people read."""
    plain = without_accents(text)
    found = [*NAMED.findall(plain), *EXACT.findall(plain), *DATED.findall(plain)]
    return found + LABELLED.findall(plain.lower())


def in_literal(text: str) -> list[str]:
    """Names and terms of the case in a string literal of the code."""
    found = in_prose(text) + SLUGS.findall(without_accents(text))
    return found + ([text] if text in IDS else [])


def in_identifier(name: str) -> list[str]:
    """Names of the case in an identifier."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    pieces = re.sub(r"[^A-Za-z0-9]", " ", snake)
    return [
        *SLUGS.findall(pieces.replace(" ", "-")),
        *EXACT.findall(pieces.strip().replace(" ", "_")),
    ]
