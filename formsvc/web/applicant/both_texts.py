"""Two people saved the same section: what the other one wrote where it differs from this person's text."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from formsvc.answers.summary import Item, summary
from formsvc.schemes.definition import Section
from formsvc.services.open_form import OpenForm
from formsvc.texts import Language

Typed = Mapping[str, Any]


def differences(opened: OpenForm, section: Section, mine: Typed, theirs: Typed, language: Language) -> list[Item]:
    """The questions that the two answered differently, as the other one answered them."""
    view = opened.progress_with(section, theirs).view
    items = [item for part in summary(view, language) if part.section is section for item in part.items]
    return [_as_written(item, theirs) for item in items if mine.get(item.field.id) != theirs.get(item.field.id)]


def _as_written(item: Item, theirs: Typed) -> Item:
    """The answer in words; as it was typed, where it made no sense as an answer."""
    raw = theirs.get(item.field.id)
    typed = raw if isinstance(raw, str) and raw.strip() and not item.answered else None
    return replace(item, answered=True, text=typed) if typed else item
