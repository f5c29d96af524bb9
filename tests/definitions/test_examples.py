"""Every example is what its name says: valid, or invalid for that one reason; every case hangs together."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from formsvc.answers import Context, validate
from formsvc.kernel.identifiers import parse_account
from formsvc.letters import KINDS
from tests.definitions.conftest import edition


def test_answers_are_as_named(answers_file: Path) -> None:
    scheme = edition(answers_file.parents[1])
    name, verdict, *codes = answers_file.stem.split(".")
    form = scheme.form(name.split("-")[0])
    outcome = validate(scheme, form, _read(answers_file), _context(answers_file.parent, form.based_on))
    assert outcome.valid == (verdict == "valid")
    assert set(codes) <= {finding.code for finding in outcome.errors}


def test_case_hangs_together(case_file: Path) -> None:
    case, scheme = _read(case_file), edition(case_file.parents[1])
    decision = case["decision"]
    application = _read(case_file.parent / case["application"])
    assert decision["kind"] in KINDS
    assert decision["amount"] <= application["applied_amount"]
    assert (decision["kind"] == "award") == (decision["amount"] == application["applied_amount"])
    assert decision["years"] in (0, 1, int(application["years"]))
    assert date.fromisoformat(case["submitted_on"]).year == case["grant_year"] - 1
    criteria = {criterion.id for category in scheme.assessment.categories for criterion in category.criteria}
    assert set(case.get("scores", criteria)) == criteria
    assert all(0 <= score <= scheme.assessment.scale_max for score in case.get("scores", {}).values())
    if decision["amount"]:
        assert parse_account(case["account"]) == case["account"]


def test_a_report_belongs_to_its_case(case_file: Path) -> None:
    """The facts that a report is held against are those of the case that names it."""
    case, facts = _read(case_file), _read(case_file.parent / "facts.json")
    if case["report"]:
        received = _read(case_file.parent / case["report"])["grant_received"]
        assert received == facts["granted_amount"] == case["decision"]["amount"]
        assert facts["report_year"] == case["grant_year"]


def _context(examples: Path, based_on: str | None) -> Context:
    if based_on is None:
        return Context()
    return Context(application=_read(examples / f"{based_on}.valid.json"), case=_read(examples / "facts.json"))


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content
