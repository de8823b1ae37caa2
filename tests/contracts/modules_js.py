"""Reads the imports of the scripts and says which lead to no file, or to no exported name.

A page whose script imports what is not there runs none of it, and no server test sees that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_COMMENTAIRES = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(
    r"^(?:import|export)\s+(?:(?P<noms>[^;\"']*?)\s*from\s*)?[\"'](?P<ou>[^\"']+)[\"']",
    re.MULTILINE,
)
_A_LA_DEMANDE = re.compile(r"\bimport\(\s*[\"'](?P<ou>[^\"']+)[\"']\s*\)")
_DECLARE = re.compile(
    r"^export\s+(?:async\s+)?(?:function\*?|class|const|let|var)\s+(\w+)", re.MULTILINE
)
_LISTE = re.compile(r"^\s*export\s*\{([^}]*)\}|;export\s*\{([^}]*)\}", re.MULTILINE)
_DEFAUT = re.compile(r"\bexport\s+default\b")


def faults(root: Path) -> list[str]:
    """One sentence per import that leads nowhere, in the modules of ``root`` but the vendored."""
    found = []
    for path in sorted(root.rglob("*.js")):
        if "vendor" not in path.relative_to(root).parts:
            found += [f"{path.relative_to(root)} {said}" for said in _faults(path)]
    return found


def _faults(path: Path) -> Iterator[str]:
    code = _COMMENTAIRES.sub("", path.read_text(encoding="utf-8"))
    for said in (*_IMPORT.finditer(code), *_A_LA_DEMANDE.finditer(code)):
        target = (path.parent / said["ou"]).resolve()
        if not target.is_file():
            yield f"importe {said['ou']}, qui n’existe pas"
            continue
        given = exported(target)
        for name in imported(said.groupdict().get("noms") or ""):
            if name not in given:
                yield f"importe « {name} », que {said['ou']} n’exporte pas"


def imported(clause: str) -> Iterator[str]:
    """The names that the clause of an import asks of its module; ``default`` is one."""
    inside = re.search(r"\{([^}]*)\}", clause)
    named = inside[1].split(",") if inside else []
    yield from (part.split(" as ")[0].strip() for part in named if part.strip())
    alone = re.sub(r"\{[^}]*\}", "", clause).strip().strip(",").strip()
    if alone and not alone.startswith("*"):
        yield "default"


def exported(path: Path) -> set[str]:
    """The names that a module gives."""
    code = path.read_text(encoding="utf-8")
    given = set(_DECLARE.findall(code))
    for plain, packed in _LISTE.findall(code):
        given |= {part.split(" as ")[-1].strip() for part in (plain or packed).split(",")}
    return given | ({"default"} if _DEFAUT.search(code) else set())
