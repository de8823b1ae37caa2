"""The board of one question as plain values: what the page, the export and live pieces show.

Read only. A ``Carte`` carries no trait of a person and no participant: who sees one card
sees what everybody in the team sees.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    bindparam,
    func,
    select,
)
from sqlalchemy.orm import Session

from cafe.models.contribution import (
    Contribution,
    MotifModeration,
    Origine,
    Signalement,
    Statut,
)
from cafe.models.direct import Direct
from cafe.models.evenement import last_numero
from cafe.models.rapprochement import Rapprochement
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.tableau_requetes import CARTES, RANG
from cafe.models.visibilite import Regard, visible_clause
from cafe.models.voix import SAISIES, TOTAL


@dataclass(frozen=True)
class Carte:
    """One word as a card. ``texte`` is None once erased; ``rang`` sorts it in its place.

    ``langue`` is that of the text, so that it is read aloud rightly; it is never shown.
    ``traduction`` is the French of this very text, where the team wrote one. ``etoile``: its
    table put it forward. ``signalement``: what a list found in it, until somebody has looked.
    ``isolee``: marked as a lone voice; ``transmise``: the structure that it was passed on to.
    ``sous``: the card that it stands under, both saying nearly the same; ``proches``: those that
    stand under it, in no place of their own.
    """

    id: str
    seance_id: str
    question_id: str
    categorie: str
    statut: Statut
    motif: MotifModeration | None
    precision: str
    source: Origine
    tardive: bool
    ordre: int
    version: int
    cree_le: datetime
    texte: str | None
    tablee: int | None
    regroupement_id: str | None
    rang: float
    langue: str = "fr"
    a_confirmer: bool = False
    photo: str | None = None
    voix: str | None = None
    mains: int = 0
    traduction: str | None = None
    etoile: bool = False
    signalement: Signalement | None = None
    isolee: bool = False
    transmise: str | None = None
    sous: str | None = None
    tour_id: str | None = None
    proches: tuple[Carte, ...] = ()


@dataclass(frozen=True)
class Groupe:
    """An open regroupement; ``voix`` and of them ``saisies`` are as in ``models/voix``."""

    id: str
    seance_id: str
    question_id: str
    titre: str
    resume: str
    ordre: int
    version: int
    voix: int
    saisies: int = 0
    cartes: tuple[Carte, ...] = ()


@dataclass(frozen=True)
class EtatTableau:
    """Everything on the board of one question, in the order in which it is shown.

    ``numero``: the last event surely contained; later ones may be in already, and
    applying them again changes nothing. ``refusees`` holds the words not published, and
    those withdrawn before they were grouped.
    """

    numero: int
    seance_id: str
    question_id: str
    groupes: tuple[Groupe, ...]
    libres: tuple[Carte, ...]
    frigo: tuple[Carte, ...]
    refusees: tuple[Carte, ...]
    attente: tuple[Carte, ...]
    publiees: int


# In which column or drawer an ungrouped card stands.
PLACES: dict[Statut, str] = {
    Statut.PUBLIEE: "libres",
    Statut.FRIGO: "frigo",
    Statut.NON_PUBLIEE: "refusees",
    Statut.RETIREE: "refusees",
    Statut.EN_ATTENTE: "attente",
}


# Built once: the announcer runs them for every word, and that costs more than running it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CARTES_DE_QUESTION = CARTES.where(Contribution.question_id == bindparam("question")).order_by(
    RANG, Contribution.ordre
)
# One card at a time, not « in »: almost always there is one, and the statement stays the same.
_CARTE = Direct(CARTES.where(Contribution.id == bindparam("id")))
_PROCHES = Direct(
    select(Rapprochement.contribution_id).where(
        Rapprochement.principale_id == bindparam("id"), Rapprochement.fin_le.is_(None)
    )
)
_CARTES_DE_GROUPE = CARTES.where(Appartenance.regroupement_id == bindparam("groupe")).order_by(
    Appartenance.rang, Contribution.ordre
)

_membres_vus = (
    Appartenance.regroupement_id == Regroupement.id,
    Appartenance.fin_le.is_(None),
    visible_clause(Regard.ECRAN),
)
_voix, _saisies = (
    select(count)
    .select_from(Contribution)
    .join(Appartenance, Appartenance.contribution_id == Contribution.id)
    .where(*_membres_vus)
    .scalar_subquery()
    for count in (TOTAL, SAISIES)
)
_groupes = (
    select(
        Regroupement.id,
        Regroupement.seance_id,
        Regroupement.question_id,
        Regroupement.titre,
        Regroupement.resume,
        Regroupement.ordre,
        Regroupement.version,
        _voix.label("voix"),
        _saisies.label("saisies"),
    )
    .where(Regroupement.ferme_le.is_(None))
    .order_by(Regroupement.ordre)
)
_GROUPES_DE_QUESTION = _groupes.where(Regroupement.question_id == bindparam("question"))
_GROUPES_PAR_ID = _groupes.where(Regroupement.id.in_(_IDS))
_COMPTES = (
    select(Contribution.question_id, func.count())
    .where(Contribution.question_id.in_(_IDS), visible_clause(Regard.ECRAN))
    .group_by(Contribution.question_id)
)


def board_state(session: Session, seance_id: str, question_id: str) -> EtatTableau:
    """The board of a question: three queries, however many cards it holds."""
    numero = last_numero(session)
    cards = cards_of_question(session, question_id)
    groups = _groups(session, _GROUPES_DE_QUESTION, question=question_id)
    places: dict[str, list[Carte]] = {name: [] for name in PLACES.values()}
    members: dict[str, list[Carte]] = {group.id: [] for group in groups}
    for card in nest(cards):
        if card.statut is Statut.REMPLACEE:
            continue
        if card.regroupement_id in members:
            members[card.regroupement_id].append(card)
        else:
            places[PLACES[card.statut]].append(card)
    return EtatTableau(
        numero=numero,
        seance_id=seance_id,
        question_id=question_id,
        groupes=tuple(replace(group, cartes=tuple(members[group.id])) for group in groups),
        libres=tuple(places["libres"]),
        frigo=tuple(places["frigo"]),
        refusees=tuple(places["refusees"]),
        attente=tuple(places["attente"]),
        publiees=sum(card.statut is Statut.PUBLIEE for card in cards),
    )


def cards_of_question(session: Session, question_id: str) -> list[Carte]:
    """Every card of a question, those that stand under another too, in order."""
    return _cards(session, _CARTES_DE_QUESTION, question=question_id)


def cards_by_id(session: Session, ids: Collection[str]) -> list[Carte]:
    """Those cards as they are now, in the order in which their words came."""
    asked = set(ids)
    return [card for card in cards_around(session, ids) if card.id in asked]


def cards_around(session: Session, ids: Collection[str]) -> list[Carte]:
    """Those cards, with the ones that they stand under, stood under, or have under them."""
    connection = session.connection()

    def read(ids: Iterable[str]) -> dict[str, Carte]:
        return {id_: Carte(*row) for id_ in ids for row in _CARTE.rows(connection, {"id": id_})}

    found = read(ids)
    near = {card.sous for card in found.values() if card.sous}
    near |= {row[0] for id_ in found for row in _PROCHES.rows(connection, {"id": id_})}
    found |= read(near - found.keys())
    # Of another head only one was asked for: all that stands under it is read too.
    heads = {card.sous for card in found.values() if card.sous}
    others = {row[0] for id_ in heads for row in _PROCHES.rows(connection, {"id": id_})}
    found |= read(others - found.keys())
    nested = {card.id: card for card in nest(found.values())}
    cards = [nested.get(card.id) or card for card in found.values()]
    return sorted(cards, key=lambda card: (card.ordre, card.rang))


def cards_in_group(session: Session, regroupement_id: str) -> list[Carte]:
    """The cards of a group, in order."""
    return nest(_cards(session, _CARTES_DE_GROUPE, groupe=regroupement_id))


def nest(cards: Iterable[Carte]) -> list[Carte]:
    """The cards that have a place of their own, with those that stand under them."""
    here = {card.id: card for card in cards}
    under: dict[str, list[Carte]] = {}
    alone: list[Carte] = []
    for card in here.values():
        above = here.get(card.sous) if card.sous else None
        if above is not None and _together(card, above):
            under.setdefault(above.id, []).append(card)
        else:
            alone.append(replace(card, sous=None) if card.sous else card)
    return [
        replace(card, proches=tuple(sorted(under[card.id], key=lambda c: c.ordre)))
        if card.id in under
        else card
        for card in alone
    ]


def _together(card: Carte, above: Carte) -> bool:
    """As ``models/rapprochement`` has it: both shown, at one place."""
    return (
        card.statut is above.statut is Statut.PUBLIEE
        and card.question_id == above.question_id
        and card.regroupement_id == above.regroupement_id
    )


def groups_by_id(session: Session, ids: Collection[str]) -> list[Groupe]:
    """Those among the groups that are open, without their cards, in order."""
    return _groups(session, _GROUPES_PAR_ID, ids=list(ids)) if ids else []


def published_counts(session: Session, question_ids: Collection[str]) -> Mapping[str, int]:
    """How many words each of these questions shows as published."""
    if not question_ids:
        return {}
    rows = session.connection().execute(_COMPTES, {"ids": list(question_ids)})
    found = {question_id: count for question_id, count in rows}
    return {question_id: found.get(question_id, 0) for question_id in question_ids}


# On the connection, past the identity map: these are values, not rows to follow.
def _cards(session: Session, query: Select[*tuple[Any, ...]], **values: object) -> list[Carte]:
    return [Carte(*row) for row in session.connection().execute(query, values)]


def _groups(session: Session, query: Select[*tuple[Any, ...]], **values: object) -> list[Groupe]:
    return [Groupe(*row) for row in session.connection().execute(query, values)]
