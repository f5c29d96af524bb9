"""Rows, heads and headings that only together say which value a number is."""

from pathlib import Path
from typing import Any

import pytest

from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry, catalogue_from
from formsvc.legacy_reports.mapping import read_pages
from formsvc.legacy_reports.reading import Reading
from formsvc.schemes.loader import load_edition
from tests.legacy_reports.examples import CATALOGUE, FOLLOWERS, TRAINED, document, row, values

GOALS = Catalogue(
    (
        IndicatorEntry("established", "Etablering av frisklivssentral", "grade", ("Etablering av frisklivssentral",)),
        IndicatorEntry("cooperation", "Bedre samhandling", "grade", ("Bedre samhandling",)),
    )
)
BY_CHANNEL = catalogue_from(load_edition(Path(__file__).parents[2] / "forms/hjelpetelefon-chat/2026"))
PHONE, CHAT = "answered_telephone_share", "answered_chat_share"
PHONE_WAIT, CHAT_WAIT = "waiting_telephone", "waiting_chat"


def read(lines: list[Any], catalogue: Catalogue = CATALOGUE) -> Reading:
    return read_pages(document("Rapport for 2024", *lines), catalogue)


def test_a_row_and_a_head_name_a_value_together() -> None:
    head = row(80, (60, "Kanal"), (250, "Andel henvendelser besvart"), (430, "Gjennomsnittlig ventetid"))
    phone = row(100, (60, "Telefon"), (300, "89 %"), (470, "1,8"))
    chat = row(116, (60, "Chat"), (300, "94 %"), (470, "0,7"))
    expected = {PHONE: 89, CHAT: 94, PHONE_WAIT: 1.8, CHAT_WAIT: 0.7}
    assert values(read([*head, *phone, *chat], BY_CHANNEL)) == expected


def test_services_may_stand_in_the_heads_and_over_several_columns() -> None:
    over = row(80, (310, "Telefon"), (455, "Chat"))
    head = row(96, (60, "Indikator"), (260, "Mål"), (330, "Resultat"), (400, "Mål"), (470, "Resultat"))
    line = row(116, (60, "Andel henvendelser besvart"), (265, "75 %"), (340, "71 %"), (405, "80 %"), (480, "84 %"))
    assert values(read([*over, *head, *line], BY_CHANNEL)) == {PHONE: 71, CHAT: 84}


def test_a_heading_names_the_service_of_the_rows_under_it() -> None:
    lines: list[Any] = []
    for top, channel, share, wait in ((80, "Telefon", "64 %", "11 min"), (150, "Chat", "55 %", "7,5 min")):
        lines += row(top, (60, f"**{channel}"))
        lines += row(top + 16, (60, "Andel henvendelser besvart"), (400, share))
        lines += row(top + 32, (60, "Gjennomsnittlig ventetid"), (400, wait))
    expected = {PHONE: 64, CHAT: 55, PHONE_WAIT: 11, CHAT_WAIT: 7.5}
    assert values(read(lines, BY_CHANNEL)) == expected


def test_each_service_has_its_own_row_under_the_indicator() -> None:
    head = row(80, (60, "Tilbud"), (300, "Antall deltakere per tilbud"))
    lines = [*head, *row(100, (60, "Samtalegruppe"), (340, "34")), *row(116, (60, "Turgruppe"), (340, "27"))]
    found = values(read([*lines, *row(132, (60, "I alt"), (340, "61"))]))
    assert found == {("participants", "Samtalegruppe"): 34, ("participants", "Turgruppe"): 27}


def test_a_cross_means_the_word_over_it() -> None:
    head = row(80, (300, "Ja"), (360, "Delvis"), (420, "Nei"), (480, "Ikke aktuelt"))
    first = row(100, (60, "Etablering av frisklivssentral"), (505, "X"))
    second = row(120, (60, "Bedre samhandling"), (300, "☐"), (365, "☒"), (422, "☐"), (505, "☐"))
    expected = {"established": "IKKE AKTUELT", "cooperation": "DELVIS"}
    assert values(read([*head, *first, *second], GOALS)) == expected


@pytest.mark.parametrize("marks", [(), ("X", "X"), ("☐", "☐")])
def test_no_cross_or_two_say_nothing(marks: tuple[str, ...]) -> None:
    head = row(80, (300, "Ja"), (360, "Delvis"), (420, "Nei"))
    line = row(100, (60, "Bedre samhandling"), *zip((300, 420), marks, strict=False))
    assert values(read([*head, *line], GOALS)) == {}


def test_a_box_that_is_not_ticked_answers_nothing() -> None:
    privacy = "Tilbudet anvender system/rutiner for ivaretakelse av personvern"
    line = row(80, (60, privacy), (400, "☒ Ja"), (500, "☐ Nei"))
    assert values(read(line)) == {"privacy": "JA"}


def test_what_no_head_calls_target_is_the_result() -> None:
    head = row(80, (60, "Resultatmål"), (330, "Deltakere"), (400, "Mål i søknaden"), (500, "Andel"))
    line = row(100, (60, FOLLOWERS), (340, "14"), (420, "20"), (500, "12 %"))
    assert values(read([*head, *line])) == {"followers": 14}


def test_values_under_a_heading_of_an_earlier_year_are_that_years() -> None:
    lines = [(60, 80, f"{TRAINED}: 85 %"), (60, 140, "**Vedlegg: tallene vi rapporterte for 2023")]
    reading = read([*lines, (60, 160, f"{FOLLOWERS}: 4 100"), (60, 176, f"{TRAINED}: 71 %")])
    assert values(reading) == {"trained": 85}
    assert {fact.indicator: (fact.value, fact.role) for fact in reading.facts}["followers"] == (4100, "last_year")


def test_a_sentence_under_its_question_answers_it() -> None:
    question = "Hvor stor andel av medarbeiderne har fått opplæring siste år?"
    lines = [(60, 80, question), (60, 94, "Samtlige 41, altså 96 prosent, opp fra 90 prosent i 2023.")]
    assert values(read(lines)) == {"trained": 96}


def test_a_figure_before_its_label_is_the_labels() -> None:
    assert values(read(row(100, (60, "4 100"), (110, FOLLOWERS)))) == {"followers": 4100}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["12 av 15 medarbeidere (80 %) har fått opplæring siste år."], {"trained": 80}),
        (["Enda flere, 95 prosent, følte at det var trygt å kontakte tilbudet."], {"safe": 95}),
        (["Vi har rutiner for ivaretakelse av personvern, men de er ikke tatt i bruk."], {}),
        (["Medarbeiderne skulle ha fått opplæring, og målet var 97 prosent siste år."], {}),
        (["Av 44 medarbeidere har 36 deltakere fått opplæring siste år."], {}),
        (["Vi publiserte 4 artikler på nettsiden."], {}),
        (["Lengste ventetid chat: 41 min"], {}),
        (["I alt hadde nettsiden 3", "945 besøkende siste år."], {"visitors": 3945}),
    ],
)
def test_running_text_says_what_it_says_and_no_more(lines: list[str], expected: dict[str, Any]) -> None:
    assert values(read([(60, 100 + 12 * number, line) for number, line in enumerate(lines)])) == expected
