"""What a view hands to use cases beside the session: definitions, mail, settings."""

from typing import cast

from flask import Flask, current_app

from formsvc.config import Settings
from formsvc.schemes.registry import Registry, registry
from formsvc.services.mail import Mailer, mailer_of
from formsvc.services.office import Office
from formsvc.services.registers import OrganisationRegister, register_of


def settings() -> Settings:
    """The settings the service was started with."""
    return cast("Settings", current_app.extensions["settings"])


def schemes() -> Registry:
    """The definitions of all schemes."""
    return cast("Registry", current_app.extensions["schemes"])


def mailer() -> Mailer:
    """Where mail is handed over."""
    return cast("Mailer", current_app.extensions["mailer"])


def register() -> OrganisationRegister:
    """Where organisations are looked up."""
    return cast("OrganisationRegister", current_app.extensions["register"])


def office() -> Office:
    """All of it, as use cases take it."""
    own = settings()
    return Office(schemes(), own.templates_dir, mailer(), own.base_url)


def install(app: Flask, settings: Settings) -> None:
    """Prepare what the settings point at."""
    app.extensions["settings"] = settings
    app.extensions["schemes"] = registry(settings.forms_dir)
    app.extensions["mailer"] = mailer_of(settings)
    app.extensions["register"] = register_of(settings)
