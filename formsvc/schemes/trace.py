"""Every requirement of the regelverk beside what carries it; held against the official text, what the list lacks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import get_args

from formsvc.schemes.carriers import carriers, unknown_carriers
from formsvc.schemes.definition import Scheme
from formsvc.schemes.official_text import TextItem, items_of, plain, struck_words_of, words_of
from formsvc.schemes.regulation import Requirement

NEAR = 0.8
"""How much of a wording must stand in an item of the text for the two to be one."""

_DEMANDING = ("tick", "bullet", "row", "question")


@dataclass(frozen=True)
class Gap:
    """A requirement that nothing carries as it should."""

    point: str
    item: str
    reason: str


@dataclass(frozen=True)
class TextTrace:
    """The list held against the official text."""

    missing: tuple[TextItem, ...]
    """Items of the text that the list lacks."""
    not_found: tuple[Requirement, ...]
    """Requirements whose wording does not stand in the text."""
    ticks: tuple[tuple[Requirement, bool], ...]
    """Ticks whose state the list has wrong, with the state in the text."""


def gaps(scheme: Scheme) -> list[Gap]:
    """Requirements without a carrier or a reason, with a carrier that is not there, or with an excuse they cannot have.

    The points of application, report and assessment (`regulation.points`) can have no excuse, save unticked boxes.
    """
    if not scheme.requirements:
        return [Gap("-", "-", "requirements.toml lists nothing")]
    known = carriers(scheme)
    found = [Gap(one.point, one.item, reason) for one in scheme.requirements for reason in _faults(scheme, one, known)]
    points = scheme.regulation.points
    unsaid = [name for name in ("application", "report", "assessment") if not getattr(points, name)]
    return [*found, *(Gap("-", "-", f"regulation.points.{name} is missing in scheme.toml") for name in unsaid)]


def excuses(scheme: Scheme) -> dict[str, int]:
    """How many requirements have no home, for each reason of the closed set."""
    annotation = Requirement.model_fields["unhoused"].annotation
    reasons = [reason for part in get_args(annotation) for reason in get_args(part)]
    counted = Counter(requirement.unhoused for requirement in scheme.requirements)
    return {reason: counted[reason] for reason in reasons}


def against_text(scheme: Scheme, text: str) -> TextTrace:
    """The list of requirements held against the official text in its raw state."""
    items = items_of(text)
    pairs = _pairs(items, [one for one in scheme.requirements if one.item.split()[0] in _DEMANDING])
    standing, struck = words_of(text), struck_words_of(text)
    ticks = [(one, item.ticked) for item, one in pairs if one.ticked is not None and item.ticked is not None]
    paired = {id(one) for _, one in pairs}
    unpaired = (one for one in scheme.requirements if id(one) not in paired)
    return TextTrace(
        missing=tuple(item for item in items if item not in {found for found, _ in pairs}),
        not_found=tuple(
            r for r in unpaired if not _stands_in(struck if r.unhoused == "deleted" else standing, r.wording)
        ),
        ticks=tuple((one, state) for one, state in ticks if one.ticked != state),
    )


def as_json(scheme: Scheme, text: str | None = None) -> dict[str, object]:
    """Requirements, gaps and excuses; with the official text also what the list lacks."""
    requirements = [
        {
            "point": r.point,
            "item": r.item,
            "wording": r.wording,
            "carried_by": list(r.carried_by),
            "unhoused": r.unhoused,
        }
        for r in scheme.requirements
    ]
    gap_list = [{"point": gap.point, "item": gap.item, "reason": gap.reason} for gap in gaps(scheme)]
    found: dict[str, object] = {
        "scheme": scheme.id,
        "edition": scheme.edition,
        "requirements": requirements,
        "gaps": gap_list,
        "unhoused": excuses(scheme),
    }
    if text is not None:
        held = against_text(scheme, text)
        found["missing"] = [{"point": one.point, "item": one.item, "text": one.words} for one in held.missing]
        found["not_found"] = [{"point": r.point, "item": r.item, "wording": r.wording} for r in held.not_found]
        found["ticks"] = [{"point": r.point, "item": r.item, "ticked": state} for r, state in held.ticks]
    return found


def _faults(scheme: Scheme, requirement: Requirement, known: dict[str, str]) -> list[str]:
    found = [f"there is no {name!r}" for name in unknown_carriers(requirement, known)]
    if not requirement.carried_by and requirement.unhoused is None:
        found.append("nothing carries it, and no reason is given")
    if requirement.carried_by and requirement.unhoused:
        found.append("it is carried, so it needs no reason")
    if requirement.unhoused and _must_be_carried(scheme, requirement):
        found.append(f"a demand on applicants, reports or the assessment cannot be {requirement.unhoused!r}")
    return found


def _must_be_carried(scheme: Scheme, requirement: Requirement) -> bool:
    kind, points = requirement.item.split()[0], scheme.regulation.points
    if requirement.ticked is False or requirement.unhoused == "deleted" or kind not in _DEMANDING:
        return False
    if requirement.point in points.assessment and kind in ("row", "question"):
        return True
    return requirement.point in (*points.application, *points.report)


def _pairs(items: Sequence[TextItem], listed: Sequence[Requirement]) -> list[tuple[TextItem, Requirement]]:
    """Each item with the one requirement that words it; the best pairs first, each of both used once."""
    scored = [
        (_likeness(item, one), item.item == one.item, -place, item, one)
        for place, item in enumerate(items)
        for one in listed
        if _same_home(item, one)
    ]
    scored.sort(key=lambda pair: pair[:3], reverse=True)
    pairs: list[tuple[TextItem, Requirement]] = []
    used: set[int] = set()
    for likeness, _, _, item, one in scored:
        if likeness >= NEAR and id(item) not in used and id(one) not in used:
            used |= {id(item), id(one)}
            pairs.append((item, one))
    return pairs


def _stands_in(text: str, wording: str) -> bool:
    """Every part of a wording; `…` stands for words left out."""
    return all(plain(part) in text for part in wording.split("…"))


def _same_home(item: TextItem, requirement: Requirement) -> bool:
    """The same point, or a table that the converter moved; a lost tick may look like a bullet."""
    kind = requirement.item.split()[0]
    if item.kind == "row" or kind == "row":
        return item.kind == kind or (item.point == requirement.point and {item.kind, kind} <= {"row", "bullet"})
    return item.point == requirement.point


def _likeness(item: TextItem, requirement: Requirement) -> float:
    """How much of the wording stands in the item, word by word in order; 1 when all of it does."""
    wording, words = plain(requirement.wording), plain(item.words)
    if wording and (f" {wording} " in f" {words} " or f" {words} " in f" {wording} "):
        return 1.0
    first, second = wording.split(), words.split()
    same = sum(block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks())
    return same / max(len(first), 1)
