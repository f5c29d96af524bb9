"""docxtpl's tags for table cells, and notes at the foot of a page, give what docxtpl gives."""

import io

import pytest
from docx import Document
from docxtpl import DocxTemplate
from lxml import etree

from tests.letters.documents import PlainFacts, compiled, entry, refusal, saved

BODY = "word/document.xml"


def table(*rows: tuple[str, ...]) -> bytes:
    """A Word file with one table; the style of its cells is python-docx's."""
    document = Document()
    made = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return saved(document)


def canonical(docx: bytes) -> bytes:
    return etree.tostring(etree.fromstring(entry(docx, BODY)), method="c14n", exclusive=True)


@pytest.mark.parametrize(
    "docx",
    [
        table(("{% colspan decision.reasons|length %}{{ recipient.name }}", "b")),
        table(("{% cellbg call.year %}{{ recipient.name }}", "b")),
        table(
            ("{%tr for r in decision.reasons %}", ""),
            ("{% vm %}{{ recipient.name }}", "{{ r }}"),
            ("{%tr endfor %}", ""),
        ),
        table(
            ("{%tc for r in decision.reasons %}", "{% hm %}{{ recipient.name }}", "{%tc endfor %}"),
            ("{%tc for r in decision.reasons %}", "{{ r }}", "{%tc endfor %}"),
        ),
    ],
    ids=["colspan", "cellbg", "vm", "hm"],
)
def test_a_cell_s_tag_does_what_it_does_in_docxtpl(docx: bytes) -> None:
    facts = refusal("En", "To", "Tre")
    reference, file = DocxTemplate(io.BytesIO(docx)), io.BytesIO()
    reference.render({name: getattr(facts, name) for name in PlainFacts.model_fields})
    reference.save(file)
    assert canonical(compiled(docx).render(facts)) == canonical(file.getvalue())
