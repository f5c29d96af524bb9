"""The call that a case or a visitor is at, with its definition and where it is in time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.casework.deadlines import Phase, call_phase
from formsvc.kernel.failures import Conflict, NotFound
from formsvc.schemes.definition import Form, Scheme
from formsvc.schemes.registry import Registry, form_of
from formsvc.storage.calls import find_call
from formsvc.storage.models import Call
from formsvc.texts import Text


class CallNotFound(NotFound):
    """No such call."""

    code = "call_not_found"


class CallNotOpen(Conflict):
    """The call has not opened yet, or its grant year is over."""

    code = "call_not_open"


@dataclass(frozen=True)
class CallView:
    """A call, the form that it asks for, and where it is in time."""

    call: Call
    scheme: Scheme
    form: Form
    phase: Phase

    @property
    def title(self) -> Text:
        """What the call is called."""
        return self.scheme.title_of(self.form)

    @property
    def takes_applications(self) -> bool:
        """Open, or late: a late application is taken, marked and judged by a person."""
        return self.phase in ("open", "late")


def view_of(call: Call, schemes: Registry, at: datetime) -> CallView:
    """The call with its pinned edition. Raises UnknownScheme, UnknownEdition or UnknownForm."""
    scheme = schemes.get(call.scheme, call.edition)
    form = form_of(scheme, call.form)
    phase = call_phase(at, call.opens_at, call.deadline_at, call.grant_year + years_after(form))
    return CallView(call, scheme, form, phase)


def title_of(call: Call, schemes: Registry) -> Text:
    """What a call is called. Raises UnknownScheme, UnknownEdition or UnknownForm."""
    scheme = schemes.get(call.scheme, call.edition)
    return scheme.title_of(form_of(scheme, call.form))


def years_after(form: Form) -> int:
    """How many years after the grant year a form is about it: one where it has a day to be due on, as a report has."""
    return 1 if form.due else 0


def find_call_view(session: Session, schemes: Registry, call_id: int, at: datetime, *, lock: bool = False) -> CallView:
    """A call by id; `lock` keeps others from beginning anything on it until commit. Raises CallNotFound."""
    call = find_call(session, call_id, lock=lock)
    if call is None:
        raise CallNotFound(call_id=call_id)
    return view_of(call, schemes, at)


def require_open(view: CallView) -> None:
    """Raises CallNotOpen unless the call takes applications."""
    if not view.takes_applications:
        raise CallNotOpen(phase=view.phase)
