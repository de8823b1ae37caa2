"""A voice or a photo put into words: the team writes them down, their author has the last word."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.auteurs import author_of, own_word
from cafe.actions.core import (
    RuleBroken,
    action,
    check_version,
    found,
    require,
)
from cafe.actions.depot import add_text, check_text, record_word
from cafe.models import Contribution, Phase, Seance, Statut
from cafe.models.media import medias_of


@action
def transcribe_contribution(
    session: Session, *, par: Identite, contribution_id: str, texte: str, version: int | None
) -> int:
    """Write down what a voice says or a photo shows; the board has it at once, to be confirmed.

    Who: those who lead the séance. Rules: there is a voice or a photo; the author wrote
    nothing and has not approved an earlier writing. Returns the new version. Event:
    ContributionTranscribed.
    """
    row = found(session, Contribution, contribution_id, lock=True)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if row.statut is Statut.RETIREE:
        raise RuleBroken("deja_retiree")
    if row.statut is Statut.REMPLACEE:
        raise RuleBroken("parole_partagee")
    if not medias_of(session, row.id):
        raise RuleBroken("rien_a_noter")
    if row.texte and not row.courante.a_confirmer:
        raise RuleBroken("mots_de_l_auteur")
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    kept = check_text(texte)
    if row.texte == kept:
        return row.version
    check_version(row, version)
    add_text(session, row, kept, notee_par=who.id)
    row.version += 1
    said = {"version": row.version_id}
    record_word(session, "ContributionTranscribed", row, seance, who, details=said)
    return row.version


@action
def approve_transcription(
    session: Session, *, par: Identite, contribution_id: str, version: int | None
) -> None:
    """« C’est bien ça »: the author takes as theirs what the team wrote down.

    Who: the author. A repeat changes nothing; a newer writing than the one read is refused.
    Event: TranscriptionApproved.
    """
    row = own_word(session, par, contribution_id)
    if not row.courante.a_confirmer:
        return
    check_version(row, version)
    seance = found(session, Seance, row.seance_id)
    row.courante.approuvee_le = clock.now()
    row.version += 1
    said = {"version": row.version_id}
    record_word(session, "TranscriptionApproved", row, seance, author_of(row), details=said)
