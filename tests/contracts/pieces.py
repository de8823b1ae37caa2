"""Reads the pieces and says which of them look at who is asking.

A piece is drawn once and seen by many: what it took from the poster's request or session
would be shown to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

PERSONAL = frozenset(
    {"session", "g", "request", "config", "csrf_token", "get_flashed_messages", "current_user"}
)


def faults(templates: Path, env: Environment) -> list[str]:
    """One sentence per personal name that a piece, or a macro it imports, mentions."""
    found = []
    for path in sorted((templates / "pieces").rglob("*.html")):
        for file, name in personal_names(path, templates, env):
            found.append(f"{path.name} mentionne « {name} » ({file})")
    return found


def personal_names(path: Path, templates: Path, env: Environment) -> Iterator[tuple[str, str]]:
    """The personal names of a template and of those that it imports, extends or includes."""
    waiting, seen = [path], set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        tree = env.parse(file.read_text(encoding="utf-8"))
        for node in tree.find_all(nodes.Name):
            if node.name in PERSONAL or node.name.startswith("current_"):
                yield str(file.relative_to(templates)), node.name
        for kind in (nodes.FromImport, nodes.Import, nodes.Include, nodes.Extends):
            for link in tree.find_all(kind):
                if isinstance(link.template, nodes.Const):
                    waiting.append(templates / link.template.value)
                if getattr(link, "with_context", False) and not isinstance(link, nodes.Include):
                    yield str(file.relative_to(templates)), "with context"
