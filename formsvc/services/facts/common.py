"""What every letter of a case knows: sender, recipient, case, scheme, call, and the language with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

from formsvc.kernel.clock import oslo_date
from formsvc.letters import facts, laws_on
from formsvc.schemes.definition import Scheme
from formsvc.schemes.traced import Source
from formsvc.schemes.written_language import LanguageDecisions
from formsvc.services.facts.address import address_lines
from formsvc.storage.models import Call, Case, GrantAdministrator, Organisation, Submission
from formsvc.texts import LANGUAGES, Language

LanguageReason = Literal["municipal_decision", "application", "register", "default"]


@dataclass(frozen=True)
class LanguageChoice:
    """The written language of a letter and the rule that chose it; both are stored with the letter."""

    language: Language
    reason: LanguageReason


def letter_language(
    decisions: LanguageDecisions, organisation: Organisation, submission: Submission | None
) -> LanguageChoice:
    """Språklova §§ 11, 13, 15: a municipality's or county's decision, else the application's, else the register's."""
    municipality = organisation.municipality if organisation.kind == "municipality" else None
    decided = decisions.of_body(organisation.orgnr, municipality)
    if decided:
        return LanguageChoice(decided, "municipal_decision")
    if submission is not None:
        return LanguageChoice(cast("Language", submission.language), "application")
    registered = organisation.language if organisation.language in LANGUAGES else None
    return LanguageChoice(registered, "register") if registered else LanguageChoice("nb", "default")


def common_facts(
    case: Case, scheme: Scheme, submission: Submission, *, submitted_on: date, language: Language, dated: date
) -> dict[str, Any]:
    """The fields of `LetterFacts`, by name. `submitted_on`: when the first version that counts came in."""
    return {
        "language": language,
        "dated": dated,
        "administrator": administrator_facts(case.call.grant_administrator, language),
        "recipient": recipient_facts(case.organisation, submission.answers),
        "case": case_facts(case, submission, submitted_on),
        "scheme": scheme_facts(scheme),
        "call": call_facts(case.call),
        "laws": laws_on(dated),
    }


def administrator_facts(administrator: GrantAdministrator, language: Language) -> facts.GrantAdministrator:
    """The sender, as the letterhead says it."""
    letterhead = administrator.letterhead
    return facts.GrantAdministrator(
        name=administrator.name[language],
        unit=letterhead.get("unit"),
        orgnr=administrator.orgnr,
        address=tuple(letterhead["address_lines"]),
        email=letterhead["email"],
        phone=letterhead["phone"],
        website=letterhead.get("web"),
    )


def recipient_facts(organisation: Organisation, answers: dict[str, Any]) -> facts.Recipient:
    """The addressee: the organisation as registered, or the address that the application gives."""
    return facts.Recipient(
        name=organisation.name,
        orgnr=organisation.orgnr,
        address=tuple(address_lines(organisation)) or (answers.get("organisation_address") or organisation.name,),
        contact=answers.get("contact_name") or None,
    )


def case_facts(case: Case, submission: Submission, submitted_on: date) -> facts.Case:
    """Case number, the application's reference and title."""
    return facts.Case(number=case.number, reference=submission.reference, title=case.title, submitted_on=submitted_on)


def scheme_facts(scheme: Scheme) -> facts.GrantScheme:
    """The scheme as its definition words it."""
    return facts.GrantScheme(
        title=scheme.title,
        code=scheme.code,
        purpose=scheme.purpose,
        legal_basis=scheme.letters.legal_basis,
        approved=scheme.regulation.approved,
        dismissal=tuple(rule.text for rule in scheme.rules_of("dismissal_ground") if rule.text and rule.discretionary),
        points=scheme_points(scheme),
        standard_terms=scheme.letters.standard_terms,
    )


def scheme_points(scheme: Scheme) -> facts.SchemePoints:
    """Point numbers of this edition: as its definition lists them, else where its parts say that they come from."""
    listed = scheme.regulation.points
    reports = [section.source for form in scheme.forms if form.due for section in form.sections]
    applied = [field.source for form in scheme.forms if not form.due for s in form.sections for field in s.fields]
    reactions = (*scheme.rules_of("repayment"), *scheme.rules_of("stop_payment"))
    return facts.SchemePoints(
        applicants=_first_point(item.source for item in scheme.applicants),
        application=_first_of(listed.application) or _first_point(applied),
        award=_first_of(listed.assessment) or _first_point(item.source for item in scheme.funding),
        reporting=_first_of(listed.report) or _first_point(reports),
        control=_first_point(rule.source for rule in scheme.rules_of("control") if rule.value is not False),
        reactions=_first_point(rule.source for rule in reactions),
    )


def _first_of(points: Sequence[str]) -> str | None:
    return points[0] if points else None


def _first_point(sources: Iterable[Source | None]) -> str:
    return next(source.point for source in sources if source is not None)


def call_facts(call: Call) -> facts.Call:
    """The call: year, budget item, deadline, whom to ask."""
    contact = {name: value for name, value in call.contact.items() if value}
    return facts.Call(
        year=call.grant_year,
        budget_chapter=call.budget_chapter,
        budget_item=call.budget_item,
        deadline=oslo_date(call.deadline_at),
        contact=facts.Contact(**contact),
    )
