"""Where each section of a form stands."""

from formsvc.services.form_progress import hidden_places
from tests.fixtures.applying import answers, begin, fill_in, opened, save
from tests.fixtures.example import Example


def test_a_new_form_is_not_started_anywhere(example: Example) -> None:
    form = opened(example, begin(example))
    assert {part.status for part in form.progress.sections} == {"not_started"}
    assert not form.progress.complete


def test_a_section_goes_from_begun_by_way_of_wrong_to_complete(example: Example) -> None:
    case_id = begin(example)
    contact = {"contact_name": "Søker 1", "contact_email": "ikke en adresse", "contact_phone": "22 33 44 55"}
    version = save(example, case_id, "contact", {"contact_name": "Søker 1"})
    assert opened(example, case_id).progress.of("contact").status == "in_progress"
    version = save(example, case_id, "contact", contact, version=version)
    assert opened(example, case_id).progress.of("contact").status == "has_errors"
    save(example, case_id, "contact", {**contact, "contact_email": "post@lyttende.example"}, version=version)
    assert opened(example, case_id).progress.of("contact").status == "complete"


def test_the_example_leaves_only_the_signature(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, answers())
    form = opened(example, case_id)
    assert form.progress.complete
    assert form.signature is not None
    assert form.signature.id not in {part.section.id for part in form.progress.sections}
    assert {finding.field for finding in form.progress.errors} == {
        "signatory_name",
        "signatory_capacity",
        "declaration",
    }


def test_an_unreadable_number_is_told_once(example: Example) -> None:
    case_id = begin(example)
    save(example, case_id, "staff", {"employees": "omtrent ti"})
    told = [error.code for error in opened(example, case_id).progress.of("staff").errors if error.field == "employees"]
    assert told == ["not_a_number"]


def test_one_answer_decides_whether_another_is_asked(example: Example) -> None:
    case_id = begin(example)
    save(example, case_id, "funding", {"has_other_funding": "false"})
    form = opened(example, case_id)
    funding = form.section("funding")
    assert "other_funding" in hidden_places(form.progress.view, funding)
    asked = form.progress_with(funding, {"has_other_funding": "true"}).view
    assert "other_funding" not in hidden_places(asked, funding)


def test_columns_of_later_years_are_asked_when_three_years_are_applied_for(example: Example) -> None:
    case_id = begin(example)
    save(example, case_id, "budget", {"budget": [{"key": "a", "item": "Lønn", "amount": "100"}]})
    version = save(example, case_id, "measure", {"years": "1"})
    form = opened(example, case_id)
    assert "budget[0].amount_year_2" in hidden_places(form.progress.view, form.section("budget"))
    save(example, case_id, "measure", {"years": "3"}, version=version)
    form = opened(example, case_id)
    assert "budget[0].amount_year_2" not in hidden_places(form.progress.view, form.section("budget"))


def test_an_unexpected_eligibility_answer_warns_and_blocks_nothing(example: Example) -> None:
    case_id = begin(example)
    fill_in(example, case_id, {**answers(), "is_registered": False})
    progress = opened(example, case_id).progress
    assert progress.complete
    assert "is_registered" in {finding.field for finding in progress.warnings}
