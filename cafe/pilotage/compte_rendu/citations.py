"""What lines of notes draw in: a contribution, a regroupement, a préconisation, by reference.

A contribution that may not leave the team is not quoted; an erased one stays as a marked gap.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from cafe.models import (
    Contribution,
    EtatPreconisation,
    GenreCitation,
    Ligne,
    Preconisation,
    Regroupement,
    Seance,
    Statut,
    Traduction,
)
from cafe.models.famille import family_of
from cafe.models.regroupement import members_of
from cafe.models.traduction import traductions_of
from cafe.models.visibilite import Regard, visible


@dataclass(frozen=True)
class Citation:
    """The words to print, the id of their version when they are somebody's, their French."""

    texte: str | None
    version: str | None = None
    traduite: Traduction | None = None


class Citations:
    """Resolves what the lines of one séance draw in; only what belongs to its démarche."""

    def __init__(self, session: Session, seance_id: str) -> None:
        self._session = session
        self._seance = session.get_one(Seance, seance_id)

    def of(self, ligne: Ligne) -> Citation | None:
        """What a line cites; None when it cites nothing that may be printed."""
        match ligne.cite_genre, ligne.cite_id:
            case GenreCitation.CONTRIBUTION, str(id_):
                return self._contribution(id_)
            case GenreCitation.REGROUPEMENT, str(id_):
                return self._regroupement(id_)
            case GenreCitation.PRECONISATION, str(id_):
                return self._preconisation(id_)
            case _:
                return None

    def _contribution(self, id_: str) -> Citation | None:
        row = self._session.get(Contribution, id_)
        if row is not None and row.statut is Statut.REMPLACEE:
            return self._parts(row)
        if row is None or row.seance_id != self._seance.id or not visible(row, Regard.DOCUMENT):
            return None
        found = traductions_of(self._session, [row.version_id])
        return Citation(row.texte, row.version_id, found.get(row.version_id))

    def _parts(self, row: Contribution) -> Citation | None:
        """A word split since it was cited: what may be printed of its parts, if all of it may."""
        family = family_of(self._session, row)
        said = [one for one in family if one.statut is not Statut.REMPLACEE]
        if row.seance_id != self._seance.id or not all(visible(o, Regard.DOCUMENT) for o in said):
            return None
        return Citation(row.texte, row.version_id)

    def _regroupement(self, id_: str) -> Citation | None:
        row = self._session.get(Regroupement, id_)
        if row is None or row.seance_id != self._seance.id:
            return None
        words = [m for m in members_of(self._session, row.id) if visible(m, Regard.DOCUMENT)]
        voices = len({m.participant_id for m in words})
        counted = ngettext("%(num)s voix", "%(num)s voix", voices)
        return Citation(f"{row.titre} ({counted})" if voices else row.titre)

    def _preconisation(self, id_: str) -> Citation | None:
        row = self._session.get(Preconisation, id_)
        if row is None or row.demarche_id != self._seance.demarche_id:
            return None
        if row.etat is EtatPreconisation.BROUILLON:
            return None
        return Citation(
            _("Préconisation n° %(numero)s : %(titre)s", numero=row.numero, titre=row.intitule)
        )
