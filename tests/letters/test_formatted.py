"""Formatted text, pictures, sub-documents and docxtpl's own values in a letter."""

import io
import re
import zipfile

import pytest
from docx import Document
from docxtpl import DocxTemplate, InlineImage, Listing, RichText
from lxml import etree
from PIL import Image
from pydantic import ConfigDict

from formsvc.letters import TemplateFault
from formsvc.letters.facts.embedded import Picture, SubDocument
from formsvc.letters.facts.rich import Formatted, Rich, Run
from formsvc.letters.parts import Blocks
from formsvc.letters.template import Template
from tests.letters.documents import PlainFacts, changed, entry, refusal, saved, written

BODY = "word/document.xml"


class Facts(PlainFacts):
    """A refusal with all that can be printed."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    said: tuple[Formatted, ...] = ()
    picture: Picture | None = None
    annex: SubDocument | None = None
    theirs: RichText | Listing | InlineImage | None = None


def facts(**more: object) -> Facts:
    return Facts.model_validate({**refusal().model_dump(), **more})


def template(docx: bytes, blocks: dict[str, bytes] | None = None) -> Template:
    return Template("nb/refusal.docx", docx, Facts, Blocks("nb", (blocks or {}).get))


def rendered(docx: bytes, **more: object) -> bytes:
    return template(docx).render(facts(**more))


def with_look(text: str, look: str) -> bytes:
    """A paragraph whose only run has these run properties."""
    return changed(written(text), BODY, "<w:r><w:t", f"<w:r><w:rPr>{look}</w:rPr><w:t")


def runs(docx: bytes) -> list[tuple[str, str]]:
    """Run properties and text of every run that says something."""
    xml = entry(docx, BODY).decode()
    found = re.findall(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t[^>]*>([^<]*(?:<w:br/><w:t[^>]*>[^<]*)?)</w:t></w:r>", xml)
    return [(look, text) for look, text in found if text]


def png(colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(file, "PNG")
    return file.getvalue()


BOLD_END = {"runs": [{"text": "Dette er "}, {"text": "viktig & <stort>", "bold": True}], "item": True}


def test_formatted_text_is_runs_that_keep_the_look_of_the_template() -> None:
    docx = with_look("Først {{r said[0] }} til slutt", '<w:rFonts w:ascii="Arial"/><w:i/>')
    assert runs(rendered(docx, said=[BOLD_END])) == [
        ('<w:rFonts w:ascii="Arial"/><w:i/>', "Først "),
        ('<w:rFonts w:ascii="Arial"/><w:i/>', "Dette er "),
        ('<w:rFonts w:ascii="Arial"/><w:b/><w:i/>', "viktig &amp; &lt;stort&gt;"),
        ('<w:rFonts w:ascii="Arial"/><w:i/>', " til slutt"),
    ]


def test_two_formatted_texts_and_a_condition_in_one_run_keep_the_look() -> None:
    docx = with_look("{{r said[0] }} og {%r if appeal %}{{r said[1] }}{%r endif %}.", "<w:i/>")
    found = runs(rendered(docx, said=["en", "to"]))
    assert "".join(text for _, text in found) == "en og to."
    assert {look for look, _ in found} == {"<w:i/>"}


def test_a_plain_string_is_formatted_text_of_one_run() -> None:
    value = facts(said=["Hei"]).said[0]
    assert value == Rich(runs=(Run(text="Hei"),))
    assert str(value) == "Hei"


def test_formatted_text_survives_json() -> None:
    before = facts(said=[BOLD_END, "To"])
    assert Facts.model_validate_json(before.model_dump_json()) == before


def test_plain_values_may_be_printed_between_runs_too() -> None:
    assert ("", "Avslag &amp; slutt") in runs(
        template(written("{{r decision.reasons[0] }}")).render(facts(**refusal("Avslag & slutt").model_dump()))
    )


def test_the_template_gives_items_their_style() -> None:
    document = Document()
    for text, style in (
        ("{%p for part in said %}", None),
        ("{%p if part.item %}", None),
        ("{{r part }}", "List Bullet"),
        ("{%p else %}", None),
        ("{{r part }}", None),
        ("{%p endif %}", None),
        ("{%p endfor %}", None),
    ):
        document.add_paragraph(text, style=style)
    result = Document(io.BytesIO(rendered(saved(document), said=["Innledning", BOLD_END])))
    assert [(p.text, p.style.name if p.style else "") for p in result.paragraphs] == [
        ("Innledning", "Normal"),
        ("Dette er viktig & <stort>", "List Bullet"),
    ]


def test_formatted_text_printed_as_plain_is_a_fault_before_any_letter() -> None:
    with pytest.raises(TemplateFault, match=r"print it with \{\{r") as found:
        template(written("Hei", "{% for part in said %}{{ part }}{% endfor %}"))
    assert found.value.place.paragraph == 2


@pytest.mark.parametrize("name", ["(runs)", "runs", "Xml"])
def test_a_template_cannot_reach_the_way_xml_is_printed(name: str) -> None:
    with pytest.raises(TemplateFault):
        template(written(f"{{{{ '<w:p>' | {name} }}}}"))


def test_formatted_text_is_what_docxtpl_makes_of_its_rich_text() -> None:
    docx = written("Først {{r said[0] }} til slutt")
    theirs = RichText("Dette er ")
    theirs.add("viktig & <stort>", bold=True)
    reference, file = DocxTemplate(io.BytesIO(docx)), io.BytesIO()
    reference.render({"said": [theirs]})
    reference.save(file)
    assert canonical(rendered(docx, said=[BOLD_END])) == canonical(file.getvalue())


def canonical(docx: bytes) -> bytes:
    return etree.tostring(etree.fromstring(entry(docx, BODY)), method="c14n", exclusive=True)


@pytest.mark.parametrize("text", ["{{r theirs }}", "Før {{r theirs }} etter"])
def test_docxtpl_s_own_rich_text_takes_the_slower_road(text: str) -> None:
    value = RichText("rødt", color="FF0000", bold=True)
    assert ('<w:color w:val="FF0000"/><w:b/>', "rødt") in runs(rendered(written(text), theirs=value))


def test_docxtpl_s_listing_has_line_breaks() -> None:
    result = Document(io.BytesIO(rendered(written("{{ theirs }}"), theirs=Listing("en & to\ntre"))))
    assert result.paragraphs[0].text == "en & to\ntre"


def test_on_the_slower_road_other_values_are_as_exact() -> None:
    value = "{_{ 7*7 }_} {{ 1 }} & <b> a_b\nny\tfane"
    docx = written("{{r theirs }}", "{{ decision.reasons[0] }}")
    both = facts(**refusal(value).model_dump() | {"theirs": RichText("x")})
    assert Document(io.BytesIO(template(docx).render(both))).paragraphs[1].text == value


def test_a_picture_comes_with_its_file_its_relation_its_type_and_its_description() -> None:
    picture = Picture(content=png(), description='Kart "nord" & sør', width_mm=30)
    first = rendered(written("Her: {{ picture }}."), picture=picture)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        assert [package.read(name) for name in media] == [png()]
        assert media[0].removeprefix("word/") in package.read("word/_rels/document.xml.rels").decode()
        assert 'Extension="png"' in package.read("[Content_Types].xml").decode()
    document = Document(io.BytesIO(first))
    assert document.paragraphs[0].text == "Her: ."
    (shape,) = document.inline_shapes
    assert shape.width.mm == pytest.approx(30, abs=0.1)
    assert shape._inline.docPr.get("descr") == 'Kart "nord" & sør'
    assert rendered(written("Her: {{ picture }}."), picture=picture) == first


def test_a_picture_from_facts_is_docxtpl_s_inline_image() -> None:
    docx = written("{{ picture }}")
    reference, file = DocxTemplate(io.BytesIO(docx)), io.BytesIO()
    reference.render({"picture": InlineImage(reference, io.BytesIO(png()))})
    reference.save(file)
    ours = rendered(docx, picture=Picture(content=png(), description="Kart"))
    assert canonical(ours).replace(b' descr="Kart"', b"") == canonical(file.getvalue())


def test_a_picture_in_the_header_belongs_to_the_header() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ picture }}"
    result = rendered(saved(document), picture=Picture(content=png(), description="Våpen"))
    with zipfile.ZipFile(io.BytesIO(result)) as package:
        (relations,) = [name for name in package.namelist() if re.fullmatch(r"word/_rels/header\d*\.xml\.rels", name)]
        assert b"media/" in package.read(relations)


def test_a_picture_in_a_block_is_put_in() -> None:
    block = {"map": written("Kart: {{ picture }}")}
    made = template(written('{%p include "map" %}'), block).render(
        facts(picture=Picture(content=png(), description="Kart"))
    )
    assert len(Document(io.BytesIO(made)).inline_shapes) == 1


def test_a_sub_document_takes_its_paragraph_with_its_pictures() -> None:
    annex = Document()
    annex.add_paragraph("Fra vedlegget")
    annex.add_picture(io.BytesIO(png("blue")))
    docx = written("Før", "{{p annex }}", "Etter {{ recipient.name }}")
    result = Document(io.BytesIO(rendered(docx, annex=SubDocument(content=saved(annex)))))
    texts = [paragraph.text for paragraph in result.paragraphs]
    assert texts[:2] == ["Før", "Fra vedlegget"]
    assert texts[-1].startswith("Etter Eksempel")
    assert any(part.partname.startswith("/word/media/") for part in result.part.package.iter_parts())


def test_what_is_no_paragraph_cannot_stand_in_a_paragraph_s_place() -> None:
    with pytest.raises(TemplateFault, match="cannot take the place of a paragraph"):
        rendered(written("{{p decision.reasons[0] }}"))
