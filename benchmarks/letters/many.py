"""Many letters in one streamed .zip, in a process of its own: seconds of processor time and the most memory.

.venv/bin/python benchmarks/letters/many.py 1000
"""

import resource
import sys
import time
from collections.abc import Iterator

import letter
from engines import our_template

from formsvc.letters.archive import streamed


def letters(count: int) -> Iterator[tuple[str, bytes]]:
    """Letters by file name, each made when it is asked for."""
    template = our_template()
    for number in range(count):
        yield f"26-{number:05} Tilskuddsbrev.docx", template.render(letter.facts(number))


if __name__ == "__main__":
    start = time.process_time()
    size = sum(map(len, streamed(letters(int(sys.argv[1])))))
    seconds, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds} {peak} {size}\n")
