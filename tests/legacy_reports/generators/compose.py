"""A scheme's catalogue to a report of random shape: who, which layout, which traps, what it tells."""

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from formsvc.kernel.identifiers import InvalidOrgnr, parse_orgnr
from formsvc.legacy_reports.catalogue import Catalogue, IndicatorEntry, SectionEntry
from tests.legacy_reports.generators.keys import Key
from tests.legacy_reports.generators.report import (
    Block,
    Columns,
    Heading,
    Hidden,
    Look,
    Made,
    Pairs,
    PairStyle,
    Table,
    Text,
    Title,
)
from tests.legacy_reports.generators.sentences import can_be_told, sentence
from tests.legacy_reports.generators.values import NOTHING, Value, value_of
from tests.legacy_reports.generators.wording import worded

_FIRST = [
    "Eksempelforeningen",
    "Liksomstiftelsen",
    "Prøvetelefonen",
    "Dømeforeininga",
    "Stiftelsen Eksempelhuset",
    "Landslaget for Prøving",
]
_LAST = ["Lyttende Øre", "i Utkanten", "Sammen", "Fjell og Fjord", "Vennesamtalen", "mot Strømmen", "Åpen Dør"]
_TOWNS = ["Eksempelvik", "Prøvedal", "Liksomnes"]
_STYLES: list[PairStyle] = [
    "colon",
    "leaders",
    "list",
    "cards_above",
    "cards_below",
    "sidebar",
    "questions",
    "bullets",
    "form",
    "definitions",
]
LAYOUTS = ("table", "table", "table", "pairs", "pairs", "prose", "mixed")


class Composer:
    """One report. Everything random comes from `rng`."""

    def __init__(self, catalogue: Catalogue, scheme: str, rng: random.Random) -> None:
        self.catalogue, self.rng = catalogue, rng
        self.key = Key(catalogue, scheme)
        self.year = rng.randint(2019, 2025)
        self.traps: list[str] = []

    def report(self) -> Made:
        """Blocks, look and key."""
        rng = self.rng
        organisation, orgnr = self._who()
        entries = [entry for entry in self._distinct() if rng.random() > 0.15]
        if rng.random() < 0.15:
            rng.shuffle(entries)
        results, stories = self._results(entries), self._narrative()
        parts = [*results, *stories] if rng.random() < 0.65 else [*stories, *results]
        look = self._look(organisation)
        blocks = [*self._head(organisation, orgnr), *parts]
        return Made(blocks, look, self.key.as_dict(organisation, orgnr, self.year), self.traps)

    def _distinct(self) -> list[IndicatorEntry]:
        """Two indicators of one official wording are one to whoever writes a report."""
        return list({entry.label: entry for entry in reversed(self.catalogue.indicators)}.values())[::-1]

    # who and how

    def _who(self) -> tuple[str, str]:
        rng = self.rng
        name = f"{rng.choice(_TOWNS)} kommune" if rng.random() < 0.2 else f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
        return name, _orgnr(rng)

    def _head(self, organisation: str, orgnr: str) -> list[Block]:
        rng, year = self.rng, self.year
        spaced = f"{orgnr[:3]} {orgnr[3:6]} {orgnr[6:]}"
        number = rng.choice([orgnr, spaced, spaced.replace(" ", "\u00a0")])
        cue = rng.choice(["org.nr.", "Org.nr.", "organisasjonsnummer", "Orgnr:", "org. nr."])
        title = rng.choice(
            [
                f"Årsrapport {year}",
                f"Rapport for {year}",
                f"Rapportering på tilskudd for {year}",
                f"Resultatrapport {year}",
                f"Rapport om bruk av tilskudd {year}",
                f"{organisation} – årsrapport {year}",
                f"Årsrapport for tilskuddsåret {year}",
            ]
        )
        who = rng.choice(
            [
                [f"{organisation}, {cue} {number}"],
                [f"{organisation} ({cue} {number})"],
                [organisation, f"{cue} {number}"],
                [f"Organisasjon: {organisation}", f"Organisasjonsnummer: {number}"],
                [f"Søker: {organisation}", f"{cue} {number}"],
                [f"{organisation} | {cue} {number} | rapporteringsår {year}"],
            ]
        )
        extra = rng.choice(
            [
                [],
                [f"Sendt {rng.randint(1, 28)}. mars {year + 1}"],
                [self.catalogue.titles[0]],
                [f"Frist: 1.4.{year + 1}"],
            ]
        )
        if rng.random() < 0.2:
            return [*map(Text, [*who, *extra]), Title(title)]
        return [Title(title), *map(Text, [*who, *extra])]

    def _look(self, organisation: str) -> Look:
        rng = self.rng
        return Look(
            font=rng.choice(["sans", "serif"]),
            size=rng.choice([9, 10, 11, 12]),
            header=rng.choice([None, None, organisation, f"Rapport {self.year}", "Unntatt offentlighet 12"]),
            footer=rng.choice([None, None, f"{organisation} – 87 % fornøyde", "Skjema 2.1"]),
            page_numbers=rng.random() < 0.5,
            line_numbers=rng.random() < 0.08,
            landscape=rng.random() < 0.06,
        )

    # results

    def _results(self, entries: list[IndicatorEntry]) -> list[Block]:
        rng = self.rng
        layout = rng.choice(LAYOUTS)
        heading = rng.choice(["Resultater", "Måloppnåelse", "Nøkkeltall", "Rapportering på indikatorer"])
        parts: list[Block] = [] if rng.random() < 0.2 else [Heading(heading)]
        whole = [entry for entry in entries if not (entry.per_service and entry.unit != "text" and rng.random() < 0.5)]
        services = [entry for entry in entries if entry not in whole]
        if layout == "table":
            parts += self._table(whole)
        elif layout == "pairs":
            parts += self._pairs(whole, rng.choice(_STYLES))
        elif layout == "prose":
            parts += self._prose(whole)
        else:
            cut = rng.randint(2, max(3, len(whole) - 2))
            parts += [
                *self._table(whole[:cut]),
                *self._pairs(whole[cut:], rng.choice(["colon", "bullets", "questions"])),
            ]
        parts += self._by_service(services)
        if rng.random() < 0.12:
            self.traps.append("hidden")
            parts.append(Hidden(f"{entries[0].label}: {value_of(entries[0], rng, plain=True).shown}"))
        return parts

    def _value(self, entry: IndicatorEntry, *, plain: bool = False) -> Value:
        """A value, noted in the key; sometimes the report says that there is none."""
        if self.rng.random() < 0.06:
            return Value(None, self.rng.choice(NOTHING))
        value = value_of(entry, self.rng, plain=plain)
        self.key.answered(entry, value)
        return value

    def _table(self, entries: list[IndicatorEntry]) -> list[Block]:
        rng, year = self.rng, self.year
        shapes = ["r", "r", "rt", "tr", "lr", "rl", "trd", "rtd", "trn", "rtn", "ltr", "tlr", "utr", "ur", "tra", "rn"]
        shape = rng.choice(shapes)
        heads = {
            "r": rng.choice(
                [
                    "Resultat",
                    "Oppnådd resultat",
                    f"Resultat {year}",
                    "Status 31.12",
                    f"Status per 31.12.{year}",
                    "Oppnådd",
                ]
            ),
            "t": rng.choice(["Mål", "Måltall", "Måltall i søknaden", "Måltall fra søknad", f"Mål {year}", "Planlagt"]),
            "l": rng.choice([f"Resultat {year - 1}", "I fjor", "Fjoråret", "Forrige år", f"Resultat i {year - 1}"]),
            "d": rng.choice(["Avvik", "Endring", "Differanse"]),
            "n": rng.choice(["Merknad", "Kommentar", "Forklaring"]),
            "u": "Enhet",
            "a": "Antall svar",
        }
        if set(shape) == {"l", "r"} and rng.random() < 0.5:
            heads |= {"r": str(year), "l": str(year - 1)}
        first = rng.choice(["Indikator", "Indikatorer", "Kriterium", "Mål og indikator", "Hva vi måler", ""])
        rows: list[list[str]] = []
        grouped = rng.random() < 0.3
        for index, entry in enumerate(entries):
            if grouped and index % 4 == 0:
                rows.append([f"{rng.choice(['Effektmål', 'Resultatmål', 'EFFEKTMÅL'])} {index // 4 + 1}"])
            rows.append([worded(entry, rng), *self._cells(entry, shape)])
        return [
            Table(
                [first, *(heads[kind] for kind in shape)],
                rows,
                ruled=rng.random() < 0.7,
                repeat_heads=rng.random() < 0.5,
                align=rng.choice(["left", "right", "center"]),
                roomy=rng.random() < 0.25,
            )
        ]

    def _cells(self, entry: IndicatorEntry, shape: str) -> list[str]:
        rng = self.rng
        units = {"percent": "%", "minutes": "minutter", "boolean": "ja/nei", "count": "antall"}
        value = self._value(entry)
        unknown = value.key is None and not value.accepted
        deviation = f"{rng.choice(['+', '-', '−'])}{rng.randint(1, 12)}" if isinstance(value.key, int | float) else ""
        texts = {
            "r": value.shown,
            "t": self._other(entry),
            "l": self._other(entry),
            "d": "" if unknown else deviation,
            "n": rng.choice(
                ["", "", "Bedre enn i fjor", "Se tekst under", "2 av gruppene svarte ikke", "Målt i november"]
            ),
            "u": units.get(entry.unit, ""),
            "a": str(rng.randint(30, 400)) if entry.unit == "percent" else "",
        }
        return [texts[kind] for kind in shape]

    def _other(self, entry: IndicatorEntry) -> str:
        """A value that is not this year's result."""
        return value_of(entry, self.rng, plain=True).shown

    def _pairs(self, entries: list[IndicatorEntry], style: PairStyle) -> list[Block]:
        rng = self.rng
        if style == "sidebar":
            entries = entries[:9]
        pairs: list[tuple[str, str]] = []
        for entry in entries:
            shown = self._value(entry).shown
            aside = style in ("colon", "bullets") and rng.random() < 0.2 and shown
            if aside:
                shown += rng.choice([f" (mål: {self._other(entry)})", f" ({self.year - 1}: {self._other(entry)})"])
            pairs.append((worded(entry, rng), shown))
        if style == "questions":
            lead = rng.choice(["", "Svar: ", "Svar: "])
            start = rng.choice([1, 4, 11])
            pairs = [
                (f"{number}. {label}", lead + (shown or "–")) for number, (label, shown) in enumerate(pairs, start)
            ]
        return [Pairs(pairs, style, rng.choice([2, 3, 4]))] if pairs else []

    def _prose(self, entries: list[IndicatorEntry]) -> list[Block]:
        rng, year = self.rng, self.year
        told: list[str] = []
        for entry in entries:
            value = value_of(entry, rng, plain=rng.random() < 0.7)
            if not can_be_told(entry, value):
                continue
            told.append(sentence(worded(entry, rng), entry, value, rng))
            self.key.answered(entry, Value(value.key, told[-1]) if entry.unit == "boolean" else value)
            last = self._other(entry)
            if entry.unit in ("percent", "count") and rng.random() < 0.3:
                told[-1] = rng.choice(
                    [
                        told[-1][:-1] + f" (mål: {last}).",
                        told[-1][:-1] + f" ({year - 1}: {last}).",
                        told[-1] + f" Året før var tallet {last}.",
                        told[-1] + f" I {year - 1} var det {last}.",
                    ]
                )
            if rng.random() < 0.15:
                told.append(
                    rng.choice(
                        [
                            f"Undersøkelsen ble besvart av {rng.randint(40, 300)} brukere.",
                            "Det er vi glade for.",
                            "Dette følger vi med på.",
                        ]
                    )
                )
        texts = [Text(" ".join(told[i : i + 3])) for i in range(0, len(told), 3)]
        return [Columns([*texts])] if rng.random() < 0.2 and texts else [*texts]

    def _by_service(self, entries: list[IndicatorEntry]) -> list[Block]:
        rng = self.rng
        names = rng.sample(
            ["Telefon", "Chat", "Gruppesamtaler", "Treffsted Nord", "Kafé", "Nettsamtaler"], k=rng.choice([2, 3])
        )
        blocks: list[Block] = []
        for entry in entries:
            values = {name: value_of(entry, rng, plain=True) for name in names}
            for name, value in values.items():
                self.key.answered(entry, value, service=name)
            label = worded(entry, rng)
            shape = rng.choice(["rows", "columns", "lines", "list"])
            if shape == "columns":
                blocks.append(Table(["Indikator", *names], [[label, *(value.shown for value in values.values())]]))
            elif shape == "rows":
                blocks.append(
                    Table(["Indikator", "Resultat"], [[label, ""], *([name, v.shown] for name, v in values.items())])
                )
            elif shape == "lines":
                blocks += [Text(f"{label} – {name.lower()}: {value.shown}") for name, value in values.items()]
            else:
                blocks.append(Text(f"{label}: " + ", ".join(f"{n.lower()} {v.shown}" for n, v in values.items())))
        return blocks

    # narrative

    def _narrative(self) -> list[Block]:
        rng = self.rng
        told: list[tuple[str, str]] = []
        for section in self.catalogue.sections:
            point = _point(section)
            if point and rng.random() < 0.6:
                text = rng.choice(point["texts"])
                told.append((self._heading(section, point), text))
                self.key.told(section.label, text)
        told += [(other["heading"], other["text"]) for other in _pool()["other"] if rng.random() < 0.25]
        if rng.random() < 0.3:
            rng.shuffle(told)
        if rng.random() < 0.1:
            return [Text(f"{heading}: {text}") for heading, text in told]
        parts: list[Heading | Text] = [part for heading, text in told for part in (Heading(heading), Text(text))]
        return [Columns(parts)] if rng.random() < 0.08 and parts else [*parts]

    def _heading(self, section: SectionEntry, point: dict[str, Any]) -> str:
        chance = self.rng.random()
        if point.get("official") or chance < 0.25:
            return section.label[:1].upper() + section.label[1:]
        if chance < 0.35:
            return self.rng.choice(section.wordings[1:3] or (section.label,))
        return str(self.rng.choice(point["headings"]))


def _point(section: SectionEntry) -> dict[str, Any] | None:
    return next((point for point in _pool()["point"] if re.search(point["asks"], section.label)), None)


@cache
def _pool() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "narrative.toml").read_text("utf-8"))


def _orgnr(rng: random.Random) -> str:
    while True:
        try:
            return parse_orgnr(str(rng.choice([310_000_000, 313_000_000, 974_000_000]) + rng.randrange(1_000_000)))
        except InvalidOrgnr:
            continue
