"""What a letter may say. Frozen, read from and written to JSON, and stored with every issued letter.

`services` builds these from a case; a template can print nothing else. `Words` is a text for the reader: a `Text`
(bokmål and nynorsk, as definitions have them) or a plain string that is the same in both (a name, an answer, a
reason that a caseworker wrote in the recipient's language). Every field says what it is and where it comes from;
the list of merge fields in `letter_templates/README.md` is made from these descriptions.
"""

from formsvc.letters.facts.common import (
    Call,
    Case,
    Contact,
    Facts,
    GrantAdministrator,
    GrantScheme,
    Kroner,
    Laws,
    LetterFacts,
    Line,
    Recipient,
    SchemePoints,
    Words,
)
from formsvc.letters.facts.decision import Appeal, Decision, DecisionFacts, Outcome, Signature
from formsvc.letters.facts.grant import (
    Acceptance,
    Accounts,
    Control,
    GrantFacts,
    Indicator,
    MultiYear,
    Reporting,
    Target,
    UseOfFunds,
    YearAmount,
)
from formsvc.letters.facts.receipt import Answer, AnsweredSection, Application, ReceiptFacts

__all__ = [
    "Acceptance",
    "Accounts",
    "Answer",
    "AnsweredSection",
    "Appeal",
    "Application",
    "Call",
    "Case",
    "Contact",
    "Control",
    "Decision",
    "DecisionFacts",
    "Facts",
    "GrantAdministrator",
    "GrantFacts",
    "GrantScheme",
    "Indicator",
    "Kroner",
    "Laws",
    "LetterFacts",
    "Line",
    "MultiYear",
    "Outcome",
    "ReceiptFacts",
    "Recipient",
    "Reporting",
    "SchemePoints",
    "Signature",
    "Target",
    "UseOfFunds",
    "Words",
    "YearAmount",
]
