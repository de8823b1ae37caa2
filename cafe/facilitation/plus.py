"""What the forms under « Plus » on a card need to know, as plain values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import request
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.partages import words_of
from cafe.facilitation.vue import may, url_if_served
from cafe.models import NatureSuite, Seance, Statut, Suite
from cafe.models.demarche import organismes_of
from cafe.models.famille import standing_parts
from cafe.models.tableau import Carte, board_state, cards_by_id

CANDIDATES_MAX = 24
_PETIT = 3


@dataclass(frozen=True)
class Candidate:
    """A word that it may be kept under; ``groupe`` is empty outside any."""

    id: str
    texte: str
    langue: str
    groupe: str


@dataclass(frozen=True)
class Plus:
    """``partage_id``: the name of a split to come; ``parties``: those of a word already split;
    ``candidates``: the words most like it by what they share, and ``principale`` the one that it is
    kept under; ``structures``: to whom it may be passed on, (id, name), the last chosen first."""

    partage_id: str
    parties: tuple[Carte, ...]
    candidates: tuple[Candidate, ...]
    principale: Carte | None
    transmettre: bool
    structures: tuple[tuple[str, str], ...]
    structures_url: str | None


def plus_of(session: Session, seance: Seance, carte: Carte) -> Plus:
    """What may be done with that card besides placing it."""
    parts = standing_parts(session, [carte.id]).get(carte.id, [])
    return Plus(
        partage_id=request.form.get("client_id") or str(uuid.uuid4()),
        parties=tuple(cards_by_id(session, parts)),
        candidates=_candidates(session, seance, carte) if carte.sous is None else (),
        principale=cards_by_id(session, [carte.sous])[0] if carte.sous else None,
        transmettre=may(seance, Pouvoir.PROPOSER),
        structures=structures_of(session, seance),
        structures_url=url_if_served("pilotage.organismes", demarche_id=seance.demarche_id),
    )


def _candidates(session: Session, seance: Seance, carte: Carte) -> tuple[Candidate, ...]:
    """The published words of its question that stand by themselves, the most alike first."""
    etat = board_state(session, seance.id, carte.question_id)
    here = [
        *((card, group.titre) for group in etat.groupes for card in group.cartes),
        *((card, "") for card in etat.libres),
    ]
    own = _traits(carte.texte)
    shared = {card.id: _likeness(own, _traits(card.texte)) for card, _groupe in here}
    rows = [
        Candidate(card.id, card.texte, card.langue, groupe)
        for card, groupe in here
        if card.id != carte.id and card.statut is Statut.PUBLIEE and card.texte
    ]
    rows.sort(key=lambda row: -shared[row.id])
    return tuple(rows[:CANDIDATES_MAX])


def _traits(texte: str | None) -> set[str]:
    """Its words but the smallest, which every text has."""
    return {mot for mot in words_of(texte or "") if len(mot) > _PETIT}


def _likeness(one: set[str], other: set[str]) -> float:
    """The share of their words that both have."""
    return len(one & other) / max(1, len(one | other))


def structures_of(session: Session, seance: Seance) -> tuple[tuple[str, str], ...]:
    """To whom words may be passed on, (id, name), the last one chosen by whoever asks first."""
    last = session.scalar(
        select(Suite.organisme_id)
        .where(
            Suite.demarche_id == seance.demarche_id,
            Suite.nature == NatureSuite.TRANSMISE,
            Suite.par == current_identite().id,
        )
        .order_by(Suite.le.desc())
        .limit(1)
    )
    rows = [(row.id, row.nom) for row in organismes_of(session, seance.demarche_id)]
    return tuple(sorted(rows, key=lambda row: row[0] != last))
