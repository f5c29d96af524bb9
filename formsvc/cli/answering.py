"""Commands on answers. Each takes the parsed arguments and returns the exit code."""

from argparse import Namespace
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from formsvc.answers import CODES, Context
from formsvc.answers import validate as validate_answers
from formsvc.answers.plan import plan_in
from formsvc.answers.schema import form_schema
from formsvc.cli.files import UnreadableFile, read_object, show
from formsvc.cli.places import edition
from formsvc.kernel.failures import NotFound
from formsvc.schemes.condition_check import FACTS
from formsvc.schemes.definition import ApplicantKind
from formsvc.schemes.registry import form_of
from formsvc.texts.catalogue import catalogue

CASE_FACTS = [fact.removeprefix("case.") for fact in FACTS if fact.startswith("case.")]


class UnknownApplicantKind(NotFound):
    """No such kind of applicant. Parameter: `kind`."""

    code = "unknown_applicant_kind"

    def __str__(self) -> str:
        """One line for whoever ran the command."""
        return f"there is no kind of applicant {self.params['kind']!r}; there are {', '.join(get_args(ApplicantKind))}"


def jsonschema(arguments: Namespace) -> int:
    """Print the JSON Schema (2020-12) of a form's answers."""
    scheme = edition(arguments)
    show(form_schema(scheme, form_of(scheme, arguments.form)))
    return 0


def validate(arguments: Namespace) -> int:
    """Check answers: whether they are valid, errors, warnings."""
    scheme = edition(arguments)
    form = form_of(scheme, arguments.form)
    if arguments.application and form.based_on is None:
        raise UnreadableFile(file=arguments.application, reason=f"the form {form.id!r} is not based on an application")
    plan = plan_in(scheme, form, read_object(arguments.application)) if arguments.application else Context()
    context = replace(
        plan,
        case=_case_facts(arguments.case) if arguments.case else None,
        applicant_kind=_applicant_kind(arguments.applicant),
    )
    outcome = validate_answers(scheme, form, read_object(arguments.answers), context)
    show(outcome.as_json())
    return 0 if outcome.valid else 1


def codes(arguments: Namespace) -> int:
    """List every error and warning code with its message in both languages."""
    listed = [_code(name) for name in CODES]
    if arguments.json:
        show(listed)
        return 0
    for code in listed:
        print(f"{code['code']} ({code['severity']}): {code['message']['nb']}")
    return 0


def _code(name: str) -> dict[str, Any]:
    code = CODES[name]
    message = catalogue()[f"{code.severity}.{name}"]
    return {
        "code": name,
        "severity": code.severity,
        "beyond_schema": code.beyond_schema,
        "message": {"nb": message.nb, "nn": message.nn},
    }


def _case_facts(file: Path) -> dict[str, Any]:
    """Facts of a case, all of them numbers. Raises UnreadableFile."""
    facts = read_object(file)
    for name, value in facts.items():
        if name not in CASE_FACTS:
            raise UnreadableFile(file=file, reason=f"unknown fact {name!r}; known are {', '.join(CASE_FACTS)}")
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise UnreadableFile(file=file, reason=f"the fact {name!r} must be a number")
    return facts


def _applicant_kind(name: str | None) -> ApplicantKind | None:
    for kind in get_args(ApplicantKind):
        if kind == name:
            found: ApplicantKind = kind
            return found
    if name is not None:
        raise UnknownApplicantKind(kind=name)
    return None
