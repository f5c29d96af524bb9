"""The pages of letters that follow later: offered on the case page, written, read as a draft, sent."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from formsvc.letters import LetterIncomplete
from formsvc.letters.reading import read_letter
from formsvc.services.issue_later_letter import issue_later_letter
from formsvc.services.later.situation import Offer
from formsvc.storage.documents import documents_of
from formsvc.storage.models import Case
from tests.fixtures.cases import TEMPLATES, impartial, office_of, sent_case
from tests.fixtures.example import Example, Site
from tests.fixtures.later import in_days, reported_case
from tests.fixtures.pages import filled, links_of, page_of, text_of
from tests.fixtures.reporting import as_example, granted_case, year_of

ITEM = {"what": "Vedtektene", "why": "Filen er tom."}


@pytest.fixture
def behind(site: Site) -> Example:
    """The same database as the site's, for use cases."""
    return as_example(site)


@pytest.fixture
def caseworker(site: Site) -> FlaskClient:
    return site.browser("caseworker")


def in_hand(behind: Example) -> Case:
    """A case whose caseworker has declared being impartial."""
    with behind.session() as session:
        made = sent_case(session, behind)
        impartial(session, made, behind.actor("caseworker"))
        return made


def values(page: TestResponse, day: str) -> dict[str, str]:
    """The first row of what is missing, and a deadline."""
    names = page_of(page).xpath("//*[starts-with(@name, 'q_items')]/@name")
    row = {column: next(name for name in names if name.endswith(column)) for column in ("what", "why")}
    return {row["what"]: ITEM["what"], row["why"]: ITEM["why"], "q_deadline": day}


@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        ("nb", "Brev om manglende opplysninger", "må besvares"),
        ("nn", "Brev om manglande opplysningar", "må svarast på"),
    ],
)
def test_a_letter_is_offered_checked_and_refused_with_its_faults(
    behind: Example, caseworker: FlaskClient, language: str, title: str, said: str
) -> None:
    case = in_hand(behind)
    front = caseworker.get(f"/sak/{case.id}?lang={language}")
    assert title in text_of(front)
    address = links_of(front, f"/sak/{case.id}/brev/")[0]
    page = caseworker.get(address)
    answer = caseworker.post(address, data=filled(page, {"q_deadline": ""}, form="letter-form"))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert page_of(answer).get_element_by_id("errors") is not None


def test_a_row_more_is_asked_for_without_losing_what_was_written(behind: Example, caseworker: FlaskClient) -> None:
    address = f"/sak/{in_hand(behind).id}/brev/missing-information"
    page = caseworker.get(address)
    sent = filled(page, {**values(page, "2026-12-24"), "action": "add:items"}, form="letter-form")
    answer = caseworker.post(address, data=sent)
    assert answer.status_code == 200
    written = page_of(answer).xpath("//*[starts-with(@name, 'q_items')]")
    assert [one.value for one in written if one.name.endswith("what")] == ["Vedtektene", ""]


def test_a_draft_is_downloaded_and_the_letter_sent_once(site: Site, behind: Example, caseworker: FlaskClient) -> None:
    case = in_hand(behind)
    address = f"/sak/{case.id}/brev/missing-information"
    page = caseworker.get(address)
    written = values(page, in_days(behind, 20))
    draft = caseworker.post(address, data=filled(page, {**written, "draft": "1"}, form="letter-form"))
    assert "Filen er tom." in read_letter(draft.data).text
    sent = filled(page, written, form="letter-form")
    for _ in range(2):
        answer = caseworker.post(address, data=sent)
        assert (answer.status_code, answer.location) == (303, f"/sak/{case.id}#letters")
    front = text_of(caseworker.get(f"/sak/{case.id}"))
    assert "Venter på opplysninger" in front
    assert front.count("Brev om manglende opplysninger 22. november 2026") == 1
    log = text_of(caseworker.get(f"/sak/{case.id}/logg"))
    assert "Ba om opplysninger som mangler" in log
    assert "12. desember 2026" in log
    listed = text_of(caseworker.get("/saker?status=waiting"))
    assert case.number in listed

    leader = site.browser("leader")
    own = leader.get(f"/mine-saker/{case.id}")
    for said in ("Dette mangler i søknaden", "Vedtektene:", "Filen er tom.", "12. desember 2026", "Rett søknaden"):
        assert said in text_of(own)
    assert "Vi har bedt dere svare innen 12. desember 2026" in text_of(leader.get(f"/soknad/{case.id}"))
    site.clock.forward(days=120)
    assert "Dere kan fortsatt rette" in text_of(leader.get(f"/soknad/{case.id}"))


def test_whoever_has_not_declared_is_asked_to_and_writes_nothing(behind: Example, caseworker: FlaskClient) -> None:
    with behind.session() as session:
        case = sent_case(session, behind)
    assert not links_of(caseworker.get(f"/sak/{case.id}"), f"/sak/{case.id}/brev/")
    assert "Svar på om du er habil" in text_of(caseworker.get(f"/sak/{case.id}"))
    assert caseworker.get(f"/sak/{case.id}/brev/missing-information").status_code == 303


@pytest.mark.parametrize("kind", ["recovery", "report-approved", "receipt", "nonsense"])
def test_a_letter_that_makes_no_sense_is_refused_in_plain_words(
    behind: Example, caseworker: FlaskClient, kind: str
) -> None:
    answer = caseworker.get(f"/sak/{in_hand(behind).id}/brev/{kind}?ar=2027")
    assert answer.status_code == 409
    assert "passer ikke slik saken står nå" in text_of(answer)


def test_a_later_decision_is_proposed_and_read_by_its_approver(site: Site, behind: Example) -> None:
    with behind.session() as session:
        case = reported_case(session, behind)
        year = year_of(case)
    caseworker, approver = site.browser("caseworker"), site.browser("approver")
    address = f"/sak/{case.id}/brev/transfer-granted?ar={year}"
    page = caseworker.get(address)
    assert page_of(page).get_element_by_id("q_amount").value == "120000"
    sent = filled(page, {"q_reason": "Planen er god."}, form="letter-form")
    answer = caseworker.post(address, data=sent)
    assert (answer.status_code, answer.location) == (303, f"/sak/{case.id}/vedtak")
    for language, said in (("nb", "Ubrukte midler"), ("nn", "Ubrukte midlar")):
        shown = text_of(approver.get(f"/sak/{case.id}/vedtak?lang={language}"))
        for words in (said, "Planen er god.", "120 000"):
            assert words in shown
    read = approver.get(f"/sak/{case.id}/vedtak?lang=nb")
    draft = approver.get(f"/sak/{case.id}/vedtak/utkast/transfer-granted")
    assert "Planen er god." in read_letter(draft.data).text
    form = next(one for one in page_of(read).forms if (one.action or "").endswith("/godkjenn"))
    assert approver.post(form.action, data=dict(form.form_values())).status_code == 303
    assert caseworker.post(f"/sak/{case.id}/vedtak/send").status_code == 303
    assert "Vedtaksbrev om overføring av ubrukte midler" in text_of(
        site.browser("leader").get(f"/mine-saker/{case.id}")
    )


def test_an_appeal_that_came_in_may_be_answered_in_two_ways(behind: Example, caseworker: FlaskClient) -> None:
    with behind.session() as session:
        case = granted_case(session, behind)
    address = f"/sak/{case.id}/brev/appeal-received"
    page = caseworker.get(address)
    data = filled(page, {"q_in_time": "true"}, form="letter-form")
    assert caseworker.post(address, data=data).status_code == 303
    front = caseworker.get(f"/sak/{case.id}")
    assert "Klage mottatt" in text_of(front)
    offered = {link.split("/")[-1] for link in links_of(front, f"/sak/{case.id}/brev/")}
    assert {"appeal-changed", "appeal-forwarded"} <= offered


def test_a_letter_that_lacks_something_is_not_issued_and_says_what(example: Example, tmp_path: Path) -> None:
    templates = tmp_path / "letter_templates"
    shutil.copytree(TEMPLATES, templates)
    with (templates / "requirements.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[requirement]]\nid = "x"\nkinds = ["missing-information"]\nsource = "a test"\n'
            'what = { nb = "ordet ugle", nn = "ordet ugle" }\nwords = { nb = "ugle", nn = "ugle" }\n'
        )
    with example.session() as session:
        case = sent_case(session, example)
        caseworker = example.actor("caseworker")
        impartial(session, case, caseworker)
        entered = {"items": [{"key": "a", **ITEM}], "deadline": in_days(example, 9)}
        where = (office_of(example, templates), case.id, Offer("missing-information"), entered)
        with pytest.raises(LetterIncomplete) as lacking:
            issue_later_letter(session, caseworker, *where, issued=0, at=example.clock())
        assert "ordet ugle" in lacking.value.params["missing"]
        session.rollback()
        assert documents_of(session, case) == []
        assert example.mails == []
