"""The next meeting of a group as it is proposed: what the last one announced, and its habits."""

from __future__ import annotations

from datetime import time

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.models import Groupe, Seance
from cafe.pilotage.seance_listes import Champs, with_lines


def next_meeting(session: Session, groupe: Groupe, champs: Champs) -> Champs:
    """The fields of a séance of that group, over those that its format proposes.

    No question: a meeting may do without phones, and one is added by a button.
    """
    held = list(
        session.scalars(
            select(Seance)
            .where(Seance.groupe_id == groupe.id)
            .order_by(Seance.jour, Seance.cree_le)
        )
    )
    filled = with_lines(champs, "questions", [])
    filled["groupe"] = groupe.id
    filled["titre"] = gettext("Réunion n° %(rang)s", rang=len(held) + 1)
    last = held[-1] if held else None
    if last is None:
        return filled
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
