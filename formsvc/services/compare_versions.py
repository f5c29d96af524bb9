"""What a correction changed: the questions that two versions answer differently."""

from collections.abc import Iterator
from dataclasses import dataclass

from formsvc.answers import View
from formsvc.answers.summary import Item, Part, summary
from formsvc.texts import Language


@dataclass(frozen=True)
class Change:
    """A question with its answer in both versions; None where a version did not ask it."""

    section: str
    before: Item | None
    after: Item | None

    @property
    def label(self) -> str:
        """The question."""
        item = self.after or self.before
        return item.label if item else ""


def compare_versions(before: View, after: View, language: Language) -> list[Change]:
    """The differences, in the form's order; questions that only the earlier version asked come last."""
    old, new = _items(summary(before, language)), _items(summary(after, language))
    changed = [Change(section, old.get(name, (section, None))[1], item) for name, (section, item) in new.items()]
    gone = [Change(section, item, None) for name, (section, item) in old.items() if name not in new]
    return [change for change in (*changed, *gone) if change.before != change.after]


def _items(parts: list[Part]) -> dict[str, tuple[str, Item]]:
    return dict(_named(parts))


def _named(parts: list[Part]) -> Iterator[tuple[str, tuple[str, Item]]]:
    for part in parts:
        for item in part.items:
            yield item.field.id, (part.title, item)
