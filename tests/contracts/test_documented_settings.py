"""Every setting is documented, and every documented setting exists."""

import re

from cafe.bootstrap import ROOT


def read_settings(source: str) -> set[str]:
    """The environment variables that a module reads from ``env``."""
    return set(re.findall(r"""env(?:\.get\(|\[|, )"([A-Z_]+)\"""", source))


def documented_settings(text: str) -> set[str]:
    """The variables that have a row of their own in the table of settings."""
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def test_the_table_of_settings_is_complete_and_true() -> None:
    read = read_settings((ROOT / "cafe/config.py").read_text(encoding="utf-8"))
    documented = documented_settings((ROOT / "docs/installation.md").read_text(encoding="utf-8"))
    assert {"DATABASE_URL", "PORT", "SECRET_KEY"} <= read
    assert read == documented


def test_an_undocumented_setting_would_be_seen() -> None:
    source = 'a = env.get("UN")\nb = _integer(env, "DEUX", 1)\nc = env["TROIS"]\n'
    assert read_settings(source) == {"UN", "DEUX", "TROIS"}
    assert documented_settings("| `UN` | 1 | Dit un. |\n`DEUX` est ailleurs.") == {"UN"}
