"""Commands, run here or in a process of their own, on bases of their own."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cafe.cli import main
from tests.demonstration import Demonstration, demonstration, environment

__all__ = ["demonstration"]


@dataclass(frozen=True)
class Dit:
    """What a command printed, and its exit code."""

    code: int
    sortie: str
    erreur: str


Commande = Callable[..., Dit]


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """A folder where nothing was ever installed."""
    return tmp_path / "instance"


@pytest.fixture
def cafe(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commande:
    """Run a command in this process, on ``instance`` unless said otherwise."""

    def run(*arguments: str, sur: Path = instance) -> Dit:
        wanted = environment(sur)
        for name in os.environ.keys() - wanted.keys():
            monkeypatch.delenv(name)
        monkeypatch.setenv("CAFE_INSTANCE", wanted["CAFE_INSTANCE"])
        capsys.readouterr()
        code = main(list(arguments))
        said = capsys.readouterr()
        return Dit(code, said.out, said.err)

    return run


@pytest.fixture
def copie(demonstration: Demonstration, tmp_path: Path) -> Demonstration:
    """The demo, to be changed."""
    return demonstration.copy_to(tmp_path)
