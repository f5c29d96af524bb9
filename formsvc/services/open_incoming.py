"""Old reports that were uploaded to a call, as staff see them: what came of each file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.services.actor import Actor
from formsvc.services.office import Office
from formsvc.services.staff_call import staff_call
from formsvc.storage.incoming import cases_on, incoming_on, most_years
from formsvc.storage.models import Call, Case, IncomingReport

PLACEABLE = ("orgnr_missing", "orgnr_unknown", "orgnr_of_several", "pdf_no_text", "pdf_not_a_report")
"""What a person can help with by saying whose report it is."""


class IncomingNotFound(NotFound):
    """No such file was uploaded to this call, or the case is another call's."""

    code = "incoming_not_found"


@dataclass(frozen=True)
class OpenIncoming:
    """A call with its uploaded reports, the years that can be reported on, and the cases to choose from."""

    call: Call
    years: Sequence[int]
    items: Sequence[IncomingReport]
    cases: Sequence[Case]

    def with_status(self, *statuses: str) -> list[IncomingReport]:
        """Those that are `waiting`, `ready`, `known` or `failed`."""
        return [item for item in self.items if item.status in statuses]

    @property
    def is_finished(self) -> bool:
        """Nothing waits to be read."""
        return not self.with_status("waiting")

    @property
    def placeable(self) -> list[IncomingReport]:
        """Those that nobody but a person can place."""
        return [item for item in self.with_status("failed") if _code(item.failure) in PLACEABLE]


def open_incoming(session: Session, actor: Actor, office: Office, call_id: int) -> OpenIncoming:
    """What was uploaded to a call of the actor's grant administrator. Raises CallNotFound."""
    call = staff_call(session, actor, call_id)
    cases = [case for case in cases_on(session, call_id) if case.granted_amount]
    return OpenIncoming(call, report_years(session, office, call), incoming_on(session, call_id), cases)


def report_years(session: Session, office: Office, call: Call) -> Sequence[int]:
    """The years that reports are owed for; none before money is granted, or where no form reports on it."""
    form = office.schemes.get(call.scheme, call.edition).report_on(call.form)
    return range(call.grant_year, call.grant_year + (most_years(session, call.id) if form else 0))


def _code(failure: dict[str, Any] | None) -> str | None:
    return failure["code"] if failure else None
