"""Where a command finds definitions and letter templates: what it was told, or what the environment says."""

import os
from argparse import Namespace
from pathlib import Path

from formsvc import config
from formsvc.schemes.definition import Scheme
from formsvc.schemes.registry import Registry


def forms(arguments: Namespace) -> Registry:
    """The definitions. Raises DefinitionRefused where there is no such folder, BadSetting."""
    return Registry(getattr(arguments, "forms", None) or config.forms_dir(os.environ))


def templates(arguments: Namespace) -> Path:
    """The folder of letter templates. Raises BadSetting."""
    told: Path | None = getattr(arguments, "templates", None)
    return told or config.templates_dir(os.environ)


def edition(arguments: Namespace) -> Scheme:
    """The edition that the arguments name. Raises UnknownScheme, UnknownEdition, DefinitionRefused."""
    return forms(arguments).get(arguments.scheme, arguments.edition)
