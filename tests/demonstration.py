"""The demo as the command line builds it: made once per run, copied for who changes it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cafe.app import create_app
from cafe.bootstrap import ROOT
from cafe.config import load


def environment(instance: Path, **settings: str) -> dict[str, str]:
    """This process's, without any setting of Café but those given."""
    ours = ("CAFE_", "DATABASE_URL", "SECRET_KEY", "PUBLIC_URL", "HOST", "PORT", "REDIS_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "CAFE_INSTANCE": str(instance), **settings}


def run_cafe(instance: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cafe", *arguments],
        cwd=ROOT,
        env=environment(instance, **settings),
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )


@dataclass(frozen=True)
class Demonstration:
    """A demo base and the summary that was printed when it was built."""

    instance: Path
    resume: dict[str, Any]

    def copy_to(self, folder: Path) -> Demonstration:
        """The same in another folder, to be changed at will."""
        target = folder / "demonstration"
        shutil.copytree(self.instance, target)
        return Demonstration(target, self.resume)

    def app(self) -> Flask:
        """An application on that base."""
        return create_app(load({"CAFE_INSTANCE": str(self.instance)}), testing=True)


@cache
def _build(folder: Path) -> Demonstration:
    built = run_cafe(folder, "demo", "--json")
    assert built.returncode == 0, built.stderr
    return Demonstration(folder, json.loads(built.stdout))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """The demo, to be read only."""
    return _build(tmp_path_factory.getbasetemp() / "demonstration")
