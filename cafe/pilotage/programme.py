"""What is discussed where: a grid of tables and tours, one choice a cell, no drag."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.programme import reset_programme, set_programme
from cafe.extensions import db
from cafe.models import Programme, Seance, Tour
from cafe.models.question import questions_of, tablees_of
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.salle import pilotage, seance_at


@pilotage.route("/seances/<seance_id>/programme", methods=["GET", "POST"])
def programme(seance_id: str) -> Response:
    """Which question at which table at which tour; « proposer » fills it anew."""
    row = seance_at(seance_id, Pouvoir.PREPARER)
    form = Geste()
    if request.method == "GET":
        form.version.data = str(row.version)
    opened = form.opened_on()

    def write() -> None:
        who = current_identite()
        if request.form.get("geste") == "proposer":
            reset_programme(par=who, seance_id=seance_id, version=opened)
        else:
            set_programme(par=who, seance_id=seance_id, cases=_typed(), version=opened)

    if accepted(form, write):
        flash(gettext("C’est enregistré."), "succes")
        return redirect(url_for(".programme", seance_id=seance_id), 303)
    return _page(form, seance_at(seance_id, Pouvoir.PREPARER))


def _typed() -> list[tuple[str, str, str]]:
    """The cells as they came: ``c:<tour>:<table>`` is the question, empty for none."""
    cells = []
    for name, question_id in request.form.items():
        mark, _, rest = name.partition(":")
        tour_id, _, tablee_id = rest.partition(":")
        if mark == "c":
            cells.append((tour_id, tablee_id, question_id))
    return cells


def _page(form: Geste, seance: Seance) -> Response:
    session = db.session()
    tours = list(
        session.scalars(select(Tour).where(Tour.seance_id == seance.id).order_by(Tour.numero))
    )
    questions = questions_of(session, seance.id)
    planned = session.scalars(
        select(Programme).where(Programme.tour_id.in_([tour.id for tour in tours]))
    )
    cells = {(row.tour_id, row.tablee_id): row.question_id for row in planned}
    talked = set(cells.values())
    return answer(
        "pilotage/seance/programme.html",
        form=form,
        seance=seance,
        tours=tours,
        tables=tablees_of(session, seance.id),
        questions=questions,
        cases=cells,
        oubliees=[q for q in questions if q.id not in talked],
    )
