"""The files of others that we ship are those we took, unchanged, each with its licence."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tools.vendor import FOR_TESTS, ICONS, PACKAGES, REGISTER, SHIPPED, differences


@pytest.mark.parametrize("root", [SHIPPED, FOR_TESTS], ids=["shipped", "for tests"])
def test_vendored_files_are_as_registered(root: Path) -> None:
    assert differences(root) == []


@pytest.mark.parametrize("root", [SHIPPED, FOR_TESTS], ids=["shipped", "for tests"])
def test_the_register_names_the_versions_that_the_tool_takes(root: Path) -> None:
    register = json.loads((root / REGISTER).read_text(encoding="utf-8"))["packages"]
    assert {(entry["name"], entry["version"], entry["licence"]) for entry in register} == {
        (package.name, package.version, package.licence)
        for package in PACKAGES
        if package.root == root
    }


def test_the_sprite_has_each_icon_once_and_no_colour_of_its_own() -> None:
    sprite = ET.parse(SHIPPED / "lucide/sprite.svg").getroot()  # noqa: S314 - our own file
    symbols = list(sprite)
    assert sorted(symbol.get("id", "") for symbol in symbols) == sorted(ICONS)
    assert {symbol.get("stroke") for symbol in symbols} == {"currentColor"}
    assert all(len(symbol) for symbol in symbols), "an icon draws nothing"


def test_no_shipped_file_is_heavier_than_a_megabyte() -> None:
    heavy = {path.name for path in SHIPPED.rglob("*") if path.stat().st_size > 1_000_000}
    assert heavy == set()


def test_a_changed_a_missing_and_an_unregistered_file_are_each_reported(tmp_path: Path) -> None:
    (tmp_path / "outil").mkdir()
    (tmp_path / "outil/changed.js").write_text("changed")
    (tmp_path / "outil/stray.js").write_text("stray")
    (tmp_path / "elsewhere").mkdir()
    files = {"changed.js": "0" * 64, "missing.js": "0" * 64}
    (tmp_path / REGISTER).write_text(
        json.dumps({"packages": [{"name": "outil", "folder": "outil", "files": files}]})
    )
    assert differences(tmp_path) == [
        "outil/changed.js was changed",
        "outil/missing.js is missing",
        "outil/stray.js is not registered",
        "outil has no licence text",
        "elsewhere is not registered",
    ]
