"""The words of a list made ready before anybody writes: what is slow is done here.

One writer serves the whole hall. What a text must be read for (what the local lists point at, what
compares it) and the secrets of its author cost a hundred times what writing them does: they are
made beforehand, in another thread, and the list is then written in one go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.access.jetons import new_jeton
from cafe.actions.depot import Envoi, clean_text, flag_of
from cafe.actions.depot_rangs import (
    INSERT_CONTRIBUTION,
    INSERT_PARTICIPANT,
    INSERT_VERSION,
    Rang,
    secrets_of,
    text_row,
    word_row,
)
from cafe.actions.empreintes import INSERT_EMPREINTE, bytes_of, empreinte_row
from cafe.models import Signalement, Statut, Tablee, Tour
from cafe.models.base import new_id
from cafe.models.participant import highest_numero


@dataclass(frozen=True)
class Ligne:
    """A line ready to be a word. ``identifiant``: the list's own name for it, if it has one."""

    ligne: int
    question_id: str
    categorie: str
    texte: str
    tablee: int | None = None
    tour: int | None = None
    identifiant: str = ""


@dataclass(frozen=True)
class Prete:
    """A line with all that is computed from its text, the hashes of a fresh secret, fresh ids."""

    ligne: Ligne
    texte: str
    signalement: Signalement | None
    empreinte: bytes
    secrets: Rang = field(repr=False)
    id_: str = field(default_factory=new_id)
    version_id: str = field(default_factory=new_id)
    auteur_id: str = field(default_factory=new_id)


def make_ready(lignes: Sequence[Ligne]) -> tuple[Prete, ...]:
    """Half a millisecond a line; no session needed: meant for ``in_native_thread``."""
    cleaned = [(ligne, clean_text(ligne.texte)) for ligne in lignes]
    return tuple(
        Prete(ligne, texte, flag_of(texte), bytes_of(texte), secrets_of(new_jeton()))
        for ligne, texte in cleaned
    )


def insert_list(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    mots: Sequence[tuple[Prete, Envoi]],
    tardive: bool,
    premier: int,
    now: datetime,
) -> list[str]:
    """The rows of many words and of their authors; returns their ids. Not an action itself.

    ``premier``: the place of the first one; the numbers that follow it are taken too.
    """
    dernier = highest_numero(session, seance_id)
    tours, tables = _by_number(session, Tour, seance_id), _by_number(session, Tablee, seance_id)
    authors, words, texts, empreintes = [], [], [], []
    for rang, (prete, envoi) in enumerate(mots):
        authors.append(
            {
                "id": prete.auteur_id,
                "seance_id": seance_id,
                "numero": dernier + rang + 1,
                "cree_le": now,
                **prete.secrets,
            }
        )
        words.append(
            word_row(
                id_=prete.id_,
                version_id=prete.version_id,
                seance_id=seance_id,
                participant_id=prete.auteur_id,
                par=par,
                envoi=envoi,
                client_id=envoi.client_id,
                statut=Statut.PUBLIEE,
                tardive=tardive,
                places=(tours.get(envoi.tour), tables.get(envoi.tablee)),
                ordre=premier + rang,
                signalement=prete.signalement,
                now=now,
            )
        )
        texts.append(text_row(prete.version_id, prete.id_, prete.texte, now))
        empreintes.append(empreinte_row(prete.version_id, prete.empreinte, now))
    connection = session.connection()
    INSERT_PARTICIPANT.run_all(connection, authors)
    INSERT_CONTRIBUTION.run_all(connection, words)
    INSERT_VERSION.run_all(connection, texts)
    INSERT_EMPREINTE.run_all(connection, empreintes)
    return [prete.id_ for prete, _ in mots]


def _by_number(
    session: Session, model: type[Tour] | type[Tablee], seance_id: str
) -> dict[int | None, str]:
    rows = session.execute(select(model.numero, model.id).where(model.seance_id == seance_id))
    return {numero: id_ for numero, id_ in rows}
