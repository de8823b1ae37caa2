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
from typing import Any

import numpy as np
from scipy import sparse

from bench.juge_suggestions import adjusted_rand, precision_recall, purity, top
from cafe.suggestions.classement import rank_groups
from cafe.suggestions.doublons import find_duplicates
from cafe.suggestions.empreinte import Empreinte, make_empreintes
from cafe.suggestions.espace import Espace, nearest
from cafe.suggestions.fiches import IndexFiches
from cafe.suggestions.plongement import Plongeur, is_installed, load_plongeur
from cafe.suggestions.propositions import Demande, Texte
from cafe.suggestions.regroupements import group_texts
from cafe.suggestions.tableau import propose

JEU = Path(__file__).parent / "jeux" / "consultation.json"
TAILLES = (30, 300, 2000)
RAPPORT_MAX = 45.0  # to the bare product, which groups and explains nothing
MEMOIRE_MAX = 280  # MB at 2,000
Jeu = dict[str, Any]


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
    manques += _quality(jeu, plongeur)
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
        )
        if chaud > RAPPORT_MAX * nu:
            manques.append(f"{taille} textes : {chaud / nu:.0f} fois le produit nu")
        if memoire > MEMOIRE_MAX:
            manques.append(f"{taille} textes : {memoire} Mo")
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
    pic = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(process_time(), pic // (1024 if sys.platform == "linux" else 1024**2))
    return 0


def _quality(jeu: Jeu, plongeur: Plongeur | None) -> list[str]:
    manques: list[str] = []
    textes = [un["texte"] for un in jeu.get("textes", ())]
    traits = make_empreintes(textes, plongeur)
    for quoi in ("theme", "sujet"):
        if textes and all(quoi in un for un in jeu["textes"]):
            manques += _groups(quoi, textes, traits, [un[quoi] for un in jeu["textes"]])
    if jeu.get("paraphrases"):
        manques += _pairs(jeu, textes, plongeur)
    if jeu.get("fiches"):
        _fiches(jeu, plongeur)
    return manques


def _groups(
    quoi: str, textes: Sequence[str], traits: Sequence[Empreinte], noms: Sequence[str]
) -> list[str]:
    """Groups found without labels, and each text put back among those of all the others."""
    voulus = len(set(noms))
    for nombre in (None, voulus):
        groupes = group_texts(textes, traits, nombre=nombre)
        trouves: list[int] = [-1 - rang for rang in range(len(textes))]
        for numero, groupe in enumerate(groupes):
            for rang in groupe.membres:
                trouves[rang] = numero
        pur = purity([[noms[rang] for rang in groupe.membres] for groupe in groupes])
        demande = "nombre libre" if nombre is None else f"{nombre} demandés"
        accord = adjusted_rand(trouves, noms)
        print(f"  {quoi}, {demande} : {len(groupes)} groupes, ARI {accord:.2f}, pureté {pur:.2f}")
    rangees, justes = [], []
    for rang, nom in enumerate(noms):
        autres: dict[str, list[int]] = {}
        for autre, sien in enumerate(noms):
            if autre != rang:
                autres.setdefault(sien, []).append(autre)
        cles = list(autres)
        (candidats,) = rank_groups(
            [textes[rang]],
            [traits[rang]],
            [[textes[n] for n in autres[cle]] for cle in cles],
            [[traits[n] for n in autres[cle]] for cle in cles],
        )
        rangees.append([cles[candidat.rang] for candidat in candidats])
        justes.append({nom})
    un, trois = top(rangees, justes, 1), top(rangees, justes, 3)
    print(f"  {quoi}, un texte à placer : {un:.2f} en premier, {trois:.2f} dans les trois")
    if quoi == "theme" and trois < 0.63:
        return [f"placer : {trois:.2f} dans les trois"]
    return []


def _pairs(jeu: Jeu, textes: Sequence[str], plongeur: Plongeur | None) -> list[str]:
    ids = [un["id"] for un in jeu["textes"]]
    redites, contraires = jeu["paraphrases"], jeu.get("oppositions", [])
    tous = [*textes, *(une["texte"] for une in redites), *(une["texte"] for une in contraires)]
    noms = [*ids, *(f"r{n}" for n in range(len(redites)))]
    noms += [f"o{n}" for n in range(len(contraires))]
    traits = make_empreintes(tous, plongeur)
    espace = Espace(traits)
    vers, _ = nearest(
        espace.place(traits[len(ids) : len(ids) + len(redites)]),
        espace.place(traits[: len(ids)]),
        1,
    )
    premier = top(
        [[ids[int(n)] for n in rangee] for rangee in vers], [{une["de"]} for une in redites], 1
    )
    dites = {frozenset((noms[p.un], noms[p.autre])) for p in find_duplicates(tous, traits)}
    vraies = {frozenset((f"r{n}", une["de"])) for n, une in enumerate(redites)}
    opposees = {frozenset((f"o{n}", une["de"])) for n, une in enumerate(contraires)}
    sans = {paire for paire in dites if not any(nom.startswith("o") for nom in paire - set(ids))}
    juste, trouve = precision_recall(sans, vraies)
    tort = len(dites & opposees)
    print(f"  {len(redites)} redites : la bonne en premier {premier:.2f} ; ", end="")
    print(f"paires dites doublons : précision {juste:.2f}, rappel {trouve:.2f}")
    print(f"  avis opposés dits doublons : {tort} sur {len(contraires)}")
    manques = [f"redites : {premier:.2f}"] if premier < 0.78 else []
    return manques + ([f"avis opposés dits doublons : {tort}"] if tort > 1 else [])


def _fiches(jeu: Jeu, plongeur: Plongeur | None) -> None:
    corps = [f"{fiche['intitule']} . {fiche['texte']}" for fiche in jeu["fiches"]]
    index = IndexFiches(corps, make_empreintes(corps, plongeur))
    requetes = [une["texte"] for une in jeu["requetes"]]
    debut = process_time()
    rangees = index.rank(requetes, make_empreintes(requetes, plongeur))
    duree = (process_time() - debut) / max(1, len(requetes))
    numeros = [fiche["numero"] for fiche in jeu["fiches"]]
    dites = [[numeros[candidat.rang] for candidat in rangee] for rangee in rangees]
    justes = [set(une["fiches"]) for une in jeu["requetes"]]
    un, trois = top(dites, justes, 1), top(dites, justes, 3)
    print(f"  {len(requetes)} requêtes, {len(corps)} fiches : {un:.2f} en premier, ", end="")
    print(f"{trois:.2f} dans les trois, {1000 * duree:.0f} ms chacune")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
