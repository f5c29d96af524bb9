"""The receipt: every word of the application, in a Word document that nothing typed can break."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document as WordDocument

from formsvc.schemes.definition import Field
from formsvc.services.issue_receipt import FactsMissing, issue_receipt, receipt_of
from formsvc.services.own_cases import DocumentNotFound, own_document
from formsvc.services.withdraw_application import withdraw_application
from formsvc.storage.cases import find_case, latest_submission
from formsvc.storage.documents import documents_for_applicant, file_content
from formsvc.storage.models import Document
from tests.fixtures.applying import SIGNATURE, answers, begin, fill_in, opened, send, sent
from tests.fixtures.example import Example

HOSTILE = "Bjørn & Åse <b>fet</b> {{ 7*7 }} {% raw %} 😀 \u202eatad\u202c\nny linje «sitat» ]]> &amp;"


def receipt(example: Example, case_id: int) -> Document:
    with example.session() as session:
        document = issue_receipt(session, example.actor("leader"), example.office, case_id, example.clock())
        assert document
        return document


def words(example: Example, document: Document) -> str:
    with example.session(writes=False) as session:
        file = WordDocument(BytesIO(file_content(session, document.sha256)))
    cells = (cell.text for table in file.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


def test_the_receipt_is_a_document_that_the_applicant_may_read(example: Example) -> None:
    case_id = sent(example)
    document = receipt(example, case_id)
    assert (document.direction, document.kind, document.language, document.language_reason) == (
        "out",
        "receipt",
        "nb",
        "application",
    )
    with example.session(writes=False) as session:
        found, content = own_document(session, example.actor("writer"), case_id, document.number)
        assert found.sha256 == document.sha256
        assert content.startswith(b"PK")
        with pytest.raises(DocumentNotFound):
            own_document(session, example.actor("writer"), case_id, 99)


def test_it_holds_reference_time_and_answers(example: Example) -> None:
    case_id = sent(example)
    text = words(example, receipt(example, case_id))
    case = opened(example, case_id).case
    given = answers()
    assert f"{case.number}-1" in text
    assert "22.\u00a0november\u00a02026" in text
    assert given["measure_description"].split("\n")[0] in text
    assert given["services"][0]["name"] in text
    assert "styreleder" in text


def test_it_is_written_in_the_language_that_the_application_was_sent_in(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    send(example, case_id, language="nn")
    document = receipt(example, case_id)
    assert document.language == "nn"
    assert "søknaden dykkar" in words(example, document).lower()


def test_it_is_made_once_for_each_version(example: Example) -> None:
    case_id = sent(example)
    assert receipt(example, case_id).id == receipt(example, case_id).id
    send(example, case_id, number=2)
    assert receipt(example, case_id).number == 2
    with example.session(writes=False) as session:
        case = find_case(session, case_id)
        assert case
        latest = latest_submission(session, case, case.call.form)
        assert latest
        assert receipt_of(session, case, latest) is not None
        assert len(documents_for_applicant(session, case)) == 2


def test_there_is_none_before_anything_is_sent(example: Example) -> None:
    case_id = begin(example)
    with example.session() as session:
        assert issue_receipt(session, example.actor("leader"), example.office, case_id, example.clock()) is None


def test_hostile_text_in_every_field_comes_out_as_it_was_typed(example: Example) -> None:
    case_id = begin(example)
    form = opened(example, case_id)
    given = dict(answers())
    texts = [field for part in form.progress.sections for field in part.section.fields if is_text(field)]
    for field in texts:
        given[field.id] = fitted(field)
    for field in (f for part in form.progress.sections for f in part.section.fields if f.type == "rows"):
        given[field.id] = [hostile_row(field, row) for row in given.get(field.id, [])]
    fill_in(example, case_id, given)
    send(example, case_id, signature={**SIGNATURE, "signatory_name": "Åse <i>&</i> {{ x }}"})
    text = words(example, receipt(example, case_id))
    assert len(texts) > 20
    assert text.count("<b>fet</b> {{ 7*7 }}") >= len(texts)
    assert "Åse <i>&</i> {{ x }}" in text
    assert "😀" in text
    assert "<b>fet</b> 49" not in text


def test_a_very_long_text_is_kept_whole(example: Example) -> None:
    case_id = begin(example)
    given = answers()
    fields = [
        f for part in opened(example, case_id).progress.sections for f in part.section.fields if f.type == "long_text"
    ]
    for field in fields:
        given[field.id] = "å" * min(field.max_length or 20_000, 20_000)
    fill_in(example, case_id, given)
    send(example, case_id)
    text = words(example, receipt(example, case_id))
    assert all(given[field.id] in text for field in fields)


def test_what_is_not_registered_about_the_sender_stops_the_letter_and_not_the_application(example: Example) -> None:
    case_id = sent(example)
    with example.session() as session:
        case = find_case(session, case_id)
        assert case
        case.call.contact = {"email": "post@forvalter.example"}
        session.commit()
    with example.session() as session, pytest.raises(FactsMissing) as missing:
        issue_receipt(session, example.actor("leader"), example.office, case_id, example.clock())
    assert "phone" in missing.value.params["place"]
    assert opened(example, case_id).case.status == "submitted"


def test_the_receipt_stays_after_a_withdrawal(example: Example) -> None:
    case_id = sent(example)
    receipt(example, case_id)
    with example.session() as session:
        withdraw_application(
            session, example.actor("leader"), example.office, case_id, reason="", language="nb", at=example.clock()
        )
    with example.session(writes=False) as session:
        case = find_case(session, case_id)
        assert case
        assert [document.kind for document in documents_for_applicant(session, case)] == ["receipt"]


def is_text(field: Field) -> bool:
    return field.type in ("text", "long_text") and field.prefill is None and field.visible_when is None


def fitted(field: Field) -> str:
    text = HOSTILE if field.type == "long_text" else HOSTILE.replace("\n", " ")
    assert len(text) <= (field.max_length or 20_000)
    return text


def hostile_row(field: Field, row: dict[str, Any]) -> dict[str, Any]:
    columns = {column.id for column in field.columns if column.type in ("text", "long_text")}
    return {name: HOSTILE.replace("\n", " ") if name in columns else cell for name, cell in row.items()}
