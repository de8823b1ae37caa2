"""Thirteen taps: who of the group is there, who came besides; each tap is one small form."""

from __future__ import annotations

from flask import abort, flash, jsonify, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Stale
from cafe.actions.presences import add_presence, clear_presence, correct_presence, mark_presence
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.messages import status
from cafe.models import EtatPresence, Presence
from cafe.models.compte_rendu import still_written
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.reunions.appel import roll_of, summary
from cafe.pilotage.reunions.effectifs import presences_page
from cafe.pilotage.reunions.formes import MarqueForm, PersonneForm
from cafe.pilotage.reunions.salle import back_to
from cafe.pilotage.salle import pilotage, seance_at


@pilotage.get("/seances/<seance_id>/presences/appel")
def appel(seance_id: str) -> Response:
    """The roll as it stands now, for a page that is already open."""
    seance_at(seance_id, Pouvoir.NOTER)
    return jsonify(_roll(seance_id))


@pilotage.post("/seances/<seance_id>/presences/<membre_groupe_id>")
def pointer(seance_id: str, membre_groupe_id: str) -> Response:
    """One tap. A script gets the whole roll back: what others tapped meanwhile is in it."""
    seance_at(seance_id, Pouvoir.NOTER)
    form = MarqueForm()
    if not form.validate_on_submit():
        abort(400)
    etat = EtatPresence(form.etat.data)
    said: dict[str, str] = {}
    code = 200
    try:
        mark_presence(
            par=current_identite(),
            seance_id=seance_id,
            membre_id=membre_groupe_id,
            etat=etat,
            represente_par=form.represente_par.data or "",
            version=form.opened_on(),
        )
    except Stale as refusal:
        if not wants_json():
            flash(_told(), "attention")
            return _again(seance_id, membre_groupe_id, etat)
        said, code = {"erreur": refusal.code, "message": _told()}, status(refusal)
    if wants_json():
        seance_at(seance_id, Pouvoir.NOTER)
        response = jsonify(_roll(seance_id) | said)
        response.status_code = code
        return response
    return _again(seance_id, membre_groupe_id, etat)


def _told() -> str:
    return str(
        gettext("Quelqu’un vient de pointer cette personne autrement. Regardez, puis pointez-la.")
    )


def _again(seance_id: str, membre_id: str, etat: EtatPresence) -> Response:
    """The page, where the person was: on the button, or where to write who sits instead."""
    instead = etat is EtatPresence.REPRESENTE
    ou = f"par-{membre_id}" if instead else f"{etat.value}-{membre_id}"
    # No anchor: a browser that goes to one leaves « autofocus » alone.
    return back_to(".presences", seance_id=seance_id, ou=ou)


def _roll(seance_id: str) -> dict[str, object]:
    seance = seance_at(seance_id, Pouvoir.NOTER)
    lignes = roll_of(db.session(), seance)
    draw = render_template
    return {
        "bilan": summary(lignes),
        "lignes": [
            {
                "cle": ligne.cle,
                "version": ligne.version,
                "html": draw("pilotage/reunion/_ligne.html", l=ligne, seance=seance, ou=""),
            }
            for ligne in lignes
        ],
    }


@pilotage.post("/seances/<seance_id>/presences/personnes")
def ajouter_presence(seance_id: str) -> Response:
    """« + une personne »."""
    row = seance_at(seance_id, Pouvoir.NOTER)
    form = PersonneForm(row.demarche_id)
    if accepted(
        form,
        lambda: add_presence(
            par=current_identite(),
            seance_id=seance_id,
            personne=form.personne(),
            presence_id=form.ident.data or None,
        ),
    ):
        flash(gettext("%(nom)s est noté·e présent·e.", nom=form.nom.data), "succes")
        return back_to(".presences", seance_id=seance_id, ou="nom")
    return presences_page(seance_at(seance_id, Pouvoir.NOTER), personne=form)


@pilotage.route("/presences/<presence_id>", methods=["GET", "POST"])
def presence(presence_id: str) -> Response:
    """Correct a name, fonction or structure as this séance prints them."""
    row = _presence_at(presence_id)
    seance_id = row.seance_id
    seance = seance_at(seance_id, Pouvoir.NOTER)
    form = PersonneForm(
        seance.demarche_id,
        data={
            "version": str(row.version),
            "nom": row.nom,
            "fonction": row.fonction,
            "organisme": row.organisme_id or "",
        },
    )
    if accepted(
        form,
        lambda: correct_presence(
            par=current_identite(),
            presence_id=presence_id,
            personne=form.personne(),
            version=form.opened_on(),
        ),
    ):
        flash(gettext("C’est enregistré."), "succes")
        return back_to(".presences", seance_id=seance_id)
    row = _presence_at(presence_id)
    seance = seance_at(seance_id, Pouvoir.NOTER)
    return answer(
        "pilotage/reunion/presence.html",
        form=form,
        presence=row,
        seance=seance,
        ecrit=still_written(db.session(), seance),
        geste=Geste(formdata=None, version=str(row.version)),
    )


@pilotage.post("/presences/<presence_id>/retirer")
def retirer_presence(presence_id: str) -> Response:
    """Take back what was said of someone."""
    row = _presence_at(presence_id)
    seance_id, nom = row.seance_id, row.nom
    clear_presence(par=current_identite(), presence_id=presence_id, version=Geste().opened_on())
    flash(gettext("Ce qui était noté de %(nom)s est retiré.", nom=nom), "succes")
    return back_to(".presences", seance_id=seance_id)


def _presence_at(presence_id: str) -> Presence:
    row = db.session.get(Presence, presence_id)
    if row is None:
        abort(404)
    seance_at(row.seance_id, Pouvoir.NOTER)
    return row
