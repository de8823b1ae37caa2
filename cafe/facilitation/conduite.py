"""The conductor: the étape under way, opening and ending, the code, the wall, the counts.

Every gesture is a plain form that says what it saw: pressed twice, it changes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.conduite import go_to_etape, replace_code, set_phase
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.mur import set_mur
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.conduite_page import page_conduite
from cafe.facilitation.salle import facilitation, seance_for
from cafe.messages import sentence, status
from cafe.models import Mur, Phase
from cafe.models.comptage import count_words

V = TypeVar("V", bound=StrEnum)


@facilitation.get("/<seance_id>/conduite")
def conduite(seance_id: str) -> Response:
    """Everything one needs to lead, on one page."""
    return _page(seance_id)


@facilitation.get("/<seance_id>/conduite/corps")
def conduite_corps(seance_id: str) -> str:
    """Only what changes, with the number of the last event in it."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    page = page_conduite(db.session(), seance)
    return render_template("facilitation/conduite/_corps.html", page=page)


@facilitation.get("/<seance_id>/conduite/comptes")
def conduite_comptes(seance_id: str) -> str:
    """Only the counts, fetched again by a script."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    return render_template(
        "facilitation/conduite/_comptes.html", comptage=count_words(db.session(), seance.id)
    )


@facilitation.post("/<seance_id>/conduite/etape")
def changer_etape(seance_id: str) -> Response:
    """Go to an étape, named by its id: pressing twice does not skip one."""
    etape_id, depuis = request.form.get("etape", ""), request.form.get("depuis")
    return conduct(
        seance_id,
        lambda: go_to_etape(
            par=current_identite(), seance_id=seance_id, etape_id=etape_id, depuis=depuis
        ),
    )


@facilitation.post("/<seance_id>/conduite/phase")
def changer_phase(seance_id: str) -> Response:
    """Open, end or reopen; closing for good is on a page of its own."""
    seance_for(seance_id, Pouvoir.ANIMER)
    phase = wanted(Phase, "phase")
    if phase is Phase.CLOSE:
        abort(400)
    return _set_phase(seance_id, phase)


@facilitation.route("/<seance_id>/conduite/cloture", methods=["GET", "POST"])
def clore(seance_id: str) -> Response | str:
    """Say what closing means, then close."""
    seance = seance_for(seance_id, Pouvoir.DECIDER)
    if request.method == "POST":
        return _set_phase(seance_id, Phase.CLOSE)
    if seance.phase is not Phase.TERMINEE:
        return redirect(url_for(".conduite", seance_id=seance_id))
    return render_template(
        "facilitation/conduite/cloture.html",
        seance=seance,
        comptage=count_words(db.session(), seance.id),
    )


def _set_phase(seance_id: str, phase: Phase) -> Response:
    said = {
        Phase.OUVERTE: gettext("La rencontre est ouverte : les téléphones suivent."),
        Phase.TERMINEE: gettext("La rencontre est terminée. Une idée tardive est encore gardée."),
        Phase.CLOSE: gettext("La rencontre est close."),
    }
    return conduct(
        seance_id,
        lambda: set_phase(par=current_identite(), seance_id=seance_id, phase=phase),
        said.get(phase, ""),
        pouvoir=Pouvoir.DECIDER if phase is Phase.CLOSE else Pouvoir.ANIMER,
    )


@facilitation.post("/<seance_id>/conduite/code")
def remplacer_code(seance_id: str) -> Response:
    """Give a new code, unless the one on the page has been replaced already."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    if request.form.get("code", "") != (seance.code or ""):
        return redirect(url_for(".conduite", seance_id=seance_id), 303)
    return conduct(
        seance_id,
        lambda: replace_code(par=current_identite(), seance_id=seance_id),
        gettext("Le code est remplacé. L’ancien mène encore ici, mais n’est plus affiché."),
    )


@facilitation.post("/<seance_id>/conduite/mur")
def conduire_mur(seance_id: str) -> Response:
    """Let the room screen follow, freeze it, hide it."""
    seance_for(seance_id, Pouvoir.ANIMER)
    mur = wanted(Mur, "mur")
    return conduct(seance_id, lambda: set_mur(par=current_identite(), seance_id=seance_id, mur=mur))


def wanted(values: type[V], champ: str) -> V:
    """The value that a form names; 400 when there is no such one."""
    try:
        return values(request.form.get(champ, ""))
    except ValueError:
        abort(400)


def conduct(
    seance_id: str,
    write: Callable[[], object],
    said: str = "",
    pouvoir: Pouvoir = Pouvoir.ANIMER,
    *,
    message: str = "",
) -> Response:
    """Run a gesture and come back to the page; refused, the page says why.

    ``message``: what was typed for all, given back with the refusal.
    """
    seance_for(seance_id, pouvoir)
    try:
        write()
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        return _page(seance_id, sentence(refusal), status(refusal), message)
    if said:
        flash(said, "succes")
    return redirect(url_for(".conduite", seance_id=seance_id), 303)


def _page(seance_id: str, erreur: str = "", code: int = 200, message: str = "") -> Response:
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    html = render_template(
        "facilitation/conduite/page.html",
        page=page_conduite(db.session(), seance),
        erreur=erreur,
        message=message,
    )
    return make_response(html, code)
