"""The engines that are held beside each other, each making the letter of `letter.py`."""

import io
import json
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import letter
import timing
from docxtpl import DocxTemplate
from lxml import etree

from formsvc.letters import archive
from formsvc.letters.parts import Blocks
from formsvc.letters.template import Template

HERE = Path(__file__).parent
DOCX = (HERE / "letter.docx").read_bytes()
FACTS = [letter.facts(number) for number in range(50)]
CONTEXTS = [facts.model_dump() for facts in FACTS]


def our_template() -> Template:
    """The letter, compiled."""
    return Template("letter.docx", DOCX, letter.Letter, Blocks("nb", lambda _: None))


def of_docxtpl(number: int) -> bytes:
    """A letter as everyone writes it: the template is opened, rendered and saved for each."""
    template, file = DocxTemplate(io.BytesIO(DOCX)), io.BytesIO()
    template.render(CONTEXTS[number % len(CONTEXTS)], autoescape=True)
    template.save(file)
    return file.getvalue()


def floor(template: Template) -> Callable[[int], bytes]:
    """The least that any engine must do: join the text, deflate it, sum it, copy all bytes."""
    pieces = [
        list(part.program.root_render_func(part.program.new_context(dict(FACTS[0]))))
        for part in template.parts.values()
    ]
    rest = bytes(len(template.render(FACTS[0])))

    def least(_: int) -> bytes:
        packed = []
        for some in pieces:
            content = "".join(some).encode()
            packed += [archive.deflated(content), struct.pack("<L", archive.checksum(content))]
        return b"".join((rest, *packed))

    return least


def prove_equal(template: Template) -> None:
    """Every part of every letter is canonically equal to docxtpl's. Raises AssertionError."""
    for number, facts in enumerate(FACTS):
        ours, theirs = _canonical(template.render(facts)), _canonical(of_docxtpl(number))
        if ours != theirs:
            raise AssertionError({part for part in ours if ours[part] != theirs.get(part)})


def _canonical(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: _canonical_part(package.read(name)) for name in package.namelist()}


def _canonical_part(content: bytes) -> bytes:
    if not content.startswith(b"<"):
        return content
    root = etree.fromstring(content)
    if root.tag.endswith("}coreProperties"):
        # docxtpl adds an empty element for each property that the template does not have.
        for empty in [one for one in root if not one.text]:
            root.remove(empty)
    if root.tag.endswith("}Types"):
        root[:] = sorted(root, key=lambda one: sorted(one.attrib.items()))
    return etree.tostring(root, method="c14n", exclusive=True)


@contextmanager
def peers(folder: Path, letters: int) -> Iterator[dict[str, timing.Measure]]:
    """The engines of Node.js, each in a process of its own that waits until it is asked."""
    values = folder / "values.json"
    values.write_text(json.dumps([letter.for_peers(facts) for facts in FACTS]), encoding="utf-8")
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(_peer(name, tags, folder, values, letters)) for name, tags in letter.PEERS.items()
        }


@contextmanager
def _peer(name: str, tags: letter.Tags, folder: Path, values: Path, letters: int) -> Iterator[timing.Measure]:
    template, made = folder / f"{name}.docx", folder / f"{name}-letter.docx"
    template.write_bytes(letter.document(tags))
    command = ["node", str(HERE / "peers.mjs"), name, str(template), str(values), str(made)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        stdin, stdout = process.stdin, process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("no pipes")

        def measure() -> float:
            stdin.write(f"{letters}\n")
            stdin.flush()
            return float(stdout.readline())

        measure()
        _require_whole(made, name)
        yield measure
        stdin.close()


def _require_whole(made: Path, name: str) -> None:
    """A peer that leaves a value out would be compared unfairly. Raises AssertionError."""
    with zipfile.ZipFile(made) as package:
        words = "".join(map(str, etree.fromstring(package.read("word/document.xml")).itertext()))
    facts = FACTS[0]
    wanted = [*facts.conditions, *(value for row in (*facts.budget, *facts.results) for _, value in row)]
    missing = [value for value in wanted if value not in words]
    if missing:
        raise AssertionError(f"{name}: {missing}")
