"""Made reports to files: NAME.pdf and NAME.json, by reportlab, Chromium, WeasyPrint and LibreOffice."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright

from formsvc.legacy_reports.catalogue import Catalogue
from tests.legacy_reports.generators.compose import Composer
from tests.legacy_reports.generators.in_docx import write_docx
from tests.legacy_reports.generators.in_html import as_html
from tests.legacy_reports.generators.in_reportlab import as_pdf
from tests.legacy_reports.generators.report import Made, seeded

Batch = Mapping[str, Made]
_CHROMIUM = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
_QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def compose(catalogue: Catalogue, scheme: str, seed: str) -> Made:
    """The report of a seed."""
    return Composer(catalogue, scheme, seeded(f"{scheme} {seed}")).report()


def available() -> dict[str, Callable[[Batch, Path], None]]:
    """The producers that this machine has."""
    programs = {"chromium": _chromium, "weasyprint": _weasyprint, "libreoffice": _libreoffice}
    commands = {"chromium": "chromium", "weasyprint": "weasyprint", "libreoffice": "soffice"}
    found = {name: produce for name, produce in programs.items() if shutil.which(commands[name])}
    return {"reportlab": _reportlab, **found}


def produce(batch: Batch, producer: str, folder: Path) -> None:
    """Write the PDFs and keys that the folder lacks."""
    folder.mkdir(parents=True, exist_ok=True)
    lacking = {name: made for name, made in batch.items() if not (folder / f"{name}.pdf").exists()}
    if not lacking:
        return
    available()[producer](lacking, folder)
    for name, made in lacking.items():
        (folder / f"{name}.json").write_text(json.dumps(made.key | {"traps": made.traps}, ensure_ascii=False), "utf-8")


def _reportlab(batch: Batch, folder: Path) -> None:
    for name, made in batch.items():
        (folder / f"{name}.pdf").write_bytes(as_pdf(made))


def _chromium(batch: Batch, folder: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*_CHROMIUM, *_QUIET])
        page = browser.new_page()
        for name, made in batch.items():
            page.set_content(as_html(made))
            page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True, print_background=True)
        browser.close()


def _weasyprint(batch: Batch, folder: Path) -> None:
    for name, made in batch.items():
        command = ["weasyprint", "-q", "--pdf-forms", "-", str(folder / f"{name}.pdf")]
        subprocess.run(command, input=as_html(made).encode(), check=True, capture_output=True)


def _libreoffice(batch: Batch, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as work:
        files = [Path(work) / f"{name}.docx" for name in batch]
        for file, made in zip(files, batch.values(), strict=True):
            write_docx(made, file)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", str(folder), *map(str, files)], check=True, capture_output=True)
