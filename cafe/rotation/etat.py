"""A plan being worked on: who sits where, what it costs, what one exchange would change.

Costs add up: encounters that come again a theme met twice, people kept apart who
meet, a collège away from its share of a table, a table too small or too full. Everything is kept
up to date at each exchange; `cost` counts it all anew and is what tests compare with.
"""

from __future__ import annotations

import numpy as np

from cafe.rotation.cadre import (
    DOUX,
    LARGE,
    PART,
    QUOTA,
    SEPARES,
    TAILLE,
    THEME,
    Entiers,
    Mode,
    Reels,
    frame,
    repeat_costs,
)
from cafe.rotation.cas import Cas
from cafe.rotation.unites import Unite


class Etat:
    """``places[unité, tour]`` is a table, or -1 in the rounds that do not find the unit there."""

    def __init__(self, cas: Cas, unites: list[Unite], places: Entiers, mode: Mode) -> None:
        self.cas, self.unites, self.places = cas, unites, places.copy()
        self.cadre = frame(cas)
        tours, tables, nombre = cas.tours, len(cas.tables), len(unites)
        self.fixe = np.array([unite.fixe is not None for unite in unites])
        self.themes = np.array(cas.themes)
        # Once all themes are seen a new series begins.
        self.serie = np.arange(tours) // max(1, cas.nombre_de_themes)
        couts = repeat_costs(mode, tours)
        self._ajout, self._retrait = np.diff(couts), np.diff(couts, prepend=0.0)
        self._couts = couts
        self.poids = np.array(
            [[sum(cas.personnes[i].is_there(r) for i in u.membres) for r in range(tours)]
             for u in unites]
        )  # fmt: skip
        self.composition = np.zeros((nombre, tours, len(cas.colleges)), dtype=np.int64)
        for rang, unite in enumerate(unites):
            for i in unite.membres:
                personne = cas.personnes[i]
                self.composition[rang, personne.de : personne.a + 1, personne.college] += 1
        self._genres = [
            np.unique(self.composition[:, r], axis=0, return_inverse=True) for r in range(tours)
        ]
        nombreux = np.array([len(unite.membres) for unite in unites], dtype=np.float64)
        self._entre = np.outer(nombreux, nombreux)
        np.fill_diagonal(self._entre, 0)
        self.separes = np.zeros((nombre, nombre))
        unite_de = {i: rang for rang, unite in enumerate(unites) for i in unite.membres}
        for groupe in cas.separes:
            for i in groupe:
                for j in groupe:
                    if unite_de[i] != unite_de[j]:
                        self.separes[unite_de[i], unite_de[j]] = SEPARES
        self.rencontres = np.zeros((nombre, nombre), dtype=np.int64)
        self.vus = np.zeros((nombre, self.serie[-1] + 1, cas.nombre_de_themes), dtype=np.int64)
        self.tailles = np.zeros((tours, tables), dtype=np.int64)
        self.colleges = np.zeros((tours, tables, len(cas.colleges)), dtype=np.int64)
        for r in range(tours):
            la = self.places[:, r] >= 0
            meme = (self.places[:, r, None] == self.places[None, :, r]) & la[:, None]
            self.rencontres += meme
            ou = self.places[la, r]
            np.add.at(self.tailles[r], ou, self.poids[la, r])
            np.add.at(self.colleges[r], ou, self.composition[la, r])
            np.add.at(self.vus, (np.flatnonzero(la), self.serie[r], self.themes[r, ou]), 1)
        np.fill_diagonal(self.rencontres, 0)
        self.gagne = self._ajout[self.rencontres] * self._entre + self.separes
        self.rend = self._retrait[self.rencontres] * self._entre + self.separes
        self._clear_diagonals()

    def _clear_diagonals(self) -> None:
        np.fill_diagonal(self.gagne, 0)
        np.fill_diagonal(self.rend, 0)

    # What it costs

    def share_cost(self, composition: Entiers, parts: Reels) -> Reels:
        """What these tables (last axis: collèges) cost for their mix."""
        loin = composition - parts
        if composition.shape[-1] == 1:  # nobody to mix
            return np.zeros(np.broadcast(composition, parts).shape[:-1])
        cout: Reels = (
            PART * np.maximum(np.abs(loin) - LARGE, 0)
            + DOUX * loin**2
            + QUOTA * np.maximum(self.cadre.quotas - composition, 0)
        ).sum(axis=-1)
        return cout

    def size_cost(self, r: int, tables: Entiers, tailles: Entiers) -> Reels:
        """What these sizes of these tables cost in that round."""
        petites, grandes = self.cadre.petites[r][tables], self.cadre.grandes[r][tables]
        cout: Reels = TAILLE * (np.maximum(petites - tailles, 0) + np.maximum(tailles - grandes, 0))
        return cout

    def cost(self) -> float:
        """Everything, counted anew."""
        paires = (self._couts[self.rencontres] * self._entre / 2).sum()
        eux = (self.separes * self.rencontres / 2).sum()
        themes = THEME * np.maximum(self.vus[~self.fixe] - 1, 0).sum()
        toutes = np.arange(len(self.cas.tables))
        tailles = sum(
            self.size_cost(r, toutes, self.tailles[r]).sum() for r in range(self.cas.tours)
        )
        mixite = self.share_cost(self.colleges, self.cadre.parts).sum()
        return float(paires + eux + themes + tailles + mixite)

    def faults(self) -> int:
        """How many wishes are not met, encounters apart."""
        loin = np.abs(self.colleges - self.cadre.parts) >= 1.5
        return int(
            (self.separes * self.rencontres > 0).sum() // 2
            + np.maximum(self.vus[~self.fixe] - 1, 0).sum()
            + (self.tailles < self.cadre.petites).sum()
            + (self.tailles > self.cadre.grandes).sum()
            + (self.colleges < self.cadre.quotas).sum()
            + loin.sum()
        )

    # What an exchange would change

    def leaving(self, r: int, unites: Entiers) -> Reels:
        """What each would give back by leaving its table in that round."""
        meme = self.places[unites, r][:, None] == self.places[:, r][None, :]
        gain: Reels = (self.rend[unites] * meme).sum(axis=1)
        return gain

    def theme_costs(self, r: int, unites: Entiers, tables: Entiers) -> Reels:
        """What each unit would pay to go to the table beside it in the list."""
        serie = self.serie[r]
        ici, la = self.themes[r, self.places[unites, r]], self.themes[r, tables]
        paye = (self.vus[unites, serie, la] >= 1).astype(np.float64)
        paye -= self.vus[unites, serie, ici] >= 2
        result: Reels = THEME * np.where(ici == la, 0.0, paye)
        return result

    def look_around(self, r: int, unites: Entiers) -> tuple[Reels, Reels]:
        """What each gives back by leaving its table, and ``[unité, table]`` what going there costs.

        In that round, in which they are all present; encounters and themes only. The second holds
        what is given back.
        """
        place = self.places[:, r]
        assis = np.zeros((len(place), len(self.cas.tables)))
        la = np.flatnonzero(place >= 0)
        assis[la, place[la]] = 1.0
        rangs, ou = np.arange(len(unites)), place[unites]
        vus = self.vus[unites, self.serie[r]]
        themes = self.themes[r]
        ici = themes[ou]
        revu = THEME * (vus[rangs, ici] >= 2)
        rend = (self.rend[unites] @ assis)[rangs, ou] + revu
        paye = THEME * (vus[:, themes] >= 1)
        # Another table of the same theme: what is given back is paid again.
        meme = themes[None, :] == ici[:, None]
        paye = np.where(meme, revu[:, None], paye)
        return rend, self.gagne[unites] @ assis + paye - rend[:, None]

    def exchange_costs(self, r: int, vers: Reels, unites: Entiers, qui: Entiers) -> Reels:
        """``[qui, unité]``: what it would cost that the two change places in that round.

        ``vers`` is what `look_around` said of ``unites``, ``qui`` ranks among them. Endless
        between people of one table.
        """
        b = self.places[unites, r]
        a, eux = b[qui], unites[qui]
        couts = vers[qui][:, b] + vers[:, a].T - 2 * self.gagne[eux][:, unites]
        couts += self._mixes(r, eux, unites)
        couts[a[:, None] == b[None, :]] = np.inf
        return couts

    def _mixes(self, r: int, qui: Entiers, autres: Entiers) -> Reels:
        """The two tables of each exchange: their mix and their sizes, kind of unit by kind."""
        genres, genre = self._genres[r]
        if len(genres) == 1:
            return np.zeros((len(qui), len(autres)))
        bouge = genres[None, :, :] - genres[:, None, :]  # [who leaves, who comes]
        tables = self.colleges[r][:, None, None, :]
        parts = self.cadre.parts[r][:, None, None, :]
        change = self.share_cost(tables + bouge, parts) - self.share_cost(tables, parts)
        plus = bouge.sum(axis=2)
        if plus.any():
            toutes = np.arange(len(self.tailles[r]))[:, None, None]
            tailles = self.tailles[r][:, None, None]
            change = change + self.size_cost(r, toutes, tailles + plus)
            change = change - self.size_cost(r, toutes, tailles)
        a, b = self.places[qui, r][:, None], self.places[autres, r][None, :]
        g, h = genre[qui][:, None], genre[autres][None, :]
        result: Reels = change[a, g, h] + change[b, h, g]
        return result

    def move_costs(self, r: int, unites: Entiers, table: int) -> Reels:
        """What it would cost that each unit joins that table, sizes apart."""
        la = np.flatnonzero(self.places[:, r] == table)
        d_ou = self.places[unites, r]
        part, parts = self.composition[unites, r], self.cadre.parts[r]
        mixite = (
            self.share_cost(self.colleges[r, table] + part, parts[table])
            - self.share_cost(self.colleges[r, table], parts[table])
            + self.share_cost(self.colleges[r, d_ou] - part, parts[d_ou])
            - self.share_cost(self.colleges[r, d_ou], parts[d_ou])
        )
        couts: Reels = (
            self.gagne[np.ix_(unites, la)].sum(axis=1)
            - self.leaving(r, unites)
            + self.theme_costs(r, unites, np.full(len(unites), table))
            + mixite
        )
        return couts

    # Changes

    def move(self, r: int, u: int, table: int) -> None:
        """Seat a unit at another table in that round, or at its first one there."""
        d_ou = int(self.places[u, r])
        for ou, signe in ((d_ou, -1), (table, 1)):
            if ou < 0:
                continue
            voisins = np.flatnonzero(self.places[:, r] == ou)
            voisins = voisins[voisins != u]
            self.rencontres[u, voisins] += signe
            self._refresh(u, voisins)
            self.tailles[r, ou] += signe * self.poids[u, r]
            self.colleges[r, ou] += signe * self.composition[u, r]
            self.vus[u, self.serie[r], self.themes[r, ou]] += signe
        self.places[u, r] = table

    def exchange(self, r: int, u: int, v: int) -> None:
        """Have two units of two tables change places in that round."""
        place = self.places[:, r]
        a, b = int(place[u]), int(place[v])
        chez_a, chez_b = np.flatnonzero(place == a), np.flatnonzero(place == b)
        autour = np.concatenate((chez_a[chez_a != u], chez_b[chez_b != v]))
        signe = np.where(place[autour] == a, -1, 1)
        for qui, signes in ((u, signe), (v, -signe)):
            self.rencontres[qui, autour] += signes
            self._refresh(qui, autour)
        place[u], place[v] = b, a
        plus = self.composition[v, r] - self.composition[u, r]
        self.colleges[r, a] += plus
        self.colleges[r, b] -= plus
        self.tailles[r, a] += self.poids[v, r] - self.poids[u, r]
        self.tailles[r, b] -= self.poids[v, r] - self.poids[u, r]
        ici, la = self.themes[r, a], self.themes[r, b]
        serie = self.serie[r]
        for qui, d_ou, vers in ((u, ici, la), (v, la, ici)):
            self.vus[qui, serie, d_ou] -= 1
            self.vus[qui, serie, vers] += 1

    def _refresh(self, u: int, voisins: Entiers) -> None:
        self.rencontres[voisins, u] = self.rencontres[u, voisins]
        fois, entre = self.rencontres[u, voisins], self._entre[u, voisins]
        separes = self.separes[u, voisins]
        self.gagne[u, voisins] = self.gagne[voisins, u] = self._ajout[fois] * entre + separes
        self.rend[u, voisins] = self.rend[voisins, u] = self._retrait[fois] * entre + separes
