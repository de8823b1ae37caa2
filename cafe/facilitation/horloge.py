"""The conductor's gestures on time, on all screens at once, and towards tables that call.

Each form says which étape its page was showing: a second tab changes nothing and is told so.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.ecran import set_message, set_vue
from cafe.actions.horloge import (
    extend_etape,
    leave_out_etape,
    pause_etape,
    put_back_etape,
    resume_etape,
    set_duree,
)
from cafe.actions.hotes import see_help
from cafe.extensions import db
from cafe.facilitation.conduite import conduct, wanted
from cafe.facilitation.salle import facilitation, seance_for
from cafe.models import Tablee, VueEcran


@facilitation.post("/<seance_id>/conduite/horloge")
def regler_horloge(seance_id: str) -> Response:
    """Pause, go on, or give minutes to the étape under way (``geste``)."""
    seance_for(seance_id, Pouvoir.ANIMER)
    etape_id = request.form.get("etape", "")
    gestures: dict[str, Callable[..., object]] = {"pause": pause_etape, "reprendre": resume_etape}
    geste = request.form.get("geste", "")
    if geste in gestures:
        return conduct(
            seance_id,
            lambda: gestures[geste](par=current_identite(), seance_id=seance_id, etape_id=etape_id),
        )
    minutes = request.form.get("minutes", type=int)
    if geste != "ajouter" or minutes is None:
        abort(400)
    return conduct(
        seance_id,
        lambda: extend_etape(
            par=current_identite(),
            seance_id=seance_id,
            etape_id=etape_id,
            minutes=minutes,
            fin_vue=request.form.get("fin", type=int),
        ),
    )


@facilitation.post("/<seance_id>/conduite/a-venir")
def regler_a_venir(seance_id: str) -> Response:
    """Leave out a coming tour or step, put it back, or say how long it will last."""
    seance_for(seance_id, Pouvoir.ANIMER)
    etape_id = request.form.get("etape", "")
    whole = request.form.get("tour") == "1"
    geste, minutes = request.form.get("geste", ""), request.form.get("minutes", type=int)

    def write() -> None:
        who = current_identite()
        if geste == "ecarter":
            leave_out_etape(par=who, seance_id=seance_id, etape_id=etape_id, tour=whole)
        elif geste == "remettre":
            put_back_etape(par=who, seance_id=seance_id, etape_id=etape_id, tour=whole)
        else:
            set_duree(par=who, seance_id=seance_id, etape_id=etape_id, minutes=minutes or 0)

    if geste not in ("ecarter", "remettre", "duree"):
        abort(400)
    return conduct(seance_id, write)


@facilitation.post("/<seance_id>/conduite/message")
def dire_a_tous(seance_id: str) -> Response:
    """Say one sentence on phones and on the room screen; an empty one takes it away."""
    texte = request.form.get("message", "")
    said = (
        gettext("Le message est affiché.") if texte.strip() else gettext("Le message est retiré.")
    )
    return conduct(
        seance_id,
        lambda: set_message(par=current_identite(), seance_id=seance_id, texte=texte),
        said,
        message=texte,
    )


@facilitation.post("/<seance_id>/conduite/vue")
def choisir_vue(seance_id: str) -> Response:
    """Choose what the room screen shows, or let it follow the script."""
    seance_for(seance_id, Pouvoir.ANIMER)
    vue = wanted(VueEcran, "vue")
    return conduct(seance_id, lambda: set_vue(par=current_identite(), seance_id=seance_id, vue=vue))


@facilitation.post("/<seance_id>/conduite/aide")
def voir_aide(seance_id: str) -> Response:
    """Somebody of the team is on their way to that table."""
    seance_for(seance_id, Pouvoir.ANIMER)
    tablee = db.session.get(Tablee, request.form.get("table", ""))
    if tablee is None or tablee.seance_id != seance_id:
        abort(404)
    tablee_id = tablee.id
    return conduct(seance_id, lambda: see_help(par=current_identite(), tablee_id=tablee_id))
