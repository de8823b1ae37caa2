"""The roll of a séance: its members and who came besides, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import ngettext
from sqlalchemy.orm import Session

from cafe.models import EtatPresence, MembreGroupe, Presence, Rang, Seance
from cafe.models.groupe import membres_of
from cafe.models.presence import presences_of


@dataclass(frozen=True)
class LigneAppel:
    """One person of the roll. ``membre_id`` is None for one who came besides."""

    membre_id: str | None
    presence_id: str | None
    nom: str
    fonction: str
    structure: str
    suppleant: bool
    etat: EtatPresence | None
    represente_par: str
    version: int

    @property
    def cle(self) -> str:
        """Names the row in the page."""
        return self.membre_id or self.presence_id or ""


def roll_of(session: Session, seance: Seance) -> list[LigneAppel]:
    """The members in their order, then those who came besides or sit there no more."""
    said = presences_of(session, seance.id)
    by_member = {p.membre_id: p for p in said if p.membre_id is not None}
    membres = membres_of(session, seance.groupe_id) if seance.groupe_id else []
    listed = {m.id for m in membres}
    return [
        *(_member(m, by_member.get(m.id)) for m in membres),
        *(_besides(p) for p in said if p.membre_id not in listed),
    ]


def line_of(session: Session, seance: Seance, membre_id: str) -> LigneAppel | None:
    """The line of one member."""
    return next((line for line in roll_of(session, seance) if line.membre_id == membre_id), None)


def summary(lignes: Iterable[LigneAppel]) -> str:
    """« 11 présents, 1 excusé, 1 à pointer », in that order; what is nobody's case is not said."""
    counts: dict[EtatPresence | None, int] = {}
    for ligne in lignes:
        counts[ligne.etat] = counts.get(ligne.etat, 0) + 1
    order = (*EtatPresence, None)
    return ", ".join(_counted(etat, counts[etat]) for etat in order if etat in counts)


def _counted(etat: EtatPresence | None, nombre: int) -> str:
    match etat:
        case EtatPresence.PRESENT:
            said = ngettext("%(num)s présent", "%(num)s présents", nombre)
        case EtatPresence.EXCUSE:
            said = ngettext("%(num)s excusé", "%(num)s excusés", nombre)
        case EtatPresence.REPRESENTE:
            said = ngettext("%(num)s représenté", "%(num)s représentés", nombre)
        case EtatPresence.ABSENT:
            said = ngettext("%(num)s absent", "%(num)s absents", nombre)
        case _:
            said = ngettext("%(num)s à pointer", "%(num)s à pointer", nombre)
    return str(said)


def _member(membre: MembreGroupe, said: Presence | None) -> LigneAppel:
    # What was noted that day stands, even when the group's list has changed since.
    shown = said or membre
    return LigneAppel(
        membre_id=membre.id,
        presence_id=said.id if said else None,
        nom=shown.nom,
        fonction=shown.fonction,
        structure=shown.organisme.nom if shown.organisme else "",
        suppleant=membre.rang is Rang.SUPPLEANT,
        etat=said.etat if said else None,
        represente_par=said.represente_par if said else "",
        version=said.version if said else 0,
    )


def _besides(said: Presence) -> LigneAppel:
    return LigneAppel(
        membre_id=said.membre_id,
        presence_id=said.id,
        nom=said.nom,
        fonction=said.fonction,
        structure=said.organisme.nom if said.organisme else "",
        suppleant=False,
        etat=said.etat,
        represente_par=said.represente_par,
        version=said.version,
    )
