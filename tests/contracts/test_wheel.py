"""The wheel carries the folders that lie outside the package, and runs without the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from cafe.bootstrap import ROOT, environment_python

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--no-build-isolation"),
            *("--no-index", "--quiet", "--disable-pip-version-check", "-w", folder),
        ],
        check=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def committed(folder: str) -> set[str]:
    """The files of a folder that git knows, or all of them outside a repository."""
    listed = subprocess.run(
        ["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(listed.stdout.splitlines())


@pytest.mark.parametrize("folder", ["templates", "static", "migrations", "catalogues"])
def test_the_wheel_carries_every_file_outside_the_package(wheel: Path, folder: str) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"cafe/{name}" for name in committed(folder)}
    assert expected, f"{folder} is empty"
    assert expected <= carried


def test_the_wheel_carries_nothing_of_the_workshop(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cafe"}


def test_the_licences_travel_with_the_wheel(wheel: Path) -> None:
    licences = [name for name in zipfile.ZipFile(wheel).namelist() if "/licenses/" in name]
    assert any(name.endswith("licenses/LICENSE") for name in licences)
    assert sum("vendor" in name for name in licences) >= 5


def test_an_installed_wheel_runs_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = environment_python(tmp_path / "env")
    subprocess.run(
        [python, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", wheel], check=True
    )
    # Borrow the libraries of the running environment instead of downloading them again.
    asked = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    (Path(site) / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "CAFE_INSTANCE": str(tmp_path / "instance"),
    }
    script = (
        "import pathlib, cafe\n"
        "from cafe.resources import resource\n"
        "print(pathlib.Path(cafe.__file__).parent)\n"
        "print(resource('templates'), resource('static'), resource('migrations'))\n"
    )
    said = subprocess.run(
        [python, "-c", script], cwd=elsewhere, env=environment, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    assert str(ROOT) not in said.stdout
    helped = subprocess.run(
        [python, "-m", "cafe", "--help"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert helped.returncode == 0, helped.stderr
    assert "commencer" in helped.stdout
    assert not (elsewhere / ".venv").exists(), "a wheel needs no environment of its own"
