"""What the tests need from the system, besides Python: a browser, PostgreSQL, poppler, Node.

Installs what is missing when it can (root on Debian or Ubuntu), otherwise says in French
what is missing and how to get it. Nothing is ever skipped without a word.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Need:
    """Something the tests use: how to recognise it, and the Debian packages that bring it."""

    label: str
    packages: tuple[str, ...]
    is_present: Callable[[], bool]
    is_required: bool = True


def find_chromium() -> str | None:
    """The path of a Chromium-like browser, or None."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


def find_postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs (initdb, postgres), newest first, or None."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name),
        reverse=True,
    )
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _has_fonts() -> bool:
    return (
        os.name == "nt" or sys.platform == "darwin" or any(Path("/usr/share/fonts").rglob("*.ttf"))
    )


NEEDS = (
    Need("le navigateur Chromium", ("chromium",), lambda: find_chromium() is not None),
    Need("une police d’écran", ("fonts-dejavu-core",), _has_fonts),
    Need("le serveur PostgreSQL", ("postgresql",), lambda: find_postgresql() is not None),
    Need(
        "poppler (pdftotext, pdftoppm)",
        ("poppler-utils",),
        lambda: all(shutil.which(name) for name in ("pdftotext", "pdftoppm")),
    ),
    Need("Node", ("nodejs",), lambda: shutil.which("node") is not None, is_required=False),
)


def ensure() -> bool:
    """Install what is missing, or say it; False when the tests cannot run as they should."""
    missing = [need for need in NEEDS if not need.is_present()]
    if missing and _can_install():
        _install([package for need in missing for package in need.packages])
        missing = [need for need in missing if not need.is_present()]
    if not missing:
        return True
    packages = " ".join(package for need in missing for package in need.packages)
    print("Il manque à cette machine :", file=sys.stderr)
    for need in missing:
        print(f"  - {need.label}{'' if need.is_required else ' (facultatif)'}", file=sys.stderr)
    print(f"Sous Debian ou Ubuntu : sudo apt install {packages}", file=sys.stderr)
    return not any(need.is_required for need in missing)


def _can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _install(packages: list[str]) -> None:
    print(f"Installation des paquets du système : {' '.join(packages)} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            print((done.stdout + done.stderr)[-2000:], file=sys.stderr)
            return
