"""The application that a report is held against, where only its answers are given and not what they are answers to."""

from formsvc.answers.view import Answers, Context
from formsvc.schemes.definition import Form, Scheme


def plan_in(scheme: Scheme, form: Form, answers: Answers) -> Context:
    """The answers as the form's application, or as the renewal that stands in for it: whichever asks more of them.

    For a form that is based on another one. Answers that fit both are the application's.
    """
    renewal = scheme.renewal_of(form.based_on)
    if renewal is None or _unasked(scheme.form(form.based_on or ""), answers) <= _unasked(renewal, answers):
        return Context(application=answers)
    return Context(renewal=answers)


def _unasked(form: Form, answers: Answers) -> int:
    """How many of the answers the form has no question for."""
    return len(answers.keys() - {field.id for section in form.sections for field in section.fields})
