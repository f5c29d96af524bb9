"""What an organisation's members are told when a letter stands on their page."""

from collections.abc import Iterator
from typing import cast

from formsvc.services.mail import Mail
from formsvc.storage.models import Case
from formsvc.texts import Language, text


def members_notices(case: Case, page: str) -> Iterator[Mail]:
    """A notice with a link and nothing about the decision: mail is not a safe place."""
    for membership in case.organisation.memberships:
        person = membership.person
        language = cast("Language", person.language)
        yield Mail(
            to=person.email,
            subject=text("services.notice.subject", language, number=case.number),
            body=text("services.notice.body", language, number=case.number, page=page),
        )
