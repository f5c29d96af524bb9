"""Letters a second: our engine beside plain docxtpl, alternating in one run, on the project's own templates.

    .venv/bin/python benchmarks/letters/run.py [seconds for each kind]

Plain docxtpl as everyone writes it: the template is opened, rendered and saved for each letter. It gets the same strict
environment, so that both do the same work; the shared blocks come to it already compiled, which favours it.
"""

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from docxtpl import DocxTemplate

from formsvc.letters import KINDS, Library, example_facts
from formsvc.letters.parts import Blocks
from formsvc.texts import Language

TEMPLATES = Path(__file__).parents[2] / "letter_templates"
LANGUAGE: Language = "nb"
BATCH = 20


def main(seconds: float) -> None:
    """Print a line for each kind of letter."""
    library = Library(TEMPLATES)
    print(f"{'kind':15}{'ours/s':>10}{'docxtpl/s':>12}{'ratio':>8}")
    for kind in KINDS:
        ours, theirs = alternating(our_letter(library, kind), plain_letter(kind), seconds)
        print(f"{kind:15}{1 / ours:10.0f}{1 / theirs:12.1f}{theirs / ours:8.0f}")


def our_letter(library: Library, kind: str) -> Callable[[], object]:
    """One letter from our engine."""
    template, facts = library.template(kind, LANGUAGE), example_facts(kind, LANGUAGE)
    return lambda: template.render(facts)


def plain_letter(kind: str) -> Callable[[], object]:
    """One letter from docxtpl."""
    path, facts = TEMPLATES / LANGUAGE / f"{kind}.docx", example_facts(kind, LANGUAGE)
    blocks = TEMPLATES / LANGUAGE / "blocks"
    environment = Blocks(LANGUAGE, lambda name: (blocks / f"{name}.docx").read_bytes()).environment
    context = {name: getattr(facts, name) for name in type(facts).model_fields}

    def render() -> None:
        template = DocxTemplate(path)
        template.render(context, environment)
        template.save(io.BytesIO())

    return render


def alternating(ours: Callable[[], object], theirs: Callable[[], object], seconds: float) -> tuple[float, float]:
    """Median seconds for one letter of each; a batch of ours, one of theirs, and so on, in processor time."""
    ours(), theirs()
    fast, slow, end = [], [], time.monotonic() + seconds
    while time.monotonic() < end:
        fast.append(timed(ours, BATCH))
        slow.append(timed(theirs, 1))
    return median(fast), median(slow)


def timed(render: Callable[[], object], letters: int) -> float:
    """Seconds of processor time for one letter."""
    start = time.process_time()
    for _ in range(letters):
        render()
    return (time.process_time() - start) / letters


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3)
