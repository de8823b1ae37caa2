"""Keep the script of a séance as a model, take one again, rename or retire one.

All from the fold of the page of a séance: a refusal is told there, beside what was typed.
"""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, RuleBroken
from cafe.actions.modeles_deroule import (
    apply_modele,
    rename_modele,
    retire_modele,
    save_modele,
)
from cafe.pilotage.formulaires import Geste, accepted
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.seance_modeles_gardes import NomForm, PliModeles, fold_of
from cafe.pilotage.seance_page import show


@pilotage.post("/seances/<seance_id>/modeles")
def garder_modele(seance_id: str) -> Response:
    """Keep this script."""
    pli = _fold(seance_id)
    form = pli.garder
    if accepted(
        form,
        lambda: save_modele(
            par=current_identite(),
            seance_id=seance_id,
            titre=form.titre.data or "",
            description=form.description.data or "",
        ),
    ):
        return _done(seance_id, gettext("Le déroulé est gardé comme modèle."))
    return show(seance_at(seance_id, Pouvoir.PREPARER), pli, form)


@pilotage.post("/seances/<seance_id>/modeles/reprendre")
def reprendre_modele(seance_id: str) -> Response:
    """Replace the script by that of a model."""
    pli = _fold(seance_id)
    form = pli.reprendre
    if form is None:
        raise RuleBroken("modele_trop_tard")
    opened = form.opened_on()
    if accepted(
        form,
        lambda: apply_modele(
            par=current_identite(),
            seance_id=seance_id,
            modele_id=form.modele.data,
            version=opened,
        ),
    ):
        return _done(seance_id, gettext("Le déroulé est celui du modèle. Vos questions sont là."))
    return show(seance_at(seance_id, Pouvoir.PREPARER), pli, form)


@pilotage.post("/seances/<seance_id>/modeles/<modele_id>/renommer")
def renommer_modele(seance_id: str, modele_id: str) -> Response:
    """Call a model otherwise."""
    pli = _fold(seance_id)
    form = _form_of(pli, modele_id)
    if accepted(
        form,
        lambda: rename_modele(
            par=current_identite(),
            modele_id=modele_id,
            titre=form.titre.data or "",
            description=form.description.data or "",
        ),
    ):
        return _done(seance_id, gettext("C’est enregistré."))
    return show(seance_at(seance_id, Pouvoir.PREPARER), pli, form)


@pilotage.post("/seances/<seance_id>/modeles/<modele_id>/retirer")
def retirer_modele(seance_id: str, modele_id: str) -> Response:
    """Offer a model no more."""
    pli = _fold(seance_id)
    form = Geste()
    if accepted(form, lambda: retire_modele(par=current_identite(), modele_id=modele_id)):
        return _done(
            seance_id, gettext("Le modèle est retiré. Les rencontres qui l’ont repris restent.")
        )
    return show(seance_at(seance_id, Pouvoir.PREPARER), pli, form)


def _fold(seance_id: str) -> PliModeles:
    return fold_of(seance_at(seance_id, Pouvoir.PREPARER))


def _form_of(pli: PliModeles, modele_id: str) -> NomForm:
    """The form of a model in force in this démarche. Raises ``Missing``."""
    for row, form in pli.gardes:
        if row.id == modele_id:
            return form
    raise Missing


def _done(seance_id: str, said: str) -> Response:
    flash(said, "succes")
    return redirect(url_for(".seance", seance_id=seance_id), 303)
