"""The report as its recipient fills it in: targets beside results, budget beside accounts, then checked and sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.fixtures.example import Site
from tests.fixtures.pages import filled, page_of, pressed, text_of
from tests.fixtures.reporting import accepted_case, as_example, fill_in_report, granted_case, report_answers, year_of


@dataclass(frozen=True)
class Reporting:
    """A recipient's browser, and where the report is."""

    browser: FlaskClient
    case_id: int
    year: int

    @property
    def address(self) -> str:
        return f"/rapport/{self.case_id}/{self.year}"

    def get(self, page: str = "", **query: str) -> TestResponse:
        return self.browser.get(f"{self.address}{page}", query_string=query)


def reporting(site: Site, changes: Mapping[str, Any] | None = None) -> Reporting:
    """A report; filled in with the example answers where `changes` is given, those answers changed."""
    example = as_example(site)
    with example.session() as session:
        case = accepted_case(session, example)
        if changes is not None:
            fill_in_report(session, example, case, report_answers(session, example, **changes))
        return Reporting(site.browser("leader"), case.id, year_of(case))


def test_the_case_leads_to_the_report_and_tells_when_it_is_due(site: Site) -> None:
    on = reporting(site)

    page = on.browser.get(f"/mine-saker/{on.case_id}")
    there = on.browser.get(f"/rapport/{on.case_id}", follow_redirects=True)

    assert f"Frist 1. april {on.year + 1}" in text_of(page)
    assert there.request.path == on.address
    assert f"Frist for rapporten: 1. april {on.year + 1} kl. 23.59" in text_of(there)


def test_before_the_grant_is_accepted_there_is_a_plain_message(site: Site) -> None:
    example = as_example(site)
    with example.session() as session:
        case = granted_case(session, example)
        address = f"/rapport/{case.id}/{year_of(case)}"

    answer = site.browser("leader").get(address)

    assert answer.status_code == 409
    assert "når tilskuddet er bekreftet" in answer.text


def test_the_demand_for_an_auditor_is_told_from_the_start_with_the_amount(site: Site) -> None:
    on = reporting(site)

    for page in ("", "/accounts"):
        told = text_of(on.get(page))
        assert "skal en revisor bekrefte regnskapet" in told
        assert "1\u00a0650\u00a0000" in on.get(page).text


def test_each_result_stands_beside_its_target_and_asks_for_an_explanation_only_where_they_differ(site: Site) -> None:
    on = reporting(site)

    before = on.get("/results")
    pressed(on.browser, f"{on.address}/results", "save", {"q_result.needed_offer_share": "88"})
    after = on.get("/results")

    assert "85\u00a0%" in page_of(before).get_element_by_id("q_result.needed_offer_share-note").text_content()
    assert "q_deviation.needed_offer_share" not in before.text
    note = page_of(after).get_element_by_id("q_result.needed_offer_share-note").text_content()
    assert "3 prosentpoeng over" in note
    assert "må forklares" in note
    assert "q_deviation.needed_offer_share" in after.text
    assert "q_deviation.training_share" not in after.text


def test_targets_are_told_for_each_service(site: Site) -> None:
    page = page_of(reporting(site, {}).get("/results"))

    notes = {
        key: " ".join(page.get_element_by_id(f"q_result.participants-{key}-note").text_content().split())
        for key in ("conversations", "groups", "chat")
    }

    assert notes["conversations"].startswith("Måltall i søknaden: 260 Forskjell: 11 over")
    assert "8 under" in notes["groups"]
    assert notes["chat"].startswith("Måltall i søknaden: 1 400")


def test_zero_and_not_relevant_are_not_the_same_as_nothing(site: Site) -> None:
    on = reporting(site)
    on.browser.post(
        f"{on.address}/results",
        data={
            "shown": ["result.training_share", "result.safe_share"],
            "q_result.training_share": "0",
            "q_result.safe_share-instead": "not_relevant",
        },
    )

    page = page_of(on.get("/results"))

    notes = {name: page.get_element_by_id(f"q_result.{name}-note").text_content() for name in ("training_share",)}
    assert "95 prosentpoeng under" in notes["training_share"]
    assert "må forklares" in page.get_element_by_id("q_result.safe_share-note").text_content()
    assert "Forskjell" not in page.get_element_by_id("q_result.easy_to_find_share-note").text_content()


def test_an_autosave_brings_the_new_difference(site: Site) -> None:
    on = reporting(site, {})
    sent = filled(on.get("/results"), {"q_result.website_visitors": "61 000"})

    answer = on.browser.post(f"{on.address}/results?autolagre=1", data=sent)

    assert answer.status_code == 200
    assert 'id="q_result.website_visitors-note" hx-swap-oob="true"' in answer.text
    assert "1\u00a0000 over" in answer.text


def test_accounts_stand_on_the_lines_of_the_budget_with_sums(site: Site) -> None:
    page = text_of(reporting(site, {}).get("/accounts"))

    assert "Lønn og sosiale kostnader" in page
    assert "kr 18 000 mindre enn budsjettet" in page
    assert "Sum budsjett: kr 2 100 000 Sum regnskap: kr 2 060 000 Forskjell: kr 40 000 mindre" in page


def test_what_is_left_is_filled_in_before_anybody_has_typed_it(site: Site) -> None:
    unspent = dict.fromkeys(("unspent_amount", "unspent_wish", "unspent_reason", "transfer_plan"))
    page = reporting(site, unspent).get("/unspent")

    assert "".join(page_of(page).get_element_by_id("q_unspent_amount").value.split()) == "40000"
    assert "Hva vil dere gjøre med pengene?" in text_of(page)


def test_check_and_send_gives_a_receipt_and_a_version_to_read(site: Site) -> None:
    on = reporting(site, {})
    signed = {
        "q_signatory_name": "Søker 1",
        "q_signatory_capacity": "board_leader",
        "q_declaration": "true",
    }

    check = on.get("/send")
    receipt = pressed(on.browser, f"{on.address}/send", "", signed, form="sign-form")
    shown = on.browser.get(receipt.location)

    assert "Resultater mot måltall" in text_of(check)
    assert "Regnskap mot budsjett" in text_of(check)
    assert receipt.status_code == 303
    assert f"-R{on.year}-1" in text_of(shown)
    version = text_of(on.get("/versjon/1"))
    assert "3 prosentpoeng over" in version
    assert "Vi hadde 1 964 samtaler" in version


def test_an_unexplained_deviation_stops_the_report_with_a_link_to_it(site: Site) -> None:
    on = reporting(site, {"deviation.needed_offer_share": None})

    page = on.get("/send")

    assert "sign-form" not in page.text
    assert f"{on.address}/results?kontroll=1#q_deviation.needed_offer_share" in page.text


def test_a_missing_declaration_keeps_what_was_typed(site: Site) -> None:
    on = reporting(site, {})

    answer = pressed(on.browser, f"{on.address}/send", "", {"q_signatory_name": "Styreleder 7"}, form="sign-form")

    assert answer.status_code == 422
    assert "Styreleder 7" in answer.text


def test_after_the_last_day_it_is_taken_and_said_to_be_late(site: Site) -> None:
    on = reporting(site, {})
    site.clock.moment = datetime(on.year + 1, 4, 2, 8, 0, tzinfo=UTC)
    signed = {"q_signatory_capacity": "board_leader", "q_declaration": "true"}

    tasks = site.browser("leader").get(on.address)
    pressed(site.browser("leader"), f"{on.address}/send", "", signed, form="sign-form")
    receipt = site.browser("leader").get(f"{on.address}/kvittering")

    assert "Send rapporten likevel" in text_of(tasks)
    assert "kom etter fristen" in text_of(receipt)


@pytest.mark.parametrize("who", ["other", "caseworker"])
def test_nobody_else_sees_it(site: Site, who: str) -> None:
    on = reporting(site)

    for page in ("", "/results", "/send", "/kvittering", "/versjon/1"):
        assert site.browser(who).get(f"{on.address}{page}").status_code in (403, 404)


def test_the_nynorsk_page_is_nynorsk(site: Site) -> None:
    page = text_of(reporting(site, {}).get("/results", lang="nn"))

    assert "Måltal i søknaden" in page
    assert "Skilnad" in page
