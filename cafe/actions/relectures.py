"""Comments on the paragraphs of a draft: told, then settled; none is taken away."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import first_try, required
from cafe.actions.core import Missing, RuleBroken, action, found, record, require
from cafe.models import CompteRendu, EtatCompteRendu, Relecture, Seance

TEXTE_MAX = 2000
ANCRE_MAX = 80


@action
def comment_paragraph(
    session: Session,
    *,
    par: Identite,
    compte_rendu_id: str,
    ancre: str,
    texte: str,
    relecture_id: str | None = None,
) -> str:
    """Say something of a paragraph of a draft under review; returns the comment's id.

    ``relecture_id`` is the page's own, so that a second try finds the first. Who: those who
    may read the draft, the co-pilotes among them. Event: ParagraphCommented.
    """
    row = found(session, CompteRendu, compte_rendu_id)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.RELIRE, Lieu(seance.demarche_id, seance.id))
    id_, first = first_try(session, Relecture, relecture_id, compte_rendu_id=row.id)
    if first is not None:
        return first.id
    if row.valide_le is not None:
        raise RuleBroken("deja_valide", nom=row.valide_par)
    if row.etat is not EtatCompteRendu.RELECTURE:
        raise RuleBroken("pas_en_relecture")
    if not ancre or len(ancre) > ANCRE_MAX:
        raise Missing
    comment = Relecture(
        id=id_,
        compte_rendu_id=row.id,
        ancre=ancre,
        texte=required(texte, "texte", "remarque_vide", TEXTE_MAX),
        auteur=who.nom[:160],
        par=who.id,
        le=clock.now(),
    )
    session.add(comment)
    _record(session, "ParagraphCommented", who, seance, comment)
    return comment.id


@action
def settle_comment(session: Session, *, par: Identite, relecture_id: str) -> None:
    """Mark a comment as dealt with; settling twice changes nothing.

    Who: those who take notes. Event: CommentSettled.
    """
    comment = found(session, Relecture, relecture_id, lock=True)
    row = found(session, CompteRendu, comment.compte_rendu_id)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.NOTER, Lieu(seance.demarche_id, seance.id))
    if comment.reglee_le is not None:
        return
    comment.reglee_le = clock.now()
    _record(session, "CommentSettled", who, seance, comment)


def _record(
    session: Session, nature: str, who: Identite, seance: Seance, comment: Relecture
) -> None:
    record(
        session,
        nature,
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("compte_rendu", comment.compte_rendu_id), ("relecture", comment.id)],
    )
