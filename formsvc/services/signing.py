"""Signing and sending a form: what the signatory sends, and where the form stands with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from formsvc.answers import Context
from formsvc.kernel.failures import Invalid
from formsvc.schemes.definition import Scheme
from formsvc.services.form_progress import FormProgress, form_progress, signing_section
from formsvc.storage.cases import drafts_of
from formsvc.storage.models import Case
from formsvc.texts import Language


class FormIncomplete(Invalid):
    """Something is missing or wrong; `progress` says what, section by section. Parameter: count."""

    code = "form_incomplete"

    def __init__(self, progress: FormProgress) -> None:
        super().__init__(count=len(progress.errors))
        self.progress = progress


@dataclass(frozen=True)
class Signing:
    """What the signatory sends: the signature section as typed, and the version number that their page showed."""

    typed: Mapping[str, Any]
    number: int
    language: Language


def signed_progress(
    session: Session, case: Case, scheme: Scheme, key: str, context: Context, signature: Mapping[str, Any]
) -> FormProgress:
    """Where a form stands with this signature, which is never saved as a draft. `key` as in `Draft.form`."""
    form = scheme.form(key.partition(":")[0])
    drafts = {name: draft.typed for name, draft in drafts_of(session, case, key).items()}
    section = signing_section(form)
    if section is not None:
        drafts[section.id] = dict(signature)
    return form_progress(scheme, form, drafts, context)
