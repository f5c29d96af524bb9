"""The recipient reads the letters and accepts the grant."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from formsvc.services.approve_decision import approve_decision
from formsvc.services.dispatch_decision import dispatch_decision
from formsvc.services.propose_decision import Proposal, propose_decision
from formsvc.texts import text
from tests.fixtures.cases import REASON, impartial, office_of, sent_case
from tests.fixtures.example import START, Example, Site

SHOWN = ["account", "account_again", "accepts"]
GOOD = {"shown": SHOWN, "q_account": "9710 05 00012", "q_account_again": "97100500012", "q_accepts": "true"}
ADDRESS = "/mine-saker/1/bekreft"


@pytest.fixture
def leader(site: Site) -> FlaskClient:
    """The signatory of an organisation whose grant has been sent."""
    example = Example(site.database)
    caseworker, approver = example.actor("caseworker"), example.actor("approver")
    with site.database.session(writes=True) as session:
        case = sent_case(session, example)
        impartial(session, case, caseworker, approver)
        propose_decision(session, caseworker, case.id, Proposal("award", 1_650_000, 1, REASON), START)
        signatory = example.actor("signatory").id
        approve_decision(session, approver, case.id, version_read=1, signatory_id=signatory, at=START)
        dispatch_decision(session, caseworker, office_of(example), case.id, START)
    return site.browser("leader")


def test_the_case_page_leads_to_the_acceptance_with_its_deadlines(leader: FlaskClient) -> None:
    page = leader.get("/mine-saker/1").text
    for said in (ADDRESS, "13. desember 2026", "20. desember 2026", text("letters.title.award", "nb")):
        assert said in page
    for language in ("nb", "nn"):
        assert leader.get(f"{ADDRESS}?lang={language}").status_code == 200


def test_after_the_acceptance_the_report_is_next(leader: FlaskClient) -> None:
    assert leader.post(ADDRESS, data=GOOD).status_code == 303
    assert leader.post(ADDRESS, data=GOOD).status_code == 303
    page = leader.get("/mine-saker/1").text
    assert "Tilskuddet er bekreftet" in page
    assert "Gå til rapporten" in page
    assert "Tilskuddet ble bekreftet" in leader.get(ADDRESS).text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"q_account": "97100500013"}, "er ikke et gyldig kontonummer"),
        ({"q_account": "1234"}, "er ikke et gyldig kontonummer"),
        ({"q_account_again": "30004012344"}, "De to kontonumrene er ikke like"),
        ({"q_accepts": ""}, "Vi har lest tilskuddsbrevet"),
        ({"q_account": ""}, "Kontonummer"),
    ],
)
def test_faults_are_told_at_the_field_and_nothing_typed_is_lost(
    leader: FlaskClient, changes: dict[str, Any], message: str
) -> None:
    answer = leader.post(ADDRESS, data=GOOD | changes)
    assert answer.status_code == 422
    assert message in answer.text
    assert 'id="errors"' in answer.text
    assert re.search(r"9710\s?05\s?00012", answer.text)


def test_who_does_not_sign_is_told_whom_to_ask(site: Site, leader: FlaskClient) -> None:
    writer = site.browser("writer")
    page = writer.get(ADDRESS).text
    assert "Søker 1 (styreleder)" in page
    assert "q_account" not in page
    assert writer.post(ADDRESS, data=GOOD).status_code == 403
    assert site.browser("other").get(ADDRESS).status_code == 404
    assert leader.get("/mine-saker/1/dokument/1").headers["Content-Disposition"].startswith("attachment;")
    assert site.browser("other").get("/mine-saker/1/dokument/1").status_code == 404


def test_before_the_letter_is_sent_there_is_nothing_to_accept(site: Site) -> None:
    with site.database.session(writes=True) as session:
        sent_case(session, Example(site.database))
    assert site.browser("leader").get(ADDRESS).status_code == 409
