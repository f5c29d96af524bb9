"""The wheel carries everything: installed in an empty environment outside the repository, the service works."""

import json
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def formsvc(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as installed from the wheel. Its dependencies are lent by our environment: the locks are the same."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=True)
    python = home / "bin/python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", wheel], check=True, cwd=home)
    site = next(home.glob("lib/python3*/site-packages"))
    # A .pth that lends a folder does not read that folder's own .pth files, so the checkout stays out of sight.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    where = (python, "-c", "import formsvc; print(formsvc.__file__)")
    assert str(site) in subprocess.run([*where], cwd=home, check=True, capture_output=True, text=True).stdout
    return home / "bin/formsvc"


def environment(**settings: str) -> dict[str, str]:
    """Nothing of ours but what a program needs to run."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | settings


def run(formsvc: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [formsvc, *arguments], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_data_and_design_files(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    static = "formsvc/web/static/vendor"
    assert f"{static}/designsystemet.css" in names, "run `make`, which copies the design files"
    assert f"{static}/inter/inter-latin-ext-400-normal.woff2" in names
    assert "formsvc/storage/migrations/script.py.mako" in names
    assert any(name.startswith("formsvc/texts/catalogues/") for name in names)
    for folder in ("forms", "letter_templates"):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {f"formsvc/_data/{path}" for path in ours} <= set(names)
    assert not [name for name in names if name.startswith(("tests/", "forms/"))]


def test_the_installed_command_knows_the_schemes(formsvc: Path, tmp_path: Path) -> None:
    known = {entry["scheme"] for entry in json.loads(run(formsvc, tmp_path, "schemes", "--json"))}
    assert known == {path.parent.parent.name for path in (ROOT / "forms").glob("*/*/scheme.toml")}


def test_the_installed_demo_leaves_letters(formsvc: Path, tmp_path: Path) -> None:
    told = run(formsvc, tmp_path, "demo", "--out", "letters")
    letters = list((tmp_path / "letters").rglob("*.docx"))
    assert letters
    assert all(letter.name in told for letter in letters)


@pytest.mark.loopback
def test_the_installed_service_answers(formsvc: Path, tmp_path: Path) -> None:
    with serving(formsvc, tmp_path) as address:
        with urllib.request.urlopen(address) as page:
            assert b"</html>" in page.read()
        with urllib.request.urlopen(f"{address}/static/vendor/designsystemet.css") as style:
            assert style.status == 200


@contextmanager
def serving(formsvc: Path, folder: Path) -> Iterator[str]:
    """`formsvc serve` on a free port, stopped as an operator stops it."""
    port = free_port()
    process = subprocess.Popen([formsvc, "serve"], cwd=folder, env=environment(PORT=str(port)))
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=PATIENCE) in (0, -signal.SIGTERM)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        assert process.poll() is None, "the service stopped"
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {address}")
