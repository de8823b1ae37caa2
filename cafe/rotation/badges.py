"""Itineraries dealt to numbered badges before anybody has come: series handed out in order.

Whoever comes, the badges handed out of a series are its first ones. Badge k of a series takes
way k mod T of block k // T, and a block fills every table once at every round (`motifs`). Hence:

- In a series, full blocks add one to each table and the one being handed out adds one or none:
  **a series differs by one person at most**, at any round, wherever it is cut.
- Two series add at most 2, three at most 3. For more, let series s put table A before table B.
  Cut between the two, it gives A one more than B; cut elsewhere, never more. So the worst
  difference between A and B is exactly the number of series that put A first, the worst over
  turn-outs that choose each series' block and cut. Whatever the dealing, S series put A first or B
  first: **nobody can promise less than S / 2, rounded up**.
- Two series of one direction, one walking the tables upwards and the other downwards, put each
  pair once in either order: at most 1 more between the two. So with p such pairs among S series
  the promise is S - p. Three is kept up to six series by pairing S - 3 of them, the smallest. A
  paired series keeps one direction for all its blocks (another would put pairs in another order):
  its people meet fewer others. The other series change direction at every block.

`worst_spread` counts the promise of the very badges dealt, over all turn-outs, whatever made them.
People who do not take the next badge, or leave, are beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cafe.rotation.corps import Tableau
from cafe.rotation.motifs import Themes, make_motifs, themes_again
from cafe.rotation.planificateur import Infaisable, meetings

ECART_VOULU = 3


@dataclass(frozen=True, slots=True)
class Serie:
    """How the badges of one quality are dealt; the recipe is kept so that more can be added.

    ``motif`` is the block of the first ones, ``pas`` 1 when each next block takes the next motif,
    0 when all take the same; ways are taken from ``depart`` on, upwards or downwards (``sens``).
    """

    nom: str
    nombre: int
    motif: int
    pas: int
    depart: int
    sens: int


@dataclass(frozen=True, slots=True)
class Donne:
    """What was dealt: ``tables[série][rang, tour]``, and what it promises."""

    series: tuple[Serie, ...]
    tables: tuple[Tableau, ...]
    ecart: int  # between two tables of a round, whoever comes
    ecart_serie: int  # the same within one series
    distinctes: int  # pairs who meet, if everybody comes
    revues: int
    fois_max: int
    avis: tuple[str, ...]


def deal(
    themes: Themes,
    nombres: Sequence[tuple[str, int]],
    *,
    graine: int = 0,
    donnees: Sequence[Serie] = (),
    places: int | None = None,
) -> Donne:
    """Deal that many badges to each series, in order; same arguments, same badges.

    ``themes[tour][table]``. ``donnees``: series dealt before, with the same themes and seed; their
    badges stay what they are, more follow. ``places``: seats in all. Raises Infaisable.
    """
    raisons = _refusals(themes, nombres)
    if raisons:
        raise Infaisable(raisons)
    motifs = make_motifs(themes, np.random.default_rng(graine))
    series = _recipes(nombres, donnees, len(themes[0]), len(motifs))
    tables = tuple(itineraries(serie, motifs) for serie in series)
    ensemble = [tuple(map(int, rangee)) for une in tables for rangee in une]
    fois = meetings(ensemble)  # type: ignore[arg-type]
    ecart = worst_spread(tables, len(themes[0]))
    return Donne(
        series,
        tables,
        ecart,
        max(worst_spread([une], len(themes[0])) for une in tables),
        int((fois > 0).sum() // 2),
        int(np.maximum(fois - 1, 0).sum() // 2),
        int(fois.max(initial=0)),
        tuple(_warnings(themes, len(ensemble), places, ecart, themes_again(motifs, themes))),
    )


def itineraries(serie: Serie, motifs: Tableau) -> Tableau:
    """``[rang, tour] → table`` of the badges of a series."""
    rang = np.arange(serie.nombre)
    tables = motifs.shape[1]
    motif = (serie.motif + serie.pas * (rang // tables)) % len(motifs)
    result: Tableau = motifs[motif, (serie.depart + serie.sens * (rang % tables)) % tables]
    return result


def worst_spread(series: Sequence[Tableau], tables: int) -> int:
    """The largest difference between two tables of a round, over every turn-out.

    Each series may be cut anywhere, whatever the others: so the worst of each adds up.
    """
    pire = 0
    for r in range(series[0].shape[1]):
        ecarts = np.zeros((tables, tables), dtype=np.int64)
        for une in series:
            assis = np.zeros((len(une) + 1, tables), dtype=np.int64)
            assis[np.arange(1, len(une) + 1), une[:, r]] = 1
            assis = assis.cumsum(axis=0)
            for a in range(tables):
                ecarts[a] += (assis[:, a, None] - assis).max(axis=0)
        pire = max(pire, int(ecarts.max()))
    return pire


def _refusals(themes: Themes, nombres: Sequence[tuple[str, int]]) -> list[str]:
    raisons = []
    if not themes:
        raisons.append("Il n’y a aucun tour.")
    elif not themes[0]:
        raisons.append("Il n’y a aucune table.")
    if not any(nombre for _, nombre in nombres):
        raisons.append("Il n’y a aucun badge à préparer.")
    if len({nom for nom, _ in nombres}) < len(nombres):
        raisons.append("Deux séries portent le même nom.")
    return raisons


def _recipes(
    nombres: Sequence[tuple[str, int]], donnees: Sequence[Serie], tables: int, motifs: int
) -> tuple[Serie, ...]:
    """One recipe per series: the largest of the new ones free, the others by pairs."""
    deja = {serie.nom: serie for serie in donnees}
    voulus = {nom: nombre for nom, nombre in nombres if nombre or nom in deja}
    ordre = [*deja, *(nom for nom in voulus if nom not in deja)]
    nouvelles = sorted((nom for nom in ordre if nom not in deja), key=lambda n: -voulus[n])
    libres = len(ordre) if len(ordre) <= ECART_VOULU else 2 * ECART_VOULU - len(ordre)
    libres = max(libres, len(ordre) % 2) - sum(serie.pas for serie in donnees)
    recettes = {
        nom: replace(serie, nombre=max(serie.nombre, voulus.get(nom, 0)))
        for nom, serie in deja.items()
    }
    motif = sum(-(-serie.nombre // tables) if serie.pas else 1 for serie in donnees)
    for n, nom in enumerate(nouvelles):
        sens, depart = (1, n * tables // 3 % tables) if n % 2 == 0 else (-1, tables - 1)
        if n < libres:
            recettes[nom] = Serie(nom, voulus[nom], motif % motifs, 1, depart, sens)
            motif += -(-voulus[nom] // tables)
        else:
            descend = (n - libres) % 2 if libres > 0 else n % 2
            depart, sens = (tables - 1, -1) if descend else (0, 1)
            recettes[nom] = Serie(nom, voulus[nom], motif % motifs, 0, depart, sens)
            motif += descend
    return tuple(recettes[nom] for nom in ordre)


def _warnings(themes: Themes, badges: int, places: int | None, ecart: int, revus: int) -> list[str]:
    tours, tables = len(themes), len(themes[0])
    combien = len({theme for rangee in themes for theme in rangee})
    avis = []
    if tables == 1:
        avis.append("Une seule table : personne ne change de place.")
    elif tours > combien:
        avis.append(
            f"{tours} tours pour {combien} thèmes : après {combien} tours, chaque personne "
            "revient à un thème déjà vu."
        )
    elif revus:
        avis.append(
            "Avec ce programme, quelques personnes reviennent à un thème déjà vu : aucune "
            "distribution essayée ne l’évite."
        )
    if badges < tables:
        avis.append(
            f"{badges} badges pour {tables} tables : {tables - badges} tables resteront vides, "
            "et chaque personne sera seule à la sienne. Prévoyez moins de tables."
        )
    if places is not None and badges > places:
        avis.append(
            f"{badges} badges pour {places} places : n’en remettez pas plus de {places}, ou "
            "ajoutez une table."
        )
    if ecart > ECART_VOULU:
        avis.append(
            f"Les tables peuvent différer de {ecart} personnes. Regroupez des qualités : "
            f"jusqu’à {2 * ECART_VOULU} séries, l’écart reste à {ECART_VOULU}."
        )
    return avis
