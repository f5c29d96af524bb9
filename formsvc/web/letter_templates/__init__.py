"""Letter templates: what is in force, upload, look at, activate, go back."""

from formsvc.web.letter_templates import changing, looking
from formsvc.web.letter_templates.blueprint import letter_templates

__all__ = ["changing", "letter_templates", "looking"]
