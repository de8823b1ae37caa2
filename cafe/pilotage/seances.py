"""The séances of a démarche: listed, made from a format, prepared on one page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.modeles_deroule import read_modele
from cafe.actions.seances import create_seance, update_seance
from cafe.extensions import db
from cafe.models import Contribution, Format, Groupe, ModeleDeroule, Question, Seance
from cafe.models.modele_deroule import modeles_of
from cafe.models.seance import seances_of
from cafe.pilotage.ecarts import conflict_on
from cafe.pilotage.formulaires import accepted, answer
from cafe.pilotage.reunions.suivante import next_meeting
from cafe.pilotage.salle import demarche_at, pilotage, seance_at
from cafe.pilotage.seance_formulaire import SeanceForm
from cafe.pilotage.seance_listes import (
    LIMITES,
    Champs,
    apply,
    format_of,
    proposed_fields,
    split_questions,
)
from cafe.pilotage.seance_modeles import MODELES
from cafe.pilotage.seance_modeles_gardes import fields_of
from cafe.pilotage.seance_reprise import data_of, differences
from cafe.pilotage.seance_restitution import sources_of, take_questions


@dataclass(frozen=True)
class SeanceListee:
    """A séance of the list, with what it holds."""

    seance: Seance
    questions: int
    paroles: int


@pilotage.get("/demarches/<demarche_id>/seances")
def seances(demarche_id: str) -> str:
    """The séances of a démarche, latest first."""
    demarche_at(demarche_id)
    return render_template("pilotage/seance/liste.html", seances=_listed(demarche_id))


def _listed(demarche_id: str) -> list[SeanceListee]:
    session = db.session()
    questions = _count_by_seance(session, Question, demarche_id)
    paroles = _count_by_seance(session, Contribution, demarche_id)
    return [
        SeanceListee(row, questions.get(row.id, 0), paroles.get(row.id, 0))
        for row in seances_of(session, demarche_id)
    ]


def _count_by_seance(
    session: Session, model: type[Question] | type[Contribution], demarche_id: str
) -> dict[str, int]:
    query = (
        select(model.seance_id, func.count())
        .join(Seance, Seance.id == model.seance_id)
        .where(Seance.demarche_id == demarche_id)
        .group_by(model.seance_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


@pilotage.route("/demarches/<demarche_id>/seances/nouvelle", methods=["GET", "POST"])
def nouvelle_seance(demarche_id: str) -> Response | str:
    """Choose a format, then fill in what it proposes."""
    demarche_at(demarche_id, Pouvoir.PREPARER)
    asked = request.args.get("format", "")
    kept = _kept(demarche_id)
    if request.method == "GET" and asked not in set(Format) and kept is None:
        return render_template(
            "pilotage/seance/format.html",
            modeles=MODELES,
            gardes=modeles_of(db.session(), demarche_id),
        )
    moved = _moved(demarche_id)
    if moved is not None:
        return _page(moved.form, moved.focus)
    form = SeanceForm(demarche_id, formdata=_typed(demarche_id, asked, kept))
    made: list[str] = []
    if accepted(
        form,
        lambda: made.append(
            create_seance(
                par=current_identite(),
                demarche_id=demarche_id,
                fiche=form.fiche(),
                questions=form.questions_prevues(),
                etapes=form.etapes_prevues(),
                tables=form.tables.data or 0,
            )
        ),
    ):
        if form.groupe.data:
            flash(gettext("La réunion est prête. Écrivez son ordre du jour."), "succes")
            return redirect(url_for(".ordre_du_jour", seance_id=made[0]), 303)
        flash(gettext("La rencontre est prête. Imprimez son affiche."), "succes")
        return redirect(url_for(".seance", seance_id=made[0]), 303)
    demarche_at(demarche_id, Pouvoir.PREPARER)
    return _page(form, "titre" if request.method == "GET" else "")


def _kept(demarche_id: str) -> ModeleDeroule | None:
    """The model of a script that the address names, if it is in force there."""
    asked = request.args.get("modele", "")
    return next((m for m in modeles_of(db.session(), demarche_id) if m.id == asked), None)


def _typed(demarche_id: str, asked: str, kept: ModeleDeroule | None) -> Champs:
    """The fields as they came; on a first visit, what the format, model or group proposes."""
    if request.method == "POST":
        return split_questions(request.form)
    redacteur = current_identite().nom
    if kept is not None:
        proposed = fields_of(read_modele(kept), redacteur)
    else:
        proposed = proposed_fields(format_of(MultiDict({"format": asked})), redacteur)
    groupe = db.session.get(Groupe, request.args.get("groupe", ""))
    if groupe is None or groupe.demarche_id != demarche_id:
        return proposed
    return next_meeting(db.session(), groupe, proposed)


@dataclass(frozen=True)
class _Moved:
    form: SeanceForm
    focus: str


def _moved(demarche_id: str) -> _Moved | None:
    """The form after one of its list buttons was pressed; None for any other request."""
    geste = request.form.get("geste")
    if geste is None:
        return None
    if geste == "sources":
        done = take_questions(db.session(), demarche_id, request.form)
    else:
        done = apply(request.form, geste)
    return _Moved(SeanceForm(demarche_id, formdata=done.champs), done.focus)


def _page(form: SeanceForm, focus: str = "", **context: object) -> Response:
    row = context.get("seance")
    return answer(
        "pilotage/seance/preparer.html",
        form=form,
        focus=focus,
        limites=LIMITES,
        sources=_sources(form, row if isinstance(row, Seance) else None),
        **({"seance": None, "conflit": None} | context),
    )


def _sources(form: SeanceForm, seance: Seance | None) -> list[Seance]:
    """What a restitution may give account of; nothing for another format."""
    if form.format.data != Format.RESTITUTION.value:
        return []
    return sources_of(db.session(), g.demarche.id, seance.id if seance else None)


@pilotage.route("/seances/<seance_id>/preparer", methods=["GET", "POST"])
def preparer_seance(seance_id: str) -> Response:
    """Change the preparation; an old form is told so and shows both versions."""
    row = seance_at(seance_id, Pouvoir.PREPARER)
    moved = _moved(row.demarche_id)
    if moved is not None:
        return _page(moved.form, moved.focus, seance=row)
    posted = request.method == "POST"
    form = (
        SeanceForm(row.demarche_id, formdata=split_questions(request.form))
        if posted
        else SeanceForm(row.demarche_id, formdata=None, data=data_of(row))
    )
    opened = form.opened_on()
    if accepted(
        form,
        lambda: update_seance(
            par=current_identite(),
            seance_id=seance_id,
            fiche=form.fiche(),
            questions=form.questions_prevues(),
            etapes=form.etapes_prevues(),
            tables=form.tables.data or 0,
            version=opened,
        ),
    ):
        flash(gettext("C’est enregistré."), "succes")
        return redirect(url_for(".seance", seance_id=seance_id), 303)
    row = seance_at(seance_id, Pouvoir.PREPARER)
    stale = form.opened_on() != opened  # the refusal has put the new version in the form
    conflit = conflict_on("seance", row.id, differences(form, row)) if stale else None
    return _page(form, seance=row, conflit=conflit)
