"""A report that nobody can see, hidden in every way we know, and the same ways used so that everybody can."""

from collections.abc import Callable, Mapping

from tests.legacy_reports.handwritten import CATALOG, PAGE, form, one_page, report_words, stream, with_resources

_WORDS = report_words()
_WHOLE = b"0 0 595 842 re f"
_DOT = b"595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID %b EI"
_AXIS = b"<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 1 1]/Extend[true true]/Function %b>>"
_EVEN = b"<</FunctionType 2/Domain[0 1]/C0[1]/C1[1]/N 1>>"
_LAYER = b"<</Type/OCG/Name(Lag)>>"
_MASK = b"/ExtGState<</G<</SMask<</Type/Mask/S/Luminosity/G 6 0 R>>>>>>"
_LUMINOUS = b"/Group<</S/Transparency/CS/DeviceGray>>"


def _drawn(*content: bytes) -> bytes:
    return one_page(stream(b"\n".join(content)))


def _cut(*rectangles: bytes) -> bytes:
    cuts = b"".join(b"%b re W n " % rectangle for rectangle in rectangles)
    return _drawn(b"q " + cuts, _WORDS, b"Q")


def _in_form(before: bytes, resources: bytes = b"", box: bytes = b"[0 0 595 842]", entries: bytes = b"") -> bytes:
    page = with_resources(resources + b"/XObject<</X 6 0 R>>")
    return one_page(stream(before + b" /X Do"), page, o6=form(_WORDS, entries, box))


def _layer(state: bytes) -> bytes:
    root = CATALOG.replace(b"/Pages", b"/OCProperties<</OCGs[6 0 R]/D<</%b[6 0 R]>>>>/Pages" % state)
    page = with_resources(b"/Properties<</L 6 0 R>>")
    return one_page(stream(b"/OC /L BDC " + _WORDS + b" EMC"), page, o1=root, o6=_LAYER)


def _layered_form(state: bytes) -> bytes:
    root = CATALOG.replace(b"/Pages", b"/OCProperties<</OCGs[7 0 R]/D<</%b[7 0 R]>>>>/Pages" % state)
    page = with_resources(b"/XObject<</X 6 0 R>>")
    return one_page(stream(b"/X Do"), page, o1=root, o6=form(_WORDS, b"/OC 7 0 R"), o7=_LAYER)


def _masked(grey: bytes) -> bytes:
    mask = form(grey + b" g " + _WHOLE, _LUMINOUS)
    return one_page(stream(b"/G gs " + _WORDS), with_resources(_MASK), o6=mask)


def _faint(opacity: bytes) -> bytes:
    return one_page(stream(b"/G gs " + _WORDS), with_resources(b"/ExtGState<</G<</ca %b>>>>" % opacity))


def _note(colour: bytes, box: bytes) -> bytes:
    notes = b"/Annots[<</Type/Annot/Subtype/Square/Rect%b/AP<</N 6 0 R>>>>]/Contents" % box
    look = form(colour + b" rg " + _WHOLE)
    return one_page(stream(_WORDS), PAGE.replace(b"/Contents", notes), o6=look)


def _shaded(*content: bytes) -> bytes:
    return one_page(stream(b" ".join(content)), with_resources(b"/Shading<</S %b>>" % (_AXIS % _EVEN)))


UNSEEN: Mapping[str, Callable[[], bytes]] = {
    "invisible": lambda: _drawn(report_words(b"3 Tr")),
    "white": lambda: _drawn(b"1 1 1 rg", _WORDS),
    "nearly white": lambda: _drawn(b".95 g", _WORDS),
    "white with white edges": lambda: _drawn(b"1 g 1 G 2 Tr", _WORDS),
    "white edges only": lambda: _drawn(b"1 G 1 Tr", _WORDS),
    "black on a black picture": lambda: _drawn(b"q", _DOT % b"\x00", b"Q", _WORDS),
    "far away": lambda: _drawn(b"1e38 0 0 1e38 1e38 -1e38 cm", _WORDS),
    "flat": lambda: _drawn(b"0 0 0 0 0 0 cm", _WORDS),
    "narrow": lambda: _drawn(b"0.01 Tz", _WORDS),
    "off the page": lambda: _drawn(b"1 0 0 1 2000 0 cm", _WORDS),
    "outside the part that is shown": lambda: one_page(
        stream(_WORDS), PAGE.replace(b"/Contents", b"/CropBox[0 0 50 50]/Contents")
    ),
    "covered": lambda: _drawn(_WORDS, b"1 1 1 rg", _WHOLE),
    "covered by two halves": lambda: _drawn(_WORDS, b"1 g 0 0 m 595 0 l 595 842 l h f 0 0 m 0 842 l 595 842 l h f"),
    "covered by a broad line": lambda: _drawn(_WORDS, b"1 G 900 w 0 400 m 595 400 l S"),
    "covered by a picture": lambda: _drawn(_WORDS, b"q", _DOT % b"\xff", b"Q"),
    "covered by a shading": lambda: _shaded(_WORDS, b"/S sh"),
    "covered by a note": lambda: _note(b"1 1 1", b"[0 0 595 842]"),
    "cut to nothing": lambda: _cut(b"0 0 0 0"),
    "cut to a place without words": lambda: _cut(b"500 5 20 20"),
    "cut to two halves": lambda: _cut(b"0 0 300 842", b"300 0 295 842"),
    "cut to another word": lambda: _drawn(b"q BT /F 10 Tf 7 Tr 500 10 Td (x) Tj ET 0 Tr", _WORDS, b"Q"),
    "cut with the form": lambda: _in_form(b"0 0 20 20 re W n"),
    "in a small form": lambda: _in_form(b"", box=b"[0 0 10 10]"),
    "in a form without colour": lambda: _in_form(
        b"/G gs", b"/ExtGState<</G<</ca 0/CA 0>>>>", entries=b"/Group<</S/Transparency>>"
    ),
    "in a layer that is off": lambda: _layer(b"OFF"),
    "in a form in a layer that is off": lambda: _layered_form(b"OFF"),
    "masked": lambda: _masked(b"0"),
    "transparent": lambda: _faint(b"0"),
    "hardly opaque": lambda: _faint(b"0.03"),
}
"""How to make each; none of their words may be read."""

SEEN: Mapping[str, Callable[[], bytes]] = {
    "plain": lambda: _drawn(_WORDS),
    "edges only": lambda: _drawn(b"1 g 0 G 1 Tr", _WORDS),
    "white on a dark picture": lambda: _drawn(b"q", _DOT % b"\x30", b"Q 1 g", _WORDS),
    "black on a light picture": lambda: _drawn(b"q", _DOT % b"\xe0", b"Q", _WORDS),
    "black on a shading": lambda: _shaded(b"/S sh", _WORDS),
    "beside a note": lambda: _note(b"1 1 1", b"[0 0 595 20]"),
    "cut to the page": lambda: _cut(b"0 0 595 842"),
    "cut to a shape": lambda: _drawn(b"q 0 0 m 900 0 l 900 900 l 300 1200 l 0 900 l -9 9 l h W n", _WORDS, b"Q"),
    "in a form": lambda: _in_form(b""),
    "in a layer that is on": lambda: _layer(b"ON"),
    "in a form in a layer that is on": lambda: _layered_form(b"ON"),
    "masked with light": lambda: _masked(b"1"),
    "half opaque": lambda: _faint(b"0.5"),
}
"""How to make each; all of their words must be read."""
