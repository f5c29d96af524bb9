"""What a letter's questions are filled with beforehand: what the case says already, and days to propose."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from formsvc.answers import Finding
from formsvc.letters.marks import BOLD, ITEM
from formsvc.services.check_case import Control, ShownFinding
from formsvc.services.facts.decision import use_by
from formsvc.services.later.situation import Offer, Situation
from formsvc.storage.models import Decision
from formsvc.texts import Text, formats, text

Typed = dict[str, Any]


def first_values(situation: Situation, offer: Offer) -> Typed:
    """Field id -> first value as typed, where there is one; of a proposal that stands, what was proposed."""
    unsent, row = situation.state.open_decision, situation.decisions[-1] if situation.decisions else None
    if unsent is not None and row is not None and unsent.kind == offer.kind:
        return _typed(_proposed(row))
    return _typed(_FIRST.get(offer.kind, _nothing)(situation, offer))


def _typed(values: Mapping[str, Any]) -> Typed:
    """As a browser would send it."""
    kept = {name: value for name, value in values.items() if value not in (None, "", [])}
    return {name: str(value) if isinstance(value, int | date) else value for name, value in kept.items()}


def _proposed(row: Decision) -> Typed:
    later = {f"amount_{number}": amount for number, amount in enumerate(row.later_amounts, start=2)}
    words = {part: getattr(row, part) for part in ("background", "reason", "terms")}
    return {**row.entered, **words, "amount": row.amount, **later}


def _nothing(_: Situation, __: Offer) -> Typed:
    return {}


def _missing(situation: Situation, _: Offer) -> Typed:
    items = list(_items(situation, situation.control)) if situation.control else []
    rows = [{"key": f"f{number}", **item} for number, item in enumerate(items, start=1)]
    return {"items": rows, "deadline": situation.answer_by}


def _items(situation: Situation, control: Control) -> Iterator[dict[str, str]]:
    """What the formal control did not find: each thing that is missing, and what a person said is not in order."""
    for shown in control.findings:
        if shown.finding.id == "complete" and shown.finding.judgement == "not_found" and not shown.judged:
            yield from (_item_about(situation, error) for error in control.errors)
        elif _lacks(shown):
            yield _item_of(situation, shown)


def _lacks(shown: ShownFinding) -> bool:
    if shown.judged:
        return not shown.judged.accepted
    return shown.finding.id == "register" and shown.finding.judgement == "not_found"


def _item_about(situation: Situation, error: Finding) -> dict[str, str]:
    language, label = situation.language.language, error.params.get("label")
    what = label.in_(language) if isinstance(label, Text) else str(label or error.field)
    return {"what": what, "why": error.message(language)}


def _item_of(situation: Situation, shown: ShownFinding) -> dict[str, str]:
    language, name = situation.language.language, shown.finding.id
    register = dict(shown.finding.params).get("register", "units")
    words = {"register": text(f"services.register.{register}", language)}
    why = shown.judged.note if shown.judged else text(f"services.missing.why.{name}", language, **words)
    return {"what": text(f"services.missing.what.{name}", language, **words), "why": why}


def _answer(situation: Situation, _: Offer) -> Typed:
    return {"deadline": situation.answer_by}


def _approval(situation: Situation, offer: Offer) -> Typed:
    report = situation.report(offer.year)
    said = situation.reported(report)
    return {
        "carried_over": said.get("transferred_in", 0),
        "used": said.get("grant_used"),
        "unspent": situation.unspent(report),
    }


def _transfer(situation: Situation, offer: Offer) -> Typed:
    report = situation.report(offer.year)
    came = report.latest.came_at.date() if report.latest else None
    unspent = situation.unspent(report)
    return {
        "applied_on": came,
        "unspent": unspent,
        "amount": unspent,
        "use_by": use_by(situation.scheme, report.year + 1),
        **_to_pay(situation),
    }


def _to_pay(situation: Situation) -> Typed:
    return {"repay_by": situation.answer_by, "reference": situation.case.number}


def _notice(situation: Situation, _: Offer) -> Typed:
    left = [situation.unspent(report) for report in situation.reports]
    known = {"ground": "unspent", "amount": max(left)} if any(left) else {}
    return {**known, "comments_by": situation.answer_by}


def _recovery(situation: Situation, _: Offer) -> Typed:
    """What the advance notice said."""
    notice = situation.latest_letter("recovery-notice")
    said = notice.facts["recovery"] if notice and notice.facts else {}
    known = {name: said.get(name) for name in ("ground", "amount")}
    words = {part: "\n\n".join(_words(one) for one in said.get(kept, ())) for part, kept in _SAID.items()}
    return {**known, **words, **_to_pay(situation)}


_SAID = {"background": "facts", "reason": "reasons"}


def _words(paragraph: Any) -> str:
    """A paragraph as it was kept with a letter, with the marks that it was written with."""
    if isinstance(paragraph, str):
        return paragraph
    runs = (f"{BOLD}{run['text']}{BOLD}" if run["bold"] else run["text"] for run in paragraph["runs"])
    return (ITEM if paragraph["item"] else "") + "".join(runs)


def _received(situation: Situation, _: Offer) -> Typed:
    return {"received_on": situation.dated}


def _forwarding(situation: Situation, _: Offer) -> Typed:
    language, appeal = situation.language.language, situation.state.appeal
    received = formats.date(appeal.received_on, language) if appeal else ""
    lines = [text("services.enclosed.appeal", language, date=received)]
    lines += [
        text("services.enclosed.letter", language, title=one.title, date=formats.date(one.created_at.date(), language))
        for one in situation.documents
        if one.decision_id is not None
    ]
    body = situation.scheme.appeal.body
    return {
        "comments_by": situation.answer_by,
        "body_address": body.in_(language) if body else None,
        "enclosures": "\n".join(lines),
    }


_FIRST: Mapping[str, Callable[[Situation, Offer], Typed]] = {
    "missing-information": _missing,
    "report-reminder": _answer,
    "report-approved": _approval,
    "report-returned": _answer,
    "transfer-granted": _transfer,
    "transfer-refused": _transfer,
    "recovery-notice": _notice,
    "recovery": _recovery,
    "appeal-received": _received,
    "appeal-forwarded": _forwarding,
}
