"""A caseworker proposes a decision that follows later: another person approves it, as every decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from formsvc.casework.events import DecisionKind
from formsvc.casework.four_eyes import require_impartial
from formsvc.services.actor import Actor, staff_case
from formsvc.services.later.entered import amounts_in, require_sound
from formsvc.services.later.offers import require_offered
from formsvc.services.later.situation import Offer, situation_of
from formsvc.services.office import Office
from formsvc.services.propose_decision import WORDS, Proposal, keep_proposal


def propose_later_decision(
    session: Session,
    actor: Actor,
    office: Office,
    case_id: int,
    offer: Offer,
    entered: Mapping[str, Any],
    *,
    version_read: int,
    at: datetime,
) -> int:
    """Propose, and give the decision's id. A changed proposal replaces the former and voids its approval.

    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial, LetterNotOffered, EnteredFaulty or
    ProposalChanged.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    situation = situation_of(session, actor, case, office, at)
    require_impartial(situation.state, actor.id)
    require_offered(situation, offer)
    require_sound(situation, offer, entered)
    amounts = amounts_in(situation, entered)
    words = {part: entered.get(part, "") for part in WORDS}
    further = {name: value for name, value in entered.items() if name not in WORDS and not name.startswith("amount")}
    if offer.year is not None:
        further["report_year"] = offer.year
    proposal = Proposal(
        cast("DecisionKind", offer.kind),
        sum(amounts[:1]),
        len(amounts),
        later_amounts=amounts[1:],
        version_read=version_read,
        entered=further,
        **words,
    )
    return keep_proposal(session, case, situation.state, actor, proposal, amounts, at)
