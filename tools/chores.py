"""The commands of the workshop: ``python3 -m cafe test``, ``lint``, ``types``, ``sure``…

Each is a list of programs to run in the environment that ``cafe.bootstrap`` prepared; the
first that fails ends the chore with its exit code. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from cafe.bootstrap import ROOT
from tools import lock, system_packages

# What the second engine could change: how rows are stored, locked, migrated and counted.
ON_POSTGRESQL = ("tests/models", "tests/actions", "tests/migrations", "tests/concurrency")


def main(argv: list[str]) -> int:
    """Run the chore named by ``argv[0]``; returns the exit code."""
    os.chdir(ROOT)
    return CHORES[argv[0]](argv[1:])


def setup(_arguments: list[str]) -> int:
    """Say that the environment is ready: the bootstrap has just made it."""
    print("Environnement prêt : .venv (bibliothèques verrouillées, outils de développement).")
    print("« make run » lance Café, « make test » le vérifie, « make help » dit le reste.")
    return 0


def test(arguments: list[str]) -> int:
    """Run the tests, on SQLite then, for what depends on it, on PostgreSQL.

    ``--long`` runs the matrices instead. With other arguments, hands them to one single
    pytest run, on the engine that ``CAFE_TEST_DATABASE`` names (SQLite by default).
    """
    if not system_packages.ensure():
        return 1
    if arguments == ["--long"]:
        return _pytest("sqlite", "-m", "long")
    if arguments:
        return _pytest(os.environ.get("CAFE_TEST_DATABASE", "sqlite"), *arguments)
    return (
        _javascript()
        or _pytest("sqlite", "-m", "not long")
        or _pytest("postgresql", "-m", "not long", *ON_POSTGRESQL)
    )


def lint(_arguments: list[str]) -> int:
    """Check the form of the code."""
    return _module("ruff", "check", ".") or _module("ruff", "format", "--check", ".")


def types(_arguments: list[str]) -> int:
    """Check the types."""
    return _module("mypy")


def sure(_arguments: list[str]) -> int:
    """Everything that must hold before sharing a change."""
    return lint([]) or types([]) or test([])


def screenshots(arguments: list[str]) -> int:
    """Take again the pictures of the guides, by the tests that walk through the screens."""
    if not system_packages.ensure():
        return 1
    os.environ["CAFE_SCREENSHOTS"] = "1"
    return _pytest("sqlite", "-m", "screenshots", *arguments)


def bench(arguments: list[str]) -> int:
    """Measure the way of a contribution against a raw server."""
    return _module("bench", *arguments)


def _javascript() -> int:
    """Parse every script of ours with Node, then run the scripts' own tests."""
    node = shutil.which("node")
    if node is None:
        print("Node est absent : les scripts ne sont vérifiés que par le navigateur.")
        return 0
    scripts = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "static/js").rglob("*.js"))
    print(f"Vérification de {len(scripts)} scripts par Node …", flush=True)
    for script in scripts:
        if code := _run(node, "--check", script):
            return code
    tests = sorted(str(path) for path in (ROOT / "tests/js").rglob("*.test.js"))
    return _run(node, "--test", "--test-reporter=spec", *tests) if tests else 0


def _pytest(engine: str, *arguments: str) -> int:
    # The long tests measure and cut power: they have the machine to themselves.
    default = "1" if "long" in arguments else str(min(2, os.cpu_count() or 1))
    workers = os.environ.get("CAFE_TEST_WORKERS", default)
    if workers != "1":
        # By file: a file's tests share what is slow to make (a server, a browser, a wheel).
        arguments = ("-n", workers, "--dist", "loadfile", *arguments)
    print(f"\nEssais sur {engine} : pytest {' '.join(arguments)}", flush=True)
    os.environ["CAFE_TEST_DATABASE"] = engine
    return _module("pytest", *arguments)


def _module(name: str, *arguments: str) -> int:
    return _run(sys.executable, "-m", name, *arguments)


def _run(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


CHORES: dict[str, Callable[[list[str]], int]] = {
    "setup": setup,
    "test": test,
    "lint": lint,
    "types": types,
    "sure": sure,
    "screenshots": screenshots,
    "bench": bench,
    "lock": lock.main,
}
