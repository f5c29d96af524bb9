"""Every kind of letter for every scheme, outcome and language: from the definition to the finished file, read back."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from formsvc.casework.followed_up import ReportState
from formsvc.letters import KINDS, Library
from formsvc.letters.facts import LetterFacts, Signature
from formsvc.letters.reading import ReadLetter, read_letter
from formsvc.services.facts.appealing import appeal_forwarded, appeal_received
from formsvc.services.facts.asking import missing_information, report_approved, report_reminder, report_returned
from formsvc.services.facts.decision import Decided
from formsvc.services.facts.letters_of import letters_of
from formsvc.services.facts.recovering import grounds, recovery_notice
from formsvc.services.report_of import Report
from formsvc.storage.models import Document, Submission
from formsvc.texts import LANGUAGES, Language, text
from tests.fixtures.decided import DECIDED, LATER, YEAR, Track, day, decided, tracks

LIBRARY = Library(Path(__file__).parents[2] / "letter_templates")
TRACKS = list(tracks())
SIGNED = Signature(signatory="Saksbehandler 1", title="saksbehandler")
REPAY = {"repay_by": f"{YEAR + 1}-06-30", "account": "12345678903", "reference": "26/01234"}
LODGED = {
    "received_on": date(YEAR, 3, 2).isoformat(), "decided_on": "2026-02-12", "deadline": "2026-03-05", "in_time": True,
    "body": "Departementet",
}  # fmt: skip


@pytest.fixture(params=TRACKS, ids=str)
def track(request: pytest.FixtureRequest) -> Track:
    found: Track = request.param
    return found


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    found: Language = request.param
    return found


def on_application(track: Track, language: Language) -> Iterator[tuple[str, Decided]]:
    """The decision on an application, by what is special."""
    part = track.applied // 2
    yield "award", decided(track, language, "award", track.applied)
    yield "small award", decided(track, language, "partial-award", min(part, 199_999))
    yield "part", decided(track, language, "partial-award", part)
    if track.max_years > 1:
        yield "years", decided(track, language, "partial-award", part, *[part] * (track.max_years - 1))
    yield "refusal", decided(track, language, "refusal", 0)
    yield "dismissal", decided(track, language, "dismissal", 0)


def later(track: Track, language: Language) -> Iterator[tuple[str, Decided]]:
    """What is decided later in a case, by what is special."""
    part = track.applied // 2

    def after(kind: str, amount: int, first: str = "partial-award", **more: Any) -> Decided:
        return decided(track, language, kind, amount, after=first, **more)

    yield "supplement", after("supplementary-award", part, source=text("letters.title.grant", language))
    carried: dict[str, Any] = {
        "report_year": YEAR,
        "applied_on": f"{YEAR + 1}-03-28",
        "unspent": 5000,
        "use_by": f"{YEAR + 1}-12-31",
    }
    yield "all carried over", after("transfer-granted", 5000, **carried)
    yield "some carried over", after("transfer-granted", 3000, **carried, **REPAY)
    yield "none carried over", after("transfer-refused", 0, **carried, **REPAY)
    for ground in grounds(after("recovery", 1)):
        yield f"recovery {ground}", after("recovery", 4000, ground=ground, **REPAY)
        yield f"recovery {ground} noticed", after("recovery", 4000, ground=ground, documents=(_notice(),), **REPAY)
    if track.scheme.appeal.allowed:
        yield "changed", after("appeal-changed", part, "refusal", documents=(_receipt(),))
        yield "changed to nothing", after("appeal-changed", 0, "dismissal", documents=(_receipt(),))


def asking(track: Track, language: Language) -> Iterator[tuple[str, str, LetterFacts]]:
    """Letters that decide nothing: kind, what is special, facts."""
    case = decided(track, language, "recovery", 1, after="partial-award")
    items = [
        {"what": "Vedtekter", "why": "Filen er tom."},
        {"what": "Budsjett", "why": "Det går ikke opp.", "place": "Budsjett"},
    ]
    answer: dict[str, Any] = {"deadline": f"{YEAR + 1}-05-20"}
    yield "missing-information", "", missing_information(case, SIGNED, {**answer, "items": items})
    for ground in grounds(case):
        claim = {"ground": ground, "background": "Regnskapet viser det.", "reason": "Derfor.", "amount": 4000}
        notice = {**claim, "comments_by": f"{YEAR + 1}-06-01"}
        yield "recovery-notice", ground, recovery_notice(case, SIGNED, notice)
    if case.report is not None:
        yield from of_report(case, _report(case))
    if track.scheme.appeal.allowed:
        yield from of_appeal(track, language)


def of_report(case: Decided, report: Report) -> Iterator[tuple[str, str, LetterFacts]]:
    """Letters about a report."""
    answer = {"deadline": f"{YEAR + 1}-05-20"}
    sums = {"carried_over": 0, "used": 1000, "unspent": 0}
    questions = [{"question": "Hva er kjøpt?", "about": "Regnskap"}, {"question": "Hvorfor?"}]
    reminded = replace(report, state=replace(report.state, reports={YEAR: ReportState(reminders=1)}))
    yield "report-reminder", "first", report_reminder(case, SIGNED, report, answer)
    yield "report-reminder", "second", report_reminder(case, SIGNED, reminded, answer)
    yield "report-approved", "all used", report_approved(case, SIGNED, report, sums)
    left = {"carried_over": 500, "used": 1000, "unspent": 300, "remarks": "En merknad.\n\nEn til."}
    yield "report-approved", "some left", report_approved(case, SIGNED, report, left)
    yield "report-returned", "", report_returned(case, SIGNED, report, {**answer, "questions": questions})


def of_appeal(track: Track, language: Language) -> Iterator[tuple[str, str, LetterFacts]]:
    """Letters about an appeal."""
    case = decided(track, language, "appeal-changed", 1, after="refusal", documents=(_receipt(),))
    came: Mapping[str, Any] = {"received_on": "2026-03-02", "in_time": True}
    late = {"received_on": "2026-05-02", "in_time": False, "wants": "Mer.", "explain_by": "2026-06-01"}
    yield "appeal-received", "in time", appeal_received(case, SIGNED, {**came, "answer_expected": "2026-04-15"})
    yield "appeal-received", "late", appeal_received(case, SIGNED, late)
    sent_on = {"assessment": "Vi mener det samme.", "comments_by": "2026-06-01", "body_address": "post@nemnda.example"}
    yield "appeal-forwarded", "", appeal_forwarded(case, SIGNED, {**sent_on, "enclosures": "kopi av klagen"})


def letters(track: Track, language: Language) -> Iterator[tuple[str, str, LetterFacts]]:
    """Every letter of a scheme's form: kind, what is special, facts."""
    for name, decision in (*on_application(track, language), *later(track, language)):
        for letter in letters_of(decision):
            yield letter.kind, name, letter.facts
    yield from asking(track, language)


def issued(track: Track, language: Language, wanted: str, special: str = "") -> ReadLetter:
    """The letter of a kind, read back from the file."""
    for kind, name, facts in letters(track, language):
        if kind == wanted and special in name:
            return read_letter(LIBRARY.issue(kind, facts, language))
    raise LookupError(f"{track}: no {wanted}")


def _report(case: Decided) -> Report:
    assert case.report is not None
    sent = Submission(answers={}, submitted_at=LATER)
    return Report(case.case, case.state, case.scheme, case.report, YEAR, 10_000, case.beside, [sent])


def _notice() -> Document:
    return Document(kind="recovery-notice", direction="out", facts={"dated": day(5, 4).isoformat()})


def _receipt() -> Document:
    return Document(kind="appeal-received", direction="out", facts={"lodged": LODGED})


def test_every_letter_of_every_scheme_holds_what_it_must(track: Track, language: Language) -> None:
    seen = set()
    for kind, name, facts in letters(track, language):
        letter = read_letter(LIBRARY.issue(kind, facts, language))
        seen.add(kind)
        assert letter.language == f"{language}-NO"
        assert not any(left in f"{letter.title} {letter.text}" for left in ("{{", "{%", "None")), (kind, name)
        if not track.scheme.appeal.allowed:
            assert not any(word in letter.text.lower() for word in ("klag", "enkeltvedtak")), (kind, name)
    appeals = {"appeal-received", "appeal-changed", "appeal-forwarded"}
    assert seen == set(KINDS) - {"receipt"} - (set() if track.scheme.appeal.allowed else appeals)


def words(form: str, kind: str, special: str = "") -> str:
    """The text of a letter in bokmål, ordinary spaces only."""
    track = next(track for track in TRACKS if str(track) == form)
    return issued(track, "nb", kind, special).text.replace("\u00a0", " ")


def test_a_development_centre_is_told_nothing_of_an_auditor() -> None:
    centre = "frisklivstilbud-development-centre-application"
    assert "et enkelt regnskap" in words(centre, "grant")
    assert "revisor" not in words(centre, "grant") + words(centre, "award")
    assert "antall deltakere" not in words(centre, "grant"), "that is for reports to the county"
    assert "antall deltakere" in words("frisklivstilbud-application", "grant")


def test_money_must_be_used_by_the_end_of_the_year_only_where_the_regelverk_says_so() -> None:
    assert "innen 31. desember 2026" in words("samtale-mestring-application", "grant")
    assert "31. desember" not in words("faktainformasjon-rus-application", "grant")
    assert "31. desember" not in words("frisklivstilbud-application", "award")


def test_measures_against_deviations_are_asked_for_only_where_the_regelverk_does() -> None:
    for scheme, asked in (("raadgivning-stotte-veiledning", True), ("samtale-mestring", False)):
        letter = words(f"{scheme}-application", "grant")
        assert "må dere forklare hvorfor" in letter
        assert ("hva dere har gjort for å redusere avviket" in letter) is asked
    assert "må dere forklare hvorfor" not in words("frisklivstilbud-application", "grant")


def test_a_cut_in_the_appropriation_is_spoken_of_only_where_the_regelverk_does() -> None:
    cut = "kan vi redusere tilskuddet for de årene som er igjen"
    assert cut in words("hjelpetelefon-chat-application", "grant", "years")
    assert cut not in words("faktainformasjon-rus-application", "grant", "years")


def test_set_off_is_offered_only_where_the_regelverk_allows_it() -> None:
    assert "trekke beløpet fra det i stedet" in words("samtale-mestring-application", "recovery", "noticed")
    assert "trekke beløpet" not in words("raadgivning-stotte-veiledning-application", "recovery", "noticed")


def test_what_is_claimed_for_a_breach_is_never_set_off() -> None:
    scheme = "samtale-mestring-application"
    for kind in ("recovery", "recovery-notice"):
        assert "trekke beløpet" in words(scheme, kind, "overpaid")
        assert "trekke beløpet" not in words(scheme, kind, "breach")


def test_a_county_claims_back_what_is_overpaid_and_leaves_breaches_to_who_controls() -> None:
    track = next(track for track in TRACKS if track.scheme.letters.controller)
    grounds_of = {
        sender: set(grounds(decided(track, "nb", "recovery", 1, after="award", sender=sender)))
        for sender in ("Eksempelfylket", None)
    }
    assert grounds_of == {"Eksempelfylket": {"overpaid"}, None: {"overpaid", "breach"}}


def test_what_it_takes_to_go_on_is_said_as_the_regelverk_says_it() -> None:
    every, well = "sende en forenklet søknad hvert år", "bare hvis måloppnåelsen er tilfredsstillende"
    for scheme, demanded in (("samtale-mestring", True), ("faktainformasjon-rus", False)):
        letter = words(f"{scheme}-application", "grant", "years")
        assert every in letter
        assert (well in letter) is demanded
    assert every not in words("frisklivstilbud-application", "grant", "years")


def test_the_second_reminder_tells_what_the_regelverk_lets_the_administrator_do() -> None:
    strict, bar = "faktainformasjon-rus-application", "bli nektet tilskudd i ett eller flere"
    assert bar in words(strict, "report-reminder", "second")
    assert bar not in words("samtale-mestring-application", "report-reminder", "second")
    assert "tilskuddet bli krevd tilbake" not in words(strict, "report-reminder", "first")


def test_an_application_that_lacks_something_may_be_dismissed_only_where_the_regelverk_says_so() -> None:
    assert "kan bli avvist" in words("samtale-mestring-application", "missing-information")
    for scheme in ("faktainformasjon-rus", "frisklivstilbud"):
        assert "vurderer vi søknaden slik den er" in words(f"{scheme}-application", "missing-information")


def test_the_control_is_cited_where_the_regelverk_has_it() -> None:
    assert "punkt 10 i regelverket" in words("frisklivstilbud-application", "grant")
    assert "punkt 11 i regelverket" in words("raadgivning-stotte-veiledning-application", "grant")


def test_a_notice_names_the_right_to_it_only_where_the_decision_can_be_appealed() -> None:
    assert "forvaltningsloven § 16" in words("samtale-mestring-application", "recovery-notice")
    assert "forvaltningsloven" not in words("frisklivstilbud-application", "recovery-notice")


def test_a_dismissal_cites_the_scheme_s_own_grounds() -> None:
    assert "kan bli avvist hvis" in words("samtale-mestring-application", "dismissal")
    assert "kan bli avvist" not in words("raadgivning-stotte-veiledning-application", "dismissal")
    assert "rusmiddelpolitikken" not in words("faktainformasjon-rus-application", "dismissal"), "that is not why"


def test_letters_are_dated_the_day_they_are_made() -> None:
    assert f"Dato: {DECIDED.day}. februar {YEAR}" in words("samtale-mestring-application", "award")


def test_a_county_s_letter_says_who_controls() -> None:
    track = next(track for track in TRACKS if track.scheme.letters.controller)
    county, own = (
        letters_of(decided(track, "nb", "award", track.applied, sender=sender))[1]
        for sender in ("Eksempelfylket", None)
    )
    letter = read_letter(LIBRARY.issue("grant", county.facts, "nb"))
    assert letter.text.startswith("Eksempelfylket")
    for said in ("kan kontrollere hvordan dere bruker tilskuddet", "kan kreve pengene tilbake"):
        assert f"Helsedirektoratet {said}" in letter.text
        assert f"Vi {said}" in read_letter(LIBRARY.issue("grant", own.facts, "nb")).text
