"""Reads docs/plaintes.md and the names of the tests, without running any."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

FIL = re.compile(r"[\w.-]+/[\w.-]+(?:, fusions)? n° \d+")
ESSAI = re.compile(r"`([\w./-]+)::([^`]+)`")


@dataclass(frozen=True)
class Plainte:
    """One row: what is complained of, and the tests named beside it as (path, name)."""

    dite: str
    fil: str
    essais: tuple[tuple[str, str], ...]


def complaints(text: str) -> list[Plainte]:
    """The rows of the tables, without their heads."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("| ") or len(cells) != 4 or cells[0] == "La plainte":
            continue
        found.append(Plainte(cells[0], cells[1], tuple(ESSAI.findall(cells[3]))))
    return found


def tests_of(path: Path) -> set[str]:
    """The names of the tests that a file holds; none when there is no such file."""
    if not path.is_file():
        return set()
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        return set(re.findall(r'^test\("([^"]+)"', source, re.MULTILINE))
    nodes = ast.walk(ast.parse(source))
    return {n.name for n in nodes if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")}


def complaint_faults(text: str, folder: Path) -> list[str]:
    """Complaints without a public thread or without a test, tests that do not exist, doubles."""
    rows = complaints(text)
    faults = [] if rows else ["aucune plainte"]
    for row in rows:
        if not FIL.search(row.fil):
            faults.append(f"« {row.dite} » : aucun fil cité")
        if not row.essais:
            faults.append(f"« {row.dite} » : aucun essai")
        faults += [
            f"« {row.dite} » : {path}::{name} n’existe pas"
            for path, name in row.essais
            if name not in tests_of(folder / path)
        ]
    said = [row.dite for row in rows]
    return faults + [
        f"« {dite} » est deux fois" for dite in sorted(set(said)) if said.count(dite) > 1
    ]
