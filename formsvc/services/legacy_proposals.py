"""What a reading found, as proposed answers to a form's questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from formsvc.answers import Problem
from formsvc.answers.types import TYPES
from formsvc.legacy_reports.normal import folded
from formsvc.schemes.definition import Field

_SAME_NAME = 0.75
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "boolean": {"JA": True, "NEI": False},
    "grade": {"JA": "yes", "DELVIS": "partly", "NEI": "no", "IKKE AKTUELT": "not_applicable"},
}

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Proposal:
    """A proposed answer with its evidence: page, place on it in points, and the text it came from.

    `value` is a JSON value of the question's type; None where the text is no single value, such as a range.
    """

    value: Any
    page: int
    box: Box
    text: str
    confidence: float
    service: str | None = None


@dataclass(frozen=True)
class Fact:
    """A target, or last year's value, that stands beside a result. `value`: as read, None where it is no single one."""

    role: str
    value: Any
    text: str
    page: int
    service: str | None = None


def facts_in(reading: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, list[Fact]]:
    """What the report says beside its results, by field id."""
    by_id = {field.id: field for field in fields}
    found: dict[str, list[Fact]] = {}
    for entry in reading.get("facts", ()):
        field = by_id.get(f"result.{entry['indicator']}")
        if field is not None:
            value = proposed_value(entry["value"], field)
            fact = Fact(entry["role"], value, entry["text"], entry["page"], entry["service"])
            found.setdefault(field.id, []).append(fact)
    return found


def facts_of_service(facts: Sequence[Fact], key: str, services: Mapping[str, str]) -> list[Fact]:
    """Those that name a service, and those that name none of them."""
    return [fact for fact in facts if _service_of(fact.service, services) in (key, None)]


def proposals_in(reading: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, list[Proposal]]:
    """The proposals by field id, the most certain first."""
    by_id = {field.id: field for field in fields}
    found: dict[str, list[Proposal]] = {}
    for name, proposal in _all(reading, by_id):
        found.setdefault(name, []).append(proposal)
    return {name: sorted(some, key=lambda one: -one.confidence) for name, some in found.items()}


def by_service(found: Sequence[Proposal], services: Mapping[str, str]) -> dict[str, list[Proposal]]:
    """Each service's proposals (by key): those that name it; those that name none of them go to all, without value."""
    placed: dict[str, list[Proposal]] = {key: [] for key in services}
    for proposal in found:
        key = _service_of(proposal.service, services)
        if key is not None:
            placed[key].append(proposal)
            continue
        for others in placed.values():
            others.append(Proposal(None, proposal.page, proposal.box, proposal.text, proposal.confidence))
    return {key: sorted(some, key=lambda one: (one.value is None, -one.confidence)) for key, some in placed.items()}


def _all(reading: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[tuple[str, Proposal]]:
    for entry in reading["values"]:
        name = f"result.{entry['indicator']}"
        if name in fields:
            value = proposed_value(entry["value"], fields[name])
            yield name, _proposal(entry, value, entry["service"])
    for entry in reading["sections"]:
        name = entry["section"]
        if name in fields:
            yield name, _proposal(entry, _words(entry["text"], fields[name]), None)


def _proposal(entry: Mapping[str, Any], value: Any, service: str | None) -> Proposal:
    x0, top, x1, bottom = entry["bbox"]
    return Proposal(value, entry["page"], (x0, top, x1, bottom), entry["text"], entry["confidence"], service)


def proposed_value(found: Any, field: Field) -> Any:
    """A value that was read as an answer to a question; None where it is none."""
    if field.type in _WORDS:
        return _WORDS[field.type].get(found)
    if found is None or isinstance(found, dict):
        return None
    value = TYPES[field.type].parse(found, field)
    if isinstance(value, Problem) or any(TYPES[field.type].check(value, field)):
        return None
    return value


def _words(text: str, field: Field) -> str | None:
    """Running text, also where it is too long for the question: a person shortens it."""
    read = TYPES[field.type].parse(text, field)
    return text if isinstance(read, Problem) else read


def _service_of(named: str | None, services: Mapping[str, str]) -> str | None:
    """The service with this name, or one very like it; None where it could be several."""
    if not named:
        return None
    likeness = {key: _alike(named, name) for key, name in services.items()}
    best = max(likeness.values(), default=0)
    keys = [key for key, alike in likeness.items() if alike == best]
    return keys[0] if best >= _SAME_NAME and len(keys) == 1 else None


def _alike(one: str, other: str) -> float:
    a, b = folded(one), folded(other)
    if a and b and (f" {a} " in f" {b} " or f" {b} " in f" {a} "):
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
