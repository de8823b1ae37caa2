"""Who sits in a group: added, corrected, put in order by buttons, gone."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.membres_groupe import add_membre, end_membre, move_membre, update_membre
from cafe.extensions import db
from cafe.models import MembreGroupe
from cafe.models.groupe import membres_of
from cafe.pilotage.formulaires import Geste, accepted, answer
from cafe.pilotage.reunions.formes import RangForm, SiegeForm
from cafe.pilotage.reunions.groupes import group_page
from cafe.pilotage.reunions.salle import back_to, groupe_at
from cafe.pilotage.salle import demarche_at, pilotage


@pilotage.post("/groupes/<groupe_id>/membres")
def ajouter_membre(groupe_id: str) -> Response:
    """Seat someone, then stay on the form: the next one is typed at once."""
    row = groupe_at(groupe_id, Pouvoir.PREPARER)
    form = SiegeForm(row.demarche_id)
    if accepted(
        form,
        lambda: add_membre(
            par=current_identite(),
            groupe_id=groupe_id,
            siege=form.siege(),
            membre_id=form.ident.data or None,
        ),
    ):
        flash(gettext("%(nom)s siège dans ce groupe.", nom=form.nom.data), "succes")
        return back_to(".groupe", groupe_id=groupe_id, ou="nom")
    return group_page(groupe_at(groupe_id, Pouvoir.PREPARER), form)


@pilotage.route("/membres-de-groupe/<membre_groupe_id>", methods=["GET", "POST"])
def membre_groupe(membre_groupe_id: str) -> Response:
    """Correct what is said of a member."""
    row = _membre_at(membre_groupe_id)
    form = SiegeForm(
        row.groupe.demarche_id,
        data={
            "version": str(row.version),
            "nom": row.nom,
            "fonction": row.fonction,
            "organisme": row.organisme_id or "",
            "rang": row.rang.value,
            "copilote": row.copilote,
        },
    )
    if accepted(
        form,
        lambda: update_membre(
            par=current_identite(),
            membre_id=membre_groupe_id,
            siege=form.siege(),
            version=form.opened_on(),
        ),
    ):
        flash(gettext("C’est enregistré."), "succes")
        return back_to(".groupe", groupe_id=_groupe_of(membre_groupe_id))
    row = _membre_at(membre_groupe_id)
    return answer(
        "pilotage/groupe/membre.html",
        form=form,
        membre=row,
        groupe=row.groupe,
        geste=Geste(formdata=None, version=str(row.version)),
    )


@pilotage.post("/membres-de-groupe/<membre_groupe_id>/deplacer")
def deplacer_membre(membre_groupe_id: str) -> Response:
    """Up or down the list; the focus stays on the button while the line moves."""
    row = _membre_at(membre_groupe_id)
    groupe_id = row.groupe_id
    places = [m.id for m in membres_of(db.session(), groupe_id)]
    form = RangForm()
    if not form.validate_on_submit():
        abort(400)
    up = row.id in places and form.place() <= places.index(row.id)
    move_membre(
        par=current_identite(),
        membre_id=membre_groupe_id,
        ordre=form.place(),
        version=form.opened_on(),
    )
    ou = f"{'monter' if up else 'descendre'}-{membre_groupe_id}"
    return back_to(".groupe", groupe_id=groupe_id, ou=ou)


@pilotage.post("/membres-de-groupe/<membre_groupe_id>/fin")
def finir_membre(membre_groupe_id: str) -> Response:
    """They sit there no more."""
    row = _membre_at(membre_groupe_id)
    groupe_id, nom = row.groupe_id, row.nom
    end_membre(par=current_identite(), membre_id=membre_groupe_id, version=Geste().opened_on())
    flash(gettext("%(nom)s ne siège plus dans ce groupe.", nom=nom), "succes")
    return redirect(url_for(".groupe", groupe_id=groupe_id), 303)


def _membre_at(membre_groupe_id: str) -> MembreGroupe:
    row = db.session.get(MembreGroupe, membre_groupe_id)
    if row is None:
        abort(404)
    demarche_at(row.groupe.demarche_id, Pouvoir.PREPARER)
    return row


def _groupe_of(membre_groupe_id: str) -> str:
    return db.session.get_one(MembreGroupe, membre_groupe_id).groupe_id
