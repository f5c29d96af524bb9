"""A person who has forgotten the password gets a link by mail and chooses a new one."""

from datetime import datetime
from typing import cast

from sqlalchemy.orm import Session

from formsvc.services import passwords, throttle, tokens
from formsvc.storage.models import Person
from formsvc.storage.people import open_tokens, person_by_email
from formsvc.texts import Language


def request_password_reset(
    session: Session, visitor: throttle.Visitor, email: str, post: tokens.Post, at: datetime
) -> None:
    """Send a link if the address has an account and has not had several already.

    Tells nobody which it was: the database does the same work for an unknown address.
    """
    email = email.strip().lower()
    key = visitor.reset_key(email)
    if throttle.is_throttled(session, [key], at):
        return
    throttle.count(session, [key], at)
    person = person_by_email(session, email)
    secret = tokens.issue(session, "password_reset", email, at + tokens.RESET_LASTS) if person else None
    session.commit()
    if person and secret:
        post.send(secret, email, "password_reset", cast("Language", person.language))


def require_reset_link(session: Session, secret: str, at: datetime) -> None:
    """Raises LinkSpent if the link is of no use any more. Looking does not use it."""
    tokens.find(session, "password_reset", secret, at)


def reset_password(session: Session, visitor: throttle.Visitor, secret: str, password: str, at: datetime) -> Person:
    """Set a new password, end every session of the person and spend every such link.

    Raises LinkSpent or PasswordUnsuitable (the link then stays good).
    """
    token = tokens.find(session, "password_reset", secret, at)
    person = person_by_email(session, token.email)
    if person is None:
        raise tokens.LinkSpent
    passwords.require_suitable(password, person.email)
    person.password_hash = passwords.hashed(password)
    person.session_epoch += 1
    for sent in open_tokens(session, "password_reset", at, person.email):
        sent.used_at = at
    throttle.forget(session, visitor.login_keys(person.email)[0], at)
    session.commit()
    return person
