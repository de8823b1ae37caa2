"""The page of notes without any script: plain forms, plain pages, nothing typed is lost."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.actions.notes import Note, correct_ligne, write_ligne
from cafe.actions.regroupements import create_regroupement
from cafe.extensions import db
from cafe.models import Ligne, Mur, NatureLigne, Phase, Point, Role, Seance, Suivi
from cafe.models.note import lignes_of, points_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.facilitation.conftest import JSON
from tests.pages import token_in


@pytest.fixture
def point(monde: Monde) -> str:
    """The first of two points."""
    return reunions.make_points(monde.seance, 2)[0]


def page(client: FlaskClient, monde: Monde, suite: str = "") -> TestResponse:
    answer = client.get(f"/animer/{monde.seance}/notes{suite}")
    assert answer.status_code == 200
    return answer


def send(client: FlaskClient, monde: Monde, chemin: str, **champs: str) -> TestResponse:
    token = token_in(page(client, monde))
    return client.post(
        f"/animer/{monde.seance}/notes/{chemin}", data={"csrf_token": token, **champs}
    )


def lines(monde: Monde) -> list[tuple[str, str]]:
    db.session.rollback()
    return [(row.nature.value, row.texte or "") for row in lignes_of(db.session(), monde.seance)]


def only_line() -> Ligne:
    db.session.rollback()
    return db.session.scalars(select(Ligne)).one()


def write(monde: Monde, point: str, texte: str = "Vingt bancs") -> str:
    note = Note(str(uuid.uuid4()), NatureLigne.ECHANGE, texte)
    return write_ligne(par=monde.bruno, point_id=point, note=note).id


def test_a_line_typed_in_the_form_stands_under_its_point(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    html = page(bruno, monde).get_data(as_text=True)
    client_id = re.search(r'name="client_id" value="([^"]+)"', html)
    assert client_id
    for _ in range(2):  # pressed twice
        answer = send(
            bruno,
            monde,
            f"points/{point}/lignes",
            nature="decision",
            texte="Le budget est voté",
            client_id=client_id[1],
        )
        assert answer.status_code == 303
        assert answer.location.endswith(f"#saisie-{point}")
    assert lines(monde) == [("decision", "Le budget est voté")]
    assert "Le budget est voté" in page(bruno, monde).get_data(as_text=True)


@pytest.mark.parametrize(
    ("quand", "echeance", "mots"),
    [
        ("15/09/2027", date(2027, 9, 15), ""),
        ("15/9/27", date(2027, 9, 15), ""),
        ("2027-09-15", date(2027, 9, 15), ""),
        ("le 15 septembre 2027", date(2027, 9, 15), ""),
        ("1er mars", date(2027, 3, 1), ""),
        ("15 déc.", date(2026, 12, 15), ""),
        ("20/11", date(2027, 11, 20), ""),
        ("5 jui", None, "5 jui"),
        ("31/02/2027", None, "31/02/2027"),
        ("avant l’été", None, "avant l’été"),
        ("", None, ""),
    ],
)
def test_a_day_typed_the_french_way_is_understood_and_words_are_kept(
    bruno: FlaskClient, monde: Monde, point: str, quand: str, echeance: date | None, mots: str
) -> None:
    send(
        bruno,
        monde,
        f"points/{point}/lignes",
        nature="suivi",
        texte="Envoyer le tableau",
        quand=quand,
        client_id=str(uuid.uuid4()),
    )
    db.session.rollback()
    opened = db.session.scalars(select(Suivi)).one()
    assert (opened.echeance, opened.echeance_texte) == (echeance, mots)


@pytest.mark.parametrize(
    ("qui", "nom", "structure"),
    [
        ("mission locale", "", True),
        ("Mme Aubry, Mission locale", "Mme Aubry", True),
        ("Mme Aubry, la Ville", "Mme Aubry, la Ville", False),
        ("", "", False),
    ],
)
def test_a_structure_of_the_demarche_is_recognised_in_who(
    bruno: FlaskClient, monde: Monde, point: str, qui: str, nom: str, structure: bool
) -> None:
    organisme = reunions.make_organisme(monde.demarche, "Mission locale")
    send(
        bruno,
        monde,
        f"points/{point}/lignes",
        nature="suivi",
        texte="Envoyer le tableau",
        qui=qui,
        client_id=str(uuid.uuid4()),
    )
    db.session.rollback()
    opened = db.session.scalars(select(Suivi)).one()
    assert (opened.qui, opened.organisme_id) == (nom, organisme if structure else None)
    html = page(bruno, monde).get_data(as_text=True)
    assert ("qui ? à préciser" in html) is (qui == "")


def test_a_line_refused_stays_in_its_field_with_the_reason(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    used = str(uuid.uuid4())
    send(bruno, monde, f"points/{point}/lignes", nature="echange", texte="Une", client_id=used)
    answer = send(
        bruno, monde, f"points/{point}/lignes", nature="rappel", texte="Autre", client_id=used
    )
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert ">Autre</textarea>" in html
    assert "a déjà servi" in html
    assert used not in re.findall(r'name="client_id" value="([^"]+)"', html)
    long = send(
        bruno,
        monde,
        f"points/{point}/lignes",
        nature="rappel",
        texte="a" * 4001,
        client_id=str(uuid.uuid4()),
    )
    assert long.status_code == 422
    assert "a" * 4001 in long.get_data(as_text=True)
    assert lines(monde) == [("echange", "Une")]


def test_a_script_gets_the_line_as_it_is_shown(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    token = token_in(page(bruno, monde))
    client_id = str(uuid.uuid4())
    for status in (201, 200):
        answer = bruno.post(
            f"/animer/{monde.seance}/notes/points/{point}/lignes",
            data={"nature": "question", "texte": "<b>Et l’été ?</b>", "client_id": client_id},
            headers=JSON | {"X-CSRFToken": token},
        )
        assert answer.status_code == status
        body = answer.get_json()
        assert body["client_id"] == client_id
        assert body["version"] == 1
        assert f'id="ligne-{body["id"]}"' in body["html"]
        assert "&lt;b&gt;Et l’été" in body["html"]


def test_a_line_is_corrected_moved_taken_out_and_put_back_by_plain_pages(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    line = write(monde, point)
    html = page(bruno, monde, f"/lignes/{line}").get_data(as_text=True)
    assert "Vingt bancs</textarea>" in html
    send(
        bruno, monde, f"lignes/{line}", nature="suivi", texte="Trente", qui="M. Leroy", version="1"
    )
    assert lines(monde) == [("suivi", "Trente")]
    other = points_of(db.session(), monde.seance)[1].id
    send(bruno, monde, f"lignes/{line}/place", place=f"{other}:")
    assert only_line().point_id == other
    send(bruno, monde, f"lignes/{line}/retrait", version="2")
    assert lines(monde) == []
    assert "1 ligne retirée" in page(bruno, monde).get_data(as_text=True)
    assert "La remettre" in page(bruno, monde, f"/lignes/{line}").get_data(as_text=True)
    send(bruno, monde, f"lignes/{line}/retour")
    assert lines(monde) == [("suivi", "Trente")]


def test_two_corrections_at_once_show_both_texts_and_lose_none(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    line = write(monde, point)
    correct_ligne(
        par=monde.chloe, ligne_id=line, texte="Trente", nature=NatureLigne.ECHANGE, version=1
    )
    answer = send(bruno, monde, f"lignes/{line}", nature="echange", texte="Dix", version="1")
    html = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Deux personnes ont corrigé cette ligne" in html
    assert "Chloe a modifié cette ligne" in html
    assert ">Trente</dd>" in html
    assert ">Dix</textarea>" in html
    assert 'name="version" value="2"' in html
    assert lines(monde) == [("echange", "Trente")]


def test_what_the_meeting_said_is_drawn_in_by_plain_pages(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    words = [
        factories.post(monde.ana, monde.question, texte).id
        for texte in ("Des bancs à l’ombre", "Un bus plus tard")
    ]
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="S’asseoir", contributions=(words[0],)
    )
    found = page(bruno, monde, f"/points/{point}/citer?q=BUS").get_data(as_text=True)
    assert f"contribution:{words[1]}" in found
    assert f"contribution:{words[0]}" not in found
    every = page(bruno, monde, f"/points/{point}/citer").get_data(as_text=True)
    assert f"regroupement:{group}" in every
    chosen = page(bruno, monde, f"?point={point}&cite=regroupement:{group}")
    assert f'name="cite" value="regroupement:{group}"' in chosen.get_data(as_text=True)
    send(
        bruno,
        monde,
        f"points/{point}/lignes",
        nature="echange",
        texte="",
        cite=f"regroupement:{group}",
        client_id=str(uuid.uuid4()),
    )
    html = page(bruno, monde).get_data(as_text=True)
    assert "Groupe de paroles, 1 voix" in html
    assert only_line().cite_id == group


def test_a_word_withdrawn_after_it_was_drawn_in_shows_as_a_gap(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    from cafe.actions.retouches import withdraw_contribution

    word = factories.post(monde.ana, monde.question, "Un secret").id
    send(
        bruno,
        monde,
        f"points/{point}/lignes",
        nature="echange",
        texte="Ana a dit",
        cite=f"contribution:{word}",
        client_id=str(uuid.uuid4()),
    )
    assert "« Un secret »" in page(bruno, monde).get_data(as_text=True)
    withdraw_contribution(par=monde.ana, contribution_id=word)
    html = page(bruno, monde).get_data(as_text=True)
    assert "Un secret" not in html
    assert "Propos retiré" in html


def test_points_are_added_and_renamed_from_the_page(bruno: FlaskClient, monde: Monde) -> None:
    assert "Pas encore d’ordre du jour" in page(bruno, monde).get_data(as_text=True)
    empty = send(bruno, monde, "points", titre=" ")
    assert empty.status_code == 422
    assert "Donnez un titre à ce point" in empty.get_data(as_text=True)
    send(bruno, monde, "points", titre="Bilan")
    (added,) = points_of(db.session(), monde.seance)
    assert page(bruno, monde, f"/points/{added.id}").status_code == 200
    send(bruno, monde, f"points/{added.id}", titre="Bilan de l’année", version="1")
    late = send(bruno, monde, f"points/{added.id}", titre="Autre titre", version="1")
    assert late.status_code == 409
    assert "« Bilan de l’année »" in late.get_data(as_text=True)
    db.session.rollback()
    assert db.session.get_one(Point, added.id).titre == "Bilan de l’année"


def test_the_suites_go_to_the_room_screen_and_back_to_what_it_showed(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    send(
        bruno,
        monde,
        f"points/{point}/lignes",
        nature="suivi",
        texte="Envoyer le tableau",
        quand="15/09/2027",
        client_id=str(uuid.uuid4()),
    )
    _set_mur(monde, Mur.MASQUE)
    send(bruno, monde, "mur", suites="1")
    screen = bruno.get(f"/animer/{monde.seance}/ecran").get_data(as_text=True)
    assert "J’ai noté ces suites" in screen
    assert "Envoyer le tableau" in screen
    assert "15 septembre 2027" in screen
    assert "qui ? à préciser" in screen
    assert "Revenir à l’écran d’avant" in page(bruno, monde).get_data(as_text=True)
    send(bruno, monde, "mur", suites="0")
    db.session.rollback()
    assert db.session.get_one(Seance, monde.seance).mur is Mur.MASQUE
    screen = bruno.get(f"/animer/{monde.seance}/ecran").get_data(as_text=True)
    assert "Envoyer le tableau" not in screen


def _set_mur(monde: Monde, mur: Mur) -> None:
    from cafe.actions.mur import set_mur

    set_mur(par=monde.bruno, seance_id=monde.seance, mur=mur)


def test_a_suivi_of_the_last_meeting_is_told_of_at_point_zero(
    bruno: FlaskClient, app: Flask, monde: Monde
) -> None:
    groupe = reunions.make_groupe(monde.demarche)
    first, second = (
        factories.make_seance(monde.demarche, groupe_id=groupe, titre=titre)
        for titre in ("Réunion de mars", "Réunion de juin")
    )
    write_ligne(
        par=monde.bruno,
        point_id=reunions.make_points(first, 1)[0],
        note=Note(str(uuid.uuid4()), NatureLigne.SUIVI, "Envoyer le tableau"),
    )
    from cafe.actions.points import ensure_point_zero

    ensure_point_zero(par=monde.bruno, seance_id=second)
    db.session.rollback()
    suivi = db.session.scalars(select(Suivi)).one().id
    html = bruno.get(f"/animer/{second}/notes").get_data(as_text=True)
    assert "Envoyer le tableau" in html
    token = re.search(r'name="csrf-token" content="([^"]+)"', html)
    assert token
    data = {"csrf_token": token[1], "etat": "fait", "texte": "Envoyé le 12", "version": "1"}
    url = f"/animer/{second}/notes/suivis/{suivi}/nouvelles"
    assert bruno.post(url, data=data).status_code == 303
    stale = bruno.post(url, data=data | {"etat": "abandonne", "texte": "Trop tard"})
    assert stale.status_code == 409
    assert 'value="Trop tard"' in stale.get_data(as_text=True)
    html = bruno.get(f"/animer/{second}/notes").get_data(as_text=True)
    assert "Envoyé le 12" in html
    assert (
        "Envoyer le tableau"
        not in bruno.get(f"/animer/{first}/notes").get_data(as_text=True).split('id="lignes-')[0]
    )


def test_a_closed_meeting_is_read_and_offers_nothing_to_type(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    line = write(monde, point)
    reunions.set_phase(monde.seance, Phase.CLOSE)
    html = page(bruno, monde).get_data(as_text=True)
    assert "Vingt bancs" in html
    assert "se lisent et ne changent plus" in html
    assert "<textarea" not in html.split("<template")[0]
    assert "<textarea" not in page(bruno, monde, f"/lignes/{line}").get_data(as_text=True)


def test_the_page_says_that_the_account_was_signed(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    from cafe import clock
    from cafe.models import CompteRendu

    draft = reunions.make_draft(monde.seance)

    def sign(session: object) -> None:
        row = session.get(CompteRendu, draft)  # type: ignore[attr-defined]
        row.valide_le, row.valide_par = clock.now(), "Chloé Martin"

    factories.build(sign)
    html = page(bruno, monde).get_data(as_text=True)
    assert "Le compte rendu a été validé le" in html
    assert "Chloé Martin" in html


def test_the_page_asks_for_no_residents_name(bruno: FlaskClient, monde: Monde, point: str) -> None:
    assert "Jamais le nom d’un habitant" in page(bruno, monde).get_data(as_text=True)


@pytest.mark.parametrize(("role", "status"), [(Role.LECTEUR, 403), (Role.RAPPORTEUR, 200)])
def test_only_those_who_take_notes_see_the_page(
    colleague: Callable[[Role], FlaskClient], monde: Monde, role: Role, status: int
) -> None:
    assert colleague(role).get(f"/animer/{monde.seance}/notes").status_code == status


def test_a_point_or_a_line_of_another_meeting_is_not_found_here(
    bruno: FlaskClient, monde: Monde, point: str
) -> None:
    elsewhere = factories.make_seance(monde.demarche)
    foreign = reunions.make_points(elsewhere, 1)[0]
    line = write(monde, foreign)
    for chemin in (f"points/{foreign}/lignes", f"lignes/{line}", f"lignes/{line}/retrait"):
        assert send(bruno, monde, chemin, texte="x", nature="echange").status_code == 404
    assert lines(monde) == []
