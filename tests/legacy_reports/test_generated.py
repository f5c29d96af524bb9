"""Every scheme's reports with their own definitions: wordings, traps and layouts of the makers."""

from collections import Counter
from pathlib import Path

import pytest

from formsvc.legacy_reports.catalogue import catalogue_from
from formsvc.legacy_reports.reader import read_report
from formsvc.schemes.loader import load_edition
from tests.legacy_reports.generators.compose import Composer
from tests.legacy_reports.generators.in_reportlab import as_pdf
from tests.legacy_reports.generators.report import seeded

EDITIONS = sorted(file.parent for file in (Path(__file__).parents[2] / "forms").glob("*/*/scheme.toml"))
SEEDS = ("test 1", "test 2")


@pytest.fixture(scope="module")
def outcomes() -> Counter[str]:
    """Counts over two reports a scheme; values of a single place, the rest is told by the accuracy benchmark."""
    counts: Counter[str] = Counter()
    for edition in EDITIONS:
        catalogue = catalogue_from(load_edition(edition))
        for seed in SEEDS:
            made = Composer(catalogue, edition.parent.name, seeded(f"{edition.parent.name} {seed}")).report()
            reading = read_report(as_pdf(made), catalogue)
            found = {value.label: value.value for value in reading.values if value.service is None}
            for label, item in made.key["indicators"].items():
                if not isinstance(item["value"], dict) and not item.get("accept"):
                    counts[_outcome(item["value"], found.get(label))] += 1
            told = {section.label for section in reading.sections}
            counts["points"] += sum(item["present"] for item in made.key["sections"].values())
            counts["points found"] += sum(made.key["sections"][label]["present"] for label in told)
            counts["points too many"] += sum(not made.key["sections"][label]["present"] for label in told)
            counts["year"] += reading.meta.year == made.key["year"]
            counts["orgnr"] += reading.meta.orgnr == made.key["orgnr"]
    return counts


def _outcome(expected: object, got: object) -> str:
    if got is None:
        return "nothing" if expected is None else "miss"
    return "hit" if got == expected else "wrong"


def test_values_are_found_and_none_is_wrong(outcomes: Counter[str]) -> None:
    assert outcomes["hit"] > 60
    assert outcomes["wrong"] == 0
    assert outcomes["hit"] >= 0.9 * (outcomes["hit"] + outcomes["miss"])


def test_narrative_points_are_found(outcomes: Counter[str]) -> None:
    assert outcomes["points found"] >= 0.85 * outcomes["points"]
    assert outcomes["points too many"] <= 0.1 * outcomes["points found"]


def test_who_and_when(outcomes: Counter[str]) -> None:
    assert outcomes["year"] == outcomes["orgnr"] == len(EDITIONS) * len(SEEDS)
