"""What is done on a host's page: an idea typed, three starred, how many sit there, help, a photo.

Plain forms that come back to the page; scripts post the same fields and get JSON. The synthèse is
in ``table_synthese``.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import allow, current_identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.actions.depot import Envoi
from cafe.actions.feuilles import add_feuille, remove_feuille
from cafe.actions.hotes import (
    PERSONNES_MAX,
    ask_help,
    see_help,
    set_effectif_tablee,
    star_contribution,
    unstar_contribution,
)
from cafe.actions.places import note_badge
from cafe.actions.saisies import Remise, post_for_someone
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.reponses import refused
from cafe.facilitation.saisie import receipt_of, talon_number
from cafe.facilitation.salle import facilitation
from cafe.facilitation.table import Frappe, Poste, page_table, poste_at, refused_page
from cafe.medias import media_response
from cafe.medias_recues import forget_medias, stored_medias
from cafe.models import FeuilleTablee, Origine


@facilitation.post("/<seance_id>/table/idees")
def table_idee(seance_id: str) -> Response:
    """Keep an idea of the table; its receipt is shown once, for whoever wants it."""
    poste = poste_at(seance_id)
    typed = Frappe(
        texte=request.form.get("texte", ""),
        categorie=request.form.get("categorie", "")[:40],
        talon=request.form.get("talon", "")[:12],
    )
    envoi = Envoi(
        client_id=request.form.get("client_id", ""),
        question_id=request.form.get("question", "")[:36],
        categorie=typed.categorie,
        texte=typed.texte,
        tour=poste.tour.numero if poste.tour else None,
        tablee=poste.tablee.numero,
        source=Origine.TABLE,
    )
    try:
        remise = post_for_someone(
            par=current_identite(),
            seance_id=seance_id,
            envoi=envoi,
            talon=talon_number(typed.talon),
        )
    except RuleBroken as refusal:
        if refusal.code == "deja_saisi" and wants_json():
            # The answer to the first try was lost on its way.
            return jsonify(deja=True)
        return refused(refusal) if wants_json() else refused_page(seance_id, refusal, typed)
    if wants_json():
        return make_response(jsonify(_receipt(remise)), 201)
    page = page_table(poste_at(seance_id), Frappe(categorie=typed.categorie), receipt_of(remise))
    return make_response(render_template("facilitation/table/page.html", page=page), 201)


def _receipt(remise: Remise) -> dict[str, object]:
    return {
        "id": remise.contribution_id,
        "mots": remise.mots.replace("-", " "),
        "talon": remise.talon,
    }


@facilitation.post("/<seance_id>/table/etoiles/<contribution_id>")
def table_etoile(seance_id: str, contribution_id: str) -> Response:
    """Put an idea forward (``etoile=1``) or back among the others (``etoile=0``)."""
    wanted = request.form.get("etoile") == "1"
    write = star_contribution if wanted else unstar_contribution
    return done(
        seance_id,
        lambda _poste: write(par=current_identite(), contribution_id=contribution_id),
        ancre=f"idee-{contribution_id}",
    )


@facilitation.post("/<seance_id>/table/effectif")
def table_effectif(seance_id: str) -> Response:
    """« Nous sommes 9 »."""
    typed = request.form.get("nombre", "").strip()

    def write(poste: Poste) -> None:
        if poste.tour is None:
            raise Missing
        if not (typed.isdecimal() and len(typed) < 4):
            raise RuleBroken("effectif_tablee", champ="nombre", maximum=PERSONNES_MAX)
        set_effectif_tablee(
            par=current_identite(),
            tablee_id=poste.tablee.id,
            tour_id=poste.tour.id,
            nombre=int(typed),
        )

    return done(seance_id, write, Frappe(nombre=typed), ancre="table-nous")


@facilitation.post("/<seance_id>/table/badge")
def table_badge(seance_id: str) -> Response:
    """Somebody expected elsewhere sits here: the number on their badge."""
    typed = request.form.get("badge", "").strip()

    def write(poste: Poste) -> None:
        if poste.tour is None:
            raise Missing
        numero = talon_number(typed, champ="badge", code="badge_invalide")
        if numero is None:
            raise RuleBroken("badge_invalide", champ="badge")
        note_badge(
            par=current_identite(),
            tablee_id=poste.tablee.id,
            tour_id=poste.tour.id,
            numero=numero,
        )

    return done(seance_id, write, Frappe(badge=typed[:8]), ancre="table-attendus")


@facilitation.post("/<seance_id>/table/aide")
def table_aide(seance_id: str) -> Response:
    """Call somebody of the team (``aide=1``), or do without (``aide=0``)."""
    write = ask_help if request.form.get("aide") == "1" else see_help
    return done(
        seance_id,
        lambda poste: write(par=current_identite(), tablee_id=poste.tablee.id),
        ancre="table-nous",
    )


@facilitation.post("/<seance_id>/table/feuilles")
def table_feuille(seance_id: str) -> Response:
    """Keep the photo of the sheet: its pixels, nothing that the phone wrote beside them."""
    said = _("La photo de la feuille est gardée.")

    def write(poste: Poste) -> None:
        with stored_medias(request.files) as medias:
            kept = add_feuille(
                par=current_identite(),
                tablee_id=poste.tablee.id,
                tour_id=poste.tour_id,
                piece=medias[0] if len(medias) == 1 else None,
            )
            if medias[0].id != kept:
                forget_medias(medias)

    return done(seance_id, write, ancre="table-feuille", said=said)


@facilitation.post("/<seance_id>/table/feuilles/<feuille_id>/retirer")
def table_feuille_retirer(seance_id: str, feuille_id: str) -> Response:
    """Take a photo away for good."""
    row = _sheet(seance_id, feuille_id)
    return done(
        seance_id,
        lambda _poste: remove_feuille(par=current_identite(), feuille_id=row),
        ancre="table-feuille",
        said=_("La photo est retirée."),
    )


@facilitation.get("/<seance_id>/table/feuilles/<feuille_id>")
def table_feuille_photo(seance_id: str, feuille_id: str) -> Response:
    """The photo, for its table's host and for the team."""
    row = db.session.get_one(FeuilleTablee, _sheet(seance_id, feuille_id))
    return media_response(row.id, row.type_mime)


def _sheet(seance_id: str, feuille_id: str) -> str:
    """The id of a sheet that still stands, if whoever asks may act at its table."""
    poste = poste_at(seance_id)
    row = db.session.get(FeuilleTablee, feuille_id)
    if row is None or row.seance_id != poste.seance.id or row.retiree_le is not None:
        abort(404)
    allow(Pouvoir.SAISIR, Lieu(poste.seance.demarche_id, poste.seance.id, row.tablee_id))
    return row.id


def done(
    seance_id: str,
    write: Callable[[Poste], object],
    frappe: Frappe | None = None,
    *,
    ancre: str,
    said: str = "",
) -> Response:
    """Run a gesture and come back to the page; refused, the page says why and keeps the rest."""
    poste = poste_at(seance_id)
    back = url_for(".table", seance_id=seance_id, _anchor=ancre, **poste.adresse)
    try:
        write(poste)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        if wants_json():
            return refused(refusal)
        return refused_page(seance_id, refusal, frappe or Frappe())
    if wants_json():
        return jsonify(ok=True)
    if said:
        flash(said, "succes")
    return redirect(back, 303)
