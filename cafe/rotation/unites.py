"""Those who move as one: people who must stay together share every seat; a host never moves.

Also where a plan cannot exist: the reasons, in French, before anything is computed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cafe.rotation.cas import Cas


@dataclass(frozen=True, slots=True)
class Unite:
    """People, by rank, who share each table; ``fixe`` is the table that a host keeps."""

    membres: tuple[int, ...]
    fixe: int | None


def make_units(cas: Cas) -> list[Unite]:
    """Return everybody, once, alone or with those to stay with."""
    chef = list(range(len(cas.personnes)))

    def root(i: int) -> int:
        while chef[i] != i:
            i = chef[i]
        return i

    for groupe in cas.ensemble:
        for membre in groupe[1:]:
            chef[root(membre)] = root(groupe[0])
    membres: dict[int, list[int]] = {}
    for i in range(len(chef)):
        membres.setdefault(root(i), []).append(i)
    return [
        Unite(tuple(ensemble), next((t for t in _tables_held(cas, ensemble)), None))
        for ensemble in membres.values()
    ]


def _tables_held(cas: Cas, membres: list[int]) -> list[int]:
    held = {cas.personnes[i].hote_de for i in membres}
    return sorted(table for table in held if table is not None)


def impossibilities(cas: Cas) -> list[str]:
    """Return why no plan can meet what is asked; empty when nothing forbids one."""
    if not cas.tables:
        return ["Il n’y a aucune table."]
    if not cas.personnes:
        return ["Il n’y a personne à placer."]
    return [*_seats(cas), *_shares(cas), *_wishes(cas)]


def _seats(cas: Cas) -> list[str]:
    raisons = []
    places = sum(table.maxi for table in cas.tables)
    minimum = sum(table.mini for table in cas.tables)
    for table in cas.tables:
        if table.mini > table.maxi:
            raisons.append(f"La table {table.id} demande {table.mini} personnes pour {table.maxi}.")
    for tour in range(cas.tours):
        presents = sum(personne.is_there(tour) for personne in cas.personnes)
        if presents > places:
            raisons.append(f"Tour {tour + 1} : {presents} personnes pour {places} places.")
        if presents < minimum:
            raisons.append(
                f"Tour {tour + 1} : {presents} personnes, les tables en demandent {minimum}."
            )
    return raisons


def _shares(cas: Cas) -> list[str]:
    raisons = []
    for college, par_table in cas.minimum.items():
        demande = par_table * len(cas.tables)
        for tour in range(cas.tours):
            la = sum(p.college == college and p.is_there(tour) for p in cas.personnes)
            if la < demande:
                raisons.append(
                    f"Tour {tour + 1} : {la} personnes du collège « {cas.colleges[college]} », "
                    f"il en faut {demande} pour {par_table} à chaque table."
                )
    return raisons


def _wishes(cas: Cas) -> list[str]:
    raisons = []
    noms = [personne.id for personne in cas.personnes]
    place_max = max(table.maxi for table in cas.tables)
    unites = make_units(cas)
    unite_de = {i: rang for rang, unite in enumerate(unites) for i in unite.membres}
    for unite in unites:
        ensemble = ", ".join(noms[i] for i in unite.membres[:6])
        if len(unite.membres) > place_max:
            raisons.append(
                f"{len(unite.membres)} personnes ensemble : aucune table n’est si grande."
            )
        if len(_tables_held(cas, list(unite.membres))) > 1:
            raisons.append(f"Ensemble, mais hôtes de tables différentes : {ensemble}.")
    for groupe in cas.separes:
        for unite_, combien in Counter(unite_de[i] for i in groupe).items():
            if combien > 1:
                ensemble = ", ".join(noms[i] for i in unites[unite_].membres[:6])
                raisons.append(f"À la fois ensemble et séparées : {ensemble}.")
        if len(groupe) > len(cas.tables):
            raisons.append(f"{len(groupe)} personnes à séparer pour {len(cas.tables)} tables.")
    return raisons
