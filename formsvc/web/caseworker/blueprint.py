"""The blueprint that the caseworker's pages belong to, and what their templates may call."""

from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, current_app, url_for
from werkzeug.wrappers import Response

from formsvc.services.open_case import OpenCase, open_case
from formsvc.web.database import db
from formsvc.web.people import current_actor
from formsvc.web.rendering import said
from formsvc.web.resources import schemes

caseworker = Blueprint("caseworker", __name__)

FORMS = Path(__file__).parent / "forms.toml"
Answer = str | tuple[str, int] | Response
_OF_SURVEY = ("case", "application", "documents", "log")
"""The pages of a case in which nothing is decided."""
_TABS = ("case", "application", "control", "assessment", "decision", "report", "documents", "log")


def opened(case_id: int) -> OpenCase:
    """The case that a page is about. Raises CaseNotFound."""
    return open_case(db(), current_actor(), schemes(), case_id)


@caseworker.app_template_global()
def case_tabs(page: OpenCase) -> Iterator[tuple[str, str, str]]:
    """The pages of a case: endpoint, address, name."""
    for tab in _OF_SURVEY if page.state.survey else _TABS:
        endpoint = f"caseworker.{tab}"
        if endpoint in current_app.view_functions:
            yield endpoint, url_for(endpoint, case_id=page.case.id), said(page.form, f"caseworker.tab.{tab}")
