"""What pages of notes are told: lines where they stand, older suivis, and when to read again."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from cafe.actions.mur import set_mur
from cafe.actions.notes import (
    Note,
    correct_ligne,
    move_ligne,
    restore_ligne,
    retire_ligne,
    write_ligne,
)
from cafe.actions.points import add_point, rename_point
from cafe.actions.retouches import withdraw_contribution
from cafe.actions.suivis import tell_suivi
from cafe.extensions import db
from cafe.models import EtatSuivi, GenreCitation, Mur, NatureLigne, Role, Suivi
from tests import factories, reunions
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, phone_page, staff_page

Turn = Callable[[], None]


@pytest.fixture
def points(monde: Monde) -> list[str]:
    return reunions.make_points(monde.seance, 2)


@pytest.fixture
def notes(app: Flask, monde: Monde, points: list[str], turn: Turn) -> Ecoute:
    """Chloé's page of notes."""
    page = staff_page(app, monde.chloe.id)
    assert page.join(f"notes:{monde.seance}")["ok"]
    return page


def write(monde: Monde, point: str, texte: str = "Vingt bancs", **champs: object) -> str:
    champs.setdefault("nature", NatureLigne.ECHANGE)
    note = Note(client_id=str(uuid.uuid4()), texte=texte, **champs)  # type: ignore[arg-type]
    return write_ligne(par=monde.bruno, point_id=point, note=note).id


def targets(page: Ecoute) -> list[tuple[str, str]]:
    return [(o["action"], o["cible"]) for o in page.operations()]


def asks_to_read_again(page: Ecoute) -> bool:
    said = [said for name, said in page.news() if name == "fragments"]
    return any(s["operations"] == () or s["operations"] == [] for s in said) and all(
        s["apres"] == s["numero"] for s in said
    )


def test_a_line_comes_to_its_list_and_follows_what_becomes_of_it(
    monde: Monde, notes: Ecoute, points: list[str], turn: Turn
) -> None:
    line = write(monde, points[0])
    turn()
    (said,) = notes.operations()
    assert (said["action"], said["cible"]) == ("append", f"lignes-{points[0]}")
    assert "Vingt bancs" in said["html"]
    correct_ligne(
        par=monde.bruno, ligne_id=line, texte="Trente", nature=NatureLigne.DECISION, version=1
    )
    turn()
    (said,) = notes.operations()
    assert "Trente" in said["html"]
    move_ligne(par=monde.bruno, ligne_id=line, point_id=points[1])
    turn()
    assert targets(notes) == [("append", f"lignes-{points[1]}")]
    retire_ligne(par=monde.bruno, ligne_id=line)
    turn()
    assert targets(notes) == [("remove", f"ligne-{line}")]
    restore_ligne(par=monde.bruno, ligne_id=line)
    turn()
    assert targets(notes) == [("append", f"lignes-{points[1]}")]


def test_a_line_says_nothing_to_boards_screens_and_phones(
    app: Flask, monde: Monde, notes: Ecoute, points: list[str], turn: Turn
) -> None:
    board = staff_page(app, monde.bruno.id)
    board.join(f"tableau:{monde.seance}")
    screen = staff_page(app, monde.bruno.id)
    screen.join(f"ecran:{monde.seance}")
    phone = phone_page(app, monde.seance, monde.ana)
    phone.join(f"telephones:{monde.seance}")
    write(monde, points[0])
    add_point(par=monde.bruno, seance_id=monde.seance, titre="Budget")
    turn()
    assert [page.news() for page in (board, screen, phone)] == [[], [], []]


def test_a_point_that_changes_has_the_page_read_again(
    monde: Monde, notes: Ecoute, points: list[str], turn: Turn
) -> None:
    rename_point(par=monde.bruno, point_id=points[0], titre="Bilan", version=1)
    turn()
    assert asks_to_read_again(notes)


def test_a_word_withdrawn_leaves_the_lines_that_drew_it_in(
    monde: Monde, notes: Ecoute, points: list[str], turn: Turn
) -> None:
    word = factories.post(monde.ana, monde.question, "Un secret").id
    write(monde, points[0], "", cite_genre=GenreCitation.CONTRIBUTION, cite_id=word)
    turn()
    assert "Un secret" in notes.operations()[0]["html"]
    withdraw_contribution(par=monde.ana, contribution_id=word)
    turn()
    (said,) = notes.operations()
    assert "Un secret" not in said["html"]
    assert "Propos retiré" in said["html"]


def test_the_screen_that_reads_the_suites_is_fetched_again_at_each_line(
    app: Flask, monde: Monde, notes: Ecoute, points: list[str], turn: Turn
) -> None:
    screen = staff_page(app, monde.bruno.id)
    screen.join(f"ecran:{monde.seance}")
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.SUITES)
    turn()
    screen.news()
    write(monde, points[0], nature=NatureLigne.SUIVI)
    turn()
    assert asks_to_read_again(screen)
    factories.post(monde.ana, monde.question, "Une parole")
    turn()
    assert screen.news() == []


def test_news_of_an_older_suivi_are_drawn_where_it_stands(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    groupe = reunions.make_groupe(monde.demarche)
    first, second = (
        factories.make_seance(monde.demarche, groupe_id=groupe, titre=titre)
        for titre in ("Réunion de mars", "Réunion de juin")
    )
    write(monde, reunions.make_points(first, 1)[0], nature=NatureLigne.SUIVI)
    suivi = db.session.scalars(select(Suivi)).one().id
    page = staff_page(app, monde.chloe.id)
    page.join(f"notes:{second}")
    tell_suivi(
        par=monde.bruno, suivi_id=suivi, etat=EtatSuivi.FAIT, texte="Envoyé", seance_id=second
    )
    turn()
    said = [o for o in page.operations() if o["action"] == "replace"]
    assert [o["cible"] for o in said] == [f"suite-{suivi}"]
    assert "Envoyé" in said[0]["html"]


def test_only_those_who_take_notes_sit_there(app: Flask, monde: Monde, turn: Turn) -> None:
    reader = factories.make_compte("Lise", Role.LECTEUR, monde.demarche)
    for compte in (reader, monde.dan.id):
        answer = staff_page(app, compte).join(f"notes:{monde.seance}")
        assert answer == {"ok": False, "raison": "interdit"}
