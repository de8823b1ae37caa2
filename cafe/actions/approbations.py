"""After the validation of a compte rendu: approved by a later séance, corrected, its file kept."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy.orm import Session

from cafe.access.identity import Genre, Identite
from cafe.access.permits import Pouvoir
from cafe.actions.champs import optional, past_day, required
from cafe.actions.core import (
    Busy,
    Missing,
    NotAllowed,
    RuleBroken,
    action,
    check_version,
    found,
    record,
)
from cafe.actions.versions import hold_seance, new_version, record_version
from cafe.models import CompteRendu, CompteRenduFichier, EtatCompteRendu, MotifVersion, Seance
from cafe.models.compte_rendu import draft_of, last_validated
from cafe.models.compte_rendu_nouvelles import erased_since


@action
def approve_compte_rendu(
    session: Session,
    *,
    par: Identite,
    compte_rendu_id: str,
    seance_id: str,
    jour: date | None,
    amendements: str,
    version: int | None,
) -> None:
    """Note that a later séance approved the latest version, and what it asked to amend.

    The frozen file stays as it was signed; the approving séance's own compte rendu tells it.
    Who: chef de projet. Event: CompteRenduApproved, in the approving séance.
    """
    row = found(session, CompteRendu, compte_rendu_id)
    seance, who = hold_seance(session, par, row.seance_id, Pouvoir.VALIDER)
    row = found(session, CompteRendu, compte_rendu_id, lock=True)
    check_version(row, version)
    if row.valide_le is None:
        raise RuleBroken("compte_rendu_pas_valide")
    if row.etat is EtatCompteRendu.APPROUVE:
        raise RuleBroken("deja_approuve")
    latest = last_validated(session, seance.id)
    if latest is not None and latest.id != row.id:
        raise RuleBroken("version_depassee", numero=latest.numero)
    approving = session.get(Seance, seance_id)
    if approving is None or approving.demarche_id != seance.demarche_id:
        raise Missing
    if approving.id == seance.id:
        raise RuleBroken("approbation_par_soi", champ="seance")
    row.approuve_jour = past_day(jour or approving.jour)
    row.approuve_seance_id = approving.id
    row.amendements = optional(amendements, "amendements")
    row.etat = EtatCompteRendu.APPROUVE
    row.version += 1
    record(
        session,
        "CompteRenduApproved",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=approving.id,
        objets=[("seance", seance.id), ("seance", approving.id), ("compte_rendu", row.id)],
    )


@action
def keep_fichier(
    session: Session, *, par: Identite, compte_rendu_id: str, pdf: bytes, numero: int
) -> None:
    """Keep the file of a version that an erasure made; the first one drawn stays.

    ``numero``: the last event read before the file was composed. Raises Busy when a word of the
    séance was erased since: the file may still print it, and has to be drawn again.
    Who: the system, when somebody asks for the file. Event: FichierKept.
    """
    if par.genre is not Genre.SYSTEME:
        raise NotAllowed
    row = found(session, CompteRendu, compte_rendu_id)
    # An erasure holds the séance too: it sees this file, or is seen here.
    seance = found(session, Seance, row.seance_id, lock=True)
    row = found(session, CompteRendu, compte_rendu_id, lock=True)
    if row.motif is not MotifVersion.EFFACEMENT:
        raise RuleBroken("compte_rendu_pas_valide")
    if session.get(CompteRenduFichier, row.id) is not None:
        return
    if erased_since(session, seance, numero):
        raise Busy
    digest = hashlib.sha256(pdf).hexdigest()
    session.add(CompteRenduFichier(compte_rendu_id=row.id, pdf=pdf, empreinte=digest))
    record_version(session, "FichierKept", par, seance, row, details={"empreinte": digest})


@action
def start_correction(session: Session, *, par: Identite, seance_id: str, precision: str) -> str:
    """Open the next version of a validated compte rendu, with its reason; returns its id.

    The notes of the séance may be written again until it is validated in turn. Who: chef de
    projet. Event: CompteRenduStarted.
    """
    seance, who = hold_seance(session, par, seance_id, Pouvoir.VALIDER)
    latest = last_validated(session, seance.id)
    if latest is None:
        raise RuleBroken("compte_rendu_pas_valide")
    if draft_of(session, seance.id) is not None:
        raise RuleBroken("correction_en_cours")
    why = required(precision, "precision", "motif_vide", 2000)
    row = new_version(session, seance, latest.numero + 1, latest.modele, MotifVersion.CORRECTION)
    row.precision = why
    record_version(session, "CompteRenduStarted", who, seance, row)
    return row.id
