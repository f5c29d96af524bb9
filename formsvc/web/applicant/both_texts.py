"""Two people saved the same section: what the other one wrote where it differs from this person's text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formsvc.answers.summary import Item, summary
from formsvc.schemes.definition import Section
from formsvc.services.open_form import OpenForm
from formsvc.texts import Language


@dataclass(frozen=True)
class Difference:
    """A question that the two answered differently, with the other's answer."""

    item: Item
    written: str | None
    """The other's text as typed, where it could not be read as an answer."""


def differences(
    opened: OpenForm, section: Section, mine: Mapping[str, Any], theirs: Mapping[str, Any], language: Language
) -> list[Difference]:
    """The questions of a section where the two texts differ, as the other one answered them."""
    view = opened.progress_with(section, theirs).view
    items = [item for part in summary(view, language) if part.section is section for item in part.items]
    return [
        Difference(item, _as_typed(theirs.get(item.field.id)) if not item.answered else None)
        for item in items
        if mine.get(item.field.id) != theirs.get(item.field.id)
    ]


def _as_typed(raw: Any) -> str | None:
    return raw if isinstance(raw, str) and raw.strip() else None
