"""Files to save: never shown inside a page, never taken for another type than they are."""

from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote

from werkzeug.wrappers import Response


def download(content: bytes, name: str, media_type: str) -> Response:
    """The file as an attachment with its name."""
    return Response(content, mimetype=media_type, headers=_headers(name))


def download_stream(pieces: Iterable[bytes], name: str, media_type: str) -> Response:
    """The same for a file that is never whole in memory."""
    return Response(pieces, mimetype=media_type, headers=_headers(name))


def download_copy(content: bytes, name: str) -> Response:
    """The PDF copy of a file that has this name."""
    return download(content, PurePath(name).with_suffix(".pdf").name, "application/pdf")


def _headers(name: str) -> dict[str, str]:
    """With the file's name, also one that is not ASCII (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "'")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
