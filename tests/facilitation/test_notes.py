"""The page of notes without any script: plain forms, plain pages, nothing typed is lost."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe import clock
from cafe.actions.notes import correct_ligne
from cafe.extensions import db
from cafe.models import CompteRendu, NatureLigne, Phase, Role, Suivi
from cafe.models.note import points_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.facilitation.conftest import JSON
from tests.facilitation.notes import lines, only_line, page, send, write
from tests.pages import token_in


@pytest.fixture
def point(monde: Monde) -> str:
    """The first of two points."""
    return reunions.make_points(monde.seance, 2)[0]


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
