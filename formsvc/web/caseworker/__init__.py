"""The caseworker's room: the list of cases, and each case from formal control to a decision that is sent."""

from formsvc.web.caseworker import assessment, case, control, decision, desk, entering, legacy, renewed, report, sending
from formsvc.web.caseworker.blueprint import caseworker

__all__ = [
    "assessment",
    "case",
    "caseworker",
    "control",
    "decision",
    "desk",
    "entering",
    "legacy",
    "renewed",
    "report",
    "sending",
]
