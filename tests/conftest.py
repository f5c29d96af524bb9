"""What all tests share. The fixtures stand in tests/fixtures."""

from hypothesis import settings

pytest_plugins = [
    "pytester",
    "tests.fixtures.databases",
    "tests.fixtures.network",
    "tests.fixtures.programs",
    "tests.fixtures.example",
    "tests.fixtures.forms_folder",
    "tests.fixtures.skips",
    "tests.fixtures.windows",
]

# Two busy cores make single examples slow without anything being wrong.
settings.register_profile("formsvc", deadline=None)
settings.load_profile("formsvc")
