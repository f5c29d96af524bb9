"""The tables, by what they are about. Importing this module fills `Base.metadata`."""

from formsvc.storage.models.batches import Batch, BatchItem, OutgoingMail
from formsvc.storage.models.calls import Call
from formsvc.storage.models.cases import Case, CaseNumbering, Decision, Draft, StoredEvent, Submission
from formsvc.storage.models.documents import Document, IncomingReport, LegacyReading, PdfCopy, StoredFile
from formsvc.storage.models.letter_templates import TemplateVersion, UsedTemplate
from formsvc.storage.models.people import (
    GrantAdministrator,
    LoginAttempt,
    Membership,
    Organisation,
    Person,
    RegisterAnswer,
    StaffRole,
    Token,
)
from formsvc.storage.models.renewals import Renewal

__all__ = [
    "Batch",
    "BatchItem",
    "Call",
    "Case",
    "CaseNumbering",
    "Decision",
    "Document",
    "Draft",
    "GrantAdministrator",
    "IncomingReport",
    "LegacyReading",
    "LoginAttempt",
    "Membership",
    "Organisation",
    "OutgoingMail",
    "PdfCopy",
    "Person",
    "RegisterAnswer",
    "Renewal",
    "StaffRole",
    "StoredEvent",
    "StoredFile",
    "Submission",
    "TemplateVersion",
    "Token",
    "UsedTemplate",
]
