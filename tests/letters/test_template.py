"""The engine: what docxtpl does wrong by default, places of faults, and values that come out as they went in."""

import io
import os
import zipfile
import zlib

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from formsvc.letters import TemplateFault, archive
from formsvc.letters.archive import NotADocument
from formsvc.letters.writing import printable
from tests.letters.documents import changed, compiled, entry, paragraphs_of, refusal, saved, written

REASONS = ("{%p for reason in decision.reasons %}", "Grunn: {{ reason }}, slik er det.", "{%p endfor %}")
PIECES = [
    "&",
    "<",
    ">",
    '"',
    "'",
    "{{",
    "}}",
    "{%",
    "{_{",
    "\n",
    "\r\n",
    "\t",
    "č",
    "đ",
    "🦊",
    "\u202e",
    "\u200f",
    "\ue000",
]
TEXTS = st.lists(st.one_of(st.text(min_size=1), st.sampled_from(PIECES)), min_size=1).map("".join)


HOSTILE = [
    "Foreningen <Nær> og mer",
    "Bymisjon & Venner",
    "\"sitat\" og 'sitat' og ’sitat’",
    "{{ 7*7 }} {% if %} {# #} {_{ 7*7 }_}",
    "Sámi: č đ ŋ š ŧ ž, 😀👩‍👩‍👧, \u202eטקסט\u202c \u200f",
    "a" * 10_000,
    "  to mellomrom  foran og bak  ",
    "=1+1",
    "</w:t></w:r></w:p>",
    "&amp; &lt;b&gt;",
    "]]>",
]


LETTER = compiled(written(*REASONS))


def said(*reasons: str) -> list[str]:
    """What a letter with these reasons says."""
    return paragraphs_of(LETTER.render(refusal(*reasons)))


def fault(*paragraphs: str, reason: str = "Grunnen.", blocks: dict[str, bytes] | None = None) -> TemplateFault:
    """The fault that a template with these paragraphs has, found when it is compiled or rendered."""
    with pytest.raises(TemplateFault) as found:
        compiled(written(*paragraphs), blocks=blocks).render(refusal(reason))
    return found.value


@pytest.mark.parametrize("value", HOSTILE)
def test_values_come_out_exactly(value: str) -> None:
    assert said(value) == [f"Grunn: {value}, slik er det."]


@given(TEXTS)
def test_any_text_comes_out_exactly(value: str) -> None:
    expected = printable(value.replace("\r\n", "\n").replace("\r", "\n"))
    assert said(value) == [f"Grunn: {expected}, slik er det."]


def test_line_breaks_and_tabs_become_word_s_own() -> None:
    docx = compiled(written(*REASONS)).render(refusal("en\nto\r\ntre\tfire"))
    assert paragraphs_of(docx) == ["Grunn: en\nto\ntre\tfire, slik er det."]
    assert b"<w:br/>" in entry(docx, "word/document.xml")
    assert b"<w:tab/>" in entry(docx, "word/document.xml")


def test_characters_that_xml_forbids_are_dropped() -> None:
    assert said("a\x00b\x08c\ud800d\ufffe") == ["Grunn: abcd, slik er det."]


def test_a_misspelt_field_is_told_with_its_place() -> None:
    found = fault("Hei", "Beløp {{ decision.amuont|amount }} kroner")
    assert found.place.part == "word/document.xml"
    assert found.place.paragraph == 2
    assert found.place.text == "Beløp {{ decision.amuont|amount }} kroner"
    assert "decision has no 'amuont'" in found.reason


def test_a_misspelt_field_is_found_in_a_branch_that_is_not_taken() -> None:
    assert "unknown field 'apeal'" in fault("{% if decision.cuts %}{{ apeal.body }}{% endif %}").reason


def test_a_misspelt_loop_field_is_found() -> None:
    assert (
        "reason has no 'txt'"
        in fault("{%p for reason in decision.reasons %}", "{{ reason.txt }}", "{%p endfor %}").reason
    )


def test_an_empty_field_stops_the_letter_with_its_place() -> None:
    with pytest.raises(TemplateFault) as found:
        compiled(written("En", "To", "{%p if appeal %}", "Enhet: {{ administrator.unit }}", "{%p endif %}")).render(
            refusal().model_copy(update={"administrator": refusal().administrator.model_copy(update={"unit": None})})
        )
    assert (found.value.place.paragraph, found.value.reason) == (4, "the field is empty")
    assert "Enhet: {{ administrator.unit }}" in found.value.place.text


@pytest.mark.parametrize("field", ["dated", "appeal", "decision.reasons"])
def test_what_needs_a_filter_is_not_printed_raw(field: str) -> None:
    assert "needs a filter" in fault(f"{{{{ {field} }}}}").reason


@pytest.mark.parametrize(
    "attack",
    [
        '{{ cycler.__init__.__globals__.os.popen("id").read() }}',
        "{{ decision.model_dump() }}",
        "{{ decision.__class__ }}",
        "{{ recipient.name.format() }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ range(10) }}",
        "{{ self.__init__ }}",
        "{{ lipsum }}",
    ],
)
def test_a_template_can_run_nothing(attack: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "popen", lambda _: pytest.fail("a template ran a program"))
    fault(attack)


def test_a_macro_or_other_statement_is_refused() -> None:
    assert "not part of the letters' language" in fault("{%p macro hei() %}", "Hei", "{%p endmacro %}").reason


@pytest.mark.parametrize("tag", ["{%p if appeal %}", "{{p decision }}", "{%p endif %}"])
def test_text_beside_a_paragraph_tag_would_vanish_so_it_is_refused(tag: str) -> None:
    found = fault("En", f"{tag} Dette ville blitt borte")
    assert "would vanish" in found.reason
    assert "Dette ville blitt borte" in found.place.text


def test_text_beside_a_row_tag_would_vanish_so_it_is_refused() -> None:
    document = Document()
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "{%tr for reason in decision.reasons %}", "Borte"
    with pytest.raises(TemplateFault, match="its own table row"):
        compiled(saved(document))


@pytest.mark.parametrize(
    ("paragraphs", "place"),
    [
        (["Fint", "{% if appeal %}uten slutt"], 2),
        (["Fint", "{{ recipient.name | finnesikke }}"], 2),
        (["Fint", "Fint", "{{ recipient..name }}"], 3),
        (["{% endif %}"], 1),
    ],
)
def test_faulty_syntax_is_told_with_its_place(paragraphs: list[str], place: int) -> None:
    assert fault(*paragraphs).place.paragraph == place


def test_a_condition_over_two_paragraphs_joins_them() -> None:
    template = compiled(written("Start {% if appeal %}her", "og slutt{% endif %} der"))
    assert paragraphs_of(template.render(refusal())) == ["Start her", "og slutt der"]
    assert paragraphs_of(template.render(refusal().model_copy(update={"appeal": None}))) == ["Start  der"]


def test_a_condition_that_ends_inside_a_table_would_break_the_file() -> None:
    document = Document()
    document.add_paragraph("Start {% if appeal %} her")
    document.add_table(1, 1).rows[0].cells[0].text = "slutt {% endif %} der"
    with pytest.raises(TemplateFault, match="different places in the document's structure"):
        compiled(saved(document))


def test_tags_split_over_runs_and_word_s_quotes_are_understood() -> None:
    document = Document()
    paragraph = document.add_paragraph("Navn: {")
    for piece in ("{ recip", "ient.name }", "} {% if decision.outcome == “refusal” %}avslag{% endif %}"):
        paragraph.add_run(piece).bold = True
    assert paragraphs_of(compiled(saved(document)).render(refusal())) == [
        "Navn: Eksempelforeningen Lyttende Øre avslag"
    ]


def test_a_condition_may_begin_in_one_run_and_end_in_another() -> None:
    document = Document()
    paragraph = document.add_paragraph("Dere {% if appeal %}kan ")
    paragraph.add_run("klage").bold = True
    paragraph.add_run(" nå{% endif %}.")
    template = compiled(saved(document))
    assert paragraphs_of(template.render(refusal())) == ["Dere kan klage nå."]
    assert paragraphs_of(template.render(refusal().model_copy(update={"appeal": None}))) == ["Dere ."]


def test_escaped_braces_in_the_template_are_braces() -> None:
    assert paragraphs_of(compiled(written("{_{ slik }_}", "{{ recipient.name }}")).render(refusal()))[0] == "{{ slik }}"


def test_fields_in_header_footer_and_title() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Sak {{ case.number }}"
    document.sections[0].footer.paragraphs[0].text = "{{ administrator.name }}"
    document.core_properties.title = "Brev til {{ recipient.name }}"
    facts = refusal().model_copy(update={"recipient": refusal().recipient.model_copy(update={"name": "A & B\n<C>"})})
    result = Document(io.BytesIO(compiled(saved(document)).render(facts)))
    assert result.sections[0].header.paragraphs[0].text == "Sak 26/01234"
    assert result.sections[0].footer.paragraphs[0].text == "Helsedirektoratet"
    assert result.core_properties.title == "Brev til A & B <C>"


def test_a_block_is_put_in_and_its_faults_are_placed_in_it() -> None:
    template = compiled(
        written('{%p include "appeal" %}', "Slutt"), blocks={"appeal": written("Klag til {{ appeal.body }}")}
    )
    assert paragraphs_of(template.render(refusal())) == ["Klag til Helse- og omsorgsdepartementet", "Slutt"]
    found = fault('{%p include "appeal" %}', blocks={"appeal": written("En", "To {{ appeal.bdy }}")})
    assert (found.place.template, found.place.paragraph) == ("nb/blocks/appeal.docx", 2)


def test_a_missing_block_and_one_that_includes_itself_are_faults() -> None:
    assert "there is no shared block 'borte'" in fault('{%p include "borte" %}').reason
    assert "includes itself" in fault('{%p include "a" %}', blocks={"a": written('{%p include "a" %}')}).reason


def test_a_block_whose_style_the_letter_lacks_is_a_fault() -> None:
    block = Document()
    block.styles.add_style("Egen", 1)
    block.add_paragraph("Hei", style="Egen")
    assert "style 'Egen' is not defined" in fault('{%p include "a" %}', blocks={"a": saved(block)}).reason


def test_a_block_may_not_hold_what_lives_in_another_file() -> None:
    linked = changed(written("Lenke"), "word/document.xml", "<w:r>", '<w:r w:x="1"><w:drawing/></w:r><w:r>')
    pictured = changed(
        linked, "word/document.xml", "<w:drawing/>", '<a:blip xmlns:a="urn:example:picture" r:embed="rId1"/>'
    )
    assert "text, lists and tables only" in fault('{%p include "a" %}', blocks={"a": pictured}).reason


def test_a_list_of_cells_gives_the_table_its_columns() -> None:
    document = Document()
    row = document.add_table(1, 3).rows[0]
    for cell, text in zip(row.cells, ("{%tc for r in decision.reasons %}", "{{ r }}", "{%tc endfor %}"), strict=True):
        cell.text = text
    result = Document(io.BytesIO(compiled(saved(document)).render(refusal("en", "to", "tre", "fire"))))
    assert [cell.text for cell in result.tables[0].rows[0].cells] == ["en", "to", "tre", "fire"]
    assert len(result.tables[0].columns) == 4


def test_the_same_facts_give_the_same_sound_file() -> None:
    template = compiled(written("{{ recipient.name }}"))
    first, second = template.render(refusal()), template.render(refusal())
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_without_isal_the_letter_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = LETTER.render(refusal("Én"))
    monkeypatch.setattr(archive, "_fast_zlib", zlib)
    assert entry(LETTER.render(refusal("Én")), "word/document.xml") == entry(fast, "word/document.xml")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0"])
def test_what_is_not_a_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(NotADocument):
        compiled(content)


def test_a_zip_without_a_document_or_with_broken_xml_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("hei.txt", "hei")
    with pytest.raises(NotADocument):
        compiled(file.getvalue())
    with pytest.raises(NotADocument):
        compiled(changed(written("Hei"), "word/document.xml", "</w:body>", "<w:body>"))
