"""« Vous avez dit » to print: posters by question and by quartier, and a text to say aloud."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template
from sqlalchemy import func, select
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.documents.retour.affiche import Papier, render_affiche_retour
from cafe.documents.retour.contenu import PERSONNES_MIN, Retour
from cafe.documents.retour.oral import render_texte_oral, to_say
from cafe.extensions import db
from cafe.models import Contribution, Participant, Question, Seance
from cafe.models.seance import held_in
from cafe.models.visibilite import Regard, visible_clause
from cafe.pilotage.salle import demarche_at, pilotage, seance_at
from cafe.pilotage.telechargement import PDF, download
from cafe.retours import retour_of_quartier, retour_of_question, retours_of_seance
from cafe.threads import in_native_thread

_PAPIERS: dict[str, Papier] = {"a4": "a4", "a3": "a3"}


@dataclass(frozen=True)
class QuartierCompte:
    """A quartier and how many people of it have spoken; None when too few to be told."""

    nom: str
    personnes: int | None


@pilotage.get("/seances/<seance_id>/retour")
def retour(seance_id: str) -> str:
    """What there is to give back of each question, and what to print."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    return render_template(
        "pilotage/seance/retour.html",
        seance=row,
        retours=retours_of_seance(db.session(), row),
        quartiers=_quartiers(row.demarche_id, row.demarche.quartiers),
        minimum=PERSONNES_MIN,
    )


@pilotage.get("/seances/<seance_id>/questions/<question_id>/affiche-<papier>.pdf")
def affiche_question(seance_id: str, question_id: str, papier: str) -> Response:
    """The poster of a question, A4 or A3."""
    return _poster(_of_question(seance_id, question_id), papier)


@pilotage.get("/demarches/<demarche_id>/quartiers/<quartier>/affiche-<papier>.pdf")
def affiche_quartier(demarche_id: str, quartier: str, papier: str) -> Response:
    """The poster of a quartier that the démarche names."""
    row = demarche_at(demarche_id, Pouvoir.EXPORTER)
    if quartier not in row.quartiers:
        abort(404)
    return _poster(retour_of_quartier(db.session(), row, quartier), papier)


@pilotage.get("/seances/<seance_id>/questions/<question_id>/a-dire")
def a_dire(seance_id: str, question_id: str) -> str:
    """The same thing in sentences, to read aloud from a screen."""
    content = _of_question(seance_id, question_id)
    return render_template(
        "pilotage/seance/a_dire.html",
        seance=seance_at(seance_id, Pouvoir.EXPORTER),
        question_id=question_id,
        retour=content,
        passages=to_say(content),
    )


@pilotage.get("/seances/<seance_id>/questions/<question_id>/a-dire.pdf")
def a_dire_pdf(seance_id: str, question_id: str) -> Response:
    """The same on one page."""
    content = _of_question(seance_id, question_id)
    data = in_native_thread(lambda: render_texte_oral(content))
    return download(data, PDF, f"a dire {content.question}.pdf", attachment=False)


def _of_question(seance_id: str, question_id: str) -> Retour:
    row: Seance = seance_at(seance_id, Pouvoir.EXPORTER)
    question = db.session.get(Question, question_id)
    if question is None or question.seance_id != row.id:
        abort(404)
    return retour_of_question(db.session(), row, question)


def _poster(content: Retour, papier: str) -> Response:
    sheet = _PAPIERS.get(papier) or abort(404)
    data = in_native_thread(lambda: render_affiche_retour(content, sheet))
    return download(data, PDF, f"vous avez dit {content.question} {papier}.pdf", attachment=False)


def _quartiers(demarche_id: str, noms: list[str]) -> list[QuartierCompte]:
    counts: dict[str | None, int] = {
        row[0]: row[1]
        for row in db.session.execute(
            select(Participant.quartier, func.count(func.distinct(Participant.id)))
            .join(Contribution, Contribution.participant_id == Participant.id)
            .join(Seance, Seance.id == Participant.seance_id)
            .where(held_in(demarche_id), visible_clause(Regard.PUBLIC))
            .group_by(Participant.quartier)
        )
    }
    return [
        QuartierCompte(nom, n if (n := counts.get(nom, 0)) >= PERSONNES_MIN else None)
        for nom in noms
    ]
