"""A séance whole, in one JSON document that another installation can take in."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from cafe import __version__
from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.formats.seance_json import write_seance
from cafe.formats.seance_schema import SEANCE, SECTIONS, Champ
from cafe.models import Seance
from cafe.models.evenement import installation_id, last_numero
from cafe.models.seance_fichier import CALCULES, rows_of_seance
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance import regard_of_files
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.telechargement import JSON, download
from cafe.threads import in_native_thread

Rang = dict[str, Any]


@pilotage.get("/seances/<seance_id>/seance.json")
def seance_json(seance_id: str) -> Response:
    """Everything of the séance that this account may see."""
    row = seance_at(seance_id, Pouvoir.EXPORTER)
    heading, seance, sections = seance_as_values(db.session(), row, regard_of_files())
    data = in_native_thread(lambda: write_seance(heading, seance, sections))
    return download(data, JSON, f"rencontre-{row.titre}.json")


def seance_as_values(
    session: Session, seance: Seance, regard: Regard
) -> tuple[Rang, Rang, dict[str, list[Rang]]]:
    """What ``write_seance`` takes: the heading of the file, the séance, its sections.

    ``numero`` is the last event that the file surely holds.
    """
    heading = {
        "logiciel": __version__,
        "installation": installation_id(session),
        "numero": last_numero(session),
    }
    rows = rows_of_seance(session, seance, regard)
    known = {nom: {getattr(row, "id", None) for row in held} for nom, held in rows.items()}
    sections = {
        nom: [_values(row, champs, nom, known) for row in rows[nom]]
        for nom, champs in SECTIONS.items()
    }
    return heading, _values(seance, SEANCE, "seance", known), sections


def _values(
    row: object, champs: tuple[Champ, ...], section: str, known: dict[str, set[str | None]]
) -> Rang:
    found: Rang = {}
    for champ in champs:
        computed = CALCULES.get((section, champ.cle))
        value = computed(row) if computed else getattr(row, champ.cle)
        # What may not be seen from here is not in the file: nothing there may name it.
        hidden = champ.vers and champ.libre and value not in known[champ.vers]
        found[champ.cle] = None if hidden else value
    return found
