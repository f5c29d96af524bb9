"""A made report by reportlab: also fields that can be filled in, margin numbers and text drawn invisibly."""

import io
from collections.abc import Callable
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BalancedColumns, Flowable, Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as Grid

from tests.legacy_reports.generators.report import (
    Block,
    Columns,
    Heading,
    Hidden,
    Look,
    Made,
    Pairs,
    Table,
    Text,
    Title,
)

_FONTS = {"sans": ("Helvetica", "Helvetica-Bold"), "serif": ("Times-Roman", "Times-Bold")}
_ALIGN: dict[str, Literal[0, 1, 2]] = {"left": 0, "center": 1, "right": 2}
_MARGIN = 60.0
_WITHOUT_GLYPHS = str.maketrans({"\u202f": "\u00a0", "\u2009": "\u00a0", "☒": "[x]", "☐": "[ ]", "☑": "[x]", "−": "-"})


def as_pdf(made: Made) -> bytes:
    """The finished file."""
    return _Drawing(made.look).pdf(made.blocks)


class _Drawing:
    def __init__(self, look: Look) -> None:
        self.look = look
        self.plain, self.bold = _FONTS[look.font]
        self.size = landscape(A4) if look.landscape else A4
        self.width = self.size[0] - 2 * _MARGIN
        body = ParagraphStyle("body", fontName=self.plain, fontSize=look.size, leading=look.size * 1.25, spaceAfter=7)
        self.styles = {
            "body": body,
            "cell": ParagraphStyle("cell", body, fontSize=look.size - 1, leading=look.size * 1.15, spaceAfter=0),
            "bold": ParagraphStyle("bold", body, fontName=self.bold),
            "heading": ParagraphStyle(
                "heading", body, fontName=self.bold, fontSize=look.size * 1.2, spaceBefore=8, leading=look.size * 1.5
            ),
            "title": ParagraphStyle("title", body, fontName=self.bold, fontSize=20, leading=25),
            "big": ParagraphStyle("big", body, fontName=self.bold, fontSize=16, leading=20, spaceAfter=2),
        }

    def pdf(self, blocks: list[Block]) -> bytes:
        output = io.BytesIO()
        document = SimpleDocTemplate(output, pagesize=self.size, invariant=1, leftMargin=_MARGIN, rightMargin=_MARGIN)
        story = [flowable for block in blocks for flowable in self.flowables(block)]
        document.build(story, onFirstPage=self.edges, onLaterPages=self.edges)
        return output.getvalue()

    def edges(self, canvas: Canvas, document: Any) -> None:
        canvas.setFont(self.plain, 8)
        canvas.drawString(_MARGIN, self.size[1] - 30, self.look.header or "")
        canvas.drawString(_MARGIN, 25, self.look.footer or "")
        if self.look.page_numbers:
            canvas.drawRightString(self.size[0] - _MARGIN, 25, f"Side {document.page}")
        if self.look.line_numbers:
            for number in range(1, 45):
                canvas.drawRightString(35, self.size[1] - 72 - 15 * number, str(number + 44 * (document.page - 1)))

    def text(self, text: str, style: str = "body") -> Paragraph:
        return Paragraph(escape(text.translate(_WITHOUT_GLYPHS)), self.styles[style])

    def flowables(self, block: Block) -> list[Flowable]:  # noqa: PLR0911  one line a kind
        match block:
            case Title(text):
                return [self.text(text, "title")]
            case Heading(text):
                return [self.text(text, "heading")]
            case Text(text):
                return [self.text(text)]
            case Hidden(text):
                return [_Line(lambda canvas, _: canvas.drawString(0, 2, text, mode=3), 14)]
            case Columns(blocks):
                return [BalancedColumns([part for inner in blocks for part in self.flowables(inner)], nCols=2)]
            case Table():
                return [self.grid(block)]
            case Pairs():
                return self.pairs(block)

    def grid(self, table: Table) -> Grid:
        plain = self.styles["cell"]
        aligned = ParagraphStyle("aligned", plain, alignment=_ALIGN[table.align])
        rows: list[list[Any]] = [[self.text(head, "bold") for head in table.heads]]
        for row in table.rows:
            cells = [
                Paragraph(escape(text.translate(_WITHOUT_GLYPHS)), aligned if place else plain)
                for place, text in enumerate(row)
            ]
            rows.append([*cells, *[""] * (len(table.heads) - len(row))])
        wide = 72 if len(table.heads) > 3 else 95
        style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if table.roomy else "TOP")]
        style += [("SPAN", (0, at), (-1, at)) for at, row in enumerate(table.rows, 1) if len(row) == 1]
        if table.ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        if table.roomy:
            style.append(("BOTTOMPADDING", (0, 0), (-1, -1), 12))
        widths = [self.width - wide * (len(table.heads) - 1), *[wide] * (len(table.heads) - 1)]
        return Grid(rows, colWidths=widths, repeatRows=int(table.repeat_heads), style=TableStyle(style))

    def pairs(self, block: Pairs) -> list[Flowable]:
        if block.style in ("cards_above", "cards_below", "sidebar"):
            return [self.cards(block, 1 if block.style == "sidebar" else block.across)]
        if block.style in ("questions", "definitions"):
            return [
                self.text(t, s) for label, value in block.pairs for t, s in ((label, "bold"), (value or " ", "body"))
            ]
        if block.style in ("leaders", "list"):
            return [self.leader(label, value, dots=block.style == "leaders") for label, value in block.pairs]
        if block.style == "form":
            return [part for number, pair in enumerate(block.pairs) for part in self.field(*pair, number)]
        sign = "• " if block.style == "bullets" else ""
        return [self.text(f"{sign}{label}: {value}") for label, value in block.pairs]

    def cards(self, block: Pairs, across: int) -> Grid:
        cards = []
        for label, value in block.pairs:
            card = [self.text(value, "big"), self.text(label, "cell")]
            cards.append(card[::-1] if block.style == "cards_below" else card)
        rows = [cards[i : i + across] for i in range(0, len(cards), across)]
        rows[-1] += [[self.text("", "cell")]] * (across - len(rows[-1]))
        pad = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOTTOMPADDING", (0, 0), (-1, -1), 22)])
        return Grid(rows, colWidths=[self.width / across] * across, style=pad)

    def leader(self, label: str, value: str, *, dots: bool) -> Flowable:
        size = self.look.size - 2
        label, value = label.translate(_WITHOUT_GLYPHS), value.translate(_WITHOUT_GLYPHS)

        def draw(canvas: Canvas, width: float) -> None:
            canvas.setFont(self.plain, size)
            room = width - canvas.stringWidth(label + value, self.plain, size)
            if dots:
                label_and_dots = label + "." * max(5, int(room / canvas.stringWidth(".", self.plain, size)))
                canvas.drawString(0, 4, label_and_dots + value)
            else:
                canvas.drawString(0, 4, label)
                canvas.drawRightString(width, 4, value)

        return _Line(draw, size * 1.7)

    def field(self, label: str, value: str, number: int) -> list[Flowable]:
        def draw(canvas: Canvas, _width: float) -> None:
            canvas.acroForm.textfield(
                name=f"felt{number}",
                value=value.translate(_WITHOUT_GLYPHS).replace("–", "-"),
                x=0,
                y=2,
                width=140,
                height=16,
                fontSize=10,
                relative=True,
            )

        return [self.text(label), _Line(draw, 22)]


class _Line(Flowable):
    """Whatever a function draws on a strip of this height."""

    def __init__(self, draws: Callable[[Canvas, float], None], height: float) -> None:
        super().__init__()
        self.draws, self.height = draws, height

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        self.width = available_width
        return available_width, self.height

    def draw(self) -> None:
        self.draws(self.canv, self.width)
