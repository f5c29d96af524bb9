"""A call tells whom it is for, in both languages; a survey speaks of answers."""

import pytest
from sqlalchemy import select

from formsvc.services.example_cases import add_past_calls, play
from formsvc.services.example_data import ExampleCase
from formsvc.storage.models import Call
from tests.fixtures.example import START, Example, Site
from tests.fixtures.pages import text_of

ANSWERED = ExampleCase(
    scheme="frisklivstilbud", form="county-survey", file="case-county-survey.json", until="draft", on_open_call=True
)


def call_of(site: Site, form: str) -> int:
    with Example(site.database, site.clock).session(writes=False) as session:
        return session.scalars(select(Call.id).where(Call.scheme == "frisklivstilbud", Call.form == form)).one()


@pytest.mark.parametrize(
    ("language", "why"),
    [("nb", "Dømedal kommune ligger i et annet fylke"), ("nn", "Dømedal kommune ligg i eit anna fylke")],
)
def test_a_municipality_of_another_county_is_told_why(site: Site, language: str, why: str) -> None:
    browser, call = site.browser("municipality_elsewhere"), call_of(site, "application")
    page = text_of(browser.get(f"/utlysninger/{call}?lang={language}"))
    assert why in page
    assert "Start søknad" not in page
    answer = browser.post(f"/utlysninger/{call}/soknad", data={"organisation": 6})
    assert answer.status_code == 403
    assert why in text_of(answer)


def test_its_own_municipality_finds_the_call_and_who_calls(site: Site) -> None:
    browser = site.browser("municipality")
    assert "til fordeling for 2027 · Eksempelfylket fylkeskommune" in text_of(browser.get("/mine-saker"))
    page = text_of(browser.get(f"/utlysninger/{call_of(site, 'application')}"))
    assert "Start søknad" in page
    assert "annet fylke" not in page


def test_a_county_is_asked_to_answer_and_not_to_apply(site: Site) -> None:
    browser, call = site.browser("county"), call_of(site, "county-survey")
    assert "Dette skal dere svare på" in text_of(browser.get("/mine-saker"))
    page = text_of(browser.get(f"/utlysninger/{call}"))
    assert [word for word in ("Start skjemaet", "Svarfrist", "Hvem som skal svare") if word not in page] == []
    assert [word for word in ("Søknadsfrist", "Til fordeling", "Start søknad") if word in page] == []
    assert "Dette skal dere svare på" not in text_of(site.browser("leader").get("/mine-saker"))
    assert "Fylkeskommunens rapport" not in text_of(site.visitor().get("/"))


def test_a_county_chooses_among_its_own_forms(site: Site) -> None:
    county = text_of(site.browser("county_administrator").get("/admin/2/utlysninger/ny"))
    directorate = text_of(site.browser("administrator").get("/admin/1/utlysninger/ny"))
    assert "Søknad til fylkeskommunen" in county
    assert "utviklingssentral" not in county
    assert "utviklingssentral" in directorate
    assert "Søknad til fylkeskommunen" not in directorate


def test_a_survey_that_nobody_signs_can_be_read_through_and_sent(site: Site) -> None:
    example = Example(site.database, site.clock)
    with example.session() as session:
        add_past_calls(session, example.office)
        case_id = list(play(session, example.office, ANSWERED, START))[-1].case_id
    page = site.browser("county").get(f"/soknad/{case_id}/send")
    assert page.status_code == 200
    assert "Undertegn" not in text_of(page)
