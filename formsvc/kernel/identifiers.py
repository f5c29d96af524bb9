"""Norwegian organisation numbers and account numbers.

Sources: Enhetsregisteret's rule for organisation numbers (nine digits, MOD11) and the banks' rule for account
numbers (eleven digits, MOD11), including its exception for numbers whose fifth and sixth digit are 0.
"""

import re

from stdnum.exceptions import ValidationError
from stdnum.no import orgnr as _orgnr

from formsvc.kernel.failures import Invalid

_ACCOUNT_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_SEPARATORS = re.compile(r"[\s. \u2009\u202f-]")


class InvalidOrgnr(Invalid):
    """Not nine digits, or a wrong check digit."""

    code = "wrong_orgnr"


class InvalidAccount(Invalid):
    """Not eleven digits, or a wrong check digit."""

    code = "wrong_account"


def parse_orgnr(text: str) -> str:
    """The nine digits of an organisation number, spaces removed.

    Raises InvalidOrgnr.
    """
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise InvalidOrgnr(value=text)
    try:
        return str(_orgnr.validate(digits))
    except ValidationError as error:
        raise InvalidOrgnr(value=text) from error


def format_orgnr(digits: str) -> str:
    """`974760673` -> `974 760 673` with no-break spaces."""
    return f"{digits[:3]}\u00a0{digits[3:6]}\u00a0{digits[6:]}"


def parse_account(text: str) -> str:
    """The eleven digits of a Norwegian account number, dots and spaces removed.

    Raises InvalidAccount. Not python-stdnum: it accepts eleven zeros and does not know that only digits 7-10
    are checked where digits 5 and 6 are 0.
    """
    digits = _SEPARATORS.sub("", text)
    if not re.fullmatch(r"[0-9]{11}", digits) or set(digits) == {"0"} or not _account_checks(digits):
        raise InvalidAccount(value=text)
    return digits


def _account_checks(digits: str) -> bool:
    first = 6 if digits[4:6] == "00" else 0
    pairs = zip(_ACCOUNT_WEIGHTS[first:], digits[first:10], strict=True)
    remainder = sum(weight * int(digit) for weight, digit in pairs) % 11
    return (11 - remainder) % 11 == int(digits[10])


def format_account(digits: str) -> str:
    """`12345678903` -> `1234 56 78903` with no-break spaces."""
    return f"{digits[:4]}\u00a0{digits[4:6]}\u00a0{digits[6:]}"
