"""The applicant's pages: find a call, apply, follow the case."""

from formsvc.web.applicant import acceptance, cases, filling_in, overview, report, sending
from formsvc.web.applicant.blueprint import applicant

__all__ = ["acceptance", "applicant", "cases", "filling_in", "overview", "report", "sending"]
