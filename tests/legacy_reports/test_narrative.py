"""Narrative points, however their headings look."""

from typing import Any

import pytest

from formsvc.legacy_reports.mapping import read_pages
from tests.legacy_reports.examples import CATALOGUE, document

VISIBLE = "Vi hengte opp plakater på biblioteket og hos legen."
OPEN = "Telefonen er åpen alle kvelder fra 18 til 22."
FIGURES = "Antall treff eller følgere i sosiale medier: 900"


def texts(*lines: Any) -> dict[str, str]:
    reading = read_pages(document("Rapport for 2024", FIGURES, *lines), CATALOGUE)
    return {section.section: section.text for section in reading.sections}


@pytest.mark.parametrize(
    "heading",
    ["Synlighet", "*** SYNLIGHET ***", "Slik får folk vite om oss", "Korleis folk finn oss", "**Vi blir sett"],
)
def test_a_plain_line_over_a_text_is_a_heading(heading: str) -> None:
    assert texts((60.0, 140.0, heading), (60.0, 156.0, VISIBLE)) == {"visibility": VISIBLE}


def test_a_line_of_a_text_is_no_heading() -> None:
    found = texts((60.0, 140.0, "Åpningstider"), (60.0, 156.0, OPEN), (60.0, 168.0, "Se også synlighet på nett."))
    assert found == {"opening": f"{OPEN} Se også synlighet på nett."}


def test_a_heading_that_names_two_points_answers_both() -> None:
    both = f"Folk spør oftest om søvn og sorg. {OPEN}"
    assert texts((60.0, 140.0, "Tema og åpningstider"), (60.0, 156.0, both)) == {"themes": both, "opening": both}


def test_a_heading_that_only_mentions_a_point_answers_one() -> None:
    told = "Vi holdt to kurs for alle, med engelsk for de nye."
    assert texts((60.0, 140.0, "Kurs med vekt på språk"), (60.0, 156.0, told)) == {"competence": told}


def test_a_sentence_among_other_things() -> None:
    found = texts((60.0, 140.0, "Om oss"), (60.0, 156.0, "Vi holder til i byen. Vi samarbeider med kirken. Vi er ti."))
    assert found == {"cooperation": "Vi samarbeider med kirken."}


def test_greetings_belong_to_no_point() -> None:
    found = texts((60.0, 140.0, "Åpningstider"), (60.0, 156.0, OPEN), (60.0, 190.0, "Med vennlig hilsen styret"))
    assert found == {"opening": OPEN}


def test_a_list_of_what_is_asked_for_is_no_answer() -> None:
    asked = "Åpningstider og kurs meldes her. Andel medarbeidere med opplæring (%)"
    assert texts((60.0, 140.0, "Åpningstider"), (60.0, 156.0, asked)) == {}


def test_a_paragraph_without_a_heading_is_read_by_its_own_words() -> None:
    told = "Vi delte ut plakater, sto på stand i byen og kjøpte annonser i avisen i mars."
    reading = read_pages(document((60.0, 60.0, FIGURES), (60.0, 120.0, told)), CATALOGUE)
    assert [(section.section, section.text) for section in reading.sections] == [("visibility", told)]
