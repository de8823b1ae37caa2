"""« Annuler » for what is done around a card: from the board, the queue and the words to sort."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.access.identity import Identite
from cafe.actions.organismes import create_organisme
from cafe.actions.ralentissement import lift_slow_down, slow_down
from cafe.extensions import db
from cafe.models import Contribution, Role, Seance
from cafe.models.evenement import last_numero
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.facilitation.test_gestes import press
from tests.facilitation.test_plusieurs import said
from tests.facilitation.test_trier import in_view
from tests.pages import strict_client, token_in


@pytest.fixture
def lea(monde: Monde) -> Identite:
    return factories.identite(factories.make_compte("Lea", Role.ANIMATEUR, monde.demarche))


def next_undo(client: FlaskClient, monde: Monde) -> str:
    answer = client.get(f"/animer/{monde.seance}/tableau/annulable")
    return str((answer.get_json()["annulable"] or {}).get("dit", ""))


def numero_in(page: str) -> str:
    found = re.search(r'name="numero" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_a_word_found_fine_is_back_in_the_queue_by_one_key(
    bruno: FlaskClient, monde: Monde
) -> None:
    carte = factories.post(monde.ana, monde.question, "Karim fait du bruit").id
    done = press(bruno, monde, f"relecture/{carte}/publier", version=1)
    page = bruno.get(done.location)
    assert in_view(page) == ""
    assert next_undo(bruno, monde) == "« Karim fait du bruit » relue et laissée"
    back = press(bruno, monde, "relecture/annuler", numero=numero_in(page.text))
    assert in_view(bruno.get(back.location)) == carte


def test_a_word_passed_on_by_mistake_is_there_to_sort_again(
    bruno: FlaskClient, monde: Monde
) -> None:
    ville = create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom="Ville")
    carte, other = (factories.post(monde.ana, monde.question, t).id for t in ("Un bac", "Deux"))
    page = bruno.get(press(bruno, monde, f"tableau/trier/{carte}", organisme=ville).location)
    assert in_view(page) == other
    assert next_undo(bruno, monde) == "transmise à Ville : « Un bac »"
    back = press(
        bruno, monde, "tableau/trier/annuler", question=monde.question, numero=numero_in(page.text)
    )
    assert in_view(bruno.get(back.location)) == carte
    # Several at once, from the board: one gesture, one « Annuler ».
    cartes = [f"{carte}.1", f"{other}.1"]
    form = {"question": monde.question, "geste": "transmettre", "organisme": ville}
    press(bruno, monde, "tableau/plusieurs/gestes", cartes=cartes, **form)
    assert next_undo(bruno, monde) == "transmise à Ville : 2 paroles"
    assert "Ville" in bruno.get(f"/animer/{monde.seance}/tableau").text.split("tableau-toast")[0]
    press(bruno, monde, "tableau/annuler", numero=last_numero(db.session()))
    assert next_undo(bruno, monde) == ""
    assert board(bruno, monde)["libres"] == [carte, other]


def test_the_phone_of_somebody_slowed_down_by_mistake_is_told(
    app: Flask, bruno: FlaskClient, monde: Monde
) -> None:
    phone = strict_client(app)
    code = db.session.get_one(Seance, monde.seance).code
    typed = {
        "csrf_token": token_in(phone.get(f"/s/{code}?question={monde.question}")),
        "client_id": "5f0c2a0e-52cf-4b7e-9f0a-6a7d1d4ab111",
        "question": monde.question,
        "categorie": "mon_idee",
        "texte": "Un banc",
    }
    assert phone.post(f"/s/{code}/contributions", data=typed).status_code == 303
    db.session.rollback()
    carte = db.session.query(Contribution).one().id
    press(bruno, monde, f"contributions/{carte}/ralentir")
    assert phone.get(f"/s/{code}/etat.json").get_json()["ralenti"] is True
    before = phone.get(f"/s/{code}/etat.json").get_json()["numero"]
    assert next_undo(bruno, monde) == "une personne ralentie"
    press(bruno, monde, "tableau/annuler", numero=last_numero(db.session()))
    after = phone.get(f"/s/{code}/etat.json").get_json()
    assert (after["ralenti"], after["numero"] > before) == (False, True)


def test_the_journal_never_tells_whose_pace_was_changed(
    bruno: FlaskClient, monde: Monde, lea: Identite
) -> None:
    carte, other = (factories.post(monde.ana, monde.question, t).id for t in ("Alpha", "Bêta"))
    slow_down(par=monde.bruno, contribution_id=carte)
    numero = last_numero(db.session())
    lift_slow_down(par=lea, contribution_id=other)
    page = bruno.get(f"/animer/{monde.seance}/tableau/journal")
    assert "une personne ralentie" in said(page)
    refused = press(bruno, monde, "tableau/annuler", numero=numero)
    assert refused.status_code == 409
    assert "Lea y a touché : une personne remise à son rythme." in said(refused)
    for text in (page.text, refused.text):
        assert not any(word in text for word in (carte, other, "Alpha", "Bêta"))
