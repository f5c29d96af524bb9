"""The blueprint that the caseworker's pages belong to, and what their templates may call."""

from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, current_app, url_for
from werkzeug.wrappers import Response

from formsvc.services.open_case import OpenCase, open_case
from formsvc.web.database import db
from formsvc.web.language import t
from formsvc.web.people import current_actor
from formsvc.web.resources import schemes

caseworker = Blueprint("caseworker", __name__)

FORMS = Path(__file__).parent / "forms.toml"
Answer = str | tuple[str, int] | Response
_TABS = ("case", "application", "control", "assessment", "decision", "report", "documents", "log")


def opened(case_id: int) -> OpenCase:
    """The case that a page is about. Raises CaseNotFound."""
    return open_case(db(), current_actor(), schemes(), case_id)


@caseworker.app_template_global()
def case_tabs(case_id: int) -> Iterator[tuple[str, str, str]]:
    """The pages of a case: endpoint, address, name."""
    for tab in _TABS:
        endpoint = f"caseworker.{tab}"
        if endpoint in current_app.view_functions:
            yield endpoint, url_for(endpoint, case_id=case_id), t(f"caseworker.tab.{tab}")
