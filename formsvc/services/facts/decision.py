"""Facts of decision letters and of the grant letter: from the case, its decision, and the scheme's definition."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, cast

from formsvc.answers import Context, View
from formsvc.answers.values import in_words, per_service
from formsvc.casework.deadlines import report_deadline
from formsvc.casework.state import CaseState
from formsvc.kernel.clock import oslo_date
from formsvc.letters import facts
from formsvc.letters.facts import DecisionFacts, GrantFacts
from formsvc.schemes.conditions import holds
from formsvc.schemes.definition import Field, Form, Rule, RuleKind, Scheme
from formsvc.services.facts.common import LanguageChoice, common_facts
from formsvc.services.issue_letter import Letter
from formsvc.storage.models import Case, Decision, Submission
from formsvc.texts import Language, Text, text, text_in_both

LAST_DAY = "12-31"
_NO_TOPIC = frozenset({"nok", "attachment", "declaration", "choice"})
_ACCOUNTS = "accounts"
"""The rows of accounts: the same id in every scheme (`forms/common`); letters have a part of their own about them."""


@dataclass(frozen=True)
class Decided:
    """A decision with what its letters need. `sent` is the version of the application that was decided on."""

    case: Case
    scheme: Scheme
    state: CaseState
    decision: Decision
    sent: Submission
    at: datetime
    page: str
    """Web address of the recipient's page for this case."""
    language: LanguageChoice
    """The language of the letters and the rule that chose it."""
    beside: Context
    """What is known beside the answers: of a simplified application, what it continues."""

    @property
    def application(self) -> View:
        """The answers of the version decided on."""
        form = self.scheme.form(self.case.call.form)
        return View(self.scheme, form, self.sent.answers, replace(self.beside, case=self.known))

    @property
    def known(self) -> dict[str, Any]:
        """Facts that conditions in the definition may ask for."""
        return {"granted_amount": self.decision.amount, "grant_years": self.decision.years}

    @property
    def report(self) -> Form | None:
        """The form that the grant is reported on; None where the scheme has none for it."""
        return self.scheme.report_on(self.case.call.form)

    def holds(self, rule: Rule) -> bool:
        """Whether a rule of the scheme applies to this grant."""
        return holds(rule.when, self.application.lookup) is True


def decision_letters(decided: Decided) -> list[Letter]:
    """The decision letter, and the grant letter where money is granted."""
    language = decided.language
    kind = decided.decision.kind
    if kind not in ("award", "partial-award"):
        return [Letter(kind, DecisionFacts(**_decision_fields(decided)), language, decided.decision.id)]
    granted = GrantFacts(**_decision_fields(decided), **_grant_fields(decided))
    return [
        Letter(name, _with_paragraphs(granted, decided.scheme, name), language, decided.decision.id)
        for name in (kind, "grant")
    ]


def paragraphs(words: str) -> tuple[str, ...]:
    """What a caseworker wrote, by empty lines."""
    return tuple(part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip())


def lines(words: str) -> tuple[str, ...]:
    """What a caseworker wrote, an item a line."""
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _decision_fields(decided: Decided) -> dict[str, Any]:
    case, dated, submitted_at = decided.case, oslo_date(decided.at), decided.state.submitted_at
    first_day = oslo_date(submitted_at or decided.sent.submitted_at)
    appeal = decided.scheme.appeal
    language = decided.language.language
    common = common_facts(case, decided.scheme, decided.sent, submitted_on=first_day, language=language, dated=dated)
    return {
        **common,
        "decision": _decision(decided),
        "appeal": facts.Appeal(body=appeal.body, weeks=appeal.weeks) if appeal.allowed else None,
        "signature": _signature(decided.decision, decided.language.language),
    }


def _decision(decided: Decided) -> facts.Decision:
    row = decided.decision
    approved_at = row.approved_at or decided.at
    return facts.Decision(
        outcome=cast("facts.Outcome", row.kind),
        decided_on=oslo_date(approved_at),
        applied_amount=decided.state.applied_amount or 0,
        amount=row.amount,
        facts=paragraphs(row.background),
        reasons=paragraphs(row.reason),
        cuts=lines(row.cuts),
        conditions=lines(row.terms),
    )


def _signature(row: Decision, language: Language) -> facts.Signature:
    """Before the approval nobody has signed: a preview says so."""
    return facts.Signature(
        signatory=row.signatory.name if row.signatory else text("services.not_signed", language),
        title=text("services.budget_authority", language),
        caseworker=row.proposed_by.name,
    )


def _grant_fields(decided: Decided) -> dict[str, Any]:
    scheme, form = decided.scheme, decided.case.call.form
    return {
        "multi_year": _multi_year(decided),
        "use": facts.UseOfFunds(
            purposes=_funding(scheme, form, "purpose"),
            requirements=_funding(scheme, form, "requirement"),
            excluded=_funding(scheme, form, "excluded"),
        ),
        "reporting": _reporting(decided),
        "accounts": _accounts(decided),
        "control": facts.Control(
            delegable=bool(scheme.rules_of("control")), exclusion=bool(scheme.rules_of("later_exclusion"))
        ),
        "acceptance": facts.Acceptance(
            deadline=acceptance_deadline(decided.case, decided.at),
            account=decided.case.account,
            page=decided.page,
        ),
    }


def acceptance_deadline(case: Case, sent_at: datetime) -> date:
    """The last day to accept a grant: some weeks after it was sent, as its grant administrator has it."""
    return oslo_date(sent_at) + timedelta(weeks=case.call.grant_administrator.acceptance_weeks)


def _with_paragraphs(granted: GrantFacts, scheme: Scheme, kind: str) -> GrantFacts:
    """The scheme's own paragraphs for this kind of letter, each in its place."""

    def of(place: Literal["use", "terms", "reporting"]) -> tuple[Text, ...]:
        own = scheme.letters.paragraphs
        return tuple(paragraph.text for paragraph in own if kind in paragraph.kinds and paragraph.place == place)

    reporting = granted.reporting
    return granted.model_copy(
        update={
            "use": granted.use.model_copy(update={"paragraphs": of("use")}),
            "terms": of("terms"),
            "reporting": reporting.model_copy(update={"paragraphs": of("reporting")}) if reporting else None,
        }
    )


def _funding(scheme: Scheme, form: str, kind: str) -> tuple[Text, ...]:
    return tuple(item.text for item in scheme.funding_of(form) if item.kind == kind)


def _multi_year(decided: Decided) -> facts.MultiYear | None:
    row, first = decided.decision, decided.case.call.grant_year
    if row.years < 2:
        return None
    amounts = (row.amount, *row.later_amounts)
    return facts.MultiYear(
        years=tuple(facts.YearAmount(year=year, amount=amount) for year, amount in enumerate(amounts, start=first)),
        renewal_required=_applies(decided, "renewal_required"),
        reducible=_applies(decided, "yearly_appropriation"),
    )


def _applies(decided: Decided, kind: RuleKind) -> bool:
    return any(decided.holds(rule) for rule in decided.scheme.rules_of(kind))


def _reporting(decided: Decided) -> facts.Reporting | None:
    form, year = decided.report, decided.case.call.grant_year
    if form is None:
        return None
    return facts.Reporting(
        deadline=report_deadline(year, form.due or LAST_DAY),
        year=year,
        indicators=tuple(_indicators(decided, form)),
        topics=tuple(field.label for section in form.sections for field in section.fields if _is_topic(field)),
    )


def _is_topic(field: Field) -> bool:
    """What the regelverk itself demands to know, beside indicators, accounts and signatures.

    A question that another answer leads to is part of that one.
    """
    demanded = field.required and field.source is not None and not field.inferred and field.visible_when is None
    beside = field.type in _NO_TOPIC or field.id == _ACCOUNTS or field.indicator is not None
    return demanded and not beside


def _indicators(decided: Decided, form: Form) -> list[facts.Indicator]:
    asked = {field.indicator for section in form.sections for field in section.fields if field.indicator}
    return [
        facts.Indicator(
            label=indicator.label,
            unit=text_in_both(f"units.unit.{indicator.unit}"),
            targets=_targets(decided, f"target.{indicator.id}"),
        )
        for indicator in decided.scheme.indicators
        if indicator.id in asked
    ]


def _targets(decided: Decided, name: str) -> tuple[facts.Target, ...]:
    """The recipient's own targets; `no target` where the application form did not ask for one."""
    view, language = decided.application, decided.language.language
    value = view.value(name)
    if value is None:
        return (facts.Target(value=text("services.no_target", language)),)
    field, parts = view.fields[name], per_service(value)
    if parts is None:
        return (facts.Target(value=in_words(value, field, language)),)
    services = view.services or {}
    return tuple(
        facts.Target(service=services.get(key, key), value=in_words(part, field, language))
        for key, part in parts.items()
    )


def _accounts(decided: Decided) -> facts.Accounts:
    scheme, year = decided.scheme, decided.case.call.grant_year
    auditor = auditor_rule(scheme, decided.report) if decided.report else None
    return facts.Accounts(
        use_by=_use_by(scheme, year),
        auditor_required=auditor is not None and decided.holds(auditor),
        auditor_threshold=_threshold(auditor),
        transfer_possible=any(rule.value == "apply_for_transfer" for rule in scheme.rules_of("unspent_funds")),
        offset_possible=any(rule.value == "return_or_offset" for rule in scheme.rules_of("overpaid")),
    )


def auditor_rule(scheme: Scheme, report: Form) -> Rule | None:
    """The rule that demands an attachment to the report from a certain granted amount on."""
    for rule in scheme.rules_of("attachment_required"):
        if rule.form == report.id and rule.when and rule.when.at_least:
            return rule
    return None


def _threshold(rule: Rule | None) -> int | None:
    """Whole kroner; None where the scheme never asks for an auditor."""
    return int(rule.when.at_least.value) if rule and rule.when and rule.when.at_least else None


def _use_by(scheme: Scheme, year: int) -> date:
    values = [rule.value for rule in scheme.rules_of("use_by")]
    month, day = str(values[0] if values else LAST_DAY).split("-")
    return date(year, int(month), int(day))
