"""Letters to PDF/A-2b through LibreOffice: tagged, and with a time limit for each letter.

One process takes many letters and is then gone (a long-lived one grows, and a dead one leaves a live-looking server
behind). Each has a profile of its own, so that several run side by side. One that makes no progress is killed with
everything it started, the letter it was at is blamed, and the rest go on in a new process.
"""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PROCESSES = 2
MOST_AT_ONCE = 100
"""Letters that one process takes."""
_PDF_A_2B = {"SelectPdfVersion": ("long", "2"), "UseTaggedPDF": ("boolean", "true")}
_FILTER = {name: {"type": kind, "value": value} for name, (kind, value) in _PDF_A_2B.items()}
_LOOK_AGAIN_SECONDS = 0.05


@dataclass(frozen=True)
class Converter:
    """LibreOffice, and how long it may take: to start, and for each letter."""

    program: Path
    folder: Path
    """For profiles, and for the number of each process while it runs; nobody else's."""
    letter_seconds: float = 30
    start_seconds: float = 60

    def convert(self, letters: Sequence[Path]) -> dict[Path, str | None]:
        """Write `x.pdf` beside each `x.docx`. Gives what went wrong with each, as a code; None where nothing did."""
        shares = [share for share in (letters[number::PROCESSES] for number in range(PROCESSES)) if share]
        with ThreadPoolExecutor(PROCESSES) as pool:
            faults = list(pool.map(self._convert_share, shares))
        return {letter: fault for share in faults for letter, fault in share.items()}

    def clear(self) -> None:
        """Kill what an earlier process of ours left running, and remove what it left behind."""
        for group in self.folder.glob("*.group"):
            command = Path(f"/proc/{group.stem}/cmdline")
            if command.is_file() and str(self.folder).encode() in command.read_bytes():
                _kill(int(group.stem))
        shutil.rmtree(self.folder, ignore_errors=True)

    def _convert_share(self, letters: Sequence[Path]) -> dict[Path, str | None]:
        faults: dict[Path, str | None] = {}
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as profile:
            while left := [letter for letter in letters if letter not in faults][:MOST_AT_ONCE]:
                faults |= self._run(left, Path(profile))
        return faults

    def _run(self, letters: Sequence[Path], profile: Path) -> dict[Path, str | None]:
        """What one process made of these letters; those that it never came to are left out."""
        with self._process(letters, profile) as process:
            in_time = self._watch(process, letters)
        made = [number for number, letter in enumerate(letters) if _is_whole(letter.with_suffix(".pdf"))]
        came_to_its_end = in_time and process.returncode == 0
        tried = len(letters) if came_to_its_end else max(made, default=-1) + 2
        fault = "pdf_not_made" if in_time else "pdf_timed_out"
        return {letter: None if number in made else fault for number, letter in enumerate(letters[:tried])}

    def _watch(self, process: subprocess.Popen[bytes], letters: Sequence[Path]) -> bool:
        """Wait until the process ends. False where it made no progress for as long as a letter may take."""
        made, deadline = 0, time.monotonic() + self.start_seconds
        while process.poll() is None:
            if time.monotonic() > deadline:
                return False
            while made < len(letters) and _is_whole(letters[made].with_suffix(".pdf")):
                made, deadline = made + 1, time.monotonic() + self.letter_seconds
            time.sleep(_LOOK_AGAIN_SECONDS)
        return True

    @contextmanager
    def _process(self, letters: Sequence[Path], profile: Path) -> Iterator[subprocess.Popen[bytes]]:
        command = [
            str(self.program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--convert-to", f"pdf:writer_pdf_Export:{json.dumps(_FILTER)}", "--outdir", str(letters[0].parent),
            *map(str, letters),
        ]  # fmt: skip
        environment = {"HOME": str(profile), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
        process = subprocess.Popen(  # noqa: S603 - the operator's own program, on files that we made
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
        )
        group = self.folder / f"{process.pid}.group"
        group.touch()
        try:
            yield process
        finally:
            _kill(process.pid)
            process.wait()
            group.unlink(missing_ok=True)


def _kill(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _is_whole(pdf: Path) -> bool:
    try:
        with pdf.open("rb") as file:
            file.seek(-8, os.SEEK_END)
            return b"%%EOF" in file.read()
    except OSError:
        return False
