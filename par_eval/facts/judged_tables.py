"""Tables that a package may have: what was planned, done, claimed and printed."""

from __future__ import annotations

from collections.abc import Mapping

from par_eval.facts.need import YES_NO, Need

__all__ = ["JUDGED"]

JUDGED: Mapping[str, Need] = {
    "reported": Need(
        key=("indicator", "scope", "place", "year", "statistic", "source"),
        filled=("value", "origin", "derived", "used"),
        open=("remark",),
        types={"year": "integer", "value": "number"},
        choices={
            "scope": ("province", "region", "nation"),
            "statistic": (
                "score",
                "rank",
                "mean",
                "minimum",
                "maximum",
                "best_rank",
                "worst_rank",
            ),
            "origin": ("publisher", "press", "implementer", "dataset"),
            "derived": YES_NO,
            "used": YES_NO,
        },
        links={"indicator": "indicators", "source": "sources"},
    ),
    "groups": Need(
        key=("indicator", "province", "year", "source"),
        filled=("group",),
        labels=("group",),
        types={"year": "integer"},
        links={
            "indicator": "indicators",
            "province": "provinces",
            "source": "sources",
        },
    ),
    "samples": Need(
        key=("indicator", "scope", "place", "year"),
        filled=("size", "assumed", "source"),
        open=("design_effect",),
        types={"year": "integer", "size": "number", "design_effect": "number"},
        choices={"scope": ("province", "nation"), "assumed": YES_NO},
        links={"indicator": "indicators", "source": "sources"},
    ),
    "content_areas": Need(
        key=("area",),
        filled=("order", "source"),
        labels=("name",),
        types={"order": "integer"},
        links={"source": "sources"},
    ),
    "area_indicators": Need(
        key=("area", "indicator"),
        filled=("source",),
        links={
            "area": "content_areas",
            "indicator": "indicators",
            "source": "sources",
        },
    ),
    "outputs": Need(
        key=("output", "province", "year", "source"),
        filled=("unit", "kind", "content_area", "implementer", "complete_count"),
        open=("value", "date", "remark"),
        labels=("name",),
        types={"year": "integer", "value": "number", "date": "date"},
        choices={
            "kind": ("result", "target", "event", "context"),
            "implementer": YES_NO,
            "complete_count": YES_NO,
        },
        links={
            "province": "provinces",
            "content_area": "content_areas",
            "source": "sources",
        },
    ),
    "variables": Need(
        key=("variable",),
        filled=("unit", "source"),
        open=("caution",),
        labels=("name",),
        links={"source": "sources"},
    ),
    "covariates": Need(
        key=("variable", "province", "year"),
        filled=("value", "source"),
        types={"year": "integer", "value": "number"},
        links={
            "variable": "variables",
            "province": "provinces",
            "source": "sources",
        },
    ),
    "programmes": Need(
        key=("programme",),
        filled=("source",),
        open=("issued",),
        labels=("name",),
        known_labels=("short",),
        types={"issued": "integer"},
        links={"source": "sources"},
    ),
    "documents": Need(
        key=("document",),
        filled=("held", "source"),
        open=("province",),
        labels=("name",),
        choices={"held": YES_NO},
        links={"province": "provinces", "source": "sources"},
    ),
    "targets": Need(
        key=("target",),
        filled=(
            "programme",
            "level",
            "content_area",
            "unit",
            "direction",
            "comparison",
            "deadline",
            "verified",
            "source",
        ),
        open=("province", "value", "measured_by", "document", "remark"),
        labels=("name",),
        known_labels=("short",),
        types={"value": "number", "deadline": "integer"},
        choices={
            "level": ("nation", "province"),
            "direction": ("up", "down"),
            "comparison": ("gt", "ge", "le", "lt"),
            "verified": YES_NO,
        },
        links={
            "programme": "programmes",
            "province": "provinces",
            "content_area": "content_areas",
            "document": "documents",
            "source": "sources",
        },
    ),
    "reform_names": Need(
        key=("reform",),
        filled=("universal", "source"),
        labels=("name", "level"),
        choices={"universal": YES_NO},
        links={"source": "sources"},
    ),
    "reforms": Need(
        key=("reform", "province", "source"),
        filled=("stated", "confidence"),
        open=("opened_from", "opened_to", "remark"),
        types={"opened_from": "date", "opened_to": "date"},
        choices={"confidence": ("high", "medium", "low")},
        links={
            "reform": "reform_names",
            "province": "provinces",
            "source": "sources",
        },
    ),
    "exposure": Need(
        key=("reform", "indicator"),
        filled=("exposed", "documented", "source"),
        labels=("level", "respondents", "reason"),
        choices={
            "exposed": ("yes", "partly", "hardly", "no"),
            "documented": ("documented", "inferred"),
        },
        links={
            "reform": "reform_names",
            "indicator": "indicators",
            "source": "sources",
        },
    ),
    "claims": Need(
        key=("claim",),
        filled=(
            "province",
            "content_area",
            "first_year",
            "last_year",
            "kind",
            "claim_year",
            "source",
        ),
        open=(
            "about",
            "year",
            "from_year",
            "stated_low",
            "stated_high",
            "unit",
            "related",
            "document",
        ),
        labels=("statement", "would_settle"),
        types={
            "first_year": "integer",
            "last_year": "integer",
            "claim_year": "integer",
            "year": "integer",
            "from_year": "integer",
            "stated_low": "number",
            "stated_high": "number",
        },
        choices={
            "kind": (
                "aggregate",
                "qualitative",
                "causal",
                "value",
                "rank",
                "opening_rank",
                "opening_date",
                "coverage",
                "change",
            )
        },
        links={
            "province": "provinces",
            "content_area": "content_areas",
            "document": "documents",
            "source": "sources",
        },
    ),
    "criteria": Need(
        key=("criterion",),
        filled=("order", "source"),
        open=("answered_by",),
        labels=("name", "lacking"),
        types={"order": "integer"},
        links={"source": "sources"},
    ),
    "choices": Need(
        key=("question", "choice", "option"),
        filled=("default",),
        labels=("why",),
        choices={"default": YES_NO},
        links={"question": "questions"},
    ),
    "province_grid": Need(
        key=("province",),
        filled=("grid_row", "grid_column", "latitude", "longitude", "source"),
        types={
            "grid_row": "integer",
            "grid_column": "integer",
            "latitude": "number",
            "longitude": "number",
        },
        links={"province": "provinces", "source": "sources"},
    ),
    "boundary_events": Need(
        key=("event", "province"),
        filled=("date", "year", "source"),
        labels=("what", "successor"),
        types={"date": "date", "year": "integer"},
        links={"province": "provinces", "source": "sources"},
    ),
}
"""Optional tables by name; one that a package lacks is empty."""
