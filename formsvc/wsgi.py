"""The application as gunicorn sees it: `gunicorn formsvc.wsgi:application`, settings from the environment.

Every definition is read at once: a fault in one stops the start, not a person's evening.
"""

import os

from formsvc.app import create_app
from formsvc.config import Settings
from formsvc.schemes.registry import registry

_SETTINGS = Settings.from_env(os.environ)
registry(_SETTINGS.forms_dir).load_to_serve()
application = create_app(_SETTINGS)
