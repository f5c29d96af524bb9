"""Reports of random shape with a known key: a set to measure on that nobody tuned the reader to."""

import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry

YEAR = 2024
ORGNR = "974760673"
ORGANISATION = "Eksempelforeningen Lyttende Øre"
WIDTH = A4[0] - 120


@dataclass
class Key:
    """What the report says: value by indicator (absent: nothing), and the headings of its narrative."""

    values: dict[str, Any] = field(default_factory=dict)
    sections: set[str] = field(default_factory=set)


@dataclass
class Maker:
    """One report. Everything random comes from `rng`."""

    catalogue: Catalogue
    rng: random.Random
    key: Key = field(default_factory=Key)

    def make(self, layout: str | None = None) -> tuple[bytes, Key]:
        """The PDF and its key."""
        layouts: dict[str, Callable[[list[IndicatorEntry]], list[Flowable]]] = {
            "ruled": self.ruled,
            "unruled": self.unruled,
            "leaders": self.leaders,
            "lines": self.lines,
            "cards": self.cards,
            "cards_below": self.cards_below,
            "questions": self.questions,
            "bullets": self.bullets,
            "prose": self.prose,
        }
        entries = [entry for entry in self.catalogue.indicators if self.rng.random() > 0.15]
        if self.rng.random() < 0.3:
            self.rng.shuffle(entries)
        body = layouts[layout or self.rng.choice(sorted(layouts))](entries)
        story = [*self.head(), *(self.narrative() if self.rng.random() < 0.4 else []), *body]
        return self.build([*story, *self.narrative()]), self.key

    def build(self, story: list[Flowable]) -> bytes:
        """With a header and footer on every page, or none."""
        output = io.BytesIO()
        size = landscape(A4) if self.rng.random() < 0.1 else A4
        document = SimpleDocTemplate(output, pagesize=size, leftMargin=60, rightMargin=60, invariant=1)
        decorate: dict[str, Any] = {}
        if self.rng.random() < 0.6:
            decorate = dict.fromkeys(("onFirstPage", "onLaterPages"), self.decoration())
        document.build(story, **decorate)
        return output.getvalue()

    def decoration(self) -> Callable[[Canvas, Any], None]:
        text = self.rng.choice(["Årsrapport 2024 – 12 %", "Internt dokument 87", ORGANISATION])

        def draw(canvas: Canvas, doc: Any) -> None:
            canvas.setFont("Helvetica", 8)
            canvas.drawString(60, 25, text)
            canvas.drawRightString(500, 25, f"Side {doc.page}")

        return draw

    # values and wordings

    def value(self, entry: IndicatorEntry) -> tuple[Any, str]:
        """A value and how it is written."""
        rng = self.rng
        if entry.unit == "percent":
            number = rng.choice([rng.randint(0, 100), rng.randint(1, 99) + 0.5])
            return number, _norwegian(number) + rng.choice([" %", " %", "%", " prosent"])
        if entry.unit == "minutes":
            number = rng.choice([rng.randint(1, 40), rng.randint(1, 20) + 0.5])
            written = rng.choice([f"{_norwegian(number)} min", f"{_norwegian(number)} minutter"])
            return number, f"{int(number)} min 30 sek" if number % 1 and rng.random() < 0.3 else written
        if entry.unit == "boolean":
            word = rng.choice(["JA", "NEI"])
            return word, rng.choice([word, word.title()])
        if entry.unit == "fte":
            number = rng.randint(1, 200) / 10
            return number, _norwegian(number)
        if entry.unit == "duration":
            written = f"{rng.randint(2, 20)} {rng.choice(['dager', 'uker'])}"
            return written, written
        number = rng.choice([rng.randint(0, 400), rng.randint(1000, 90_000)])
        return number, rng.choice([f"{number:,}".replace(",", " "), f"{number:,}".replace(",", "\u00a0"), str(number)])

    def put(self, entry: IndicatorEntry) -> str:
        """Write a value and note it in the key; sometimes there is none."""
        if self.rng.random() < 0.05:
            return self.rng.choice(["Ikke registrert", "-", "Ikke målt"])
        number, written = self.value(entry)
        self.key.values[entry.id] = number
        return written

    def other(self, entry: IndicatorEntry) -> str:
        """A value that is not the result: a target, last year's."""
        return self.value(entry)[1]

    def label(self, entry: IndicatorEntry) -> str:
        """One of its wordings, with or without unit, with now and then a typing error."""
        text = self.rng.choice(entry.wordings or (entry.label,))
        if self.rng.random() < 0.5:
            text = text.replace(" (%)", "").replace(" (JA/NEI)", "").replace(" (minutter)", "").replace(" (tall)", "")
        if self.rng.random() < 0.1:
            place = self.rng.randint(8, len(text) - 4)
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        return text

    # parts

    def head(self) -> list[Flowable]:
        rng = self.rng
        title = rng.choice(
            ["Årsrapport", "Rapport om tilskudd for", "Resultatrapport", "Rapportering for tilskuddsåret"]
        )
        number = rng.choice([ORGNR, "974 760 673"])
        who = rng.choice([f"{ORGANISATION}, org.nr. {number}", f"{ORGANISATION} (org.nr. {number})"])
        return [Paragraph(f"{title} {YEAR}", STYLES["title"]), Paragraph(who, STYLES["body"]), Spacer(1, 10)]

    def narrative(self) -> list[Flowable]:
        parts: list[Flowable] = []
        for heading, text in self.rng.sample(NARRATIVE, k=self.rng.randint(1, 4)):
            if heading not in self.key.sections:
                self.key.sections.add(heading)
                parts.append(KeepTogether([Paragraph(heading, STYLES["heading"]), Paragraph(text, STYLES["body"])]))
        return parts

    # layouts

    def columns(self) -> tuple[list[str], list[str]]:
        """Heads and what stands under them: r(esult), t(arget), l(ast year), d(eviation), n(ote), u(nit)."""
        heads = {
            "r": self.rng.choice(["Resultat", "Oppnådd resultat", "Status 31.12", f"Resultat {YEAR}"]),
            "t": self.rng.choice(["Mål", "Måltall", "Måltall i søknaden", "Planlagt"]),
            "l": self.rng.choice(["I fjor", "Forrige år", f"Resultat {YEAR - 1}"]),
            "d": "Avvik",
            "n": self.rng.choice(["Merknad", "Kommentar"]),
            "u": "Enhet",
        }
        shape = self.rng.choice(["r", "rt", "tr", "lr", "rl", "trd", "rtd", "trn", "ltr", "utr", "ur"])
        if shape in ("lr", "rl") and self.rng.random() < 0.4:
            heads |= {"r": str(YEAR), "l": str(YEAR - 1)}
        return list(shape), [heads[kind] for kind in shape]

    def cells(self, entry: IndicatorEntry, shape: list[str]) -> list[str]:
        units = {"percent": "%", "minutes": "minutter", "boolean": "ja/nei"}
        write: dict[str, Callable[[], str]] = {
            "r": lambda: self.put(entry),
            "t": lambda: self.other(entry),
            "l": lambda: self.other(entry),
            "d": lambda: self.rng.choice(["+3", "-4", "", "+12"]),
            "n": lambda: self.rng.choice(["", "Bedre enn ventet", "2 klager"]),
            "u": lambda: units.get(entry.unit, "antall"),
        }
        return [write[kind]() for kind in shape]

    def grid(self, entries: list[IndicatorEntry], *, ruled: bool) -> Table:
        shape, heads = self.columns()
        first = self.rng.choice(["Indikator", "Mål og indikator", ""])
        rows: list[list[Any]] = [[Paragraph(head, STYLES["cell"]) for head in (first, *heads)]]
        for index, entry in enumerate(entries):
            if ruled and index % 4 == 0 and self.rng.random() < 0.3:
                rows.append([Paragraph(f"Resultatmål {index // 4 + 1}", STYLES["bold"]), *[""] * len(shape)])
            rows.append([Paragraph(self.label(entry), STYLES["cell"]), *self.cells(entry, shape)])
        wide = 60 if len(shape) > 2 else 85
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), self.rng.choice(["TOP", "MIDDLE", "BOTTOM"]))]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
            style.append(("BACKGROUND", (0, 0), (-1, 0), self.rng.choice([colors.lightgrey, colors.white])))
        style.append(("FONTSIZE", (0, 0), (-1, -1), 9))
        widths = [WIDTH - wide * len(shape), *[wide] * len(shape)]
        return Table(rows, colWidths=widths, repeatRows=self.rng.choice([0, 1]), style=TableStyle(style))

    def ruled(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        return [self.grid(entries, ruled=True)]

    def unruled(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        return [self.grid(entries, ruled=False)]

    def leaders(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        return [Leader(self.label(entry), self.put(entry)) for entry in entries]

    def lines(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        parting = self.rng.choice([": ", " – ", ": "])
        lines: list[Flowable] = []
        for entry in entries:
            aside = f" (mål: {self.other(entry)})" if self.rng.random() < 0.3 else ""
            lines.append(Paragraph(f"{self.label(entry)}{parting}<b>{self.put(entry)}</b>{aside}", STYLES["body"]))
        return lines

    def _cards(self, entries: list[IndicatorEntry], *, below: bool) -> list[Flowable]:
        across = self.rng.choice([1, 2, 3])
        cards = []
        for entry in entries:
            value, label = Paragraph(self.put(entry), STYLES["big"]), Paragraph(self.label(entry), STYLES["cell"])
            cards.append([label, value] if below else [value, label])
        rows = [cards[i : i + across] for i in range(0, len(cards), across)]
        rows[-1] += [[Paragraph("", STYLES["cell"])]] * (across - len(rows[-1]))
        pad = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 22)])
        return [Table(rows, colWidths=[WIDTH / across] * across, style=pad)]

    def cards(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        return self._cards(entries, below=False)

    def cards_below(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        return self._cards(entries, below=True)

    def questions(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        lead = self.rng.choice(["Svar: ", "", "Svar: "])
        parts: list[Flowable] = []
        for number, entry in enumerate(entries, 1):
            question = Paragraph(f"{number}. {self.label(entry)}", STYLES["bold"])
            parts.append(KeepTogether([question, Paragraph(lead + self.put(entry), STYLES["body"])]))
        return parts

    def bullets(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        return [Paragraph(f"- {self.label(entry)}: {self.put(entry)}", STYLES["body"]) for entry in entries]

    def prose(self, entries: list[IndicatorEntry]) -> list[Flowable]:
        sentences = []
        for entry in entries:
            if entry.unit == "boolean":
                continue
            label = re.sub(r" ?\([^)]*\)\.?", "", self.label(entry)).rstrip(".")
            last = f" ({YEAR - 1}: {self.other(entry)})" if self.rng.random() < 0.3 else ""
            sentences.append(f"{label} var {self.put(entry)}{last}.")
        return [Paragraph(" ".join(sentences[i : i + 3]), STYLES["body"]) for i in range(0, len(sentences), 3)]


class Leader(Flowable):
    """A line `label ........ value`."""

    def __init__(self, label: str, value: str) -> None:
        super().__init__()
        self.label, self.value = label, value

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width = available_width
        return available_width, 18

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont("Times-Roman", 9)
        dots = int((self.width - canvas.stringWidth(self.label + self.value, "Times-Roman", 9)) / 2.25)
        canvas.drawString(0, 4, f"{self.label}{'.' * max(dots, 5)}{self.value}")


def seeded(seed: str) -> random.Random:
    """The same shapes every time."""
    return random.Random(seed)  # noqa: S311  shapes, not secrets


def _norwegian(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number).replace(".", ",")


_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=8)
STYLES = {
    "body": _BODY,
    "cell": ParagraphStyle("cell", _BODY, fontSize=9, leading=11, spaceAfter=0),
    "bold": ParagraphStyle("bold", _BODY, fontName="Helvetica-Bold"),
    "heading": ParagraphStyle("heading", _BODY, fontName="Helvetica-Bold", fontSize=12, spaceBefore=10, leading=15),
    "title": ParagraphStyle("title", _BODY, fontName="Helvetica-Bold", fontSize=18, leading=22),
    "big": ParagraphStyle("big", _BODY, fontName="Helvetica-Bold", fontSize=16, leading=20, spaceAfter=2),
    "centre": ParagraphStyle("centre", _BODY, alignment=TA_CENTER),
}
NARRATIVE = [
    ("Synlighet", "Vi hengte opp plakater på biblioteket og delte innlegg i sosiale medier hver uke."),
    ("Kompetanse", "Alle nye medarbeidere gikk på kurs i høst, og 12 deltok på en fagdag i mars."),
    ("Brukermedvirkning", "Brukerrådet møttes fire ganger og ba om lengre åpningstid i ferien."),
    ("Samarbeid", "Vi samarbeider med to andre foreninger og har felles vaktplan i julen."),
    ("Åpningstider", "Tilbudet er åpent mandag til fredag kl. 9–15 og søndag kl. 17–21."),
    ("Tema", "Samtalene handler mest om sorg, uro og 3 av 10 ganger om penger."),
    ("Språk", "Vi svarer på norsk og engelsk, og bruker tolk når noen trenger det."),
    ("Økonomi", "Vi brukte 450 000 kroner på lønn og 20 % av tiden på rapportering."),
]
