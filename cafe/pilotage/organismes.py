"""The structures of a démarche: listed, added, corrected."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.organismes import create_organisme, update_organisme
from cafe.extensions import db
from cafe.models import Organisme
from cafe.models.demarche import organismes_of
from cafe.pilotage.formulaires import REQUIS, FormulaireDate, accepted, answer
from cafe.pilotage.salle import demarche_at, pilotage


class OrganismeForm(FormulaireDate):
    """A structure's name, initials and kind."""

    nom = StringField(_("Nom"), validators=[DataRequired(REQUIS), Length(max=200)])
    sigle = StringField(_("Sigle"), validators=[Length(max=40)])
    nature = StringField(_("Nature"), validators=[Length(max=60)])


@pilotage.get("/demarches/<demarche_id>/structures")
def organismes(demarche_id: str) -> Response:
    """The list, with the form to add one."""
    demarche_at(demarche_id)
    return _list(demarche_id, OrganismeForm(formdata=None))


@pilotage.post("/demarches/<demarche_id>/structures")
def ajouter_organisme(demarche_id: str) -> Response:
    """Add a structure."""
    demarche_at(demarche_id, Pouvoir.PREPARER)
    form = OrganismeForm()
    if accepted(
        form,
        lambda: create_organisme(
            par=current_identite(),
            demarche_id=demarche_id,
            nom=form.nom.data or "",
            sigle=form.sigle.data or "",
            nature=form.nature.data or "",
        ),
    ):
        flash(gettext("La structure « %(nom)s » est ajoutée.", nom=form.nom.data), "succes")
        return redirect(url_for(".organismes", demarche_id=demarche_id), 303)
    return _list(demarche_id, form)


def _list(demarche_id: str, form: OrganismeForm) -> Response:
    return answer(
        "pilotage/organismes.html",
        form=form,
        organismes=organismes_of(db.session(), demarche_id),
    )


@pilotage.route("/structures/<organisme_id>", methods=["GET", "POST"])
def organisme(organisme_id: str) -> Response:
    """Correct a structure."""
    row = db.session.get(Organisme, organisme_id)
    if row is None:
        abort(404)
    demarche_at(demarche_id := row.demarche_id, Pouvoir.PREPARER)
    form = OrganismeForm(obj=row)
    if accepted(
        form,
        lambda: update_organisme(
            par=current_identite(),
            organisme_id=organisme_id,
            nom=form.nom.data or "",
            sigle=form.sigle.data or "",
            nature=form.nature.data or "",
            version=form.opened_on(),
        ),
    ):
        flash(gettext("C’est enregistré."), "succes")
        return redirect(url_for(".organismes", demarche_id=demarche_id), 303)
    demarche_at(demarche_id)
    return answer(
        "pilotage/organisme.html", form=form, organisme=db.session.get(Organisme, organisme_id)
    )
