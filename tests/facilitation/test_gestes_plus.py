"""The gestures under « Plus » on a card, as plain forms and as JSON."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from cafe.actions.organismes import create_organisme
from cafe.actions.retouches import correct_contribution
from cafe.extensions import db
from cafe.models import Contribution, RoleAcces, Seance, Statut
from cafe.models.famille import standing_parts
from cafe.models.visibilite import Regard
from cafe.pilotage.exports_seance_tables import contributions_table
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.facilitation.test_gestes import press

DEUX = "Plus de bus le soir et des bancs à l’ombre"


@pytest.fixture
def carte(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, DEUX).id


def share(client: FlaskClient, monde: Monde, carte: str, texte: str, **champs: Any) -> Any:
    fields = {"client_id": str(uuid.uuid4()), "version": 1, **champs}
    return press(client, monde, f"contributions/{carte}/partager", parties=texte, **fields)


def test_an_idea_is_split_from_its_own_page_without_script(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    page = bruno.get(f"/animer/{monde.seance}/contributions/{carte}")
    assert "Partager en plusieurs idées…" in page.text
    answer = share(bruno, monde, carte, "Plus de bus le soir\r\n \r\net des bancs à l’ombre")
    assert answer.status_code == 303
    db.session.rollback()
    parts = standing_parts(db.session(), [carte])[carte]
    assert answer.location.endswith(f"#carte-{parts[0]}")
    assert board(bruno, monde)["libres"] == parts
    whole = bruno.get(f"/animer/{monde.seance}/contributions/{carte}")
    assert "Ses parties" in whole.text
    assert all(f"contributions/{part}" in whole.text for part in parts)
    assert "Mettre au frigo" not in whole.text


def test_a_refused_split_keeps_what_was_typed_and_says_what_misses(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    answer = share(bruno, monde, carte, "Plus de bus\n\net des bancs à l’ombre")
    assert answer.status_code == 422
    assert "« le », « soir »" in answer.text
    assert "Plus de bus\n\net des bancs" in answer.text


def test_a_split_of_what_its_author_corrected_meanwhile_is_a_conflict(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    correct_contribution(par=monde.ana, contribution_id=carte, texte="Plus de bus", version=1)
    answer = share(bruno, monde, carte, "Plus de bus le soir\n\net des bancs à l’ombre")
    assert answer.status_code == 409
    assert "corrigée" in answer.text
    assert "Plus de bus le soir" in answer.text
    db.session.rollback()
    assert db.session.get_one(Contribution, carte).statut is Statut.PUBLIEE


def test_a_script_learns_where_the_gesture_goes_on(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    answer = share(bruno, monde, carte, "Plus de bus le soir\n\net des bancs à l’ombre", json=True)
    assert answer.status_code == 200
    said = answer.get_json()
    assert (said["id"], said["statut"]) == (carte, "remplacee")
    assert said["aller"] == board(bruno, monde)["libres"][0]


def test_a_lone_voice_is_marked_on_its_card_and_in_the_files(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    address = f"contributions/{carte}/isoler"
    assert press(bruno, monde, address, isolee="1", version=1).status_code == 303
    assert "Voix isolée" in bruno.get(f"/animer/{monde.seance}/tableau").text
    table = contributions_table(
        db.session(), db.session.get_one(Seance, monde.seance), Regard.TABLEAU
    )
    (row,) = table.rangs
    assert dict(zip([c.cle for c in table.colonnes], row, strict=True))["voix_isolee"] is True
    answer = press(bruno, monde, address, json=True, isolee="", version=2)
    assert answer.get_json()["version"] == 3
    assert "Voix isolée" not in bruno.get(f"/animer/{monde.seance}/tableau").text


def test_a_request_is_passed_on_and_the_last_structure_comes_first(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    page = f"/animer/{monde.seance}/contributions/{carte}"
    assert "Aucune structure n’est encore inscrite" in bruno.get(page).text
    premier, second = (
        create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom=nom)
        for nom in ("Agglomération", "Ville de Vauclaire")
    )
    form = bruno.get(page).text
    assert form.index(premier) < form.index(second)
    sent = press(bruno, monde, f"contributions/{carte}/transmettre", organisme=second)
    assert sent.status_code == 303
    assert "Transmise à Ville de Vauclaire" in bruno.get(f"/animer/{monde.seance}/tableau").text
    other = factories.post(monde.ana, monde.question, "Un lampadaire éteint").id
    form = bruno.get(f"/animer/{monde.seance}/contributions/{other}").text
    assert form.index(second) < form.index(premier)
    again = press(bruno, monde, f"contributions/{carte}/transmettre", organisme=premier)
    assert again.status_code == 409
    again = press(
        bruno, monde, f"contributions/{carte}/transmettre", organisme=premier, remplacer="1"
    )
    assert again.status_code == 303
    assert "Transmise à Agglomération" in bruno.get(page).text


def test_a_tablet_passes_nothing_on(
    device: Callable[[RoleAcces], FlaskClient], monde: Monde, carte: str
) -> None:
    tablette = device(RoleAcces.TABLETTE)
    page = tablette.get(f"/animer/{monde.seance}/contributions/{carte}").text
    assert "Partager en plusieurs idées…" in page
    assert "Transmettre à une structure" not in page
    sent = press(tablette, monde, f"contributions/{carte}/transmettre", organisme="x")
    assert sent.status_code == 403


def test_near_words_are_kept_together_from_the_page_and_parted_again(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    other = factories.post(monde.ana, monde.question, "Encore des bancs à l’ombre").id
    factories.post(monde.ana, monde.question, "Un kiosque")
    page = bruno.get(f"/animer/{monde.seance}/contributions/{carte}").text
    assert page.index("Encore des bancs") < page.index("Un kiosque")  # the most alike first
    nothing = press(bruno, monde, f"contributions/{carte}/rapprocher", version=1)
    assert (nothing.status_code, "Choisissez la parole" in nothing.text) == (422, True)
    sent = press(bruno, monde, f"contributions/{carte}/rapprocher", principale=other, version=1)
    assert sent.location.endswith(f"#carte-{other}")
    tableau = bruno.get(f"/animer/{monde.seance}/tableau").text
    assert "+ 1 parole proche" in tableau
    assert f'id="proche-{carte}"' in tableau
    assert f'id="carte-{carte}"' not in tableau
    mine = bruno.get(f"/animer/{monde.seance}/contributions/{carte}").text
    assert "Gardée près d’une autre parole" in mine
    assert "Où ?" not in mine
    assert "Partager en plusieurs idées…" not in mine
    answer = press(bruno, monde, f"contributions/{carte}/separer", json=True, version=2)
    assert answer.get_json()["version"] == 3
    assert f'id="carte-{carte}"' in bruno.get(f"/animer/{monde.seance}/tableau").text
