"""« Je ne suis pas d’accord »: the author of a word objects, the team answers with a reason."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.auteurs import author_of, own_word
from cafe.actions.champs import required
from cafe.actions.core import RuleBroken, action, found, record, require
from cafe.models import Contribution, Objection, Seance
from cafe.models.base import new_id
from cafe.models.objection import objections_by

OBJECTION_MAX = 1000
# Beyond, a conversation is needed, not another form.
OBJECTIONS_PAR_PAROLE = 3


@action
def post_objection(session: Session, *, par: Identite, contribution_id: str, texte: str) -> str:
    """Say why one disagrees with what became of one's own word; returns the objection's id.

    Who: the holder of the author's secret, even after the compte rendu has left. Rules: a reason,
    on a word that is not withdrawn, one objection waiting at a time and three in all. The same
    text sent again while it waits is the same objection. Event: ObjectionPosted.
    """
    row = own_word(session, par, contribution_id)
    kept = required(texte, "texte", "objection_vide", OBJECTION_MAX)
    earlier = objections_by(session, [row.id])[row.id]
    waiting = next((one for one in earlier if one.repondu_le is None), None)
    if waiting is not None:
        if waiting.texte == kept:
            return waiting.id
        raise RuleBroken("objection_en_cours")
    if len(earlier) >= OBJECTIONS_PAR_PAROLE:
        raise RuleBroken("objections_epuisees", maximum=OBJECTIONS_PAR_PAROLE)
    objection = Objection(id=new_id(), contribution_id=row.id, texte=kept, le=clock.now())
    session.add(objection)
    _record(session, "ObjectionPosted", author_of(row), objection, row)
    return objection.id


@action
def answer_objection(session: Session, *, par: Identite, objection_id: str, reponse: str) -> None:
    """Answer once, with a reason that the author will read beside their word.

    Who: whoever facilitates the séance. Event: ObjectionAnswered.
    """
    objection = found(session, Objection, objection_id, lock=True)
    row = found(session, Contribution, objection.contribution_id)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if objection.repondu_le is not None:
        raise RuleBroken("objection_repondue")
    objection.reponse = required(reponse, "reponse", "reponse_vide")
    objection.repondu_par, objection.repondu_le = who.id, clock.now()
    _record(session, "ObjectionAnswered", who, objection, row)


def _record(
    session: Session, nature: str, par: Identite, objection: Objection, row: Contribution
) -> None:
    seance = found(session, Seance, row.seance_id)
    record(
        session,
        nature,
        par=par,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("objection", objection.id), ("contribution", row.id)],
    )
