"""What a version of a compte rendu says: composed now while it is a draft, thawed once frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from cafe.documents.gel import Contenu, thaw
from cafe.documents.reunion.contenu import Reunion, Validation
from cafe.libelles import libelle
from cafe.models import (
    CompteRendu,
    CompteRenduFichier,
    EtatCompteRendu,
    ModeleCompteRendu,
    MotifVersion,
    Seance,
)
from cafe.models.compte_rendu import texts_of, usual_modele
from cafe.pilotage.compte_rendu.reunion import compose_reunion
from cafe.pilotage.compte_rendu.world_cafe import compose_world_cafe
from cafe.presentation import jour, majuscule

_COMPOSE: dict[ModeleCompteRendu, Callable[[Session, Seance], Contenu]] = {
    ModeleCompteRendu.REUNION: compose_reunion,
    ModeleCompteRendu.WORLD_CAFE: compose_world_cafe,
}


def content_of(session: Session, seance: Seance, row: CompteRendu | None) -> Contenu:
    """What that version prints; without a row, what a first draft would."""
    if row is None:
        return _COMPOSE[usual_modele(seance.format, seance.groupe_id)](session, seance)
    if row.contenu is not None:
        content = thaw(row.contenu, texts_of(session, row.id))
    else:
        content = _COMPOSE[row.modele](session, seance)
    signed = row.valide_le is not None
    # The file stays as it was signed: that it was approved since is told elsewhere.
    etat = EtatCompteRendu.VALIDE if signed else row.etat
    return _stamped(content, etat, _validation(session, row))


def content_as_signed(
    session: Session, seance: Seance, row: CompteRendu, *, le: datetime, nom: str
) -> Contenu:
    """What a draft prints once it is validated by that person at that moment."""
    content = _COMPOSE[row.modele](session, seance)
    stamp = replace(_validation(session, row), etat=_validated(le, nom))
    return _stamped(content, EtatCompteRendu.VALIDE, stamp)


def approved(contenu: Contenu, row: CompteRendu) -> Contenu:
    """The same, telling that a later séance approved it: for copies, never the signed file."""
    if row.etat is not EtatCompteRendu.APPROUVE:
        return contenu
    said = _("Approuvé le %(jour)s", jour=jour(row.approuve_jour))
    stamp = replace(
        contenu.validation,
        etat=f"{contenu.validation.etat}. {said}",
        amendements=row.amendements,
    )
    return _stamped(contenu, row.etat, stamp)


def _validation(session: Session, row: CompteRendu) -> Validation:
    """How far that version has come, in words."""
    etat = (
        _validated(row.valide_le, row.valide_par)
        if row.valide_le is not None
        else majuscule(libelle(row.etat))
    )
    return Validation(etat=etat, numero=row.numero, motif=_reason(session, row))


def _validated(le: datetime, nom: str) -> str:
    return str(_("Validé le %(jour)s par %(nom)s", jour=jour(le), nom=nom))


def _reason(session: Session, row: CompteRendu) -> str:
    """Why there is this version, and why its signed file is no longer kept."""
    said = []
    if row.motif is MotifVersion.CORRECTION:
        said.append(row.precision)
    if row.motif is MotifVersion.EFFACEMENT:
        said.append(_("un propos retiré le %(jour)s", jour=jour(row.cree_le)))
    fichier = session.get(CompteRenduFichier, row.id)
    if fichier is not None and fichier.retire_le is not None:
        day = jour(fichier.retire_le)
        said.append(_("fichier signé retiré le %(jour)s, avec un propos", jour=day))
    return " ; ".join(said)


def _stamped(contenu: Contenu, etat: EtatCompteRendu, validation: Validation) -> Contenu:
    if isinstance(contenu, Reunion):
        return replace(contenu, validation=validation)
    entete = replace(contenu.entete, statut=majuscule(libelle(etat)))
    return replace(contenu, entete=entete, validation=validation)
