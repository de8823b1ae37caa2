"""A séance as a file, taken out of one base and into another that is empty."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete

from cafe.actions.import_seance import BilanSeance, import_seance
from cafe.extensions import db
from cafe.formats.seance_json import read_seance, write_seance
from cafe.models import (
    Base,
    Seance,
)
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance_json import seance_as_values
from tests import factories


def exported(seance_id: str, regard: Regard = Regard.TABLEAU) -> bytes:
    db.session.rollback()
    return write_seance(
        *seance_as_values(db.session(), db.session.get_one(Seance, seance_id), regard)
    )


def body(data: bytes) -> dict[str, Any]:
    """The file without what names the installation it comes from."""
    found: dict[str, Any] = json.loads(data)
    return {key: value for key, value in found.items() if key not in ("installation", "numero")}


def empty_base() -> None:
    """What another installation holds: nothing."""

    def job(session: Any) -> None:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name != "installation":
                session.execute(delete(table))

    factories.build(job)
    db.session.rollback()


def elsewhere(data: bytes) -> tuple[str, BilanSeance]:
    """Take a file in on an empty base; returns its démarche and what came in."""
    empty_base()
    demarche = factories.make_demarche("Une autre installation")
    chef = factories.identite(factories.make_compte("Eve", factories.Role.CHEF_DE_PROJET, demarche))
    return demarche, import_seance(par=chef, demarche_id=demarche, lue=read_seance(data))
