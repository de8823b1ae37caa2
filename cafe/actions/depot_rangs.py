"""The rows of a new word and of its author, as values to insert: one word, or a list of them.

Values only: who may write, and what, is decided before.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cafe.access.identity import Genre, Identite
from cafe.access.jetons import hash_jeton, mots_of, recu_of
from cafe.models import Contribution, ContributionVersion, Participant, Signalement, Statut
from cafe.models.direct import DirectInsert

if TYPE_CHECKING:
    from cafe.actions.depot import Envoi

INSERT_PARTICIPANT = DirectInsert(Participant)
INSERT_CONTRIBUTION = DirectInsert(Contribution)
INSERT_VERSION = DirectInsert(ContributionVersion)

Rang = dict[str, Any]


def secrets_of(jeton: str) -> Rang:
    """What the row of a participant keeps of their secret."""
    return {
        "jeton_hash": hash_jeton(jeton),
        "recu_hash": hash_jeton(recu_of(jeton)),
        "mots_hash": hash_jeton(mots_of(jeton)),
    }


def word_row(
    *,
    id_: str,
    version_id: str,
    seance_id: str,
    participant_id: str,
    par: Identite,
    envoi: Envoi,
    client_id: str,
    statut: Statut,
    tardive: bool,
    places: tuple[str | None, str | None],
    ordre: int,
    signalement: Signalement | None,
    now: datetime,
) -> Rang:
    """The row of a contribution. ``places``: the ids of its tour and of its table."""
    tour_id, tablee_id = places
    return {
        "id": id_,
        "seance_id": seance_id,
        "question_id": envoi.question_id,
        "participant_id": participant_id,
        "client_id": client_id,
        "categorie": envoi.categorie,
        "statut": statut,
        "source": envoi.source,
        "langue": envoi.langue,
        "tardive": tardive,
        "tour_id": tour_id,
        "tablee_id": tablee_id,
        "ordre": ordre,
        "saisie_par": par.id if par.genre is not Genre.PARTICIPANT else None,
        "signalement": signalement,
        "cree_le": now,
        "saisi_le": envoi.saisi_le,
        "version_id": version_id,
    }


def text_row(version_id: str, contribution_id: str, texte: str, now: datetime) -> Rang:
    """The row of its first text."""
    return {
        "id": version_id,
        "contribution_id": contribution_id,
        "rang": 1,
        "texte": texte,
        "le": now,
    }
