"""Counting hits and misses of one reading against its key."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber

from formsvc.legacy_reports.reading import Finding, Reading

SURE = 0.8
_TALLEST_LINES = 3


@dataclass
class Score:
    """Counts, and what was not right as (kind, what, expected, got)."""

    counts: Counter[str] = field(default_factory=Counter)
    details: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Sum up."""
        self.counts += other.counts

    def note(self, kind: str, what: str, expected: object, got: object) -> None:
        """One item that was not right."""
        self.details.append((kind, what, str(expected), str(got)))


def score(pdf: Path, reading: Reading) -> Score:
    """One reading against the key beside its PDF."""
    key = json.loads(pdf.with_suffix(".json").read_text("utf-8"))
    result = Score()
    found: dict[str, list[Finding]] = {}
    for finding in reading.values:
        found.setdefault(finding.label, []).append(finding)
    with pdfplumber.open(pdf) as pages:
        for label, item in key["indicators"].items():
            for service, value in _items(item):
                _value(result, label, service, value, item, found.get(label, []), pages)
    _sections(result, key["sections"], {section.label: section.text for section in reading.sections})
    for name in ("organisation", "orgnr", "year"):
        right = getattr(reading.meta, name) == key[name]
        result.counts[f"{name} {'hit' if right else 'miss'}"] += 1
        if not right:
            result.note("meta", name, key[name], getattr(reading.meta, name))
    if reading.error:
        result.note("error", reading.error, None, None)
    return result


def _items(item: Mapping[str, Any]) -> Iterable[tuple[str | None, Any]]:
    value = item["value"]
    return value["per"].items() if isinstance(value, dict) and "per" in value else [(None, value)]


def _value(
    result: Score,
    label: str,
    service: str | None,
    expected: Any,
    item: Mapping[str, Any],
    found: list[Finding],
    pages: Any,
) -> None:
    mine = [one for one in found if _same_service(one.service, service)]
    best = max(mine, key=lambda one: one.confidence, default=None)
    got = best.value if best else None
    if expected is None and got in item.get("accept", []):
        return
    outcome = _outcome(expected, got)
    result.counts[outcome] += 1
    if best and best.confidence >= SURE:
        result.counts[f"sure {outcome}"] += 1
    if outcome == "hit" and best and item.get("shown"):
        right = _evidence(best, item["shown"], pages)
        result.counts["evidence right" if right else "evidence wrong"] += 1
        if not right:
            result.note("evidence", label, item["shown"], (best.page, best.box))
    if outcome not in ("hit", "nothing"):
        sure = f"{best.confidence:.2f}" if best else ""
        result.note(
            outcome,
            f"{label} [{service}]" if service else label,
            expected,
            f"{got} {sure} {best.text[:120] if best else ''}",
        )


def _same_service(mine: str | None, theirs: str | None) -> bool:
    return (mine or "").lower() == (theirs or "").lower()


def _outcome(expected: Any, got: Any) -> str:
    if got is None:
        return "nothing" if expected is None else "miss"
    if expected is None:
        return "spurious"
    return "hit" if _same(expected, got) else "wrong"


def _same(expected: Any, got: Any) -> bool:
    if isinstance(expected, dict):
        return got == {"min": expected["range"][0], "max": expected["range"][1]}
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return abs(expected - got) < 0.005
    return bool(expected == got)


def _evidence(finding: Finding, shown: str, pages: Any) -> bool:
    """The box holds the digits (or the word), and is at most three lines high."""
    x0, top, x1, bottom = finding.box
    chars = [
        char
        for char in pages.pages[finding.page - 1].chars
        if x0 - 2 <= (char["x0"] + char["x1"]) / 2 <= x1 + 2
        and top - 2 <= (char["top"] + char["bottom"]) / 2 <= bottom + 2
    ]
    if not chars:
        return "field" in finding.text or bottom - top < 40  # a field's value is not among the page's characters
    text = "".join(char["text"] for char in chars)
    wanted, there = re.sub(r"\D", "", shown), re.sub(r"\D", "", text)
    low = bottom - top <= _TALLEST_LINES * 1.3 * max(char["bottom"] - char["top"] for char in chars)
    if wanted:
        return low and wanted in there
    return low and any(word in _letters(text) for word in _telling(shown))


def _telling(shown: str) -> list[str]:
    """JA, NEI and the like; of a sentence its longer words."""
    words = [_letters(word) for word in shown.split()]
    return [word for word in words if len(word) > 3 or word in ("ja", "nei")]


def _letters(text: str) -> str:
    return re.sub(r"[^a-zæøå]", "", text.lower())


def _sections(result: Score, expected: Mapping[str, Any], found: Mapping[str, str]) -> None:
    for label, item in expected.items():
        if item["present"]:
            right = label in found and _plain(item["first_words"])[:40] in _plain(found[label])
            kind = "section hit" if right else "section wrong" if label in found else "section miss"
        else:
            kind = "section spurious" if label in found else "section nothing"
        result.counts[kind] += 1
        if kind not in ("section hit", "section nothing"):
            result.note(kind, label[:70], item["first_words"], found.get(label, "")[:90])


def _plain(text: str) -> str:
    return re.sub(r"[^0-9a-zæøå]", "", text.lower())


_HEADS = (
    f"{'':30} {'values':>6} {'F1':>6} {'wrong':>6} {'sure wrong':>10} {'sure share':>10} {'evidence':>8} {'points':>8}"
    " organisation, number, year"
)


def report(groups: Mapping[str, Score]) -> str:
    """A line for each group."""
    return "\n".join([_HEADS, *(_line(name, one.counts) for name, one in sorted(groups.items()))])


def _line(name: str, c: Counter[str]) -> str:
    bad = c["wrong"] + c["spurious"]
    sure_bad = c["sure wrong"] + c["sure spurious"]
    meta = [
        _share(c[f"{part} hit"], c[f"{part} hit"] + c[f"{part} miss"]) for part in ("organisation", "orgnr", "year")
    ]
    sections_wrong = c["section wrong"] + c["section spurious"]
    missed = c["wrong"] + c["miss"]
    figures = [
        f"{c['hit'] + missed:6}",
        f"{_f1(c['hit'], bad, missed):6.3f}",
        f"{_share(bad, c['hit'] + bad):6.3f}",
        f"{_share(sure_bad, c['sure hit'] + sure_bad):10.4f}",
        f"{_share(c['sure hit'], c['hit']):10.3f}",
        f"{_share(c['evidence right'], c['evidence right'] + c['evidence wrong']):8.3f}",
        f"{_f1(c['section hit'], sections_wrong, c['section wrong'] + c['section miss']):8.3f}",
        *(f"{part:5.2f}" for part in meta),
    ]
    return f"{name:30} " + " ".join(figures)


def _f1(hits: int, wrong: int, missed: int) -> float:
    return _share(2 * hits, 2 * hits + wrong + missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
