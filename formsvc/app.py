"""The application factory: the shell that all pages share, the pages, and what stands behind them."""

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from formsvc.config import Settings
from formsvc.kernel.clock import Clock, now
from formsvc.storage.database import Database
from formsvc.web import (
    access,
    assets,
    clock,
    database,
    errors,
    language,
    logs,
    people,
    rendering,
    requests,
    resources,
    security,
    views,
)

_WEB = Path(__file__).parent / "web"


def create_app(
    settings: Settings, load_person: access.PersonLoader = people.load_person, *, time: Clock = now
) -> Flask:
    """The service as a Flask application.

    `load_person` finds whoever a session belongs to; `time` is the clock that requests read. Raises
    AccessNotDeclared if a view does not say who may reach it, DefinitionRefused if there are no definitions (whoever
    starts the service reads them all first).
    """
    app = logs.LoggedFlask("formsvc", template_folder=str(_WEB / "templates"), static_folder=str(_WEB / "static"))
    app.config.update(SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=settings.max_upload_bytes)
    app.config["MAX_FILES_LENGTH"] = settings.max_files_bytes
    requests.install(app)
    logs.configure(for_machines=settings.mode == "production")
    _prepare_templates(app)
    security.trust_proxies(app, settings.trusted_proxies)
    resources.install(app, settings)
    clock.install(app, time)
    database.install(app, Database(settings.database_url))
    for part in (logs, language, errors, assets, rendering):
        part.install(app)
    security.install(app, secure=settings.secure_cookies)
    access.install(app, load_person)
    for blueprint in views.BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.require_declarations(app)
    return app


def _prepare_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
