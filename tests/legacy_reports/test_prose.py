"""Running text: which words belong to which number, and which sentence a number answers."""

from pathlib import Path
from typing import Any

import pytest

from formsvc.legacy_reports.catalogue import catalogue_from
from formsvc.legacy_reports.mapping import read_pages
from formsvc.legacy_reports.reading import Reading
from formsvc.legacy_reports.sentences import numbers_in
from formsvc.schemes.loader import load_edition
from tests.legacy_reports.examples import document, values

FORMS = Path(__file__).parents[2] / "forms"
FACTS = catalogue_from(load_edition(FORMS / "faktainformasjon-rus/2024"))
OFFERS = catalogue_from(load_edition(FORMS / "samtale-mestring/2026"))
HEALTH = catalogue_from(load_edition(FORMS / "frisklivstilbud/2024"))
PHONE, CHAT = "answered_telephone_share", "answered_chat_share"


def told(text: str, catalogue: Any) -> Reading:
    return read_pages(document("Rapport for 2024", (60.0, 100.0, text), size=5), catalogue)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi besvarte 76 % av anropene og 68 % av chattene.", {PHONE: 76, CHAT: 68}),
        ("Vi svarte på 69,5 % av anropene.", {PHONE: 69.5}),
        (
            "Hvor stor del av henvendelsene ble besvart? På telefon 86 prosent, på chat 72 prosent.",
            {PHONE: 86, CHAT: 72},
        ),
        ("Foreningen hadde 3,6 lønnede årsverk.", {"paid_fte": 3.6}),
        ("I året fikk vi 60 henvendelser totalt: 30 på chat, 20 på e-post og 10 i innboks.", {"contacts": 60}),
        ("Organisasjonen har en kommunikasjonsplan, som styret vedtok i 2023.", {"visibility_plan": "JA"}),
        ("Organisasjonen har ikke noen kommunikasjonsplan, den skal styret lage.", {"visibility_plan": "NEI"}),
        ("Organisasjonen har en kommunikasjonsplan, som ikke er tatt i bruk.", {}),
        ("Organisasjonen har en kommunikasjonsplan og bruker den: ingenting er tilfeldig.", {"visibility_plan": "JA"}),
    ],
)
def test_each_number_has_its_own_words(text: str, expected: dict[str, Any]) -> None:
    assert values(told(text, FACTS)) == expected


def test_a_short_sentence_answers_the_one_before() -> None:
    asked = "Brukerne ble spurt om de fikk det tilbudet de hadde behov for."
    found = told(f"{asked} 74 prosent svarte ja.", OFFERS)
    assert values(found) == {"needed_offer_share": 74}
    assert found.values[0].confidence < 0.7


def test_a_number_in_letters_needs_more_words_and_is_less_sure() -> None:
    found = told("Tolv er tilbake i jobb eller har økt arbeidsdeltakelse.", HEALTH)
    assert values(found) == {"back_to_work": 12}
    assert found.values[0].confidence < 0.6
    assert values(told("To brukere sitter i arbeidsgruppen.", HEALTH)) == {}
    assert values(told("Målt med Sit-to-stand er deltakerne i bedre fysisk form.", HEALTH)) == {}


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("Telefonen besvarte 91 87 prosent.", [87]),
        ("I 2024 kom 40 personer.", [40]),
        ("Etter kurset oppga 13 av 16 deltakere det.", [13]),
        ("11 Antall henvendelser er 60.", [60]),
        ("Til sammen 50: 20 her, 18 der og 12 andre steder.", [50]),
        ("Oppgi andel, f.eks. 75 %, her.", []),
        ("Ventetiden var 7½ minutter.", [7]),
    ],
)
def test_which_numbers_a_sentence_gives(text: str, lows: list[float]) -> None:
    assert [int(said.amount.low) for said in numbers_in(text)] == lows


def test_a_part_is_less_sure_than_its_whole() -> None:
    whole, part = numbers_in("Vi hadde 48 900 følgere; 31 400 av dem er unge.")
    assert (whole.sure, part.sure) == (True, False)
