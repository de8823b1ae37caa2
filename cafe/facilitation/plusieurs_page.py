"""What the two pages of several cards at once need, as plain values."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, request

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Refusal
from cafe.actions.lots import LOT_MAX
from cafe.extensions import db
from cafe.facilitation.choisies import Choisie, chosen_now
from cafe.facilitation.plus import structures_of
from cafe.facilitation.vue import PageTableau, may, page_tableau, url_if_served
from cafe.messages import sentence
from cafe.models import Question, Seance
from cafe.models.regroupement import Taille, open_sizes
from cafe.models.tableau import Carte, cards_by_id

_LIBRES = "libres"


@dataclass(frozen=True)
class ListeAChoisir:
    """One list of the board: its name (« libres » or a group's id), title and size."""

    nom: str
    titre: str
    nombre: int


@dataclass(frozen=True)
class PageChoix:
    """The cards of the list in view, ``avant`` of them ticked already though they are in another.

    ``total``: how many the list holds under the filter; a page shows as many as a lot.
    """

    tableau: PageTableau
    listes: tuple[ListeAChoisir, ...]
    nom: str
    cartes: tuple[Carte, ...]
    total: int
    ailleurs: tuple[Carte, ...]
    choisies: frozenset[str]
    erreur: str | None

    @property
    def seance(self) -> Seance:
        """The séance of the board."""
        return self.tableau.seance


@dataclass(frozen=True)
class PageGestes:
    """The cards chosen with the versions that were shown, and what can be done with them.

    ``bougees``: after a refusal, those that somebody moved meanwhile.
    """

    seance: Seance
    question: Question
    cartes: tuple[Carte, ...]
    versions: Mapping[str, int | None]
    groupes: tuple[Taille, ...]
    transmettre: bool
    structures: tuple[tuple[str, str], ...]
    structures_url: str | None
    nouveau_id: str
    saisie: Mapping[str, str]
    bougees: tuple[Choisie, ...] = ()
    erreur: str | None = None
    champ: str | None = None


def choice_page(
    seance: Seance, cartes: Mapping[str, int | None], erreur: str | None = None
) -> PageChoix:
    """The page on which cards are ticked. 404 for a list that is not on the board."""
    tableau = page_tableau(seance, request.values)
    if tableau.etat is None:
        abort(404)
    nom = request.values.get("liste", _LIBRES)
    groups = {group.id: group for group in tableau.etat.groupes}
    if nom != _LIBRES and nom not in groups:
        abort(404)
    held = tableau.etat.libres if nom == _LIBRES else groups[nom].cartes
    genre = _LIBRES if nom == _LIBRES else "groupes"
    kept = [card for card in held if tableau.filtre.keeps(card, genre) and card.texte is not None]
    shown = tuple(kept[:LOT_MAX])
    here = {card.id for card in shown}
    elsewhere = cards_by_id(db.session(), [id_ for id_ in cartes if id_ not in here])
    return PageChoix(
        tableau=tableau,
        listes=(
            ListeAChoisir(_LIBRES, "", len(tableau.etat.libres)),
            *(ListeAChoisir(g.id, g.titre, len(g.cartes)) for g in tableau.etat.groupes),
        ),
        nom=nom,
        cartes=shown,
        total=len(kept),
        ailleurs=tuple(card for card in elsewhere if card.seance_id == seance.id),
        choisies=frozenset(cartes),
        erreur=erreur,
    )


def gestures_page(
    seance: Seance,
    question: Question,
    cartes: Mapping[str, int | None],
    refusal: Refusal | None = None,
) -> PageGestes:
    """The page of what can be done. After a refusal cards that moved have their version of now:
    doing it again is a choice; those that cannot be moved any more are left out."""
    session = db.session()
    gone = refusal.details.get("cartes", ()) if refusal else ()
    moved = chosen_now(session, seance.id, question.id, gone, current_identite())
    now = {one.id: one.version for one in moved if one.possible}
    lost = {one.id for one in moved if not one.possible}
    versions = {id_: now.get(id_, version) for id_, version in cartes.items() if id_ not in lost}
    return PageGestes(
        seance=seance,
        question=question,
        cartes=tuple(c for c in cards_by_id(session, versions) if c.seance_id == seance.id),
        versions=versions,
        groupes=tuple(open_sizes(session, question.id)),
        transmettre=may(seance, Pouvoir.PROPOSER),
        structures=structures_of(session, seance),
        structures_url=url_if_served("pilotage.organismes", demarche_id=seance.demarche_id),
        nouveau_id=request.form.get("regroupement_id") or str(uuid.uuid4()),
        saisie={
            name: request.form.get(name, "")
            for name in ("titre", "regroupement", "organisme", "texte")
        },
        bougees=tuple(moved),
        erreur=sentence(refusal) if refusal else None,
        champ=refusal.champ if refusal else None,
    )
