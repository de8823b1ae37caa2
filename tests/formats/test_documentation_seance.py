"""docs/formats/seance.md says what the file of a séance holds: every key, its type, its null."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cafe.formats.seance_schema import FORMAT, SEANCE, SECTIONS, VERSION, Champ, Nature

TEXTE = (Path(__file__).parents[2] / "docs" / "formats" / "seance.md").read_text("utf-8")


def documented(section: str) -> list[tuple[str, str, str]]:
    """The rows of a section's table: key, type, whether it may be null."""
    part = re.split(r"^##", TEXTE.split(f"### `{section}`\n", 1)[1], flags=re.MULTILINE)[0]
    return [
        (key, kind, null)
        for key, kind, null in re.findall(r"^\| `(\w+)` \| (.+?) \| (oui|non) \|$", part, re.M)
    ]


@pytest.mark.parametrize("section", ["seance", *SECTIONS])
def test_every_key_is_documented_with_its_type(section: str) -> None:
    champs = SEANCE if section == "seance" else SECTIONS[section]
    assert documented(section) == [
        (champ.cle, _kind(champ), "oui" if champ.libre else "non") for champ in champs
    ]


def _kind(champ: Champ) -> str:
    return f"renvoi vers `{champ.vers}`" if champ.vers else champ.nature.value


def test_sections_are_documented_in_their_order() -> None:
    assert re.findall(r"^### `(\w+)`$", TEXTE, re.M) == ["seance", *SECTIONS]


def test_the_heading_and_the_types_are_documented() -> None:
    assert f"| `format` | `{FORMAT}` |" in TEXTE
    assert f"| `version` | `{VERSION}` |" in TEXTE
    types = TEXTE.split("## Types\n", 1)[1].split("## Sections", 1)[0]
    assert [nature for nature in Nature if nature.value not in types] == []
