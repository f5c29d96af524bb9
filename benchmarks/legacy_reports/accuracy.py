"""How right the reading of made reports is, by producer and by scheme.

    python -m benchmarks.legacy_reports.accuracy [--part development|kept] [--each 3] [--folder DIR] [--misses]

Makes reports for every scheme by every producer that is installed (reportlab; chromium, weasyprint and soffice where
they are in PATH), once for each seed, and reads them. The part `kept` has other seeds: rules and words are only ever
changed by what `development` shows.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from benchmarks.legacy_reports.scoring import Score, report, score
from formsvc.legacy_reports.catalogue import Catalogue, catalogue_from
from formsvc.legacy_reports.reader import read_report
from formsvc.schemes.loader import load_edition
from tests.legacy_reports.generators.produce import available, compose, produce

FORMS = Path(__file__).resolve().parents[2] / "forms"
Job = tuple[str, str, Path]


def main() -> None:
    """Make, read, count, print."""
    arguments = _arguments()
    folder = Path(arguments.folder) / arguments.part
    jobs = [job for producer in available() for job in _made(producer, folder, arguments.part, arguments.each)]
    with ProcessPoolExecutor(2) as pool:
        scores = list(pool.map(_score, jobs))
    groups: dict[str, Score] = defaultdict(Score)
    for (producer, scheme, _), one in zip(jobs, scores, strict=True):
        for name in (producer, scheme, "all"):
            groups[name].add(one)
    print(report(groups))
    if arguments.misses:
        _print_misses(jobs, scores)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["development", "kept"], default="kept")
    parser.add_argument("--each", type=int, default=3, help="reports for each scheme and producer")
    parser.add_argument("--folder", default="var/legacy-accuracy", help="where the made reports are kept")
    parser.add_argument("--misses", action="store_true", help="also every value and point that was not right")
    return parser.parse_args()


def _made(producer: str, folder: Path, part: str, each: int) -> Iterator[Job]:
    batch = {
        f"{producer}-{scheme}-{number}": (scheme, compose(catalogue(scheme), scheme, f"{part} {producer} {number}"))
        for scheme in schemes()
        for number in range(each)
    }
    produce({name: made for name, (_, made) in batch.items()}, producer, folder)
    for name, (scheme, _) in batch.items():
        yield producer, scheme, folder / f"{name}.pdf"


def _score(job: Job) -> Score:
    _, scheme, pdf = job
    return score(pdf, read_report(pdf, catalogue(scheme)))


@cache
def schemes() -> tuple[str, ...]:
    """Every scheme with a definition."""
    return tuple(sorted(file.parent.parent.name for file in FORMS.glob("*/*/scheme.toml")))


@cache
def catalogue(scheme: str) -> Catalogue:
    """What to look for in its reports."""
    return catalogue_from(load_edition(max(file.parent for file in (FORMS / scheme).glob("*/scheme.toml"))))


def _print_misses(jobs: list[Job], scores: list[Score]) -> None:
    kinds = Counter(kind for one in scores for kind, *_ in one.details)
    print(dict(kinds))
    for (_, _, pdf), one in zip(jobs, scores, strict=True):
        for kind, *rest in one.details:
            print(pdf.stem, kind, *rest, sep=" | ")


if __name__ == "__main__":
    main()
