"""Answers: one class per answer type, and the only rule engine for web, command line and old reports.

Values are the JSON values of the command-line contract, whichever door they came through.
"""

from formsvc.answers.findings import CODES, Finding, Problem
from formsvc.answers.typed import Reading, read_typed
from formsvc.answers.types.choices import meant
from formsvc.answers.validation import Outcome, validate
from formsvc.answers.view import Answers, Context, View

__all__ = [
    "CODES",
    "Answers",
    "Context",
    "Finding",
    "Outcome",
    "Problem",
    "Reading",
    "View",
    "meant",
    "read_typed",
    "validate",
]
