"""Settings: typed, from the environment only, safe in production by default.

`docs/settings.md` lists them for operators. A contradiction refuses to start with one English line.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self, cast
from urllib.parse import SplitResult, unquote, urlsplit

from formsvc.kernel.failures import Unreadable

Mode = Literal["development", "production"]
Environment = Mapping[str, str]

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent
SHORTEST_SECRET = 32
# Known to everybody, so it only ever signs cookies of a server that this machine alone can reach.
DEVELOPMENT_SECRET = "for-development-on-this-machine-only"  # noqa: S105
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class BadSetting(Unreadable):
    """A setting is missing, misspelt or contradicts another. Parameters: `name`, `reason`."""

    code = "bad_setting"

    def __str__(self) -> str:
        """One line for whoever starts the service."""
        return f"{self.params['name']}: {self.params['reason']}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail is handed over. `implicit_tls` is smtps://; otherwise STARTTLS is demanded."""

    host: str
    port: int
    implicit_tls: bool
    username: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs between two installations. `smtp` None: mail goes to `outbox_dir`."""

    mode: Mode
    base_url: str
    port: int
    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    data_dir: Path
    files_dir: Path
    outbox_dir: Path
    forms_dir: Path
    templates_dir: Path
    smtp: SmtpServer | None
    mail_from: str
    max_upload_bytes: int
    max_files_bytes: int
    """Where many files are uploaded at once."""
    register_url: str | None
    """Where the organisation register answers; None: only what was imported is known."""
    trusted_proxies: int
    """How many proxies of our own stand before the service, so that a visitor's address is the visitor's."""
    soffice: Path | None
    """LibreOffice; None: letters have no PDF copies."""

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies may only travel over https."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_env(cls, environ: Environment) -> Self:
        """Read and check every setting. Raises BadSetting for the first that is wrong."""
        mode = _mode(environ)
        port = _whole_number(environ, "PORT", 8000, highest=65535)
        data_dir = _data_dir(environ)
        smtp = _smtp(environ)
        return cls(
            mode=mode,
            port=port,
            base_url=_base_url(environ, mode, port),
            secret_key=_secret_key(environ, mode),
            database_url=_database_url(environ, data_dir),
            data_dir=data_dir,
            files_dir=_folder(environ, "FILES_DIR", data_dir / "files"),
            outbox_dir=_folder(environ, "OUTBOX_DIR", data_dir / "outbox"),
            forms_dir=forms_dir(environ),
            templates_dir=templates_dir(environ),
            smtp=smtp,
            mail_from=_mail_from(environ, smtp),
            max_upload_bytes=_whole_number(environ, "MAX_UPLOAD_MB", 20, highest=1000) * 1_000_000,
            max_files_bytes=_whole_number(environ, "MAX_FILES_MB", 200, highest=2000) * 1_000_000,
            register_url=_register_url(environ),
            trusted_proxies=_whole_number(environ, "TRUSTED_PROXIES", 0, lowest=0, highest=5),
            soffice=_soffice(environ),
        )


def forms_dir(environ: Environment) -> Path:
    """Where the scheme definitions are: FORMS_DIR, the checkout's folder or the packaged one. Raises BadSetting."""
    return _data_folder(environ, "FORMS_DIR", "forms")


def templates_dir(environ: Environment) -> Path:
    """Where the letter templates are: TEMPLATES_DIR, the checkout's or the packaged one. Raises BadSetting."""
    return _data_folder(environ, "TEMPLATES_DIR", "letter_templates")


def or_development(environ: Environment) -> dict[str, str]:
    """The same environment in development mode, unless it says a mode or holds a SECRET_KEY.

    For the commands that a person runs to try the service; whoever has set a secret runs it for real.
    """
    chosen = dict(environ)
    if not chosen.get("FORMSVC_MODE") and not chosen.get("SECRET_KEY"):
        chosen["FORMSVC_MODE"] = "development"
    return chosen


def _mode(environ: Environment) -> Mode:
    mode = environ.get("FORMSVC_MODE") or "production"
    if mode not in ("development", "production"):
        raise BadSetting(name="FORMSVC_MODE", reason=f"'{mode}' is neither development nor production")
    return cast("Mode", mode)


def _secret_key(environ: Environment, mode: Mode) -> str:
    secret = environ.get("SECRET_KEY", "")
    if mode == "development":
        return secret or DEVELOPMENT_SECRET
    if len(secret) < SHORTEST_SECRET or secret == DEVELOPMENT_SECRET:
        reason = f"production needs a random secret of at least {SHORTEST_SECRET} characters"
        raise BadSetting(name="SECRET_KEY", reason=reason)
    return secret


def _base_url(environ: Environment, mode: Mode, port: int) -> str:
    given = environ.get("BASE_URL", "").rstrip("/")
    if not given and mode == "production":
        raise BadSetting(name="BASE_URL", reason="production needs the address that people use, like https://...")
    address = given or f"http://127.0.0.1:{port}"
    local = _http_address("BASE_URL", address).hostname in LOOPBACK
    if mode == "development" and not local:
        reason = f"development mode has example logins and serves this machine only, not {address}"
        raise BadSetting(name="BASE_URL", reason=reason)
    if address.startswith("http://") and not local:
        raise BadSetting(name="BASE_URL", reason=f"{address} would send passwords in the open; use https://")
    return address


def _soffice(environ: Environment) -> Path | None:
    given = environ.get("SOFFICE")
    if given == "none":
        return None
    found = shutil.which(given or "soffice")
    if given and not found:
        raise BadSetting(name="SOFFICE", reason=f"there is no program {given}; 'none' does without")
    return Path(found) if found else None


def _register_url(environ: Environment) -> str | None:
    address = environ.get("REGISTER_URL", "").rstrip("/")
    if address:
        _http_address("REGISTER_URL", address)
    return address or None


def _http_address(name: str, address: str) -> SplitResult:
    parts = _split(name, address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSetting(name=name, reason=f"'{address}' is not an http(s) address")
    return parts


def _database_url(environ: Environment, data_dir: Path) -> str:
    url = environ.get("DATABASE_URL") or f"sqlite:///{data_dir / 'formsvc.sqlite3'}"
    dialect, separator, rest = url.partition("://")
    if separator and dialect in ("postgresql", "postgres", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    if separator and dialect == "sqlite":
        return url
    # The address itself may hold a password, so the message keeps to its first word.
    raise BadSetting(name="DATABASE_URL", reason=f"starts with '{dialect[:20]}'; use sqlite:/// or postgresql://")


def _smtp(environ: Environment) -> SmtpServer | None:
    url = environ.get("MAIL_URL")
    if not url:
        return None
    parts = _split("MAIL_URL", url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSetting(name="MAIL_URL", reason="use smtp://user:password@host:587 or smtps://...:465")
    implicit_tls = parts.scheme == "smtps"
    return SmtpServer(
        host=parts.hostname,
        port=parts.port or (465 if implicit_tls else 587),
        implicit_tls=implicit_tls,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _mail_from(environ: Environment, smtp: SmtpServer | None) -> str:
    sender = environ.get("MAIL_FROM", "")
    if smtp and "@" not in sender:
        raise BadSetting(name="MAIL_FROM", reason="MAIL_URL is set, so a sender address is needed")
    return sender or "formsvc@localhost"


def _split(name: str, url: str) -> SplitResult:
    """Split an address, its port proven to be a number within range."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise BadSetting(name=name, reason=f"not an address: {error}") from error
    return parts


def _whole_number(environ: Environment, name: str, default: int, *, lowest: int = 1, highest: int) -> int:
    given = environ.get(name) or str(default)
    if not given.isascii() or not given.isdigit() or not lowest <= int(given) <= highest:
        raise BadSetting(name=name, reason=f"'{given}' is not a whole number from {lowest} to {highest}")
    return int(given)


def _data_dir(environ: Environment) -> Path:
    home = CHECKOUT if _is_checkout() else Path.cwd()
    return _folder(environ, "FORMSVC_DATA", home / "var")


def _folder(environ: Environment, name: str, default: Path) -> Path:
    return Path(environ.get(name) or default).absolute()


def _data_folder(environ: Environment, name: str, folder: str) -> Path:
    """A folder of data that must exist: as set, else beside the package (a checkout), else inside it (a wheel)."""
    packaged = CHECKOUT if _is_checkout() else PACKAGE / "_data"
    path = _folder(environ, name, packaged / folder)
    if not path.is_dir():
        raise BadSetting(name=name, reason=f"there is no folder {path}")
    return path


def _is_checkout() -> bool:
    return (CHECKOUT / "pyproject.toml").is_file()
