"""Words to proposed answers, without a PDF."""

from dataclasses import replace
from typing import Any

import pytest

from formsvc.legacy_reports.document import Document, Page, Word
from formsvc.legacy_reports.mapping import read_pages
from formsvc.legacy_reports.reading import Reading
from tests.legacy_reports.examples import CATALOGUE, FOLLOWERS, TRAINED, document, row, values

ANSWERED = "Andel henvendelser besvart per tilbud (%)"


def read(*lines: Any) -> Reading:
    return read_pages(document(*lines), CATALOGUE)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{TRAINED}: 85 %", {"trained": 85}),
        (f"{TRAINED} ........................ 85", {"trained": 85}),
        (f"{TRAINED} 85 prosent", {"trained": 85}),
        (f"3. {TRAINED} – 85 %", {"trained": 85}),
        (f"85 % {TRAINED}", {"trained": 85}),
        (f"{TRAINED}: 85 % (mål: 90 %)", {"trained": 85}),
        ("Andel medarbeidere som har fått oplæring siste år: 85 %", {"trained": 85}),
        ("Del medarbeidarar som har fått opplæring siste år: 85 %", {"trained": 85}),
        ("Gjennomsnittlig ventetid chat: 3 min 30 sek", {"waiting": 3.5}),
        ("Tilbudet anvender system/rutiner for ivaretakelse av personvern: Ja", {"privacy": "JA"}),
        ("Tilbudet anvender system/rutiner for ivaretakelse av personvern [ ] Ja [x] Nei", {"privacy": "NEI"}),
    ],
)
def test_a_line_with_its_value(line: str, expected: dict[str, Any]) -> None:
    assert values(read("Rapport for 2024", line)) == expected


@pytest.mark.parametrize(
    "line",
    [
        f"{TRAINED}: 185 %",
        f"{TRAINED}: ikke registrert",
        f"{TRAINED}: 3 uker",
        f"{TRAINED} (mål: 90 %)",
        f"{TRAINED} (2023: 71 %)",
        f"{FOLLOWERS}: 12 %",
        f"{FOLLOWERS}: 4,5",
        "Vi vet ikke hvor mange medarbeidere som har fått opplæring, 12 av dem er nye.",
        "Neste år skal 90 prosent av medarbeiderne ha fått opplæring.",
    ],
)
def test_when_in_doubt_it_says_nothing(line: str) -> None:
    assert values(read("Rapport for 2024", line, f"{'Andre ord om året vårt. ' * 3}")) == {}


def test_a_range_is_kept_for_the_reviewer_with_low_confidence() -> None:
    (found,) = read("Rapport for 2024", f"{TRAINED}: 80–85 %").values
    assert found.value == {"min": 80, "max": 85}
    assert found.confidence < 0.8


def test_the_result_is_taken_and_target_and_last_year_are_facts() -> None:
    head = row(80, (60, "Indikator"), (380, "I fjor"), (440, "Mål"), (490, "Resultat"))
    line = row(100, (60, TRAINED), (380, "71"), (440, "90"), (490, "85"))
    reading = read("Rapport for 2024", *head, *line)
    assert values(reading) == {"trained": 85}
    assert {(fact.role, fact.value) for fact in reading.facts} == {("last_year", 71), ("target", 90)}


def test_years_as_heads() -> None:
    head = row(80, (60, "Indikator"), (400, "2023"), (460, "2024"))
    reading = read("Rapport for 2024", *head, *row(100, (60, TRAINED), (400, "71"), (460, "85")))
    assert values(reading) == {"trained": 85}


def test_two_values_without_heads_are_unclear() -> None:
    assert values(read("Rapport for 2024", *row(100, (60, TRAINED), (400, "71"), (460, "85")), "Noen ord til")) == {}


def test_a_column_of_targets_alone_is_no_result() -> None:
    reading = read("Søknad", *row(80, (60, "Indikator"), (400, "Måltall")), *row(100, (60, TRAINED), (400, "85")))
    assert values(reading) == {}


def test_two_different_results_for_one_indicator_are_unclear() -> None:
    assert values(read("Rapport for 2024", f"{TRAINED}: 85 %", f"{TRAINED}: 58 %", f"{FOLLOWERS}: 9")) == {
        "followers": 9
    }


def test_values_above_their_labels_as_on_cards() -> None:
    cards = [(60, 100, "85 %"), (60, 112, "Andel medarbeidere som har"), (60, 124, "fått opplæring siste år")]
    cards += [(300, 100, "4 720"), (300, 112, "Antall treff eller følgere"), (300, 124, "i sosiale medier")]
    assert values(read("Rapport for 2024", *cards)) == {"trained": 85, "followers": 4720}


def test_a_question_and_its_answer() -> None:
    lines = [
        (60, 100, f"**11. {TRAINED}"),
        (60, 124, "Svar: 85"),
        (60, 150, f"**12. {FOLLOWERS}"),
        (60, 174, "Svar: 9"),
    ]
    assert values(read("Rapport for 2024", *lines)) == {"trained": 85, "followers": 9}


def test_a_value_per_service_on_lines_of_its_own() -> None:
    lines = [f"{ANSWERED} – chat: 77 %", f"{ANSWERED} – telefon: 81 %"]
    expected = {("answered", "chat"): 77, ("answered", "telefon"): 81}
    assert values(read("Rapport for 2024", *lines)) == expected


def test_a_value_per_service_in_columns() -> None:
    head = row(80, (60, "Indikator"), (380, "Chat"), (460, "Telefon"))
    reading = read("Rapport for 2024", *head, *row(100, (60, ANSWERED), (380, "77 %"), (460, "81 %")))
    assert values(reading) == {("answered", "Chat"): 77, ("answered", "Telefon"): 81}


def test_a_value_per_service_in_rows_below() -> None:
    lines = [(60, 100, ANSWERED), *row(116, (72, "Chat"), (400, "77 %")), *row(132, (72, "Telefon"), (400, "81 %"))]
    lines += row(148, (60, FOLLOWERS), (400, "9"))
    expected = {("answered", "Chat"): 77, ("answered", "Telefon"): 81, "followers": 9}
    assert values(read("Rapport for 2024", *lines)) == expected


def test_services_in_one_sentence() -> None:
    expected = {("answered", "telefon"): 81, ("answered", "chat"): 77}
    assert values(read("Rapport for 2024", f"{ANSWERED}: telefon 81 %, chat 77 %")) == expected


def test_running_text() -> None:
    text = (
        "91 prosent av medarbeiderne fikk opplæring siste år (2023: 80 prosent).",
        "Nettsiden hadde 22 650 besøkende.",
        "Vi har ikke rutiner for ivaretakelse av personvern.",
    )
    assert values(read("Rapport for 2024", *text)) == {"trained": 91, "visitors": 22650, "privacy": "NEI"}


def test_hidden_words_count_for_nothing() -> None:
    page = document("Rapport for 2024", f"{TRAINED}: 85 %", "Vi har hatt et godt år.").pages[0]
    words = tuple(word._replace(hidden="same_colour") if word.text == "85" else word for word in page.all_words)
    assert values(read_pages(Document((replace(page, all_words=words),)), CATALOGUE)) == {}


def test_a_table_head_counts_on_the_next_page_too() -> None:
    head = row(700, (60, "Indikator"), (400, "Mål"), (460, "Resultat")) + row(
        720, (60, TRAINED), (400, "90"), (460, "85")
    )
    first = document("Rapport for 2024", *head).pages[0]
    second = document(*row(80, (60, FOLLOWERS), (400, "5 000"), (460, "4 720"))).pages[0]
    reading = read_pages(Document((first, replace(second, number=2))), CATALOGUE)
    assert values(reading) == {"trained": 85, "followers": 4720}
    assert [v.page for v in reading.values] == [1, 2]


def test_the_evidence_surrounds_the_digits() -> None:
    (found,) = read("Rapport for 2024", f"{TRAINED}: 85 %").values
    x0, top, x1, bottom = found.box
    word = next(w for w in document("Rapport for 2024", f"{TRAINED}: 85 %").pages[0].words if w.text == "85")
    assert x0 <= word.x0 < word.x1 <= x1
    assert top <= word.top < word.bottom <= bottom
    assert x1 - x0 < 60
    assert TRAINED in found.text


def test_the_rules_of_a_scheme_are_no_report() -> None:
    reading = read(
        "Regelverk for tilskuddsordning", "Hvem kan søke om tilskudd", "Krav til rapportering", "Tildelingskriterier",
        f"{TRAINED} 23", f"{FOLLOWERS}: 12",
    )  # fmt: skip
    assert (reading.error, reading.values, reading.sections) == ("not_a_report", (), ())


def test_who_and_when() -> None:
    reading = read("Årsrapport 2024", "Eksempelforeningen Lyttende Øre, org.nr. 974 760 673", f"{FOLLOWERS}: 9")
    assert reading.meta.organisation == "Eksempelforeningen Lyttende Øre"
    assert (reading.meta.orgnr, reading.meta.year) == ("974760673", 2024)


def test_a_wrong_organisation_number_is_not_proposed() -> None:
    assert read("Årsrapport 2024", "Eksempelforeningen, org.nr. 974 760 674", f"{FOLLOWERS}: 9").meta.orgnr is None


def test_narrative_points_with_their_text() -> None:
    reading = read(
        (60, 60, "Rapport for 2024"),
        (60, 90, "**Synlighet"), (60, 106, "Vi hengte opp plakater og delte innlegg i sosiale medier."),
        (60, 140, "**Åpningstider"), (60, 156, "Tilbudet er åpent mandag til fredag kl. 9–15."),
        (60, 190, "**Økonomi"), (60, 206, "Vi brukte pengene som planlagt i budsjettet."),
        (60, 240, f"{FOLLOWERS}: 9"),
    )  # fmt: skip
    found = {section.section: section.text for section in reading.sections}
    assert found["visibility"] == "Vi hengte opp plakater og delte innlegg i sosiale medier."
    assert found["opening"] == "Tilbudet er åpent mandag til fredag kl. 9–15."
    assert set(found) == {"visibility", "opening"}


def test_no_text_and_no_pages() -> None:
    assert read_pages(Document(), CATALOGUE).error is not None
    assert read_pages(Document((Page(1, 595, 842, (Word("12", 60, 60, 70, 70),)),)), CATALOGUE).error == "no_text"


def _many(pages: int, words: int) -> Document:
    """Pages of text about what the catalogue asks for, without an answer."""
    text = f"{TRAINED} og {FOLLOWERS} ".split() * words
    places = [(60 + 40 * (i % 10), 60 + 12 * (i // 10)) for i in range(words)]
    placed = tuple(Word(word, x, top, x + 35, top + 10) for word, (x, top) in zip(text, places, strict=False))
    page = Page(1, 595, 842, placed)
    return Document(tuple(replace(page, number=number) for number in range(1, pages + 1)))


def test_more_words_than_a_report_has_are_too_many() -> None:
    assert read_pages(_many(500, 201), CATALOGUE).error == "too_large"
    assert read_pages(_many(1, 5_001), CATALOGUE).error == "too_large"


def test_a_long_report_is_read() -> None:
    answer = document("Rapport for 2024", f"{FOLLOWERS}: 9").pages[0]
    assert values(read_pages(Document((answer, *_many(60, 100).pages)), CATALOGUE)) == {"followers": 9}


def test_a_head_is_matched_in_order_where_it_is_not_aligned_with_its_values() -> None:
    head = row(80, (300, "2023"), (420, "2024"))
    first = row(100, (60, "Andel medarbeidere som har fått"), (380, "71"), (500, "85"))
    second = row(112, (60, "opplæring siste år (%)"))
    assert values(read("Rapport for 2024", *head, *first, *second)) == {"trained": 85}


def test_last_years_value_beside_an_empty_result_is_no_result() -> None:
    head = row(80, (60, "Indikator"), (400, "2023"), (460, "2024"))
    lines = [*head, *row(100, (60, TRAINED), (400, "71"), (460, "85")), *row(124, (60, FOLLOWERS), (400, "9"))]
    assert values(read("Rapport for 2024", *lines)) == {"trained": 85}


def test_a_value_on_two_lines_is_one() -> None:
    lines = [
        (60, 80, "**Gjennomsnittlig ventetid chat (minutter)"),
        (60, 98, "11 minutter og"),
        (60, 110, "15 sekunder"),
    ]
    assert values(read("Rapport for 2024", *lines)) == {"waiting": 11.25}


def test_the_number_of_a_question_is_no_value() -> None:
    assert values(read("Rapport for 2024", f"6. Prosent{TRAINED.lower()}", "Noen ord til slutt.")) == {}


def test_words_of_no_size_do_not_break_the_reading() -> None:
    page = document("Rapport for 2024", f"{TRAINED}: 85 %", "Vi har hatt et godt år.").pages[0]
    flat = tuple(word._replace(bottom=word.top, x1=word.x0) for word in page.all_words)
    assert read_pages(Document((replace(page, all_words=flat),)), CATALOGUE).error in (None, "not_a_report")
