"""Putting people on ways through the tables: who shares a way, who mixes with whom.

Which way people take changes no encounter's number, only whose: so names are exchanged, whole
ways at a time, until collèges, quotas and people kept apart agree.
"""

from __future__ import annotations

import numpy as np

from cafe.rotation.cadre import Entiers, Reels
from cafe.rotation.cas import Cas
from cafe.rotation.etat import Etat
from cafe.rotation.unites import Unite

_PAS = 600


def seat_on_ways(cas: Cas, unites: list[Unite], voies: Entiers) -> Entiers:
    """Return ``[unité, tour] → table`` from ``voies[direction, départ, tour]``.

    Ways fill evenly, a whole direction after the other, people of one collège side by side: a
    whole direction gives each table its share of them in every round. Those who stay together
    share a way.
    """
    directions, departs, tours = voies.shape
    mobiles = [rang for rang, unite in enumerate(unites) if unite.fixe is None]
    poids = {rang: len(unites[rang].membres) for rang in mobiles}
    couches, reste = divmod(sum(poids.values()), departs)
    libres = np.zeros((directions, departs), dtype=np.int64)
    for couche in range(couches):
        libres[couche % directions] += 1
    libres[couches % directions, :reste] += 1
    places = np.full((len(unites), tours), -1)
    ensemble = sorted((rang for rang in mobiles if poids[rang] > 1), key=lambda r: -poids[r])
    for rang in ensemble:
        d, depart = np.unravel_index(int(libres.argmax()), libres.shape)
        libres[d, depart] -= poids[rang]
        places[rang] = voies[d, depart]
    seuls = [rang for rang in mobiles if poids[rang] == 1]
    nombres = np.bincount([personne.college for personne in cas.personnes])

    def college(rang: int) -> tuple[int, int]:
        de = cas.personnes[unites[rang].membres[0]].college
        return -int(nombres[de]), de

    seuls.sort(key=college)
    prochains = iter(seuls)
    while (libres > 0).any():
        for d, depart in np.argwhere(libres > 0):
            suivant = next(prochains, None)
            if suivant is None:
                libres[:] = 0
                break
            libres[d, depart] -= 1
            places[suivant] = voies[d, depart]
    for rang, unite in enumerate(unites):
        if unite.fixe is not None:
            places[rang] = unite.fixe
    return hide_absent(cas, unites, places)


def hide_absent(cas: Cas, unites: list[Unite], places: Entiers) -> Entiers:
    """The same places, with nobody where the round does not find them."""
    for rang, unite in enumerate(unites):
        for r in range(cas.tours):
            if not any(cas.personnes[i].is_there(r) for i in unite.membres):
                places[rang, r] = -1
    return places


def settle_names(etat: Etat, graine: np.random.Generator) -> None:
    """Exchange whole ways between people until no wish about names is left unmet, or no more."""
    meilleur, gardees = etat.faults(), etat.places.copy()
    interdit = np.zeros(len(etat.unites), dtype=np.int64)
    for n in range(_PAS):
        if not meilleur:
            break
        u = _misplaced(etat, graine)
        if u is None:
            break
        autres = _alike(etat, u)
        autres = autres[interdit[autres] <= n]
        if not len(autres):
            interdit[u] = n + 5
            continue
        couts = _way_costs(etat, u, autres)
        v = int(autres[(couts + graine.random(len(couts)) * 1e-6).argmin()])
        for r in np.flatnonzero(etat.places[u] != etat.places[v]):
            etat.exchange(int(r), u, v)
        interdit[[u, v]] = n + 4 + int(graine.integers(6))
        fautes = etat.faults()
        if fautes < meilleur:
            meilleur, gardees = fautes, etat.places.copy()
    for u, r in np.argwhere(etat.places != gardees):
        etat.move(int(r), int(u), int(gardees[u, r]))


def _alike(etat: Etat, u: int) -> Entiers:
    """Who may take this way: as many people, in the same rounds, on another one."""
    meme = (etat.poids == etat.poids[u]).all(axis=1) & ~etat.fixe
    meme &= (etat.places != etat.places[u]).any(axis=1)
    return np.flatnonzero(meme)


def _misplaced(etat: Etat, graine: np.random.Generator) -> int | None:
    """Somebody at a table whose mix is wrong, or beside one to be kept apart from."""
    separes = np.flatnonzero((etat.separes * etat.rencontres).sum(axis=1))
    separes = separes[~etat.fixe[separes]]
    if len(separes):
        return int(graine.choice(separes))
    loin = (np.abs(etat.colleges - etat.cadre.parts) >= 1.4).any(axis=2)
    loin |= (etat.colleges < etat.cadre.quotas).any(axis=2)
    cases = np.argwhere(loin)
    if not len(cases):
        return None
    r, table = cases[int(graine.integers(len(cases)))]
    assis = np.flatnonzero((etat.places[:, r] == table) & ~etat.fixe)
    return int(graine.choice(assis)) if len(assis) else None


def _way_costs(etat: Etat, u: int, autres: Entiers) -> Reels:
    """What exchanging whole ways would cost in mix and in people kept apart."""
    couts = np.zeros(len(autres))
    for r in range(etat.cas.tours):
        a, b = int(etat.places[u, r]), etat.places[autres, r]
        if a < 0:
            continue
        bouge = etat.composition[autres, r] - etat.composition[u, r]
        ici, la, parts = etat.colleges[r, a], etat.colleges[r, b], etat.cadre.parts[r]
        ecart = (
            etat.share_cost(ici + bouge, parts[a])
            + etat.share_cost(la - bouge, parts[b])
            - etat.share_cost(ici, parts[a])
            - etat.share_cost(la, parts[b])
        )
        couts += np.where(b == a, 0.0, ecart)
        couts += np.where(b == a, 0.0, _apart_costs(etat, r, u, autres))
    return couts


def _apart_costs(etat: Etat, r: int, u: int, autres: Entiers) -> Reels:
    """Meetings of people kept apart, gained or lost if ``u`` changed places with each."""
    if not etat.separes.any():
        return np.zeros(len(autres))
    # Few people are kept apart from anybody: only their columns count.
    eux = np.flatnonzero(etat.separes.any(axis=1))
    separes = etat.separes[np.ix_(autres, eux)]
    meme = (etat.places[autres, r][:, None] == etat.places[None, eux, r]).astype(np.float64)
    chez_u = (etat.places[u, r] == etat.places[eux, r]).astype(np.float64)
    apres: Reels = meme @ etat.separes[u, eux] + separes @ chez_u
    avant = float(chez_u @ etat.separes[u, eux]) + (separes * meme).sum(axis=1)
    change: Reels = apres - avant - 2 * etat.separes[u, autres]
    return change
