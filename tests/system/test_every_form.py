"""Every form on every page, filled in by somebody who means ill or has no idea: never a fault, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from formsvc.app import create_app
from formsvc.config import Settings
from formsvc.services.mail import Outbox
from tests.fixtures.cases import begun_batch, sent_case
from tests.fixtures.example import START, Clock, Example, Site
from tests.fixtures.pages import page_of
from tests.fixtures.reporting import accepted_case
from tests.fixtures.routes import Door, doors
from tests.system.test_browser_guards import who_enters
from tests.system.test_doors import KNOWN

NASTY = ["å" * 20_001, "9" * 25, "-1", "{{ 7*7 }}<b>&\u202e😀\x00\x0b\ud7ff'\";--", "\n\n"]
_NOT_TYPED = ("csrf_token", "shown", "version", "number", "action")


@pytest.fixture
def both(example: Example, tmp_path: Path) -> Iterator[Site]:
    """The whole service on SQLite and on PostgreSQL."""
    url = example.database.engine.url.render_as_string(hide_password=False)
    environment = {"FORMSVC_MODE": "development", "FORMSVC_DATA": str(tmp_path), "DATABASE_URL": url}
    settings = Settings.from_env(environment)
    app = create_app(settings, time=Clock())
    app.config["WTF_CSRF_ENABLED"] = False
    yield Site(app, Clock(), Outbox(settings.outbox_dir, settings.mail_from))
    app.extensions["database"].close()


@pytest.fixture
def pages(both: Site, example: Example) -> list[Door]:
    """Every page, on a case that is decided and on one that is not."""
    with example.session() as session:
        ids = [accepted_case(session, example).id, sent_case(session, example, at=START).id]
    batch_id = begun_batch(example, KNOWN["call_id"])
    known = {"membership_id": 1, "person_id": 2, "token_id": 1, "batch_id": batch_id, **KNOWN}
    found = [door for case_id in ids for door in doors(both.app, **known, case_id=case_id) if door.method == "GET"]
    return list(
        {door.address: door for door in found if "<secret>" not in door.rule and "static" not in door.rule}.values()
    )


def spoiled(form: lxml.html.FormElement, nasty: str) -> MultiDict[str, str]:
    """The form with this in every field, hidden and chosen ones too."""
    names = [str(name) for name in form.xpath(".//@name")]
    plain = [(name, value or "") for name, value in form.form_values() if name in _NOT_TYPED]
    return MultiDict([*plain, *((name, nasty) for name in names if name not in _NOT_TYPED), ("action", "save")])


def forms_of(client: FlaskClient, address: str) -> list[lxml.html.FormElement]:
    answer = client.get(address)
    assert answer.status_code < 500, address
    if answer.mimetype != "text/html" or not answer.text:
        return []
    return [form for form in page_of(answer).forms if form.action != "/logg-ut"]


@pytest.mark.parametrize("nasty", NASTY, ids=lambda nasty: ascii(nasty[:12]))
def test_nothing_that_can_be_sent_is_a_fault(both: Site, pages: list[Door], nasty: str) -> None:
    tried = 0
    for door in pages:
        client = both.browser(who_enters(door))
        for form in forms_of(client, door.address):
            action, tried = form.action or door.address, tried + 1
            sent = spoiled(form, nasty)
            get = form.method == "GET"
            answer = client.get(action, query_string=sent) if get else client.post(action, data=sent)
            assert answer.status_code < 500, (action, answer.status_code)
            for field in ("version", "number", "signatory") if nasty.isdecimal() else ():
                assert client.post(action, data={**sent.to_dict(), field: nasty}).status_code < 500, (action, field)
    assert tried > 15
