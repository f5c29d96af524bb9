"""What a letter was made with is kept, so that it can be made again whatever becomes of the templates."""

from datetime import datetime

from sqlalchemy.orm import Session

from formsvc.kernel.failures import NotFound
from formsvc.letters import Library, facts_type
from formsvc.letters.parts import Blocks
from formsvc.letters.template import Template
from formsvc.services.letter_library import BLOCKS
from formsvc.storage.documents import file_content, store_file
from formsvc.storage.letter_templates import keep_used, used_template
from formsvc.storage.models import Document
from formsvc.texts import Language


class TemplateNotKept(NotFound):
    """The document is no letter, or is older than the keeping of templates. Parameter: number."""

    code = "template_not_kept"


def keep_template(session: Session, library: Library, kind: str, language: Language, at: datetime) -> str:
    """Keep a template's file and those of its blocks, each once; gives the checksum to store with the letter."""
    checksum = library.checksum(kind, language)
    if used_template(session, checksum) is None:
        files = library.template(kind, language).files
        stored = {name: store_file(session, content, at) for name, content in files.items()}
        keep_used(session, checksum, kind, language, stored, at)
    return checksum


def make_again(session: Session, document: Document) -> bytes:
    """The letter made again from its facts, with the template it was made with. Raises TemplateNotKept.

    The stored file is the record; this shows that it says what the facts and the template say.
    """
    used = used_template(session, document.template_sha256 or "")
    if used is None or document.facts is None:
        raise TemplateNotKept(number=document.number)
    language: Language = "nn" if used.language == "nn" else "nb"
    files = {name: file_content(session, sha256) for name, sha256 in used.files.items()}
    blocks = Blocks(language, lambda name: files.get(f"{BLOCKS}{name}"))
    facts = facts_type(used.kind)
    template = Template(f"{language}/{used.kind}.docx", files[used.kind], facts, blocks)
    return template.render(facts.model_validate(document.facts))
