"""How well reports are read that nobody tuned the reader to: random shapes, wordings and numbers."""

from collections import Counter

import pytest

from formsvc.legacy_reports.reader import read_report
from tests.legacy_reports.examples import CATALOGUE
from tests.legacy_reports.maker import ORGANISATION, ORGNR, YEAR, Maker, seeded

LAYOUTS = ["ruled", "unruled", "leaders", "lines", "cards", "cards_below", "questions", "bullets", "prose"]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Counter[str]]:
    """Counts of hit, wrong, miss and the like by layout, and under `meta`."""
    counts: dict[str, Counter[str]] = {"meta": Counter()}
    for layout in LAYOUTS:
        counts[layout] = Counter()
        for seed in range(3):
            data, key = Maker(CATALOGUE, seeded(f"{layout} {seed}")).make(layout)
            reading = read_report(data, CATALOGUE)
            found = {value.indicator: value for value in reading.values}
            for entry in CATALOGUE.indicators:
                expected, value = key.values.get(entry.id), found.get(entry.id)
                outcome = _outcome(expected, value.value if value else None)
                counts[layout][outcome] += 1
                counts[layout][f"sure {outcome}"] += bool(value and value.confidence >= 0.8)
            meta = (reading.meta.organisation, reading.meta.orgnr, reading.meta.year)
            counts["meta"]["hit" if meta == (ORGANISATION, ORGNR, YEAR) else "miss"] += 1
    return counts


def _outcome(expected: object, got: object) -> str:
    if got is None:
        return "nothing" if expected is None else "miss"
    return "hit" if got == expected else "wrong"


def test_most_values_are_found_and_hardly_any_is_wrong(outcomes: dict[str, Counter[str]]) -> None:
    total: Counter[str] = sum((outcomes[layout] for layout in LAYOUTS), Counter())
    precision = total["hit"] / (total["hit"] + total["wrong"])
    recall = total["hit"] / (total["hit"] + total["miss"])
    assert 2 * precision * recall / (precision + recall) >= 0.95
    assert total["wrong"] <= 0.01 * (total["hit"] + total["wrong"])
    assert total["sure wrong"] <= 0.005 * total["sure hit"]
    assert total["sure hit"] >= 0.6 * total["hit"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_read(outcomes: dict[str, Counter[str]], layout: str) -> None:
    assert outcomes[layout]["hit"] >= 0.8 * (outcomes[layout]["hit"] + outcomes[layout]["miss"])


def test_who_and_when_are_found(outcomes: dict[str, Counter[str]]) -> None:
    assert outcomes["meta"]["hit"] >= 0.95 * outcomes["meta"].total()
