"""What can be wrong with a template. A flaw is a code with parameters and a place a person can find in Word.

Words for caseworkers stand in the catalogues under `template.flaw.<code>`; operators read English.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from formsvc.kernel.failures import Invalid
from formsvc.texts import Language, text

ENGLISH: Final[Mapping[str, str]] = {
    "eaten_text": "text beside {tag} would vanish: give the tag its own {container}",
    "open_tag": "{tag} is not closed in its paragraph",
    "syntax": "{tag} cannot be understood: {detail}",
    "nesting": "the tags do not fit into each other: {detail}",
    "structure": "start and end of this tag stand at different places in the document's structure",
    "statement": "`{statement}` is not part of the letters' language",
    "unknown_filter": "there is no filter '{filter}'",
    "unknown_field": "unknown field '{field}'",
    "unknown_in": "unknown field '{field}': {owner} has no '{name}'",
    "needs_r": "'{field}' is formatted text: print it with {{{{r … }}}}",
    "unknown_block": "there is no shared block '{block}' (or it includes itself)",
    "block_content": "a shared block may hold text, lists and tables only",
    "unknown_style": "the style '{style}' is not defined in {template}",
    "one_language": "the other language's template uses this field",
    "rendering": "{detail}",
}


class Place(NamedTuple):
    """Where in a template: its file (`nb/award.docx`), the part inside, the paragraph's number and its text."""

    template: str
    part: str
    paragraph: int
    text: str

    def __str__(self) -> str:
        """`word/document.xml: paragraph 2 «Beløp {{ grant.amuont }}»`."""
        return f"{self.part}: paragraph {self.paragraph} «{self.text}»"


class Flaw(NamedTuple):
    """One thing that is wrong. `params` fill the words: the tag, the field, what Jinja says (English)."""

    code: str
    place: Place
    params: Mapping[str, Any]

    @property
    def reason(self) -> str:
        """English, for operators."""
        return ENGLISH[self.code].format_map(self.params)

    def in_words(self, language: Language) -> str:
        """What is wrong and what to do, for a caseworker."""
        params = {**self.params}
        if "container" in params:
            params["container"] = text(f"template.container.{params['container'].replace(' ', '_')}", language)
        return text(f"template.flaw.{self.code}", language, **params)


def flaw(code: str, place: Place, **params: Any) -> Flaw:
    """A flaw with its parameters."""
    return Flaw(code, place, params)


class TemplateFault(Invalid):
    """A template cannot give a right letter; `flaws` are all that were found.

    Parameters (of the first): template, place, reason (English).
    """

    code = "template_fault"

    def __init__(self, *flaws: Flaw) -> None:
        self.flaws = tuple(one for at, one in enumerate(flaws) if one not in flaws[:at])
        self.place = flaws[0].place
        self.reason = flaws[0].reason
        super().__init__(template=self.place.template, place=str(self.place), reason=self.reason)

    def __str__(self) -> str:
        """One line for operators."""
        more = f" (and {len(self.flaws) - 1} more)" if len(self.flaws) > 1 else ""
        return f"{self.place.template}: {self.place}: {self.reason}{more}"
