"""What the bench reads from the machine, and how it sums numbers up.

Lives here: percentiles, CPU time and memory of a process tree (Linux's /proc).
Must not live here: anything that knows the servers or the protocol.
"""

import os
from collections.abc import Sequence
from math import ceil
from pathlib import Path

PROC = Path("/proc")
TICS_PAR_SECONDE = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def percentile(valeurs: Sequence[float], part: float) -> float:
    """Nearest-rank percentile; `part` between 0 and 1. Raises ValueError on no value."""
    if not valeurs:
        raise ValueError("percentile of nothing")
    ordonnees = sorted(valeurs)
    return ordonnees[max(0, ceil(part * len(ordonnees) - 1e-9) - 1)]


def summarize(valeurs: Sequence[float]) -> dict[str, float]:
    """`{n, p50, p95, p99, max}` of the values, rounded to 1 µs when they are milliseconds."""
    if not valeurs:
        return {"n": 0}
    resume = {f"p{p}": round(percentile(valeurs, p / 100), 3) for p in (50, 95, 99)}
    return {"n": len(valeurs), **resume, "max": round(max(valeurs), 3)}


def can_measure_processes() -> bool:
    """Whether this system tells the CPU time and memory of another process."""
    return (PROC / "self" / "smaps_rollup").exists()


def process_tree(racine: int) -> list[int]:
    """`racine` and all its descendants alive now."""
    enfants: dict[int, list[int]] = {}
    for dossier in PROC.iterdir():
        if not dossier.name.isdigit():
            continue
        try:
            parent = int(_stat_fields(int(dossier.name))[1])
        except OSError:
            continue  # it ended while we were reading
        enfants.setdefault(parent, []).append(int(dossier.name))
    arbre, a_voir = [], [racine]
    while a_voir:
        pid = a_voir.pop()
        arbre.append(pid)
        a_voir.extend(enfants.get(pid, ()))
    return arbre


def cpu_ms(racine: int) -> float:
    """User and system time of the whole tree so far, in ms (the kernel counts by 10 ms)."""
    total = 0
    for pid in process_tree(racine):
        try:
            champs = _stat_fields(pid)
        except OSError:
            continue
        total += int(champs[11]) + int(champs[12])
    return total * 1000 / TICS_PAR_SECONDE


def pss_kb(racine: int) -> int:
    """Proportional set size of the whole tree, in kB (shared pages are divided by their users)."""
    total = 0
    for pid in process_tree(racine):
        try:
            texte = (PROC / str(pid) / "smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(x.split()[1]) for x in texte.splitlines() if x.startswith("Pss:"))
    return total


def _stat_fields(pid: int) -> list[str]:
    # The command name stands in parentheses and may hold spaces: count after the last one.
    texte = (PROC / str(pid) / "stat").read_text()
    return texte[texte.rindex(")") + 2 :].split()
