"""What a register says, and what counts when it says nothing."""

from datetime import date
from typing import Any

import pytest

from formsvc.services.ask_register import ask_register
from formsvc.services.registers import HttpRegister, NoRegister, Register, Said, Unit, read_answer
from tests.fixtures.example import Example

UNIT = {
    "organisasjonsnummer": "310012114",
    "navn": "EKSEMPELFORENINGEN",
    "organisasjonsform": {"kode": "FLI", "beskrivelse": "Forening/lag/innretning"},
    "registreringsdatoEnhetsregisteret": "2014-03-01",
    "maalform": "Nynorsk",
    "forretningsadresse": {
        "adresse": ["Eksempelveien 1"], "postnummer": "0001", "poststed": "OSLO", "kommunenummer": "0301",
    },
}  # fmt: skip


class Saying:
    """A register that says one thing."""

    def __init__(self, said: Said | None) -> None:
        self.said = said

    def ask(self, register: Register, orgnr: str) -> Said | None:  # noqa: ARG002
        """That."""
        return self.said


def test_the_register_of_units_fills_a_form() -> None:
    said = read_answer("units", UNIT, "test")
    assert (said.found, said.registered_on) == (True, date(2014, 3, 1))
    assert said.unit == Unit(
        "EKSEMPELFORENINGEN", "voluntary_organisation", ("Eksempelveien 1",), "0001", "OSLO", "0301", "nn"
    )


def test_a_unit_that_was_deleted_is_not_found() -> None:
    assert read_answer("units", {**UNIT, "slettedato": "2020-01-01"}, "test").found is False


def test_the_register_of_voluntary_organisations_says_since_when() -> None:
    said = read_answer("voluntary", {"organisasjonsnummer": "310012114", "innfoertDato": "2014-03-12"}, "test")
    assert (said.found, said.registered_on) == (True, date(2014, 3, 12))


@pytest.mark.parametrize("body", [None, [], "x", {}, {"feil": 1}])
def test_an_answer_of_another_shape_is_no_answer(body: Any) -> None:
    assert read_answer("voluntary", body, "test").found is None


@pytest.mark.parametrize(
    "strange",
    [{"postadresse": "x"}, {"organisasjonsform": []}, {"maalform": 7}, {"registreringsdatoEnhetsregisteret": "i fjor"}],
)
def test_strange_parts_of_an_answer_are_left_out(strange: dict[str, Any]) -> None:
    assert read_answer("units", {**UNIT, **strange}, "test").found is True


@pytest.mark.loopback
def test_a_register_that_is_down_says_nothing() -> None:
    assert HttpRegister("http://127.0.0.1:1").ask("units", "310012114") == Said(
        None, "http://127.0.0.1:1/enhetsregisteret/api/enheter/310012114"
    )


def test_each_answer_is_kept_and_the_latest_counts(example: Example) -> None:
    with example.session() as session:
        ask = Saying(Said(found=False, source="first"))
        first = ask_register(session, ask, "voluntary", "310034339", example.clock())
        example.clock.forward(days=1)
        second = ask_register(
            session, Saying(Said(found=True, source="second")), "voluntary", "310034339", example.clock()
        )
        session.commit()
        assert (first.found, second.found, second.source) == (False, True, "second")
        down = ask_register(session, Saying(Said(None, "down")), "voluntary", "310034339", example.clock())
        assert down.source == "second", "a register that is down does not hide what it said before"


def test_nobody_to_ask_and_nothing_known_is_for_a_person_to_judge(example: Example) -> None:
    with example.session() as session:
        assert ask_register(session, NoRegister(), "voluntary", "310034339", example.clock()).found is None
        assert ask_register(session, NoRegister(), "voluntary", "310012114", example.clock()).found is True
