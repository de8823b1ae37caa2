"""Every command that a guide, a unit or the Makefile names can be typed."""

import re
from pathlib import Path

import pytest

from cafe.bootstrap import ROOT, WORKSHOP
from cafe.cli import cafe, main

GUIDES = [
    *(ROOT / "Makefile", ROOT / ".ci/run"),
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(path for path in (ROOT / "deploy").iterdir() if path.is_file()),
]


def named_commands(text: str) -> set[str]:
    """What follows « python3 -m cafe » (or its like) in a text."""
    return set(re.findall(r"(?:python3?|py|\$\(PYTHON\)) -m cafe ([a-z][a-z-]*)", text))


def named_targets(text: str) -> set[str]:
    """The targets that a text says to make, between backquotes or as a shell line."""
    return set(
        re.findall(r"(?:`|^|; |&& )(?:[A-Z_]+=\S+ )*make ([a-z][a-z-]*)", text, re.MULTILINE)
    )


@pytest.fixture(scope="module")
def commands() -> set[str]:
    main(["--help"])  # registers them
    return set(cafe.commands) | WORKSHOP


@pytest.fixture(scope="module")
def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_guide_names_only_what_exists(guide: Path, commands: set[str], targets: set[str]) -> None:
    text = guide.read_text(encoding="utf-8")
    assert named_commands(text) - commands == set()
    assert named_targets(text) - targets == set()


def test_a_command_that_no_longer_exists_would_be_seen() -> None:
    text = "Tapez `make envoler`, ou :\n    python3 -m cafe disparue\nPORT=1 make courir\n"
    assert named_commands(text) == {"disparue"}
    assert named_targets(text) == {"envoler", "courir"}
