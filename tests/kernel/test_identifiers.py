"""Organisation and account numbers, with the traps that a library for them has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formsvc.kernel.identifiers import (
    InvalidAccount,
    InvalidOrgnr,
    format_account,
    format_orgnr,
    parse_account,
    parse_orgnr,
)


@pytest.mark.parametrize("written", ["974760673", "974 760 673", "974\u00a0760\u00a0673", " 983544622 "])
def test_organisation_numbers_that_are_right(written: str) -> None:
    assert parse_orgnr(written).isdigit()


@pytest.mark.parametrize(
    "written", ["", "974760674", "97476067", "9747606733", "NO974760673", "97476067٣", "000000001"]
)
def test_organisation_numbers_that_are_wrong(written: str) -> None:
    with pytest.raises(InvalidOrgnr):
        parse_orgnr(written)


@pytest.mark.parametrize(
    "written",
    [
        "12345678903",
        "1234.56.78903",
        "1234 56 78903",
        pytest.param("12340078905", id="fifth and sixth digit are 0: only the last five count"),
    ],
)
def test_account_numbers_that_are_right(written: str) -> None:
    assert len(parse_account(written)) == 11


@pytest.mark.parametrize(
    "written",
    [
        "",
        "12345678904",
        "1234567890",
        "123456789033",
        "00000000000",
        pytest.param("0000 0000000", id="eleven zeros"),
        "12345٣78903",
    ],
)
def test_account_numbers_that_are_wrong(written: str) -> None:
    with pytest.raises(InvalidAccount):
        parse_account(written)


@given(st.text(alphabet="0123456789", min_size=11, max_size=11))
def test_one_digit_wrong_is_always_found_in_an_ordinary_account_number(digits: str) -> None:
    try:
        account = parse_account(digits)
    except InvalidAccount:
        return
    if account[4:6] != "00":
        last = str((int(account[10]) + 1) % 10)
        with pytest.raises(InvalidAccount):
            parse_account(account[:10] + last)


def test_numbers_are_shown_in_groups_and_can_be_typed_again() -> None:
    assert format_orgnr("974760673") == "974\u00a0760\u00a0673"
    assert format_account("12345678903") == "1234\u00a056\u00a078903"
    assert parse_orgnr(format_orgnr("974760673")) == "974760673"
    assert parse_account(format_account("12345678903")) == "12345678903"
