"""The blueprint that the applicant's pages belong to, and what their templates may call."""

from datetime import date

from flask import Blueprint, current_app, url_for

from formsvc.services.own_cases import OwnCase, Step
from formsvc.texts import formats
from formsvc.web.errors import words_of
from formsvc.web.language import current_language

applicant = Blueprint("applicant", __name__)
applicant.add_app_template_global(words_of, "words_of")

_PAGES: dict[Step, str] = {
    "fill_in": "applicant.tasks",
    "supplement": "applicant.tasks",
    "answer_report": "applicant.report",
    "accept": "applicant.acceptance",
    "read_decision": "applicant.case",
    "report": "applicant.report",
}


@applicant.app_template_global()
def step_address(own: OwnCase) -> str | None:
    """Where an applicant does what is next in a case; None where there is nothing to do."""
    endpoint = _PAGES.get(own.step)
    if endpoint not in current_app.view_functions:
        return None
    return url_for(endpoint, case_id=own.case.id)


@applicant.app_template_filter()
def iso_day(written: str) -> str:
    """`2027-03-31` -> `31. mars 2027`."""
    return formats.date(date.fromisoformat(written), current_language())
