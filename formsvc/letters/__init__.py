"""Letters: which facts they need, templates compiled once and rendered many times, the finished file verified."""

from formsvc.letters.facts import DecisionFacts, GrantFacts, LetterFacts, ReceiptFacts
from formsvc.letters.kinds import KINDS, UnknownLetterKind, example_facts, facts_schema, read_facts

__all__ = [
    "KINDS",
    "DecisionFacts",
    "GrantFacts",
    "LetterFacts",
    "ReceiptFacts",
    "UnknownLetterKind",
    "example_facts",
    "facts_schema",
    "read_facts",
]
