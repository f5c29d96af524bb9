"""What can carry a requirement of the regelverk: a field, an indicator, a criterion, a rule and so on, by its name."""

from collections.abc import Iterator

from formsvc.schemes.definition import Field, Form, Scheme
from formsvc.schemes.regulation import Requirement


def carriers(scheme: Scheme) -> dict[str, str]:
    """Name -> label (bokmål) of everything that `carried_by` may name."""
    parts = (part for part in Scheme.model_fields if part != "requirements" and getattr(scheme, part))
    found = {f"scheme:{part}": part for part in parts}
    for form in scheme.forms:
        found |= dict(_of_form(form))
    for kind, items in (("indicator", scheme.indicators), ("goal", scheme.goals)):
        found |= {f"{kind}:{item.id}": item.label.nb for item in items}
    found |= {f"funding:{item.id}": item.text.nb for item in scheme.funding}
    found |= {f"priority:{item.id}": item.text.nb for item in scheme.priorities}
    found |= {f"rule:{item.id}": item.text.nb if item.text else item.kind for item in scheme.rules}
    found |= {f"applicant:{item.kind}": item.kind for item in scheme.applicants}
    found |= {f"letter:{item.id}": item.text.nb for item in scheme.letters.paragraphs}
    for category in scheme.assessment.categories:
        found[f"category:{category.id}"] = category.title.nb
        found |= {f"criterion:{criterion.id}": criterion.title.nb for criterion in category.criteria}
    return found


def unknown_carriers(requirement: Requirement, known: dict[str, str]) -> list[str]:
    """The names in `carried_by` that nothing has."""
    return [name for name in requirement.carried_by if name not in known]


def _of_form(form: Form) -> Iterator[tuple[str, str]]:
    yield f"form:{form.id}", form.title.nb
    for section in form.sections:
        for field in section.fields:
            yield from _of_field(f"field:{form.id}.{field.id}", field)
    for check in form.checks:
        yield f"check:{form.id}.{check.id}", check.message.nb


def _of_field(name: str, field: Field) -> Iterator[tuple[str, str]]:
    """The question, its columns, and the answers to choose."""
    yield name, field.label.nb
    for column in field.columns:
        yield from _of_field(f"{name}.{column.id}", column)
    for option in field.options:
        yield f"{name}.{option.key}", option.label.nb
