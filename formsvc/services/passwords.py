"""Passwords, kept as argon2id hashes with the library's current parameters (RFC 9106's second choice)."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from formsvc.kernel.failures import Invalid
from formsvc.storage.models import Person

SHORTEST = 12
LONGEST = 200
_hasher = PasswordHasher()


class PasswordUnsuitable(Invalid):
    """Too short, too long, or the person's own address. Parameter: `shortest`."""

    code = "password_unsuitable"


def require_suitable(password: str, email: str) -> None:
    """Length is what counts; no rule about kinds of characters. Raises PasswordUnsuitable."""
    if not SHORTEST <= len(password) <= LONGEST or password.strip().lower() == email:
        raise PasswordUnsuitable(shortest=SHORTEST)


def hashed(password: str) -> str:
    """The hash to store."""
    return _hasher.hash(_normal(password))


def fits(person: Person | None, password: str) -> bool:
    """Whether this is the person's password. Takes as long for nobody as for somebody."""
    stored = (person and person.password_hash) or _nobodys_hash()
    try:
        return _hasher.verify(stored, _normal(password[:LONGEST])) and person is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(person: Person) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return person.password_hash is not None and _hasher.check_needs_rehash(person.password_hash)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


def _normal(password: str) -> str:
    """The same password from every keyboard: å as one character or as two."""
    return unicodedata.normalize("NFC", password)
