"""Facts of a request for missing information (forvaltningsloven §§ 11 and 17)."""

from datetime import date

from pydantic import Field

from formsvc.letters.facts.common import Facts, Line, Words
from formsvc.letters.facts.signed import SignedFacts


class MissingItem(Facts):
    """One thing that is missing or unclear. From the caseworker."""

    what: Words
    """What is missing or unclear, as a short heading («Budsjett for 2026»)."""
    why: Words
    """What is wrong with what came in and why it is needed, a whole sentence or more."""
    place: Words | None = None
    """Where in the application it belongs: title of the section or question. From the definition."""


class InformationRequest(Facts):
    """What the applicant must send."""

    items: tuple[MissingItem, ...] = Field(min_length=1)
    """What is missing, item by item."""
    deadline: date
    """Last day to answer. From the caseworker."""
    otherwise: Words | None = None
    """What the regelverk says may happen to an application that lacks something, as a whole sentence («… kan bli
    avvist»). From the rule `dismissal_ground`; absent where the scheme has none."""
    page: Line
    """Web address of the applicant's page for the case, where the answer is sent. From the service's own address."""


class MissingInformationFacts(SignedFacts):
    """Facts of a request for missing information."""

    request: InformationRequest
    """What is missing."""
