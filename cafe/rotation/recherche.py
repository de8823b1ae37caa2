"""Bettering a plan by exchanges within a round: a tabu search (Glover, 1989), steps counted.

Steps, not seconds, bound it: the same case and seed give the same plan on any machine.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cafe.rotation.cadre import Entiers, Reels
from cafe.rotation.etat import Etat

_EN_JEU_MAX = 160  # beyond, each step looks at a draw of this many people
_QUI_MAX = 24
_TENURE = 8
_MIEUX = 1e-9

Avance = Callable[[float], None]


def even_out(etat: Etat) -> None:
    """Bring each table within its sizes, moving the fewest and cheapest."""
    for r in range(etat.cas.tours):
        for _ in range(len(etat.unites)):
            tailles, cadre = etat.tailles[r], etat.cadre
            manque, trop = cadre.petites[r] - tailles, tailles - cadre.grandes[r]
            if manque.max() <= 0 and trop.max() <= 0:
                break
            # The worst of one kind with, on the other side, whoever can still take or give.
            if trop.max() > 0:
                d_ou, vers = int(trop.argmax()), int((tailles - cadre.grandes[r]).argmin())
            else:
                d_ou, vers = int((tailles - cadre.petites[r]).argmax()), int(manque.argmax())
            assis = np.flatnonzero((etat.places[:, r] == d_ou) & ~etat.fixe)
            seuls = assis[etat.poids[assis, r] == 1]
            if not len(seuls) and not len(assis):
                break
            choix = seuls if len(seuls) else assis
            etat.move(r, int(choix[etat.move_costs(r, choix, vers).argmin()]), vers)


def improve(
    etat: Etat, graine: np.random.Generator, pas: int, avance: Avance, *, sans_faute: bool = False
) -> None:
    """Leave the state at the best places found in that many steps.

    ``avance`` hears the share already done, between 0 and 1. ``sans_faute`` ends the search as
    soon as each wish is met: encounters were already the most that they can be.
    """
    tours, tables = etat.cas.tours, len(etat.cas.tables)
    cout = meilleur = etat.cost()
    gardees = etat.places.copy()
    interdit = np.zeros((len(etat.unites), tours, tables), dtype=np.int64)
    mobiles = [np.flatnonzero(~etat.fixe & (etat.places[:, r] >= 0)) for r in range(tours)]
    for n in range(pas):
        if n % 500 == 0:
            avance(n / pas)
        r = int(graine.integers(tours))
        en_jeu = mobiles[r]
        if len(en_jeu) > _EN_JEU_MAX:
            en_jeu = graine.choice(en_jeu, _EN_JEU_MAX, replace=False)
        rend, vers = etat.look_around(r, en_jeu)
        qui = _who_suffers(etat, r, en_jeu, rend, graine)
        if not len(qui):
            continue
        places = etat.places[en_jeu, r]
        couts = etat.exchange_costs(r, vers, en_jeu, qui)
        tabou = interdit[en_jeu[qui], r][:, places] > n
        tabou |= n < interdit[en_jeu, r][:, places[qui]].T
        couts[tabou & (cout + couts > meilleur - _MIEUX)] = np.inf
        couts += graine.random((len(qui), 1)) * 1e-6 + graine.random(len(en_jeu)) * 1e-6
        i, j = divmod(int(couts.argmin()), len(en_jeu))
        if not np.isfinite(couts[i, j]):
            continue
        u, v = int(en_jeu[qui[i]]), int(en_jeu[j])
        interdit[u, r, places[qui[i]]] = n + _TENURE + int(graine.integers(_TENURE))
        interdit[v, r, places[j]] = n + _TENURE + int(graine.integers(_TENURE))
        etat.exchange(r, u, v)
        cout += float(couts[i, j])
        if cout < meilleur - _MIEUX:
            meilleur, gardees = cout, etat.places.copy()
            if sans_faute and not etat.faults():
                break
    _put_back(etat, gardees)
    avance(1.0)


def _who_suffers(
    etat: Etat, r: int, en_jeu: Entiers, rend: Reels, graine: np.random.Generator
) -> Entiers:
    """Ranks of those whose table of that round costs something, a draw when they are many."""
    mele = etat.share_cost(etat.colleges[r], etat.cadre.parts[r]) > 1
    mele |= (etat.tailles[r] < etat.cadre.petites[r]) | (etat.tailles[r] > etat.cadre.grandes[r])
    eux = np.flatnonzero((rend > 0) | mele[etat.places[en_jeu, r]])
    return eux if len(eux) <= _QUI_MAX else graine.choice(eux, _QUI_MAX, replace=False)


def _put_back(etat: Etat, places: Entiers) -> None:
    for u, r in np.argwhere(etat.places != places):
        etat.move(int(r), int(u), int(places[u, r]))
