"""An application that was never sent can be deleted; on both kinds of database."""

from hashlib import sha256

import pytest
from sqlalchemy.exc import NoResultFound

from formsvc.services.actor import CaseNotFound
from formsvc.services.delete_draft import AlreadySent, delete_draft
from formsvc.storage.cases import find_case
from formsvc.storage.documents import file_content, store_file
from formsvc.storage.drafts import all_drafts
from tests.fixtures.applying import begin, opened, save, sent
from tests.fixtures.example import Example


def with_files(example: Example, case_id: int, *contents: bytes) -> None:
    with example.session() as session:
        named = [{"name": "fil.pdf", "sha256": store_file(session, content, example.clock())} for content in contents]
        session.commit()
    save(example, case_id, "risk_and_control", {"attachment": named})


def kept(example: Example, content: bytes) -> bool:
    with example.session(writes=False) as session:
        try:
            return file_content(session, sha256(content).hexdigest()) == content
        except NoResultFound:
            return False


def test_everything_of_it_is_gone_and_nothing_of_others(example: Example) -> None:
    other, mine = begin(example), 0
    with_files(example, other, b"%PDF-1.7 begge")
    mine = begin(example)
    with_files(example, mine, b"%PDF-1.7 begge", b"%PDF-1.7 bare her")
    with example.session() as session:
        delete_draft(session, example.actor("writer"), mine)
    with example.session(writes=False) as session:
        assert find_case(session, mine) is None
        left = find_case(session, other)
        assert left
        assert len(all_drafts(session, left)) == 1
    assert kept(example, b"%PDF-1.7 begge")
    assert not kept(example, b"%PDF-1.7 bare her")
    with pytest.raises(CaseNotFound):
        opened(example, mine)


def test_what_was_sent_stays_and_others_do_not_delete(example: Example) -> None:
    draft, case_id = begin(example), 0
    with example.session() as session, pytest.raises(CaseNotFound):
        delete_draft(session, example.actor("other"), draft)
    case_id = sent(example)
    with example.session() as session, pytest.raises(AlreadySent):
        delete_draft(session, example.actor("leader"), case_id)
