"""Undoing one's own last gestures on a board, each by its inverse.

Nothing is unwritten: an undo is an event of its own, which names the one it undoes. Erasures,
decisions, votes and validations are never undone.
"""

from __future__ import annotations

from flask_babel import gettext
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.annulation_gestes import INVERSES
from cafe.actions.core import Missing, RuleBroken, Stale, action
from cafe.actions.tableau import hold_board
from cafe.models import Evenement, NatureSuite
from cafe.models.auteur import author_name
from cafe.models.journal_tableau import is_undone, touched_since


def has_inverse(event: Evenement) -> bool:
    """Whether that gesture may be undone at all; not whether it stands, nor by whom.

    Of the suites, only words passed on: an answer given is said, and a reason is a decision.
    """
    if event.nature == "SuiteGiven":
        passed_on = event.details.get("nature") == NatureSuite.TRANSMISE.value
        return passed_on and "suites" in event.details
    return event.nature in INVERSES and "annule" not in event.details


@action
def undo(session: Session, *, par: Identite, seance_id: str, numero: int) -> str:
    """Undo one's own gesture of that number on the board of a séance; returns its nature.

    Who: whoever facilitates there, and made it. Refused with who and what (``deja_change``) when a
    card or a group that it touched has moved on since, and wherever the inverse gesture would be
    refused. Already undone: nothing changes. Event: the inverse's, with ``annule``.
    """
    geste = hold_board(session, par, seance_id)
    event = session.get(Evenement, numero)
    if event is None or event.seance_id != seance_id:
        raise Missing
    if not has_inverse(event):
        raise RuleBroken("geste_sans_retour")
    if event.auteur_id is None or event.auteur_id != geste.par.id:
        raise RuleBroken("geste_d_un_autre", qui=author_name(session, event) or gettext("l’équipe"))
    if is_undone(session, event):
        return event.nature
    if (later := touched_since(session, event)) is not None:
        raise Stale(
            "deja_change",
            numero=later.numero,
            nature=later.nature,
            qui=author_name(session, later) or gettext("l’équipe"),
        )
    INVERSES[event.nature](session, geste, event)
    return event.nature
