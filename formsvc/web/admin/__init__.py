"""Administration of a grant administrator: calls, organisations, staff."""

from formsvc.web.admin import calls, organisations, overview, staff
from formsvc.web.admin.blueprint import admin

__all__ = ["admin", "calls", "organisations", "overview", "staff"]
