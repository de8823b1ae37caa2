"""From a bare machine to a running Café: the virtual environment and its locked libraries.

Standard library only. In a checkout, makes ``.venv``, installs the lock by its hashes and
starts again inside it; installed as a wheel, it only hands over to ``cafe.cli``. What the
commands do lives in ``cafe.cli``, and in ``tools`` for those who work on Café itself.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "cafe-verrous.json"

RUNTIME_LOCK = "requirements.lock"
DEVELOPMENT_LOCK = "requirements-dev.lock"

# Commands for those who work on Café: they need the development lock and a checkout.
WORKSHOP = frozenset({"setup", "test", "lint", "types", "sure", "screenshots", "bench", "lock"})
# « lock » makes the locks: it must work even when they cannot be installed.
WITHOUT_ENVIRONMENT = frozenset({"lock"})

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(;[^\\]*)?", re.MULTILINE)


class SetupFailed(Exception):
    """The environment could not be made; the message says in French what to do."""


def main(argv: list[str]) -> int:
    """Run one command, after preparing what it needs; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know « œ »: better a question mark than a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    command = argv[0] if argv else ""
    if not is_checkout():
        if command in WORKSHOP:
            print(f"« {command} » demande une copie complète du dépôt de Café.", file=sys.stderr)
            return 2
        return _hand_over("cafe.cli", argv)
    room = "tools.chores" if command in WORKSHOP else "cafe.cli"
    if command in WITHOUT_ENVIRONMENT:
        return _hand_over(room, argv)
    try:
        python = prepare(DEVELOPMENT_LOCK if command in WORKSHOP else RUNTIME_LOCK)
    except SetupFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    if python != Path(sys.executable):
        return _start_again(python, argv)
    return _hand_over(room, argv)


def is_checkout() -> bool:
    """True when the package runs from a copy of the repository, False from a wheel."""
    return (ROOT / "pyproject.toml").is_file() and (ROOT / RUNTIME_LOCK).is_file()


def prepare(lock: str) -> Path:
    """Make sure that an interpreter has every library of ``lock``; returns its path.

    The running one is kept when it already is in a virtual environment that has them all.
    """
    if sys.prefix != sys.base_prefix:
        ours = Path(sys.prefix).resolve() == ENVIRONMENT.resolve()
        if (ours and _is_stamped(lock)) or has_installed(lock):
            return Path(sys.executable)
        if ours:
            install(Path(sys.executable), lock)
            return Path(sys.executable)
    python = environment_python(ENVIRONMENT)
    if not (python.exists() and _is_stamped(lock)):
        create(python)
        install(python, lock)
    return python


def environment_python(environment: Path) -> Path:
    """Where a virtual environment keeps its interpreter, on this system."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def create(python: Path) -> None:
    """Create ``.venv``, or make it again when its interpreter or its pip no longer works."""
    if python.exists():
        works = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
        if works.returncode == 0:
            return
    print(f"Préparation de l’environnement dans {ENVIRONMENT} …", flush=True)
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    except (OSError, subprocess.CalledProcessError) as failure:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupFailed(
            f"L’environnement Python n’a pas pu être créé dans {ENVIRONMENT}.\n"
            "Sous Debian ou Ubuntu, il manque souvent le paquet « venv » :\n"
            f"    sudo apt install python{version}-venv\n"
            "Vérifiez aussi que ce dossier est inscriptible et que le disque n’est pas plein.\n"
            f"(Détail : {failure})"
        ) from failure


def install(python: Path, lock: str) -> None:
    """Install every library of ``lock`` into the environment of ``python``, checking hashes."""
    total = len(locked_versions(lock))
    print(f"Installation des {total} bibliothèques (une seule fois) …", flush=True)
    command = [
        *(str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"),
        *("--progress-bar", "off", "--require-hashes", "-r", str(ROOT / lock)),
    ]
    lines: list[str] = []
    seen = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        assert pip.stdout is not None  # noqa: S101 - stdout=PIPE
        for line in pip.stdout:
            lines.append(line)
            if line.startswith(("Collecting ", "Requirement already satisfied:")):
                seen += 1
                if sys.stdout.isatty():
                    print(f"\r  {min(seen, total)} sur {total}", end="", flush=True)
    if sys.stdout.isatty():
        print()
    if pip.returncode != 0:
        raise SetupFailed(
            "".join(lines[-15:])
            + "\nLes bibliothèques n’ont pas pu être installées. Vérifiez l’accès à Internet\n"
            "(ou au dépôt de paquets de votre organisation), puis relancez la même commande :\n"
            "elle reprendra où elle en était."
        )
    _stamp(lock)


def locked_versions(lock: str) -> dict[str, str]:
    """Name → version of every library that ``lock`` asks for on any system."""
    return {name: version for name, version, _ in _PIN.findall(_read(lock))}


def has_installed(lock: str) -> bool:
    """True when this interpreter has each library of ``lock``, those for some systems aside."""
    for name, version, marker in _PIN.findall(_read(lock)):
        if marker:
            continue
        try:
            if metadata.version(name) != version:
                return False
        except metadata.PackageNotFoundError:
            return False
    return True


def _read(lock: str) -> str:
    return (ROOT / lock).read_text(encoding="utf-8")


def _digest(lock: str) -> str:
    return hashlib.sha256(_read(lock).encode()).hexdigest()


def _stamps() -> dict[str, str]:
    try:
        stamps = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _is_stamped(lock: str) -> bool:
    return _stamps().get(lock) == _digest(lock)


def _stamp(lock: str) -> None:
    stamps = _stamps() | {lock: _digest(lock)}
    if lock == DEVELOPMENT_LOCK:
        # It holds the runtime lock's very pins (a test checks it): no second installation.
        stamps[RUNTIME_LOCK] = _digest(RUNTIME_LOCK)
    STAMP.write_text(json.dumps(stamps, indent=1), encoding="utf-8")


def _start_again(python: Path, argv: list[str]) -> int:
    """Run the same command with the environment's interpreter, in place of this process."""
    command = [str(python), "-m", "cafe", *argv]
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)  # noqa: S606 - our own interpreter
    # Windows has no real exec: stay as a mere parent, and let the child answer Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return subprocess.run(command, check=False).returncode


def _hand_over(module: str, argv: list[str]) -> int:
    return int(importlib.import_module(module).main(argv) or 0)
