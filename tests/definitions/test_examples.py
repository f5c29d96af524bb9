"""Every example is what its name says: valid, or invalid for that one reason; every case hangs together."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from formsvc.answers import Context, validate
from formsvc.kernel.identifiers import parse_account
from formsvc.letters import KINDS
from formsvc.schemes.definition import Form, Scheme
from tests.definitions.conftest import edition


def test_answers_are_as_named(answers_file: Path) -> None:
    scheme = edition(answers_file.parents[1])
    name, verdict, *codes = answers_file.stem.split(".")
    form = _form_of(scheme, name)
    base = _base(answers_file.parent, form.based_on, name.removeprefix(form.id))
    outcome = validate(scheme, form, _read(answers_file), _context(base))
    assert outcome.valid == (verdict == "valid")
    assert set(codes) <= {finding.code for finding in outcome.errors}


def test_case_hangs_together(case_file: Path) -> None:
    case, scheme = _read(case_file), edition(case_file.parents[1])
    form = _form_of(scheme, case["application"])
    years_after = 1 if form.due else -1
    assert date.fromisoformat(case["submitted_on"]).year == case["grant_year"] + years_after
    assert ("decision" in case) == (form.kind == "grant")
    if form.kind == "survey":
        return
    decision = case["decision"]
    application = _read(case_file.parent / case["application"])
    assert decision["kind"] in KINDS
    assert decision["amount"] <= application["applied_amount"]
    assert (decision["kind"] == "award") == (decision["amount"] == application["applied_amount"])
    assert decision["years"] in (0, 1, int(application.get("years", 1)))
    categories = scheme.assessment.of_form(form.id).categories
    criteria = {criterion.id for category in categories for criterion in category.criteria}
    assert set(case.get("scores", criteria)) == criteria
    assert all(0 <= score <= scheme.assessment.scale_max for score in case.get("scores", {}).values())
    if decision["amount"]:
        assert parse_account(case["account"]) == case["account"]


def test_a_report_belongs_to_its_case(case_file: Path) -> None:
    """The facts that a report is held against are those of the case that names it."""
    case, facts = _read(case_file), _read(case_file.parent / "facts.json")
    if case.get("report") == "report.valid.json":
        received = _read(case_file.parent / case["report"])["grant_received"]
        assert received == facts["granted_amount"] == case["decision"]["amount"]
        assert facts["report_year"] == case["grant_year"]


def _form_of(scheme: Scheme, file: str) -> Form:
    """The form whose id the file's name begins with; the longest, where several do."""
    return max((form for form in scheme.forms if file.startswith(form.id)), key=lambda form: len(form.id))


def _base(examples: Path, form: str | None, variant: str) -> Path | None:
    """The application that an example is based on: of the same variant where there is one."""
    if form is None:
        return None
    same = examples / f"{form}{variant}.valid.json"
    return same if same.is_file() else examples / f"{form}.valid.json"


def _context(base: Path | None) -> Context:
    return Context(application=_read(base), case=_read(base.parent / "facts.json")) if base else Context()


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
