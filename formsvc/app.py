"""The application factory: the shell that all pages share, and the pages themselves."""

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from formsvc.config import Settings
from formsvc.web import access, assets, errors, language, logs, security, views

_WEB = Path(__file__).parent / "web"


def create_app(settings: Settings, load_person: access.PersonLoader = access.nobody) -> Flask:
    """The service as a Flask application.

    `load_person` finds whoever a session belongs to. Raises AccessNotDeclared if a view does not say who may reach it.
    """
    app = Flask("formsvc", template_folder=str(_WEB / "templates"), static_folder=str(_WEB / "static"))
    app.config.update(SECRET_KEY=settings.secret_key, MAX_CONTENT_LENGTH=settings.max_upload_bytes)
    app.extensions["settings"] = settings
    logs.configure(for_machines=settings.mode == "production")
    _prepare_templates(app)
    for part in (logs, language, errors, assets):
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
