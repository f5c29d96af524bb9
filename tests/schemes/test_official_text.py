"""Official texts in the state that converters leave them in, and the list of requirements held against them."""

from typing import Any

import pytest

from formsvc.schemes.definition import Scheme
from formsvc.schemes.official_text import TextItem, items_of, words_of
from formsvc.schemes.trace import against_text, as_json, excuses, gaps
from tests.fixtures.definitions import field, form, scheme

WRAPPED = """ 3. Hvem kan søke

☐ Kommuner
 ☒ Frivillige og ideelle organisasjoner
 som står i registeret

4. Krav til søknaden

Søknaden må ha en beskrivelse av:

• Målgruppen for
tiltaket, og dens
 9

 behov
• Bemanningen og:
o antall ansatte
o antall frivillige

• Risiko

10. Resultatmatrise

Effektmål 1

Brukerne har fått hjelp. Andel av brukerne som fikk hjelp (%)

Resultatmål 1.1 Tilbudet er kjent Tilbudet har en plan for
synliggjøring (JA/NEI)

Antall treff i sosiale medier
"""
NUMBERED = "\n".join(
    ["1 Regelverk", "2", "## 3 **1. Mål**", "4 Målet er", "5 tredelt:"]
    + [f"- {number} • punkt nummer {number} i\n  - {number + 1} lista" for number in range(6, 60, 2)]
    + ["60", "61 ~~Slettet punkt~~", "62 **2. Krav**", "- 63", "- Egenfinansiering", "64  Budsjett"]
)
TABLE = """## 3. Matrise

| | Planlagt resultat | Kriterie for måloppnåelse (indikator) |
|--|--|--|
| Effektmål 1 | Hjelp | Andel som fikk hjelp (%) |
| | | Andel som ble lyttet til\\* (%) |

## 4. Kriterier

Kategori (vektning)	Kriterier	Forklaring
Tiltak (60 %)	Trygt tilbud	I hvilken grad er det trygt?
	Synlighet	I hvilken grad er det <u>synlig</u>.
"""
ANNEXES = """1. Bakgrunn

• Noe som er gjort

Vedlegg 1: Regelverk for ordningen

1. Mål

• Bedre helse

2. Kriterier

1. Planen skal være
klar.
2. Kommunen skal delta.
3. Tiltaket skal vare.

3. Rapportering

• Resultater

Vedlegg 2: Spørsmål

1. Fylke

2. Har dere rapportert?
"""


def listed(text: str) -> list[tuple[str, str, str]]:
    return [(item.point, item.item, item.words) for item in items_of(text)]


def test_ticks_bullets_and_rows_of_lost_tables() -> None:
    assert listed(WRAPPED) == [
        ("3", "tick 1", "Kommuner"),
        ("3", "tick 2", "Frivillige og ideelle organisasjoner som står i registeret"),
        ("4", "bullet 1", "Målgruppen for tiltaket, og dens behov"),
        ("4", "bullet 2", "Bemanningen og:"),
        ("4", "bullet 2.1", "antall ansatte"),
        ("4", "bullet 2.2", "antall frivillige"),
        ("4", "bullet 3", "Risiko"),
        ("10", "row 1", "Andel av brukerne som fikk hjelp (%)"),
        ("10", "row 2", "Tilbudet har en plan for synliggjøring (JA/NEI)"),
        ("10", "row 3", "Antall treff i sosiale medier"),
    ]
    assert [item.ticked for item in items_of(WRAPPED)[:2]] == [False, True]


def test_line_numbers_marks_and_deleted_text_are_no_content() -> None:
    items = listed(NUMBERED)

    assert items[0] == ("1", "bullet 1", "punkt nummer 6 i lista")
    assert items[-2:] == [("2", "bullet 1", "Egenfinansiering"), ("2", "tick 1", "Budsjett")]
    assert len(items) == 29
    assert "slettet" not in words_of(NUMBERED)


def test_rows_by_what_they_measure_or_ask() -> None:
    assert listed(TABLE) == [
        ("3", "row 1", "Andel som fikk hjelp (%)"),
        ("3", "row 2", "Andel som ble lyttet til* (%)"),
        ("4", "row 1", "Trygt tilbud"),
        ("4", "row 2", "Synlighet"),
    ]


LOST = """5. Tildelingskriterier

Kategori
(vekting)

Kriterier Utdyping

Tilbud
60 %

Bruker-
medvirkning
– og innsikt I hvilken grad er brukerne med? Hvordan
 9

brukes det de sier?

Budsjett 40 % Klart budsjett inkl. inntekter Er budsjettet klart?

6. Saksbehandling

• Frist
"""


def test_criteria_of_a_table_whose_cells_are_lost() -> None:
    assert listed(LOST) == [
        ("5", "row 1", "Bruker- medvirkning og innsikt"),
        ("5", "row 2", "Klart budsjett inkl. inntekter"),
        ("6", "bullet 1", "Frist"),
    ]


def test_numbered_criteria_are_no_headings_and_annexes_begin_anew() -> None:
    assert listed(ANNEXES) == [
        ("1", "bullet 1", "Bedre helse"),
        ("2", "question 1", "Planen skal være klar."),
        ("2", "question 2", "Kommunen skal delta."),
        ("2", "question 3", "Tiltaket skal vare."),
        ("3", "bullet 1", "Resultater"),
        ("survey", "question 1", "Fylke"),
        ("survey", "question 2", "Har dere rapportert?"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "1.", "☒", "• ", "|||", "\x0c", "Vedlegg 1: Regelverk"])
def test_any_text_can_be_read(text: str) -> None:
    assert all(isinstance(item, TextItem) for item in items_of(text))


def required(point: str, item: str, wording: str, **keys: Any) -> dict[str, Any]:
    return {"point": point, "item": item, "wording": wording, "carried_by": ["field:application.plan"], **keys}


LIST = [
    required("3", "tick 1", "Kommuner", ticked=False, carried_by=[], unhoused="background"),
    required("3", "tick 2", "Frivillige og ideelle organisasjoner", ticked=True),
    required("4", "bullet 1", "Målgruppen for tiltaket"),
    required("4", "bullet 2", "Bemanningen"),
    required("4", "bullet 2.1", "antall ansatte"),
    required("4", "bullet 2.2", "antall frivillige"),
    required("4", "bullet 3", "Risiko"),
    required("10", "row 1", "Andel av brukerne som fikk hjelp"),
    required("10", "row 2", "Tilbudet har en plan for synliggjøring"),
    required("10", "row 3", "Antall treff i sosiale medier"),
]
POINTS = {"application": ["4"], "report": ["7"], "assessment": ["5"]}


def traced(requirements: list[dict[str, Any]]) -> Scheme:
    plan = form("application", field("plan", "text"))
    return scheme(plan, requirements=requirements, regulation={"points": POINTS})


def test_a_whole_list_lacks_nothing() -> None:
    made = traced(LIST)
    held = against_text(made, WRAPPED)

    assert gaps(made) == []
    assert (held.missing, held.not_found, held.ticks) == ((), (), ())


@pytest.mark.parametrize(("unhoused", "found"), [("deleted", True), ("background", False)])
def test_deleted_text_is_looked_for_where_it_is_struck_through(unhoused: str, found: bool) -> None:
    gone = {"point": "4", "item": "paragraph 1", "wording": "Etablerte tilbud går foran", "unhoused": unhoused}
    held = against_text(traced([*LIST, gone]), WRAPPED + "\n~~Etablerte tilbud går foran i 2023.~~\n")
    assert (held.not_found == ()) is found


@pytest.mark.parametrize("left_out", range(len(LIST)))
def test_whatever_the_list_lacks_is_told(left_out: int) -> None:
    held = against_text(traced([one for place, one in enumerate(LIST) if place != left_out]), WRAPPED)
    assert [(item.point, item.item) for item in held.missing] == [(LIST[left_out]["point"], LIST[left_out]["item"])]


def test_two_nearly_equal_items_need_two_lines() -> None:
    text = WRAPPED.replace("• Risiko", "• Bemanningen og rekrutteringen\n• Risiko")
    assert [item.words for item in against_text(traced(LIST), text).missing] == ["Bemanningen og rekrutteringen"]


def test_a_wording_or_tick_that_the_text_has_otherwise_is_told() -> None:
    held = against_text(
        traced([*LIST[1:], required("4", "paragraph 1", "Søknaden må signeres"), LIST[0] | {"ticked": True}]), WRAPPED
    )

    assert [one.wording for one in held.not_found] == ["Søknaden må signeres"]
    assert [(one.wording, state) for one, state in held.ticks] == [("Kommuner", False)]


@pytest.mark.parametrize(
    ("requirement", "reason"),
    [
        (required("4", "bullet 1", "Plan", carried_by=[]), "nothing carries it, and no reason is given"),
        (required("4", "bullet 1", "Plan", carried_by=[], unhoused="background"), "cannot be 'background'"),
        (required("5", "row 1", "Trygt", carried_by=[], unhoused="administrator"), "cannot be 'administrator'"),
        (required("4", "bullet 1", "Plan", carried_by=["rule:none"]), "there is no 'rule:none'"),
        (required("8", "bullet 1", "Kontroll", unhoused="background"), "it is carried, so it needs no reason"),
    ],
)
def test_a_gap_is_told(requirement: dict[str, Any], reason: str) -> None:
    assert any(reason in gap.reason for gap in gaps(traced([requirement])))


def test_excuses_are_counted_for_each_reason() -> None:
    made = traced([required("8", "bullet 1", "Kontroll", carried_by=[], unhoused="administrator")])

    assert gaps(made) == []
    assert excuses(made) == {"background": 0, "administrator": 1, "other_item": 0, "deleted": 0}
    assert as_json(made)["requirements"] == [
        {"point": "8", "item": "bullet 1", "wording": "Kontroll", "carried_by": [], "unhoused": "administrator"}
    ]


def test_a_list_that_says_nothing_is_a_gap() -> None:
    assert [gap.reason for gap in gaps(traced([]))] == ["requirements.toml lists nothing"]


LISTS = """Vedlegg 1: Regelverk for ordningen

5. Kriterier

Det gis tilskudd til:

A. Tiltak i kommunen.

B. Kurs for
ansatte.

1. Planen skal være klar.

2. Kommunen skal delta.

For sentraler:

1. Sentralen må være i drift.

Vedlegg 2: Spørsmål

1. Fylke

2. Hvem var prosjektet for?

❑ Barn og
unge

❑ Begge

3. Kommentar
"""


def test_lettered_lists_second_lists_and_answers_to_choose() -> None:
    assert listed(LISTS) == [
        ("5", "bullet 1", "Tiltak i kommunen."),
        ("5", "bullet 2", "Kurs for ansatte."),
        ("5", "question 1", "Planen skal være klar."),
        ("5", "question 2", "Kommunen skal delta."),
        ("5", "question 3", "Sentralen må være i drift."),
        ("survey", "question 1", "Fylke"),
        ("survey", "question 2", "Hvem var prosjektet for?"),
        ("survey", "question 2.1", "Barn og unge"),
        ("survey", "question 2.2", "Begge"),
        ("survey", "question 3", "Kommentar"),
    ]


def test_an_empty_box_outside_a_survey_is_a_tick_that_is_not_ticked() -> None:
    (box,) = items_of("3. Hvem kan søke\n\n❑ Kommuner\n")
    assert (box.item, box.ticked) == ("tick 1", False)
