"""A member saves a section of a form: whatever was typed, also what cannot be read yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Conflict
from formsvc.services.actor import Actor
from formsvc.services.writers import case_to_write
from formsvc.storage.drafts import find_draft, write_draft
from formsvc.storage.models import Draft


class SectionChanged(Conflict):
    """Somebody else saved the section after this person opened it. `theirs` is what stands there now."""

    code = "section_changed"

    def __init__(self, theirs: Draft) -> None:
        super().__init__(name=theirs.saved_by.name)
        self.theirs = theirs


def save_section(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    form: str,
    section: str,
    typed: Mapping[str, Any],
    opened_version: int,
    at: datetime,
) -> Draft:
    """Keep what was typed in a section.

    `form` is a draft's key (`application`, `report:2026`); `opened_version` is the version that the person's page
    showed, 0 where nothing had been saved. Saving the same text again is no conflict. Whether the form may be
    changed now is for the caller. Raises CaseNotFound, RoleMissing or SectionChanged.
    """
    case = case_to_write(session, actor, case_id, form)
    draft = find_draft(session, case, form, section)
    if draft is not None and draft.typed == typed:
        return draft
    if draft is not None and draft.version != opened_version:
        raise SectionChanged(draft)
    saved = write_draft(session, case, form, section, typed=dict(typed), person_id=actor.id, at=at)
    session.commit()
    return saved
