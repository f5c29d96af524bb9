"""The applicant's pages: find a call, apply, follow the case."""

from formsvc.web.applicant import cases, filling_in, overview, report, sending
from formsvc.web.applicant.blueprint import applicant

__all__ = ["applicant", "cases", "filling_in", "overview", "report", "sending"]
