"""Text with plain formatting: what a person wrote in bold, and which paragraphs are items of a list."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from formsvc.letters.facts.common import Facts


class Run(Facts):
    """A piece of text that looks the same all through. A newline is a line break."""

    text: str
    """The words."""
    bold: bool = False
    """Whether it is set in bold."""


class Rich(Facts):
    """One paragraph of formatted text. A template prints it with `{{r reason }}`; `{{ reason }}` is refused.

    In the facts a plain string may stand for it: `Formatted` is the type for that.
    """

    runs: tuple[Run, ...] = Field(min_length=1)
    """Its pieces, in order."""
    item: bool = False
    """True where the paragraph is an item of a list; the template has its style."""

    def __str__(self) -> str:
        """The words without formatting."""
        return "".join(run.text for run in self.runs)


def _as_rich(value: Any) -> Any:
    return Rich(runs=(Run(text=value),)) if isinstance(value, str) and value else value


Formatted = Annotated[Rich, BeforeValidator(_as_rich, json_schema_input_type=Rich | str)]
"""A field's type where both a formatted paragraph and a plain string are understood."""
