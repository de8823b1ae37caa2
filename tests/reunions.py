"""Builders of meetings: a groupe and its members, points, lines. They return ids."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.core import Refusal
from cafe.extensions import db
from cafe.models import (
    CompteRendu,
    Evenement,
    EvenementObjet,
    GenreGroupe,
    Groupe,
    Ligne,
    LigneVersion,
    Membre,
    MembreGroupe,
    ModeleCompteRendu,
    MotifVersion,
    NatureLigne,
    Organisme,
    Phase,
    Point,
    Seance,
)
from cafe.models.base import new_id
from tests.factories import build

# Thirteen invented people, as many as sit in a groupe de travail.
TREIZE = (
    "Abel Hameau",
    "Berthe Vallon",
    "Cyr Lande",
    "Dora Pinède",
    "Émile Bocage",
    "Flore Marais",
    "Gaston Futaie",
    "Hélène Coteau",
    "Isidore Brande",
    "Jeanne Ruisseau",
    "Killian Plaine",
    "Léonie Étang",
    "Marceau Garrigue",
)


def refused(code: str, call: Callable[..., object], **arguments: object) -> Refusal:
    """What an action refuses, under that code."""
    with pytest.raises(Refusal) as caught:
        call(**arguments)
    assert caught.value.code == code
    return caught.value


def last_event(nature: str) -> tuple[set[tuple[str, str]], dict[str, object]]:
    """The objects and details of the last event of all, which is of that nature."""
    db.session.rollback()
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc()).limit(1)).one()
    assert event.nature == nature
    objets = db.session.scalars(select(EvenementObjet).where(EvenementObjet.numero == event.numero))
    return {(o.genre, o.objet_id) for o in objets}, dict(event.details)


def last_numero() -> int:
    """The number of the last event."""
    db.session.rollback()
    return db.session.scalar(select(func.max(Evenement.numero))) or 0


def make_organisme(demarche_id: str, nom: str) -> str:
    """A structure of a démarche."""

    def job(session: Session) -> str:
        row = Organisme(demarche_id=demarche_id, nom=nom, cree_le=clock.now())
        session.add(row)
        session.flush()
        return row.id

    return build(job)


def make_groupe(demarche_id: str, noms: tuple[str, ...] = (), nom: str = "Emploi") -> str:
    """A groupe de travail whose members are named so, in that order, all titulaires."""

    def job(session: Session) -> str:
        row = Groupe(
            id=new_id(),
            demarche_id=demarche_id,
            genre=GenreGroupe.GROUPE_DE_TRAVAIL,
            nom=nom,
            cree_le=clock.now(),
        )
        session.add(row)
        session.flush()
        for ordre, membre in enumerate(noms, start=1):
            session.add(
                MembreGroupe(groupe_id=row.id, nom=membre, ordre=ordre, cree_le=clock.now())
            )
        return row.id

    return build(job)


def make_points(seance_id: str, nombre: int) -> list[str]:
    """That many points, from 1."""

    def job(session: Session) -> list[str]:
        rows = [
            Point(
                id=new_id(),
                seance_id=seance_id,
                ordre=ordre,
                titre=f"Point {ordre}",
                cree_le=clock.now(),
            )
            for ordre in range(1, nombre + 1)
        ]
        session.add_all(rows)
        return [row.id for row in rows]

    return build(job)


def make_ligne(point_id: str, texte: str, *, retiree: bool = False) -> str:
    """A line of notes under a point, maybe taken out since."""

    def job(session: Session) -> str:
        point = session.get_one(Point, point_id)
        ligne = Ligne(
            id=new_id(),
            seance_id=point.seance_id,
            point_id=point.id,
            client_id=str(uuid.uuid4()),
            nature=NatureLigne.ECHANGE,
            rang=1.0,
            cree_le=clock.now(),
            retiree_le=clock.now() if retiree else None,
            version_id=new_id(),
        )
        session.add(ligne)
        session.flush()
        session.add(
            LigneVersion(
                id=ligne.version_id, ligne_id=ligne.id, rang=1, texte=texte, le=clock.now()
            )
        )
        return ligne.id

    return build(job)


def set_phase(seance_id: str, phase: Phase) -> None:
    """Put a séance in a phase, whatever it was in."""
    build(
        lambda session: session.execute(
            update(Seance).where(Seance.id == seance_id).values(phase=phase)
        )
    )


def make_draft(seance_id: str, numero: int = 1) -> str:
    """A compte rendu that is not validated yet."""

    def job(session: Session) -> str:
        row = CompteRendu(
            id=new_id(),
            seance_id=seance_id,
            numero=numero,
            modele=ModeleCompteRendu.REUNION,
            motif=MotifVersion.CORRECTION,
            cree_le=clock.now(),
        )
        session.add(row)
        return row.id

    return build(job)


def close(groupe_id: str) -> None:
    """A group that meets no more."""
    build(
        lambda session: session.execute(
            update(Groupe).where(Groupe.id == groupe_id).values(ferme_le=clock.now())
        )
    )


def set_jour(seance_id: str, jour: date | None) -> None:
    """The day of a séance, or none yet."""
    build(
        lambda session: session.execute(
            update(Seance).where(Seance.id == seance_id).values(jour=jour)
        )
    )


def revoke(compte_id: str) -> None:
    """An account that has lost its role in every démarche."""
    build(lambda session: session.execute(delete(Membre).where(Membre.compte_id == compte_id)))
