"""Settings: safe by default, and a contradiction refuses to start."""

import re
from pathlib import Path

import pytest

from formsvc import config
from formsvc.config import BadSetting, Settings, SmtpServer, or_development

ROOT = Path(__file__).parents[2]
SECRET = "a-secret-of-the-tests-that-is-long-enough"
PRODUCTION = {"SECRET_KEY": SECRET, "BASE_URL": "https://tilskudd.example"}
DEVELOPMENT = {"FORMSVC_MODE": "development"}


@pytest.fixture(autouse=True)
def data_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, so that the tests do not depend on what stands in ours."""
    for folder in ("forms", "letter_templates", "formsvc/_data/forms", "formsvc/_data/letter_templates"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(config, "CHECKOUT", tmp_path)
    monkeypatch.setattr(config, "PACKAGE", tmp_path / "formsvc")
    return tmp_path


def refusal(environ: dict[str, str]) -> str:
    """The line that the service refuses to start with."""
    with pytest.raises(BadSetting) as caught:
        Settings.from_env(environ)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_production_is_the_default_and_needs_a_secret_and_an_address() -> None:
    assert refusal({}).startswith("BASE_URL: production needs")
    assert refusal({"BASE_URL": "https://tilskudd.example"}).startswith("SECRET_KEY: production needs")
    settings = Settings.from_env(PRODUCTION)
    assert settings.mode == "production"
    assert settings.secure_cookies


@pytest.mark.parametrize("secret", ["", "short", config.DEVELOPMENT_SECRET])
def test_production_refuses_a_secret_that_could_be_guessed(secret: str) -> None:
    assert refusal({**PRODUCTION, "SECRET_KEY": secret}).startswith("SECRET_KEY:")


def test_development_runs_with_nothing_set(data_folders: Path) -> None:
    settings = Settings.from_env(DEVELOPMENT)
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database_url == f"sqlite:///{data_folders}/var/formsvc.sqlite3"
    assert (settings.files_dir, settings.outbox_dir) == (data_folders / "var/files", data_folders / "var/outbox")
    assert settings.smtp is None
    assert settings.max_upload_bytes == 20_000_000
    assert settings.max_files_bytes == 200_000_000
    assert not settings.secure_cookies


def test_development_follows_the_port() -> None:
    assert Settings.from_env({**DEVELOPMENT, "PORT": "8123"}).base_url == "http://127.0.0.1:8123"


def test_example_logins_never_face_other_machines() -> None:
    assert "this machine only" in refusal({**DEVELOPMENT, "BASE_URL": "https://tilskudd.example"})


def test_passwords_never_travel_in_the_open() -> None:
    assert "use https" in refusal({**PRODUCTION, "BASE_URL": "http://tilskudd.example"})


@pytest.mark.parametrize("address", ["tilskudd.example", "ftp://tilskudd.example", "https://", "https://a:99999"])
def test_what_is_no_address_is_refused(address: str) -> None:
    assert refusal({**PRODUCTION, "BASE_URL": address}).startswith("BASE_URL:")


def test_an_unknown_mode_is_refused() -> None:
    assert "'staging'" in refusal({"FORMSVC_MODE": "staging"})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80a", "²"])
def test_a_port_is_a_number_in_range(port: str) -> None:
    assert refusal({**DEVELOPMENT, "PORT": port}).startswith("PORT:")


def test_no_proxy_is_trusted_until_somebody_says_how_many() -> None:
    assert Settings.from_env(PRODUCTION).trusted_proxies == 0
    assert Settings.from_env({**PRODUCTION, "TRUSTED_PROXIES": "1"}).trusted_proxies == 1
    assert refusal({**PRODUCTION, "TRUSTED_PROXIES": "all"}).endswith("not a whole number from 0 to 5")


def test_the_register_is_asked_at_the_address_that_is_set() -> None:
    assert Settings.from_env(PRODUCTION).register_url is None
    register = {"REGISTER_URL": "https://register.example/api/"}
    assert Settings.from_env({**PRODUCTION, **register}).register_url == "https://register.example/api"
    assert refusal({**PRODUCTION, "REGISTER_URL": "register.example"}).startswith("REGISTER_URL:")


@pytest.mark.parametrize("dialect", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_uses_our_driver(dialect: str) -> None:
    settings = Settings.from_env({**DEVELOPMENT, "DATABASE_URL": f"{dialect}://db/formsvc"})
    assert settings.database_url == "postgresql+psycopg://db/formsvc"


def test_another_database_is_refused_without_showing_its_password() -> None:
    line = refusal({**DEVELOPMENT, "DATABASE_URL": "mysql://user:hemmelig@db/formsvc"})
    assert "mysql" in line
    assert "hemmelig" not in line


def test_mail_goes_to_the_server_that_is_set() -> None:
    mail = {"MAIL_URL": "smtp://post:p%40ss@mail.example", "MAIL_FROM": "tilskudd@tilskudd.example"}
    settings = Settings.from_env({**PRODUCTION, **mail})
    assert settings.smtp == SmtpServer(
        host="mail.example", port=587, implicit_tls=False, username="post", password="p@ss"
    )
    assert settings.mail_from == "tilskudd@tilskudd.example"


def test_mail_without_a_sender_or_by_another_way_is_refused() -> None:
    assert refusal({**PRODUCTION, "MAIL_URL": "smtp://mail.example"}).startswith("MAIL_FROM:")
    assert refusal({**PRODUCTION, "MAIL_URL": "http://mail.example"}).startswith("MAIL_URL:")


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    environ = {**PRODUCTION, "MAIL_URL": "smtp://post:hemmelig@mail.example", "MAIL_FROM": "a@b.example"}
    environ["DATABASE_URL"] = "postgresql://user:hemmelig@db/formsvc"
    printed = repr(Settings.from_env(environ))
    assert SECRET not in printed
    assert "hemmelig" not in printed


def test_data_folders_come_from_the_setting_the_checkout_or_the_package(data_folders: Path) -> None:
    elsewhere = data_folders / "elsewhere"
    elsewhere.mkdir()
    assert config.forms_dir({"FORMS_DIR": str(elsewhere)}) == elsewhere
    assert config.forms_dir({}) == data_folders / "forms"
    (data_folders / "pyproject.toml").unlink()
    assert config.forms_dir({}) == data_folders / "formsvc/_data/forms"
    assert config.templates_dir({}) == data_folders / "formsvc/_data/letter_templates"


def test_a_folder_that_is_not_there_is_named() -> None:
    assert refusal({**DEVELOPMENT, "TEMPLATES_DIR": "/no/such/place"}).endswith("there is no folder /no/such/place")


def test_an_installed_package_keeps_its_data_where_it_was_started(
    data_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data_folders / "pyproject.toml").unlink()
    here = data_folders / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert Settings.from_env(DEVELOPMENT).data_dir == here / "var"


def test_trying_it_out_means_development_unless_something_says_otherwise() -> None:
    assert or_development({})["FORMSVC_MODE"] == "development"
    assert or_development({"FORMSVC_MODE": "production"})["FORMSVC_MODE"] == "production"
    assert "FORMSVC_MODE" not in or_development({"SECRET_KEY": SECRET})


def test_the_operators_page_lists_every_setting() -> None:
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    code = (ROOT / "formsvc/config.py").read_text(encoding="utf-8")
    read = re.findall(r'environ(?:\.get\(|, )"([A-Z_]+)"', code)
    assert sorted(set(read)) == sorted(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))
