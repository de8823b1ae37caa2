"""`python -m bench suggestions`: what looks alike, its cost and its worth.

Times are seconds of the processor for 30, 300 and 2,000 words, beside **the bare product** in the
same run: tf-idf of words cut at blanks, in scipy, and the cosine of every two texts; nothing is
grouped nor named. Cold: another process, imports included, and its peak of memory. Then the quality
on a labelled set, the project's own or any other (`CAS=path`; shape: bench/README.md).

Exit code: 0 when the goals are met, 3 when one is not. Another set and `--rapide` are not judged.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import numpy as np
from scipy import sparse

from bench.qualite_suggestions import Jeu, judge
from cafe.suggestions.empreinte import make_empreintes
from cafe.suggestions.plongement import is_installed, load_plongeur
from cafe.suggestions.propositions import Demande, Texte
from cafe.suggestions.tableau import propose

JEU = Path(__file__).parent / "jeux" / "consultation.json"
TAILLES = (30, 300, 2000)
# Of the trial from which the method was chosen, on another machine: shown beside, judged nowhere.
REPERES = {300: "0,15 s à chaud", 2000: "1,3 s à chaud, 280 Mo"}
REPERE_FROID = "0,3 s"
RAPPORT_MAX = 45.0  # to the bare product, which groups and explains nothing; 14 to 39 were seen
MEMOIRE_MAX = 160  # MB at 2,000


def main(arguments: Sequence[str]) -> int:
    """Run, show and judge; returns the exit code."""
    options = argparse.ArgumentParser(prog="cafe bench suggestions")
    options.add_argument("--cas", type=Path, default=Path(os.environ.get("CAS") or JEU))
    options.add_argument("--rapide", action="store_true", help="sans 2 000 ni jugement")
    options.add_argument("--sens", action="store_true", help="avec le complément, s’il est là")
    options.add_argument("--froid", type=int, help=argparse.SUPPRESS)
    choix = options.parse_args(arguments)
    jeu: Jeu = json.loads(choix.cas.read_text(encoding="utf-8"))
    if choix.froid:
        return _cold(jeu, choix.froid)
    manques = _times(jeu, choix.cas, TAILLES[: 2 if choix.rapide else None])
    plongeur = load_plongeur() if choix.sens and is_installed() else None
    manques += judge(jeu, plongeur)
    if choix.rapide or choix.sens or choix.cas != JEU:
        return 0
    for manque in manques:
        print(f"MANQUÉ : {manque}")
    return 3 if manques else 0


def _times(jeu: Jeu, cas: Path, tailles: Sequence[int]) -> list[str]:
    textes = [un["texte"] for un in jeu.get("textes") or jeu["requetes"]]
    manques = []
    print("Textes : produit nu, à chaud, à froid (processeur), mémoire à froid, à l’arrivée")
    for taille in tailles:
        dits = _many(textes, taille)
        nu = _best(lambda dits=dits: _bare(dits))  # type: ignore[misc]
        demande = _demande(dits)
        chaud = _best(lambda demande=demande: propose(demande))  # type: ignore[misc]
        arrivee = _best(lambda dits=dits: make_empreintes(dits)) / taille  # type: ignore[misc]
        froid, memoire = _apart(cas, taille)
        print(
            f"  {taille:5} : {nu:6.3f} s, {chaud:6.3f} s ({chaud / nu:4.1f} ×), {froid:5.2f} s, "
            f"{memoire} Mo, {1000 * arrivee:.2f} ms par texte"
            + (f" (repère : {REPERES[taille]})" if taille in REPERES else "")
        )
        if chaud > RAPPORT_MAX * nu:
            manques.append(f"{taille} textes : {chaud / nu:.0f} fois le produit nu")
        if memoire > MEMOIRE_MAX:
            manques.append(f"{taille} textes : {memoire} Mo")
    print(f"  repère du démarrage à froid, sans rien proposer : {REPERE_FROID}")
    return manques


def _many(textes: Sequence[str], combien: int) -> list[str]:
    """Beyond the set, the beginning of a text and the end of another."""
    dits = list(textes[:combien])
    while len(dits) < combien:
        n = len(dits)
        debut, fin = textes[n % len(textes)].split(), textes[(7 * n + 3) % len(textes)].split()
        dits.append(" ".join([*debut[: 4 + n % 9], *fin[-(5 + n % 7) :]]))
    return dits


def _demande(textes: Sequence[str]) -> Demande:
    """A board as it is afterwards: half in groups of ten, half to group."""
    gardes = [empreinte.to_bytes() for empreinte in make_empreintes(textes)]
    return Demande(
        tuple(
            Texte(f"{n:05}", texte, octets, f"g{n // 20}" if n % 2 else None)
            for n, (texte, octets) in enumerate(zip(textes, gardes, strict=True))
        )
    )


def _bare(textes: Sequence[str]) -> None:
    mots: dict[str, int] = {}
    lignes, colonnes = [], []
    for n, texte in enumerate(textes):
        for mot in texte.lower().split():
            lignes.append(n)
            colonnes.append(mots.setdefault(mot, len(mots)))
    uns = np.ones(len(lignes), dtype=np.float32)
    tf = sparse.csr_array((uns, (lignes, colonnes)), shape=(len(textes), len(mots)))
    idf = np.log(len(textes) / np.maximum(1, (tf > 0).sum(axis=0))) + 1
    pese = sparse.csr_array(tf.multiply(idf))
    normes = np.sqrt(pese.multiply(pese).sum(axis=1))
    unite = sparse.csr_array(sparse.diags_array(1 / np.maximum(normes, 1e-9)) @ pese)
    (unite @ unite.T).toarray()


def _best(travail: Callable[[], object], fois: int = 3) -> float:
    durees = []
    for _ in range(fois):
        debut = process_time()
        travail()
        durees.append(process_time() - debut)
    return min(durees)


def _apart(cas: Path, taille: int) -> tuple[float, int]:
    moi = [sys.executable, "-m", "bench.suggestions", "--cas", str(cas), "--froid", str(taille)]
    dit = subprocess.run(moi, capture_output=True, check=True, text=True)
    secondes, memoire = dit.stdout.split()
    return float(secondes), int(memoire)


def _cold(jeu: Jeu, taille: int) -> int:
    """In another process, its imports being part of the cost."""
    propose(_demande(_many([un["texte"] for un in jeu.get("textes") or jeu["requetes"]], taille)))
    print(process_time(), _peak())
    return 0


def _peak() -> int:
    """MB. On Linux, of this very program: `getrusage` counts what forked it too."""
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
    lignes = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (pic,) = (ligne.split()[1] for ligne in lignes if ligne.startswith("VmHWM:"))
    return int(pic) // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
