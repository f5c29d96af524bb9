"""Serving, with the folders that the command line names."""

import os
from argparse import Namespace

from formsvc.cli.serving import serve


def run(arguments: Namespace) -> int:
    """Serve until stopped. Raises what `serving.serve` raises."""
    return serve(with_folders(arguments))


def with_folders(arguments: Namespace) -> dict[str, str]:
    """The environment, with `--forms` and `--templates` as its FORMS_DIR and TEMPLATES_DIR."""
    told = {"FORMS_DIR": getattr(arguments, "forms", None), "TEMPLATES_DIR": getattr(arguments, "templates", None)}
    return {**os.environ, **{name: str(folder) for name, folder in told.items() if folder}}
