"""`python -m bench tableau`: what a gesture costs on a board of 10, 300 and 2,000 words.

On the server: the processor time of one write and of its announcement to ten boards, and the bytes
that each is sent, beside the board of 10 words in the same run. In a browser: how soon a board of
2,000 words and 300 groups answers, beside a board of 10 and a bare page of the same weight.

Exit code: 0 when the goals are met, 3 when one is not. With `--rapide` goals are not judged.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.tableau_gestes import TABLEAUX, measure
from bench.tableau_ouvert import GRAND, NUE, PETIT, measure_openings
from tools.system_packages import find_chromium

TAILLES = (10, 300, 2000)
RAPPORT_MAX = 1.1
PRETE_MAX = 2000.0


def main(arguments: Sequence[str]) -> int:
    """Run, show and judge; returns the exit code."""
    options = argparse.ArgumentParser(prog="cafe bench tableau")
    options.add_argument("--tours", type=int, default=200)
    options.add_argument("--ouvertures", type=int, default=7)
    options.add_argument("--rapide", action="store_true", help="peu de mesures, sans jugement")
    choix = options.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="cafe-banc-") as dossier:
        manques = [
            *_gestures(Path(dossier), 10 if choix.rapide else choix.tours),
            *_openings(Path(dossier), 1 if choix.rapide else choix.ouvertures),
        ]
    if choix.rapide:
        return 0
    for manque in manques:
        print(f"OBJECTIF MANQUÉ : {manque}", file=sys.stderr)
    return 3 if manques else 0


def _gestures(dossier: Path, tours: int) -> Iterator[str]:
    """Show what gestures cost; say which grow with the board."""
    releves = measure(dossier, TAILLES, tours)
    print(f"Un geste et son annonce à {TABLEAUX} tableaux : processeur, octets par tableau")
    for (nom, taille), (temps, octets) in sorted(releves.items()):
        reference = releves[nom, TAILLES[0]]
        rapports = temps / reference[0], octets / reference[1]
        print(
            f"  {nom:10} {taille:5} paroles {temps * 1000:7.2f} ms  × {rapports[0]:.2f}"
            f"   {octets:6.0f} o  × {rapports[1]:.2f}"
        )
        for quoi, rapport in zip(("temps", "octets"), rapports, strict=True):
            if rapport > RAPPORT_MAX:
                yield f"{nom}, {taille} paroles : {quoi} × {rapport:.2f} pour {RAPPORT_MAX:g}"


def _openings(dossier: Path, tours: int) -> Iterator[str]:
    """Show what opening a big board costs; say whether it is too slow."""
    chromium = find_chromium()
    if chromium is None:
        print("  Ouverture : pas de navigateur sur cette machine, non mesurée.")
        return
    releves = measure_openings(dossier, chromium, tours)
    print("Ouvrir un tableau : page, première image, prête, « Déplacer… », tâches de plus de 50 ms")
    for nom in (GRAND, PETIT, NUE):
        vue = releves[nom]
        print(
            f"  {nom:26} {vue.ko:6.0f} ko  {vue.peinte:6.0f} ms  {vue.prete:6.0f} ms"
            f"  {vue.dialogue:5.0f} ms  {vue.longues:2} tâches, au plus {vue.plus_longue:4.0f} ms"
        )
    for reference in (PETIT, NUE):
        rapport = releves[GRAND].prete / releves[reference].prete
        print(f"  prête : × {rapport:.1f} par rapport à : {reference}")
    if releves[GRAND].prete > PRETE_MAX:
        yield f"{GRAND} : prête en {releves[GRAND].prete:.0f} ms pour {PRETE_MAX:.0f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
