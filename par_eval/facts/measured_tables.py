"""Tables without which nothing can be evaluated: what was measured, where and when."""

from __future__ import annotations

from collections.abc import Mapping

from par_eval.facts.need import Need

__all__ = ["MEASURED", "OBSERVATIONS", "THRESHOLDS"]

OBSERVATIONS = "observations"
RATINGS = ("green", "amber", "red")

MEASURED: Mapping[str, Need] = {
    "regions": Need(key=("region",), labels=("name",)),
    "provinces": Need(
        key=("province",),
        filled=("region",),
        labels=("name",),
        links={"region": "regions"},
    ),
    "plan_periods": Need(
        key=("period",),
        filled=("start", "end"),
        types={"start": "integer", "end": "integer"},
    ),
    "instruments": Need(
        key=("instrument",),
        filled=("headline",),
        labels=("name",),
        known=("self_reported", "contains", "coverage"),
        known_labels=(
            "description",
            "witness",
            "population",
            "recall",
            "level",
            "publisher",
            "would_settle",
        ),
        choices={
            "self_reported": ("yes", "no", "partly"),
            "coverage": ("complete", "partial"),
        },
        links={"headline": "indicators", "contains": "instruments"},
    ),
    "indicators": Need(
        key=("indicator",),
        filled=("instrument", "unit", "direction", "aggregation"),
        open=("part_of", "minimum", "maximum"),
        labels=("name",),
        types={"minimum": "number", "maximum": "number"},
        choices={"direction": ("up", "down"), "aggregation": ("sum", "observation")},
        links={"instrument": "instruments", "part_of": "indicators"},
    ),
    OBSERVATIONS: Need(
        key=("indicator", "province", "year"),
        filled=("value", "source"),
        types={"year": "integer", "value": "number"},
        links={
            "indicator": "indicators",
            "province": "provinces",
            "source": "sources",
        },
    ),
    "series_breaks": Need(
        filled=(
            "indicator",
            "year",
            "severity",
            "kind",
            "reaches_parts",
            "documented",
            "source",
        ),
        labels=("what",),
        types={"year": "integer"},
        choices={"severity": ("hard", "soft"), "reaches_parts": ("yes", "no")},
        links={"indicator": "indicators", "source": "sources"},
        may_be_empty=True,
    ),
    "missing": Need(
        key=("instrument", "province", "year"),
        filled=("extent", "withheld", "source"),
        open_labels=("reason",),
        types={"year": "integer"},
        choices={"extent": ("all", "part"), "withheld": ("yes", "no", "unknown")},
        links={
            "instrument": "instruments",
            "province": "provinces",
            "source": "sources",
        },
        may_be_empty=True,
    ),
    "sources": Need(
        key=("source",),
        filled=("title", "publisher", "date"),
        known=("address", "kind", "implementer", "quality", "suitability", "reason"),
        choices={
            "kind": (
                "publisher",
                "law",
                "press",
                "press_copy",
                "portal",
                "dataset",
                "judgement",
                "memory",
            ),
            "quality": RATINGS,
            "suitability": RATINGS,
        },
        links={"implementer": "provinces"},
    ),
    "questions": Need(
        key=("question",),
        filled=("order", "answered_by"),
        open=("instrument",),
        labels=("question",),
        known=("report",),
        choices={"report": ("plan_period", "country")},
        types={"order": "integer"},
        links={"instrument": "instruments"},
    ),
    "thresholds": Need(
        key=("threshold",), filled=("value",), types={"value": "number"}
    ),
}
"""Tables by name; every table whose name begins with observations is one of them."""

THRESHOLDS: Mapping[str, tuple[float, float | None]] = {
    "outlier_z": (0, None),
    "window_years": (1, None),
    "window_reach": (1, None),
    "partly_share": (0, 1),
    "judged_minimum": (1, None),
    "jump_deviations": (0, None),
    "likely_lower": (0, 1),
    "likely_upper": (0, 1),
    "interval_level": (0, 1),
    "run_years": (3, None),
    "placed_share": (0, 1),
    "pre_periods": (1, None),
    "smallest_p": (0, 1),
    "selective_share": (0, 1),
    "same_drop_least": (3, None),
    "donor_least": (1, None),
    "fit_ratio": (1, None),
    "agreeing_least": (0, 1),
    "family_level": (0, 1),
}
"""Thresholds that the rules of evidence use, each with its least and greatest value."""
