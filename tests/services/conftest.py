"""What the use cases' tests share."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.fixtures.example import Example


@pytest.fixture
def session(example: Example) -> Iterator[Session]:
    """Open for as long as the test runs, on each database."""
    with example.session() as opened:
        yield opened
