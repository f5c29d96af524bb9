"""What each command takes, and which function runs it (`module:function` in this folder, imported when it is run)."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

from formsvc.cli.files import Usage
from formsvc.texts import LANGUAGES


class _Parser(argparse.ArgumentParser):
    """Complains by raising, so that every complaint comes out as one line with exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise Usage(reason=f"{message} ({self.prog} --help)")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line. It raises Usage."""
    what = "Grant schemes: definitions, answers, letters, reports."
    top = _Parser(prog="formsvc", description=what, parents=[_places()])
    add = top.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    _definitions(add)
    _answers(add)
    _documents(add)
    _service(add)
    return top


def _places() -> argparse.ArgumentParser:
    """Where definitions and templates are; may stand before or behind the command."""
    places = _Parser(add_help=False)
    places.add_argument("--forms", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="FORMS_DIR")
    places.add_argument("--templates", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="TEMPLATES_DIR")
    return places


def _command(add: Any, name: str, run: str, what: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = add.add_parser(name, help=what, description=what, parents=[_places()])
    command.set_defaults(run=run)
    return command


def _of_edition(command: argparse.ArgumentParser, *, form: bool = False) -> argparse.ArgumentParser:
    command.add_argument("scheme", metavar="SCHEME")
    command.add_argument("--edition", metavar="E", help="the newest where left out")
    if form:
        command.add_argument("form", metavar="FORM")
    return command


def _definitions(add: Any) -> None:
    _command(add, "check", "definitions:check", "lint definitions and letter templates; one finding a line")
    listing = _command(add, "schemes", "definitions:schemes", "list schemes with their editions and forms")
    listing.add_argument("--json", action="store_true")
    _of_edition(_command(add, "export", "definitions:export", "print one edition as JSON"))
    _of_edition(_command(add, "lock", "definitions:lock", "lock an edition, or a new revision of its texts"))
    new = _command(add, "new-scheme", "definitions:new", "begin a scheme: an edition whose texts are to be written")
    new.add_argument("scheme", metavar="ID", help="lower-case letters, digits and hyphens")
    new.add_argument("--edition", metavar="E", help="this year where left out")
    new.add_argument("--administrator", metavar="KEY", default="helsedirektoratet", help="who manages the grants")
    tracing = _of_edition(_command(add, "trace", "definitions:trace", "every requirement and what carries it"))
    tracing.add_argument("--text", type=Path, metavar="FILE", help="the official text, as it came out of its PDF")
    tracing.add_argument("--json", action="store_true")


def _answers(add: Any) -> None:
    _of_edition(_command(add, "jsonschema", "answering:jsonschema", "JSON Schema (2020-12) of the answers"), form=True)
    listing = _command(add, "codes", "answering:codes", "every error and warning code with its messages")
    listing.add_argument("--json", action="store_true")
    checking = _of_edition(_command(add, "validate", "answering:validate", "check answers"), form=True)
    checking.add_argument("answers", type=Path, metavar="ANSWERS.json")
    checking.add_argument(
        "--application",
        type=Path,
        metavar="A.json",
        help="the answers that this form is based on, or those of the simplified application that continued them",
    )
    checking.add_argument("--case", type=Path, metavar="FACTS.json", help='facts such as {"granted_amount": 200000}')
    checking.add_argument("--applicant", metavar="KIND", help="kind of applicant, such as municipality")


def _documents(add: Any) -> None:
    writing = _command(add, "letter", "letters:letter", "write a letter from facts")
    writing.add_argument("kind", metavar="KIND")
    writing.add_argument("--facts", type=Path, metavar="F.json")
    writing.add_argument("--language", choices=LANGUAGES)
    writing.add_argument("--out", type=Path, metavar="X.docx")
    writing.add_argument("--example", action="store_true", help="print example facts")
    writing.add_argument("--schema", action="store_true", help="print the JSON Schema of the facts")
    reading = _command(add, "read-report", "reports:read_old_reports", "propose answers from old PDF reports")
    reading.add_argument("pdf", type=Path, nargs="+", metavar="PDF")
    _of_edition(reading).add_argument("--ocr", action="store_true", help="read scanned pages too")


def _service(add: Any) -> None:
    _command(add, "serve", "service:run", "serve, on this machine's own address")
    working = _command(add, "jobs", "jobs:run_jobs", "run what people have started, beside the processes that serve")
    working.add_argument("--once", action="store_true", help="stop when nothing is left")
    working.add_argument("--beside", type=int, metavar="PID", help="stop when this parent process is gone")
    showing = _command(add, "demo", "demonstration:demo", "the whole path on example data")
    showing.add_argument("--out", type=Path, default=Path("out"), metavar="DIR", help="where letters land (out)")
    _command(add, "verify-letters", "operating:verify_letters", "make every stored letter again, and tell which differ")
    inviting = _command(add, "invite-administrator", "operating:invite_administrator", "let a grant administrator in")
    inviting.add_argument("key", metavar="KEY", help="as in administrators.toml")
    inviting.add_argument("email", metavar="EMAIL")
    what = "wordings in old reports that people confirmed and the definition lacks, as TOML"
    _of_edition(_command(add, "corrections", "operating:print_corrections", what))
    importing = _command(add, "import-register", "operating:import_register_file", "keep what a register's file says")
    importing.add_argument("file", type=Path, metavar="FILE", help="CSV or JSON")
    importing.add_argument("--register", choices=("voluntary", "units"), default="voluntary")
