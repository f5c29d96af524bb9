"""What people have confirmed or changed in old reports, as wordings that a scheme does not know yet."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers.values import PER_SERVICE
from formsvc.legacy_reports.catalogue import IndicatorEntry, catalogue_from
from formsvc.legacy_reports.normal import folded
from formsvc.legacy_reports.wordings import wording_in
from formsvc.schemes.definition import Scheme
from formsvc.storage.legacy import readings_of_scheme

Said = Counter[str]
"""Outcome (`confirmed`, `changed`, `rejected`) -> how many reports."""


@dataclass
class Corrections:
    """An indicator with the new wordings that people's answers came from, and what they typed in unaided."""

    indicator: IndicatorEntry
    wordings: dict[str, Counter[str]] = field(default_factory=dict)
    by_hand: int = 0

    @property
    def aliases(self) -> list[tuple[str, Said]]:
        """Wordings that were right more often than not, the most frequent first."""
        known = {folded(wording) for wording in self.indicator.wordings}
        right = {
            wording: said
            for wording, said in self.wordings.items()
            if folded(wording) not in known and said["confirmed"] + said["changed"] > said["rejected"]
        }
        return sorted(right.items(), key=lambda one: (-one[1].total(), one[0]))


def export_corrections(session: Session, scheme: Scheme, form_id: str = "report") -> list[Corrections]:
    """For each indicator of an edition that people have taught us something of, over all reports of the scheme."""
    entries = catalogue_from(scheme, form_id).indicators
    found = {entry.id: Corrections(entry) for entry in entries}
    for row in readings_of_scheme(session, scheme.id):
        for entry in entries:
            _learn(found[entry.id], row.reading, list(_said_of(row.judged, entry.id)))
    return [one for one in found.values() if one.aliases or one.by_hand]


def _learn(corrections: Corrections, reading: Mapping[str, Any], said: list[str]) -> None:
    texts = [entry["text"] for entry in reading["values"] if entry["indicator"] == corrections.indicator.id]
    if not texts:
        corrections.by_hand += "changed" in said
        return
    for wording in {wording for text in texts if (wording := wording_in(text))}:
        for outcome in set(said):
            corrections.wordings.setdefault(wording, Counter())[outcome] += 1


def _said_of(judged: Mapping[str, Any], indicator: str) -> Iterator[str]:
    """What was said of an indicator, or of it for each service."""
    place = f"result.{indicator}"
    for where, said in judged.items():
        if where == place or where.startswith(f"{place}.{PER_SERVICE}."):
            yield said["outcome"]
