"""A browser test waits for what it looks at: a click returns when the next page has begun, not when it is there."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
AT_ONCE = re.compile(r"assert .*\.(is_visible|is_hidden|is_checked|count|inner_text|text_content|input_value)\(")


def test_no_browser_test_looks_at_a_page_only_once() -> None:
    looks = [
        f"{path.relative_to(TESTS)}:{number}: use playwright's expect() for {line.strip()}"
        for path in [*(TESTS / "browser").glob("*.py"), TESTS / "web/test_fields_browser.py"]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if AT_ONCE.search(line)
    ]
    assert looks == []
