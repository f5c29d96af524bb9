"""What an operator does on a running installation, with the service's own settings."""

import json
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from formsvc.cli.files import UnreadableFile
from formsvc.cli.places import edition
from formsvc.cli.service import with_folders
from formsvc.config import Settings
from formsvc.kernel.clock import now
from formsvc.services.example_data import Administrators
from formsvc.services.export_corrections import Corrections, export_corrections
from formsvc.services.found_administrator import found_administrator
from formsvc.services.import_register import RegisterFile, import_register
from formsvc.services.mail import mailer_of
from formsvc.services.tokens import Post
from formsvc.services.verify_letters import verified_letters
from formsvc.storage.database import Database


def invite_administrator(arguments: Namespace) -> int:
    """Make a grant administrator known and invite its administrator.

    Raises BadSetting, BadDataFile, UnknownAdministrator or InvalidEmail.
    """
    settings = Settings.from_env(with_folders(arguments))
    post = Post(mailer_of(settings), lambda secret: f"{settings.base_url}/invitasjon/{secret}")
    known = Administrators.read(settings.forms_dir)
    with _database(settings) as database, database.session(writes=True) as session:
        link = found_administrator(session, known, arguments.key, arguments.email, post=post, at=now())
    print(f"The invitation is sent to {arguments.email}. Its link, for seven days: {link}")
    return 0


def import_register_file(arguments: Namespace) -> int:
    """Keep an answer for each organisation in the file. Raises BadSetting, UnreadableFile or as `import_register`."""
    settings = Settings.from_env(with_folders(arguments))
    try:
        file = RegisterFile(arguments.file.name, arguments.file.read_bytes())
    except OSError as error:
        raise UnreadableFile(file=arguments.file, reason=error.strerror or "cannot be read") from error
    with _database(settings) as database, database.session(writes=True) as session:
        count = import_register(session, file, arguments.register, now())
    print(f"{count} organisations from {arguments.file}")
    return 0


def verify_letters(arguments: Namespace) -> int:
    """Make every stored letter again from its facts and its template; 1 where one differs from its file."""
    seen, wrong = 0, 0
    with _database(Settings.from_env(with_folders(arguments))) as database, database.session() as session:
        for verified in verified_letters(session):
            seen += 1
            if verified.fault:
                wrong += 1
                print(f"{verified.case} document {verified.number}: {verified.fault}")
    print(f"{seen} letters, {wrong} that differ")
    return 1 if wrong else 0


def print_corrections(arguments: Namespace) -> int:
    """Wordings in old reports that people confirmed and the definition lacks, as TOML.

    Raises BadSetting, or as `edition`.
    """
    scheme = edition(arguments)
    with _database(Settings.from_env(with_folders(arguments))) as database, database.session() as session:
        found = export_corrections(session, scheme)
    print(f"# {scheme.id} {scheme.edition}: wordings in old reports that people confirmed and the definition lacks")
    for one in found:
        print("\n".join(_as_toml(one)))
    return 0


def _as_toml(one: Corrections) -> Iterator[str]:
    """A table with `aliases`, to be looked at and moved into the indicator."""
    yield f"\n[{one.indicator.id}]  # {' '.join(one.indicator.label.split())}"
    if one.by_hand:
        yield f"# typed in where nothing was read: {one.by_hand}"
    if one.aliases:
        yield "aliases = ["
        for wording, said in one.aliases:
            counts = ", ".join(f"{outcome} {count}" for outcome, count in sorted(said.items()))
            yield f"  {json.dumps(wording, ensure_ascii=False)},  # {counts}"
        yield "]"


@contextmanager
def _database(settings: Settings) -> Iterator[Database]:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    database.migrate()
    yield database
    database.close()
