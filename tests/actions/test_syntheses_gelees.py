"""What tables approved, in the compte rendu: printed under its question, erased where it froze."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from cafe.actions.comptes_rendus import start_compte_rendu, validate_compte_rendu
from cafe.actions.core import RuleBroken
from cafe.actions.hotes import ask_help
from cafe.actions.syntheses import approve_synthese, erase_synthese, save_synthese
from cafe.documents.compte_rendu.contenu import CompteRendu as Contenu
from cafe.documents.compte_rendu.html import render_html
from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.extensions import db
from cafe.models import CompteRendu, Format, MotifVersion, Phase, Seance
from cafe.models.compte_rendu import versions_of
from cafe.models.synthese import synthese_at
from cafe.pilotage.compte_rendu.contenu import content_of
from tests import factories, tablees
from tests.comptes_rendus import file_of, make_validated, read
from tests.conftest import Monde
from tests.documents.lecture import read_pages
from tests.reunions import set_phase
from tests.tablees import Cafe

MOT = "rhododendron-indiscret"


@pytest.fixture
def cafe(monde: Monde) -> Cafe:
    def job(session: Session) -> None:
        session.get_one(Seance, monde.seance).format = Format.WORLD_CAFE

    factories.build(job)
    return tablees.make_cafe(monde)


@pytest.fixture
def synthese(monde: Monde, cafe: Cafe) -> str:
    """Approved at table 1; that of table 2 is not."""
    for table, texte in ((0, f"Un {MOT} devant chaque porte."), (1, "Pas encore approuvé.")):
        save_synthese(
            par=monde.bruno,
            tablee_id=cafe.tables[table],
            tour_id=cafe.tours[0],
            texte=texte,
            version=0,
        )
    db.session.rollback()
    said = synthese_at(db.session(), cafe.tours[0], cafe.tables[0])
    assert said is not None
    approve_synthese(par=monde.bruno, synthese_id=said.id, version=1, pour=8, presents=9)
    return said.id


def content(app: Flask, monde: Monde, row: CompteRendu | None = None) -> Contenu:
    seance = db.session.get_one(Seance, monde.seance)
    with app.test_request_context():
        found = content_of(db.session(), seance, row)
    assert isinstance(found, Contenu)
    return found


def texts(contenu: Contenu) -> list[str | None]:
    return [s.texte for q in contenu.questions for s in q.syntheses]


def test_only_what_was_approved_is_printed_under_its_question(
    app: Flask, monde: Monde, synthese: str
) -> None:
    db.session.rollback()
    drawn = content(app, monde)
    assert texts(drawn) == [f"Un {MOT} devant chaque porte."]
    assert drawn.questions[0].syntheses
    printed = " ".join(" ".join(read_pages(render_pdf(drawn))).split())
    page = render_html(drawn)
    for said in ("Ce que les tables ont approuvé", "Table 1, tour 1 (8 mains sur 9)"):
        assert said in printed
        assert said in page.replace("\u00a0", " ")
    assert "Pas encore approuvé" not in printed


def test_an_erasure_reaches_the_signed_compte_rendu(
    app: Flask, monde: Monde, synthese: str
) -> None:
    signed = make_validated(monde.chloe, monde.seance)
    db.session.rollback()
    frozen = db.session.get_one(CompteRendu, signed)
    assert MOT not in json.dumps(frozen.contenu)
    assert texts(content(app, monde, frozen)) == [f"Un {MOT} devant chaque porte."]
    erase_synthese(par=monde.chloe, synthese_id=synthese, motif="demande")
    db.session.rollback()
    latest, first = versions_of(db.session(), monde.seance)
    assert (latest.numero, latest.motif) == (2, MotifVersion.EFFACEMENT)
    assert texts(content(app, monde, latest)) == [None]
    kept = file_of(first.id)
    assert kept is not None
    assert kept.pdf is None


def test_what_came_to_a_table_since_the_reading_is_not_signed_unread(
    app: Flask, monde: Monde, cafe: Cafe, synthese: str
) -> None:
    set_phase(monde.seance, Phase.TERMINEE)
    draft = start_compte_rendu(par=monde.chloe, seance_id=monde.seance)
    gel = read(draft)
    ask_help(par=monde.bruno, tablee_id=cafe.tables[0])
    approve_synthese(par=monde.bruno, synthese_id=synthese, version=1, pour=9, presents=9)
    with pytest.raises(RuleBroken) as caught:
        validate_compte_rendu(par=monde.chloe, compte_rendu_id=draft, gel=gel, version=None)
    assert (caught.value.code, caught.value.details) == ("notes_arrivees", {"nombre": 1})
    gel = read(draft)
    ask_help(par=monde.bruno, tablee_id=cafe.tables[1])
    validate_compte_rendu(par=monde.chloe, compte_rendu_id=draft, gel=gel, version=None)
