"""Words walked one at a time, each gesture a form and a key: what such pages share.

The page that follows a gesture names it in its address (« fait »), so that it may be taken back.
"""

from __future__ import annotations

from flask import flash, request
from flask_babel import gettext as _

from cafe.access.doors import current_identite
from cafe.actions.annulation import has_inverse, undo
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken
from cafe.extensions import db
from cafe.messages import sentence
from cafe.models import Evenement, Seance
from cafe.models.auteur import last_event_of
from cafe.models.evenement import NUMERO_MAX
from cafe.models.journal_tableau import is_undone


def last_numero_of(contribution_id: str) -> int | None:
    """The number of the last event of a word."""
    event = last_event_of(db.session(), "contribution", contribution_id)
    return event.numero if event else None


def may_take_back(seance: Seance, numero: int | None) -> int | None:
    """The number of that gesture, if it is the reader's and has a way back."""
    known = numero is not None and 0 < numero < NUMERO_MAX
    event = db.session.get(Evenement, numero) if known else None
    if event is None or event.seance_id != seance.id or not has_inverse(event):
        return None
    if event.auteur_id != current_identite().id or is_undone(db.session(), event):
        return None
    return event.numero


def take_back(seance: Seance) -> str | None:
    """Undo the gesture that the form names, and say so; the word to come back to, if it is done."""
    numero = request.form.get("numero", type=int) or 0
    try:
        if not 0 < numero < NUMERO_MAX:
            raise RuleBroken("rien_a_annuler")
        undo(par=current_identite(), seance_id=seance.id, numero=numero)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        flash(sentence(refusal), "erreur")
        return None
    flash(_("C’est annulé : la parole est de nouveau là."), "succes")
    event = db.session.get_one(Evenement, numero)
    return next(iter(event.ids("contribution")), None)
