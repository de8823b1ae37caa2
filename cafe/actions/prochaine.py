"""The next meeting, as it is announced before the end of this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.champs import one_line, optional
from cafe.actions.core import RuleBroken, action, check_version
from cafe.actions.reunion import hold_reunion, record_reunion
from cafe.models import Seance


@dataclass(frozen=True)
class Prochaine:
    """When, where and what about, as far as it is known; Paris time."""

    jour: date | None = None
    heure: time | None = None
    lieu: str = ""
    objet: str = ""


@action
def set_prochaine(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    prochaine: Prochaine,
    version: int | None = None,
) -> int:
    """Say when the next meeting is; returns the séance's new version.

    Who: those who take notes. Event: ProchaineSet.
    """
    who, seance = hold_reunion(session, par, seance_id)
    check_version(seance, version)
    fill_prochaine(seance, prochaine)
    seance.version += 1
    record_reunion(session, "ProchaineSet", who, seance, "seance", seance.id)
    return seance.version


def fill_prochaine(row: Seance, said: Prochaine) -> None:
    """Put it in the séance. Raises ``saisie_longue``, ``annee_impossible``."""
    if said.jour is not None and said.jour.year not in clock.ANNEES:
        raise RuleBroken("annee_impossible", champ="prochaine_jour")
    row.prochaine_jour = said.jour
    row.prochaine_heure = said.heure
    row.prochaine_lieu = one_line(said.lieu, "prochaine_lieu", 200)
    row.prochaine_objet = optional(said.objet, "prochaine_objet", 2000)
