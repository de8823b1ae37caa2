"""Builders of comptes rendus: a draft, frozen as its page would, and what was kept of it."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from cafe import clock
from cafe.access.identity import Identite
from cafe.actions.comptes_rendus import Gel, start_compte_rendu, validate_compte_rendu
from cafe.documents.gel import freeze, versions_in
from cafe.extensions import db
from cafe.models import CompteRendu, CompteRenduFichier, Phase, Seance
from cafe.models.evenement import last_numero
from cafe.pilotage.compte_rendu.contenu import content_as_signed
from tests.reunions import set_phase


def read(compte_rendu_id: str, nom: str = "Chloé", le: datetime | None = None) -> Gel:
    """What a validation would keep of a draft, read at this moment; a stand-in for its file."""
    db.session.rollback()
    row = db.session.get_one(CompteRendu, compte_rendu_id)
    seance = db.session.get_one(Seance, row.seance_id)
    le = le or clock.now()
    numero = last_numero(db.session())
    with current_app.test_request_context():
        content = content_as_signed(db.session(), seance, row, le=le, nom=nom)
    pdf = b"%PDF " + repr(content).encode()
    return Gel(freeze(content), versions_in(content), pdf, numero, le, nom)


def make_validated(par: Identite, seance_id: str) -> str:
    """The first version of a séance that is ended for that; returns its id."""
    set_phase(seance_id, Phase.TERMINEE)
    id_ = start_compte_rendu(par=par, seance_id=seance_id)
    validate_compte_rendu(par=par, compte_rendu_id=id_, gel=read(id_), version=None)
    return id_


def file_of(compte_rendu_id: str) -> CompteRenduFichier | None:
    """The file that is kept of a version."""
    db.session.rollback()
    return db.session.get(CompteRenduFichier, compte_rendu_id)
