"""What is wrong with a definition: which file, which key, why. English, for those who write definitions."""

from collections.abc import Iterable
from dataclasses import dataclass

from formsvc.kernel.failures import NotFound, Unreadable


@dataclass(frozen=True, order=True)
class DefinitionFinding:
    """One fault. `key` is written as in the file: `section[goals].field[reach].label.nn`."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}" if self.key else f"{self.file}: {self.reason}"


class DefinitionRefused(Unreadable):
    """A definition cannot be read. Nothing is served from a definition with faults."""

    code = "definition_refused"

    def __init__(self, findings: Iterable[DefinitionFinding]) -> None:
        self.findings = tuple(findings)
        super().__init__(findings="; ".join(map(str, self.findings)))

    def __str__(self) -> str:
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        return f"{self.findings[0]}{more}"


class UnknownScheme(NotFound):
    """No scheme has this id."""

    code = "unknown_scheme"

    def __str__(self) -> str:
        """One line for operators."""
        return "there is no scheme {scheme!r}; there are: {known}".format_map(self.params)


class UnknownEdition(NotFound):
    """The scheme has no such edition."""

    code = "unknown_edition"

    def __str__(self) -> str:
        """One line for operators."""
        return "{scheme} has no edition {edition!r}; it has: {known}".format_map(self.params)


class UnknownForm(NotFound):
    """The edition has no such form."""

    code = "unknown_form"

    def __str__(self) -> str:
        """One line for operators."""
        return "{scheme} has no form {form!r}; it has: {known}".format_map(self.params)
