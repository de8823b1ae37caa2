"""Making a démarche, and saying what it is: charter, next step, labels."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import allow, current_identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.demarches import create_demarche, update_demarche
from cafe.pilotage.demarche_formulaire import DemarcheForm, differences, form_of
from cafe.pilotage.ecarts import conflict_on
from cafe.pilotage.formulaires import accepted, answer
from cafe.pilotage.salle import demarche_at, pilotage


@pilotage.route("/demarches/nouvelle", methods=["GET", "POST"])
def nouvelle_demarche() -> Response:
    """Make a démarche; whoever makes it becomes its lead."""
    allow(Pouvoir.CREER_DEMARCHE, Lieu())
    form = DemarcheForm()
    made: list[str] = []
    if accepted(
        form, lambda: made.append(create_demarche(par=current_identite(), fiche=form.fiche()))
    ):
        flash(gettext("La démarche est créée. Préparez maintenant une rencontre."), "succes")
        return redirect(url_for(".demarche", demarche_id=made[0]), 303)
    return answer("pilotage/demarche/nouvelle.html", form=form)


@pilotage.route("/demarches/<demarche_id>/modifier", methods=["GET", "POST"])
def modifier_demarche(demarche_id: str) -> Response:
    """Change what is said of a démarche; an old form is told so and shows both versions."""
    form = form_of(demarche_at(demarche_id, Pouvoir.PREPARER))
    opened = form.opened_on()
    if accepted(
        form,
        lambda: update_demarche(
            par=current_identite(),
            demarche_id=demarche_id,
            fiche=form.fiche(),
            version=opened,
        ),
    ):
        flash(gettext("C’est enregistré."), "succes")
        return redirect(url_for(".demarche", demarche_id=demarche_id), 303)
    row = demarche_at(demarche_id, Pouvoir.PREPARER)
    stale = form.opened_on() != opened  # the refusal has put the new version in the form
    return answer(
        "pilotage/demarche/modifier.html",
        form=form,
        conflit=conflict_on("demarche", row.id, differences(form, row)) if stale else None,
    )
