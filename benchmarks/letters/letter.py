"""The letter that every engine makes: two pages with a logo, conditions, a list and two tables; about 165 values.

    python benchmarks/letters/letter.py

writes `letter.docx`. The same document is made in the other engines' tags, so that all render the same letter.
"""

import io
from pathlib import Path
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from PIL import Image, ImageDraw
from pydantic import BaseModel, ConfigDict

BUDGET, RESULTS = ("post", "plan", "prior", "spent", "rest", "note"), ("name", "goal", "result", "share", "comment")
LOOK = (
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:color w:val="1E2B3C"/><w:sz w:val="21"/>'
    '<w:szCs w:val="21"/><w:lang w:val="nb-NO" w:eastAsia="en-US" w:bidi="ar-SA"/>'
)


class Tags(NamedTuple):
    """How one engine writes a field, a condition and a loop; an empty tag is left out.

    A loop over rows begins and ends in rows of its own, or in the first and last cell of the row.
    """

    field: str
    of_item: str
    item: str
    start_if: str
    end_if: str
    start_list: str
    end_list: str
    start_rows: str = ""
    end_rows: str = ""
    first_cell: str = ""
    last_cell: str = ""


DOCXTPL = Tags(
    field="{{{{ {path} }}}}", of_item="{{{{ item.{path} }}}}", item="{{{{ item }}}}",
    start_if="{{%p if {path} %}}", end_if="{{%p endif %}}",
    start_list="{{%p for item in {path} %}}", end_list="{{%p endfor %}}",
    start_rows="{{%tr for item in {path} %}}", end_rows="{{%tr endfor %}}",
)  # fmt: skip
MUSTACHE = Tags(
    field="{{{flat}}}", of_item="{{{path}}}", item="{{text}}",
    start_if="{{#{path}}}", end_if="{{/{path}}}",
    start_list="{{#{path}}}", end_list="{{/{path}}}",
    first_cell="{{#{path}}}", last_cell="{{/{path}}}",
)  # fmt: skip
CARBONE = Tags(
    field="{{d.{path}}}", of_item="{{d.{of}[i].{path}}}", item="{{d.{of}[i].text}}",
    start_if="{{d.{path}:ifEQ(true):showBegin}}", end_if="{{d.{path}:showEnd}}",
    start_list="", end_list="{{d.{path}[i+1].text}}",
    end_rows="{{d.{path}[i+1]}}",
)  # fmt: skip
PEERS = {"docxtemplater": MUSTACHE, "carbone": CARBONE, "easy-template-x": MUSTACHE}


class Frozen(BaseModel):
    """As the service's own facts are."""

    model_config = ConfigDict(frozen=True)


class Post(Frozen):
    """A row of the first table."""

    post: str
    plan: str
    prior: str
    spent: str
    rest: str
    note: str


class Result(Frozen):
    """A row of the second table."""

    name: str
    goal: str
    result: str
    share: str
    comment: str


class Party(Frozen):
    """Sender or recipient."""

    name: str
    orgnr: str
    street: str
    town: str
    contact: str
    email: str
    phone: str


class Grant(Frozen):
    """The grant in the letter."""

    scheme: str
    number: str
    year: str
    amount: str
    applied: str
    purpose: str
    decided: str
    use_by: str
    report_by: str
    chapter: str
    item: str
    law: str


class Letter(Frozen):
    """All values of the letter."""

    sender: Party
    recipient: Party
    grant: Grant
    dated: str
    reference: str
    signatory: str
    title: str
    caseworker: str
    renewal: bool
    auditor: bool
    appeal: bool
    conditions: tuple[str, ...]
    budget: tuple[Post, ...]
    results: tuple[Result, ...]


def facts(number: int = 0) -> Letter:
    """One letter's values; another number gives other values."""

    def words(kind: str, names: Any) -> dict[str, str]:
        return {name: f"{kind} {name} {number + at}" for at, name in enumerate(names)}

    return Letter(
        sender=Party(**words("Forvalter", Party.model_fields)),
        recipient=Party(**{**words("Mottaker", Party.model_fields), "name": f"Eksempelforeningen Øst & Vest {number}"}),
        grant=Grant(**words("Tilskudd", Grant.model_fields)),
        dated="22. november 2026", reference=f"26/{number:05}", signatory="Budsjettansvarlig",
        title="avdelingsdirektør", caseworker="Saksbehandler 1", renewal=True, auditor=number % 2 == 0, appeal=True,
        conditions=tuple(f"Vilkår {at} for tilskudd nummer {number}" for at in range(5)),
        budget=tuple(Post(**words(f"Post {row}", BUDGET)) for row in range(12)),
        results=tuple(Result(**words(f"Mål {row}", RESULTS)) for row in range(8)),
    )  # fmt: skip


def for_peers(letter: Letter) -> dict[str, Any]:
    """The same values as the peers' documentation has them: nested, also by flat names, lists of objects."""
    values = letter.model_dump()
    flat = {
        f"{group}_{name}": value for group in ("sender", "recipient", "grant") for name, value in values[group].items()
    }
    return values | flat | {"conditions": [{"text": text} for text in letter.conditions]}


def document(tags: Tags) -> bytes:
    """The template in one engine's tags."""
    made = Document()
    made.styles["Normal"].font.size = Pt(10.5)
    _header(made, tags)
    for line in ("name", "street", "town"):
        _written(made.add_paragraph(), f"<recipient.{line}>", tags)
    _written(made.add_paragraph(style="Title"), "Tilskudd til <grant.scheme> for <grant.year>", tags)
    for text in PARAGRAPHS:
        _written(made.add_paragraph(), text, tags)
    for condition, text in CONDITIONAL.items():
        made.add_paragraph(tags.start_if.format(path=condition))
        _written(made.add_paragraph(), text, tags)
        made.add_paragraph(tags.end_if.format(path=condition))
    _list(made, tags)
    _table(made, "budget", BUDGET, tags)
    made.add_paragraph()
    _table(made, "results", RESULTS, tags)
    _written(made.add_paragraph(), "Med hilsen <signatory>, <title>. Saken er behandlet av <caseworker>.", tags)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


PARAGRAPHS = (
    "Vi viser til søknaden fra <recipient.name>, nummer <recipient.orgnr>, sak <reference> nummer <grant.number>.",
    "Dere får <grant.amount> i tilskudd for <grant.year>. Dere søkte om <grant.applied>. Vedtatt <grant.decided>.",
    "Tilskuddet gis over kapittel <grant.chapter>, post <grant.item>, etter <grant.law>. Målet er <grant.purpose>.",
    "Pengene må brukes innen <grant.use_by>. Fristen for å rapportere er <grant.report_by>. Rapporter på vår side.",
    "Spør <sender.contact> hos <sender.name> på <sender.email> eller <sender.phone> om noe er uklart i dette brevet.",
    "Brevet er sendt til <recipient.contact>, <recipient.email>, <recipient.phone>. Gi beskjed om dere får ny adresse.",
)
CONDITIONAL = {
    "renewal": "Tilskuddet til <grant.scheme> kan videreføres hvis Stortinget bevilger penger etter <grant.year>.",
    "auditor": "En revisor må bekrefte regnskapet, fordi dere får <grant.amount> i tilskudd til <grant.purpose>.",
    "appeal": "Dere kan klage på vedtaket innen tre uker. Send den til <sender.name>, <sender.street>, <sender.town>.",
}


def _header(made: WordDocument, tags: Tags) -> None:
    picture, file = Image.new("RGB", (240, 80), "#1e2b3c"), io.BytesIO()
    ImageDraw.Draw(picture).ellipse((10, 10, 70, 70), fill="#f4b860")
    picture.save(file, "PNG")
    header, footer = made.sections[0].header, made.sections[0].footer
    header.paragraphs[0].add_run().add_picture(file, width=Cm(4))
    _written(header.add_paragraph(), "<sender.name> <sender.orgnr>, sak <reference>, <dated>", tags)
    _written(footer.paragraphs[0], "<sender.name>, <sender.street>, <sender.town>", tags)


def _list(made: WordDocument, tags: Tags) -> None:
    if tags.start_list:
        made.add_paragraph(tags.start_list.format(path="conditions"))
    _written(made.add_paragraph(style="List Bullet"), "<.>", tags, of="conditions")
    made.add_paragraph(tags.end_list.format(path="conditions"))


def _table(made: WordDocument, path: str, columns: tuple[str, ...], tags: Tags) -> None:
    table = made.add_table(1, len(columns))
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, columns, strict=True):
        _run(cell.paragraphs[0], name.capitalize(), bold=True)
    if tags.start_rows:
        table.add_row().cells[0].text = tags.start_rows.format(path=path)
    row = table.add_row()
    _written(row.cells[0].paragraphs[0], tags.first_cell.format(path=path), tags)
    for cell, name in zip(row.cells, columns, strict=True):
        _written(cell.paragraphs[0], f"<.{name}>", tags, of=path)
        cell._tc.get_or_add_tcPr().append(parse_xml(BORDERS))
    _written(row.cells[-1].paragraphs[0], tags.last_cell.format(path=path), tags)
    if tags.end_rows:
        table.add_row().cells[0].text = tags.end_rows.format(path=path)


BORDERS = (
    f'<w:tcBorders {nsdecls("w")}><w:top w:val="single" w:sz="4" w:space="0" w:color="A6B1BD"/>'
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="A6B1BD"/></w:tcBorders>'
)


def _written(paragraph: Paragraph, text: str, tags: Tags, of: str = "") -> None:
    """Words with `<path>` for fields; each tag is split over three runs, as Word does when one edits in it."""
    while text:
        words, mark, rest = text.partition("<")
        if words:
            _run(paragraph, words)
        path, _, text = rest.partition(">")
        if mark:
            for piece in _thirds(_tag(path, tags, of)):
                _run(paragraph, piece)


def _tag(path: str, tags: Tags, of: str) -> str:
    if path == ".":
        return tags.item.format(of=of)
    if path.startswith("."):
        return tags.of_item.format(path=path[1:], of=of)
    return tags.field.format(path=path, flat=path.replace(".", "_"))


def _thirds(tag: str) -> tuple[str, str, str]:
    return tag[:1], tag[1:-1], tag[-1:]


def _run(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """A run with the properties that Word writes out on every run."""
    run = parse_xml(f'<w:r {nsdecls("w")} w:rsidR="00A77B3E"><w:rPr>{LOOK}</w:rPr><w:t xml:space="preserve"/></w:r>')
    run.find(qn("w:t")).text = text
    if bold:
        run.rPr.insert(1, parse_xml(f"<w:b {nsdecls('w')}/>"))
    paragraph._p.append(run)


if __name__ == "__main__":
    (Path(__file__).parent / "letter.docx").write_bytes(document(DOCXTPL))
