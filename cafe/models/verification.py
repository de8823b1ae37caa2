"""Integrity of the whole chain: what must hold of any base, checked row by row."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution
from cafe.models.engagement import Engagement
from cafe.models.evenement import Evenement
from cafe.models.fiche import Fiche
from cafe.models.participant import Participant
from cafe.models.preconisation import Decision, Preconisation
from cafe.models.regroupement import Regroupement
from cafe.models.scrutin import Gommette, Scrutin
from cafe.models.suite import Suite
from cafe.models.verification_familles import FAMILLES
from cafe.models.verification_regles import REGLES
from cafe.models.verification_votes import VOTES


@dataclass(frozen=True)
class Rapport:
    """How many rows of each noun, and the faults found (French sentences)."""

    comptes: dict[str, int]
    fautes: tuple[str, ...]


_NOUNS = {
    "participants": Participant,
    "contributions": Contribution,
    "regroupements": Regroupement,
    "votes": Scrutin,
    "gommettes": Gommette,
    "suites": Suite,
    "préconisations": Preconisation,
    "décisions": Decision,
    "fiches": Fiche,
    "engagements": Engagement,
    "événements": Evenement,
}


def check_chain(session: Session) -> Rapport:
    """Read everything once and say what does not hold."""
    counts = {
        name: session.scalar(select(func.count()).select_from(model)) or 0
        for name, model in _NOUNS.items()
    }
    faults = _file_faults(session)
    for sentence, query in (REGLES | FAMILLES | VOTES).items():
        faults.extend(f"{sentence} : {id_}" for id_ in session.scalars(query))
    return Rapport(counts, tuple(faults))


def _file_faults(session: Session) -> list[str]:
    """What SQLite itself finds wrong; PostgreSQL checks its references at each write."""
    if session.get_bind().dialect.name != "sqlite":
        return []
    damage = session.execute(text("PRAGMA integrity_check")).scalars()
    faults = [f"Fichier de la base abîmé : {said}" for said in damage if said != "ok"]
    orphans = session.execute(text("PRAGMA foreign_key_check"))
    faults += [f"Renvoi vers une ligne absente : {row[0]} vers {row[2]}" for row in orphans]
    return faults
