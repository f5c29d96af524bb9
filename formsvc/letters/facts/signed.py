"""Who stands behind a letter, and the right to appeal where it tells a decision."""

from pydantic import Field

from formsvc.letters.facts.common import Facts, LetterFacts, Line, Words


class Appeal(Facts):
    """The right to appeal; absent where the scheme gives none. From the definition."""

    body: Words
    """Who decides the appeal, if the administrator upholds its decision. From the definition."""
    weeks: int = Field(gt=0)
    """Weeks from when the letter reached the recipient. From the definition."""


class Signature(Facts):
    """Who stands behind the letter. From the decision; in a letter that decides nothing, the caseworker."""

    signatory: Line
    """Name of the one with authority over the budget; of the caseworker where nothing is decided."""
    title: Words
    """The signatory's title. From the staff role."""
    caseworker: Line | None = None
    """Name of the one who handled the case; absent where that one signs."""
    electronic: bool = True
    """True where the letter was approved electronically and so has no handwritten signature."""


class SignedFacts(LetterFacts):
    """Facts of a letter that somebody signs."""

    signature: Signature
    """Who signs."""


class AppealableFacts(SignedFacts):
    """Facts of a letter that tells a decision."""

    appeal: Appeal | None = None
    """The right to appeal; absent where the scheme gives none."""
