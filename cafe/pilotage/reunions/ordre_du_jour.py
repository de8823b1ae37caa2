"""The ordre du jour of a séance: its points, the documents joined, the next meeting."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.points import add_point, move_point, remove_point, rename_point
from cafe.actions.prochaine import set_prochaine
from cafe.extensions import db
from cafe.models import Groupe, Point, Seance
from cafe.models.compte_rendu import still_written
from cafe.models.note import documents_of, points_of
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.reunions.formes import DocumentForm, PointForm, ProchaineForm, RangForm
from cafe.pilotage.reunions.salle import back_to, focused
from cafe.pilotage.salle import may, pilotage, seance_at


@pilotage.get("/seances/<seance_id>/ordre-du-jour")
def ordre_du_jour(seance_id: str) -> Response:
    """What is on it; those who take notes change it here."""
    return agenda_page(seance_at(seance_id))


def agenda_page(
    seance: Seance,
    *,
    point: PointForm | None = None,
    document: DocumentForm | None = None,
    prochaine: ProchaineForm | None = None,
) -> Response:
    """The page, with its three forms as they stand; the one that was refused says so."""
    session = db.session()
    return answer(
        "pilotage/reunion/ordre_du_jour.html",
        form=point or document or prochaine,
        seance=seance,
        groupe=session.get(Groupe, seance.groupe_id) if seance.groupe_id else None,
        points=points_of(session, seance.id),
        documents=documents_of(session, seance.id),
        point=point or PointForm(formdata=None),
        document=document or DocumentForm(formdata=None, prefix="document"),
        prochaine=prochaine or _prochaine_of(seance),
        ecrit=may(Pouvoir.NOTER) and still_written(db.session(), seance),
        ou=focused(),
    )


def _prochaine_of(seance: Seance) -> ProchaineForm:
    return ProchaineForm(
        formdata=None,
        data={
            "version": str(seance.version),
            "prochaine_jour": seance.prochaine_jour,
            "prochaine_heure": seance.prochaine_heure,
            "prochaine_lieu": seance.prochaine_lieu,
            "prochaine_objet": seance.prochaine_objet,
        },
    )


@pilotage.post("/seances/<seance_id>/ordre-du-jour/points")
def ajouter_point(seance_id: str) -> Response:
    """Add a point at the end, then stay on the form."""
    seance_at(seance_id, Pouvoir.NOTER)
    form = PointForm()
    if accepted(
        form,
        lambda: add_point(
            par=current_identite(),
            seance_id=seance_id,
            titre=form.titre.data or "",
            duree_minutes=form.duree.data,
            point_id=form.ident.data or None,
        ),
    ):
        return back_to(".ordre_du_jour", seance_id=seance_id, ou="titre")
    return agenda_page(seance_at(seance_id, Pouvoir.NOTER), point=form)


@pilotage.route("/points/<point_id>", methods=["GET", "POST"])
def point(point_id: str) -> Response:
    """Give a point another title or duration, or take it off."""
    row, seance = _point_at(point_id)
    seance_id = seance.id
    form = PointForm(
        data={"version": str(row.version), "titre": row.titre, "duree": row.duree_minutes}
    )
    if accepted(
        form,
        lambda: rename_point(
            par=current_identite(),
            point_id=point_id,
            titre=form.titre.data or "",
            duree_minutes=form.duree.data,
            version=form.opened_on(),
        ),
    ):
        return back_to(".ordre_du_jour", seance_id=seance_id, ou=f"modifier-{point_id}")
    row, seance = _point_at(point_id)
    return answer(
        "pilotage/reunion/point.html",
        form=form,
        point=row,
        seance=seance,
        geste=Geste(formdata=None, version=str(row.version)),
    )


@pilotage.post("/points/<point_id>/deplacer")
def deplacer_point(point_id: str) -> Response:
    """Up or down; the focus stays on the button while the point moves."""
    row, seance = _point_at(point_id)
    seance_id, before = seance.id, row.ordre
    form = RangForm()
    if not form.validate_on_submit():
        abort(400)
    move_point(
        par=current_identite(),
        point_id=point_id,
        ordre=form.place(),
        version=form.opened_on(),
    )
    verb = "monter" if form.place() < before else "descendre"
    return back_to(".ordre_du_jour", seance_id=seance_id, ou=f"{verb}-{point_id}")


@pilotage.post("/points/<point_id>/retirer")
def retirer_point(point_id: str) -> Response:
    """Take a point off the ordre du jour."""
    row, seance = _point_at(point_id)
    seance_id, titre = seance.id, row.titre
    remove_point(par=current_identite(), point_id=point_id, version=Geste().opened_on())
    flash(gettext("« %(titre)s » n’est plus à l’ordre du jour.", titre=titre), "succes")
    return redirect(url_for(".ordre_du_jour", seance_id=seance_id), 303)


@pilotage.post("/seances/<seance_id>/prochaine")
def annoncer_prochaine(seance_id: str) -> Response:
    """Say when the next meeting is."""
    seance_at(seance_id, Pouvoir.NOTER)
    form = ProchaineForm()
    if accepted(
        form,
        lambda: set_prochaine(
            par=current_identite(),
            seance_id=seance_id,
            prochaine=form.prochaine(),
            version=form.opened_on(),
        ),
    ):
        flash(gettext("La prochaine rencontre est notée."), "succes")
        return back_to(".ordre_du_jour", seance_id=seance_id)
    return agenda_page(seance_at(seance_id, Pouvoir.NOTER), prochaine=form)


def _point_at(point_id: str) -> tuple[Point, Seance]:
    row = db.session.get(Point, point_id)
    if row is None:
        abort(404)
    return row, seance_at(row.seance_id, Pouvoir.NOTER)
