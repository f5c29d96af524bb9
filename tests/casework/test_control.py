from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from formsvc.casework.control import Checked, RegisterLookup, formal_control, open_findings
from formsvc.casework.events import Judgement
from formsvc.schemes.definition import Appeal, Applicant, Form, FormApplicant, LetterTexts, RegisterDemand, Scheme
from formsvc.texts import Text

WORDS = Text(nb="ord", nn="ord")
SUBMITTED = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
FORM = Form(
    id="application",
    title=WORDS,
    applicants=(
        FormApplicant(kind="voluntary_organisation", condition=WORDS),
        FormApplicant(kind="municipality", condition=WORDS),
    ),
    sections=(),
)
SCHEME = Scheme(
    id="prove",
    edition="2026",
    title=WORDS,
    purpose=WORDS,
    target_group=WORDS,
    grant_administrator="direktorat",
    appeal=Appeal(allowed=False),
    letters=LetterTexts(legal_basis=WORDS),
    forms=(FORM,),
    applicants=(
        Applicant(
            kind="voluntary_organisation",
            ticked=True,
            register_=RegisterDemand(name="voluntary", at="submission"),
        ),
        Applicant(kind="municipality", ticked=True),
    ),
)
REGISTERED = RegisterLookup(found=True, registered_on=date(2020, 1, 1), source="register", asked_at=SUBMITTED)
GOOD = Checked("voluntary_organisation", REGISTERED, SUBMITTED, in_time=True, errors=0, unmet=())


def judgements(checked: Checked) -> dict[str, Judgement]:
    return {finding.id: finding.judgement for finding in formal_control(SCHEME, FORM, checked)}


def test_everything_found() -> None:
    assert judgements(GOOD) == {
        "eligible_kind": "found",
        "register": "found",
        "complete": "found",
        "in_time": "found",
    }


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        (None, "person_must_judge"),
        (replace(REGISTERED, found=None), "person_must_judge"),
        (replace(REGISTERED, found=False), "not_found"),
        (replace(REGISTERED, registered_on=None), "person_must_judge"),
        (replace(REGISTERED, registered_on=date(2026, 11, 2)), "found"),
        (replace(REGISTERED, registered_on=date(2026, 11, 3)), "not_found"),
    ],
)
def test_the_register_counts_on_the_norwegian_day_of_submission(
    register: RegisterLookup | None, expected: Judgement
) -> None:
    assert judgements(replace(GOOD, register=register))["register"] == expected


def test_a_kind_that_may_not_apply_is_not_found() -> None:
    assert judgements(replace(GOOD, applicant_kind="business"))["eligible_kind"] == "not_found"


def test_a_condition_in_words_needs_a_person_and_no_register_is_asked() -> None:
    found = judgements(replace(GOOD, applicant_kind="municipality", register=None))

    assert found["eligible_kind"] == "person_must_judge"
    assert "register" not in found


def test_late_incomplete_and_unmet_are_findings_for_a_person() -> None:
    checked = replace(GOOD, in_time=False, errors=2, unmet=("own_payment",))
    findings = formal_control(SCHEME, FORM, checked)

    assert {finding.id for finding in open_findings(findings, [])} == {"complete", "in_time", "eligibility"}
    assert {finding.id for finding in open_findings(findings, ["in_time"])} == {"complete", "eligibility"}


@pytest.mark.parametrize(
    ("lies_there", "expected"), [(True, "found"), (False, "not_found"), (None, "person_must_judge")]
)
def test_whether_an_applicant_lies_in_the_county_that_calls(lies_there: bool | None, expected: Judgement) -> None:
    form = FORM.model_copy(update={"applicants": (FormApplicant(kind="municipality", own_county=True),)})
    checked = replace(GOOD, applicant_kind="municipality", own_county=lies_there)

    assert {found.id: found.judgement for found in formal_control(SCHEME, form, checked)}["own_county"] == expected
