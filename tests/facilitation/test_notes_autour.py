"""Around the lines: what is drawn in, the points, the suites on screen, older suivis."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.actions.mur import set_mur
from cafe.actions.notes import Note, write_ligne
from cafe.actions.points import ensure_point_zero
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import withdraw_contribution
from cafe.extensions import db
from cafe.models import Mur, NatureLigne, Point, Seance, Suivi
from cafe.models.note import points_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.facilitation.notes import only_line, page, send


@pytest.fixture
def point(monde: Monde) -> str:
    """The first of two points."""
    return reunions.make_points(monde.seance, 2)[0]


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
    for _ in range(2):  # the second press changes nothing
        send(bruno, monde, "mur", suites="0")
        db.session.rollback()
        assert db.session.get_one(Seance, monde.seance).mur is Mur.MASQUE
    screen = bruno.get(f"/animer/{monde.seance}/ecran").get_data(as_text=True)
    assert "Envoyer le tableau" not in screen


def _set_mur(monde: Monde, mur: Mur) -> None:
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
