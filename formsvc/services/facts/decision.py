"""Facts of decision letters and of the grant letter: from the case, its decision, and the scheme's definition."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar, cast, get_args

from formsvc.answers import View
from formsvc.answers.values import in_words, per_service
from formsvc.casework.deadlines import report_deadline
from formsvc.casework.decided import granted_by
from formsvc.kernel.clock import oslo_date
from formsvc.letters import facts
from formsvc.letters.facts import DecisionFacts, GrantFacts, LetterFacts
from formsvc.letters.marks import items_of, paragraphs_of
from formsvc.schemes.conditions import holds
from formsvc.schemes.definition import Field, Form, Rule, RuleKind, Scheme
from formsvc.services.facts.in_case import InCase
from formsvc.services.issue_letter import Letter
from formsvc.storage.models import Case, Decision
from formsvc.texts import Language, Text, text, text_in_both

Granted = TypeVar("Granted", bound=GrantFacts)
LAST_DAY = "12-31"
_NO_TOPIC = frozenset({"nok", "attachment", "declaration", "choice"})
_ACCOUNTS = "accounts"
"""The rows of accounts: the same id in every scheme (`forms/common`); letters have a part of their own about them."""


@dataclass(frozen=True, kw_only=True)
class Decided(InCase):
    """A decision with what its letters need. `sent` is the version of the application that was decided on."""

    decision: Decision

    @property
    def amounts(self) -> tuple[int, ...]:
        """Whole kroner for each year, when this decision is sent: what stood before, with what it adds or replaces."""
        before = [one for one in self.state.sent_decisions if one.id != self.decision.id]
        return granted_by([*before, self.state.decisions[self.decision.id]])

    @property
    def application(self) -> View:
        """The answers of the version decided on."""
        form = self.scheme.form(self.case.call.form)
        return View(self.scheme, form, self.sent.answers, replace(self.beside, case=self.known))

    @property
    def known(self) -> dict[str, Any]:
        """Facts that conditions in the definition may ask for."""
        return {"granted_amount": sum(self.amounts[:1]), "grant_years": len(self.amounts)}

    @property
    def report(self) -> Form | None:
        """The form that the grant is reported on; None where the scheme has none for it."""
        return self.scheme.report_on(self.case.call.form)

    def holds(self, rule: Rule) -> bool:
        """Whether a rule of the scheme applies to this grant."""
        return holds(rule.when, self.application.lookup) is True


def decision_letters(decided: Decided) -> list[Letter]:
    """The decision letter on an application, and the grant letter where money is granted."""
    kind = decided.decision.kind
    if kind not in ("award", "partial-award"):
        return [as_letter(decided, kind, DecisionFacts(**decision_fields(decided)))]
    granted = GrantFacts(**grant_fields(decided))
    return [as_letter(decided, name, with_paragraphs(granted, decided, name)) for name in (kind, "grant")]


def as_letter(decided: Decided, kind: str, letter: LetterFacts) -> Letter:
    """A letter that tells a decision."""
    return Letter(kind, letter, decided.language, decided.decision.id)


def decision_fields(decided: Decided) -> dict[str, Any]:
    """The fields of `DecisionFacts`, by name."""
    return {**decided.common, **told_by(decided), "decision": _decision(decided)}


def told_by(decided: Decided) -> dict[str, Any]:
    """What every letter that tells a decision says: the right to appeal, and who stands behind it."""
    return {"appeal": decided.appeal, "signature": _signature(decided.decision, decided.language.language)}


def decided_on(decided: Decided) -> date:
    """The day of the approval; of a draft, today."""
    return oslo_date(decided.decision.approved_at or decided.at)


def outcome_of(decided: Decided) -> facts.Outcome:
    """What the case comes to with this decision, held against what was applied for."""
    if decided.decision.kind in get_args(facts.Outcome):
        return cast("facts.Outcome", decided.decision.kind)
    return "award" if list(decided.amounts) == list(decided.state.applied) else "partial-award"


def _decision(decided: Decided) -> facts.Decision:
    row = decided.decision
    return facts.Decision(
        outcome=outcome_of(decided),
        decided_on=decided_on(decided),
        applied_amount=decided.state.applied_amount or 0,
        amount=sum(decided.amounts[:1]),
        facts=paragraphs_of(row.background),
        reasons=paragraphs_of(row.reason),
        cuts=items_of(row.cuts),
        conditions=items_of(row.terms),
    )


def _signature(row: Decision, language: Language) -> facts.Signature:
    """Before the approval nobody has signed: a preview says so."""
    return facts.Signature(
        signatory=row.signatory.name if row.signatory else text("services.not_signed", language),
        title=text("services.budget_authority", language),
        caseworker=row.proposed_by.name,
    )


def grant_fields(decided: Decided) -> dict[str, Any]:
    """The fields of `GrantFacts`, by name."""
    scheme, form = decided.scheme, decided.case.call.form
    return {
        **decision_fields(decided),
        "multi_year": _multi_year(decided),
        "use": facts.UseOfFunds(
            purposes=_funding(scheme, form, "purpose"),
            requirements=_funding(scheme, form, "requirement"),
            excluded=_funding(scheme, form, "excluded"),
        ),
        "reporting": _reporting(decided),
        "accounts": _accounts(decided),
        "control": facts.Control(
            authority=decided.controller,
            delegable=bool(scheme.rules_of("control")),
            exclusion=bool(scheme.rules_of("later_exclusion")),
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


def with_paragraphs(granted: Granted, decided: Decided, kind: str) -> Granted:
    """The scheme's own paragraphs for this kind of letter, each in its place."""

    def of(place: Literal["use", "terms", "reporting"]) -> tuple[Text, ...]:
        own = (one for one in decided.scheme.letters.paragraphs if one.is_for(decided.case.call.form))
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
    amounts, first = decided.amounts, decided.case.call.grant_year
    if len(amounts) < 2:
        return None
    return facts.MultiYear(
        years=tuple(facts.YearAmount(year=year, amount=amount) for year, amount in enumerate(amounts, start=first)),
        renewal=_said(decided, "renewal_required"),
        reducible=any(rule.when and decided.holds(rule) for rule in decided.scheme.rules_of("reduction")),
    )


def _said(decided: Decided, kind: RuleKind) -> tuple[Text, ...]:
    """What the rules of a kind say that hold for this grant."""
    return tuple(rule.text for rule in decided.scheme.rules_of(kind) if rule.text and decided.holds(rule))


def _reporting(decided: Decided) -> facts.Reporting | None:
    form, year = decided.report, decided.case.call.grant_year
    if form is None:
        return None
    return facts.Reporting(
        deadline=report_deadline(year, form.due or LAST_DAY),
        year=year,
        indicators=tuple(_indicators(decided, form)),
        targets_set=any(name.startswith("target.") for name in decided.application.fields),
        deviations=_deviations(decided.scheme, form),
        topics=tuple(field.label for section in form.sections for field in section.fields if _is_topic(field)),
    )


def _deviations(scheme: Scheme, report: Form) -> Literal["explained", "measures"] | None:
    """What the report must say of a result off its target."""
    if not any(_on(rule, report) for rule in scheme.rules_of("deviation_explained")):
        return None
    return "measures" if scheme.deviation.measures else "explained"


def _on(rule: Rule, report: Form | None) -> bool:
    """Whether a rule is about this report form, or about all."""
    return rule.form is None or (report is not None and rule.form == report.id)


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
        if indicator.id in asked and _is_measured(decided.application, f"target.{indicator.id}")
    ]


def _is_measured(application: View, target: str) -> bool:
    """Whether the recipient has what is measured: a chat's indicators are nothing to who has no chat."""
    return target not in application.fields or application.is_visible(target) is not False


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
        use_by=use_by(scheme, year),
        auditor_required=auditor is not None and decided.holds(auditor),
        auditor_threshold=_threshold(auditor),
        simple=any(rule.value == "simple" and _on(rule, decided.report) for rule in scheme.rules_of("accounts")),
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


def use_by(scheme: Scheme, year: int) -> date | None:
    """The last day to use money granted for a year; None where the regelverk names none."""
    for rule in scheme.rules_of("use_by"):
        month, day = str(rule.value).split("-")
        return date(year, int(month), int(day))
    return None
