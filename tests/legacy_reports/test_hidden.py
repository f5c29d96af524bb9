"""Nothing is read that a reader of the page cannot see, and whatever can be seen is read."""

import pytest

from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.process import read_document
from tests.fixtures.old_reports import LINES
from tests.legacy_reports.hiding import SEEN, UNSEEN


@pytest.mark.parametrize("way", UNSEEN)
def test_no_hidden_word_is_read(way: str) -> None:
    document = read_document(UNSEEN[way](), Limits())
    assert document.error is None
    assert [word.text for page in document.pages for word in page.words] == []


@pytest.mark.parametrize("way", SEEN)
def test_every_visible_word_is_read(way: str) -> None:
    document = read_document(SEEN[way](), Limits())
    assert [word.text for page in document.pages for word in page.words] == " ".join(LINES).split()
