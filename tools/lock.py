"""Compile the two locks: every library and its hashes, for every system, by ``make lock``.

uv resolves for all systems at once; plain pip installs the result. uv lives in a virtual
environment of its own, so that it is no dependency of Café. Standard library only.
"""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

from cafe.bootstrap import DEVELOPMENT_LOCK, ROOT, RUNTIME_LOCK, environment_python

UV = "uv==0.13.9"
_ENVIRONMENT = ROOT / ".venv-verrou"
_COMPILE = (
    *("pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
    *("--custom-compile-command", "make lock"),
)


def main(arguments: list[str]) -> int:
    """Compile both locks; ``--upgrade`` and uv's other options are handed to uv."""
    python = str(environment_python(_ENVIRONMENT))
    if not Path(python).exists():
        venv.create(_ENVIRONMENT, with_pip=True)
    commands = (
        (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV),
        (python, "-m", "uv", *_COMPILE, "--extra", "gunicorn", "-o", RUNTIME_LOCK, *arguments),
        # The runtime lock constrains the other: tests run with what is served.
        (
            *(python, "-m", "uv", *_COMPILE, "--extra", "gunicorn", "--group", "dev"),
            *("-c", RUNTIME_LOCK, "-o", DEVELOPMENT_LOCK, *arguments),
        ),
    )
    for command in commands:
        if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
            return code
    print(f"Verrous écrits : {RUNTIME_LOCK}, {DEVELOPMENT_LOCK}. Relisez leur différence.")
    return 0
