"""A plan mended while it is lived: some came late, some left; played rounds never change.

Leavers free their seats. Each newcomer takes, in the rounds to come, the seats that leave tables
most even, new to them in themes, then in people. Only then, while a round is less even than the
case allows or misses a quota, the one whose move costs least goes from the fullest table to the
emptiest: the fewest moves that sizes can do with.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

import numpy as np

from cafe.rotation.cadre import THEME, Entiers, Mode, Reels
from cafe.rotation.cas import Cas, CasIllisible
from cafe.rotation.equilibre import fewest_moves
from cafe.rotation.etat import Etat
from cafe.rotation.planificateur import Infaisable, Plan, read_plan
from cafe.rotation.unites import Unite, impossibilities

_CHOIX = 5  # tables looked at for a newcomer in a round; three when rounds are many
_EGALITE = 15.0  # what one more person than at the emptiest table costs a newcomer


@dataclass(frozen=True, slots=True)
class Deplacement:
    """Somebody who already had a seat goes elsewhere in a round to come; ranks, from 0."""

    personne: int
    tour: int
    d_ou: int
    vers: int


@dataclass(frozen=True, slots=True)
class Reparation:
    """The new plan, and who must be told of a change."""

    plan: Plan
    deplacements: tuple[Deplacement, ...]


def repair(
    cas: Cas, avant: Cas, places_avant: list[list[int]], joues: int, mode: Mode = "rencontres"
) -> Reparation:
    """Return the old plan with newcomers seated and tables even again after ``joues`` rounds.

    ``cas`` is the case of now: newcomers have a first round, leavers a last one. Raises
    CasIllisible when the two have other tables or rounds, Infaisable as `make_plan` does.
    """
    if [t.id for t in cas.tables] != [t.id for t in avant.tables] or cas.tours != avant.tours:
        raise CasIllisible("Le plan à réparer a d’autres tables ou d’autres tours.")
    raisons = [raison for raison in impossibilities(cas) if _still_to_come(raison, joues)]
    if raisons:
        raise Infaisable(raisons)
    assises = _known_places(cas, avant, places_avant)
    etat = Etat(cas, _one_by_one(cas), assises, mode)
    for r in range(joues, cas.tours):
        for rang, personne in enumerate(cas.personnes):
            if personne.is_there(r) and personne.hote_de is not None and etat.places[rang, r] < 0:
                etat.move(r, rang, personne.hote_de)
    for rang, personne in enumerate(cas.personnes):
        a_venir = [
            r for r in range(joues, cas.tours) if personne.is_there(r) and etat.places[rang, r] < 0
        ]
        if a_venir:
            _seat(etat, rang, a_venir)
    for r in range(joues, cas.tours):
        _even_out(etat, r)
        _fill_quotas(etat, r)
    nouveaux = np.flatnonzero((assises < 0).all(axis=1))
    for rang, r in product(map(int, nouveaux), range(joues, cas.tours)):
        _spare_theme(etat, r, rang, nouveaux)
    deplacements = tuple(
        Deplacement(int(rang), int(r), int(assises[rang, r]), int(etat.places[rang, r]))
        for rang, r in np.argwhere((assises >= 0) & (assises != etat.places))
    )
    return Reparation(read_plan(etat), deplacements)


def least_moves(cas: Cas, avant: Cas, places_avant: list[list[int]], joues: int) -> int:
    """The fewest seats that must change, from sizes alone: those who stay, and who comes."""
    connues = _known_places(cas, avant, places_avant)
    total = 0
    for r in range(joues, cas.tours):
        assis = connues[connues[:, r] >= 0, r]
        arrivants = sum(personne.is_there(r) for personne in cas.personnes) - len(assis)
        tailles = np.bincount(assis, minlength=len(cas.tables)).tolist()
        total += fewest_moves(tailles, arrivants, max(1, cas.ecart))
    return total


def _still_to_come(raison: str, joues: int) -> bool:
    tour = raison.removeprefix("Tour ").split(" ", 1)[0]
    return not tour.isdigit() or int(tour) > joues


def _known_places(cas: Cas, avant: Cas, places: list[list[int]]) -> Entiers:
    """Who sits where already, by the people of now; -1 for the absent and the newcomers."""
    rang_avant = {personne.id: rang for rang, personne in enumerate(avant.personnes)}
    connues = np.full((len(cas.personnes), cas.tours), -1)
    for rang, personne in enumerate(cas.personnes):
        if personne.id in rang_avant:
            rangee = places[rang_avant[personne.id]]
            for r in range(cas.tours):
                connues[rang, r] = rangee[r] if personne.is_there(r) else -1
    return connues


def _one_by_one(cas: Cas) -> list[Unite]:
    return [Unite((rang,), personne.hote_de) for rang, personne in enumerate(cas.personnes)]


def _bound(cas: Cas) -> set[int]:
    """Who never moves here: hosts, and those who stay with somebody."""
    hotes = {rang for rang, personne in enumerate(cas.personnes) if personne.hote_de is not None}
    return hotes | {membre for groupe in cas.ensemble for membre in groupe}


def _seat(etat: Etat, rang: int, a_venir: list[int]) -> None:
    """The best tables of the rounds to come, no theme twice if that can be."""
    choix: list[Entiers] = []
    couts: list[Reels] = []
    maxi = np.array([table.maxi for table in etat.cas.tables])
    avec = [membre for groupe in etat.cas.ensemble if rang in groupe for membre in groupe]
    for r in a_venir:
        place = etat.places[:, r]
        assis = np.zeros((len(place), len(etat.cas.tables)))
        la = np.flatnonzero(place >= 0)
        assis[la, place[la]] = 1.0
        cout = etat.gagne[rang] @ assis + _EGALITE * (etat.tailles[r] - etat.tailles[r].min())
        cout += 1000.0 * (etat.tailles[r] >= maxi)
        cout += THEME * (etat.vus[rang, etat.serie[r], etat.themes[r]] >= 1)
        plus = etat.colleges[r] + etat.composition[rang, r]
        cout += etat.share_cost(plus, etat.cadre.parts[r])
        cout -= etat.share_cost(etat.colleges[r], etat.cadre.parts[r])
        for membre in avec:
            if membre != rang and place[membre] >= 0:
                cout[place[membre]] -= 10_000.0
        choix.append(np.argsort(cout, kind="stable")[: _CHOIX if len(a_venir) < 5 else 3])
        couts.append(cout)

    def whole(essai: Iterable[np.int64]) -> float:
        tables = list(essai)
        themes = [int(etat.themes[r, t]) for r, t in zip(a_venir, tables, strict=True)]
        twice = len(themes) - len(set(themes))
        return THEME * twice + sum(float(c[t]) for c, t in zip(couts, tables, strict=True))

    for r, table in zip(a_venir, min(product(*choix), key=whole), strict=True):
        etat.move(r, rang, int(table))


def _even_out(etat: Etat, r: int) -> None:
    bound = np.array([rang in _bound(etat.cas) for rang in range(len(etat.unites))])
    mini = np.array([table.mini for table in etat.cas.tables])
    maxi = np.array([table.maxi for table in etat.cas.tables])
    for _ in range(len(etat.unites)):
        tailles = etat.tailles[r]
        pleine = int(np.where(tailles > mini, tailles, -1).argmax())
        vide = int(np.where(tailles < maxi, tailles, 10**9).argmin())
        borne = (tailles < mini).any() or (tailles > maxi).any()
        if tailles[pleine] - tailles[vide] <= max(1, etat.cas.ecart) and not borne:
            return
        if (tailles > maxi).any():
            pleine = int((tailles - maxi).argmax())
        if (tailles < mini).any():
            vide = int((mini - tailles).argmax())
        # Other tables as full, or as empty, may do as well for somebody's themes.
        pleines = np.flatnonzero((tailles == tailles[pleine]) & (tailles > mini))
        vides = np.flatnonzero((tailles == tailles[vide]) & (tailles < maxi))
        qui = np.flatnonzero(np.isin(etat.places[:, r], pleines) & ~bound)
        if tailles[pleine] == tailles[vide] or not len(qui) or not len(vides):
            return
        couts = np.stack([etat.move_costs(r, qui, int(table)) for table in vides], axis=1)
        u, v = np.unravel_index(int(couts.argmin()), couts.shape)
        etat.move(r, int(qui[u]), int(vides[v]))


def _spare_theme(etat: Etat, r: int, rang: int, nouveaux: Entiers) -> None:
    """Seat a newcomer who would see a theme again elsewhere, or exchange with another newcomer:
    neither had been told a table yet."""
    ici, vus = int(etat.places[rang, r]), etat.vus[:, etat.serie[r]]
    if ici < 0 or etat.cas.personnes[rang].hote_de is not None:
        return
    if rang in _bound(etat.cas) or vus[rang, etat.themes[r, ici]] < 2:
        return
    maxi = np.array([table.maxi for table in etat.cas.tables])
    tailles = etat.tailles[r]
    for table in np.argsort(tailles, kind="stable"):
        apres = tailles.copy()
        apres[[ici, table]] += (-1, 1)
        even = np.ptp(apres) <= max(1, etat.cas.ecart) and apres[table] <= maxi[table]
        if even and not vus[rang, etat.themes[r, table]]:
            etat.move(r, rang, int(table))
            return
    theme = etat.themes[r, ici]
    for autre in map(int, nouveaux):
        la = int(etat.places[autre, r])
        if la in (-1, ici) or autre in _bound(etat.cas):
            continue
        if not vus[rang, etat.themes[r, la]] and not vus[autre, theme]:
            etat.exchange(r, rang, autre)
            return


def _fill_quotas(etat: Etat, r: int) -> None:
    """Exchange two people where a table misses somebody of a collège and another has one more."""
    bound = np.array([rang in _bound(etat.cas) for rang in range(len(etat.unites))])
    for table, college in np.argwhere(etat.colleges[r] < etat.cadre.quotas):
        de_trop = etat.colleges[r, :, college] > etat.cadre.quotas[college]
        place = etat.places[:, r]
        sien = etat.composition[:, r, college] > 0
        donneurs = np.flatnonzero(sien & ~bound & (place >= 0) & de_trop[place])
        autres = np.flatnonzero(~sien & ~bound & (place == table))
        if not len(donneurs) or not len(autres):
            continue
        couts = etat.move_costs(r, donneurs, int(table))
        u = int(donneurs[couts.argmin()])
        v = int(autres[etat.move_costs(r, autres, int(place[u])).argmin()])
        etat.exchange(r, u, v)
