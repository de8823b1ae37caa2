"""A préconisation bears on fiches: each link with its nature and its reason, dated both ways."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import fiche_of, required
from cafe.actions.core import RuleBroken, action, check_version, found, record, require
from cafe.models import LienFiche, NatureLien, Preconisation


@action
def link_fiche(
    session: Session,
    *,
    par: Identite,
    preconisation_id: str,
    fiche_id: str,
    nature: NatureLien,
    motif: str,
    version: int | None = None,
) -> str:
    """Say on which fiche a préconisation bears, how and why; returns the link's id.

    Who: animateur, chef de projet. Event: FicheLinked.
    """
    row = found(session, Preconisation, preconisation_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    fiche = fiche_of(session, row.demarche_id, fiche_id)
    kept = required(motif, "motif", "motif_vide")
    check_version(row, version)
    taken = session.scalar(
        select(LienFiche.id).where(
            LienFiche.preconisation_id == row.id,
            LienFiche.fiche_id == fiche.id,
            LienFiche.fin_le.is_(None),
        )
    )
    if taken is not None:
        raise RuleBroken("lien_existe", champ="fiche")
    lien = LienFiche(
        preconisation_id=row.id,
        fiche_id=fiche.id,
        nature=nature,
        motif=kept,
        par=who.id,
        le=clock.now(),
    )
    session.add(lien)
    row.version += 1
    session.flush()
    record(
        session,
        "FicheLinked",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("preconisation", row.id), ("fiche", fiche.id), ("lien", lien.id)],
        details={"nature": nature.value},
    )
    return lien.id


@action
def unlink_fiche(
    session: Session, *, par: Identite, lien_id: str, motif: str, version: int | None = None
) -> None:
    """End a link and say why; the row is kept.

    Who: animateur, chef de projet. Event: FicheUnlinked.
    """
    lien = found(session, LienFiche, lien_id, lock=True)
    row = found(session, Preconisation, lien.preconisation_id, lock=True)
    who = require(session, par, Pouvoir.PROPOSER, Lieu(row.demarche_id))
    if lien.fin_le is not None:
        raise RuleBroken("lien_deja_defait")
    kept = required(motif, "motif", "motif_vide")
    check_version(row, version)
    lien.fin_motif = kept
    lien.fin_par = who.id
    lien.fin_le = clock.now()
    row.version += 1
    record(
        session,
        "FicheUnlinked",
        par=who,
        demarche_id=row.demarche_id,
        objets=[("preconisation", row.id), ("fiche", lien.fiche_id), ("lien", lien.id)],
    )
