"""What one file may cost."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and counts. The child sets its own; the wall clock and the file size are also the parent's.

    `mapping_seconds`: for what comes after the child, by the wall clock.
    """

    file_bytes: int = 20_000_000
    pages: int = 500
    characters: int = 5_000_000
    memory_bytes: int = 512 * 1024 * 1024
    cpu_seconds: int = 20
    wall_seconds: float = 30.0
    mapping_seconds: float = 15.0
    output_bytes: int = 400_000_000
