"""Letters beside docxtpl, its peers and the floor; read back; many in one .zip; by request; the whole issue path.

    .venv/bin/python benchmarks/letters/run.py [--zlib] [seconds for each comparison]

`--zlib` takes the standard library's zlib also where python-isal is installed. README.md says how things are compared.
"""

import argparse
import subprocess
import sys
import tempfile
import zlib
from functools import partial
from pathlib import Path

import engines
import service
import timing

from formsvc.letters import KINDS, Library, archive, example_facts

HERE = Path(__file__).parent
TEMPLATES = HERE.parents[1] / "letter_templates"
MILLISECONDS = 1000


def main() -> None:
    """Print every comparison."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", nargs="?", type=float, default=10)
    parser.add_argument("--zlib", action="store_true")
    options = parser.parse_args()
    if options.zlib:
        archive._fast_zlib = zlib
    print(f"compressing with {archive._fast_zlib.__name__}")
    beside_others(options.seconds)
    every_kind(options.seconds)
    many_in_one_zip(options.seconds)
    service.by_request(options.seconds)
    service.issued(500)


def beside_others(seconds: float) -> None:
    """The letter of two pages in all engines."""
    template = engines.our_template()
    engines.prove_equal(template)
    with tempfile.TemporaryDirectory() as folder, engines.peers(Path(folder), letters=5) as peers:
        taken = timing.alternating(
            {
                "ours": timing.of(lambda number: template.render(engines.FACTS[number % 50]), 100),
                "floor": timing.of(engines.floor(template), 100),
                "docxtpl": timing.of(engines.of_docxtpl, 2),
                **peers,
            },
            seconds,
        )
    print(f"\n{'two pages':18}{'ms a letter':>12}{'letters/s':>12}{'beside ours':>13}")
    for name, one in taken.items():
        print(f"{name:18}{one * MILLISECONDS:12.3f}{1 / one:12.0f}{one / taken['ours']:13.2f}")
    print(f"ours is {taken['ours'] / taken['floor']:.2f} times the floor; equal to docxtpl's in every part, 50 of 50")


def every_kind(seconds: float) -> None:
    """The project's own letters: rendered, and read back and checked."""
    library = Library(TEMPLATES)
    print(f"\n{'kind':22}{'render ms':>10}{'check ms':>10}{'check/render':>13}")
    for kind in KINDS:
        facts = example_facts(kind)
        render = partial(library.template(kind, "nb").render, facts)
        check = partial(library.requirements.verify, library.issue(kind, facts, "nb"), kind, facts, "nb")
        taken = timing.alternating(
            {"render": timing.of(lambda _, do=render: do(), 30), "check": timing.of(lambda _, do=check: do(), 30)},
            seconds / len(KINDS),
        )
        made, checked = taken["render"] * MILLISECONDS, taken["check"] * MILLISECONDS
        print(f"{kind:22}{made:10.3f}{checked:10.3f}{checked / made:13.1f}")


def many_in_one_zip(seconds: float) -> None:
    """1 000 and 10 000 letters streamed; docxtpl's time is that of one letter, times the number."""
    theirs = timing.alternating({"docxtpl": timing.of(engines.of_docxtpl, 2)}, seconds / 4)["docxtpl"]
    print(f"\n{'letters in a zip':18}{'seconds':>9}{'peak MB':>9}{'zip MB':>8}{'docxtpl seconds':>17}{'ratio':>7}")
    for count in (1_000, 10_000):
        done = subprocess.run(
            [sys.executable, HERE / "many.py", str(count)], check=True, capture_output=True, text=True
        )
        own, peak, size = map(float, done.stdout.split())
        print(f"{count:18}{own:9.2f}{peak:9.1f}{size / 1e6:8.1f}{theirs * count:17.1f}{theirs * count / own:7.0f}")


if __name__ == "__main__":
    main()
