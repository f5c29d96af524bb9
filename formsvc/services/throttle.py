"""Throttling of guesses: by account and by network address, both kept as keyed hashes only."""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from formsvc.kernel.failures import TooOften
from formsvc.storage.models import LoginAttempt
from formsvc.storage.people import failed_logins, forget_failed_logins

WINDOW = timedelta(minutes=15)
MOST_BY_ACCOUNT = 5
MOST_BY_ADDRESS = 50
MOST_RESETS = 3


class TooManyAttempts(TooOften):
    """Guessed too often; says the same whether the account exists. Parameter: `minutes`."""

    code = "too_many_attempts"


@dataclass(frozen=True)
class Key:
    """What is counted, and how often it may happen within the window."""

    hash: str
    most: int


@dataclass(frozen=True)
class Visitor:
    """Where a request without a login comes from. `secret` keys the hashes: nobody can list addresses from them."""

    address: str
    secret: str

    def key(self, kind: Literal["account", "address", "reset"], value: str, most: int) -> Key:
        """The key of one thing that is counted."""
        digest = hmac.new(self.secret.encode(), f"{kind}:{value}".encode(), hashlib.sha256)
        return Key(digest.hexdigest(), most)

    def login_keys(self, email: str) -> tuple[Key, Key]:
        """What a login counts against: the account and the visitor's address."""
        return self.key("account", email, MOST_BY_ACCOUNT), self.key("address", self.address, MOST_BY_ADDRESS)

    def reset_key(self, email: str) -> Key:
        """What a request for a new password counts against."""
        return self.key("reset", email, MOST_RESETS)


def is_throttled(session: Session, keys: Collection[Key], at: datetime) -> bool:
    """Whether any of these has been tried too often."""
    return any(failed_logins(session, key.hash, at - WINDOW) >= key.most for key in keys)


def require_not_throttled(session: Session, keys: Collection[Key], at: datetime) -> None:
    """Raises TooManyAttempts."""
    if is_throttled(session, keys, at):
        raise TooManyAttempts(minutes=int(WINDOW.total_seconds() // 60))


def count(session: Session, keys: Collection[Key], at: datetime) -> None:
    """Note an attempt."""
    session.add_all(LoginAttempt(key_hash=key.hash, at=at) for key in keys)


def forget(session: Session, key: Key, at: datetime) -> None:
    """Start again from none for this key, and clear what is older than the window."""
    forget_failed_logins(session, key.hash, at - WINDOW)
