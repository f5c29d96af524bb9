"""The only rule engine: the same findings for the web, the command line and an old report.

Each rule is one function over the `View` that yields findings. An answer of the wrong type is told once, and no other
rule speaks of it.
"""

from dataclasses import dataclass

from formsvc.answers.findings import Finding
from formsvc.answers.rules import RULES
from formsvc.answers.view import Answers, Context, View
from formsvc.schemes.definition import Form, Scheme


@dataclass(frozen=True)
class Outcome:
    """What was found, in the order of the form. Errors stop a submission; warnings are for a person to judge."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Whether the answers may be submitted."""
        return not self.errors

    def as_json(self) -> dict[str, object]:
        """The contract's shape."""
        return {
            "valid": self.valid,
            "errors": [finding.as_json() for finding in self.errors],
            "warnings": [finding.as_json() for finding in self.warnings],
        }


def validate(scheme: Scheme, form: Form, answers: Answers, context: Context | None = None) -> Outcome:
    """Every finding in the answers of one form (JSON values by field id). Never raises on any answers."""
    view = View(scheme, form, answers, context)
    findings = [finding for rule in RULES for finding in rule(view)]
    order = {name: place for place, name in enumerate(view.fields)}
    findings.sort(key=lambda finding: order.get(field_of(view, finding.field), len(order)))
    return Outcome(
        errors=tuple(finding for finding in findings if finding.severity == "error"),
        warnings=tuple(finding for finding in findings if finding.severity == "warning"),
    )


def field_of(view: View, path: str) -> str:
    """The field that a finding's path is inside: `budget` of `budget[2].amount`; the path where there is none."""
    inside = [name for name in view.fields if path == name or path.startswith((f"{name}.", f"{name}["))]
    return max(inside, key=len, default=path)
