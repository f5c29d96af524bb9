"""Letter templates of a grant administrator: uploaded by one, activated by another, used at once, kept for ever."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from formsvc.letters.faults import Flaw
from formsvc.letters.reading import read_letter
from formsvc.letters.sameness import differing_parts
from formsvc.services.activate_template import (
    NothingWaits,
    ProposerCannotActivate,
    activate_template,
    withdraw_template,
)
from formsvc.services.actor import RoleMissing
from formsvc.services.check_template import Lacking, TemplateFaulty
from formsvc.services.compare_template import compare_template, example_letter
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.invite import AdministratorNotFound
from formsvc.services.issue_receipt import issue_receipt
from formsvc.services.keep_template import TemplateNotKept, make_again
from formsvc.services.letter_library import library_of
from formsvc.services.notes import NoteMissing, NoteUnreadable
from formsvc.services.open_templates import OpenTemplate, TemplateNotFound, file_of, open_template, templates_of
from formsvc.services.preview_letters import preview_letter
from formsvc.services.propose_decision import Proposal
from formsvc.services.propose_template import TemplateUnchanged, propose_earlier, upload_template
from formsvc.services.verify_letters import verified_letters
from formsvc.storage.database import Database
from formsvc.storage.documents import documents_of, file_content
from formsvc.storage.letter_templates import Place
from formsvc.storage.models import Case, Document, GrantAdministrator, StaffRole, StoredFile, TemplateVersion
from tests.fixtures.cases import approve, sent_case
from tests.fixtures.example import START, Example
from tests.fixtures.word_files import rebuilt, reworded, template, with_paragraph

REFUSAL: Place = ("nb", "refusal")
APPEAL: Place = ("nb", "blocks/appeal")
OLD, NEW = "Derfor får dere ikke tilskudd", "Derfor gir vi dere ikke tilskudd"
CHANGED = reworded(template("refusal"), OLD, NEW)
NOTE = "Tydeligere overskrift."
REFUSE = Proposal("refusal", 0, 0, "Andre søknader traff målgruppen bedre.")


@pytest.fixture
def where(session: Session) -> int:
    """The grant administrator of the example cases."""
    found = session.scalars(select(GrantAdministrator.id).where(GrantAdministrator.key == "helsedirektoratet")).one()
    return int(found)


def upload(
    session: Session,
    example: Example,
    where: int,
    docx: bytes = CHANGED,
    place: Place = REFUSAL,
    who: str = "administrator",
    note: str = NOTE,
) -> TemplateVersion:
    actor = example.actor(who)
    return upload_template(session, actor, example.office, where, place, docx=docx, note=note, at=example.clock())


def activate(
    session: Session, example: Example, where: int, number: int, place: Place = REFUSAL, who: str = "approver"
) -> None:
    activate_template(session, example.actor(who), example.office, where, place, number, example.clock())


def opened(session: Session, example: Example, where: int, place: Place = REFUSAL) -> OpenTemplate:
    return open_template(session, example.actor("caseworker"), example.office, where, place)


def faults(session: Session, example: Example, where: int, docx: bytes, place: Place = REFUSAL) -> TemplateFaulty:
    with pytest.raises(TemplateFaulty) as faulty:
        upload(session, example, where, docx, place)
    assert opened(session, example, where, place).versions == []
    return faulty.value


def refused_case(session: Session, example: Example) -> Case:
    case = sent_case(session, example)
    approve(session, example, case, REFUSE)
    return case


def send(session: Session, example: Example, case: Case) -> Document:
    dispatch_decision(session, example.actor("caseworker"), example.office, case.id, START)
    return documents_of(session, case)[-1]


def words(session: Session, document: Document) -> str:
    return read_letter(file_content(session, document.sha256)).text


def test_every_kind_and_block_is_listed_in_both_languages(session: Session, example: Example, where: int) -> None:
    _, lines = templates_of(session, example.actor("caseworker"), example.office, where)

    assert {line.place for line in lines} >= {("nb", "award"), ("nn", "award"), APPEAL, ("nn", "blocks/appeal")}
    assert len(lines) == 2 * len({line.place[1] for line in lines})
    assert not any(line.in_force or line.candidate for line in lines)


def test_a_changed_template_is_used_only_after_another_person_has_activated_it(
    session: Session, example: Example, where: int
) -> None:
    case = refused_case(session, example)
    row = upload(session, example, where)

    assert NEW not in read_letter(_draft(session, example, case)).text
    with pytest.raises(ProposerCannotActivate):
        activate(session, example, where, row.number, who="administrator")
    activate(session, example, where, row.number)

    assert NEW in read_letter(_draft(session, example, case)).text
    assert NEW in words(session, send(session, example, case))


def test_another_process_uses_it_at_once(session: Session, example: Example, where: int) -> None:
    library_of(session, example.office, where)
    session.rollback()
    other = Database(example.database.url)
    with other.session(writes=True) as elsewhere:
        row = upload(elsewhere, example, where)
        activate(elsewhere, example, where, row.number)
    other.close()

    assert NEW in words(session, send(session, example, refused_case(session, example)))


def test_the_templates_of_one_grant_administrator_are_not_those_of_another(
    session: Session, example: Example, where: int
) -> None:
    first = library_of(session, example.office, where).checksum("refusal", "nb")
    row = upload(session, example, where)
    activate(session, example, where, row.number)
    other = session.scalars(select(GrantAdministrator.id).where(GrantAdministrator.id != where)).first() or where + 1

    assert library_of(session, example.office, where).checksum("refusal", "nb") != first
    assert library_of(session, example.office, other).checksum("refusal", "nb") == first
    with pytest.raises(AdministratorNotFound):
        opened(session, example, where + 999)


def test_the_database_itself_refuses_that_one_person_does_both(session: Session, example: Example, where: int) -> None:
    row = upload(session, example, where)
    both = update(TemplateVersion).where(TemplateVersion.id == row.id)

    with pytest.raises(IntegrityError, match="four_eyes"):
        session.execute(both.values(activated_by_id=row.proposed_by_id, activated_at=START))
    session.rollback()
    with pytest.raises(IntegrityError, match="activated_by_somebody"):
        session.execute(both.values(activated_at=START))


def test_one_with_both_roles_is_still_one_person(session: Session, example: Example, where: int) -> None:
    administrator = example.actor("administrator")
    session.add(StaffRole(person_id=administrator.id, grant_administrator_id=where, role="approver", created_at=START))
    session.commit()
    row = upload(session, example, where)

    with pytest.raises(ProposerCannotActivate):
        activate(session, example, where, row.number, who="administrator")


def test_a_caseworker_proposes_and_does_not_activate(session: Session, example: Example, where: int) -> None:
    row = upload(session, example, where, who="administrator")

    with pytest.raises(RoleMissing):
        activate(session, example, where, row.number, who="caseworker2")
    assert upload(session, example, where, with_paragraph(CHANGED, "Mer."), who="caseworker").number == 2


def test_an_upload_takes_the_place_of_the_one_that_waited_and_twice_is_once(
    session: Session, example: Example, where: int
) -> None:
    first = upload(session, example, where)
    second = upload(session, example, where, with_paragraph(CHANGED, "Mer."), who="caseworker")

    with pytest.raises(NothingWaits):
        activate(session, example, where, first.number)
    activate(session, example, where, second.number)
    activate(session, example, where, second.number)

    found = opened(session, example, where)
    assert [(row.number, row.withdrawn_by_id, row.activated_by_id) for row in found.versions] == [
        (2, None, example.actor("approver").id),
        (1, example.actor("caseworker").id, None),
    ]
    assert (found.in_force, found.candidate) == (second, None)


def test_going_back_is_a_new_version_by_two_people(session: Session, example: Example, where: int) -> None:
    actor = example.actor("administrator")
    for docx in (CHANGED, with_paragraph(CHANGED, "Mer.")):
        activate(session, example, where, upload(session, example, where, docx).number)
    assert opened(session, example, where).earlier == [1, 0]

    back = propose_earlier(session, actor, example.office, where, REFUSAL, number=1, note="For langt.", at=START)
    with pytest.raises(ProposerCannotActivate):
        activate(session, example, where, back.number, who="administrator")
    activate(session, example, where, back.number)

    found = opened(session, example, where)
    assert (found.in_force, back.number, back.goes_back_to) == (back, 3, 1)
    assert file_of(session, example.office, REFUSAL, back) == CHANGED
    assert found.earlier == [2, 0]
    with pytest.raises(TemplateNotFound):
        propose_earlier(session, actor, example.office, where, REFUSAL, number=7, note="Nei.", at=START)


def test_going_back_to_the_service_s_own(session: Session, example: Example, where: int) -> None:
    own = library_of(session, example.office, where).checksum("refusal", "nb")
    activate(session, example, where, upload(session, example, where).number)

    row = propose_earlier(
        session, example.actor("approver"), example.office, where, REFUSAL, number=0, note="Tilbake.", at=START
    )
    activate(session, example, where, row.number, who="administrator")

    assert library_of(session, example.office, where).checksum("refusal", "nb") == own
    assert opened(session, example, where).earlier == [1]


def test_what_waits_can_be_withdrawn_once(session: Session, example: Example, where: int) -> None:
    row = upload(session, example, where)
    who = example.actor("caseworker")

    withdraw_template(session, who, example.office, where, REFUSAL, row.number, START + timedelta(hours=1))

    assert opened(session, example, where).candidate is None
    assert (row.withdrawn_by_id, row.withdrawn_at) == (who.id, START + timedelta(hours=1))
    with pytest.raises(NothingWaits):
        withdraw_template(session, who, example.office, where, REFUSAL, row.number, START)
    with pytest.raises(NothingWaits):
        activate(session, example, where, row.number)


def test_all_faults_are_told_with_template_paragraph_and_text(session: Session, example: Example, where: int) -> None:
    found = faults(
        session, example, where, with_paragraph(template("refusal"), "Beløp {{ decision.amuont }}", "Se {{ nothing }}")
    ).faults

    flaws = [fault for fault in found if isinstance(fault, Flaw)]
    assert [(flaw.code, flaw.place.text) for flaw in flaws] == [
        ("unknown_in", "Beløp {{ decision.amuont }}"),
        ("unknown_field", "Se {{ nothing }}"),
    ]
    assert all(flaw.place.template == "nb/refusal.docx" and flaw.place.paragraph for flaw in flaws)


def test_a_letter_that_would_lack_its_mandatory_content_is_a_fault(
    session: Session, example: Example, where: int
) -> None:
    docx = reworded(template("refusal"), '{%p include "appeal" %}', "Ingen klage her.")

    found = faults(session, example, where, docx).faults

    assert {fault.kind for fault in found if isinstance(fault, Lacking)} == {"refusal"}


def test_a_harmful_file_is_never_compiled_or_kept(session: Session, example: Example, where: int) -> None:
    before = session.scalar(select(func.count()).select_from(StoredFile))

    found = faults(session, example, where, rebuilt(template("refusal"), {"word/vbaProject.bin": b"x"})).faults

    assert [fault.code for fault in found] == ["macros"]  # type: ignore[union-attr]
    assert session.scalar(select(func.count()).select_from(StoredFile)) == before


def test_a_block_is_tried_in_every_letter_that_holds_it(session: Session, example: Example, where: int) -> None:
    docx = with_paragraph(template("blocks/appeal"), "Dere får {{ accounts.use_by|date }}.")

    flaws = [fault for fault in faults(session, example, where, docx, APPEAL).faults if isinstance(fault, Flaw)]

    assert {flaw.code for flaw in flaws} == {"unknown_field"}
    assert {flaw.place.template for flaw in flaws} == {"nb/blocks/appeal.docx"}


def test_a_changed_block_is_in_all_letters_that_hold_it(session: Session, example: Example, where: int) -> None:
    docx = with_paragraph(template("blocks/appeal"), "Ring oss gjerne.")

    activate(session, example, where, upload(session, example, where, docx, APPEAL).number, APPEAL)

    library = library_of(session, example.office, where)
    found = opened(session, example, where, APPEAL)
    compared = compare_template(session, example.office, found, 0)
    assert {one.kind for one in compared.examples} >= {"award", "refusal", "dismissal"}
    assert library.template("refusal", "nb").files["blocks/appeal"] == docx


def test_a_change_in_one_language_tells_which_fields_the_other_lacks(
    session: Session, example: Example, where: int
) -> None:
    docx = with_paragraph(template("refusal"), "Rapporter etter punkt {{ scheme.points.reporting }}.")
    row = upload(session, example, where, docx)

    compared = compare_template(session, example.office, opened(session, example, where), row.number)

    assert compared.one_language == {"nn": ["scheme.points.reporting"]}


def test_examples_of_every_outcome_stand_beside_the_version_in_force(
    session: Session, example: Example, where: int
) -> None:
    row = upload(session, example, where)

    found = opened(session, example, where)
    compared = compare_template(session, example.office, found, row.number)

    assert [(one.kind, one.outcome, one.changes) for one in compared.examples] == [
        ("refusal", "example", 1),
        ("refusal", "sparse", 1),
        ("refusal", "no_appeal", 1),
    ]
    (pair,) = [pair for pair in compared.examples[0].pairs if pair.changed]
    assert ("".join(p.words for p in pair.before), "".join(p.words for p in pair.after)) == (OLD, NEW)
    new = example_letter(session, example.office, found, row.number, "refusal", "sparse", in_force=False)
    old = example_letter(session, example.office, found, row.number, "refusal", "sparse", in_force=True)
    assert (NEW in read_letter(new).text, NEW in read_letter(old).text) == (True, False)
    assert found.administrator.name["nb"] in read_letter(new).text
    with pytest.raises(TemplateNotFound):
        example_letter(session, example.office, found, row.number, "award", "example", in_force=True)


@pytest.mark.parametrize(("note", "failure"), [("", NoteMissing), (" \n", NoteMissing), ("x" * 501, NoteUnreadable)])
def test_every_version_says_what_was_changed(
    session: Session, example: Example, where: int, note: str, failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        upload(session, example, where, note=note)


def test_the_same_file_again_is_no_version(session: Session, example: Example, where: int) -> None:
    with pytest.raises(TemplateUnchanged):
        upload(session, example, where, template("refusal"))
    with pytest.raises(TemplateNotFound):
        upload(session, example, where, place=("nb", "nothing"))


def test_a_letter_made_again_is_the_letter_that_was_sent_whatever_became_of_its_template(
    session: Session, example: Example, where: int
) -> None:
    case = refused_case(session, example)
    sent = send(session, example, case)
    block = with_paragraph(template("blocks/appeal"), "Ring oss gjerne.")
    activate(session, example, where, upload(session, example, where).number)
    activate(session, example, where, upload(session, example, where, block, APPEAL).number, APPEAL)

    later = send(session, example, refused_case(session, example))

    for document in (sent, later):
        assert differing_parts(make_again(session, document), file_content(session, document.sha256)) == []
    assert [(one.number, one.fault) for one in verified_letters(session)] == [(1, None), (1, None)]
    assert NEW not in words(session, sent)
    assert "Ring oss gjerne." in words(session, later)
    assert sent.template_sha256 != later.template_sha256


def test_a_receipt_can_be_made_again_and_what_is_no_letter_cannot(session: Session, example: Example) -> None:
    case = sent_case(session, example)
    receipt = issue_receipt(session, example.actor("leader"), example.office, case.id, START)
    assert receipt

    assert [one.fault for one in verified_letters(session)] == [None]
    assert receipt.facts
    receipt.facts = {**receipt.facts, "case": {**receipt.facts["case"], "title": "Et annet tiltak"}}
    session.flush()
    assert [one.fault for one in verified_letters(session)] == ["differs in word/document.xml"]
    receipt.facts = {}
    session.flush()
    assert "cannot be made again" in str([one.fault for one in verified_letters(session)])
    receipt.template_sha256 = None
    with pytest.raises(TemplateNotKept):
        make_again(session, receipt)


def _draft(session: Session, example: Example, case: Case) -> bytes:
    return preview_letter(session, example.actor("caseworker"), example.office, case.id, "refusal", START).content
