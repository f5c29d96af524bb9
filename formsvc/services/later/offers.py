"""When each letter makes sense: what has happened in the case says so."""

from collections.abc import Callable, Iterable, Mapping

from formsvc.services.later.situation import LetterNotOffered, Offer, Situation

_Years = Iterable[int | None]
_REMINDERS = 2


def offers_in(situation: Situation) -> list[Offer]:
    """The letters to offer, in the order that a case goes."""
    if situation.state.withdrawn or situation.state.survey:
        return []
    return [
        Offer(kind, year)
        for kind, years in _OFFERED.items()
        if not _another_is_open(situation, kind)
        for year in years(situation)
    ]


def require_offered(situation: Situation, offer: Offer) -> None:
    """Raises LetterNotOffered."""
    if offer not in offers_in(situation):
        raise LetterNotOffered(kind=offer.kind)


def alternatives(kind: str) -> frozenset[str]:
    """The decisions that a proposal may be changed into: a case has one proposal at a time."""
    return next((family for family in _FAMILIES if kind in family), frozenset({kind}))


def _another_is_open(situation: Situation, kind: str) -> bool:
    unsent = situation.state.open_decision
    return kind in DECISIONS and unsent is not None and unsent.kind not in alternatives(kind)


def _once(holds: bool) -> _Years:
    return (None,) if holds else ()


def _missing_information(situation: Situation) -> _Years:
    """Until something is proposed: then the application must not change under the proposal."""
    decision = situation.state.decision
    return _once(decision is None or decision.returned)


def _reminder(situation: Situation) -> _Years:
    late = [one for one in situation.reports if one.accepted and one.overdue(situation.at)]
    return [one.year for one in late if one.standing.reminders < _REMINDERS]


def _approval(situation: Situation) -> _Years:
    return [one.year for one in situation.reports if one.latest and not one.standing.approved]


def _return(situation: Situation) -> _Years:
    return [one.year for one in situation.reports if one.latest]


def _transfer(situation: Situation) -> _Years:
    """Where money is left, the regelverk lets the recipient apply to keep it, and nobody has answered yet."""
    if not any(rule.value == "apply_for_transfer" for rule in situation.scheme.rules_of("unspent_funds")):
        return []
    answered = {one.report_year for one in situation.state.sent_decisions if one.kind in _TRANSFERS}
    return [one.year for one in situation.reports if situation.unspent(one) and one.year not in answered]


def _supplement(situation: Situation) -> _Years:
    return _once(bool(situation.state.granted_amount))


def _notice(situation: Situation) -> _Years:
    paid = situation.state.grant is not None and situation.state.grant.accepted_at is not None
    return _once(paid and situation.state.recovery_noticed is None)


def _recovery(situation: Situation) -> _Years:
    return _once(situation.state.recovery_noticed is not None)


def _appeal(situation: Situation) -> _Years:
    return _once(situation.state.decided and situation.scheme.appeal.allowed and not _appeal_is_open(situation))


def _answer_to_appeal(situation: Situation) -> _Years:
    return _once(_appeal_is_open(situation))


def _appeal_is_open(situation: Situation) -> bool:
    return situation.state.appeal is not None and situation.state.appeal.open


_TRANSFERS = frozenset({"transfer-granted", "transfer-refused"})
_FAMILIES = (_TRANSFERS,)
_OFFERED: Mapping[str, Callable[[Situation], _Years]] = {
    "missing-information": _missing_information,
    "report-reminder": _reminder,
    "report-approved": _approval,
    "report-returned": _return,
    "transfer-granted": _transfer,
    "transfer-refused": _transfer,
    "supplementary-award": _supplement,
    "recovery-notice": _notice,
    "recovery": _recovery,
    "appeal-received": _appeal,
    "appeal-changed": _answer_to_appeal,
    "appeal-forwarded": _answer_to_appeal,
}
DECISIONS = _TRANSFERS | {"supplementary-award", "recovery", "appeal-changed"}
"""The kinds that tell a decision: proposed by one person, approved by another."""
