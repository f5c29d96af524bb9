"""Two at once, twice, too large or not what it says: nothing is lost, nothing is made twice."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.fixtures import applying
from tests.fixtures.example import Example, Site
from tests.fixtures.pages import filled, links_of, page_of, text_of
from tests.fixtures.reporting import accepted_case, opened_report, year_of


def test_two_clicks_at_the_same_moment_send_once(site: Site, behind: Example) -> None:
    case_id = applying.begin(behind)
    applying.fill_in(behind, case_id, applying.answers())
    browsers = [site.browser("leader") for _ in range(3)]
    signature = {"q_signatory_capacity": "board_leader", "q_declaration": "true"}
    forms = [filled(b.get(f"/soknad/{case_id}/send"), signature, form="sign-form") for b in browsers]
    with ThreadPoolExecutor(3) as pool:
        answers = list(
            pool.map(
                lambda pair: pair[0].post(f"/soknad/{case_id}/send", data=pair[1]), zip(browsers, forms, strict=True)
            )
        )
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    page = browsers[0].get(f"/mine-saker/{case_id}")
    assert len(links_of(page, f"/mine-saker/{case_id}/versjon/")) == 1
    assert len(set(links_of(page, f"/mine-saker/{case_id}/dokument/"))) == 1


def test_two_who_save_at_the_same_moment_both_find_their_text(site: Site, behind: Example) -> None:
    case_id = applying.begin(behind)
    address = f"/soknad/{case_id}/measure"
    people = {who: site.browser(who) for who in ("leader", "writer")}
    forms = {who: filled(b.get(address), {"q_project_title": f"Tittel av {who}"}) for who, b in people.items()}
    with ThreadPoolExecutor(2) as pool:
        answers = dict(
            zip(people, pool.map(lambda who: people[who].post(address, data=forms[who]), people), strict=True)
        )
    assert sorted(answer.status_code for answer in answers.values()) == [303, 409]
    late = next(who for who, answer in answers.items() if answer.status_code == 409)
    first = next(who for who in people if who != late)
    page = page_of(answers[late])
    assert page.get_element_by_id("q_project_title").value == f"Tittel av {late}"
    assert f"Tittel av {first}" in text_of(answers[late])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rapport.pdf", b"MZ\x90 ikke en PDF", "er ikke en PDF"),
        ("rapport.pdf", b"<script>alert(1)</script>", "er ikke en PDF"),
        ("tom.pdf", b"", "er tom"),
        ("stor.pdf", b"%PDF-1.7" + b"x" * 15_000_001, "er for stor"),
    ],
)
def test_a_file_that_cannot_be_taken_is_explained_and_the_rest_is_saved(
    site: Site, behind: Example, name: str, content: bytes, words: str
) -> None:
    with behind.session() as session:
        case = accepted_case(session, behind)
        form = opened_report(session, behind, case)
    fields = [(part.section.id, field) for part in form.progress.sections for field in part.section.fields]
    section, question = next((section, field.id) for section, field in fields if field.type == "attachment")
    client, address = site.browser("leader"), f"/rapport/{case.id}/{year_of(case)}/{section}"
    sent = filled(client.get(address)).to_dict(flat=False)
    files = [FileStorage(BytesIO(bytes_), called) for called, bytes_ in (("god.pdf", b"%PDF-1.7 god"), (name, content))]
    boundary, body = encode_multipart({**sent, f"q_{question}": files})
    answer = client.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status_code == 422
    assert words in text_of(answer)
    with behind.session() as session:
        kept = opened_report(session, behind, case).drafts[section].typed[question]
    assert [file["name"] for file in kept] == ["god.pdf"]
