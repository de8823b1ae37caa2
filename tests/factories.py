"""Builders of test data: plain functions with sensible defaults, through the app's writer.

They write rows directly (``build``) where no action is under test, and return ids.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite, identite_of_compte
from cafe.access.jetons import new_jeton
from cafe.access.staff import hash_new_password
from cafe.actions.contributions import Recue, post_contribution
from cafe.actions.core import writer
from cafe.actions.depot import Envoi
from cafe.extensions import db
from cafe.models import (
    CodeSeance,
    Compte,
    Demarche,
    Format,
    Membre,
    Phase,
    Question,
    Role,
    Seance,
)
from cafe.models.question import default_categories

T = TypeVar("T")
# argon2id of « motdepasse-de-test », made once per secret: hashing for each test is slow.
MOT_DE_PASSE = "motdepasse-de-test"
_hash: dict[str, str] = {}


def build(job: Callable[[Session], T]) -> T:
    """Run a job in a committed transaction and forget what readers had seen."""
    db.session.rollback()
    return writer().run(job)


def password_hash() -> str:
    """The hash of MOT_DE_PASSE; it is salted by the secret of the app."""
    secret = str(current_app.secret_key)
    if secret not in _hash:
        _hash[secret] = hash_new_password(MOT_DE_PASSE)
    return _hash[secret]


def make_compte(nom: str, role: Role | None = None, demarche_id: str | None = None) -> str:
    """An account ``<nom>@exemple.fr``, with a role in a démarche if given."""
    hashed = password_hash()

    def job(session: Session) -> str:
        compte = Compte(
            email=f"{nom.lower()}@exemple.fr", nom=nom, password=hashed, cree_le=clock.now()
        )
        session.add(compte)
        session.flush()
        if role and demarche_id:
            session.add(
                Membre(compte_id=compte.id, demarche_id=demarche_id, role=role, le=clock.now())
            )
        return str(compte.id)

    return build(job)


def identite(compte_id: str) -> Identite:
    """The identity of an account as a request would see it."""
    db.session.rollback()
    compte = db.session.get(Compte, compte_id)
    assert compte is not None
    return identite_of_compte(compte)


def make_demarche(nom: str = "Contrat de ville de Vauclaire") -> str:
    """A démarche with a next step announced."""

    def job(session: Session) -> str:
        demarche = Demarche(
            nom=nom,
            territoire="Vauclaire",
            prochaine_etape="Réunion de retour",
            prochaine_date=date(2027, 1, 15),
            cree_le=clock.now(),
        )
        session.add(demarche)
        session.flush()
        return demarche.id

    return build(job)


def make_seance(
    demarche_id: str,
    *,
    phase: Phase = Phase.OUVERTE,
    format: Format = Format.ATELIER,
    code: str | None = None,
    **champs: Any,
) -> str:
    """A séance with a join code, open by default, without script nor questions."""

    def job(session: Session) -> str:
        seance = Seance(
            demarche_id=demarche_id,
            format=format,
            titre=champs.pop("titre", "Atelier du mercredi"),
            jour=champs.pop("jour", date(2026, 11, 21)),
            phase=phase,
            cree_le=clock.now(),
            **champs,
        )
        session.add(seance)
        session.flush()
        session.add(CodeSeance(code=code or new_code(), seance_id=seance.id, le=clock.now()))
        return seance.id

    return build(job)


def new_code() -> str:
    """A code nobody has."""
    from cafe.models.seance import ALPHABET_CODE

    number = uuid.uuid4().int
    letters = []
    for _ in range(6):
        number, index = divmod(number, len(ALPHABET_CODE))
        letters.append(ALPHABET_CODE[index])
    return "".join(letters)


def make_question(
    seance_id: str, texte: str = "Que changer dans le quartier ?", categories: Any = None
) -> str:
    """The next question of a séance."""

    def job(session: Session) -> str:
        seance = session.get(Seance, seance_id)
        assert seance is not None
        ordre = session.query(Question).filter_by(seance_id=seance_id).count() + 1
        question = Question(
            seance_id=seance_id,
            ordre=ordre,
            texte=texte,
            categories=list(categories or default_categories(seance.format)),
        )
        session.add(question)
        session.flush()
        return question.id

    return build(job)


def participant(seance_id: str, jeton: str | None = None) -> Identite:
    """Someone whose phone has just scanned the code."""
    return Identite(Genre.PARTICIPANT, seance_id=seance_id, jeton=jeton or new_jeton())


def envoi(question_id: str, texte: str = "Plus de bancs à l’ombre", **champs: Any) -> Envoi:
    """What a phone sends."""
    champs.setdefault("client_id", str(uuid.uuid4()))
    champs.setdefault("categorie", "mon_idee")
    return Envoi(question_id=question_id, texte=texte, **champs)


def post(par: Identite, question_id: str, texte: str = "Plus de bancs à l’ombre") -> Recue:
    """A posted idea."""
    return post_contribution(par=par, envoi=envoi(question_id, texte))
