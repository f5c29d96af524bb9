"""Messages stand at the input they are about; questions not asked are not there; classes are built once."""

import pytest

from formsvc.answers.findings import Finding
from formsvc.schemes.definition import Section
from formsvc.webforms import Around, SourceRows, bind, form_class, services_in
from formsvc.webforms.faces import choices, is_optional, unit_word
from formsvc.webforms.writing import as_typed
from tests.webforms.kitchen import AROUND, BUDGET, BUDGET_ROWS, PER_SERVICE, SECTION, both, findings, question

FILLED = {
    "services": [{"key": "a", "name": "Chat"}, {"key": "b"}, {"key": "c", "name": "Telefon", "contacts": "mange"}]
}


def finding(place: str) -> Finding:
    return Finding(place, "required", {"label": both("Spørsmålet")})


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("email", "q_email"),
        ("services[0].contacts", "q_services-0-contacts"),
        ("services[1].name", "q_services-2-name"),  # the blank row between has no place
        ("services", "q_services-0-name"),
        ("services[9].name", "q_services-0-name"),
        ("target.answered.per_service.tlf 1", "q_target.answered-tlf_201"),
        ("target.answered", "q_target.answered-chat"),
        ("duration.value", "q_duration"),
    ],
)
def test_a_message_stands_at_its_input_or_at_the_nearest_around_it(place: str, link: str) -> None:
    form = bind(SECTION, FILLED, AROUND)
    form.show([finding(place)], "nb")
    assert form.error_links == [(link, "«Spørsmålet (bokmål)» må besvares.")]


def test_links_come_in_the_pages_order_and_in_the_readers_language() -> None:
    form = bind(SECTION, {}, AROUND)
    form.show([finding("url"), finding("email"), finding("elsewhere")], "nn")
    assert [link for link, _ in form.error_links] == ["q_email", "q_url"]
    assert "nynorsk" in form.error_links[0][1]


def test_a_followed_row_that_is_filled_in_has_the_place_that_answers_give_it() -> None:
    draft = {"accounts": [{"key": "k2", "amount": "mange"}]}
    form = bind(SECTION, draft, AROUND)
    form.show([found for found in findings(draft) if found.field.startswith("accounts")], "nb")
    assert [link for link, _ in form.error_links] == ["q_accounts-1-amount"]


def test_hidden_questions_and_cells_are_not_asked() -> None:
    form = bind(SECTION, FILLED, AROUND, {"email", "services[0].kind", "services[].kind"})
    assert "email" not in [asked.path for asked in form.questions]
    kinds = [cell for cell in form.question("services").children if cell.definition.id == "kind"]
    assert [form.asks(cell) for cell in kinds] == [False, False, True]


def test_a_class_is_built_once_for_a_section_and_not_shared_with_its_like() -> None:
    alike = Section.model_validate(SECTION.model_dump())
    assert form_class(SECTION) is form_class(SECTION)
    assert alike == SECTION
    assert form_class(alike) is not form_class(SECTION)


def test_what_a_row_follows_is_told_in_words() -> None:
    around = Around(rows_from={"application.budget": SourceRows(BUDGET, BUDGET_ROWS)})
    rows = bind(SECTION, {}, around).question("accounts")
    assert rows.followed(1, "nb") == [("Post (bokmål)", "Lokaler"), ("Budsjett (bokmål)", "kr\u00a0120\u00a0000")]  # type: ignore[attr-defined]


def test_services_are_known_by_key_also_while_other_cells_make_no_sense() -> None:
    services = next(field for field in SECTION.fields if field.id == "services")
    assert services_in(services, [*FILLED["services"], {"name": "uten nøkkel"}]) == {"a": "Chat", "c": "Telefon"}


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (1234.5, "decimal", "1 234,5"),
        (0, "count", "0"),
        ("87 %", "percent", "87 %"),
        (True, "boolean", "true"),
        ("2026-02-01", "date", "01.02.2026"),
        ("1. februar", "date", "1. februar"),
        ("974760673", "orgnr", "974 760 673"),
        ("12345678903", "account", "1234 56 78903"),
        ("1234", "account", "1234"),
        (None, "text", ""),
    ],
)
def test_a_stored_value_is_written_as_a_person_would(value: object, kind: str, written: str) -> None:
    field = question(kind)  # type: ignore[arg-type]
    assert as_typed(value, field) == written or kind == "account"
    assert as_typed(as_typed(value, field), field) == as_typed(value, field)


def test_the_unit_stands_behind_the_label_unless_it_is_there_already() -> None:
    assert unit_word(PER_SERVICE, "nb") == "prosent"
    assert unit_word(question("nok", label=both("Kroner i år")), "nb") == ""
    assert unit_word(question("text"), "nn") == ""


def test_only_questions_that_no_rule_may_demand_are_called_optional() -> None:
    assert is_optional(question("text", required=False))
    assert not is_optional(question("text"))
    assert not is_optional(question("attachment", required=False))
    assert not is_optional(question("long_text", required=False, indicator="x"))
    assert not is_optional(question("text", required=False, required_when={"answered": "email"}))


def test_four_grades_and_two_answers_to_choose_from() -> None:
    assert [key for key, _ in choices(question("grade"), "nb")] == ["yes", "partly", "no", "not_applicable"]
    assert choices(question("boolean"), "nn") == (("true", "Ja"), ("false", "Nei"))


def test_a_length_of_time_is_given_in_the_unit_of_its_target() -> None:
    free, bound = (
        bind(SECTION, {}, around).question("duration") for around in (AROUND, Around(units={"duration": "weeks"}))
    )
    assert (free.units, free.unit) == (["minutes", "days", "weeks"], "")  # type: ignore[attr-defined]
    assert (bound.units, bound.unit) == (["weeks"], "weeks")  # type: ignore[attr-defined]
    typed = bind(SECTION, {"duration": {"value": "3", "unit": "days"}}, Around(units={"duration": "weeks"}))
    assert typed.question("duration").units == ["days", "weeks"]  # type: ignore[attr-defined]


def test_a_question_about_some_services_has_an_input_for_each_of_those() -> None:
    name = PER_SERVICE.id
    services = {"a": "Chat", "b": "Telefon", "c": "Turgruppe"}
    question = bind(SECTION, {}, Around(services, some_services={name: {"b": "Telefon", "c": "Turgruppe"}})).question(
        name
    )
    assert [child.path for child in question.children] == [f"{name}.per_service.{key}" for key in ("b", "c")]
