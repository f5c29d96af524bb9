"""What was edited in a proposal: its texts beside the version before, and beside standard text where there is some."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from formsvc.services.case_log import LogEntry
from formsvc.services.compare_texts import Pair, changed_only, compare_texts
from formsvc.storage.models import Decision

PARTS = ("background", "reason", "cuts", "terms")


@dataclass(frozen=True)
class Edited:
    """A text that differs from what it is held against: the paragraphs that changed."""

    part: str
    against: Literal["previous", "standard"]
    pairs: Sequence[Pair]


def edited_words(log: Sequence[LogEntry], row: Decision, standard: Mapping[str, str]) -> list[Edited]:
    """The texts of a decision that were edited. `standard`: the standard text of a part, by its name."""
    proposed = [one.data for one in log if one.name == "DecisionProposed" and one.data["decision_id"] == row.id]
    former = proposed[-2] if len(proposed) > 1 else {}
    found = [Edited(part, "previous", _changes(former[part], getattr(row, part))) for part in PARTS if part in former]
    found += [Edited(part, "standard", _changes(words, getattr(row, part))) for part, words in standard.items()]
    return [edited for edited in found if edited.pairs]


def _changes(before: str, after: str) -> list[Pair]:
    return changed_only(compare_texts(_lines(before), _lines(after)))


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
