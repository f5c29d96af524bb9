"""A made report as a page for the two browsers' ways to PDF: Chromium and WeasyPrint."""

from html import escape

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

_FONTS = {"sans": "Liberation Sans", "serif": "Liberation Serif"}
_CARD = (
    "display:inline-block;vertical-align:top;box-sizing:border-box;margin:0 1% 16px 0;padding:8px;background:#eef6f4"
)


def as_html(made: Made) -> str:
    """A whole page."""
    body = "".join(_block(block) for block in made.blocks)
    return f"<!doctype html><html lang=nb><meta charset=utf-8><style>{_css(made.look)}</style><body>{body}"


def _css(look: Look) -> str:
    edges = "".join(
        f"@{place}{{content:{content};font-size:8pt}}"
        for place, content in (
            ("top-left", f'"{look.header}"' if look.header else ""),
            ("bottom-left", f'"{look.footer}"' if look.footer else ""),
            ("bottom-right", '"Side " counter(page) " av " counter(pages)' if look.page_numbers else ""),
        )
        if content
    )
    return (
        f"@page{{size:A4{' landscape' if look.landscape else ''};margin:20mm;{edges}}}"
        f"body{{font-family:'{_FONTS[look.font]}';font-size:{look.size}pt;margin:0}}"
        "h1{font-size:1.8em}h2{font-size:1.25em;margin:14px 0 4px}p{margin:4px 0 8px}"
        "table{border-collapse:collapse;width:100%;margin:8px 0}th{text-align:left}tr{page-break-inside:avoid}"
        "td:first-child,th:first-child{width:46%}.ruled td,.ruled th{border:1px solid #444;padding:3px}"
        ".open td,.open th{padding:4px 8px}.roomy td{padding:12px 4px}.plain thead{display:table-row-group}"
        ".big{font-size:1.5em;font-weight:bold;color:#075}.dots{display:flex}.dots i{flex:1;overflow:hidden}"
        ".side{float:left;width:30%;background:#16324f;color:#fff;padding:10px;box-sizing:border-box;margin-right:16px}"
        ".side .big{color:#fff}.columns{columns:2;column-gap:30px}dt{font-weight:bold;margin-top:8px}"
    )


def _block(block: Block) -> str:  # noqa: PLR0911  one line a kind
    match block:
        case Title(text):
            return f"<h1>{escape(text)}</h1>"
        case Heading(text):
            return f"<h2>{escape(text)}</h2>"
        case Text(text):
            return f"<p>{escape(text)}</p>"
        case Hidden(text):
            return f"<p style='color:#fff'>{escape(text)}</p>"
        case Columns(blocks):
            return f"<div class=columns>{''.join(map(_block, blocks))}</div>"
        case Table():
            return _table(block)
        case Pairs():
            return _pairs(block)


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in table.heads)
    rows = "".join(_row(row, len(table.heads), table.align) for row in table.rows)
    names = [
        "ruled" if table.ruled else "open",
        "roomy" if table.roomy else "",
        "" if table.repeat_heads else "plain",
    ]
    return f"<table class='{' '.join(names)}'><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(row: list[str], width: int, align: str) -> str:
    if len(row) == 1:
        return f"<tr><td colspan={width}><b>{escape(row[0])}</b></td></tr>"
    first, *rest = map(escape, row)
    return f"<tr><td>{first}</td>" + "".join(f"<td style='text-align:{align}'>{cell}</td>" for cell in rest) + "</tr>"


def _pairs(block: Pairs) -> str:
    pairs = [(escape(label), escape(value)) for label, value in block.pairs]
    ways = {
        "colon": "<p>{0}: <b>{1}</b></p>",
        "bullets": "<ul><li>{0}: {1}</li></ul>",
        "leaders": "<p class=dots><span>{0}</span><i>" + "." * 300 + "</i><span>{1}</span></p>",
        "list": "<p>{0} <b>{1}</b></p>",
        "definitions": "<dt>{0}</dt><dd>{1}</dd>",
        "questions": "<p><b>{0}</b></p><p>{1}</p>",
        "form": "<p>{0} <input value='{1}' style='border:1px solid #888;width:90px;font:inherit'></p>",
        "cards_above": f"<div style='{_CARD};width:{92 // block.across}%'><div class=big>{{1}}</div>{{0}}</div>",
        "cards_below": f"<div style='{_CARD};width:{92 // block.across}%'>{{0}}<div class=big>{{1}}</div></div>",
        "sidebar": "<p><span class=big>{1}</span><br>{0}</p>",
    }
    parts = "".join(ways[block.style].format(label, value) for label, value in pairs)
    return f"<div class=side>{parts}</div>" if block.style == "sidebar" else f"<div>{parts}</div>"
