"""PDFs written by hand, object by object, for what no library would write."""

from collections.abc import Mapping

from tests.fixtures.old_reports import LINES

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def written(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects by number, with a true cross-reference table. Object 1 is the root."""
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    for number, place in places.items():
        out += (b"xref\n" if number == min(places) else b"") + b"%d 1\n%010d 00000 n \n" % (number, place)
    return bytes(
        out + b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (max(places) + 1, trailer, start)
    )


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data)


def one_page(content: bytes, page: bytes = PAGE, **more: bytes) -> bytes:
    """A file of one page; `more` are further objects as `o6`, `o7`, or others in the place of the usual ones."""
    objects = {1: CATALOG, 2: PAGES, 3: page, 4: content, 5: FONT}
    return written(objects | {int(name[1:]): body for name, body in more.items()})


def report_words(before: bytes = b"") -> bytes:
    """The lines of a report, each after these operators."""
    shown = [
        b"BT /F 10 Tf %b 60 %d Td (%b) Tj ET" % (before, 780 - 30 * n, _escaped(line)) for n, line in enumerate(LINES)
    ]
    return b"\n".join(shown)


def with_resources(entries: bytes) -> bytes:
    """The usual page with more resources."""
    return PAGE.replace(b"/Font<<", entries + b"/Font<<")


def form(content: bytes, entries: bytes = b"", box: bytes = b"[0 0 595 842]") -> bytes:
    """A form with the usual font."""
    kind = b"/Type/XObject/Subtype/Form/Resources<</Font<</F 5 0 R>>>>/BBox" + box
    return stream(content, kind + entries)


def _escaped(line: str) -> bytes:
    return line.encode("latin-1", "replace").replace(b"(", rb"\(").replace(b")", rb"\)")
