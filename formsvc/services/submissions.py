"""Numbered versions of a form: what was sent in, never changed; with the files that its answers name."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from formsvc.schemes.definition import Form, Scheme
from formsvc.schemes.lock import fingerprint
from formsvc.storage.cases import submissions_of
from formsvc.storage.documents import add_document, file_content, find_attachment
from formsvc.storage.models import Case, Submission
from formsvc.texts import Language

Kind = Literal["original", "correction", "withdrawal"]
Origin = Literal["web", "pdf"]


def add_submission(
    session: Session,
    case: Case,
    scheme: Scheme,
    form: str,
    *,
    kind: Kind,
    answers: Mapping[str, Any],
    language: Language,
    person_id: int,
    at: datetime,
    origin: Origin = "web",
    received_on: date | None = None,
) -> Submission:
    """Add the next numbered version. `form` as in `Draft.form`; `received_on`: when it came on paper.

    The caller records the event and commits.
    """
    number = len(submissions_of(session, case, form)) + 1
    submission = Submission(
        case_id=case.id,
        form=form,
        number=number,
        kind=kind,
        reference=reference(case, form, number),
        scheme=scheme.id,
        edition=scheme.edition,
        revision=scheme.revision,
        definition_hash=fingerprint(scheme).removeprefix("sha256:"),
        language=language,
        answers=dict(answers),
        origin=origin,
        submitted_at=at,
        received_on=received_on,
        submitted_by_id=person_id,
    )
    session.add(submission)
    session.flush()
    return submission


def reference(case: Case, form: str, number: int) -> str:
    """`26/00017-2`: the second version of the application; `26/00017-R2026-1`: the first report on 2026."""
    _, _, year = form.partition(":")
    return f"{case.number}-R{year}-{number}" if year else f"{case.number}-{number}"


def archive_attachments(session: Session, case: Case, form: Form, submission: Submission, at: datetime) -> None:
    """Every file that a version's answers name becomes a numbered document of the case, once."""
    for place, file in attached(form, submission.answers):
        field = f"{submission.form}.{place}"
        if find_attachment(session, case, field, file["sha256"]) is None:
            add_document(
                session,
                case,
                content=file_content(session, file["sha256"]),
                at=at,
                direction="in",
                kind="attachment",
                title=file["name"],
                file_name=file["name"],
                media_type=file["media_type"],
                visible_to_applicant=True,
                field=field,
                created_by_id=submission.submitted_by_id,
            )


def attached(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The files of a form's answers, each with the id of its field."""
    for section in form.sections:
        for field in section.fields:
            if field.type == "attachment":
                yield from ((field.id, file) for file in answers.get(field.id) or ())
