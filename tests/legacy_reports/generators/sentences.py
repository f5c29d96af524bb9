"""Indicators told in running text."""

import random
import re

from formsvc.legacy_reports.catalogue import IndicatorEntry
from tests.legacy_reports.generators.values import Value
from tests.legacy_reports.generators.wording import bare

_SHARE_OF = re.compile(r"(?:Prosenta|A)ndel(?:en)?(?: \(i %\))?(?: av)? (?P<who>\w+) som (?P<what>.+)$")
_COUNT_OF = re.compile(r"(?:Totalt antall|Antall|Ant\.|Antallet|Samlet antall) (?P<what>.+)$")
_VERB = re.compile(r"\b(?:anvender|har|bruker|benytter|følger)\b")


def sentence(label: str, entry: IndicatorEntry, value: Value, rng: random.Random) -> str:
    """One sentence that states a value; JA and NEI by what it says."""
    label = bare(label)
    if entry.unit == "boolean":
        return _statement(label, negative=value.key == "NEI")
    share, count = _SHARE_OF.match(label), _COUNT_OF.match(label)
    if entry.unit == "percent" and share and rng.random() < 0.7:
        return _capital(f"{value.shown} av {_definite(share['who'])} {_past(share['what'])}.")
    if entry.unit == "count" and count and rng.random() < 0.5:
        return rng.choice([f"Vi registrerte {value.shown} {count['what']}.", f"Det var {value.shown} {count['what']}."])
    middle = rng.choice(["var", "var på", "ble", "var i år", "endte på"])
    return _capital(f"{label} {middle} {value.shown}.")


def can_be_told(entry: IndicatorEntry, value: Value) -> bool:
    """Grades and hours are not told in sentences; a number needs its unit to be clear in one."""
    if entry.unit in ("grade", "text") or entry.per_service:
        return False
    needs = {"percent": ("%", "prosent"), "minutes": ("min", "sek"), "fte": ("årsverk",), "duration": ("dag", "uke")}
    return any(word in value.shown for word in needs.get(entry.unit, ("",)))


def _statement(label: str, *, negative: bool) -> str:
    verb = _VERB.search(label)
    if verb is None:
        label = label.replace(" på plass", "").strip()
        return f"{label} er {'ikke ' if negative else ''}på plass."
    return f"{label[: verb.end()]} {'ikke ' if negative else ''}{label[verb.end() :].strip()}."


def _definite(who: str) -> str:
    return who if who.endswith("ne") or not who.endswith("e") else f"{who}ne".replace("ene", "ene")


def _past(what: str) -> str:
    for now, then in (
        ("egenrapporter ", "egenrapporterte "),
        ("egenrapporterer", "egenrapporterte"),
        ("oppgir", "oppga"),
        ("sier", "sa"),
        ("bruker", "brukte"),
        ("viderekobles", "ble viderekoblet"),
    ):
        what = what.replace(now, then, 1)
    return what


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
