"""What is printed before a séance: its poster and its table tents, drawn off the live path."""

from __future__ import annotations

from flask import abort
from sqlalchemy import select
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.addresses import join_url
from cafe.documents.affiche import Affiche, render_affiche
from cafe.documents.chevalet import Chevalet, render_chevalets
from cafe.extensions import db
from cafe.models import Programme, Seance, Tour
from cafe.models.question import questions_of, tablees_of
from cafe.pilotage.horaires import hours_of
from cafe.pilotage.reseau import carnet, remember_printed
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.seance_page import typed_address
from cafe.pilotage.telechargement import PDF, download
from cafe.threads import in_native_thread


@pilotage.get("/seances/<seance_id>/affiche.pdf")
def affiche(seance_id: str) -> Response:
    """The poster; 404 once the séance has no code to print."""
    row, code = _printable(seance_id)
    debut, fin = hours_of(row)
    wifi = carnet().wifi(row.id)
    content = Affiche(
        demarche=row.demarche.nom,
        titre=row.titre,
        debut=debut,
        fin=fin,
        lieu=row.lieu or None,
        url=join_url(code),
        adresse=typed_address(),
        code=code,
        wifi=wifi.nom if wifi else None,
    )
    data = in_native_thread(lambda: render_affiche(content))
    remember_printed(row.id, "affiche")
    return download(data, PDF, f"affiche {row.titre}.pdf", attachment=False)


@pilotage.get("/seances/<seance_id>/chevalets.pdf")
def chevalets(seance_id: str) -> Response:
    """One tent for each table; 404 without tables."""
    row, code = _printable(seance_id)
    first = _first_questions(row.id)
    content = [
        Chevalet(
            titre=row.titre,
            table=tablee.numero,
            question=first.get(tablee.id),
            url=join_url(code, tablee.numero),
            adresse=typed_address(),
            code=code,
        )
        for tablee in tablees_of(db.session(), row.id)
    ]
    if not content:
        abort(404)
    data = in_native_thread(lambda: render_chevalets(content))
    remember_printed(row.id, "chevalets")
    return download(data, PDF, f"chevalets {row.titre}.pdf", attachment=False)


def _printable(seance_id: str) -> tuple[Seance, str]:
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    if row.code is None:
        abort(404)
    return row, row.code


def _first_questions(seance_id: str) -> dict[str, str]:
    """The question with which each table begins, where the programme says so."""
    session = db.session()
    questions = {q.id: q.texte for q in questions_of(session, seance_id)}
    if len(questions) == 1:
        (only,) = questions.values()
        return {tablee.id: only for tablee in tablees_of(session, seance_id)}
    rows = session.execute(
        select(Programme.tablee_id, Programme.question_id)
        .join(Tour, Tour.id == Programme.tour_id)
        .where(Tour.seance_id == seance_id)
        .order_by(Tour.numero.desc())
    )
    return {tablee: questions[question] for tablee, question in rows if question in questions}
