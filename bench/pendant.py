"""How much the live path waits while something long is made without rest: a compte rendu, a plan.

It is made on the server's core, the hardest place, in a process of its own as when it is served.
Runs with and without it alternate.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from threading import Event, Thread

from bench.exemples import world_cafe
from bench.run import TELEPHONES, Banc
from bench.serveurs import Reglage
from bench.tirage import Phase
from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.documents.presse import print_apart

RAPPORT_MAX = 1.2
_DEBIT = 20


def draw_compte_rendu() -> object:
    """The compte rendu of 1,000 contributions, as the server has it drawn."""
    return print_apart(render_pdf, world_cafe(1000))


class _Ouvrages(Thread):
    """Makes it again and again until `fini`, on one core."""

    def __init__(self, coeur: int | None, fait: Callable[[], object]) -> None:
        super().__init__()
        self.coeur, self.fait = coeur, fait
        self.fini = Event()
        self.faits = 0

    def run(self) -> None:
        if self.coeur is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {self.coeur})
        while not self.fini.is_set():
            self.fait()
            self.faits += 1


def measure_live(
    reglage: Reglage, repetitions: int, duree: float, fait: Callable[[], object] = draw_compte_rendu
) -> float:
    """Show the p95 of a contribution's way with and without that work; return their ratio."""
    temps: dict[str, list[float]] = {"au repos": [], "pendant": []}
    phases = [Phase("chauffe", _DEBIT, 2, chauffe=True), Phase("mesure", _DEBIT, duree)]
    with tempfile.TemporaryDirectory(prefix="cafe-banc-") as dossier:
        banc = Banc(Path(dossier), reglage, duree)
        for repetition in range(repetitions):
            for mode in ("pendant", "au repos") if repetition % 2 else ("au repos", "pendant"):
                ouvrages = _Ouvrages(reglage.coeur_serveur, fait)
                if mode == "pendant":
                    ouvrages.start()
                try:
                    passage = banc.play("cafe", "NORMAL", repetition, phases, TELEPHONES)
                finally:
                    ouvrages.fini.set()
                    if mode == "pendant":
                        ouvrages.join()
                temps[mode].append(passage.phase("mesure")["livraison_ms"]["p95"])
    for mode, mesures in temps.items():
        print(f"  {mode:10} p95 {median(mesures):.1f} ms [{min(mesures):.1f}–{max(mesures):.1f}]")
    rapport = median(temps["pendant"]) / median(temps["au repos"])
    print(f"  rapport × {rapport:.2f} pour un objectif de {RAPPORT_MAX:g}")
    return rapport
