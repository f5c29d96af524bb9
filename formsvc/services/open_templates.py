"""The letter templates of a grant administrator to look at: which version is in force, what waits, what has been."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.services.actor import Actor, Role
from formsvc.services.invite import working_at
from formsvc.services.letter_library import places, supplied_file
from formsvc.services.office import Office
from formsvc.storage.documents import file_content
from formsvc.storage.letter_templates import Place, open_candidates, versions_in_force, versions_of
from formsvc.storage.models import GrantAdministrator, TemplateVersion

READERS: tuple[Role, ...] = ("caseworker", "approver", "administrator")


class TemplateNotFound(NotFound):
    """There is no such letter template, or no such version of it."""

    code = "template_not_found"


@dataclass(frozen=True)
class TemplateLine:
    """One template: the version in force (None: the one that comes with the service), and the one that waits."""

    place: Place
    in_force: TemplateVersion | None
    candidate: TemplateVersion | None


@dataclass(frozen=True)
class OpenTemplate:
    """One template with its history, the newest first."""

    administrator: GrantAdministrator
    place: Place
    versions: Sequence[TemplateVersion]

    @property
    def in_force(self) -> TemplateVersion | None:
        """The version in force; None: the one that comes with the service."""
        return next((row for row in self.versions if row.activated_at), None)

    @property
    def candidate(self) -> TemplateVersion | None:
        """The version that waits for somebody to activate it."""
        return next((row for row in self.versions if not row.activated_at and not row.withdrawn_at), None)

    @property
    def earlier(self) -> list[int]:
        """The numbers of versions that have been in force and can be gone back to; 0 comes with the service."""
        in_force = self.in_force
        if in_force is None:
            return []
        same = {in_force.number, in_force.goes_back_to}
        used = [row.number for row in self.versions if row.activated_at and row.goes_back_to is None]
        return [number for number in (*used, 0) if number not in same]

    def version(self, number: int) -> TemplateVersion | None:
        """A version; None for 0, which comes with the service. Raises TemplateNotFound."""
        found = next((row for row in self.versions if row.number == number), None)
        if found is None and number != 0:
            raise TemplateNotFound
        return found


def templates_of(
    session: Session, actor: Actor, office: Office, administrator_id: int
) -> tuple[GrantAdministrator, list[TemplateLine]]:
    """Every template of a grant administrator. Raises AdministratorNotFound or RoleMissing."""
    administrator = working_at(session, actor, administrator_id, *READERS)
    in_force, waiting = versions_in_force(session, administrator_id), open_candidates(session, administrator_id)
    return administrator, [TemplateLine(place, in_force.get(place), waiting.get(place)) for place in places(office)]


def open_template(
    session: Session,
    actor: Actor,
    office: Office,
    administrator_id: int,
    place: Place,
    *roles: Role,
    lock: bool = False,
) -> OpenTemplate:
    """One template. Raises AdministratorNotFound, RoleMissing or TemplateNotFound."""
    administrator = working_at(session, actor, administrator_id, *(roles or READERS), lock=lock)
    if place not in places(office):
        raise TemplateNotFound
    return OpenTemplate(administrator, place, versions_of(session, administrator_id, place))


def file_of(session: Session, office: Office, place: Place, version: TemplateVersion | None) -> bytes:
    """The Word file of a version. Raises TemplateNotFound."""
    if version is not None and version.sha256 is not None:
        return file_content(session, version.sha256)
    supplied = supplied_file(office, place)
    if supplied is None:
        raise TemplateNotFound
    return supplied


def blocks_and_kinds(lines: Sequence[TemplateLine]) -> Iterator[tuple[str, list[TemplateLine]]]:
    """The lines by name, both languages beside each other."""
    for name in dict.fromkeys(line.place[1] for line in lines):
        yield name, [line for line in lines if line.place[1] == name]
