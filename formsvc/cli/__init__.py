"""The command line: what other programs and operators call. Exit codes: 0 fine, 1 found wanting, 2 usage or unreadable.

Each command is one function in a module of this folder; `cli.arguments` says which, and what it takes.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from formsvc.cli.arguments import parser
from formsvc.kernel.failures import Failure, NotFound, Unreadable


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Whatever goes wrong is one English line on stderr."""
    _speak_utf8()
    try:
        arguments = parser().parse_args(argv)
        code = _function(arguments.run)(arguments)
        sys.stdout.flush()
    except (Unreadable, NotFound) as failure:
        return _complain(failure, 2)
    except Failure as failure:
        return _complain(failure, 1)
    except BrokenPipeError:
        # Whoever read the output has seen enough. The interpreter's own flush at the end must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _function(name: str) -> Callable[[Namespace], int]:
    """The function of `module:function`, imported only now: most commands need little of the house."""
    module, _, function = name.partition(":")
    run: Callable[[Namespace], int] = getattr(import_module(f"formsvc.cli.{module}"), function)
    return run


def _complain(failure: Failure, code: int) -> int:
    print(f"formsvc: {' '.join(str(failure).split())}", file=sys.stderr)
    return code


def _speak_utf8() -> None:
    """JSON goes out as UTF-8 whatever the terminal; half a character goes out as the escape that JSON has for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
