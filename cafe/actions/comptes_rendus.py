"""A compte rendu until it is validated: drafted, read again, frozen.

A validated version never changes. What it prints is composed and drawn by the caller, off
the writer; the action only checks that nothing came since, and keeps it. What follows is in
``approbations``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Pouvoir
from cafe.actions.champs import required
from cafe.actions.core import RuleBroken, action, check_version, found
from cafe.actions.versions import hold_seance, new_version, record_version
from cafe.models import (
    CompteRendu,
    CompteRenduFichier,
    CompteRenduParole,
    EtatCompteRendu,
    ModeleCompteRendu,
    MotifVersion,
    Phase,
    Seance,
)
from cafe.models.compte_rendu import draft_of, last_validated, usual_modele
from cafe.models.compte_rendu_nouvelles import changes_since

NOM_MAX = 160


@dataclass(frozen=True)
class Gel:
    """What a validation keeps: everything printed, and the file.

    ``contenu`` holds no word of anybody: ``paroles`` are the ids of the texts it prints.
    ``numero`` is the last event that was read by who validates; ``le`` and ``nom`` are what
    the file prints after « validé ».
    """

    contenu: Mapping[str, Any]
    paroles: frozenset[str]
    pdf: bytes
    numero: int
    le: datetime
    nom: str


@action
def start_compte_rendu(
    session: Session, *, par: Identite, seance_id: str, modele: ModeleCompteRendu | None = None
) -> str:
    """Begin the draft of a séance's compte rendu; returns its id, or the one there is.

    ``modele``: the one that suits the séance by default. Who: those who take notes.
    Event: CompteRenduStarted.
    """
    seance, who = hold_seance(session, par, seance_id, Pouvoir.NOTER)
    draft = draft_of(session, seance.id)
    if draft is not None:
        return draft.id
    if last_validated(session, seance.id) is not None:
        raise RuleBroken("correction_requise")
    usual = usual_modele(seance.format, seance.groupe_id)
    row = new_version(session, seance, 1, modele or usual, MotifVersion.PREMIERE)
    record_version(session, "CompteRenduStarted", who, seance, row)
    return row.id


@action
def set_modele(
    session: Session,
    *,
    par: Identite,
    compte_rendu_id: str,
    modele: ModeleCompteRendu,
    version: int | None,
) -> None:
    """Choose the other model for a draft. Who: those who take notes. Event: ModeleChosen."""
    row, seance, who = _draft(session, par, compte_rendu_id, Pouvoir.NOTER)
    if row.modele is modele:
        return
    check_version(row, version)
    row.modele = modele
    row.version += 1
    record_version(session, "ModeleChosen", who, seance, row)


@action
def send_to_review(session: Session, *, par: Identite, compte_rendu_id: str) -> None:
    """Ask for a second reading; asking twice changes nothing.

    Who: those who take notes. Event: CompteRenduSentToReview.
    """
    row, seance, who = _draft(session, par, compte_rendu_id, Pouvoir.NOTER)
    if row.etat is EtatCompteRendu.RELECTURE:
        return
    row.etat = EtatCompteRendu.RELECTURE
    row.version += 1
    record_version(session, "CompteRenduSentToReview", who, seance, row)


@action
def validate_compte_rendu(
    session: Session, *, par: Identite, compte_rendu_id: str, gel: Gel, version: int | None
) -> int:
    """Freeze a draft as it was read; returns its number. The séance is closed with it.

    Refused when the séance is not ended, when somebody validated first, or when anything that
    the document prints came after ``gel.numero``. Who: chef de projet. Event:
    CompteRenduValidated.
    """
    row, seance, who = _draft(session, par, compte_rendu_id, Pouvoir.VALIDER)
    check_version(row, version)
    if seance.phase not in (Phase.TERMINEE, Phase.CLOSE):
        raise RuleBroken("rencontre_pas_terminee")
    if new := changes_since(session, seance, gel.numero):
        raise RuleBroken("notes_arrivees", nombre=new)
    row.valide_par = required(gel.nom, "nom", "signataire_vide", NOM_MAX)
    row.valide_le = gel.le
    row.etat = EtatCompteRendu.VALIDE
    row.contenu = dict(gel.contenu)
    row.version += 1
    digest = hashlib.sha256(gel.pdf).hexdigest()
    session.add(CompteRenduFichier(compte_rendu_id=row.id, pdf=gel.pdf, empreinte=digest))
    session.add_all(
        CompteRenduParole(compte_rendu_id=row.id, version_id=id_) for id_ in sorted(gel.paroles)
    )
    if seance.phase is not Phase.CLOSE:
        seance.phase = Phase.CLOSE
        seance.close_le = clock.now()
        seance.version += 1
    record_version(session, "CompteRenduValidated", who, seance, row, details={"empreinte": digest})
    return row.numero


def _draft(
    session: Session, par: Identite, compte_rendu_id: str, pouvoir: Pouvoir
) -> tuple[CompteRendu, Seance, Identite]:
    """A version that is not validated yet, held. Raises the refusal."""
    row = found(session, CompteRendu, compte_rendu_id)
    seance, who = hold_seance(session, par, row.seance_id, pouvoir)
    row = found(session, CompteRendu, compte_rendu_id, lock=True)
    if row.valide_le is not None:
        raise RuleBroken("deja_valide", nom=row.valide_par)
    return row, seance, who
