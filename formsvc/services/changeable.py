"""Whether an application may still be written in and sent."""

from formsvc.casework.state import CaseState
from formsvc.kernel.failures import Conflict, Failure
from formsvc.services.call_for import CallNotOpen, CallView


class CorrectionTooLate(Conflict):
    """A submitted application can be corrected until the deadline, and not after."""

    code = "correction_too_late"


class BeingDecided(Conflict):
    """A decision has been proposed: the application cannot change under it."""

    code = "being_decided"


def why_closed(state: CaseState, view: CallView) -> Failure | None:
    """What keeps the application from being sent: CallNotOpen, BeingDecided, CorrectionTooLate or nothing.

    Whoever has been asked for what is missing may send it, also after the day named: a person judges what that means.
    """
    if state.information_due is not None:
        return None
    if not view.takes_applications:
        return CallNotOpen(phase=view.phase)
    if state.decision is not None:
        return BeingDecided()
    if state.application_number and view.phase != "open":
        return CorrectionTooLate()
    return None


def require_changeable(state: CaseState, view: CallView) -> None:
    """Raises what `why_closed` finds."""
    closed = why_closed(state, view)
    if closed is not None:
        raise closed
