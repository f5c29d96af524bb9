"""A caseworker writes a letter that follows later in a case: what may be written, a preview, and the issue of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from formsvc.casework.four_eyes import require_impartial
from formsvc.kernel.failures import Conflict
from formsvc.services.actor import Actor, staff_case
from formsvc.services.issue_letter import Letter, issue_letter
from formsvc.services.issue_receipt import FactsMissing
from formsvc.services.later.entered import require_sound
from formsvc.services.later.first_values import first_values
from formsvc.services.later.notices import Issuing, event_of, letter_facts
from formsvc.services.later.offers import offers_in, require_offered
from formsvc.services.later.situation import Offer, Situation, situation_of
from formsvc.services.members_notice import members_notices
from formsvc.services.notices import hand_over_notices, leave_notices
from formsvc.services.office import Office
from formsvc.services.preview_letters import Preview, rendered
from formsvc.storage.cases import record
from formsvc.storage.models import Document


class LetterIssuedAlready(Conflict):
    """A second click on the same button: the letter is a document of the case."""

    code = "letter_issued_already"


@dataclass(frozen=True)
class ToWrite:
    """A letter that may be written: how the case stands, and what the questions are filled with beforehand."""

    situation: Situation
    offer: Offer
    first: Mapping[str, Any]
    issued: int
    """How many letters of this kind stand in the case already: who sends says what their page showed."""


def offered_letters(session: Session, actor: Actor, office: Office, case_id: int, at: datetime) -> list[Offer]:
    """The letters that make sense in a case now. Raises CaseNotFound."""
    case = staff_case(session, actor, case_id)
    return offers_in(situation_of(session, actor, case, office, at))


def letter_to_write(
    session: Session, actor: Actor, office: Office, case_id: int, offer: Offer, at: datetime, issued: int | None = None
) -> ToWrite:
    """A letter that makes sense now. `issued`: how many of its kind the person's page knew of, once it was shown.

    Raises CaseNotFound, RoleMissing, LetterIssuedAlready or LetterNotOffered.
    """
    case = staff_case(session, actor, case_id, "caseworker")
    situation = situation_of(session, actor, case, office, at)
    already = len(_issued(situation, offer))
    if issued is not None and already > issued:
        raise LetterIssuedAlready
    require_offered(situation, offer)
    return ToWrite(situation, offer, first_values(situation, offer), already)


def preview_later_letter(
    session: Session, actor: Actor, office: Office, case_id: int, offer: Offer, entered: Mapping[str, Any], at: datetime
) -> Preview:
    """The letter as it would go out now; nothing is stored. Raises as `issue_later_letter`."""
    case = staff_case(session, actor, case_id, "caseworker")
    situation = situation_of(session, actor, case, office, at)
    return rendered(session, case, _letter(Issuing(situation, offer, entered)), office)


def issue_later_letter(
    session: Session,
    actor: Actor,
    office: Office,
    case_id: int,
    offer: Offer,
    entered: Mapping[str, Any],
    *,
    issued: int,
    at: datetime,
) -> Document:
    """Render, check and store the letter, record what it means, and tell the organisation's members.

    `issued` is how many letters of this kind the person's page knew of: a second click gives the first one's letter.
    Raises CaseNotFound, RoleMissing, ImpartialityNotDeclared, NotImpartial, LetterNotOffered, EnteredFaulty,
    FactsMissing, TemplateFault or LetterIncomplete: then nothing is stored.
    """
    case = staff_case(session, actor, case_id, "caseworker", lock=True)
    situation = situation_of(session, actor, case, office, at)
    require_impartial(situation.state, actor.id)
    already = _issued(situation, offer)
    if len(already) > issued:
        return already[-1]
    issuing = Issuing(situation, offer, entered)
    document, told = issue_letter(session, case, _letter(issuing), office, at, actor.id)
    record(session, case, actor.id, at, told, event_of(issuing, document.id))
    leave_notices(session, members_notices(case, situation.page), at)
    session.commit()
    hand_over_notices(session, office.mailer)
    return document


def _issued(situation: Situation, offer: Offer) -> list[Document]:
    return [one for one in situation.documents if one.kind == offer.kind and one.direction == "out"]


def _letter(issuing: Issuing) -> Letter:
    require_offered(issuing.situation, issuing.offer)
    require_sound(issuing.situation, issuing.offer, issuing.entered)
    try:
        return Letter(issuing.offer.kind, letter_facts(issuing), issuing.situation.language)
    except ValidationError as error:
        raise FactsMissing(place=".".join(map(str, error.errors()[0]["loc"]))) from error
