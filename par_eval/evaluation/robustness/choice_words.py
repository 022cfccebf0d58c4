"""Choice words: what a choice is called, and what a conclusion says (rule 9)."""

from __future__ import annotations

from par_eval.values import Text, text

__all__ = ["CHOICES", "IN_BRIEF", "VERDICTS"]

CHOICES: dict[str, Text] = {
    "baseline": text("the years of the baseline"),
    "endline": text("the years of the endline"),
    "soft_breaks": text("what becomes of parts with a soft break"),
    "outlier_years": text("what becomes of outlying years"),
    "aggregation": text("how years and parts are put together"),
    "whole": text("how the dimensions make a whole"),
    "missing_years": text("what becomes of provinces that lack a year"),
    "missing_parts": text("what becomes of provinces that lack a part"),
    "parts": text("which parts count"),
    "peers": text("which provinces a change is held against"),
    "estimator": text("the method by which the effect is estimated"),
    "donors": text("which provinces without the reform stand for comparison"),
    "window": text("how many years before the start are compared"),
    "start": text("what becomes of the year of the start"),
}
"""The choices in words, as far as the library knows them."""

IN_BRIEF: dict[str, Text] = {
    "baseline": text("baseline years"),
    "endline": text("endline years"),
    "soft_breaks": text("parts with a soft break"),
    "outlier_years": text("outlying years"),
    "aggregation": text("how years and parts are put together"),
    "whole": text("how the dimensions make a whole"),
    "missing_years": text("provinces that lack a year"),
    "missing_parts": text("provinces that lack a part"),
    "parts": text("which parts count"),
    "peers": text("the peers"),
    "estimator": text("the method"),
    "donors": text("the donors"),
    "window": text("the years before the start"),
    "start": text("the year of the start"),
}
"""The same choices in a few words, for a table."""

CHANGES = {
    1: text("better than the typical province"),
    0: text("like the typical province"),
    -1: text("less well than the typical province"),
}
STANDINGS = {
    1: text("in the better half of the provinces"),
    0: text("in the middle of the provinces"),
    -1: text("in the lower half of the provinces"),
}
BALANCES = {
    1: text("better than the typical province in more dimensions than worse"),
    0: text("better than the typical province in as many dimensions as worse"),
    -1: text("worse than the typical province in more dimensions than better"),
}
EFFECTS = {
    1: text("for the better, and more than chance explains"),
    0: text("not told from chance"),
    -1: text("for the worse, and more than chance explains"),
}
VERDICTS: dict[str, dict[int, Text]] = {
    "change": CHANGES,
    "standing": STANDINGS,
    "balance": BALANCES,
    "effect": EFFECTS,
}
"""What is concluded, by kind and by which way it points; no full stop."""
