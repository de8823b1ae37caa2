"""Browsers of the room: Chloé leads, Bruno facilitates, each answer checked."""

from __future__ import annotations

from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.extensions import db
from cafe.models import Seance
from cafe.models.groupe import membres_of
from tests import factories, reunions
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client


@pytest.fixture
def chloe(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.chloe.id or "")


@pytest.fixture
def bruno(app: Flask, monde: Monde) -> FlaskClient:
    return sign_in(strict_client(app), monde.bruno.id or "")


@pytest.fixture
def reunion(monde: Monde) -> str:
    """A meeting of a group of three."""
    groupe = reunions.make_groupe(monde.demarche, ("Abel", "Berthe", "Cyr"), nom="GT Emploi")
    return factories.make_seance(
        monde.demarche,
        groupe_id=groupe,
        titre="Réunion de janvier",
        heure_debut=time(9, 30),
        heure_fin=time(11),
        lieu="Mairie, salle 2",
    )


@pytest.fixture
def membres(reunion: str) -> list[str]:
    """The three, in their order."""
    groupe = db.session.get_one(Seance, reunion).groupe_id
    return [m.id for m in membres_of(db.session(), groupe or "")]
