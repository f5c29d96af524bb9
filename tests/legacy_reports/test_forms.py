"""Forms as they are filled in: heads below a question, choices, the form's own words, text written with an editor."""

from pathlib import Path
from typing import Any

import pytest

from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry, catalogue_from
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.mapping import read_pages
from formsvc.legacy_reports.process import read_document
from formsvc.legacy_reports.reading import Reading
from formsvc.schemes.loader import load_edition
from tests.legacy_reports.examples import CATALOGUE, FOLLOWERS, TRAINED, document, row, values
from tests.legacy_reports.handwritten import PAGE, one_page, stream

OFFERS = catalogue_from(load_edition(Path(__file__).parents[2] / "forms/samtale-mestring/2026"))
HELPED = "Andel av brukerne som egenrapporterer at de fikk tilbudet de hadde behov for"
PLAN = Catalogue(
    (IndicatorEntry("plan", "Har dere en plan for synliggjøring?", "boolean", ("Plan for synliggjøring",)),)
)


def read(*lines: Any, catalogue: Catalogue = CATALOGUE) -> Reading:
    return read_pages(document("Rapport for 2024", *lines), catalogue)


def test_each_question_has_its_target_beside_its_result() -> None:
    lines = []
    for top, label, target, result in ((80, TRAINED, "90", "85"), (140, FOLLOWERS, "400", "")):
        heads = row(top + 16, (60, "Måltall i søknaden"), (240, "Oppnådd resultat"))
        lines += [(60, top, label), *heads, *row(top + 30, (66, target), (246, result))]
    found = read(*lines)
    assert values(found) == {"trained": 85}
    assert {(fact.indicator, fact.role): fact.value for fact in found.facts} == {
        ("trained", "target"): 90,
        ("followers", "target"): 400,
    }


def test_target_and_result_may_stand_under_each_other() -> None:
    heads = ("Måltall oppgitt i søknaden", "90", "Status per 31.12.2024", "85", "Forklaring")
    below = [(60, 96 + 13 * number, text) for number, text in enumerate(heads)]
    assert values(read((60, 80, TRAINED), *below)) == {"trained": 85}


def test_the_form_s_own_words_under_a_question_are_no_answer() -> None:
    told = "Oppgi tall mellom 0 og 100"
    asked = [(60, 80, f"3. {TRAINED}?"), (60, 95, told)]
    assert values(read(*asked, (66, 110, "85"))) == {"trained": 85}
    assert values(read(*asked)) == {}


@pytest.mark.parametrize("heading", ["1. Måloppnåelse", "2.1 Tilbudet"])
def test_a_numbered_heading_is_no_value(heading: str) -> None:
    assert values(read((60, 80, f"**{heading}"), (60, 100, FOLLOWERS), (60, 120, "**3. Beskrivelser"))) == {}


def test_the_numbers_of_the_questions_are_no_values() -> None:
    asked = ["Noe annet", FOLLOWERS, "Noe mer", "Enda noe"]
    lines = [piece for n, text in enumerate(asked) for piece in row(80 + 40 * n, (60, str(n + 1)), (90, text))]
    assert values(read(*lines)) == {}


def test_choices_in_lines_below_each_other() -> None:
    asked = (60, 80, "Har dere en plan for synliggjøring?")
    chosen = [(70, 94 + 13 * n, text) for n, text in enumerate(["○ Ja", "◉ Nei"])]
    assert values(read(asked, *chosen, catalogue=PLAN)) == {"plan": "NEI"}


def test_choices_without_a_mark_say_nothing() -> None:
    asked = (60, 80, "Har dere en plan for synliggjøring?")
    listed = [(70, 94 + 13 * n, text) for n, text in enumerate(["Ja", "Nei"])]
    assert values(read(asked, *listed, catalogue=PLAN)) == {}


def test_boxes_close_together_to_the_right() -> None:
    line = row(80, (60, "Har dere en plan for synliggjøring?"), (400, "☒ Ja"), (440, "☐ Nei"))
    assert values(read(*line, catalogue=PLAN)) == {"plan": "JA"}


def test_a_service_after_a_comma() -> None:
    found = values(read("Antall deltakere, dagsenter: 81", "Antall deltakere, kveldskafé: 146", catalogue=OFFERS))
    assert found == {("participants", "dagsenter"): 81, ("participants", "kveldskafé"): 146}


def test_what_is_counted_may_be_a_sum_where_a_sum_is_asked_for() -> None:
    channels = catalogue_from(load_edition(Path(__file__).parents[2] / "forms/faktainformasjon-rus/2024"))
    head = row(80, (60, "Kanal"), (300, "Antall henvendelser"), (430, "Åpningstid"))
    lines = [*head, *row(100, (60, "Telefon"), (340, "34")), *row(116, (60, "I alt"), (340, "61"))]
    assert values(read(*lines, catalogue=channels))["contacts"] == 61


def test_the_value_tells_which_of_two_like_labels_is_meant() -> None:
    number = IndicatorEntry("healthier", "Helse", "count", ("Deltakere med bedre helse, livskvalitet og humør",))
    grade = IndicatorEntry("health", "Helse", "grade", ("Tilbud med bedre helse, livskvalitet og humør",))
    both = Catalogue((number, grade))
    label = "Deltakere, tilbud: bedre helse, livskvalitet og humør"
    assert values(read(*row(80, (60, label), (430, "57")), catalogue=both)) == {"healthier": 57}
    assert values(read(*row(80, (60, label), (430, "delvis")), catalogue=both)) == {"health": "DELVIS"}


def test_a_number_that_goes_on_in_bold_on_the_next_line_is_one() -> None:
    assert values(read((60, 80, f"{FOLLOWERS}: 700"), (60, 93, "**595 (2023: 50)"))) == {"followers": 700595}


def test_a_label_may_stand_last_in_its_row() -> None:
    head = row(80, (60, "Nr."), (120, "Resultat 2023"), (220, "Mål 2024"), (320, "Resultat 2024"), (430, "Indikator"))
    line = row(100, (60, "1"), (140, "81 %"), (240, "90 %"), (340, "85 %"), (430, TRAINED))
    assert values(read(*head, *line)) == {"trained": 85}


def _written(value: bytes, look: bytes) -> dict[Any, Any]:
    """A label in the page and a text written beside it with an editor, which looks so."""
    page = PAGE.replace(b"/Contents", b"/Annots[6 0 R]/Contents")
    label = b"BT /F 10 Tf 60 700 Td (%b) Tj ET" % f"{HELPED} (%)".encode("latin-1")
    font = b"/Type/XObject/Subtype/Form/Resources<</Font<</F 5 0 R>>>>/BBox[0 0 60 16]"
    note = b"<</Type/Annot/Subtype/FreeText/Rect[470 696 530 712]/Contents(%b)/DA(/F 10 Tf)/AP<</N 7 0 R>>>>" % value
    pdf = one_page(stream(label), page, o6=note, o7=stream(look, font))
    return values(read_pages(read_document(pdf, Limits()), OFFERS))


def test_text_written_with_an_editor_is_read_where_it_is_seen() -> None:
    assert _written(b"73", b"BT /F 10 Tf 2 4 Td (73) Tj ET") == {"needed_offer_share": 73}
    assert _written(b"73", b"BT 3 Tr /F 10 Tf 2 4 Td (73) Tj ET") == {}
