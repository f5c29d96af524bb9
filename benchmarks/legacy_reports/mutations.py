"""Damaged and odd PDFs through the real way in: nothing may crash, hang, or find values where nothing can be read.

    python -m benchmarks.legacy_reports.mutations [--count 5000] [--seed 1] [--workers 2] [--default-limits]

Each file is made from a report of one of the producers that are installed (as it is, or with its streams unpacked) by
one of the mutations here, or is one of `oddities.ODD`. It is read and its first page painted, with small limits. What
goes wrong is kept under FOLDER/found; then the exit code is 1.
"""

import argparse
import io
import random
import re
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, EncodedStreamObject

from benchmarks.legacy_reports.accuracy import catalogue, schemes
from benchmarks.legacy_reports.oddities import ODD
from formsvc.legacy_reports.limits import Limits
from formsvc.legacy_reports.reader import read_report, render_pages
from tests.legacy_reports.generators.produce import available, compose, produce

SMALL = Limits(
    pages=200, characters=400_000, cpu_seconds=6, wall_seconds=10.0, mapping_seconds=3.0, output_bytes=60_000_000
)
_SLACK = 3.0
"""Seconds beyond the wall clock that a read may take before it counts as hanging: the mapping has no clock."""
_FEWEST_LETTERS = 20
Mutation = Callable[[random.Random, bytes], bytes]


def flipped(rng: random.Random, data: bytes) -> bytes:
    """Some bytes are others."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 5, 50, 500])):
        out[rng.randrange(len(out))] = rng.randrange(256)
    return bytes(out)


def cut(rng: random.Random, data: bytes) -> bytes:
    """The end is missing, or the beginning."""
    place = rng.randrange(len(data))
    return data[:place] if rng.random() < 0.7 else data[place:]


def torn(rng: random.Random, data: bytes) -> bytes:
    """A piece is missing, twice there, or somewhere else."""
    start = rng.randrange(len(data))
    piece = data[start : start + rng.choice([10, 300, 5000])]
    without = data[:start] + data[start + len(piece) :]
    place = rng.randrange(len(without) + 1)
    return rng.choice([without, data[:place] + piece + data[place:], without[:place] + piece + without[place:]])


def misplaced(rng: random.Random, data: bytes) -> bytes:
    """The table of places lies."""
    return _numbers(rng, data, rb"\d{10}(?= \d{5} n)|(?<=startxref\n)\d+|(?<=startxref\r\n)\d+", 0.3, "%010d")


def garbled(rng: random.Random, data: bytes) -> bytes:
    """Streams hold something else than they say."""

    def other(match: re.Match[bytes]) -> bytes:
        inner = match.group(1)
        if rng.random() > 0.4 or not inner:
            return match.group(0)
        return b"stream\n" + rng.choice([flipped(rng, inner), rng.randbytes(200), b"", inner * 3]) + b"endstream"

    return re.sub(rb"stream\r?\n(.*?)endstream", other, data, flags=re.DOTALL)


def enormous(rng: random.Random, data: bytes) -> bytes:
    """Some numbers are huge, negative, or none."""
    others = [b"99999999999999999999", b"-1", b"0", b"2147483648", b"1e38", b"0.0000000001", b"NaN", b"-2147483649"]
    return _changed(rng, data, rb"(?<=[ \[])-?\d+(?:\.\d+)?(?=[ \]\n/])", 0.01, lambda _: rng.choice(others))


def circular(rng: random.Random, data: bytes) -> bytes:
    """References lead somewhere else, back to where they came from too."""
    numbers = re.findall(rb"(\d+) 0 obj", data) or [b"1"]
    return _changed(rng, data, rb"\d+ 0 R", 0.08, lambda _: rng.choice(numbers) + b" 0 R")


def renamed(rng: random.Random, data: bytes) -> bytes:
    """Names are exchanged."""
    names = re.findall(rb"/[A-Za-z]{2,}", data) or [b"/Page"]
    return _changed(rng, data, rb"/[A-Za-z]{2,}", 0.02, lambda _: rng.choice(names))


def turned(rng: random.Random, data: bytes) -> bytes:
    """Pages have odd sizes, turns and units."""
    entries = [
        b"/Rotate 45",
        b"/Rotate 270",
        b"/Rotate -90",
        b"/UserUnit 1000",
        b"/CropBox[0 0 1 1]",
        b"/MediaBox[0 0 0 0]",
    ]
    entries += [b"/MediaBox[1e9 1e9 2e9 2e9]", b"/CropBox[900 900 100 100]", b"/Annots[1 0 R 2 0 R]", b"/Rotate(x)"]
    return _changed(rng, data, rb"/Type ?/Page(?!s)", 0.9, lambda found: found + rng.choice(entries))


def spoken(rng: random.Random, data: bytes) -> bytes:
    """Operators of the drawing are others."""
    operators = [
        b"q",
        b"Q",
        b"BT",
        b"ET",
        b"Tj",
        b"3 Tr",
        b"W n",
        b"Do",
        b"BI",
        b"EI",
        b"ID",
        b"cm",
        b"'",
        b"m",
        b"re",
        b"f",
    ]
    return _changed(
        rng, data, rb"(?<=[ \n])(?:q|Q|BT|ET|Tj|TJ|Td|Tm|cm|re|f|S|Do)(?=[ \n])", 0.05, lambda _: rng.choice(operators)
    )


def joined(rng: random.Random, data: bytes) -> bytes:
    """Twice the same file, or something before or behind it."""
    noise = rng.randbytes(rng.choice([1, 900, 2000]))
    return rng.choice([data + data, noise + data, data + noise, b"%PDF-1.7\n" + noise + data])


MUTATIONS: Mapping[str, Mutation] = {
    one.__name__: one
    for one in (flipped, cut, torn, misplaced, garbled, enormous, circular, renamed, turned, spoken, joined)
}


def _changed(rng: random.Random, data: bytes, what: bytes, share: float, other: Callable[[bytes], bytes]) -> bytes:
    return re.sub(what, lambda match: other(match.group(0)) if rng.random() < share else match.group(0), data)


def _numbers(rng: random.Random, data: bytes, what: bytes, share: float, form: str) -> bytes:
    return _changed(rng, data, what, share, lambda _: (form % rng.randrange(10**6)).encode())


@dataclass(frozen=True)
class Outcome:
    """How a file fared. `fault`: what went wrong, if anything did."""

    kind: str
    name: str
    error: str
    seconds: float
    fault: str | None


def bases(folder: Path) -> list[Path]:
    """Reports of every producer, and the same with their streams open."""
    for producer in available():
        batch = {
            f"{producer}-{scheme}": compose(catalogue(scheme), scheme, f"mutations {producer}")
            for scheme in schemes()[:2]
        }
        produce(batch, producer, folder)
    files = sorted(file for file in folder.glob("*.pdf") if not file.stem.endswith("-open"))
    for file in files:
        opened = file.with_name(f"{file.stem}-open.pdf")
        if not opened.exists():
            opened.write_bytes(unpacked(file.read_bytes()))
    return sorted(folder.glob("*.pdf"))


def unpacked(pdf: bytes) -> bytes:
    """The same file with its streams open, so that mutations reach what they say."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    for place, item in enumerate(writer._objects):
        if isinstance(item, EncodedStreamObject) and item.get("/Filter") == "/FlateDecode":
            opened = DecodedStreamObject()
            opened.set_data(item.get_data())
            opened.update(
                {name: value for name, value in item.items() if name not in ("/Filter", "/DecodeParms", "/Length")}
            )
            writer._objects[place] = opened
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def made(job: str, folder: Path) -> bytes:
    """The file of a job: `odd:NAME`, or `MUTATION:SEED`, of which a third go through two mutations."""
    kind, _, name = job.partition(":")
    if kind == "odd":
        return ODD[name]()
    rng = random.Random(job)  # noqa: S311  no secrets
    data = _base(rng.choice(sorted(folder.glob("*.pdf"))))
    data = MUTATIONS[kind](rng, data)
    return MUTATIONS[rng.choice(sorted(MUTATIONS))](rng, data) if data and rng.random() < 0.3 else data


@cache
def _base(file: Path) -> bytes:
    return file.read_bytes()


def tried(job: str, folder: Path, limits: Limits) -> Outcome:
    """Read one and paint its first page."""
    kind, data = job.partition(":")[0], made(job, folder)
    started = time.perf_counter()
    error, fault = "", None
    try:
        reading = read_report(data, catalogue(schemes()[0]), limits)
        error = reading.error or "read"
        reading.as_dict()
        between = time.perf_counter()
        if between - started > limits.wall_seconds + _SLACK:
            fault = f"took {between - started:.1f} s to read"
        render_pages(data, [1], 1.0, limits)
        if time.perf_counter() - between > limits.wall_seconds + _SLACK:
            fault = f"took {time.perf_counter() - between:.1f} s to paint"
        if (reading.values or reading.sections) and (kind == "odd" or not _readable(data, limits)):
            fault = f"{len(reading.values)} values and {len(reading.sections)} texts from nothing"
    except Exception as crash:  # noqa: BLE001  whatever it is, it is what this looks for
        fault = f"{type(crash).__name__}: {crash}"
    seconds = time.perf_counter() - started
    if fault:
        _keep(folder / "found", job, data)
    return Outcome(kind, job, error, seconds, fault)


def _readable(data: bytes, limits: Limits) -> bool:
    """Whether another reader finds text, or else Tesseract in the pictures of the pages."""
    texts = _said(["pdftotext", "-", "-"], data)
    if _letters(texts) >= _FEWEST_LETTERS:
        return True
    pictures = render_pages(data, [1, 2, 3], 2.0, limits)
    return any(_letters(_said(["tesseract", "-", "-"], png)) >= _FEWEST_LETTERS for png in pictures.values())


def _said(command: list[str], given: bytes) -> str:
    done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=120)
    return done.stdout.decode("utf-8", "ignore")


def _letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)


def _keep(folder: Path, job: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{re.sub('[^a-z0-9]+', '-', job)}.pdf").write_bytes(data)


def jobs(count: int, seed: int) -> Iterator[str]:
    """Every oddity, then mutations in turn."""
    yield from (f"odd:{name}" for name in ODD)
    kinds = sorted(MUTATIONS)
    yield from (f"{kinds[number % len(kinds)]}:{seed}.{number}" for number in range(max(count - len(ODD), 0)))


def main() -> int:
    """Make, read, count, print."""
    arguments = _arguments()
    folder, limits = Path(arguments.folder), Limits() if arguments.default_limits else SMALL
    if shutil.which("pdftotext") is None or shutil.which("tesseract") is None:
        sys.exit("pdftotext (poppler-utils) and tesseract are needed to judge what can be read")
    print(f"{len(bases(folder))} files to start from")
    wanted = list(jobs(arguments.count, arguments.seed))
    with ProcessPoolExecutor(arguments.workers) as pool:
        outcomes = list(pool.map(tried, wanted, [folder] * len(wanted), [limits] * len(wanted)))
    print(_report(outcomes))
    return int(any(one.fault for one in outcomes))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", default="var/legacy-mutations", help="where reports to start from are kept")
    parser.add_argument("--default-limits", action="store_true", help="the limits of the service, not small ones")
    return parser.parse_args()


def _report(outcomes: list[Outcome]) -> str:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[one.kind].append(one)
    lines = [_line(kind, group) for kind, group in sorted(groups.items())]
    faults = [f"FAULT {one.name}: {one.fault}" for one in outcomes if one.fault]
    return "\n".join([*lines, *faults, _line("all", outcomes), f"{len(faults)} faults"])


def _line(kind: str, group: list[Outcome]) -> str:
    errors = ", ".join(
        f"{error or 'crash'} {count}" for error, count in Counter(one.error for one in group).most_common()
    )
    slowest = max(group, key=lambda one: one.seconds)
    mean = sum(one.seconds for one in group) / len(group)
    return f"{kind:10} {len(group):5}  mean {mean:5.2f} s  slowest {slowest.seconds:5.1f} s ({slowest.name})  {errors}"


if __name__ == "__main__":
    sys.exit(main())
