"""The rules, one a function. Each yields what it finds in a form's answers; `RULES` is all of them."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from formsvc.answers.deviations import EXPLANATIONS, Comparison, compare, number_of
from formsvc.answers.findings import Finding
from formsvc.answers.sums import total
from formsvc.answers.types import TYPES, Json, always_required, missing_code
from formsvc.answers.values import NO_ACTIVITY, in_both, instead_of, per_service
from formsvc.answers.view import View
from formsvc.schemes import definition
from formsvc.schemes.conditions import Lookup, holds
from formsvc.schemes.definition import Check, Field, Indicator
from formsvc.texts import LANGUAGES, Text, formats

Rule = Callable[[View], Iterator[Finding]]


def unknown_fields(view: View) -> Iterator[Finding]:
    """Every answer answers a question of the form."""
    for name in view.answers.keys() - view.fields.keys():
        yield Finding(str(name), "unknown_field", {"name": str(name)[:60]})


def sound_answers(view: View) -> Iterator[Finding]:
    """Every answer is of its question's type and within its bounds, cells of rows included."""
    for name, problems in view.problems.items():
        for problem in problems:
            column = _column_at(view.fields[name], problem.at)
            yield view.finding(name, problem.code, problem.at, of=column, **problem.params)


def required_answers(view: View) -> Iterator[Finding]:
    """Every question that is asked and required has an answer."""
    for field in view.visible_fields():
        if field.id in view.problems or view.is_answered(field.id):
            continue
        needed = _is_needed(field, view.lookup, shown=view.is_visible(field.id))
        if needed is None:
            yield view.finding(field.id, "not_checked")
        elif needed:
            yield view.finding(field.id, missing_code(field))


def required_cells(view: View) -> Iterator[Finding]:
    """In every row, the columns that are asked and required there have an answer."""
    for field in view.visible_fields():
        for number, row in enumerate(view.row_list(field.id)):
            for column in view.visible_columns(field, row):
                if _cell_missing(view, column, row):
                    yield view.finding(field.id, missing_code(column), f"[{number}].{column.id}", of=column)


def rows_of_the_application(view: View) -> Iterator[Finding]:
    """Rows that continue those of another field are the same rows: none missing, none new."""
    for field in view.visible_fields():
        if field.rows_from is None or not view.row_list(field.id):
            continue
        expected = view.lookup_rows(field.rows_from)
        if expected is None:
            yield view.finding(field.id, "not_checked")
            continue
        given = list(view.rows(field.id))
        for key in expected.keys() - set(given):
            yield view.finding(field.id, "row_missing", row=expected[key])
        for number, key in enumerate(given):
            if key not in expected:
                yield view.finding(field.id, "row_unknown", f"[{number}]", row=key)


def rows_once(view: View) -> Iterator[Finding]:
    """No two rows have one key."""
    for field in view.visible_fields():
        keys = [row.get("key") for row in view.row_list(field.id)]
        for number, key in enumerate(keys):
            if key is not None and key in keys[:number]:
                yield view.finding(field.id, "repeated_row", f"[{number}]", row=str(key))


def every_service(view: View) -> Iterator[Finding]:
    """A value per service where the question asks so: of every service, of no other."""
    for field in view.visible_fields():
        value = view.value(field.id)
        if not field.per_service or value is None:
            continue
        parts, services = per_service(value), view.services_of(field)
        if services is None:
            yield view.finding(field.id, "not_checked")
        elif parts is None:
            if len(services) > 1 and instead_of(value) is None:
                yield view.finding(field.id, "per_service_needed")
        else:
            for key in services.keys() - parts.keys():
                yield view.finding(field.id, "service_missing", f".per_service.{key}", service=services[key])
            for key in parts.keys() - services.keys():
                yield view.finding(field.id, "service_unknown", f".per_service.{key}", service=key)


def deviations_explained(view: View) -> Iterator[Finding]:
    """A result that deviates from its target, in either direction, is explained (S0-S3 point 7).

    Where the form asks for it, so are the measures taken (S2, S3).
    """
    told: set[str] = set()
    for row in compare(view):
        name = row.indicator.id
        if row.kind == "unit_differs":
            yield _about(view, row, f"result.{name}", "unit_differs")
        elif row.kind == "not_compared" and row.result is not None and _is_comparable(row.indicator):
            yield view.finding(f"result.{name}", "not_compared")
        elif row.kind == "deviates" and name not in told:
            told.add(name)
            lacking = ((part, code) for part, code in _EXPLAINED.items() if _unexplained(view, f"{part}.{name}"))
            yield from (_about(view, row, f"{part}.{name}", code) for part, code in lacking)


def activity_on_outcomes(view: View) -> Iterator[Finding]:
    """Zero on an outcome goal is for a person to judge, where the regelverk demands activity on those (S2, S3)."""
    for field in view.visible_fields():
        if field.indicator is None or NO_ACTIVITY not in field.instead:
            continue
        value = view.value(field.id)
        values = (per_service(value) or {"": value}).values()
        if view.scheme.indicator(field.indicator).level == "outcome" and any(number_of(part) == 0 for part in values):
            yield view.finding(field.id, "no_activity_on_outcome")


def sums(view: View) -> Iterator[Finding]:
    """The form's own checks over several fields."""
    for check in view.form.checks:
        truth = holds(check.when, view.lookup)
        left, right = total(view, check.left), total(view, check.right)
        if truth is None:
            yield view.finding(check.field, "not_checked")
        elif truth and left is not None and right is not None and not _as_it_should(check, left, right):
            code = "check_failed" if check.severity == "error" else "check_warning"
            yield view.finding(check.field, code, explanation=check.message, left=left, right=right)


def attachments(view: View) -> Iterator[Finding]:
    """Attachments that a rule demands, such as an auditor's statement from a certain amount."""
    for rule in view.scheme.rules_of("attachment_required"):
        if rule.form != view.form.id or rule.field is None or view.is_answered(rule.field):
            continue
        needed = holds(rule.when, view.lookup)
        if needed is None:
            yield view.finding(rule.field, "not_checked")
        elif needed and not always_required(view.fields[rule.field]) and rule.field not in view.problems:
            yield view.finding(rule.field, "attachment_missing")


def expected_answers(view: View) -> Iterator[Finding]:
    """An eligibility answer other than the expected is for a person to judge, never an automatic refusal."""
    for field in view.visible_fields():
        value = view.value(field.id)
        if field.expected is not None and isinstance(value, bool) and value != field.expected:
            yield view.finding(field.id, "unexpected_answer", explanation=field.unexpected or field.label)


def signatories(view: View) -> Iterator[Finding]:
    """Whoever signs does so in a capacity that this kind of applicant has. Not checked where the kind is not known."""
    kind, field = view.context.applicant_kind, view.fields.get(_CAPACITY)
    may_sign = next((one.signatory for one in view.scheme.applicants if one.kind == kind), ())
    if field is None or not may_sign or view.value(_CAPACITY) in (None, *may_sign):
        return
    labels = {option.key: option.label for option in field.options}
    allowed = [labels[key] for key in may_sign if key in labels]
    told = {language: formats.joined([f"«{one.in_(language)}»" for one in allowed], language) for language in LANGUAGES}
    yield view.finding(_CAPACITY, "wrong_signatory", allowed=Text(nb=told["nb"], nn=told["nn"]))


def demanded_attachments(view: View) -> list[definition.Rule]:
    """The rules that demand an attachment of this form, with what is known now."""
    rules = view.scheme.rules_of("attachment_required")
    return [rule for rule in rules if rule.form == view.form.id and holds(rule.when, view.lookup) is True]


_CAPACITY = "signatory_capacity"
"""In what capacity somebody signs: the same id in every scheme (`forms/common`)."""
_EXPLAINED = dict(zip(EXPLANATIONS, ("deviation_unexplained", "measures_missing"), strict=True))
"""What is asked about a deviation, and the code of a lacking answer."""

RULES: tuple[Rule, ...] = (
    unknown_fields, sound_answers, required_answers, required_cells, rows_once, rows_of_the_application, every_service,
    deviations_explained, activity_on_outcomes, sums, attachments, expected_answers, signatories,
)  # fmt: skip


def _is_needed(field: Field, look: Lookup, *, shown: bool | None) -> bool | None:
    """Whether a question or column needs an answer; None where that depends on a fact not known."""
    if field.required:
        return shown
    return field.required_when is not None and holds(field.required_when, look)


def _cell_missing(view: View, column: Field, row: Mapping[str, Json]) -> bool:
    if always_required(column) or TYPES[column.type].answered(row.get(column.id)):
        return False
    look = view.row_lookup(row)
    return _is_needed(column, look, shown=holds(column.visible_when, look)) is True


def _column_at(field: Field, at: str) -> Field | None:
    """The column that a place like `[2].amount` is in."""
    return next((column for column in field.columns if at.endswith(f"].{column.id}")), None)


def _is_comparable(indicator: Indicator) -> bool:
    """Whether a result should have stood beside a target: words never do, nor what has no target."""
    return indicator.has_target and indicator.unit != "text"


def _unexplained(view: View, name: str) -> bool:
    return name in view.fields and name not in view.problems and not view.is_answered(name)


def _about(view: View, row: Comparison, name: str, code: str) -> Finding:
    field = view.fields[f"result.{row.indicator.id}"]
    target, result = in_both(row.target, field), in_both(row.result, field)
    return view.finding(name, code, indicator=row.indicator.label, target=target, result=result)


def _as_it_should(check: Check, left: Decimal, right: Decimal) -> bool:
    return left == right if check.kind == "sums_equal" else left <= right
