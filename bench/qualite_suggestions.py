"""What suggestions are worth on a labelled set: groups, places, near-duplicates, fiches.

What is counted is what the product shows; `bench.juge_suggestions` counts it.
"""

import random
from collections.abc import Sequence
from time import process_time
from typing import Any

from bench.juge_suggestions import adjusted_rand, precision_recall, purity, top
from cafe.suggestions.classement import rank_groups
from cafe.suggestions.doublons import find_duplicates
from cafe.suggestions.empreinte import Empreinte, make_empreintes
from cafe.suggestions.espace import Espace, nearest
from cafe.suggestions.fiches import IndexFiches
from cafe.suggestions.plongement import Plongeur
from cafe.suggestions.propositions import Demande, Texte
from cafe.suggestions.regroupements import group_texts
from cafe.suggestions.tableau import propose

Jeu = dict[str, Any]
TIRAGES = 6
_SEUL = "seul "
PLACES_JUSTES_MIN = 0.65


def judge(jeu: Jeu, plongeur: Plongeur | None) -> list[str]:
    """Print each figure; returns the goals that are missed."""
    manques: list[str] = []
    textes = [un["texte"] for un in jeu.get("textes", ())]
    traits = make_empreintes(textes, plongeur)
    for quoi in ("theme", "sujet"):
        if textes and all(quoi in un for un in jeu["textes"]):
            # Without a label, a text goes with no other.
            noms = [un[quoi] or f"{_SEUL}{rang}" for rang, un in enumerate(jeu["textes"])]
            manques += _groups(quoi, textes, traits, noms)
            manques += _places(quoi, textes, noms)
    if jeu.get("paraphrases"):
        manques += _pairs(jeu, textes, plongeur)
    if jeu.get("fiches"):
        _fiches(jeu, plongeur)
    return manques


def _groups(
    quoi: str, textes: Sequence[str], traits: Sequence[Empreinte], noms: Sequence[str]
) -> list[str]:
    """Groups found without labels, and each text put back among those of all the others."""
    voulus = sum(not nom.startswith(_SEUL) for nom in set(noms))
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
        if noms.count(nom) == 1:
            continue
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


def _places(quoi: str, textes: Sequence[str], noms: Sequence[str]) -> list[str]:
    """Boards half begun: half of the labels have their group, and two thirds of its texts."""
    dites = justes = seules = placables = 0
    for tirage in range(TIRAGES):
        hasard = random.Random(tirage)
        tous = sorted(set(noms))
        hasard.shuffle(tous)
        ouverts = {nom for nom in tous[: len(tous) // 2] if noms.count(nom) > 2}
        groupe = [nom if nom in ouverts and hasard.random() < 2 / 3 else None for nom in noms]
        cartes = (
            Texte(str(rang), texte, None, dans)
            for rang, (texte, dans) in enumerate(zip(textes, groupe, strict=True))
        )
        places = propose(Demande(tuple(cartes))).places
        dites += len(places)
        justes += sum(noms[int(place.cartes[0])] == place.groupe for place in places)
        seules += groupe.count(None)
        placables += sum(
            dans is None and nom in groupe for nom, dans in zip(noms, groupe, strict=True)
        )
    juste, trouve = justes / max(1, dites), justes / max(1, placables)
    print(f"  {quoi}, places proposées sur {TIRAGES} tableaux commencés : {dites} ", end="")
    print(f"pour {seules} paroles seules, justes {juste:.2f}, rappel {trouve:.2f}")
    if quoi == "sujet" and juste < PLACES_JUSTES_MIN:
        return [f"places proposées : {juste:.2f} justes"]
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
