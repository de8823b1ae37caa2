"""Builders for the decision chain: a regroupement, a fiche, a préconisation already written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import SYSTEME, Identite
from cafe.actions.fiches import import_fiches
from cafe.actions.organismes import create_organisme
from cafe.actions.preconisations import Redaction, draft_preconisation
from cafe.extensions import db
from cafe.models import Appartenance, Contribution, Fiche, Regroupement, Statut
from cafe.models.fiche_contenu import ContenuFiche
from tests.factories import build, participant, post


def make_regroupement(
    seance_id: str, question_id: str, contributions: Sequence[str], titre: str = "S’asseoir"
) -> str:
    """An open regroupement with those words, in that order."""

    def job(session: Session) -> str:
        row = Regroupement(
            seance_id=seance_id,
            question_id=question_id,
            titre=titre,
            ordre=1,
            cree_le=clock.now(),
        )
        session.add(row)
        session.flush()
        for rang, id_ in enumerate(contributions, start=1):
            session.add(
                Appartenance(
                    contribution_id=id_, regroupement_id=row.id, rang=float(rang), le=clock.now()
                )
            )
        return row.id

    return build(job)


def make_words(seance_id: str, question_id: str, *textes: str) -> list[str]:
    """Published words, each of a different person."""
    return [post(participant(seance_id), question_id, texte).id for texte in textes]


def set_statut(contribution_id: str, statut: Statut, **champs: Any) -> None:
    """Put a word where moderation would."""

    def job(session: Session) -> None:
        row = session.get_one(Contribution, contribution_id)
        row.statut = statut
        for champ, valeur in champs.items():
            setattr(row, champ, valeur)

    build(job)


def merge(regroupement_id: str, into: str) -> None:
    """Close a regroupement into another, its words moved there."""

    def job(session: Session) -> None:
        row = session.get_one(Regroupement, regroupement_id)
        row.ferme_le = clock.now()
        row.fusionne_dans = into
        moved = (
            session.query(Appartenance)
            .filter_by(regroupement_id=regroupement_id, fin_le=None)
            .all()
        )
        for rang, old in enumerate(moved, start=100):
            old.fin_le = clock.now()
            session.flush()
            session.add(
                Appartenance(
                    contribution_id=old.contribution_id,
                    regroupement_id=into,
                    rang=float(rang),
                    le=clock.now(),
                )
            )

    build(job)


def contenu(
    numero: str = "1.1", intitule: str = "Des bancs partout", **champs: Any
) -> ContenuFiche:
    """The content of a fiche with few fields."""
    return ContenuFiche.from_dict({"numero": numero, "intitule": intitule, **champs})


def make_fiche(demarche_id: str, numero: str = "1.1", **champs: Any) -> str:
    """A fiche in the plan « Contrat initial »; returns its id."""
    import_fiches(
        par=SYSTEME,
        demarche_id=demarche_id,
        plan_nom="Contrat initial",
        fiches=[contenu(numero, **champs)],
    )
    return db.session.query(Fiche).filter_by(demarche_id=demarche_id, numero=numero).one().id


def make_organisme(demarche_id: str, nom: str = "Le bailleur social") -> str:
    """A structure of the démarche."""
    return create_organisme(par=SYSTEME, demarche_id=demarche_id, nom=nom)


def make_preconisation(
    par: Identite, demarche_id: str, intitule: str = "Installer des bancs", **champs: Any
) -> str:
    """A draft that rests on a written constat, and on the sources given."""
    sources = {k: champs.pop(k) for k in ("regroupements", "contributions") if k in champs}
    champs.setdefault("constat", "On ne peut s’asseoir nulle part.")
    redaction = Redaction(intitule=intitule, **champs)
    return draft_preconisation(par=par, demarche_id=demarche_id, redaction=redaction, **sources)
