"""The board's gestures as plain forms and as JSON: done, refused, and in conflict."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.regroupements import create_regroupement, rename_regroupement
from cafe.extensions import db
from cafe.models import Contribution, Regroupement, Role, RoleAcces
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.facilitation.conftest import JSON, board
from tests.pages import strict_client, token_in


@pytest.fixture
def carte(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, "Des bancs à l’ombre").id


@pytest.fixture
def groupe(monde: Monde) -> str:
    return create_regroupement(par=monde.bruno, question_id=monde.question, titre="S’asseoir")


def press(
    client: FlaskClient, monde: Monde, path: str, *, json: bool = False, **fields: Any
) -> TestResponse:
    """Send a form of the board as its page would."""
    page = client.get(f"/animer/{monde.seance}/tableau")
    data = {"csrf_token": token_in(page)} | fields
    headers = JSON if json else None
    return client.post(f"/animer/{monde.seance}/{path}", data=data, headers=headers)


def version(carte: str) -> int:
    db.session.rollback()
    return db.session.get_one(Contribution, carte).version


def test_a_card_is_moved_from_its_own_page_without_script(
    bruno: FlaskClient, monde: Monde, carte: str, groupe: str
) -> None:
    page = bruno.get(f"/animer/{monde.seance}/contributions/{carte}").text
    assert f'<option value="{groupe}"' in page
    answer = press(bruno, monde, f"contributions/{carte}/deplacer", regroupement=groupe, version=1)
    assert answer.status_code == 303
    shown = f"?question={monde.question}&ouverts={groupe[:8]}#carte-{carte}"
    assert answer.location.endswith(shown)
    assert board(bruno, monde)["groupes"][0]["cartes"] == [carte]
    assert "Parole déplacée" in bruno.get(answer.location).text


def test_a_script_learns_where_the_card_stands_now(
    bruno: FlaskClient, monde: Monde, carte: str, groupe: str
) -> None:
    answer = press(
        bruno,
        monde,
        f"contributions/{carte}/deplacer",
        json=True,
        regroupement=groupe,
        version=1,
    )
    assert answer.status_code == 200
    assert answer.get_json() == {
        "id": carte,
        "version": 2,
        "statut": "publiee",
        "question": monde.question,
        "regroupement": groupe,
        "rang": 1.0,
    }


def test_a_card_opens_a_new_group_and_a_repeat_makes_no_second_one(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    wished = str(uuid.uuid4())
    for _ in range(2):
        answer = press(
            bruno,
            monde,
            f"contributions/{carte}/deplacer",
            regroupement="nouveau",
            titre="Se poser",
            regroupement_id=wished,
            version=1,
        )
        assert answer.status_code == 303
    assert [(g["id"], g["cartes"]) for g in board(bruno, monde)["groupes"]] == [(wished, [carte])]


def test_a_new_group_without_title_is_refused_beside_its_field(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    answer = press(
        bruno, monde, f"contributions/{carte}/deplacer", regroupement="nouveau", titre=" "
    )
    assert answer.status_code == 422
    assert "Donnez un titre à ce groupe" in answer.text
    assert '<option value="nouveau" selected>' in answer.text


def test_cards_are_chosen_when_a_group_is_made(bruno: FlaskClient, monde: Monde) -> None:
    one, two, three = (factories.post(monde.ana, monde.question, f"Mot {n}").id for n in range(3))
    form = bruno.get(
        f"/animer/{monde.seance}/regroupements/nouveau",
        query_string={"question": monde.question, "contributions": [one]},
    ).text
    assert f'value="{one}" checked' in form
    assert f'value="{two}" checked' not in form
    answer = press(
        bruno,
        monde,
        "regroupements",
        question=monde.question,
        titre="Ensemble",
        contributions=[three, one],
        **{f"version-{one}": 1, f"version-{three}": 1},
    )
    assert answer.status_code == 303
    shown = board(bruno, monde)
    assert shown["groupes"][0]["cartes"] == [three, one]
    assert shown["libres"] == [two]


def test_a_group_refused_keeps_its_title_and_its_cards(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    answer = press(
        bruno,
        monde,
        "regroupements",
        question=monde.question,
        titre="x" * 201,
        contributions=[carte],
    )
    assert answer.status_code == 422
    assert "x" * 201 in answer.text
    assert f'value="{carte}" checked' in answer.text
    assert board(bruno, monde)["groupes"] == []


def test_two_people_move_the_same_card_and_the_second_is_told_where_it_is(
    bruno: FlaskClient, monde: Monde, carte: str, groupe: str
) -> None:
    other = create_regroupement(par=monde.chloe, question_id=monde.question, titre="Marcher")
    press(bruno, monde, f"contributions/{carte}/deplacer", regroupement=groupe, version=1)
    late = {"regroupement": other, "version": 1}
    said = press(bruno, monde, f"contributions/{carte}/deplacer", json=True, **late)
    assert said.status_code == 409
    assert "Bruno a placé cette parole dans « S’asseoir »" in said.get_json()["message"]
    assert said.get_json()["actuel"]["regroupement_id"] == groupe
    page = press(bruno, monde, f"contributions/{carte}/deplacer", **late)
    assert page.status_code == 409
    assert "dans le groupe « S’asseoir »" in page.text
    assert f'<option value="{other}" selected>' in page.text
    assert 'name="version" value="2"' in page.text
    # Doing it all the same is one press, on the version of now.
    assert 'form="f-deplacer" class="bouton">Déplacer quand même' in page.text
    assert board(bruno, monde)["groupes"][0]["cartes"] == [carte]


def test_two_people_rename_a_group_and_both_titles_are_shown(
    bruno: FlaskClient, monde: Monde, groupe: str
) -> None:
    rename_regroupement(
        par=monde.chloe, regroupement_id=groupe, titre="Souffler", resume="", version=1
    )
    typed = {"titre": "Se reposer", "resume": "Ce que j’écrivais", "version": 1}
    page = press(bruno, monde, f"regroupements/{groupe}/renommer", **typed)
    assert page.status_code == 409
    for kept in ("Souffler", "Se reposer", "Ce que j’écrivais", "Chloe", "Garder ma version"):
        assert kept in page.text
    assert "Garder la version de Chloe" in page.text
    assert 'name="version" value="2"' in page.text
    said = press(bruno, monde, f"regroupements/{groupe}/renommer", json=True, **typed)
    assert (said.status_code, said.get_json()["actuel"]["titre"]) == (409, "Souffler")
    again = press(bruno, monde, f"regroupements/{groupe}/renommer", **(typed | {"version": 2}))
    assert again.status_code == 303
    assert board(bruno, monde)["groupes"][0]["titre"] == "Se reposer"


def test_a_group_is_dissolved_and_its_cards_come_back(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Court", contributions=[carte]
    )
    assert press(bruno, monde, f"regroupements/{group}/dissoudre", version=1).status_code == 303
    shown = board(bruno, monde)
    assert (shown["groupes"], shown["libres"]) == ([], [carte])
    gone = bruno.get(f"/animer/{monde.seance}/regroupements/{group}")
    assert "Bruno a défait le groupe « Court »" in gone.text


def test_a_title_typed_for_a_group_that_is_gone_says_so(
    bruno: FlaskClient, monde: Monde, groupe: str
) -> None:
    press(bruno, monde, f"regroupements/{groupe}/dissoudre", version=1)
    typed = {"titre": "Trop tard", "resume": "Deux lignes écrites", "version": 1}
    answer = press(bruno, monde, f"regroupements/{groupe}/renommer", **typed)
    assert answer.status_code == 409
    for kept in ("Bruno a défait le groupe « S’asseoir »", "Trop tard", "Deux lignes écrites"):
        assert kept in answer.text


def test_a_word_is_refused_with_a_reason_then_put_back(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    path = f"contributions/{carte}"
    missing = press(bruno, monde, f"{path}/refuser", version=1)
    assert missing.status_code == 422
    assert "Choisissez un motif" in missing.text
    bare = press(bruno, monde, f"{path}/refuser", motif="autre", version=1)
    assert bare.status_code == 422
    assert 'id="r-autre" value="autre" required checked' in bare.text
    done = press(bruno, monde, f"{path}/refuser", motif="hors_sujet", version=1)
    assert done.status_code == 303
    assert board(bruno, monde)["refusees"] == [carte]
    press(bruno, monde, f"{path}/publier", version=2)
    assert board(bruno, monde)["libres"] == [carte]


def test_a_word_is_kept_in_the_fridge(bruno: FlaskClient, monde: Monde, carte: str) -> None:
    press(bruno, monde, f"contributions/{carte}/frigo", version=1)
    assert board(bruno, monde)["frigo"] == [carte]


def test_a_word_is_filed_under_another_question(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    other = factories.make_question(monde.seance, "Et le soir ?")
    answer = press(bruno, monde, f"contributions/{carte}/question", question=other, version=1)
    assert answer.status_code == 303
    questions = bruno.get(f"/animer/{monde.seance}/tableau.json").get_json()["questions"]
    assert [q["libres"] for q in questions] == [[], [carte]]


def test_a_question_of_another_séance_is_refused(
    bruno: FlaskClient, monde: Monde, carte: str
) -> None:
    elsewhere = factories.make_question(factories.make_seance(monde.demarche))
    answer = press(
        bruno, monde, f"contributions/{carte}/question", json=True, question=elsewhere, version=1
    )
    assert (answer.status_code, answer.get_json()["erreur"]) == (422, "question_inconnue")
    assert version(carte) == 1


GESTES = (
    ("contributions/{carte}/deplacer", {"regroupement": "{groupe}"}),
    ("contributions/{carte}/question", {"question": "{question}"}),
    ("contributions/{carte}/frigo", {}),
    ("contributions/{carte}/refuser", {"motif": "hors_sujet"}),
    ("contributions/{carte}/publier", {}),
    ("regroupements", {"question": "{question}", "titre": "Nouveau"}),
    ("regroupements/{groupe}/renommer", {"titre": "Autre"}),
    ("regroupements/{groupe}/dissoudre", {}),
    ("mur", {"mur": "masque"}),
)


def tried(
    client: FlaskClient, monde: Monde, carte: str, groupe: str, path: str, fields: dict[str, str]
) -> int:
    """The status of a gesture asked for by somebody who holds a valid token."""
    names = {"carte": carte, "groupe": groupe, "question": monde.question}
    token = token_in(client.get("/connexion", follow_redirects=True))
    data = {"csrf_token": token} | {key: value.format(**names) for key, value in fields.items()}
    path = f"/animer/{monde.seance}/{path.format(**names)}"
    return client.post(path, data=data).status_code


@pytest.mark.parametrize(("path", "fields"), GESTES)
def test_only_who_leads_the_séance_may_touch_the_board(
    app: Flask,
    monde: Monde,
    carte: str,
    groupe: str,
    colleague: Callable[[Role], FlaskClient],
    device: Callable[..., FlaskClient],
    path: str,
    fields: dict[str, str],
) -> None:
    before = board(sign_in(strict_client(app), monde.bruno.id or ""), monde)
    seen = {
        "inconnu": tried(strict_client(app), monde, carte, groupe, path, fields),
        "rapporteur": tried(colleague(Role.RAPPORTEUR), monde, carte, groupe, path, fields),
        "lecteur": tried(colleague(Role.LECTEUR), monde, carte, groupe, path, fields),
        "écran": tried(device(RoleAcces.ECRAN), monde, carte, groupe, path, fields),
        "ailleurs": tried(
            sign_in(strict_client(app), monde.dan.id or ""), monde, carte, groupe, path, fields
        ),
    }
    assert seen == {
        "inconnu": 401,
        "rapporteur": 403,
        "lecteur": 403,
        "écran": 403,
        "ailleurs": 404,
    }
    after = board(sign_in(strict_client(app), monde.bruno.id or ""), monde)
    assert after == before


def test_a_card_of_another_séance_is_not_found_here(bruno: FlaskClient, monde: Monde) -> None:
    seance = factories.make_seance(monde.demarche)
    question = factories.make_question(seance)
    card = factories.post(factories.participant(seance), question).id
    group = create_regroupement(par=monde.bruno, question_id=question, titre="Ailleurs")
    assert bruno.get(f"/animer/{monde.seance}/contributions/{card}").status_code == 404
    assert press(bruno, monde, f"contributions/{card}/frigo").status_code == 404
    assert press(bruno, monde, f"regroupements/{group}/dissoudre").status_code == 404
    answer = press(bruno, monde, "regroupements", question=question, titre="Ici")
    assert answer.status_code == 404
    assert db.session.get_one(Regroupement, group).ferme_le is None


def test_a_form_without_token_changes_nothing(bruno: FlaskClient, monde: Monde, carte: str) -> None:
    answer = bruno.post(f"/animer/{monde.seance}/contributions/{carte}/frigo")
    assert answer.status_code == 400
    assert board(bruno, monde)["libres"] == [carte]
