"""The files of a batch: names that an archivist can use, an index that is only data, and a .zip made bit by bit."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy.orm import Session

from formsvc.services.actor import Actor
from formsvc.services.batch_files import archive_name, batch_index, batch_print_file, batch_zip
from formsvc.services.letter_index import IndexLine, letter_index
from formsvc.services.open_batch import BatchNotFound, open_batch
from formsvc.services.pdf_copies import copies_of, keep_copies, keep_print_file, letters_to_copy, to_print
from formsvc.services.propose_decision import Proposal
from formsvc.services.run_batch import finish_batch, issue_item, left_of_batch
from formsvc.services.start_batch import start_batch
from formsvc.storage.batches import SentLetter, letters_of
from formsvc.storage.models import Case, Decision, Document, Organisation
from tests.fixtures.cases import REASON, approve, sent_case
from tests.fixtures.example import START, Example

NAME = "26-00017-02_2026-11-22_Tilskuddsbrev_Foreningen Nær_nb.docx"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def batch_id(session: Session, example: Example) -> int:
    """A batch of two grants, sent."""
    cases = [sent_case(session, example) for _ in range(2)]
    for case in cases:
        approve(session, example, case, Proposal("award", 1_650_000, 1, REASON))
    caseworker = example.actor("caseworker")
    batch = start_batch(session, caseworker, cases[0].call_id, [case.id for case in cases], START)
    for item_id in left_of_batch(session, batch.id):
        issue_item(session, example.office, item_id, START)
    finish_batch(session, batch.id, START)
    return batch.id


def letter(recipient: str) -> SentLetter:
    at = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    document = Document(number=2, title="Tilskuddsbrev", file_name="x.docx", language="nb", created_at=at)
    return SentLetter(Case(number="26/00017", organisation=Organisation(name=recipient)), Decision(), document, None)


def line(**changes: object) -> IndexLine:
    facts = {
        "case_number": "26/00017", "recipient": "Foreningen Nær", "orgnr": "974760673", "kind": "Tilskuddsbrev",
        "outcome": "Innvilgelse", "amount": 1_650_000, "language": "Bokmål (språket i søknaden)",
        "date": date(2026, 11, 22), "file_name": NAME, "sha256": "0" * 64,
    }  # fmt: skip
    return IndexLine(**(facts | changes))  # type: ignore[arg-type]


def cells(xlsx: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as parts:
        return list(etree.fromstring(parts.read("xl/worksheets/sheet1.xml")).iter(f"{SHEET}c"))


def strings(xlsx: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(xlsx)) as parts:
        shared = etree.fromstring(parts.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in item.iter(f"{SHEET}t")) for item in shared]


def test_a_name_says_what_an_archivist_asks_for() -> None:
    assert archive_name(letter("Foreningen Nær")) == NAME


@given(st.text(max_size=200))
def test_no_recipient_spoils_a_name(recipient: str) -> None:
    name = archive_name(letter(recipient))
    assert not re.search(r'[\x00-\x1f\\/:*?"<>|\u202a-\u202e\u2066-\u2069]', name)
    assert name.startswith("26-00017-02_2026-11-22_Tilskuddsbrev_")
    assert name.endswith("_nb.docx")
    assert name.count("_") == 4
    assert name.count(".") == 1
    assert len(name.encode()) <= 255


@pytest.mark.parametrize(
    "hostile", ["=1+1", "+47", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example")', "\t=1", "http://x.example"]
)
def test_a_name_in_the_index_is_never_a_formula(hostile: str) -> None:
    sheet = letter_index([line(recipient=hostile)], "nb", START)
    assert [cell for cell in cells(sheet) if cell.find(f"{SHEET}f") is not None] == []
    assert hostile in strings(sheet)
    with zipfile.ZipFile(io.BytesIO(sheet)) as parts:
        assert not [name for name in parts.namelist() if "rels" in name and b"hyperlink" in parts.read(name)]


def test_the_index_has_numbers_dates_filters_and_headings_in_the_readers_language() -> None:
    sheet = letter_index([line(), line()], "nn", START)
    with zipfile.ZipFile(io.BytesIO(sheet)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'autoFilter ref="A1:J3"' in xml
    assert 'state="frozen"' in xml
    assert {cell.get("r"): cell.findtext(f"{SHEET}v") for cell in cells(sheet) if cell.get("r") in ("F2", "H2")} == {
        "F2": "1650000",
        "H2": "46348",
    }
    assert strings(sheet)[:4] == ["Saksnummer", "Mottakar", "Org.nr.", "Brevtype"]


def test_the_zip_has_every_letter_with_its_checksum(session: Session, example: Example, batch_id: int) -> None:
    caseworker = example.actor("caseworker")
    pieces = list(batch_zip(session, caseworker, batch_id, "nb"))
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        sums = {sha256(archive.read(name)).hexdigest() for name in names[1:]}
        index = archive.read(names[0])
    assert len(pieces) >= len(names) == 5
    assert names[0] == "innholdsliste.xlsx"
    assert sums == {sent.document.sha256 for sent in letters_of(session, batch_id)}
    assert sums | set(names[1:]) <= set(strings(index))
    assert strings(index) == strings(batch_index(session, caseworker, batch_id, "nb"))


def test_copies_and_print_file_come_when_every_letter_was_tried(
    session: Session, example: Example, batch_id: int
) -> None:
    caseworker = example.actor("caseworker")
    letters = letters_to_copy(session, 100)
    assert len(letters) == 4
    first, *rest = letters
    keep_copies(session, {number: b"%PDF " + str(number).encode() for number in rest}, START)
    assert to_print(session) == []
    keep_copies(session, {first: "pdf_timed_out"}, START)
    assert to_print(session) == [batch_id]
    assert copies_of(session, batch_id) == [b"%PDF " + str(number).encode() for number in rest]
    assert not open_batch(session, caseworker, batch_id).is_copied
    with pytest.raises(BatchNotFound):
        batch_print_file(session, caseworker, batch_id)

    keep_print_file(session, batch_id, b"%PDF all", START)

    assert batch_print_file(session, caseworker, batch_id) == b"%PDF all"
    found = open_batch(session, caseworker, batch_id)
    assert (found.letters, found.copies, found.copy_faults, found.is_copied) == (4, 3, 1, True)
    with zipfile.ZipFile(io.BytesIO(b"".join(batch_zip(session, caseworker, batch_id, "nb")))) as archive:
        assert len([name for name in archive.namelist() if name.startswith("pdf/")]) == 3


def test_a_batch_is_its_grant_administrators_own(session: Session, example: Example, batch_id: int) -> None:
    def nobody() -> Actor:
        return Actor(id=99, name="", email="", language="nb")

    for ask in (batch_zip, batch_index):
        with pytest.raises(BatchNotFound):
            ask(session, nobody(), batch_id, "nb")
    with pytest.raises(BatchNotFound):
        open_batch(session, example.actor("leader"), batch_id)
