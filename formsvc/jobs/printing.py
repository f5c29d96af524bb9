"""Letters after each other in one file."""

import io
from collections.abc import Iterable

from pypdf import PdfReader, PdfWriter


def in_one_file(letters: Iterable[bytes]) -> bytes:
    """One PDF to print on both sides: each letter begins on a sheet of its own."""
    whole = PdfWriter()
    for letter in letters:
        whole.append(PdfReader(io.BytesIO(letter)), import_outline=False)
        if len(whole.pages) % 2:
            whole.add_blank_page()
    whole.compress_identical_objects()
    written = io.BytesIO()
    whole.write(written)
    return written.getvalue()
