"""PDFs that nobody would send, written by hand: bombs, cycles, lies. None of them has a report that can be read."""

import io
import zlib
from collections.abc import Callable, Mapping

from pypdf import PdfWriter

from tests.fixtures.old_reports import LINES, report_pdf, scanned_pdf
from tests.legacy_reports.handwritten import CATALOG, FONT, PAGE, PAGES, one_page, stream, written
from tests.legacy_reports.hiding import UNSEEN

Make = Callable[[], bytes]


def _forms(depth: int, times: int) -> bytes:
    """Forms within forms, each drawn some times by the one before; the last one draws the first."""
    use = b"/X Do " * times
    forms = {}
    for level in range(depth):
        inner = 6 + (level + 1) % depth
        entries = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>" % inner
        forms[f"o{6 + level}"] = stream(use, entries)
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 6 0 R>>/Font<<")
    return one_page(stream(use), page, **forms)


def _deep_pages(depth: int) -> bytes:
    """A tree of pages with one branch."""
    objects = {1: CATALOG}
    for level in range(depth):
        parent = b"/Parent %d 0 R" % (level + 1) if level else b""
        objects[level + 2] = b"<</Type/Pages/Count 1/Kids[%d 0 R]%b>>" % (level + 3, parent)
    objects[depth + 2] = b"<</Type/Page/MediaBox[0 0 595 842]/Parent %d 0 R>>" % (depth + 1)
    return written(objects)


def _bomb(data: bytes, rounds: int = 1) -> bytes:
    """A stream that unpacks to these bytes."""
    for _ in range(rounds):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[" + b"/FlateDecode" * rounds + b"]")


def _encrypted() -> bytes:
    return report_pdf(password="hemmelig")  # noqa: S106  nobody's


def _attached() -> bytes:
    """An empty page, and the report as an attachment."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.add_attachment("rapport.pdf", report_pdf())
    return _saved(writer)


def _scripted() -> bytes:
    script = b"/OpenAction<</S/JavaScript/JS(while \\(true\\) { app.alert\\('Andel av brukerne: 88'\\); })>>/Pages"
    return one_page(stream(b""), o1=CATALOG.replace(b"/Pages", script))


def _many_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    return _saved(writer)


def _without_pages() -> bytes:
    return written({1: CATALOG, 2: b"<</Type/Pages/Kids[]/Count 0>>"})


def _saved(writer: PdfWriter) -> bytes:
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _fields(count: int) -> bytes:
    """A page with this many form fields that have no name."""
    numbers = range(6, 6 + count)
    refs = b" ".join(b"%d 0 R" % number for number in numbers)
    fields = {
        f"o{number}": b"<</Type/Annot/Subtype/Widget/FT/Tx/V(88)/Rect[%d 10 %d 20]>>" % (number % 500, number % 500 + 9)
        for number in numbers
    }
    page = PAGE.replace(b"/MediaBox", b"/Annots[" + refs + b"]/MediaBox")
    root = CATALOG.replace(b"/Pages", b"/AcroForm<</Fields[" + refs + b"]>>/Pages")
    return one_page(stream(b""), page, o1=root, **fields)


def _image(width: int, height: int) -> bytes:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (
        width,
        height,
    )
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 6 0 R>>/Font<<")
    return one_page(stream(b"595 0 0 842 0 0 cm /X Do"), page, o6=stream(b"\0" * 300, entries))


def _page_with(entries: bytes, media: bytes = b"[0 0 595 842]") -> bytes:
    page = PAGE.replace(b"[0 0 595 842]", media).replace(b"/Contents", entries + b"/Contents")
    return one_page(stream(b"BT /F 10 Tf 60 700 Td (Vafler) Tj ET"), page)


def _letters(count: int, each: bytes) -> bytes:
    places = (b"BT /F 4 Tf %d %d Td (%b) Tj ET" % (7 * n % 590, 7 * (7 * n // 590) % 840, each) for n in range(count))
    return one_page(_bomb(b"\n".join(places)))


def _lines(count: int) -> bytes:
    across = b"\n".join(b"0 %f m 595 %f l S" % (n * 842 / count, n * 842 / count) for n in range(count))
    down = b"\n".join(b"%f 0 m %f 842 l S" % (n * 595 / count, n * 595 / count) for n in range(count))
    return one_page(_bomb(across + b"\n" + down))


def _mapped(text: bytes) -> bytes:
    """A font whose every letter means this text (UTF-16)."""
    table = b"begincmap 1 begincodespacerange <00><ff> endcodespacerange 256 beginbfchar "
    table += b" ".join(b"<%02x> <%b>" % (code, text.hex().encode()) for code in range(256)) + b" endbfchar endcmap"
    font = FONT.replace(b"/BaseFont", b"/ToUnicode 6 0 R/BaseFont")
    shown = b"\n".join(b"BT /F 10 Tf 60 %d Td (Vafler med syltet) Tj ET" % (800 - 10 * n) for n in range(70))
    return one_page(stream(shown), o5=font, o6=_bomb(table))


def _type3() -> bytes:
    """A font whose letter is drawn with the letter itself."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>"
    )
    return one_page(stream(b"BT /F 10 Tf (aaaa) Tj ET"), o5=font, o6=stream(b"1 0 d0 BT /F 1 Tf (aa) Tj ET"))


def _nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    """A page whose dictionary holds something nested this deep."""
    return _page_with(b"/Deep " + opening * depth + closing * depth)


ODD: Mapping[str, Make] = {
    "empty": lambda: b"",
    "only a head": lambda: b"%PDF-1.7\n",
    "text": lambda: b"Andel av brukerne (%): 88",
    "text with a head": lambda: b"%PDF-1.7\n" + "\n".join(LINES).encode() + b"\n%%EOF",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "a zip": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
    "a page of the web": lambda: b"<html><body>%PDF-1.7 Andel av brukerne (%): 88</body></html>",
    "no pages": _without_pages,
    "many pages": lambda: _many_pages(501),
    "a scan": scanned_pdf,
    "a password": _encrypted,
    "an unknown cipher": lambda: written(
        {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(b""), 5: FONT}, b"/Encrypt<</Filter/None/V 99/R 99>>"
    ),
    "an attachment": _attached,
    "a script": _scripted,
    "a program": lambda: one_page(stream(b""), o1=CATALOG.replace(b"/Pages", b"/OpenAction<</S/Launch/F(sh)>>/Pages")),
    "forms within themselves": lambda: _forms(1, 1),
    "forms in a ring": lambda: _forms(9, 2),
    "a tower of forms": lambda: _forms(400, 1),
    "forms doubling": lambda: _forms(40, 2),
    "deep pages": lambda: _deep_pages(3000),
    "pages within themselves": lambda: written({1: CATALOG, 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}),
    "a lie of pages": lambda: written({1: CATALOG, 2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", 3: PAGE}),
    "fewer than no pages": lambda: written({1: CATALOG, 2: b"<</Type/Pages/Kids[3 0 R]/Count -1>>", 3: PAGE}),
    "a root that is itself": lambda: written({1: b"1 0 R"}),
    "a bomb of nothing": lambda: one_page(_bomb(bytes(300_000_000))),
    "a bomb of operators": lambda: one_page(_bomb(b"q " * 20_000_000)),
    "a bomb of lines": lambda: one_page(_bomb(b"0 0 m 9 9 l S\n" * 3_000_000)),
    "a bomb of letters": lambda: one_page(_bomb(b"BT /F 9 Tf 50 700 Td (vaffel ) Tj ET\n" * 1_000_000)),
    "a bomb in a bomb": lambda: one_page(_bomb(bytes(300_000_000), 3)),
    "a length that is itself": lambda: one_page(b"<</Length 4 0 R>>stream\nBT ET\nendstream"),
    "a length that lies": lambda: one_page(b"<</Length 2000000000>>stream\nBT ET\nendstream"),
    "wide rows": lambda: one_page(
        stream(zlib.compress(b"\x02" * 5000), b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000>>")
    ),
    "a huge picture": lambda: _image(1_000_000, 1_000_000),
    "a picture of nothing": lambda: _image(0, -5),
    "many letters": lambda: _letters(10_000, b"v"),
    "many words": lambda: _letters(60_000, b"vaffel"),
    "many numbers": lambda: _letters(20_000, b"88"),
    "many fields": lambda: _fields(5_000),
    "many lines": lambda: _lines(150),
    "very many lines": lambda: _lines(2_000),
    "a long word": lambda: one_page(_bomb(b"BT /F 1 Tf 10 700 Td (" + b"v" * 2_000_000 + b") Tj ET")),
    "turned askew": lambda: _page_with(b"/Rotate 45"),
    "turned round and round": lambda: _page_with(b"/Rotate 99999999999999999999"),
    "no size": lambda: _page_with(b"", b"[0 0 0 0]"),
    "a huge size": lambda: _page_with(b"", b"[0 0 1e30 1e30]"),
    "a size backwards": lambda: _page_with(b"", b"[595 842 0 0]"),
    "a size of words": lambda: _page_with(b"", b"[(a)(b)/c null]"),
    "a huge unit": lambda: _page_with(b"/UserUnit 1e30"),
    "letters that are stories": lambda: _mapped(("vaffel " * 30).encode("utf-16-be")),
    "letters that are halves": lambda: _mapped(b"\xd8\x3d"),
    "letters that are nothing": lambda: _mapped(b"\0\0"),
    "letters from right to left": lambda: _mapped("\u202e\u0645".encode("utf-16-be")),
    "a letter of itself": _type3,
    "nested lists": lambda: _nested(b"[", b"]", 100_000),
    "nested dictionaries": lambda: _nested(b"<</A ", b">>", 100_000),
    **UNSEEN,
    "an earlier part that is this": lambda: written(
        {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(b""), 5: FONT}, b"/Prev 9"
    ),
}
"""How to make each; every one of them must give no value."""
