"""All scheme editions of a forms folder, each read once."""

from functools import cache, cached_property
from pathlib import Path

from formsvc.schemes.definition import Form, Option, Scheme
from formsvc.schemes.findings import DefinitionFinding, DefinitionRefused, UnknownEdition, UnknownForm, UnknownScheme
from formsvc.schemes.geography import PlaceKind, places
from formsvc.schemes.loader import load_edition
from formsvc.schemes.written_language import LanguageDecisions

_SHARED = "common"


class Registry:
    """The editions under one folder. An edition is loaded when it is first asked for; `load_all` loads every one."""

    def __init__(self, forms_dir: Path) -> None:
        if not forms_dir.is_dir():
            raise DefinitionRefused([DefinitionFinding(str(forms_dir), "", "no such folder of definitions")])
        self.forms_dir = forms_dir
        self._editions: dict[tuple[str, str], Scheme] = {}

    def schemes(self) -> list[str]:
        """Ids of all schemes, in alphabetical order."""
        return [name for name in _folders(self.forms_dir) if name != _SHARED and self.editions(name)]

    def editions(self, scheme: str) -> list[str]:
        """A scheme's editions, oldest first; empty for an unknown scheme."""
        return [name for name in _folders(self.forms_dir / scheme) if self._is_edition(scheme, name)]

    def folder(self, scheme: str, edition: str) -> Path:
        """Where an edition's files are."""
        return self.forms_dir / scheme / edition

    def _is_edition(self, scheme: str, edition: str) -> bool:
        return (self.folder(scheme, edition) / "scheme.toml").is_file()

    def get(self, scheme: str, edition: str | None = None) -> Scheme:
        """An edition, or the newest.

        Raises UnknownScheme, UnknownEdition, DefinitionRefused.
        """
        if scheme not in self.schemes():
            raise UnknownScheme(scheme=scheme, known=", ".join(self.schemes()))
        editions = self.editions(scheme)
        edition = edition or editions[-1]
        if edition not in editions:
            raise UnknownEdition(scheme=scheme, edition=edition, known=", ".join(editions))
        if (scheme, edition) not in self._editions:
            self._editions[scheme, edition] = load_edition(self.folder(scheme, edition))
        return self._editions[scheme, edition]

    @cached_property
    def language_decisions(self) -> LanguageDecisions:
        """Which written language municipalities and counties are to be written to in. Raises DefinitionRefused."""
        return LanguageDecisions(self.forms_dir / _SHARED / "geography")

    def load_to_serve(self) -> None:
        """Read all that a service asks for, so that a fault stops its start. Raises DefinitionRefused."""
        self.load_all()
        self.language_decisions  # noqa: B018 - reading is what it is for

    def load_all(self) -> list[Scheme]:
        """Every edition of every scheme. Raises DefinitionRefused with the faults of all of them."""
        loaded: list[Scheme] = []
        findings: list[DefinitionFinding] = []
        for scheme in self.schemes():
            for edition in self.editions(scheme):
                try:
                    loaded.append(self.get(scheme, edition))
                except DefinitionRefused as refused:
                    findings += refused.findings
        if findings:
            raise DefinitionRefused(findings)
        return loaded

    def places(self, kind: PlaceKind) -> tuple[Option, ...]:
        """The country's municipalities or counties, by number. Raises FileNotFoundError."""
        return places(self.forms_dir, kind)

    def open_(self) -> list[Scheme]:
        """The editions that new calls may be made on. Raises DefinitionRefused."""
        return [scheme for scheme in self.load_all() if scheme.open]


@cache
def registry(forms_dir: Path) -> Registry:
    """The registry of a folder, one for the process. Raises DefinitionRefused if there is no such folder."""
    return Registry(forms_dir)


def form_of(scheme: Scheme, form_id: str) -> Form:
    """A form of an edition. Raises UnknownForm."""
    try:
        return scheme.form(form_id)
    except KeyError:
        known = ", ".join(form.id for form in scheme.forms)
        raise UnknownForm(form=form_id, scheme=scheme.id, known=known) from None


def _folders(parent: Path) -> list[str]:
    if not parent.is_dir():
        return []
    return sorted(entry.name for entry in parent.iterdir() if entry.is_dir() and not entry.name.startswith("."))
