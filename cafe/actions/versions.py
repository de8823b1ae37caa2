"""The versions of a compte rendu: one more, or one without the words that were erased.

Not actions: those of ``comptes_rendus``, ``approbations`` and ``retouches`` call them, inside
their own transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import found, record, require
from cafe.models import (
    CompteRendu,
    CompteRenduFichier,
    CompteRenduParole,
    ModeleCompteRendu,
    MotifVersion,
    Seance,
    SyntheseTablee,
)
from cafe.models.base import new_id
from cafe.models.compte_rendu import (
    draft_of,
    last_validated,
    printing,
    printing_synthese,
)


def reissue_without(
    session: Session, seance_id: str, ids: Collection[str], now: datetime
) -> list[tuple[str, str]]:
    """Take away the files that print words being erased, of one séance; returns the objects of
    the event.

    The rest of what was frozen holds no word: version n+1 is the same content, where the word
    now misses. Its file is drawn later, off the writer.
    The séance is held, so that nobody validates meanwhile what still quotes the word.
    """
    seance = found(session, Seance, seance_id, lock=True)
    return _reissue(session, seance, printing(session, ids), now)


def reissue_without_synthese(
    session: Session, row: SyntheseTablee, now: datetime
) -> list[tuple[str, str]]:
    """The same for what a table wrote."""
    seance = found(session, Seance, row.seance_id, lock=True)
    return _reissue(session, seance, printing_synthese(session, row), now)


def _reissue(
    session: Session, seance: Seance, touched: list[CompteRendu], now: datetime
) -> list[tuple[str, str]]:
    for compte_rendu in touched:
        fichier = session.get(CompteRenduFichier, compte_rendu.id)
        if fichier is not None and fichier.pdf is not None:
            fichier.pdf = None
            fichier.retire_le = now
    latest = last_validated(session, seance.id)
    if latest is None or latest not in touched:
        return [("compte_rendu", c.id) for c in touched]
    return [("compte_rendu", c.id) for c in (*touched, _next_version(session, latest, now))]


def _next_version(session: Session, latest: CompteRendu, now: datetime) -> CompteRendu:
    """The same content under the next number, validated as the one it follows."""
    draft = draft_of(session, latest.seance_id)
    numero = latest.numero + 1
    if draft is not None:
        # A correction under way comes after: numbers follow the order of what is published.
        numero = draft.numero
        draft.numero += 1
        session.flush()
    row = CompteRendu(
        id=new_id(),
        seance_id=latest.seance_id,
        numero=numero,
        modele=latest.modele,
        etat=latest.etat,
        motif=MotifVersion.EFFACEMENT,
        contenu=latest.contenu,
        valide_le=latest.valide_le,
        valide_par=latest.valide_par,
        approuve_jour=latest.approuve_jour,
        approuve_seance_id=latest.approuve_seance_id,
        amendements=latest.amendements,
        cree_le=now,
    )
    session.add(row)
    session.flush()
    named = select(CompteRenduParole.version_id).where(
        CompteRenduParole.compte_rendu_id == latest.id
    )
    session.add_all(
        CompteRenduParole(compte_rendu_id=row.id, version_id=id_) for id_ in session.scalars(named)
    )
    return row


def hold_seance(
    session: Session, par: Identite, seance_id: str, pouvoir: Pouvoir
) -> tuple[Seance, Identite]:
    """The séance, held: one compte rendu of it changes at a time."""
    seance = found(session, Seance, seance_id, lock=True)
    return seance, require(session, par, pouvoir, Lieu(seance.demarche_id, seance.id))


def new_version(
    session: Session, seance: Seance, numero: int, modele: ModeleCompteRendu, motif: MotifVersion
) -> CompteRendu:
    """A version that begins as a draft."""
    row = CompteRendu(
        id=new_id(),
        seance_id=seance.id,
        numero=numero,
        modele=modele,
        motif=motif,
        cree_le=clock.now(),
    )
    session.add(row)
    return row


def record_version(
    session: Session,
    nature: str,
    who: Identite,
    seance: Seance,
    row: CompteRendu,
    *,
    details: Mapping[str, Any] | None = None,
) -> None:
    """The Evenement of one version."""
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("seance", seance.id), ("compte_rendu", row.id)],
        details={"numero": row.numero} | dict(details or {}),
    )
