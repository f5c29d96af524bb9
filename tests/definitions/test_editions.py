"""What holds for every edition: it is clean, locked, whole, and says what the contract promises."""

import json
from pathlib import Path
from typing import get_args

from formsvc.schemes.definition import ApplicantKind, Scheme
from formsvc.schemes.export import export
from formsvc.schemes.lint import lint
from formsvc.schemes.lock import lock_findings, read_lock

EXPORTED = {
    "scheme", "edition", "revision", "title", "code", "grant_administrator", "appeal", "applicants", "forms",
    "indicators", "assessment", "rules",
}  # fmt: skip
FIELD = {
    "id", "type", "unit", "label", "help", "required", "required_when", "visible_when", "options", "columns", "source",
}  # fmt: skip


def test_lint_finds_nothing(scheme: Scheme) -> None:
    assert [str(finding) for finding in lint(scheme)] == []


def test_lock_fits(scheme: Scheme, folder: Path) -> None:
    assert read_lock(folder) is not None
    assert [str(finding) for finding in lock_findings(scheme, folder)] == []


def test_every_kind_of_applicant_is_told_of(scheme: Scheme) -> None:
    kinds = [applicant.kind for applicant in scheme.applicants]
    assert sorted(kinds) == sorted(get_args(ApplicantKind))
    assert any(applicant.ticked or applicant.inferred for applicant in scheme.applicants)


def test_only_eligible_kinds_use_a_form(scheme: Scheme) -> None:
    may_apply = {applicant.kind for applicant in scheme.applicants if applicant.ticked or applicant.inferred}
    excepted = {applicant.kind for applicant in scheme.applicants if applicant.ticked is False and applicant.reason}
    users = [user for form in scheme.forms for user in form.applicants]
    assert {user.kind for user in users} <= may_apply | excepted
    assert all(user.condition for user in users if user.kind in excepted)


def test_eligibility_comes_first_and_never_stops_anyone(scheme: Scheme) -> None:
    first, *rest = scheme.form("application").sections
    assert first.eligibility
    assert not any(section.eligibility for section in rest)
    assert all(field.expected is not None and field.unexpected for field in first.fields)


def test_each_criterion_is_read_beside_some_answers(scheme: Scheme) -> None:
    """Those of an application, and of every other form that has criteria of its own."""
    owners = {form for category in scheme.assessment.categories for form in category.forms}
    for form_id in {"application", *owners}:
        categories = scheme.assessment.of_form(form_id).categories
        criteria = {criterion.id for category in categories for criterion in category.criteria}
        beside = {criterion for section in scheme.form(form_id).sections for criterion in section.assessed_by}
        assert beside == criteria


def test_export_has_the_shape_of_the_contract(scheme: Scheme) -> None:
    """And a source for all that stands in something with a source."""
    exported = json.loads(json.dumps(export(scheme)))
    assert exported.keys() == EXPORTED
    fields = [
        field for form in exported["forms"].values() for section in form["sections"] for field in section["fields"]
    ]
    for field in fields + [column for rows in fields for column in rows["columns"]]:
        assert field.keys() == FIELD
        assert set(field["label"]) == {"nb", "nn"}
    sections = [section for form in exported["forms"].values() for section in form["sections"]]
    assert all(field["source"] for section in sections if section["source"] for field in section["fields"])
    assert all(column["source"] for rows in fields if rows["source"] for column in rows["columns"])
    assert len(exported["applicants"]) == len(get_args(ApplicantKind))
