"""Boards of a given size for the bench: a base of its own, words of as many people, groups of them.

Lives here: the séance, its words and groups, made through the actions. Must not live here: clocks,
goals.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Genre, Identite, identite_of_compte
from cafe.access.jetons import new_jeton
from cafe.actions.contributions import Limites, post_contribution
from cafe.actions.core import writer
from cafe.actions.depot import Envoi
from cafe.actions.regroupements import create_regroupement
from cafe.app import create_app
from cafe.config import load
from cafe.extensions import db
from cafe.models import Compte, Demarche, Format, Membre, Phase, Question, Role, Seance
from cafe.models.question import default_categories

# Half the words are in groups of this many, as on a board that is being sorted.
PAR_GROUPE = 4
# A whole day's words come within a minute here.
_SANS_LIMITE = Limites(nouveaux_par_minute=10**6, par_minute=10**6)
_DEBUTS = ("Plus de bancs", "Un marché le soir", "Le bus passe trop peu", "De l’ombre", "Un lavoir")


@dataclass(frozen=True)
class Plateau:
    """A board that has been filled: who leads it, its free words and its groups."""

    app: Flask
    seance: str
    question: str
    jeton: str  # what a signed-in session of Bruno holds
    bruno: Identite
    libres: tuple[str, ...]
    groupes: tuple[str, ...]

    def post(self, texte: str) -> str:
        """One more word, published."""
        return _post(self.seance, self.question, texte)


@contextmanager
def board_of(dossier: Path, cartes: int, groupes: int | None = None) -> Iterator[Plateau]:
    """An application on a base of its own whose only board holds that many words, half of them in
    groups when their number is not said."""
    dossier.mkdir(parents=True, exist_ok=True)
    env = {"CAFE_INSTANCE": str(dossier), "CAFE_BANC": "1", "HOST": "127.0.0.1"}
    app = create_app(load(env), testing=True)
    with app.app_context():
        upgrade()
        # Words of the day before: those of the last minute are counted at each word that comes.
        hier = clock.now() - timedelta(days=1)
        clock.set_clock(lambda: hier)
        try:
            plateau = _fill(app, cartes, cartes // 2 // PAR_GROUPE if groupes is None else groupes)
        finally:
            clock.set_clock(None)
        # Whatever the size, what is measured begins with an empty log, which it makes longer.
        writer().scrub()
        yield plateau
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


def _fill(app: Flask, cartes: int, groupes: int) -> Plateau:
    seance, question, jeton, bruno = writer().run(_frame)
    ids = [_post(seance, question, f"{_DEBUTS[n % 5]}, idée {n}") for n in range(cartes)]
    grouped, free = ids[: groupes * PAR_GROUPE], ids[groupes * PAR_GROUPE :]
    groups = [
        create_regroupement(
            par=bruno,
            question_id=question,
            titre=f"Groupe {start // PAR_GROUPE + 1}",
            contributions=grouped[start : start + PAR_GROUPE],
        )
        for start in range(0, len(grouped), PAR_GROUPE)
    ]
    return Plateau(app, seance, question, jeton, bruno, tuple(free), tuple(groups))


def _frame(session: Session) -> tuple[str, str, str, Identite]:
    demarche = Demarche(nom="Contrat de ville", territoire="Quartier", cree_le=clock.now())
    # Nobody signs in with it: the bench makes the session's cookie itself.
    password = secrets.token_hex()
    compte = Compte(email="bruno@exemple.org", nom="Bruno", password=password, cree_le=clock.now())
    session.add_all([demarche, compte])
    session.flush()
    member = Membre(compte_id=compte.id, demarche_id=demarche.id, role=Role.ANIMATEUR)
    member.le = clock.now()
    session.add(member)
    seance = Seance(
        demarche_id=demarche.id,
        format=Format.ATELIER,
        titre="Atelier",
        jour=date(2026, 11, 21),
        phase=Phase.OUVERTE,
        cree_le=clock.now(),
    )
    session.add(seance)
    session.flush()
    question = Question(
        seance_id=seance.id,
        ordre=1,
        texte="Que changer dans le quartier ?",
        categories=list(default_categories(Format.ATELIER)),
    )
    session.add(question)
    session.flush()
    session.refresh(compte)
    return seance.id, question.id, compte.fs_uniquifier, identite_of_compte(compte)


def _post(seance: str, question: str, texte: str) -> str:
    par = Identite(Genre.PARTICIPANT, seance_id=seance, jeton=new_jeton())
    envoi = Envoi(
        question_id=question, texte=texte, client_id=str(uuid.uuid4()), categorie="mon_idee"
    )
    return post_contribution(par=par, envoi=envoi, limites=_SANS_LIMITE).id
