"""Both ways: what the regelverk demands is carried by something; what the definition says stands in the regelverk."""

from collections.abc import Iterator

from formsvc.schemes.carriers import carriers, unknown_carriers
from formsvc.schemes.definition import Field, Scheme
from formsvc.schemes.traced import Traced


def test_every_item_has_a_home_or_an_excuse(scheme: Scheme) -> None:
    assert scheme.requirements
    both_or_neither = [f"{r.point} {r.item}" for r in scheme.requirements if bool(r.carried_by) == bool(r.unhoused)]
    assert both_or_neither == []


def test_homes_exist(scheme: Scheme) -> None:
    known = carriers(scheme)
    assert {name for requirement in scheme.requirements for name in unknown_carriers(requirement, known)} == set()


def test_application_report_and_assessment_have_no_excuse(scheme: Scheme) -> None:
    points = scheme.regulation.points
    demanding = {*points.application, *points.report, *points.assessment}
    assert demanding
    assert [r.item for r in scheme.requirements if r.point in demanding and r.ticked is not False and r.unhoused] == []


def test_what_the_definition_says_stands_in_the_regelverk(scheme: Scheme) -> None:
    items = {(requirement.point, requirement.item) for requirement in scheme.requirements}
    assert [name for name, source in _sourced(scheme) if source not in items] == []


def test_nothing_in_the_definition_is_beside_the_regelverk(scheme: Scheme) -> None:
    named = {name for requirement in scheme.requirements for name in requirement.carried_by}
    assert sorted({name for name, _ in _things(scheme)} - named) == []


def _things(scheme: Scheme) -> Iterator[tuple[str, Traced]]:
    """Everything that the regelverk itself has, by its name as a carrier; not questions, which may share an item."""
    for kind, things in (("indicator", scheme.indicators), ("goal", scheme.goals), ("rule", scheme.rules)):
        yield from ((f"{kind}:{thing.id}", thing) for thing in things)
    yield from ((f"funding:{thing.id}", thing) for thing in scheme.funding)
    yield from ((f"priority:{thing.id}", thing) for thing in scheme.priorities)
    yield from ((f"applicant:{thing.kind}", thing) for thing in scheme.applicants)
    yield from ((f"letter:{thing.id}", thing) for thing in scheme.letters.paragraphs)
    for category in scheme.assessment.categories:
        yield from ((f"criterion:{thing.id}", thing) for thing in category.criteria)


def _fields(scheme: Scheme) -> Iterator[tuple[str, Field]]:
    for form in scheme.forms:
        for section in form.sections:
            for field in section.fields:
                yield from ((f"{form.id}.{one.id}", one) for one in (field, *field.columns))


def _sourced(scheme: Scheme) -> Iterator[tuple[str, tuple[str, str]]]:
    for name, thing in (*_things(scheme), *_fields(scheme)):
        if thing.source and thing.source.item:
            yield name, (thing.source.point, thing.source.item)
