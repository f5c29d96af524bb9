"""Where a part of a definition comes from, and which forms it is for."""

from formsvc.schemes.condition import Frozen
from formsvc.texts import Text


class Source(Frozen):
    """Where the regelverk says so: point, item (`bullet 3`, `row 2`, `tick 5`, `question 12`) and its own wording."""

    point: str
    item: str | None = None
    quote: str | None = None


class Traced(Frozen):
    """Something that the regelverk demands, or that we inferred from it (then with the reason)."""

    source: Source | None = None
    inferred: bool = False
    reason: Text | None = None


class OfForms(Frozen):
    """Something that not every form of an edition has: a scheme may have several tracks."""

    forms: tuple[str, ...] = ()
    """The forms that it holds for; every form where left out."""

    def is_for(self, form_id: str) -> bool:
        """Whether it holds for submissions of a form."""
        return not self.forms or form_id in self.forms
