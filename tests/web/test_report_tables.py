"""The example report of every scheme, held against its application: nothing about a scheme stands in the code."""

import json
from pathlib import Path
from typing import Any

import pytest

from formsvc.answers import Context, View
from formsvc.schemes.registry import registry
from formsvc.texts import Language
from formsvc.web.applicant.beside import annotate, demanded, noted
from formsvc.web.report_tables import report_tables
from formsvc.webforms import bind
from tests.fixtures.example import FORMS

REPORTS = sorted(FORMS.glob("*/*/examples/report.valid.json"))


def answers(file: Path) -> dict[str, Any]:
    found = json.loads(file.read_text(encoding="utf-8"))
    return {name: value for name, value in found.items() if not name.startswith("$")}


@pytest.fixture(params=REPORTS, ids=lambda file: file.parents[2].name)
def report(request: pytest.FixtureRequest) -> View:
    """A scheme's example report, beside its example application."""
    file: Path = request.param
    edition = file.parents[1]
    scheme = registry(FORMS).get(edition.parent.name, edition.name)
    context = Context(
        application=answers(file.with_name("application.valid.json")),
        case={"granted_amount": 1_000_000, "grant_years": 1, "grant_year": 2026, "report_year": 2026},
    )
    return View(scheme, scheme.form("report"), answers(file), context)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_result_has_its_row_and_every_deviation_its_explanation(report: View, language: Language) -> None:
    tables = report_tables(report, language)

    asked = {field.indicator for field in report.fields.values() if field.id.startswith("result.")}
    shown = {row.label for row in tables.results}
    assert shown == {report.scheme.indicator(name).label.in_(language) for name in asked if name}
    assert not [row.label for row in tables.results if row.colour in ("warning", "danger")]
    assert [part.title for part in tables.rest]


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_section_can_be_shown_with_what_is_known_beside_it(report: View, language: Language) -> None:
    for section in report.form.sections:
        form = bind(section, {field.id: report.answers.get(field.id) for field in section.fields})
        annotate(form, report, language)
        assert all(entry.note for entry in noted(form))
    assert all(demanded(report, language))
