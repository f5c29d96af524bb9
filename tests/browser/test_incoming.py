"""Many old reports of a call in a browser: the page follows by itself, and works without scripts too."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.fixtures.example import Site
from tests.fixtures.incoming import read_all
from tests.fixtures.old_reports import report_pdf, scanned_pdf
from tests.fixtures.reporting import accepted_case, as_example
from tests.fixtures.windows import Findings, Window, clean

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "width", "scripts"), [("nb", 1280, True), ("nn", 375, False)])
def test_files_are_uploaded_followed_and_placed(
    site: Site, window: Window, axe_findings: Findings, tmp_path: Path, language: str, width: int, *, scripts: bool
) -> None:
    example = as_example(site)
    with example.session() as session:
        call_id = accepted_case(session, example).call_id
    files = {"rapport.pdf": report_pdf(), "skannet.pdf": scanned_pdf()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    page = window("caseworker", language, width, scripts=scripts)
    page.goto(f"/saker/utlysning/{call_id}/rapporter")

    page.locator("#chosen-files").set_input_files([tmp_path / name for name in files])
    page.get_by_role("button", name="Last opp og les").click()
    page.locator("#refresh").wait_for()
    with example.session() as session:
        read_all(session, example)
    if not scripts:
        page.locator("#refresh").click()
    page.locator("#placing").wait_for()

    if scripts:
        clean(page, axe_findings, width)
    page.locator("select[name=case]").select_option(index=1)
    page.locator("form[id^=place]").get_by_role("button").click()
    page.locator("#refresh").wait_for()
    expect(page.get_by_text("skannet.pdf").first).to_be_visible()
