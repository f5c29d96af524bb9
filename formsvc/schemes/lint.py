"""What a person who writes definitions should be told before anyone uses them: file, key, reason."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from formsvc.schemes.assessment import Category
from formsvc.schemes.carriers import carriers, unknown_carriers
from formsvc.schemes.condition_check import NUMERIC
from formsvc.schemes.conditions import as_number
from formsvc.schemes.definition import Check, Field, Form, Funding, Priority, Scheme, factors_of
from formsvc.schemes.findings import DefinitionFinding
from formsvc.schemes.new import STILL_TO_WRITE
from formsvc.schemes.parity import disparities

Fault = tuple[str, str, str]
"""File (without folder), key, reason."""
_NEEDS_OPTIONS = {"choice", "multi_choice"}
_RESERVED = {"key"}


def lint(scheme: Scheme) -> list[DefinitionFinding]:
    """Every fault of a resolved edition. Empty when it is clean."""
    folder = f"forms/{scheme.id}/{scheme.edition}"
    faults = (fault for rule in (*ESSENTIAL, *RULES) for fault in rule(scheme))
    return [DefinitionFinding(f"{folder}/{file}", key, reason) for file, key, reason in faults]


def unique_ids(scheme: Scheme) -> Iterator[Fault]:
    """No two things of one kind have one id."""
    for kind in ("goal", "indicator", "funding", "rule"):
        items = getattr(scheme, f"{kind}s" if kind != "funding" else kind)
        yield from _repeated("scheme.toml", kind, (item.id for item in items))
    yield from _repeated("scheme.toml", "priority", (item.id for item in scheme.priorities))
    yield from _repeated("scheme.toml", "applicant", (item.kind for item in scheme.applicants))
    yield from _repeated("assessment.toml", "category", (item.id for item in scheme.assessment.categories))
    yield from _repeated("assessment.toml", "criterion", _criteria(scheme))
    yield from _repeated("letters.toml", "paragraph", (item.id for item in scheme.letters.paragraphs))
    yield from _repeated("requirements.toml", "requirement", (f"{r.point} {r.item}" for r in scheme.requirements))
    for form in scheme.forms:
        file = f"{form.id}.toml"
        yield from _repeated(file, "section", (section.id for section in form.sections))
        yield from _repeated(file, "section.field", (field.id for _, field in _fields(form)))
        yield from _repeated(file, "check", (check.id for check in form.checks))


def weights(scheme: Scheme) -> Iterator[Fault]:
    """Categories are weighed to 100 together, or not at all."""
    given = [category.weight for category in scheme.assessment.categories if category.weight is not None]
    if given and len(given) < len(scheme.assessment.categories):
        yield "assessment.toml", "category.weight", "some categories have a weight and some have none"
    elif given and sum(given) != Decimal(100):
        yield "assessment.toml", "category.weight", f"the weights sum to {sum(given)}, not 100"


def references(scheme: Scheme) -> Iterator[Fault]:
    """Every id that one thing says of another exists."""
    goals = {goal.id for goal in scheme.goals}
    for indicator in scheme.indicators:
        if indicator.goal is not None and indicator.goal not in goals:
            yield "scheme.toml", f"indicator[{indicator.id}].goal", f"unknown goal {indicator.goal!r}"
    for form in scheme.forms:
        if form.based_on is not None and form.based_on not in {other.id for other in scheme.forms}:
            yield f"{form.id}.toml", "based_on", f"unknown form {form.based_on!r}"
    for rule in scheme.rules:
        yield from _rule_references(scheme, rule.id, rule.form, rule.field)
    yield from _unknown_forms(scheme, "assessment.toml", "category", scheme.assessment.categories)
    yield from _unknown_forms(scheme, "scheme.toml", "funding", scheme.funding)
    yield from _unknown_forms(scheme, "scheme.toml", "priority", scheme.priorities)


def appeal(scheme: Scheme) -> Iterator[Fault]:
    """A letter that gives the right to appeal says to whom, and by when."""
    given = {"body": scheme.appeal.body, "weeks": scheme.appeal.weeks}
    for key in (key for key, value in given.items() if scheme.appeal.allowed and not value):
        yield "scheme.toml", f"appeal.{key}", "missing: letters say to whom to appeal, and within how many weeks"


def carried(scheme: Scheme) -> Iterator[Fault]:
    """What the list of requirements says carries each of them is there."""
    known = carriers(scheme)
    for requirement in scheme.requirements:
        for carrier in unknown_carriers(requirement, known):
            key = f"requirement[{requirement.point} {requirement.item}].carried_by"
            yield "requirements.toml", key, f"there is no {carrier!r}"


def assessed_by(scheme: Scheme) -> Iterator[Fault]:
    """The criteria shown beside questions exist."""
    for form in scheme.forms:
        for section in form.sections:
            for criterion in set(section.assessed_by) - set(_criteria(scheme)):
                yield f"{form.id}.toml", f"section[{section.id}].assessed_by", f"unknown criterion {criterion!r}"


def indicators(scheme: Scheme) -> Iterator[Fault]:
    """What is asked in the report has a goal, and was asked in the application; zero for no activity needs its rule."""
    may_be_idle = bool(scheme.rules_of("no_activity_is_zero"))
    for indicator in scheme.indicators:
        key = f"indicator[{indicator.id}]"
        if indicator.kind == "matrix" and indicator.goal is None:
            yield "scheme.toml", f"{key}.goal", "missing: an indicator of the matrix measures a goal"
        if indicator.kind == "matrix" and "report" in indicator.asked_in and "application" not in indicator.asked_in:
            yield "scheme.toml", f"{key}.asked_in", "asked in the report, but no target is asked in the application"
        if "no_activity" in indicator.instead and not may_be_idle:
            yield "scheme.toml", f"{key}.instead", "no_activity needs a rule of the kind no_activity_is_zero"
        yield from _asked(scheme, indicator.id, indicator.asked_in)


def reported(scheme: Scheme) -> Iterator[Fault]:
    """The grant letter lists the indicators of the report on it: each that is asked for is in some report."""
    reports = [form for form in scheme.forms if form.based_on is not None and form.due is not None]
    asked = {field.indicator for form in reports for _, field in _fields(form) if field.id.startswith("result.")}
    for indicator in scheme.indicators:
        if reports and "report" in indicator.asked_in and indicator.id not in asked:
            yield "scheme.toml", f"indicator[{indicator.id}].asked_in", "no report asks for it, so no letter names it"


def prefilled(scheme: Scheme) -> Iterator[Fault]:
    """A first value comes from where there is one: a question of the application, in a form that is based on one."""
    for form in scheme.forms:
        base = next((one for one in scheme.forms if one.id == form.based_on), None)
        there = {field.id: field.type for _, field in _fields(base)} if base else {}
        for place, field in _fields(form):
            room, _, name = (field.prefill or "").partition(".")
            if room == "application" and there.get(name) != field.type:
                yield (
                    f"{form.id}.toml",
                    f"{place}.prefill",
                    f"there is no such question of this type: {field.prefill!r}",
                )


def of_services(scheme: Scheme) -> Iterator[Fault]:
    """The services that a question is about are told by a column that those services have."""
    for form in scheme.forms:
        options = _service_options(scheme, form)
        for place, field in _fields(form):
            wanted = field.of_services
            if wanted and not (field.per_service and set(wanted.values) <= options.get(wanted.field, set())):
                reason = "needs per_service, and options of a column of `services`"
                yield f"{form.id}.toml", f"{place}.of_services", reason


def fields(scheme: Scheme) -> Iterator[Fault]:
    """Each question can be asked and answered."""
    for form in scheme.forms:
        if not form.sections:
            yield f"{form.id}.toml", "section", "missing: a form needs a section"
        for section in form.sections:
            if not section.fields:
                yield f"{form.id}.toml", f"section[{section.id}]", "a section without fields"
        for place, field in _fields(form):
            yield from ((f"{form.id}.toml", f"{place}{key}", reason) for key, reason in _field_faults(field))
            yield from ((f"{form.id}.toml", place, reason) for reason in _rows_from_faults(scheme, form, field))
            later = _later_faults(field, (other for _, other in _fields(form)))
            yield from ((f"{form.id}.toml", f"{place}{key}", reason) for key, reason in later)


def checks(scheme: Scheme) -> Iterator[Fault]:
    """The terms of a check are numbers of the form, and its message has a field to stand at."""
    for form in scheme.forms:
        known = {field.id: field for _, field in _fields(form)}
        for check in form.checks:
            if check.field not in known:
                yield f"{form.id}.toml", f"check[{check.id}].field", f"unknown field {check.field!r}"
            for term in _unknown_terms(scheme, check, known):
                yield f"{form.id}.toml", f"check[{check.id}]", f"{term!r} is no number of this form"


def sources(scheme: Scheme) -> Iterator[Fault]:
    """What is inferred says why; everything else says where the regelverk says so."""
    for form in scheme.forms:
        for section in form.sections:
            for field in section.fields:
                key = f"section[{section.id}].field[{field.id}]"
                inferred = field.inferred or section.inferred
                if inferred and not (field.reason or section.reason):
                    yield f"{form.id}.toml", f"{key}.reason", "missing: it is inferred"
                if not inferred and not (field.source or section.source):
                    yield f"{form.id}.toml", f"{key}.source", "missing: point and item of the regelverk"


def ticks(scheme: Scheme) -> Iterator[Fault]:
    """A tick that the text lost is missing for a reason."""
    for applicant in scheme.applicants:
        if applicant.ticked is None and applicant.reason is None:
            yield "scheme.toml", f"applicant[{applicant.kind}]", "neither ticked nor a reason why the tick is not known"


def parity(scheme: Scheme) -> Iterator[Fault]:
    """Both languages say the same, and choices can be told apart in each."""
    for place, why in disparities(scheme):
        yield (*_home(scheme, place), why)


def renewals(scheme: Scheme) -> Iterator[Fault]:
    """What continues a grant sets every target that its report asks the result of, and is alone in continuing it."""
    for form in scheme.forms:
        if not form.renews:
            continue
        if form.based_on is None or scheme.renewal_of(form.based_on) is not form:
            yield f"{form.id}.toml", "renews", "needs a form in based_on that no other form continues"
        asked = {field.id for _, field in _fields(form)}
        for indicator in scheme.indicators:
            if indicator.has_target and "report" in indicator.asked_in and f"target.{indicator.id}" not in asked:
                yield f"{form.id}.toml", "section.indicators", f"asks for no target of the indicator {indicator.id!r}"


def unwritten(scheme: Scheme) -> Iterator[Fault]:
    """Nothing is left of the texts that a new scheme begins with."""
    for place, words in _words(scheme.model_dump(), ()):
        if words.startswith(STILL_TO_WRITE):
            file, key = _home(scheme, place)
            yield file, key, f"still to be written: {words.removeprefix(STILL_TO_WRITE).strip()}"


Rule = Callable[[Scheme], Iterator[Fault]]
ESSENTIAL: tuple[Rule, ...] = (unique_ids, references, appeal, fields, of_services, checks)
"""Nothing can be served from a definition that breaks one of these: the loader refuses it."""
RULES: tuple[Rule, ...] = (
    weights, assessed_by, carried, indicators, reported, renewals, prefilled, sources, ticks, parity, unwritten,
)  # fmt: skip
"""What should be mended before anyone uses the edition."""


def _words(node: Any, place: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string below a node with the way to it."""
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _words(child, (*place, key))
    elif isinstance(node, (list, tuple)):
        for number, child in enumerate(node):
            yield from _words(child, (*place, number))


def _home(scheme: Scheme, place: tuple[str | int, ...]) -> tuple[str, str]:
    """The file that a place of the resolved scheme came from, and the key in it."""
    room, rest = str(place[0]), place[1:]
    if room == "forms" and isinstance(rest[0], int):
        room, rest = scheme.forms[rest[0]].id, rest[1:]
    elif room not in ("assessment", "letters", "requirements"):
        room, rest = "scheme", place
    key = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in rest)
    return f"{room}.toml", key.lstrip(".")


def _repeated(file: str, key: str, ids: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield file, f"{key}[{name}]", f"there are {times} with this id"


def _criteria(scheme: Scheme) -> list[str]:
    return [criterion.id for category in scheme.assessment.categories for criterion in category.criteria]


def _fields(form: Form) -> Iterator[tuple[str, Field]]:
    """Every field of a form with its key in the file."""
    for section in form.sections:
        for field in section.fields:
            yield f"section[{section.id}].field[{field.id}]", field


def _rule_references(scheme: Scheme, rule: str, form_id: str | None, field: str | None) -> Iterator[Fault]:
    form = next((form for form in scheme.forms if form.id == form_id), None)
    if form_id is not None and form is None:
        yield "scheme.toml", f"rule[{rule}].form", f"unknown form {form_id!r}"
    if form is not None and field is not None and field not in {known.id for _, known in _fields(form)}:
        yield "scheme.toml", f"rule[{rule}].field", f"unknown field {field!r} of {form_id!r}"


def _unknown_forms(
    scheme: Scheme, file: str, kind: str, things: Iterable[Category | Funding | Priority]
) -> Iterator[Fault]:
    known = {form.id for form in scheme.forms}
    for thing in things:
        for form_id in sorted(set(thing.forms) - known):
            yield file, f"{kind}[{thing.id}].forms", f"unknown form {form_id!r}"


def _asked(scheme: Scheme, indicator: str, stages: Iterable[str]) -> Iterator[Fault]:
    wanted = {"application": f"target.{indicator}", "report": f"result.{indicator}"}
    for stage in stages:
        form = next((form for form in scheme.forms if form.id == stage), None)
        if form and wanted[stage] not in {field.id for _, field in _fields(form)}:
            yield f"{stage}.toml", "section.indicators", f"the indicator {indicator!r} is not asked here"


def _field_faults(field: Field) -> Iterator[tuple[str, str]]:
    if field.type in _NEEDS_OPTIONS and not field.options:
        yield ".option", "missing: a choice needs options"
    yield from ((f".option[{key}]", "the key is used twice") for key in _twice(o.key for o in field.options))
    unknown = {key for option in field.options for key in option.covers} - {option.key for option in field.options}
    yield from ((".option.covers", f"unknown option {key!r}") for key in sorted(unknown))
    yield from ((f".column[{key}]", "the id is used twice") for key in _twice(c.id for c in field.columns))
    if (field.type == "rows") != bool(field.columns):
        yield ".column", "rows have columns, and nothing else has"
    if field.type == "rows" and (field.per_service or field.instead):
        yield ".per_service", "rows are neither per service nor replaced by `instead`"
    if field.expected is not None and (field.type != "boolean" or field.unexpected is None):
        yield ".expected", "only a yes-or-no question expects an answer, and says in `unexpected` what another means"
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        yield ".minimum", "is above the maximum"
    for column in field.columns:
        yield from ((f".column[{column.id}]{key}", reason) for key, reason in _column_faults(field, column))


def _later_faults(asked: Field, beside: Iterable[Field]) -> Iterator[tuple[str, str]]:
    amounts = {other.id for other in beside if other.type in NUMERIC and other.id != asked.id}
    if asked.later is not None and asked.later.of not in amounts:
        yield ".later", f"no amount beside it is called {asked.later.of!r}"


def _column_faults(field: Field, column: Field) -> Iterator[tuple[str, str]]:
    if column.id in _RESERVED or column.type == "rows" or column.per_service or column.instead:
        yield "", "a column is a plain answer, and is not called `key`"
    if column.row_years and not all(option.key.isdecimal() for option in column.options):
        yield ".row_years", "the options' keys are the years of the grant, counted from 1"
    yield from _later_faults(column, field.columns)
    yield from _field_faults(column)


def _rows_from_faults(scheme: Scheme, form: Form, field: Field) -> Iterator[str]:
    if field.rows_from is None:
        return
    name = field.rows_from.removeprefix("application.")
    home = form.based_on if name != field.rows_from else form.id
    base = next((other for other in scheme.forms if other.id == home), None)
    if base is None or name not in {known.id for _, known in _fields(base) if known.type == "rows"}:
        yield f"rows_from: no rows called {field.rows_from!r}"


def _service_options(scheme: Scheme, form: Form) -> dict[str, set[str]]:
    """The options of each column of the services, in this form or the one that it is based on."""
    near = [one for one in scheme.forms if one.id in (form.id, form.based_on)]
    services = (field for one in near for _, field in _fields(one) if field.id == "services")
    return {column.id: {option.key for option in column.options} for field in services for column in field.columns}


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, times in Counter(keys).items() if times > 1]


def _unknown_terms(scheme: Scheme, check: Check, known: dict[str, Field]) -> Iterator[str]:
    numbers = {f"rule.{rule.id}" for rule in scheme.rules if as_number(rule.value) is not None}
    for term in (factor for given in (*check.left, *check.right) for factor in factors_of(given)):
        name, _, column = term.rpartition(".")
        if term in numbers or (term in known and known[term].type in NUMERIC):
            continue
        if name not in known or column not in {c.id for c in known[name].columns if c.type in NUMERIC}:
            yield term
