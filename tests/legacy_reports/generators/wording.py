"""Wordings that no definition lists: words put in other people's words, and typing errors."""

import random
import re

from formsvc.legacy_reports.catalogue import IndicatorEntry

_UNIT = re.compile(r"\s*\((?:%|tall|JA/NEI|minutter|oppgi kun tall)\)|\s*\(i %\)|\*")
_REWORDINGS: list[tuple[str, list[str]]] = [
    (
        "egenrapporter at",
        ["oppgir at", "sier at", "egenrapporterer at", "svarer at", "egenrapporterte at", "rapporterer at"],
    ),
    ("egenrapporterer", ["oppgir", "melder om", "rapporterer"]),
    ("Andel av", ["Prosentandel av", "Andelen av", "Andel (i %) av", "Prosent av"]),
    ("Andel ", ["Prosentandel ", "Andelen "]),
    ("Antall ", ["Ant. ", "Antallet ", "Antall "]),
    ("Totalt antall", ["Antall", "Samlet antall", "Total antall"]),
    ("medarbeidere", ["ansatte og frivillige", "medarbeiderne", "medarbeidere/frivillige"]),
    ("siste år", ["det siste året", "i løpet av siste år", "siste 12 måneder"]),
    ("nettside", ["hjemmeside", "nettsted"]),
    ("følte at det var", ["opplevde at det var", "syntes det var"]),
    ("finne frem", ["finne fram"]),
    ("de hadde behov for", ["de trengte", "det var behov for"]),
    ("anvender", ["bruker", "har tatt i bruk", "benytter"]),
    (
        "Gjennomsnittlig ventetid",
        ["Gj.snittlig ventetid", "Gjennomsnittlig ventetid i", "Ventetid (gjennomsnitt)", "Snitt ventetid"],
    ),
    ("ivaretakelse av personvern", ["personvern", "å ivareta personvern"]),
    ("ivaretagelse av personvern", ["ivaretakelse av personvern", "personvernet"]),
    ("viderekobles", ["settes over", "blir viderekoblet"]),
    ("viderekobling", ["videresending", "videre kobling"]),
    ("henvendelser besvart", ["besvarte henvendelser", "henvendelser som er besvart"]),
    ("sosiale medier", ["SoMe", "sosiale media"]),
    ("bedring i", ["at de har fått bedre", "forbedring av"]),
    ("deltakere", ["deltagere", "brukere"]),
]


def official(entry: IndicatorEntry) -> str:
    """The regelverk's own words."""
    return entry.label


def worded(entry: IndicatorEntry, rng: random.Random) -> str:
    """One of many ways to name an indicator: mostly the official one, as in real reports."""
    chance = rng.random()
    text = entry.label
    if chance < 0.25:
        text = rng.choice([wording for wording in entry.wordings if len(wording) > 24] or [entry.label])
    elif chance < 0.45:
        text = _reworded(text, rng)
    if rng.random() < 0.4:
        text = _UNIT.sub("", text)
    return _misspelt(text, rng) if rng.random() < 0.06 else text


def _reworded(text: str, rng: random.Random) -> str:
    fitting = [(old, new) for old, new in _REWORDINGS if old in text]
    for old, new in rng.sample(fitting, k=min(len(fitting), rng.choice([1, 1, 2]))):
        text = text.replace(old, rng.choice(new), 1)
    return text


def _misspelt(text: str, rng: random.Random) -> str:
    place = rng.randint(6, max(len(text) - 4, 7))
    return rng.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + text[place : place + 1] * 2 + text[place + 1 :],
            text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :],
        ]
    )


def bare(text: str) -> str:
    """Without its unit in brackets."""
    return _UNIT.sub("", text).strip(" .:")
