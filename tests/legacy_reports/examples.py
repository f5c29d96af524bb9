"""A small catalogue and the PDFs that several tests use. Organisations are invented."""

import io
from collections.abc import Sequence
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry, SectionEntry
from formsvc.legacy_reports.document import Document, Page, Word
from formsvc.legacy_reports.reading import Reading

TRAINED = "Andel medarbeidere som har fått opplæring siste år (%)"
FOLLOWERS = "Antall treff eller følgere i sosiale medier"


def _entry(id_: str, unit: str, label: str, *aliases: str, per_service: bool = False) -> IndicatorEntry:
    return IndicatorEntry(id_, label, unit, (label, *aliases), per_service)  # type: ignore[arg-type]


CATALOGUE = Catalogue(
    indicators=(
        _entry(
            "needed_help", "percent",
            "Andel av brukerne som egenrapporter at de har fått tilbudet de hadde behov for (%)",
            "Del av brukarane som sjølvrapporterer at dei har fått tilbodet dei hadde behov for (%)",
        ),
        _entry(
            "trained", "percent",
            "Andel medarbeidere som har fått opplæring siste år (%)",
            "Del medarbeidarar som har fått opplæring siste år (%)",
        ),
        _entry("participants", "count", "Antall deltakere per tilbud (tall)", per_service=True),
        _entry(
            "safe", "percent",
            "Andel av brukerne som egenrapporter at de følte at det var trygt å kontakte tilbudet (%)",
            "Del av brukarane som sjølvrapporterer at det var trygt å kontakte tilbodet (%)",
        ),
        _entry("privacy", "boolean", "Tilbudet anvender system/rutiner for ivaretakelse av personvern (JA/NEI)"),
        _entry("acute", "percent", "Andel medarbeidere som bruker systemet/rutinene for akutte situasjoner (%)"),
        _entry("easy", "percent", "Andel av brukerne som egenrapporter at det var lett å finne frem til tilbudet (%)"),
        _entry("visitors", "count", "Totalt antall besøkende på tilbudets nettside"),
        _entry("followers", "count", "Antall treff eller følgere i sosiale medier"),
        _entry("answered", "percent", "Andel henvendelser besvart per tilbud (%)", per_service=True),
        _entry("waiting", "minutes", "Gjennomsnittlig ventetid chat (minutter)"),
    ),
    sections=(
        SectionEntry("visibility", "Hvordan tilbudet er synliggjort overfor eksisterende og mulige brukere"),
        SectionEntry("competence", "Hvordan det har vært arbeidet med kompetanseheving og støtte av medarbeidere"),
        SectionEntry("participation", "Hvordan brukerne har medvirket i forbedring av tilbudet"),
        SectionEntry("cooperation", "Hvordan det har vært samarbeidet med andre organisasjoner eller fagmiljøer"),
        SectionEntry("opening", "Tilgjengelighet/åpningstider per type tilbud"),
        SectionEntry("themes", "Hvilke tema brukerne tar opp"),
        SectionEntry("languages", "Om det har vært gitt tilbud på flere språk enn norsk"),
    ),
    titles=("Eksempelordningen for samtaletilbud",),
)  # fmt: skip


def page_with(draw: Sequence[tuple[float, float, str]]) -> bytes:
    """A page with texts at (x, y from the bottom)."""
    output = io.BytesIO()
    canvas = Canvas(output, pagesize=(595, 842), invariant=1)
    for x, y, text in draw:
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def document(*lines: str | tuple[float, float, str], size: float = 10.0) -> Document:
    """A one-page document without a PDF: lines from the top, or (x, top, text)."""
    words: list[Word] = []
    for number, line in enumerate(lines):
        x, top, text = line if isinstance(line, tuple) else (60.0, 60.0 + 16 * number, line)
        bold = text.startswith("**")
        for word in text.removeprefix("**").split(" "):
            width = 0.5 * size * len(word)
            if word:
                words.append(Word(word, x, top, x + width, top + size, bold))
            x += width + 0.25 * size
    return Document((Page(1, 595, 842, tuple(words)),))


def row(top: float, *pieces: tuple[float, str]) -> list[tuple[float, float, str]]:
    """Texts on one line, each from its left edge."""
    return [(x, top, text) for x, text in pieces]


def values(reading: Reading) -> dict[Any, Any]:
    """What was read, by indicator, or by indicator and service."""
    return {(v.indicator, v.service) if v.service else v.indicator: v.value for v in reading.values}
