"""What can be wrong with a template or a letter. Named for the broken rule; a place a person can find in Word."""

from typing import NamedTuple

from formsvc.kernel.failures import Invalid


class Place(NamedTuple):
    """Where in a template: its file (`nb/award.docx`), the part inside, the paragraph's number and its text."""

    template: str
    part: str
    paragraph: int
    text: str

    def __str__(self) -> str:
        """`word/document.xml: paragraph 2 «Beløp {{ grant.amuont }}»`."""
        return f"{self.part}: paragraph {self.paragraph} «{self.text}»"


class TemplateFault(Invalid):
    """A template cannot give a right letter. Parameters: template, place, reason (English)."""

    code = "template_fault"

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(template=place.template, place=str(place), reason=reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        """One line for operators."""
        return f"{self.place.template}: {self.place}: {self.reason}"
