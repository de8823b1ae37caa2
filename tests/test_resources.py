"""Shipped files are found from a checkout as from an installed package."""

from pathlib import Path

import pytest

import cafe.resources
from cafe.resources import resource


def test_a_file_beside_the_package_is_found() -> None:
    assert resource("pyproject.toml").is_file()


def test_a_file_inside_the_package_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, beside = tmp_path / "cafe" / "static", tmp_path / "static"
    inside.mkdir(parents=True)
    beside.mkdir()
    monkeypatch.setattr(cafe.resources, "_PACKAGE", tmp_path / "cafe")
    assert resource("static") == inside


def test_an_absent_file_is_named_in_the_error() -> None:
    with pytest.raises(FileNotFoundError, match=r"static/absent\.ttf"):
        resource("static/absent.ttf")
