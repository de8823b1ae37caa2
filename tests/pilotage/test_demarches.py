"""Making a démarche and describing it, by plain forms; two people at once lose nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.extensions import db
from cafe.models import Compte, Demarche, Role
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.main_form import send
from tests.pages import strict_client


def make_admin(compte_id: str | None) -> None:
    def job(session: Any) -> None:
        session.get(Compte, compte_id).est_admin = True

    factories.build(job)


def demarche(monde: Monde) -> Demarche:
    db.session.rollback()
    return db.session.get_one(Demarche, monde.demarche)


def test_an_admin_makes_a_demarche_with_a_name_alone_and_leads_it(
    chloe: FlaskClient, monde: Monde
) -> None:
    make_admin(monde.chloe.id)
    answer = send(chloe, chloe.get("/piloter/demarches/nouvelle"), nom="Projet de quartier")
    assert answer.status_code == 303
    page = chloe.get(answer.location)
    assert "Projet de quartier" in page.text
    db.session.rollback()
    made = db.session.scalars(select(Demarche).where(Demarche.nom == "Projet de quartier")).one()
    assert factories.identite(monde.chloe.id or "").roles[made.id] is Role.CHEF_DE_PROJET


def test_a_demarche_without_a_name_is_refused_and_the_rest_kept(
    chloe: FlaskClient, monde: Monde
) -> None:
    make_admin(monde.chloe.id)
    page = chloe.get("/piloter/demarches/nouvelle")
    refused = send(chloe, page, nom="  ", territoire="Les Tanneurs")
    assert refused.status_code == 422
    assert "Donnez un nom à la démarche." in refused.text
    assert 'value="Les Tanneurs"' in refused.text


def test_only_an_admin_is_offered_to_make_one(chloe: FlaskClient, monde: Monde) -> None:
    assert chloe.get("/piloter/demarches/nouvelle").status_code == 403
    assert "/demarches/nouvelle" not in chloe.get("/piloter/").text
    make_admin(monde.chloe.id)
    assert "/demarches/nouvelle" in chloe.get("/piloter/").text


def test_the_charter_is_read_by_residents_in_the_same_words(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    address = f"/piloter/demarches/{monde.demarche}/modifier"
    answer = send(
        chloe,
        chloe.get(address),
        negociable="Les bancs, pas le tracé du tram.",
        decideur="Le comité de pilotage, avec deux conseils citoyens.",
        prochaine_etape="Retour au gymnase",
        prochaine_date="2027-03-04",
        mot_fiche="fiche action",
        publique="y",
    )
    assert answer.status_code == 303
    row = demarche(monde)
    assert row.prochaine_date == date(2027, 3, 4)
    assert row.publique
    assert row.libelle("fiche") == "fiche action"
    seance_code = seance_code_of(monde)
    page = strict_client(app).get(f"/s/{seance_code}/regle")
    assert "Les bancs, pas le tracé du tram." in page.text


def seance_code_of(monde: Monde) -> str:
    from cafe.models import Seance

    db.session.rollback()
    return db.session.get_one(Seance, monde.seance).code or ""


def test_a_wrong_date_is_said_beside_its_field_and_changes_nothing(
    chloe: FlaskClient, monde: Monde
) -> None:
    address = f"/piloter/demarches/{monde.demarche}/modifier"
    refused = send(chloe, chloe.get(address), nom="Autre", prochaine_date="le 4 mars")
    assert refused.status_code == 422
    assert 'id="prochaine_date-erreur"' in refused.text
    assert 'value="le 4 mars"' in refused.text
    assert demarche(monde).nom == "Contrat de ville de Vauclaire"


def test_an_old_form_shows_both_versions_then_passes(
    app: Flask, chloe: FlaskClient, monde: Monde
) -> None:
    farid = factories.make_compte("Farid", Role.CHEF_DE_PROJET, monde.demarche)
    other = sign_in(strict_client(app), farid)
    address = f"/piloter/demarches/{monde.demarche}/modifier"
    old = chloe.get(address)
    send(other, other.get(address), decideur="La maire")
    both = send(chloe, old, decideur="Le préfet", territoire="Vauclaire")
    assert both.status_code == 409
    assert "Farid a enregistré autre chose" in both.text
    for version in ("La maire", "Le préfet"):
        assert version in both.text
    assert demarche(monde).decideur == "La maire"
    assert send(chloe, both).status_code == 303
    assert demarche(monde).decideur == "Le préfet"


def test_ticking_public_off_again_is_kept(chloe: FlaskClient, monde: Monde) -> None:
    address = f"/piloter/demarches/{monde.demarche}/modifier"
    send(chloe, chloe.get(address), publique="y")
    assert demarche(monde).publique
    send(chloe, chloe.get(address), publique=[])
    assert not demarche(monde).publique


def test_a_name_too_long_is_never_cut_by_the_browser_and_is_given_back(
    chloe: FlaskClient, monde: Monde
) -> None:
    make_admin(monde.chloe.id)
    page = chloe.get("/piloter/demarches/nouvelle")
    fields = re.findall(r'<(?:input|textarea)[^>]*class="saisie"[^>]*>', page.text)
    assert fields
    assert not [field for field in fields if "maxlength" in field]
    refused = send(chloe, page, nom="Projet de quartier " * 300, territoire="Les Tanneurs")
    assert refused.status_code == 422
    assert "Projet de quartier " * 300 in refused.text
    assert re.search(r"Erreur :</span> [^<]*200 caractères", refused.text)
    db.session.rollback()
    assert not [n for n in db.session.scalars(select(Demarche.nom)) if "Projet de q" in n]
