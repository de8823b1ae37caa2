"""A word said in another language is put into French by the team; what was said stays first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import (
    RuleBroken,
    Stale,
    action,
    check_version,
    found,
    require,
)
from cafe.actions.depot import check_text, record_word
from cafe.langues_parlees import FRANCAIS, is_code
from cafe.models import Contribution, Phase, Seance, Statut, Traduction
from cafe.models.base import new_id
from cafe.models.traduction import traductions_of


@action
def translate_contribution(
    session: Session,
    *,
    par: Identite,
    contribution_id: str,
    langue: str,
    traduction: str,
    version: int | None,
    rang: int | None = None,
) -> str:
    """Put a text into French; returns the id of the translation.

    Who: those who lead the séance. Rules: there is a text, in another language than French;
    ``version`` is the text that was read and ``rang`` the translation that was (0 for none), so
    that two people do not undo each other. The author's right to correct is not touched.
    Event: ContributionTranslated.
    """
    row = found(session, Contribution, contribution_id, lock=True)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.ANIMER, Lieu(seance.demarche_id, seance.id))
    if row.statut is Statut.RETIREE:
        raise RuleBroken("deja_retiree")
    if row.statut is Statut.REMPLACEE:
        raise RuleBroken("parole_partagee")
    if not row.texte:
        raise RuleBroken("rien_a_traduire")
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    if not is_code(langue) or langue == FRANCAIS:
        raise RuleBroken("langue_absente", champ="langue")
    kept = check_text(traduction, champ="traduction")
    latest = traductions_of(session, [row.version_id]).get(row.version_id)
    if latest is not None and (latest.texte, latest.langue) == (kept, langue):
        return latest.id
    check_version(row, version)
    known = latest.rang if latest is not None else 0
    if rang is not None and rang != known:
        raise Stale(version=row.version, rang=known)
    made = Traduction(
        id=new_id(),
        version_id=row.version_id,
        rang=known + 1,
        langue=langue,
        texte=kept,
        par=who.id,
        le=clock.now(),
    )
    session.add(made)
    # The phone said the language of its page; whoever translates knows that of the words.
    row.langue = langue
    said = {"version": row.version_id, "traduction": made.id}
    record_word(session, "ContributionTranslated", row, seance, who, details=said)
    return made.id
