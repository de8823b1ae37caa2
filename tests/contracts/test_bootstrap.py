"""A bare machine needs Python only: what runs before the libraries, and what is installed."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from cafe import bootstrap
from cafe.bootstrap import DEVELOPMENT_LOCK, ROOT, RUNTIME_LOCK
from tools import chores, system_packages

BEFORE_THE_LIBRARIES = [
    *("cafe/__init__.py", "cafe/__main__.py", "cafe/bootstrap.py"),
    *("tools/__init__.py", "tools/chores.py", "tools/lock.py", "tools/system_packages.py"),
]


def foreign_imports(source: str) -> set[str]:
    """The modules that ``source`` imports beyond the standard library and one another."""
    ours = {name.removesuffix(".py").replace("/", ".") for name in BEFORE_THE_LIBRARIES}
    ours |= {"cafe", "tools"}
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & ours or {node.module or "."}
    return {
        name
        for name in found
        if name not in ours and name.split(".")[0] not in sys.stdlib_module_names
    }


@pytest.mark.parametrize("name", BEFORE_THE_LIBRARIES)
def test_what_runs_first_imports_the_standard_library_only(name: str) -> None:
    assert foreign_imports((ROOT / name).read_text(encoding="utf-8")) == set()


def test_a_third_party_import_would_be_seen() -> None:
    source = "import flask\nfrom cafe.models import db\nfrom tools import lock\nimport json\n"
    assert foreign_imports(source) == {"flask", "cafe.models"}


def test_a_python_too_old_is_told_so_in_french() -> None:
    source = (ROOT / "cafe/__main__.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))  # an old Python reads it to the end
    script = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_module('cafe')"
    refused = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert refused.returncode == 1
    assert "Café a besoin de Python 3.11 ou plus récent" in refused.stderr
    assert "3.9" in refused.stderr


def requirements(lock: str) -> list[str]:
    """Each requirement of a lock, with the hashes under it."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    return [block for block in re.split(r"\n(?=\S)", text.strip())]


@pytest.mark.parametrize("lock", [RUNTIME_LOCK, DEVELOPMENT_LOCK])
def test_each_locked_library_has_one_version_and_its_hashes(lock: str) -> None:
    without = [block for block in requirements(lock) if "--hash=sha256:" not in block]
    assert without == []
    names = [re.match(r"([a-z0-9._-]+)==\S+", block) for block in requirements(lock)]
    assert all(names), "a requirement that is not pinned by « == »"
    assert len({name[1] for name in names if name}) == len(names)


@pytest.mark.parametrize("lock", [RUNTIME_LOCK, DEVELOPMENT_LOCK])
def test_a_lock_names_no_machine_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"\S*(?:://|file:|--index|--find-links|/home/|/tmp/)\S*", text) == []


def declared() -> tuple[set[str], set[str]]:
    """The libraries that pyproject.toml asks for: to serve, to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    served = project["project"]["dependencies"]
    served += project["project"]["optional-dependencies"]["gunicorn"]
    developed = project["dependency-groups"]["dev"]

    def names(lines: list[str]) -> set[str]:
        return {re.split(r"[\[<>=; ]", line)[0].lower() for line in lines}

    return names(served), names(developed)


def test_the_locks_hold_every_declared_library() -> None:
    served, developed = declared()
    assert served <= bootstrap.locked_versions(RUNTIME_LOCK).keys()
    assert served | developed <= bootstrap.locked_versions(DEVELOPMENT_LOCK).keys()


def test_the_development_lock_holds_the_very_versions_that_are_served() -> None:
    served = bootstrap.locked_versions(RUNTIME_LOCK).items()
    assert served <= bootstrap.locked_versions(DEVELOPMENT_LOCK).items()


def test_windows_gets_its_own_libraries_too() -> None:
    assert any("sys_platform == 'win32'" in block for block in requirements(RUNTIME_LOCK))


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose locks ask for nothing, run by the system's Python."""
    for lock in (RUNTIME_LOCK, DEVELOPMENT_LOCK):
        (tmp_path / lock).write_text("# nothing\n")
    environment = tmp_path / ".venv"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", environment)
    monkeypatch.setattr(bootstrap, "STAMP", environment / "cafe-verrous.json")
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    return tmp_path


@pytest.mark.long
def test_the_environment_is_made_once_and_again_only_when_needed(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said() -> str:
        return capsys.readouterr().out

    python = bootstrap.prepare(RUNTIME_LOCK)
    assert subprocess.run([python, "-c", "import pip"], check=True).returncode == 0
    assert "Préparation" in said()

    assert bootstrap.prepare(RUNTIME_LOCK) == python
    assert said() == "", "nothing had changed"

    (bare / RUNTIME_LOCK).write_text("# another nothing\n")
    bootstrap.prepare(RUNTIME_LOCK)
    assert "Installation" in (again := said())
    assert "Préparation" not in again, "a sound environment is kept"

    python.unlink()  # as when the system's Python was replaced
    bootstrap.prepare(RUNTIME_LOCK)
    assert "Préparation" in said()
    assert python.exists()


def test_a_library_that_cannot_be_had_is_told_in_french(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (bare / RUNTIME_LOCK).write_text(f"cafe-inconnu==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(bootstrap.SetupFailed, match="Vérifiez l’accès à Internet"):
        bootstrap.install(Path(sys.executable), RUNTIME_LOCK)
    assert not bootstrap.STAMP.exists(), "an unfinished installation is not taken for done"


def test_an_active_environment_is_kept_only_when_it_has_every_locked_library(bare: Path) -> None:
    version = bootstrap.metadata.version("flask")
    (bare / RUNTIME_LOCK).write_text(f"flask=={version} \\\n    --hash=sha256:00\n")
    assert bootstrap.has_installed(RUNTIME_LOCK)
    (bare / RUNTIME_LOCK).write_text("flask==0.1 \\\n    --hash=sha256:00\n")
    assert not bootstrap.has_installed(RUNTIME_LOCK)
    (bare / RUNTIME_LOCK).write_text("colorama-inconnu==1 ; sys_platform == 'win32' \\\n")
    assert bootstrap.has_installed(RUNTIME_LOCK), "it is for another system"


def test_an_environment_filled_by_hand_is_left_alone(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A service's account may run what an administrator installed, and write nothing there."""
    monkeypatch.setattr(sys, "prefix", str(bootstrap.ENVIRONMENT))
    assert bootstrap.prepare(RUNTIME_LOCK) == Path(sys.executable)
    assert not bootstrap.ENVIRONMENT.exists()
    assert capsys.readouterr().out == ""


def test_windows_keeps_its_interpreter_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = Path("/anywhere/.venv")
    assert bootstrap.environment_python(environment) == environment / "bin/python"
    with monkeypatch.context() as windows:
        windows.setattr("os.name", "nt")
        python = bootstrap.environment_python(environment)
    assert python == environment / "Scripts/python.exe"


def test_make_only_calls_python_and_says_what_each_target_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):(.*)\n\t(.*)$", makefile, re.MULTILINE)
    assert {name for name, _, _ in targets} >= {
        *("help", "setup", "run", "demo", "test", "test-long", "lint", "types", "sure"),
        *("flood", "screenshots", "bench", "lock"),
    }
    assert [name for name, rest, _ in targets if not rest.strip().startswith("## ")] == []
    calls = {name: recipe for name, _, recipe in targets if name != "help"}
    assert [name for name in calls if not calls[name].startswith("@$(PYTHON) -m cafe ")] == []


def test_each_command_of_the_workshop_is_a_chore() -> None:
    assert set(chores.CHORES) == bootstrap.WORKSHOP


def test_what_the_system_lacks_is_said_and_stops_the_tests(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    need = system_packages.Need
    monkeypatch.setattr(system_packages, "_can_install", lambda: False)
    useful = need("un outil utile", ("outil-utile",), lambda: False, is_required=False)
    needed = need("un outil nécessaire", ("outil-necessaire",), lambda: False)

    monkeypatch.setattr(system_packages, "NEEDS", (useful,))
    assert system_packages.ensure()
    assert "un outil utile (facultatif)" in capsys.readouterr().err

    monkeypatch.setattr(system_packages, "NEEDS", (useful, needed))
    assert not system_packages.ensure()
    said = capsys.readouterr().err
    assert "un outil nécessaire" in said
    assert "sudo apt install outil-utile outil-necessaire" in said
