"""The board of one question as plain values: what the page, the export and live pieces show.

Read only. A ``Carte`` carries no trait of a person and no participant: who sees one card
sees what everybody in the team sees.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Float,
    Select,
    and_,
    bindparam,
    case,
    cast,
    distinct,
    func,
    select,
)
from sqlalchemy.orm import Session, aliased

from cafe.models.contribution import (
    Contribution,
    ContributionVersion,
    MotifModeration,
    Origine,
    Signalement,
    Statut,
)
from cafe.models.direct import Direct
from cafe.models.evenement import last_numero
from cafe.models.media import GenreMedia, Media
from cafe.models.question import Tablee
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.traduction import Traduction
from cafe.models.visibilite import Regard, visible_clause


@dataclass(frozen=True)
class Carte:
    """One word as a card. ``texte`` is None once erased; ``rang`` sorts it in its place.

    ``langue`` is that of the text, so that it is read aloud rightly; it is never shown.
    ``traduction`` is the French of this very text, where the team wrote one. ``etoile``: its
    table put it forward. ``signalement``: what a list found in it, until somebody has looked.
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


@dataclass(frozen=True)
class Groupe:
    """An open regroupement; ``voix`` counts the people behind its published cards."""

    id: str
    seance_id: str
    question_id: str
    titre: str
    resume: str
    ordre: int
    version: int
    voix: int
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


# The statements are built once: under a full hall the announcer runs them for every word,
# and putting a query together costs more than running it.
_rang = func.coalesce(Appartenance.rang, cast(Contribution.ordre, Float) + Contribution.partie)
_photo, _voix_media = aliased(Media), aliased(Media)
_traduction = (
    select(Traduction.texte)
    .where(Traduction.version_id == Contribution.version_id)
    .order_by(Traduction.rang.desc())
    .limit(1)
    .scalar_subquery()
)
_cartes = (
    select(
        Contribution.id,
        Contribution.seance_id,
        Contribution.question_id,
        Contribution.categorie,
        Contribution.statut,
        Contribution.motif,
        Contribution.precision,
        Contribution.source,
        Contribution.tardive,
        Contribution.ordre,
        Contribution.version,
        Contribution.cree_le,
        ContributionVersion.texte,
        Tablee.numero.label("tablee"),
        Appartenance.regroupement_id,
        _rang.label("rang"),
        Contribution.langue,
        and_(
            ContributionVersion.notee_par.is_not(None), ContributionVersion.approuvee_le.is_(None)
        ).label("a_confirmer"),
        _photo.id.label("photo"),
        _voix_media.id.label("voix"),
        Contribution.mains,
        _traduction.label("traduction"),
        Contribution.etoile_le.is_not(None).label("etoile"),
        case((Contribution.signalement_vu_le.is_(None), Contribution.signalement)).label(
            "signalement"
        ),
    )
    .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
    .outerjoin(Tablee, Tablee.id == Contribution.tablee_id)
    .outerjoin(
        Appartenance,
        and_(Appartenance.contribution_id == Contribution.id, Appartenance.fin_le.is_(None)),
    )
    .outerjoin(
        _photo,
        and_(_photo.contribution_id == Contribution.id, _photo.genre == GenreMedia.PHOTO),
    )
    .outerjoin(
        _voix_media,
        and_(_voix_media.contribution_id == Contribution.id, _voix_media.genre == GenreMedia.VOIX),
    )
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CARTES_DE_QUESTION = _cartes.where(Contribution.question_id == bindparam("question")).order_by(
    _rang, Contribution.ordre
)
# One card at a time, not « in »: almost always there is one, and the statement stays the same.
_CARTE = Direct(_cartes.where(Contribution.id == bindparam("id")))
_CARTES_DE_GROUPE = _cartes.where(Appartenance.regroupement_id == bindparam("groupe")).order_by(
    Appartenance.rang, Contribution.ordre
)

# Voices are people: someone who says it twice counts once; a split word keeps its author.
_voix = (
    select(func.count(distinct(Contribution.participant_id)))
    .join(Appartenance, Appartenance.contribution_id == Contribution.id)
    .where(
        Appartenance.regroupement_id == Regroupement.id,
        Appartenance.fin_le.is_(None),
        visible_clause(Regard.ECRAN),
    )
    .scalar_subquery()
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
    cards = _cards(session, _CARTES_DE_QUESTION, question=question_id)
    groups = _groups(session, _GROUPES_DE_QUESTION, question=question_id)
    places: dict[str, list[Carte]] = {name: [] for name in PLACES.values()}
    members: dict[str, list[Carte]] = {group.id: [] for group in groups}
    for card in cards:
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


def cards_by_id(session: Session, ids: Collection[str]) -> list[Carte]:
    """Those cards as they are now, in the order in which their words came."""
    connection = session.connection()
    found = [Carte(*row) for id_ in ids for row in _CARTE.rows(connection, {"id": id_})]
    return sorted(found, key=lambda card: (card.ordre, card.rang))


def cards_in_group(session: Session, regroupement_id: str) -> list[Carte]:
    """The cards of a group, in order."""
    return _cards(session, _CARTES_DE_GROUPE, groupe=regroupement_id)


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
