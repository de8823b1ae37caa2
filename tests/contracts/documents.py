"""Reads docs/ and the code, and says what one has that the other has not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

REFUSALS = ("RuleBroken", "NotAllowed", "Missing", "Stale")


def glossary_names(text: str) -> set[str]:
    """The code names of the glossary's first column."""
    return set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))


def glossary_faults(text: str, models: Iterable[str]) -> list[str]:
    """Models without an entry, and entries without a model."""
    named, known = glossary_names(text), set(models)
    return [f"« {name} » manque au glossaire" for name in sorted(known - named)] + [
        f"« {name} » n’est pas un modèle" for name in sorted(named - known)
    ]


def rule_faults(text: str, tests: Iterable[str], functions: Iterable[str]) -> list[str]:
    """Rules whose test or whose function does not exist."""
    known_tests, known_functions = set(tests), set(functions)
    faults = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 3 or not cells[2].startswith("`test_"):
            continue
        faults += [
            f"règle « {cells[0]} » : {name} n’existe pas"
            for name in re.findall(r"`(\w+)`", cells[1])
            if name not in known_functions
        ]
        faults += [
            f"règle « {cells[0]} » : le test {name} n’existe pas"
            for name in re.findall(r"`(\w+)`", cells[2])
            if name not in known_tests
        ]
    return faults


def functions_in(folder: Path) -> set[str]:
    """The names of every function below a folder."""
    names: set[str] = set()
    for path in folder.rglob("*.py"):
        names.update(re.findall(r"^ *def (\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE))
    return names


def refusal_codes(folder: Path) -> dict[str, str]:
    """Every code raised by name in a folder, with the file that raises it."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not any(f"{refusal}(" in text for refusal in REFUSALS):
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in REFUSALS:
                continue
            code = node.args[0] if node.args else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found[code.value] = path.name
    return found
