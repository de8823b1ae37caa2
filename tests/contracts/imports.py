"""Reads the imports of the package and says which go the wrong way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

AUDIENCE = frozenset({"participation", "facilitation", "pilotage", "portail"})
PURE = frozenset({"documents", "formats", "reperage", "rotation", "suggestions"})
# What each room may import, besides the plain modules below it.
ALLOWED: dict[str, frozenset[str]] = {
    **{room: frozenset({"actions", "access", "models"}) | PURE for room in AUDIENCE},
    "actions": frozenset({"access", "models", "formats", "reperage", "suggestions.empreinte"}),
    "live": frozenset({"access", "models", "actions.core"}),
    "access": frozenset({"models"}),
    "models": frozenset(),
    "documents": frozenset(),
    "formats": frozenset({"models.fiche_contenu", "models.fiche_formulaire", "models.fiche_puces"}),
    "reseau": frozenset(),
    "reperage": frozenset(),
    "rotation": frozenset(),
    "suggestions": frozenset(),
}
# Single modules at the root of the package that any room may use.
PLAIN = frozenset(
    {
        *("addresses", "clock", "config", "errors", "extensions", "langues_parlees", "libelles"),
        *("medias", "medias_recues", "messages", "presentation", "reseau", "resources", "retours"),
        *("threads", "__version__"),
    }
)
# The pure rooms know neither the framework nor the base.
FOREIGN_TO_PURE = frozenset({"flask", "flask_babel", "flask_wtf", "sqlalchemy", "flask_socketio"})
ASSEMBLERS = frozenset({"cli", "demo", "app", "bootstrap", "__main__"})


def faults(package: Path) -> list[str]:
    """One sentence per import that breaks the directions of the house."""
    found = []
    for path in sorted(package.rglob("*.py")):
        room = path.relative_to(package).parts[0].removesuffix(".py")
        if room not in ALLOWED:
            continue
        for line, name in imported(ast.parse(path.read_text(encoding="utf-8")), room):
            if fault := _fault(room, name):
                found.append(f"{path.relative_to(package)}:{line} {fault}")
    return found


def imported(tree: ast.AST, room: str) -> Iterator[tuple[int, str]]:
    """Every dotted name the module imports, wherever the statement stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield node.lineno, f"cafe.{room}"
            elif node.module == "cafe":
                for alias in node.names:
                    yield node.lineno, f"cafe.{alias.name}"
            elif node.module:
                yield node.lineno, node.module


def _fault(room: str, name: str) -> str | None:
    root = name.split(".")[0]
    if root != "cafe":
        if room in PURE and root in FOREIGN_TO_PURE:
            return f"la pièce pure « {room} » importe {root}"
        return None
    parts = name.split(".")[1:]
    if not parts or parts[0] == room:
        return None
    if parts[0] in PLAIN and room not in PURE:
        return None
    if room in PURE and parts[0] in ("resources", "clock"):
        return None
    allowed = ALLOWED[room]
    if parts[0] in allowed or ".".join(parts[:2]) in allowed:
        return None
    return f"« {room} » importe « {'.'.join(parts)} »"
