"""Where the pages of a report are: its recipient's own, or a caseworker's who enters one from paper."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import url_for

from formsvc.schemes.definition import Section


@dataclass(frozen=True)
class ReportPlaces:
    """The places of one report, and what differs between the two who may fill it in."""

    case_id: int
    year: int
    pages: str
    """What the names of its pages begin with."""
    home: str
    """The page of the case that it belongs to."""
    words: str
    layout: str
    by_staff: bool

    def section(self, section: Section, **query: Any) -> str:
        """The page of a section."""
        return self._at("section", section_id=section.id, **query)

    @property
    def tasks(self) -> str:
        """The list of sections."""
        return self._at("tasks")

    @property
    def send(self) -> str:
        """Where it is checked and sent."""
        return self._at("check")

    @property
    def case(self) -> str:
        """The case that it belongs to."""
        return url_for(self.home, case_id=self.case_id)

    def _at(self, page: str, **more: Any) -> str:
        return url_for(f"{self.pages}_{page}", case_id=self.case_id, year=self.year, **more)


recipient_places = partial(
    ReportPlaces,
    pages="applicant.report",
    home="applicant.case",
    words="report.form",
    layout="applicant/layout.html",
    by_staff=False,
)
entered_places = partial(
    ReportPlaces,
    pages="caseworker.entered",
    home="caseworker.report",
    words="review.form",
    layout="caseworker/form_layout.html",
    by_staff=True,
)
