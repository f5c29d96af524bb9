"""What must not stand in the repository: scheme ids in code, paths of a machine, addresses of registries."""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKED = {".docx", ".dotx"}
PICTURES = {".png", ".pdf", ".woff2"}

# Written in pieces, so that this file does not hold them.
MACHINE_PATHS = [f"/{first}{rest}/" for first, rest in (("wo", "rk"), ("ro", "ot"), ("ho", "me"), ("fa", "rm"))]
REGISTRIES = [f"{first}{rest}" for first, rest in (("pypi", ".org"), ("python", "hosted.org"), ("npm", "js.org"))]
TOOLS = [
    f"{first}{rest}" for first, rest in (("Co-auth", "ored-by"), ("../sha", "red/"), ("Clau", "de"), ("Anthro", "pic"))
]
FORBIDDEN = re.compile("|".join(re.escape(word) for word in (*MACHINE_PATHS, *REGISTRIES, *TOOLS)), re.IGNORECASE)
UNWANTED_FILES = {"uv.lock", ".env"}


def tracked() -> list[Path]:
    """Every file that git tracks and that is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """The text in a file, by place: a Word document holds several."""
    name = path.relative_to(ROOT).as_posix()
    if path.suffix in PACKED:
        with zipfile.ZipFile(path) as parts:
            for part in parts.namelist():
                yield f"{name}:{part}", parts.read(part).decode("utf-8", errors="replace")
    elif path.suffix not in PICTURES:
        yield name, path.read_text(encoding="utf-8")


def test_no_file_speaks_of_a_machine_or_a_registry() -> None:
    found = [
        f"{place}: {match.group()}"
        for path in tracked()
        for place, text in texts(path)
        for match in FORBIDDEN.finditer(text)
    ]
    assert found == []


def test_no_secret_or_foreign_lock_is_tracked() -> None:
    assert UNWANTED_FILES.isdisjoint(path.name for path in tracked())


def test_locks_hold_hashes_and_no_addresses() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in lock
        pins = re.findall(r"^[a-zA-Z0-9].*$", lock, re.MULTILINE)
        assert pins
        assert all(pin.endswith("\\") for pin in pins), f"{name}: a pin without a hash"
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_no_scheme_id_stands_in_the_code() -> None:
    schemes = {path.parent.parent.name for path in (ROOT / "forms").glob("*/*/scheme.toml")}
    assert schemes
    own = [path for path in tracked() if path.is_relative_to(ROOT / "formsvc")]
    found = [
        f"{place}: {scheme}" for path in own for place, text in texts(path) for scheme in schemes if scheme in text
    ]
    assert found == []
