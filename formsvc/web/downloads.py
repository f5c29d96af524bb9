"""Files to save: never shown inside a page, never taken for another type than they are."""

from urllib.parse import quote

from werkzeug.wrappers import Response


def download(content: bytes, name: str, media_type: str) -> Response:
    """The file as an attachment with its name, also one that is not ASCII (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "'")
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return Response(content, mimetype=media_type, headers=headers)
