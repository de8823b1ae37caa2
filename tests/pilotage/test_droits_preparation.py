"""Who may open and use each page of preparation and conduct: one line a page, one column a role."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.access.doors import COOKIE_APPAREIL
from cafe.actions.acces import create_acces, pair_acces
from cafe.actions.membres import invite_membre
from cafe.extensions import db
from cafe.models import Acces, Invitation, Membre, Role, RoleAcces, Tablee
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde

QUI = ("lecteur", "rapporteur", "animateur", "chef", "ailleurs", "tablette", "hote", "inconnu")

# What each gets, in the order of QUI. 302: sent to the sign-in page.
PAGES = {
    "/piloter/demarches/nouvelle": (403, 403, 403, 403, 403, 302, 302, 302),
    "/piloter/demarches/{d}/modifier": (403, 403, 403, 200, 404, 302, 302, 302),
    "/piloter/demarches/{d}/seances": (200, 200, 200, 200, 404, 302, 302, 302),
    "/piloter/demarches/{d}/seances/nouvelle": (403, 403, 403, 200, 404, 302, 302, 302),
    "/piloter/seances/{s}": (200, 200, 200, 200, 404, 302, 302, 302),
    "/piloter/seances/{s}/preparer": (403, 403, 403, 200, 404, 302, 302, 302),
    "/piloter/seances/{s}/presences": (403, 200, 200, 200, 404, 302, 302, 302),
    "/piloter/seances/{s}/affiche.pdf": (200, 200, 200, 200, 404, 302, 302, 302),
    "/piloter/seances/{s}/chevalets.pdf": (200, 200, 200, 200, 404, 302, 302, 302),
    "/piloter/seances/{s}/appareils": (403, 403, 200, 200, 404, 302, 302, 302),
    "/piloter/demarches/{d}/equipe": (200, 200, 200, 200, 404, 302, 302, 302),
    "/piloter/membres/{m}/retirer": (403, 403, 403, 200, 404, 302, 302, 302),
    "/animer/{s}/conduite": (403, 403, 200, 200, 404, 200, 403, 302),
    "/animer/{s}/conduite/comptes": (403, 403, 200, 200, 404, 200, 403, 302),
}
# The séance is open: closing comes back to the conductor without a word.
GESTES = {
    "/piloter/demarches/nouvelle": (403, 403, 403, 403, 403, 401, 401, 401),
    "/piloter/demarches/{d}/modifier": (403, 403, 403, 303, 404, 401, 401, 401),
    "/piloter/demarches/{d}/seances/nouvelle": (403, 403, 403, 422, 404, 401, 401, 401),
    "/piloter/seances/{s}/preparer": (403, 403, 403, 422, 404, 401, 401, 401),
    "/piloter/seances/{s}/presences": (403, 303, 303, 303, 404, 401, 401, 401),
    "/piloter/seances/{s}/appareils": (403, 403, 201, 201, 404, 401, 401, 401),
    "/piloter/demarches/{d}/equipe": (403, 403, 403, 422, 404, 401, 401, 401),
    "/piloter/invitations/{i}/annuler": (403, 403, 403, 303, 404, 401, 401, 401),
    "/piloter/membres/{m}/retirer": (403, 403, 403, 303, 404, 401, 401, 401),
    "/piloter/appareils/{a}/retirer": (403, 403, 303, 303, 404, 401, 401, 401),
    "/animer/{s}/conduite/etape": (403, 403, 404, 404, 404, 404, 403, 401),
    "/animer/{s}/conduite/phase": (403, 403, 400, 400, 404, 400, 403, 401),
    "/animer/{s}/conduite/code": (403, 403, 303, 303, 404, 303, 403, 401),
    "/animer/{s}/conduite/mur": (403, 403, 400, 400, 404, 400, 403, 401),
    "/animer/{s}/conduite/cloture": (403, 403, 403, 409, 404, 403, 403, 401),
}


@pytest.fixture
def ids(monde: Monde) -> dict[str, str]:
    """A table, an invitation that waits, a device: what the addresses name."""

    def job(session: Any) -> str:
        row = Tablee(seance_id=monde.seance, numero=1)
        session.add(row)
        session.flush()
        return row.id

    table = factories.build(job)
    invite_membre(par=monde.chloe, demarche_id=monde.demarche, email="x@y.fr", role=Role.LECTEUR)
    create_acces(par=monde.bruno, seance_id=monde.seance, role=RoleAcces.ECRAN)
    db.session.rollback()
    return {
        "d": monde.demarche,
        "s": monde.seance,
        "t": table,
        "i": db.session.query(Invitation).one().id,
        "a": db.session.query(Acces).one().id,
        "m": db.session.query(Membre).filter_by(compte_id=monde.bruno.id).one().id,
    }


def browser(app: Flask, monde: Monde, ids: dict[str, str], qui: str) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    client = FlaskClient(app)
    if qui in ("tablette", "hote"):
        role = RoleAcces(qui)
        jeton = create_acces(par=monde.bruno, seance_id=monde.seance, role=role, tablee_id=ids["t"])
        client.set_cookie(COOKIE_APPAREIL, pair_acces(jeton=jeton).secret)
    elif qui in ("animateur", "chef", "ailleurs"):
        known = {"animateur": monde.bruno, "chef": monde.chloe, "ailleurs": monde.dan}
        sign_in(client, known[qui].id or "")
    elif qui != "inconnu":
        sign_in(client, factories.make_compte("Lea", Role(qui), monde.demarche))
    return client


@pytest.mark.parametrize("qui", QUI)
def test_each_page_opens_to_those_who_may(
    app: Flask, monde: Monde, ids: dict[str, str], qui: str
) -> None:
    client = browser(app, monde, ids, qui)
    with app.app_context():
        found = {page: client.get(page.format(**ids)).status_code for page in PAGES}
    assert found == {page: row[QUI.index(qui)] for page, row in PAGES.items()}


@pytest.mark.parametrize("qui", QUI)
def test_each_gesture_is_done_by_those_who_may(
    app: Flask, monde: Monde, ids: dict[str, str], qui: str
) -> None:
    client = browser(app, monde, ids, qui)
    # Nothing but a token: who may is answered before what was typed.
    data = {"csrf_token": "jeton"}
    with app.app_context():
        found = {page: client.post(page.format(**ids), data=data).status_code for page in GESTES}
    assert found == {page: row[QUI.index(qui)] for page, row in GESTES.items()}


def test_what_does_not_exist_is_not_found(app: Flask, monde: Monde) -> None:
    client = browser(app, monde, {}, "chef")
    nowhere = dict.fromkeys("dsima", "nulle-part")
    with app.app_context():
        found = [
            *(client.get(page.format(**nowhere)).status_code for page in PAGES if "{" in page),
            *(client.post(page.format(**nowhere)).status_code for page in GESTES if "{" in page),
        ]
    assert len(found) > len(GESTES)
    assert set(found) == {404}
