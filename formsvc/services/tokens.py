"""Secrets sent by mail: stored as hashes, used once, short-lived."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.services.mail import Mail, Mailer
from formsvc.storage.models import Token
from formsvc.storage.people import usable_token
from formsvc.texts import Language, text

Purpose = Literal["invitation", "password_reset"]


class LinkSpent(NotFound):
    """The link was used, has run out or was never sent."""

    code = "link_spent"


@dataclass(frozen=True)
class Post:
    """How a secret reaches a person: the mailer, and the page that takes the secret."""

    mailer: Mailer
    link: Callable[[str], str]

    def send(self, secret: str, to: str, kind: str, language: Language, **params: str) -> None:
        """Send the mail of this kind (`mail.<kind>` in the catalogues) with its link."""
        subject = text(f"mail.{kind}.subject", language, **params)
        body = text(f"mail.{kind}.body", language, link=self.link(secret), **params)
        self.mailer.send(Mail(to, subject, body))


def issue(
    session: Session, purpose: Purpose, email: str, expires_at: datetime, grants: dict[str, Any] | None = None
) -> str:
    """A new secret for this address."""
    secret = secrets.token_urlsafe(32)
    session.add(Token(digest=_digest(secret), purpose=purpose, email=email, grants=grants or {}, expires_at=expires_at))
    return secret


def find(session: Session, purpose: Purpose, secret: str, at: datetime) -> Token:
    """The token of a secret. Raises LinkSpent."""
    token = usable_token(session, _digest(secret), purpose, at)
    if token is None:
        raise LinkSpent
    return token


def _digest(secret: str) -> str:
    """A plain hash is enough: the secret is 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


RESET_LASTS = timedelta(hours=1)
INVITATION_LASTS = timedelta(days=7)
