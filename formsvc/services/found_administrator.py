"""An operator makes a grant administrator known to the service, and invites its first administrator."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.services import tokens
from formsvc.services.example_data import Administrators
from formsvc.services.invite import readable_email
from formsvc.storage.models import GrantAdministrator
from formsvc.storage.people import find_grant_administrator


class UnknownAdministrator(NotFound):
    """`administrators.toml` has nobody with this key. Parameters: `key`, `known`."""

    code = "unknown_administrator"

    def __str__(self) -> str:
        """One line for the operator."""
        return f"there is no grant administrator {self.params['key']!r}; there are {self.params['known']}"


def found_administrator(
    session: Session, known: Administrators, key: str, email: str, *, post: tokens.Post, at: datetime
) -> str:
    """Make the grant administrator, or bring its letterhead up to date; send the invitation, and give its link.

    Raises UnknownAdministrator or InvalidEmail.
    """
    entry = known.get(key)
    if entry is None:
        raise UnknownAdministrator(key=key, known=", ".join(found.key for found in known.administrators))
    address = readable_email(email)
    row = find_grant_administrator(session, key) or GrantAdministrator(key=key)
    row.name, row.orgnr = entry.name.model_dump(), entry.orgnr
    row.kind, row.county = entry.kind, entry.county
    row.letterhead = entry.letterhead.model_dump(mode="json")
    session.add(row)
    session.flush()
    grants = {"grant_administrator_id": row.id, "roles": ["administrator"]}
    secret = tokens.issue(session, "invitation", address, at + tokens.INVITATION_LASTS, grants)
    session.commit()
    post.send(secret, address, "invitation_staff", "nb", administrator=entry.name.nb)
    return post.link(secret)
