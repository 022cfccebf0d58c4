"""Attainment: which targets of the period were met, by whose measurement (rule 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pandas as pd

from par_eval.evaluation.attainment.judgements import NOT_VERIFIED, Judgement, judge
from par_eval.evaluation.counts import count_of
from par_eval.evaluation.subject import Subject
from par_eval.values import (
    TRACED,
    Joined,
    Name,
    Quantity,
    Result,
    Text,
    counted,
    text,
)

__all__ = ["MET", "VERDICTS", "Attainment", "attainment", "documents_to_obtain"]

Row = dict[str, object]

VERDICTS = {
    "achieved": text("achieved"),
    "leaning_achieved": text("inconclusive, leaning achieved"),
    "met_precision_unknown": text("met, precision unknown"),
    "met_not_moved": text("met before, not moved"),
    "partly": text("partly achieved"),
    "not_achieved": text("not achieved"),
    NOT_VERIFIED: text("not verified"),
}
"""Words of the verdicts, the best first."""

MET = frozenset(
    {"achieved", "leaning_achieved", "met_precision_unknown", "met_not_moved"}
)
"""Verdicts on targets whose threshold the measurement meets."""


@dataclass(frozen=True)
class Attainment(Result):
    """Verdicts on the known targets of a plan period.

    Parameters
    ----------
    name, numbers, notes, passed : object
        As in `par_eval.values.Result`.
    targets : tuple of Judgement
        One for each known target, in the order of the data.
    """

    targets: tuple[Judgement, ...] = ()

    @property
    def judged_targets(self) -> tuple[Judgement, ...]:
        """Targets that a measurement decides."""
        return tuple(t for t in self.targets if t.judged)

    @property
    def measured(self) -> tuple[str, ...]:
        """Addresses of the measurements that judge targets, each once."""
        used = (t.measurement.of[0] for t in self.judged_targets if t.measurement)
        return tuple(dict.fromkeys(used))

    @property
    def measurements(self) -> int:
        """Number of distinct measurements that judge targets."""
        return len(self.measured)

    def count(self, what: str) -> Quantity:
        """One of the counts, with the cases as its inputs.

        Parameters
        ----------
        what : str
            known, judged, unverified, measurements, or a verdict.

        Returns
        -------
        Quantity
        """
        if what == "measurements":
            return count_of(list(self.measured), what)
        every = {
            "known": self.targets,
            "judged": self.judged_targets,
            "unverified": tuple(t for t in self.targets if not t.verified),
        }
        same = tuple(t for t in self.targets if t.verdict == what)
        return count_of([t.address for t in every.get(what, same)], "targets")


def attainment(subject: Subject) -> Attainment:
    """Judge the known targets whose deadline lies in the plan period.

    Parameters
    ----------
    subject : Subject
        Province and plan period.

    Returns
    -------
    Attainment
        The province's own targets, and national aims applied as a yardstick. Traced
        frame with the key columns ``target`` (empty for counts) and ``what``:
        threshold, measurement (its low and high are the interval of the sample),
        baseline, way, before, first, low, high; known, judged, measurements,
        unverified, and every verdict. Notes name the count of measurements, what is
        no progress, and the documents to obtain.

    Examples
    --------
    >>> from par_eval.evaluation import evaluate
    >>> found = attainment(evaluate("Ca Mau", "2016-2020"))
    >>> found.measurements <= len(found.targets)
    True
    """
    targets = tuple(_told_once(judge(subject, row) for row in _rows(subject)))
    bare = Attainment("attainment", pd.DataFrame(), targets=targets)
    notes = tuple(_notes(subject, bare))
    return Attainment("attainment", _numbers(bare), notes, targets=targets)


def _told_once(targets: Iterable[Judgement]) -> Iterator[Judgement]:
    """Targets; the brief on a measurement that was told before says only that."""
    told: set[tuple[str, ...]] = set()
    for target in targets:
        used = target.measurement.of if target.judged and target.measurement else ()
        if used in told:
            yield replace(target, brief=text("the same measurement, counted once"))
        else:
            yield target
        told |= {used} if used else set()


def documents_to_obtain(targets: Iterable[Judgement]) -> tuple[Name, ...]:
    """Documents that would settle targets, those first that would settle most.

    Parameters
    ----------
    targets : iterable of Judgement
        Verdicts; only those that are not verified count.

    Returns
    -------
    tuple of Name
        Each once, documents that are held left out.
    """
    lacking = [t.document for t in targets if not t.judged and t.document]
    often = Counter(document.key for document in lacking)
    each = {document.key: document for document in lacking}
    return tuple(sorted(each.values(), key=lambda d: -often[d.key]))


def _rows(subject: Subject) -> list[dict[str, object]]:
    """Targets of the period that bind the province, or that the nation set itself."""
    table = subject.facts.table("targets")
    national = table["level"] == "nation"
    mine = (table["level"] == "province") & (table["province"] == subject.province)
    due = table["deadline"].isin(list(subject.national.years))
    return table[due & (national | mine)].to_dict("records")


def _numbers(found: Attainment) -> pd.DataFrame:
    rows: list[Row] = []
    for target in found.targets:
        named = {"threshold": target.threshold, "measurement": target.measurement}
        for what, quantity in {**named, **target.beside}.items():
            if quantity is not None:
                rows.append(_line(target.target, what, quantity))
    for what in ("known", "judged", "measurements", "unverified", *VERDICTS):
        rows.append(_line("", what, found.count(what)))
    return pd.DataFrame(rows, columns=["target", "what", *TRACED, "interval"])


def _line(target: str, what: str, quantity: Quantity) -> Row:
    traced = {column: getattr(quantity, column) for column in (*TRACED, "interval")}
    return {"target": target, "what": what, **traced, "value": float(quantity.value)}


def _notes(subject: Subject, found: Attainment) -> Iterator[Text]:
    """What a report prints beside the verdicts."""
    if not found.targets:
        yield text("No target with a deadline in the period is known.")
        return
    yield _counts(found)
    least = int(subject.facts.threshold("judged_minimum"))
    if found.measurements >= least:
        yield _share(found)
    elif found.judged_targets:
        yield text(
            "No share of targets met is given, since fewer than {least} measurements "
            "judge them.",
            least=least,
        )
    if any(t.yardstick for t in found.targets):
        yield text("National aims are applied to the province as a yardstick.")
    unverified = found.count("unverified")
    if unverified.value:
        yield counted(
            "{number} target was not seen in a source, and is not rated.",
            "{number} targets were not seen in a source, and are not rated.",
            int(unverified.value),
            number=unverified,
        )
    yield from _once(note for target in found.targets for note in target.notes)
    documents = documents_to_obtain(found.targets)
    if documents:
        yield text(
            "To obtain for the targets that are not verified: {documents}.",
            documents=Joined(documents, "semicolon"),
        )


def _counts(found: Attainment) -> Text:
    """Judged k of n known targets by m measurements, of an unknown total."""
    known, judged = found.count("known"), found.count("judged")
    if not judged.value:
        return counted(
            "The only known target cannot be judged; how many there are is not known.",
            "Not one of the {number} known targets can be judged; how many there are "
            "is not known.",
            int(known.value),
            number=known,
        )
    return counted(
        "Judged: {judged} of {known} known targets, by {number} measurement; how many "
        "targets there are is not known.",
        "Judged: {judged} of {known} known targets, by {number} measurements; how many "
        "targets there are is not known.",
        found.measurements,
        judged=judged,
        known=known,
        number=found.count("measurements"),
    )


def _share(found: Attainment) -> Text:
    """How many of the measurements meet whatever they judge."""
    unmet = {
        t.measurement.of[0]
        for t in found.judged_targets
        if t.measurement and t.verdict not in MET
    }
    met = [where for where in found.measured if where not in unmet]
    return text(
        "{met} of {all} measurements meet every target that they judge.",
        met=count_of(met, "measurements"),
        all=found.count("measurements"),
    )


def _once(notes: Iterable[Text]) -> Iterator[Text]:
    """Notes on the same measurement said once, whichever target they came with."""
    seen: set[tuple[str, ...]] = set()
    for note in notes:
        key = tuple(str(value) for value in note.values.values())
        if key not in seen:
            seen.add(key)
            yield note
