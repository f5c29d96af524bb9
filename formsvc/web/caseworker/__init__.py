"""The caseworker's room: the list of cases, and each case from formal control to a decision that is sent."""

from formsvc.web.caseworker import (
    assessment,
    batches,
    case,
    control,
    decision,
    desk,
    entering,
    incoming,
    later,
    legacy,
    renewed,
    report,
    sending,
)
from formsvc.web.caseworker.blueprint import caseworker

__all__ = [
    "assessment",
    "batches",
    "case",
    "caseworker",
    "control",
    "decision",
    "desk",
    "entering",
    "incoming",
    "later",
    "legacy",
    "renewed",
    "report",
    "sending",
]
