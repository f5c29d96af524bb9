"""Every kind in both languages with every outcome: rendered, read back, and said in the right words."""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from formsvc.letters import KINDS, GrantFacts, LetterFacts, example_facts, lint_templates, read_facts, render_letter
from formsvc.letters.facts import AppealableFacts
from formsvc.letters.reading import ReadLetter, read_letter
from formsvc.texts import LANGUAGES, Language
from tests.letters.variants import cases

TEMPLATES = Path(__file__).parents[2] / "letter_templates"
EVERY = list(cases())
GRANTING = ("award", "partial-award", "grant", "supplementary-award")
APPEALS = ("appeal-received", "appeal-changed", "appeal-forwarded")
DECISIONS = [
    kind for kind in KINDS if issubclass(KINDS[kind], AppealableFacts) and kind not in (*APPEALS, "recovery-notice")
]


def read(kind: str, facts: LetterFacts, language: Language) -> ReadLetter:
    return read_letter(render_letter(kind, facts, language, TEMPLATES))


def style_of(paragraph: Paragraph) -> str | None:
    return paragraph.style.name if paragraph.style else None


def plain(letter: ReadLetter) -> str:
    """The text with ordinary spaces only."""
    return letter.text.replace("\u00a0", " ")


def named(kind: str, language: Language, name: str) -> ReadLetter:
    facts = next(case[3] for case in EVERY if case[:3] == (kind, language, name))
    return read(kind, facts, language)


@pytest.mark.parametrize(("kind", "language", "name", "facts"), EVERY, ids=["-".join(case[:3]) for case in EVERY])
def test_every_outcome_gives_a_complete_letter(kind: str, language: Language, name: str, facts: LetterFacts) -> None:
    letter = read(kind, facts, language)
    assert letter.language == f"{language}-NO"
    assert letter.title
    assert not any(leftover in letter.text for leftover in ("{{", "{%", "None", "Undefined")), name


def test_the_project_s_templates_have_no_findings() -> None:
    assert lint_templates(TEMPLATES) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_facts_survive_json_and_give_the_same_bytes(kind: str, language: Language) -> None:
    facts = example_facts(kind, language)
    again = read_facts(kind, facts.model_dump_json())
    assert again == facts
    assert render_letter(kind, again, language, TEMPLATES) == render_letter(kind, facts, language, TEMPLATES)


def test_the_decision_stands_first_with_the_amount() -> None:
    letter = plain(named("award", "nb", "example"))
    assert letter.index("Dere får kr 1 500 000 i tilskudd") < letter.index("innvilger Eksempelforeningen Lyttende Øre")
    assert letter.index("innvilger") < letter.index("Derfor får dere tilskudd") < letter.index("Dere kan klage")


def test_a_decision_sentence_has_no_law_reference() -> None:
    document = Document(io.BytesIO(render_letter("refusal", example_facts("refusal"), "nb", TEMPLATES)))
    decision = next(paragraph.text for paragraph in document.paragraphs if style_of(paragraph) == "Vedtak")
    assert "avslår søknaden" in decision
    assert "§" not in decision


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "bare hvis Stortinget bevilger"), ("nn", "berre dersom Stortinget løyver")]
)
@pytest.mark.parametrize("kind", GRANTING)
def test_only_several_years_have_the_reservation(kind: str, language: Language, words: str) -> None:
    assert words in named(kind, language, "example").text
    assert words not in named(kind, language, "one year").text


@pytest.mark.parametrize("kind", GRANTING)
def test_an_auditor_is_asked_for_from_the_threshold_only(kind: str) -> None:
    assert "må en revisor bekrefte" in named(kind, "nb", "example").text
    assert "må en revisor bekrefte" not in named(kind, "nb", "no auditor").text


def test_a_small_grant_is_told_why_it_needs_no_auditor() -> None:
    assert "bekreftelse fra revisor, fordi tilskuddet er under kr\u00a0200" in named("grant", "nb", "no auditor").text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", GRANTING)
def test_a_scheme_that_never_asks_for_an_auditor_speaks_of_none(kind: str, language: Language) -> None:
    assert "revisor" in named(kind, language, "example").text
    assert "revisor" not in named(kind, language, "never an auditor").text


@pytest.mark.parametrize("kind", DECISIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheme_without_appeal_promises_none(kind: str, language: Language) -> None:
    with_appeal, without = named(kind, language, "example").text, named(kind, language, "no appeal").text
    assert "Helse- og omsorgsdepartementet" in with_appeal
    assert "klag" in with_appeal
    assert "klag" not in without
    assert "enkeltvedtak" not in without
    assert "offentleglova" in without


def test_targets_stand_per_service() -> None:
    text = named("grant", "nb", "example").text
    assert "Deltakere i hvert tilbud antall Samtalegruppe 240" in text
    assert "Deltakere i hvert tilbud antall Enesamtaler 180" in text
    assert "Treff eller følgere i sosiale medier antall Hele tiltaket ikke relevant" in text


def test_overpaid_money_may_be_set_off_only_where_the_scheme_says_so() -> None:
    assert "trekke det fra tilskuddet hvis dere får tilskudd neste år" in named("grant", "nb", "example").text
    strict = named("grant", "nb", "strict").text
    assert "trekke det fra tilskuddet" not in strict
    assert "søke om det i rapporten" not in strict
    assert "Vi kan nekte dere tilskudd i ett eller flere av de neste årene" in strict


def test_the_acceptance_form_has_its_own_page() -> None:
    document = Document(io.BytesIO(render_letter("grant", example_facts("grant"), "nb", TEMPLATES)))
    heading = next(p for p in document.paragraphs if p.text.startswith("Bekreftelse på at vi tar imot"))
    assert heading.paragraph_format.page_break_before
    assert "1234 56 78903" in plain(named("grant", "nb", "example"))


def test_the_receipt_has_the_whole_application() -> None:
    text = plain(named("receipt", "nb", "example"))
    assert "28. november 2025 kl. 14.42" in text
    assert "Før fristen går ut, kan dere rette søknaden" in text
    assert "Samtalegruppe Tirsdager kl. 18–21 1 200" in text
    assert "Gir dere tilbudet på andre språk enn norsk? Ikke besvart" in text


@pytest.mark.parametrize("name", ["after the deadline", "survey after the deadline"])
def test_nobody_is_invited_to_correct_after_the_deadline(name: str) -> None:
    text = plain(named("receipt", "nb", name))
    assert "risten var 1. desember 2025" in text
    assert "Før fristen" not in text


def test_fewer_years_than_applied_for_are_not_called_a_part_of_the_amount() -> None:
    assert "Det er en del av beløpet. Dere søkte om kr 1 500 000." in plain(named("partial-award", "nb", "example"))
    fewer = plain(named("partial-award", "nb", "fewer years"))
    assert "en del av beløpet." not in fewer
    assert "dere får ikke alt dere søkte om for årene etter" in fewer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_a_well_made_word_document(kind: str, language: Language) -> None:
    document = Document(io.BytesIO(render_letter(kind, example_facts(kind, language), language, TEMPLATES)))
    styles = [style_of(paragraph) for paragraph in document.paragraphs]
    assert styles.count("Title") == 1
    assert styles.index("Title") < styles.index("Heading 1")
    assert document.core_properties.title
    assert document.core_properties.language == f"{language}-NO"
    for table in document.tables:
        assert table.rows[0]._tr.trPr is not None
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None, "a table needs a header row"
        assert table.style is not None
        assert table.style.name == "Brevtabell"


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_numbered_with_sender_and_case_on_each(kind: str) -> None:
    section = Document(io.BytesIO(render_letter(kind, example_facts(kind), "nb", TEMPLATES))).sections[0]
    for footer in (section.footer, section.first_page_footer):
        instructions = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
        assert [str(instruction).strip() for instruction in instructions] == ["PAGE", "NUMPAGES"]
    assert section.first_page_header.paragraphs[0].text == "Helsedirektoratet"
    assert section.header.paragraphs[0].text == "Helsedirektoratet · Sak 26/01234"


def test_amounts_and_dates_are_written_the_norwegian_way() -> None:
    facts = example_facts("grant", "nn")
    assert isinstance(facts, GrantFacts)
    text = read("grant", facts, "nn").text
    assert "kr\u00a01\u00a0500\u00a0000" in text
    assert "12.\u00a0mars\u00a02026" in text, "a date is not broken over two lines"
    assert "974\u00a0760\u00a0673" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_letters_about_an_appeal_speak_of_one_where_nothing_can_be_appealed(language: Language) -> None:
    for kind in KINDS:
        if kind not in (*APPEALS, *DECISIONS, "receipt"):
            name = "no appeal" if kind == "recovery-notice" else "example"
            assert "klag" not in named(kind, language, name).text, kind
    assert "Dere kan klage" not in named("appeal-changed", "nb", "no appeal").text


def test_a_letter_that_is_not_approved_electronically_has_a_line_for_the_name() -> None:
    def lines(electronic: bool) -> int:
        name = "example" if electronic else "handwritten"
        facts = next(case[3] for case in EVERY if case[:3] == ("refusal", "nb", name))
        document = Document(io.BytesIO(render_letter("refusal", facts, "nb", TEMPLATES)))
        return len(document.element.body.findall(f".//{qn('w:tab')}[@{qn('w:leader')}]"))

    assert (lines(electronic=True), lines(electronic=False)) == (0, 1)
    assert "godkjent elektronisk" not in named("refusal", "nb", "handwritten").text


def test_a_caseworker_s_letter_names_its_writer_once() -> None:
    text = named("report-returned", "nb", "example").text
    assert text.count("Saksbehandler 1") == 1
    assert "Saksbehandler: " not in text


def test_a_request_lists_what_is_missing_item_by_item() -> None:
    text = named("missing-information", "nb", "example").text
    assert "1. Vedtektene deres Filen dere la ved, er tom." in text
    assert "2. Leieinntektene i budsjettet" in text
    assert "En søknad som mangler noe den skal inneholde, kan bli avvist." in text
    assert "vurderer vi søknaden slik den er" in named("missing-information", "nb", "no dismissal").text


def test_a_supplement_is_added_to_what_was_granted() -> None:
    text = plain(named("supplementary-award", "nb", "example"))
    assert (
        "Vedtaket 12. februar 2026 kr 1 250 000 Tillegget i dette vedtaket kr 250 000 Til sammen kr 1 500 000" in text
    )


def test_only_the_second_reminder_speaks_of_repayment() -> None:
    assert "tilskuddet bli krevd tilbake" not in named("report-reminder", "nb", "first").text
    second = named("report-reminder", "nb", "example").text
    assert "Andre påminnelse" in second
    assert "tilskuddet bli krevd tilbake" in second
    assert "bli nektet tilskudd" not in named("report-reminder", "nb", "no exclusion").text


def test_money_that_cannot_be_carried_over_is_paid_back() -> None:
    text = plain(named("transfer-granted", "nb", "example"))
    assert (
        "overføre kr 60 000 fra 2026 til 2027. Resten av det dere har igjen, kr 14 500, må dere betale tilbake" in text
    )
    assert "Til kontonummer 1234 56 78903 Merk betalingen med 26/01234" in text
    assert "betale" not in named("transfer-granted", "nb", "everything").text.split("Dere kan klage")[0]


def test_a_late_appeal_is_told_what_may_follow() -> None:
    late = plain(named("appeal-received", "nb", "late"))
    assert "forvaltningsloven § 31" in late
    assert "innen 20. mars 2026 og forklar" in late
    assert "§ 31" not in named("appeal-received", "nb", "example").text


def test_a_recovery_answers_what_was_said_to_the_notice() -> None:
    assert "Vi varslet dere 5. mai 2027. Dere skriver at bilen" in plain(named("recovery", "nb", "example"))
    assert "Vi har ikke fått noe svar" in named("recovery", "nb", "no answer").text
    assert "varsl" not in named("recovery", "nb", "no notice").text
