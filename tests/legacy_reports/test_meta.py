"""Who reports: the places where a name and a number stand."""

from typing import Any

import pytest

from formsvc.legacy_reports.document import Document, Page
from formsvc.legacy_reports.mapping import read_pages
from formsvc.legacy_reports.reading import Meta
from tests.legacy_reports.examples import CATALOGUE, document

FIGURES = "Antall treff eller følgere i sosiale medier: 900"
NUMBER = "974760673"


def read(*lines: Any) -> Meta:
    return read_pages(document(*lines, (60.0, 400.0, FIGURES)), CATALOGUE).meta


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Rapport 2024", "Tilskuddsmottaker: Lyttende Øre, org.nr. 974 760 673"], "Lyttende Øre"),
        (["Rapport 2024", "Lyttende Øre · organisasjonsnummer 974760673 · året 2024"], "Lyttende Øre"),
        (["Årsrapport Lyttende Øre 2024", "Organisasjonsnummer 974 760 673"], "Lyttende Øre"),
        (["Lyttende Øre – årsrapport 2024 til Helsedirektoratet", "Org.nr.:", "974 760 673"], "Lyttende Øre"),
        (["Fra: post@eksempel.example", "Emne: Årsrapport 2024 Lyttende Øre (org nr 974760673)"], "Lyttende Øre"),
        (["Rapport 2024", "Lyttende Øre er en forening med organisasjonsnummer 974 760 673."], "Lyttende Øre"),
        (["Lyttende Øre", "Eksempelvegen 4, 9999 Eksempel", "Org.nr. 974 760 673", "Rapport 2024"], "Lyttende Øre"),
        (["EKSEMPELVIK KOMMUNE", "Org.nr. 974 760 673", "Rapport for 2024"], "Eksempelvik kommune"),
        (["Kommune: Eksempelvik", "Org.nr. 974 760 673", "Rapport for 2024"], "Eksempelvik kommune"),
        (["Rapport 2024", "Org.nr. 974 760 673", "Eksempel, 2. mars 2025"], None),
    ],
)
def test_the_name_and_the_number(lines: list[str], name: str | None) -> None:
    assert read(*lines) == Meta(name, NUMBER, 2024)


def test_footers_say_who_writes() -> None:
    first = document("Rapport for 2024", FIGURES, (60.0, 810.0, "Lyttende Øre · org. 974760673 · side 1 av 2")).pages[0]
    second = document("Slik gikk året", (60.0, 810.0, "Lyttende Øre · org. 974760673 · side 2 av 2")).pages[0]
    pages = (first, Page(2, second.width, second.height, second.all_words))
    assert read_pages(Document(pages), CATALOGUE).meta == Meta("Lyttende Øre", NUMBER, 2024)


def test_the_name_is_not_taken_from_whoever_wrote_for_them() -> None:
    found = read("Rapport 2024", "Skrevet av Rådgiverne AS", "Tilskuddsmottaker: Lyttende Øre", "Org.nr. 974 760 673")
    assert found.organisation == "Lyttende Øre"
