"""Texts with a form of their own: numbers with check digits, addresses of the net, telephones."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from formsvc.answers.findings import Problem
from formsvc.answers.types.base import AnswerType, Json, Raw, Schema, typed, wrong_type
from formsvc.answers.types.words import CLEAN, is_clean
from formsvc.kernel.failures import Invalid
from formsvc.kernel.identifiers import format_account, format_orgnr, parse_account, parse_orgnr
from formsvc.schemes.definition import Field
from formsvc.texts import Language

Tidy = Callable[[str], str]
_PHONE = r"\+?[0-9][0-9 ]{3,18}[0-9]"
_EMAIL = r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+"
_URL = r"https?://[^\s/?#.]+(\.[^\s/?#.]+)+([/?#]\S*)?"


@dataclass(frozen=True)
class CodedType(AnswerType):
    """A text that must follow a pattern; `code` says so when it does not."""

    code: str
    is_valid: Callable[[str], bool]
    tidy: Tidy = str
    """From what was typed to the stored form."""
    shown: Tidy = str
    longest: int = 254

    def parse(self, raw: Raw, field: Field) -> Json | Problem:  # noqa: ARG002
        """Typed text in its stored form: spaces and separators out, `https://` before a bare address."""
        written = typed(raw)
        if written is None:
            return None if isinstance(raw, str) else raw
        tidy = self.tidy(written)
        return tidy if self.is_valid(tidy) else Problem(self.code, {"written": written[:60]})

    def check(self, value: Json, field: Field) -> Iterator[Problem]:  # noqa: ARG002
        """The stored form, check digits included."""
        if not isinstance(value, str):
            yield wrong_type("text")
        elif len(value) > self.longest:
            yield Problem("too_long", {"length": len(value), "maximum": self.longest})
        elif not is_clean(value):
            yield Problem("control_character")
        elif not self.is_valid(value):
            yield Problem(self.code, {"written": value[:60]})

    def format(self, value: Json, field: Field, language: Language) -> str:  # noqa: ARG002
        """As people write it: digits in groups."""
        return self.shown(str(value))

    def json_schema(self, field: Field) -> Schema:  # noqa: ARG002
        """A short text; its form is beyond the schema."""
        return {"type": "string", "maxLength": self.longest, "pattern": CLEAN}


def _follows(pattern: str) -> Callable[[str], bool]:
    return lambda value: re.fullmatch(pattern, value) is not None


def _digits(parse: Tidy) -> Tidy:
    """The digits where they make a right number; otherwise what was typed, for the check to refuse."""

    def tidy(written: str) -> str:
        try:
            return parse(written)
        except Invalid:
            return written

    return tidy


def _checks(parse: Tidy) -> Callable[[str], bool]:
    """Whether a stored number is right: digits only, and its check digit fits."""

    def is_valid(value: str) -> bool:
        try:
            return parse(value) == value
        except Invalid:
            return False

    return is_valid


def _phone(written: str) -> str:
    return re.sub(r"[\s()./-]+", " ", written).strip()


def _url(written: str) -> str:
    return written if "://" in written else f"https://{written}"


ORGNR = CodedType("invalid_orgnr", _checks(parse_orgnr), _digits(parse_orgnr), format_orgnr)
ACCOUNT = CodedType("invalid_account", _checks(parse_account), _digits(parse_account), format_account)
EMAIL = CodedType("invalid_email", _follows(_EMAIL))
PHONE = CodedType("invalid_phone", _follows(_PHONE), _phone)
URL = CodedType("invalid_url", _follows(_URL), _url, longest=2000)
