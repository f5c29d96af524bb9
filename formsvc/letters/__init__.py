"""Letters: which facts they need, templates compiled once and rendered many times, the finished file verified."""

from formsvc.letters.facts import DecisionFacts, GrantFacts, LetterFacts, ReceiptFacts
from formsvc.letters.faults import TemplateFault
from formsvc.letters.kinds import (
    KINDS,
    InvalidFacts,
    UnknownLetterKind,
    example_facts,
    facts_schema,
    facts_type,
    read_facts,
)
from formsvc.letters.laws import laws_on
from formsvc.letters.library import Library, MissingTemplate, open_library, render_letter, template_checksum
from formsvc.letters.lint import Finding, lint_templates
from formsvc.letters.verify import LetterIncomplete

__all__ = [
    "KINDS",
    "DecisionFacts",
    "Finding",
    "GrantFacts",
    "InvalidFacts",
    "LetterFacts",
    "LetterIncomplete",
    "Library",
    "MissingTemplate",
    "ReceiptFacts",
    "TemplateFault",
    "UnknownLetterKind",
    "example_facts",
    "facts_schema",
    "facts_type",
    "laws_on",
    "lint_templates",
    "open_library",
    "read_facts",
    "render_letter",
    "template_checksum",
]
