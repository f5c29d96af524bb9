"""Letters from facts, without a case."""

from argparse import Namespace
from pathlib import Path

from formsvc.cli.files import UnreadableFile, Usage, read_text, show
from formsvc.cli.places import templates
from formsvc.letters import example_facts, facts_schema, read_facts, render_letter
from formsvc.texts import Language


def letter(arguments: Namespace) -> int:
    """Write a letter from facts; or print example facts, or the JSON Schema of the facts."""
    if arguments.schema:
        show(facts_schema(arguments.kind))
    elif arguments.example:
        print(example_facts(arguments.kind, arguments.language or "nb").model_dump_json(indent=2))
    else:
        _write(arguments)
    return 0


def _write(arguments: Namespace) -> None:
    if arguments.out is None:
        raise Usage(reason="letter needs --out X.docx, or --example, or --schema")
    language: Language | None = arguments.language
    facts = example_facts(arguments.kind, language or "nb")
    if arguments.facts:
        facts = read_facts(arguments.kind, read_text(arguments.facts))
    docx = render_letter(arguments.kind, facts, language or facts.language, templates(arguments))
    write_whole(arguments.out, docx)
    print(arguments.out)


def write_whole(file: Path, content: bytes) -> None:
    """A file is there whole or not at all. Raises UnreadableFile where it cannot be written."""
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError as error:
        raise UnreadableFile(file=file, reason=f"cannot be written: {error.strerror}") from error
