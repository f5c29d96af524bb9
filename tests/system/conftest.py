"""The service as its users meet it, and the use cases behind."""

import pytest

from tests.fixtures.example import Example, Site


@pytest.fixture
def behind(site: Site) -> Example:
    """The use cases behind the pages, on the same database and clock."""
    return Example(site.database, site.clock)
