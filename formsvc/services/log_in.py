"""A person logs in with a local account.

Single sign-on replaces this one use case: it ends in a `Person`, found by what the identity provider vouches for
(docs/decisions has the seam).
"""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.failures import Invalid
from formsvc.services import passwords, throttle
from formsvc.storage.models import Person
from formsvc.storage.people import person_by_email


class WrongLogin(Invalid):
    """Address and password do not belong together; does not say which is wrong."""

    code = "wrong_login"


def log_in(session: Session, visitor: throttle.Visitor, email: str, password: str, at: datetime) -> Person:
    """Whoever has this address and password.

    Raises WrongLogin or TooManyAttempts; both say the same, and take the same time, for an unknown account.
    """
    email = email.strip().lower()
    keys = visitor.login_keys(email)
    throttle.require_not_throttled(session, keys, at)
    person = person_by_email(session, email)
    fits = passwords.fits(person, password)
    if person is None or not fits:
        throttle.count(session, keys, at)
        session.commit()
        raise WrongLogin
    throttle.forget(session, keys[0], at)
    if passwords.is_outdated(person):
        person.password_hash = passwords.hashed(password)
    session.commit()
    return person
