"""Take the files of others that Café ships out of their npm packages: ``python3 -m tools.vendor``.

Writes ``static/vendor/<folder>/`` (and ``tests/vendor/`` for what only the tests load) with
each licence, and a ``VENDOR.json`` that says name, version, licence and SHA-256 of every
file; a test compares them. Needs npm and the network; run it only to change a version below.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cafe.bootstrap import ROOT

SHIPPED = ROOT / "static/vendor"
FOR_TESTS = ROOT / "tests/vendor"
REGISTER = "VENDOR.json"

ICONS = (
    *("arrow-down", "arrow-left", "arrow-right", "arrow-up", "calendar", "camera", "check"),
    *("chevron-down", "chevron-right", "circle-check", "circle-help", "clock", "copy"),
    *("corner-down-right", "download", "external-link", "eye", "eye-off", "file-text", "flag"),
    *("grip-vertical", "group", "handshake", "house", "inbox", "info", "layers", "lightbulb"),
    *("link", "list", "lock", "log-out", "map-pin", "menu", "merge", "message-circle"),
    *("message-square", "mic", "minus", "monitor", "more-horizontal", "move", "pause", "pencil"),
    *("play", "plus", "printer", "qr-code", "quote", "refresh-cw", "route", "search", "send"),
    *("settings", "smartphone", "snowflake", "split", "star", "thumbs-down", "thumbs-up"),
    *("trash-2", "triangle-alert", "undo-2", "ungroup", "upload", "user", "users", "volume-2"),
    *("wifi-off", "x"),
)


@dataclass(frozen=True)
class Package:
    """One npm package: what is taken out of it (path inside → name here) and where it goes."""

    name: str
    version: str
    licence: str
    folder: str
    files: dict[str, str]
    root: Path = SHIPPED
    sprite: tuple[str, ...] = ()


PACKAGES = (
    Package(
        name="socket.io-client",
        version="4.8.4",
        licence="MIT",
        folder="socket.io",
        files={"dist/socket.io.esm.min.js": "socket.io.esm.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        name="sortablejs",
        version="1.15.7",
        licence="MIT",
        folder="sortable",
        files={"modular/sortable.core.esm.js": "sortable.core.esm.js", "LICENSE": "LICENSE"},
    ),
    Package(
        name="idb-keyval",
        version="6.3.0",
        licence="Apache-2.0",
        folder="idb-keyval",
        files={"dist/index.js": "idb-keyval.js", "LICENCE": "LICENSE"},
    ),
    Package(
        name="lucide-static",
        version="1.62.0",
        licence="ISC AND MIT",
        folder="lucide",
        files={"LICENSE": "LICENSE"},
        sprite=ICONS,
    ),
    Package(
        name="@fontsource/atkinson-hyperlegible-next",
        version="5.3.0",
        licence="OFL-1.1",
        folder="atkinson",
        files={
            "files/atkinson-hyperlegible-next-latin-400-normal.woff2": "regular.woff2",
            "files/atkinson-hyperlegible-next-latin-700-normal.woff2": "bold.woff2",
            "LICENSE": "LICENSE",
        },
    ),
    Package(
        name="dejavu-fonts-ttf",
        version="2.37.3",
        licence="Bitstream-Vera AND LicenseRef-public-domain",
        folder="dejavu",
        files={
            "ttf/DejaVuSans.ttf": "DejaVuSans.ttf",
            "ttf/DejaVuSans-Bold.ttf": "DejaVuSans-Bold.ttf",
            "LICENSE": "LICENSE",
        },
    ),
    Package(
        name="bip39",
        version="3.1.2",
        licence="ISC",
        folder="bip39",
        files={"src/wordlists/french.json": "french.json", "LICENSE": "LICENSE"},
    ),
    Package(
        name="axe-core",
        version="4.14.1",
        licence="MPL-2.0",
        folder="axe-core",
        files={
            "axe.min.js": "axe.min.js",
            "LICENSE": "LICENSE",
            "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt",
        },
        root=FOR_TESTS,
    ),
)


def main() -> int:
    """Take every package again, then write the two registers; returns the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        for package in PACKAGES:
            print(f"{package.name} {package.version}", flush=True)
            take(package, fetch(package, Path(scratch)))
    for root in (SHIPPED, FOR_TESTS):
        described = [describe(package) for package in PACKAGES if package.root == root]
        text = json.dumps({"packages": described}, indent=2, ensure_ascii=False)
        (root / REGISTER).write_text(text + "\n", encoding="utf-8")
    return 0


def fetch(package: Package, scratch: Path) -> Path:
    """Download the package's archive into a folder of its own in ``scratch``; returns its path."""
    folder = scratch / package.folder
    folder.mkdir()
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    return archive


def take(package: Package, archive: Path) -> None:
    """Replace the package's folder with the chosen files of its archive."""
    target = package.root / package.folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tarfile.open(archive) as opened:
        for source, name in package.files.items():
            (target / name).write_bytes(_read(opened, source))
        if package.sprite:
            icons = {icon: _read(opened, f"icons/{icon}.svg").decode() for icon in package.sprite}
            (target / "sprite.svg").write_text(sprite(icons), encoding="utf-8")


def _read(archive: tarfile.TarFile, source: str) -> bytes:
    member = archive.extractfile(f"package/{source}")
    if member is None:
        raise FileNotFoundError(source)
    return member.read()


def sprite(drawings: dict[str, str]) -> str:
    """One SVG of symbols out of icon name → the icon's own SVG, drawn in the text's colour."""
    symbols = []
    for name, drawing in sorted(drawings.items()):
        found = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
        if found is None:
            raise ValueError(f"not an SVG icon: {name}")
        shapes = " ".join(found[1].split())
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
            f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{shapes}</symbol>'
        )
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def describe(package: Package) -> dict[str, object]:
    """The package's entry in the register, with the SHA-256 of each file as it lies here."""
    return {
        "name": package.name,
        "version": package.version,
        "licence": package.licence,
        "folder": package.folder,
        "files": fingerprints(package.root / package.folder),
    }


def fingerprints(folder: Path) -> dict[str, str]:
    """File name → SHA-256 of everything in ``folder``."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def differences(root: Path) -> list[str]:
    """What in ``root`` is not as its register says: one sentence each, none when all is well."""
    register = json.loads((root / REGISTER).read_text(encoding="utf-8"))["packages"]
    found = []
    for entry in register:
        folder, declared = root / entry["folder"], entry["files"]
        present = fingerprints(folder) if folder.is_dir() else {}
        for name in sorted(declared.keys() | present.keys()):
            if name not in present:
                found.append(f"{folder.name}/{name} is missing")
            elif name not in declared:
                found.append(f"{folder.name}/{name} is not registered")
            elif present[name] != declared[name]:
                found.append(f"{folder.name}/{name} was changed")
        if not any(name.startswith("LICENSE") for name in present):
            found.append(f"{folder.name} has no licence text")
    known = {entry["folder"] for entry in register} | {REGISTER}
    found += [f"{path.name} is not registered" for path in root.iterdir() if path.name not in known]
    return found


if __name__ == "__main__":
    sys.exit(main())
