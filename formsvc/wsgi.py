"""The application as gunicorn sees it: `gunicorn formsvc.wsgi:application`, settings from the environment."""

import os

from formsvc.app import create_app
from formsvc.config import Settings

application = create_app(Settings.from_env(os.environ))
