"""« Ralentir cette personne » and its way back, from the page of a word she wrote."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.ralentissement import lift_slow_down, slow_down
from cafe.extensions import db
from cafe.facilitation.salle import facilitation, seance_for
from cafe.messages import sentence
from cafe.models import Contribution, Participant, Statut


def slowed(session: Session, contribution_id: str) -> bool | None:
    """Whether the author of a word is slowed down; None where there is nobody to slow down."""
    row = session.get_one(Contribution, contribution_id)
    who = session.get_one(Participant, row.participant_id)
    if who.ralenti_le is not None:
        return True
    return None if row.saisie_par is not None or row.statut is Statut.RETIREE else False


@facilitation.post("/<seance_id>/contributions/<contribution_id>/ralentir")
def ralentir(seance_id: str, contribution_id: str) -> Response:
    """Slow her down, or (« lever ») let her write at her own pace again."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    row = db.session.get(Contribution, contribution_id)
    if row is None or row.seance_id != seance.id:
        raise Missing
    lift = bool(request.form.get("lever"))
    try:
        (lift_slow_down if lift else slow_down)(
            par=current_identite(), contribution_id=contribution_id
        )
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        flash(sentence(refusal), "erreur")
    else:
        said = _("Cette personne écrit de nouveau à son rythme.")
        flash(said if lift else _("Ses prochaines paroles attendront d’être relues."), "succes")
    if request.form.get("retour") == "relecture":
        target = url_for(".relecture", seance_id=seance_id, parole=contribution_id)
    else:
        target = url_for(".parole", seance_id=seance_id, contribution_id=contribution_id)
    return redirect(target, 303)
