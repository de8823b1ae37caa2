"""The next meeting of a group as it is proposed: what the last one announced, and its habits."""

from __future__ import annotations

from datetime import time

from flask_babel import gettext
from sqlalchemy.orm import Session

from cafe.models import Groupe
from cafe.models.seance import seances_of_groupe
from cafe.pilotage.seance_listes import Champs, with_lines


def next_meeting(session: Session, groupe: Groupe, champs: Champs) -> Champs:
    """The fields of a séance of that group, over those that its format proposes.

    No question: a meeting may do without phones, and one is added by a button.
    """
    held = seances_of_groupe(session, groupe.id)
    filled = with_lines(champs, "questions", [])
    filled["groupe"] = groupe.id
    filled["titre"] = gettext("Réunion n° %(rang)s", rang=len(held) + 1)
    if not held:
        return filled
    last = held[0]
    filled["lieu"] = last.prochaine_lieu or last.lieu
    filled["objet"] = last.prochaine_objet
    filled["redacteur"] = last.redacteur or filled["redacteur"]
    if last.prochaine_jour is not None:
        filled["jour"] = last.prochaine_jour.isoformat()
    start = last.prochaine_heure or last.heure_debut
    if start is not None:
        filled["heure_debut"] = f"{start:%H:%M}"
        if last.heure_debut is not None and last.heure_fin is not None:
            # As long as the last one; past midnight too.
            length = _minutes(last.heure_fin) - _minutes(last.heure_debut)
            hours, minutes = divmod((_minutes(start) + length) % (24 * 60), 60)
            filled["heure_fin"] = f"{hours:02d}:{minutes:02d}"
    return filled


def _minutes(moment: time) -> int:
    """Since midnight."""
    return moment.hour * 60 + moment.minute
