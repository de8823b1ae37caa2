"""Rules that keep the sheets usable in every writing direction, offline, and small on a phone."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tests.contracts.feuilles import CSS, rules, sheets, without_comments

STATIC = CSS.parent
PHONE = ("tokens.css", "base.css", "participation.css")
PHONE_BUDGET = 12 * 1024

_PHYSICAL_NAME = re.compile(r"(^|-)(left|right)($|-)")
_PHYSICAL_VALUE = re.compile(r"(?<![\w-])(left|right)(?![\w-])")
_FOUR_SIDES = ("margin", "padding", "inset", "border-radius", "border-width")


def physical_declarations(text: str) -> list[str]:
    """Declarations that name a side of the screen instead of a side of the text."""
    found = []
    for selector, declarations in rules(text):
        for name, value in declarations.items():
            four = re.split(r"\s+(?![^(]*\))", value) if name in _FOUR_SIDES else []
            if (
                _PHYSICAL_NAME.search(name)
                or (name in ("float", "clear", "text-align") and _PHYSICAL_VALUE.search(value))
                or (len(four) == 4 and four[1] != four[3])
            ):
                found.append(f"{selector} {{ {name}: {value} }}")
    return found


def outside_addresses(text: str) -> list[str]:
    """@import rules, and url() that is neither a local path nor a data: image."""
    bare = without_comments(text)
    urls = re.findall(r"url\(\s*[\"']?([^\"')]+)", bare)
    return re.findall(r"@import[^;]*;", bare) + [
        url for url in urls if "//" in url or (":" in url and not url.startswith("data:image/"))
    ]


def unknown_tokens(text: str, known: set[str]) -> list[str]:
    """Custom properties used without fallback that nothing defines."""
    return sorted(set(re.findall(r"var\((--[\w-]+)\)", without_comments(text))) - known)


@pytest.fixture(params=sheets(), ids=lambda sheet: sheet.name)
def sheet(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_a_sheet_names_no_side_of_the_screen(sheet: Path) -> None:
    assert physical_declarations(sheet.read_text()) == []


def test_a_sheet_reaches_no_other_host(sheet: Path) -> None:
    assert outside_addresses(sheet.read_text()) == []


def test_a_file_named_by_a_sheet_is_shipped(sheet: Path) -> None:
    urls = re.findall(r"url\(\s*[\"']?([^\"')]+)", without_comments(sheet.read_text()))
    missing = [u for u in urls if not u.startswith("data:") and not (sheet.parent / u).is_file()]
    assert missing == []


def test_a_sheet_uses_only_tokens_that_exist(sheet: Path) -> None:
    everything = "".join(s.read_text() for s in sheets())
    known = set(re.findall(r"(--[\w-]+)\s*:", without_comments(everything)))
    assert unknown_tokens(sheet.read_text(), known) == []


def test_a_colour_is_written_in_the_tokens_only(sheet: Path) -> None:
    written = re.findall(r":[^;{}]*?(#[0-9a-fA-F]{3,8})\b", without_comments(sheet.read_text()))
    allowed = {"#fff", "#000"}  # paper and ink of print, and the ground of a QR code
    assert sheet.name in ("tokens.css", "sombre.css") or set(written) <= allowed


def test_the_phone_downloads_little_style() -> None:
    weight = len(gzip.compress(b"".join((CSS / name).read_bytes() for name in PHONE), 6))
    assert weight <= PHONE_BUDGET


def test_the_phone_downloads_no_font() -> None:
    layout = STATIC.parent / "templates" / "participation" / "_layout.html"
    assert "polices.css" not in layout.read_text()
    for name in PHONE:
        assert "@font-face" not in (CSS / name).read_text()


@pytest.mark.parametrize(
    "fault",
    [
        ".x { margin-left: 1px; }",
        ".x { right: 0; }",
        ".x { text-align: left; }",
        ".x { padding: 1px 2px 3px 4px; }",
        "@media print { .x { border-top-right-radius: 2px; } }",
    ],
)
def test_a_physical_side_is_reported(fault: str) -> None:
    assert len(physical_declarations(fault)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        '@import "autre.css";',
        ".x { background: url(https://exemple.fr/a.png); }",
        '.x { background: url("//exemple.fr/a.png"); }',
    ],
)
def test_an_outside_address_is_reported(fault: str) -> None:
    assert len(outside_addresses(fault)) == 1


def test_an_unknown_token_is_reported() -> None:
    assert unknown_tokens(".x { color: var(--absent); }", {"--encre"}) == ["--absent"]
