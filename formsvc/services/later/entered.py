"""What a person entered for a letter, held against the questions and against the case."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from formsvc.answers import Finding
from formsvc.answers.plain import faults_in
from formsvc.kernel.failures import Invalid
from formsvc.schemes.definition import Field, Section
from formsvc.services.facts.recovering import grounds
from formsvc.services.later.forms import entered_form, later_fields
from formsvc.services.later.situation import Offer, Situation

Entered = Mapping[str, Any]
_AHEAD = frozenset({"deadline", "comments_by", "repay_by", "use_by", "explain_by", "answer_expected"})
"""Days that somebody has to keep: not in the past."""
_BEHIND = frozenset({"received_on", "applied_on"})
"""Days on which something came: not in the future."""
_TO_PAY = ("repay_by", "account", "reference")


class EnteredFaulty(Invalid):
    """Something is missing, or does not fit the case. `findings`: what, at which question."""

    code = "entered_faulty"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(count=len(findings))
        self.findings = findings


def form_for(situation: Situation, offer: Offer) -> Section:
    """The questions of a letter in a case."""
    years = len(situation.state.applied) if offer.kind == "appeal-changed" else 1
    return entered_form(offer.kind, situation.case.call.grant_year, years)


def require_sound(situation: Situation, offer: Offer, entered: Entered) -> None:
    """Raises EnteredFaulty with everything that is wrong."""
    findings = list(_faults(situation, offer, entered))
    if findings:
        raise EnteredFaulty(findings)


def amounts_in(situation: Situation, entered: Entered) -> tuple[int, ...]:
    """Whole kroner for each year, the first first; none where nothing is granted or claimed."""
    later = [entered[name] for name in later_fields(len(situation.state.applied)) if name in entered]
    return (entered["amount"], *later) if "amount" in entered else ()


def _faults(situation: Situation, offer: Offer, entered: Entered) -> Iterator[Finding]:
    form, bounds = form_for(situation, offer), _bounds(situation, offer, entered)
    held = tuple(_held(situation, field, bounds.get(field.id)) for field in form.fields)
    yield from faults_in(form.model_copy(update={"fields": held}), entered)
    yield from (fault for field in form.fields for fault in _day_faults(situation, field, entered))
    if offer.kind == "transfer-granted" and entered.get("amount", 0) < entered.get("unspent", 0):
        missing = [field for field in form.fields if field.id in _TO_PAY and not entered.get(field.id)]
        yield from (Finding(field.id, "required_here", {"label": field.label}) for field in missing)
    if offer.kind == "appeal-changed" and amounts_in(situation, entered) == situation.state.granted:
        yield Finding("amount", "nothing_changes", {"label": form.fields[0].label})


def _held(situation: Situation, field: Field, bounds: tuple[int, int | None] | None) -> Field:
    """A question with what this case allows for an answer."""
    if field.id == "ground":
        given = grounds(situation)
        return field.model_copy(update={"options": tuple(one for one in field.options if one.key in given)})
    if bounds is None:
        return field
    lowest, highest = bounds
    most = None if highest is None else Decimal(highest)
    return field.model_copy(update={"minimum": Decimal(lowest), "maximum": most})


def _bounds(situation: Situation, offer: Offer, entered: Entered) -> Mapping[str, tuple[int, int | None]]:
    """Field id -> the least and the most, in whole kroner; None: no upper bound."""
    granted = _granted(situation, offer)
    if offer.kind == "appeal-changed":
        applied = situation.state.applied
        names = ("amount", *later_fields(len(applied)))
        return {name: (int(name == "amount"), asked or None) for name, asked in zip(names, applied, strict=True)}
    if offer.kind == "report-approved":
        return {"unspent": (0, granted + entered.get("carried_over", 0))}
    had = granted + _carried_over(situation, offer)
    if offer.kind == "transfer-granted":
        return {"unspent": (1, had), "amount": (1, entered.get("unspent", had))}
    if offer.kind == "transfer-refused":
        return {"unspent": (1, had)}
    return {"amount": (1, None if offer.kind == "supplementary-award" else granted)}


def _carried_over(situation: Situation, offer: Offer) -> int:
    """What a report says was carried over from the year before."""
    return int(situation.reported(situation.report(offer.year)).get("transferred_in") or 0) if offer.year else 0


def _granted(situation: Situation, offer: Offer) -> int:
    """For the year that the letter is about; without one, for all years."""
    if offer.year is None:
        return sum(situation.state.granted)
    return situation.report(offer.year).granted or 0


def _day_faults(situation: Situation, field: Field, entered: Entered) -> Iterator[Finding]:
    try:
        day = date.fromisoformat(str(entered.get(field.id)))
    except ValueError:
        return
    if field.id in _AHEAD and day < situation.dated:
        yield Finding(field.id, "too_early", {"label": field.label, "earliest": situation.dated})
    if field.id in _BEHIND and day > situation.dated:
        yield Finding(field.id, "too_late", {"label": field.label, "latest": situation.dated})
