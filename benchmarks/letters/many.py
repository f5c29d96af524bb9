"""Many letters in one streamed .zip, in a process of its own: seconds of processor time and the most memory.

.venv/bin/python benchmarks/letters/many.py 1000
"""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import letter
from engines import our_template

from formsvc.letters.archive import streamed


def letters(count: int) -> Iterator[tuple[str, bytes]]:
    """Letters by file name, each made when it is asked for."""
    template = our_template()
    for number in range(count):
        yield f"26-{number:05} Tilskuddsbrev.docx", template.render(letter.facts(number))


def peak() -> float:
    """The most memory this process has had, in MB (`getrusage` would also count the one that started it)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")


if __name__ == "__main__":
    start = time.process_time()
    size = sum(map(len, streamed(letters(int(sys.argv[1])))))
    sys.stdout.write(f"{time.process_time() - start} {peak()} {size}\n")
