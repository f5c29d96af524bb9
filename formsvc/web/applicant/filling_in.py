"""The application in progress: its sections, one a page."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from formsvc.schemes.definition import Section
from formsvc.services.attach_files import draft_file
from formsvc.services.open_form import OpenForm, open_application
from formsvc.web.access import access
from formsvc.web.applicant.blueprint import applicant
from formsvc.web.applicant.form_pages import Answered, save_posted, show_section, show_tasks
from formsvc.web.clock import now
from formsvc.web.database import db
from formsvc.web.downloads import download
from formsvc.web.people import current_actor
from formsvc.web.resources import office


@dataclass(frozen=True)
class ApplicationPlaces:
    """Where an application's pages are."""

    case_id: int
    words: str = "applicant.application"
    layout: str = "applicant/layout.html"
    by_staff: bool = False

    def section(self, section: Section, **query: Any) -> str:
        """The page of a section."""
        return url_for("applicant.section", case_id=self.case_id, section_id=section.id, **query)

    @property
    def tasks(self) -> str:
        """The list of sections."""
        return url_for("applicant.tasks", case_id=self.case_id)

    @property
    def send(self) -> str:
        """Where it is checked and sent."""
        return url_for("applicant.check", case_id=self.case_id)

    @property
    def case(self) -> str:
        """The case that it belongs to."""
        return url_for("applicant.case", case_id=self.case_id)


@applicant.get("/soknad/<int:case_id>")
@access("member")
def tasks(case_id: int) -> str:
    """The application as a list of sections."""
    return show_tasks(_opened(case_id), ApplicationPlaces(case_id))


@applicant.get("/soknad/<int:case_id>/<section_id>")
@access("member")
def section(case_id: int, section_id: str) -> str:
    """A section to fill in."""
    opened = _opened(case_id)
    return show_section(opened, ApplicationPlaces(case_id), opened.section(section_id))


@applicant.post("/soknad/<int:case_id>/<section_id>")
@access("member")
def save(case_id: int, section_id: str) -> Answered:
    """Save a section."""
    request.files  # noqa: B018 - read the upload to its end before the database is locked for writing
    opened = _opened(case_id)
    return save_posted(opened, ApplicationPlaces(case_id), opened.section(section_id))


@applicant.get("/soknad/<int:case_id>/vedlegg/<checksum>")
@access("member")
def attachment(case_id: int, checksum: str) -> Response:
    """A file that has been saved in a section."""
    file = draft_file(db(), current_actor(), case_id, checksum)
    return download(file.content, file.name, file.media_type)


def _opened(case_id: int) -> OpenForm:
    return open_application(db(), current_actor(), office(), case_id, now())
