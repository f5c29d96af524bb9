"""Files in a draft, and as documents once the form is sent."""

import pytest

from formsvc.services.actor import CaseNotFound
from formsvc.services.attach_files import FileNotFound, attach, draft_file
from formsvc.services.submissions import add_submission, archive_attachments
from formsvc.services.uploads import looked_at
from formsvc.storage.cases import find_case
from formsvc.storage.documents import documents_of
from tests.fixtures.applying import begin, save
from tests.fixtures.example import Example

PDF = looked_at("uttalelse.pdf", b"%PDF-1.7 en uttalelse")
OTHER = looked_at("mer.pdf", b"%PDF-1.7 mer")


def attached(example: Example, case_id: int) -> list[dict[str, object]]:
    with example.session() as session:
        typed = attach(session, {"title": "x"}, {"statement": [PDF, PDF, OTHER]}, example.clock())
        session.commit()
    save(example, case_id, "measure", typed)
    files: list[dict[str, object]] = typed["statement"]
    return files


def test_a_file_is_kept_once_and_named_at_its_question(example: Example) -> None:
    files = attached(example, begin(example))
    assert [file["name"] for file in files] == ["uttalelse.pdf", "mer.pdf"]
    assert files[0]["size"] == len(PDF.content)


def test_a_saved_file_can_be_fetched_by_its_own_organisation_only(example: Example) -> None:
    case_id = begin(example)
    checksum = str(attached(example, case_id)[0]["sha256"])
    with example.session(writes=False) as session:
        assert draft_file(session, example.actor("writer"), case_id, checksum) == PDF
        with pytest.raises(CaseNotFound):
            draft_file(session, example.actor("other"), case_id, checksum)
        with pytest.raises(FileNotFound):
            draft_file(session, example.actor("leader"), case_id, "0" * 64)


def test_a_file_of_another_case_is_not_reached_by_its_checksum(example: Example) -> None:
    checksum = str(attached(example, begin(example))[0]["sha256"])
    theirs = begin(example, "other")
    with example.session(writes=False) as session, pytest.raises(FileNotFound):
        draft_file(session, example.actor("other"), theirs, checksum)


def test_what_is_sent_becomes_numbered_documents_once(example: Example) -> None:
    case_id = begin(example)
    files = attached(example, case_id)
    at = example.clock()
    with example.session() as session:
        case = find_case(session, case_id)
        assert case
        scheme = example.schemes.get(case.call.scheme, case.call.edition)
        places = [
            (form, f.id) for form in scheme.forms for s in form.sections for f in s.fields if f.type == "attachment"
        ]
        form, field = places[0]
        person = example.actor("leader").id
        for _ in range(2):
            version = add_submission(
                session,
                case,
                scheme,
                form.id,
                kind="original",
                answers={field: files},
                language="nb",
                person_id=person,
                at=at,
            )
            archive_attachments(session, case, form, version, at)
        documents = documents_of(session, case)
    assert [(document.number, document.title) for document in documents] == [(1, "uttalelse.pdf"), (2, "mer.pdf")]
    assert {document.field for document in documents} == {f"{form.id}.{field}"}
    assert all(document.direction == "in" and document.visible_to_applicant for document in documents)
