"""What a browser sends becomes the draft: nothing typed is lost, and no browser can break it."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict

from formsvc.answers import read_typed
from formsvc.schemes.definition import Section
from formsvc.webforms import Around, Sent, bind, receive
from tests.webforms.kitchen import ACCOUNTS, AROUND, PER_SERVICE, SECTION, TRAP, both, question

PAGE = [("shown", field.id) for field in SECTION.fields]


def sent(*pairs: tuple[str, str], typed: dict[str, Any] | None = None, around: Around = AROUND) -> Sent:
    """What comes of a page that showed every question, with these values."""
    return receive(SECTION, typed or {}, MultiDict([*PAGE, *pairs]), MultiDict(), around)


@pytest.mark.parametrize("written", ["87,5", "abc", "1 234,50", "101", "-3", "{{ 7*7 }}", "<b>&", "\u202eabc", "😀"])
def test_a_draft_keeps_what_was_typed_whatever_it_is(written: str) -> None:
    assert sent(("q_percent", written)).typed == {"percent": written}
    again = bind(SECTION, {"percent": written}).question("percent")
    assert again.written == written  # type: ignore[attr-defined]


def test_line_breaks_of_the_browser_become_newlines() -> None:
    assert sent(("q_long_text", "en\r\nto")).typed == {"long_text": "en\nto"}


def test_questions_that_were_not_on_the_page_keep_their_answers() -> None:
    formdata = MultiDict([("shown", "text"), ("q_text", "ny")])
    assert receive(SECTION, {"text": "gammel", "fte": "3"}, formdata, MultiDict()).typed == {"text": "ny", "fte": "3"}


def test_emptied_questions_leave_the_draft() -> None:
    assert sent(("q_text", ""), typed={"text": "gammel", "multi_choice": ["a"], "declaration": "true"}).typed == {}


def test_a_question_called_like_a_method_is_a_question() -> None:
    form = bind(SECTION, {TRAP.id: "truthy"})
    assert callable(form.validate)
    assert form.question(TRAP.id).raw == "truthy"


def test_several_options_and_a_duration_keep_their_shape() -> None:
    duration = ("q_duration-value", "3,5"), ("q_duration-unit", "days")
    got = sent(("q_multi_choice", "a"), ("q_multi_choice", "c"), *duration)
    assert got.typed == {"multi_choice": ["a", "c"], "duration": {"value": "3,5", "unit": "days"}}


def test_not_relevant_stands_in_place_of_the_value() -> None:
    got = sent(("q_percent", ""), ("q_percent-instead", "not_relevant"))
    assert got.typed == {"percent": {"not_relevant": True}}
    assert bind(SECTION, got.typed).question("percent").instead == "not_relevant"


def test_a_value_beside_what_stands_in_its_place_is_kept_and_asked_about() -> None:
    got = sent(("q_percent", "87"), ("q_percent-instead", "not_relevant"))
    again = bind(SECTION, got.typed).question("percent")
    assert (again.instead, again.written) == ("not_relevant", "87")  # type: ignore[attr-defined]
    reading = read_typed(SECTION, got.typed)
    assert [(finding.field, finding.code) for finding in reading.problems] == [("percent", "value_and_instead")]
    assert "percent" not in reading.answers
    assert sent(("q_percent", "87"), typed=dict(got.typed)).typed == {"percent": "87"}


def test_what_may_not_stand_in_place_of_a_value_is_ignored() -> None:
    assert sent(("q_percent", "87"), ("q_percent-instead", "no_activity")).typed == {"percent": "87"}


class TestPerService:
    NAME = f"q_{PER_SERVICE.id}"

    def test_each_service_has_its_own_value(self) -> None:
        got = sent((f"{self.NAME}-chat", "80"), (f"{self.NAME}-tlf_201-instead", "not_relevant"))
        assert got.typed == {PER_SERVICE.id: {"per_service": {"chat": "80", "tlf 1": {"not_relevant": True}}}}

    def test_a_single_service_has_a_plain_value(self) -> None:
        assert sent((self.NAME, "80"), around=Around({"chat": "Chat"})).typed == {PER_SERVICE.id: "80"}

    def test_a_value_from_before_the_second_service_goes_to_the_first(self) -> None:
        form = bind(SECTION, {PER_SERVICE.id: "80"}, AROUND)
        assert form.question(PER_SERVICE.id).raw == {"per_service": {"chat": "80"}}

    def test_values_survive_while_the_services_cannot_be_read(self) -> None:
        kept = {PER_SERVICE.id: {"per_service": {"chat": "80", "tlf 1": "90"}}}
        assert bind(SECTION, kept, Around()).question(PER_SERVICE.id).raw == kept[PER_SERVICE.id]


class TestRows:
    def test_rows_keep_their_keys_and_get_one_when_new(self) -> None:
        got = sent(("q_services-0-key", "k1"), ("q_services-0-name", "Chat"), ("q_services-5-name", "Telefon"))
        first, second = got.typed["services"]
        assert first == {"key": "k1", "name": "Chat"}
        assert second["name"] == "Telefon"
        assert second["key"]

    def test_blank_rows_are_dropped(self) -> None:
        got = sent(("q_services-0-name", " "), ("q_services-1-name", ""), ("q_services-2-name", "Chat"))
        assert [row.get("name") for row in got.typed["services"]] == ["Chat"]

    def test_adding_a_row_keeps_what_was_typed_and_leads_to_the_new_one(self) -> None:
        got = sent(("q_services-0-name", "Chat"), ("q_services-0-contacts", "mange"), ("action", "add:services"))
        assert [row.get("contacts") for row in got.typed["services"]] == ["mange", None]
        assert got.action.verb == "add"
        assert got.action.focus == "q_services-1-name"
        assert bind(SECTION, got.typed).question("services").children[3].id == got.action.focus

    def test_removing_a_row_takes_that_one(self) -> None:
        cells = {"0-key": "a", "0-name": "A", "1-key": "b", "1-name": "B"}
        rows = [(f"q_services-{cell}", value) for cell, value in cells.items()]
        assert sent(*rows, ("action", "remove:services:a")).typed["services"] == [{"key": "b", "name": "B"}]

    def test_rows_that_follow_others_are_fixed(self) -> None:
        got = sent(("q_accounts-1-amount", "118 000"), ("q_accounts-7-amount", "1"), ("q_accounts-1-key", "forged"))
        assert got.typed[ACCOUNTS.id] == [{"key": "k2", "amount": "118 000"}]

    def test_a_required_question_shows_an_empty_row(self) -> None:
        assert len(bind(SECTION, {}, AROUND).question("services").children) == 3


KEPT_FILE = {"name": "a.pdf", "size": 1, "media_type": "application/pdf", "sha256": "a" * 64}


class TestFiles:
    def test_new_files_come_beside_those_kept(self) -> None:
        new, none_chosen = FileStorage(BytesIO(b"x"), "b.pdf"), FileStorage(BytesIO())
        files = MultiDict([("q_attachment", new), ("q_attachment", none_chosen)])
        got = receive(SECTION, {"attachment": [KEPT_FILE]}, MultiDict(PAGE), files)
        assert got.typed["attachment"] == [KEPT_FILE]
        assert [file.filename for file in got.uploads["attachment"]] == ["b.pdf"]

    def test_a_file_ticked_for_removal_is_gone(self) -> None:
        assert sent(("q_attachment-remove", "a" * 64), typed={"attachment": [KEPT_FILE]}).typed == {}

    def test_a_browser_cannot_claim_a_file(self) -> None:
        assert sent(("q_attachment", "c" * 64)).typed == {}


@pytest.mark.parametrize("button", ["", "save", "nonsense", "add", "add:unknown", "remove:services", "add:percent"])
def test_an_unknown_button_saves(button: str) -> None:
    assert sent(("q_text", "ny"), ("action", button)).typed["text"] == "ny"


TAILS = ("", "-0-name", "-instead", "-value")
NAMES = st.sampled_from([f"q_{field.id}{tail}" for field in SECTION.fields for tail in TAILS])
IDS = st.sampled_from([field.id for field in SECTION.fields if field.type != "attachment"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.lists(st.tuples(NAMES, st.text())), st.text())
def test_whatever_a_browser_sends_can_be_read_again(pairs: list[tuple[str, str]], button: str) -> None:
    got = sent(*pairs, ("action", button))
    bind(SECTION, got.typed, AROUND)
    read_typed(SECTION, got.typed)


@settings(max_examples=40)
@given(st.dictionaries(IDS, JSON))
def test_a_draft_of_any_shape_can_be_shown(typed: dict[str, Any]) -> None:
    assert bind(SECTION, typed, AROUND).error_links == []


def test_a_row_cannot_hold_files() -> None:
    field = question("rows", columns=(question("attachment"),))
    with pytest.raises(TypeError, match="attachment"):
        bind(Section(id="s", title=both("s"), fields=(field,)), {})
