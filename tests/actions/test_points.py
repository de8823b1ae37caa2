"""The ordre du jour: who writes it, in what order it is, and what it never loses."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from cafe.access.identity import Identite
from cafe.actions.points import (
    add_point,
    ensure_point_zero,
    move_point,
    remove_point,
    rename_point,
)
from cafe.extensions import db
from cafe.models import Phase, Point, Role
from cafe.models.note import points_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.reunions import last_event, last_numero, refused


def titles(seance_id: str) -> list[str]:
    db.session.rollback()
    return [p.titre for p in points_of(db.session(), seance_id)]


def places(seance_id: str) -> list[int]:
    db.session.rollback()
    return [p.ordre for p in points_of(db.session(), seance_id)]


def point(id_: str) -> Point:
    db.session.rollback()
    return db.session.get_one(Point, id_)


@pytest.fixture
def three(monde: Monde) -> list[str]:
    """Three points of Bruno's."""
    return [
        add_point(par=monde.bruno, seance_id=monde.seance, titre=titre)
        for titre in ("Bilan", "Calendrier", "Budget")
    ]


def test_points_are_numbered_from_one_in_the_order_they_came(
    monde: Monde, three: list[str]
) -> None:
    assert titles(monde.seance) == ["Bilan", "Calendrier", "Budget"]
    assert places(monde.seance) == [1, 2, 3]


def test_the_event_names_the_seance_and_the_point_and_no_text(
    monde: Monde, three: list[str]
) -> None:
    objets, details = last_event("PointAdded")
    assert objets == {("seance", monde.seance), ("point", three[-1])}
    assert "Budget" not in str(details)


def test_a_point_moves_up_and_down_and_its_neighbours_make_room(
    monde: Monde, three: list[str]
) -> None:
    move_point(par=monde.bruno, point_id=three[2], ordre=1, version=1)
    assert titles(monde.seance) == ["Budget", "Bilan", "Calendrier"]
    move_point(par=monde.bruno, point_id=three[2], ordre=99, version=2)
    assert titles(monde.seance) == ["Bilan", "Calendrier", "Budget"]
    assert places(monde.seance) == [1, 2, 3]


def test_a_place_it_already_has_writes_nothing(monde: Monde, three: list[str]) -> None:
    before = last_numero()
    assert move_point(par=monde.bruno, point_id=three[0], ordre=-4) == 1
    assert last_numero() == before


def test_of_two_who_move_the_same_point_the_second_is_told(monde: Monde, three: list[str]) -> None:
    move_point(par=monde.bruno, point_id=three[2], ordre=2, version=1)
    refused("deja_modifie", move_point, par=monde.chloe, point_id=three[2], ordre=2, version=1)
    assert titles(monde.seance) == ["Bilan", "Budget", "Calendrier"]


def test_a_point_takes_another_title_and_duration(monde: Monde, three: list[str]) -> None:
    said = "  Budget\n 2027  "
    version = rename_point(
        par=monde.bruno, point_id=three[2], titre=said, duree_minutes=20, version=1
    )
    row = point(three[2])
    assert (row.titre, row.duree_minutes, version) == ("Budget 2027", 20, 2)
    refused(
        "deja_modifie", rename_point, par=monde.chloe, point_id=three[2], titre="Autre", version=1
    )


@pytest.mark.parametrize(
    ("titre", "duree", "code"),
    [
        (" \n ", None, "point_vide"),
        ("p" * 301, None, "saisie_longue"),
        ("Budget", 0, "duree_impossible"),
        ("Budget", 601, "duree_impossible"),
    ],
)
def test_a_point_that_says_nothing_or_too_much_is_refused(
    monde: Monde, titre: str, duree: int | None, code: str
) -> None:
    refused(
        code, add_point, par=monde.bruno, seance_id=monde.seance, titre=titre, duree_minutes=duree
    )
    assert titles(monde.seance) == []


def test_a_point_without_notes_is_taken_off_and_the_next_move_up(
    monde: Monde, three: list[str]
) -> None:
    remove_point(par=monde.bruno, point_id=three[0], version=1)
    assert titles(monde.seance) == ["Calendrier", "Budget"]
    assert places(monde.seance) == [1, 2]


@pytest.mark.parametrize("retiree", [False, True])
def test_a_point_under_which_something_was_noted_stays(
    monde: Monde, three: list[str], retiree: bool
) -> None:
    reunions.make_ligne(three[0], "Dit en séance", retiree=retiree)
    refused("point_utilise", remove_point, par=monde.bruno, point_id=three[0], version=1)
    assert titles(monde.seance)[0] == "Bilan"


def test_a_second_try_finds_the_first_point(monde: Monde) -> None:
    id_ = str(uuid.uuid4())
    for _ in range(2):
        assert id_ == add_point(
            par=monde.bruno, seance_id=monde.seance, titre="Bilan", point_id=id_
        )
    assert titles(monde.seance) == ["Bilan"]
    other = factories.make_seance(monde.demarche)
    refused("introuvable", add_point, par=monde.bruno, seance_id=other, titre="Bilan", point_id=id_)


def test_point_zero_is_there_for_the_meeting_of_a_group_and_stays_put(monde: Monde) -> None:
    groupe = reunions.make_groupe(monde.demarche)
    seance = factories.make_seance(monde.demarche, groupe_id=groupe)
    first = add_point(par=monde.bruno, seance_id=seance, titre="Bilan")
    zero = ensure_point_zero(par=monde.bruno, seance_id=seance)
    assert ensure_point_zero(par=monde.chloe, seance_id=seance) == zero
    assert titles(seance) == ["Suites de la dernière réunion", "Bilan"]
    refused("point_zero", rename_point, par=monde.bruno, point_id=zero, titre="Autre")
    refused("point_zero", move_point, par=monde.bruno, point_id=zero, ordre=2)
    refused("point_zero", remove_point, par=monde.bruno, point_id=zero)
    move_point(par=monde.bruno, point_id=first, ordre=0)
    assert places(seance) == [0, 1]


def test_a_seance_of_no_group_has_no_point_zero(monde: Monde) -> None:
    refused("seance_sans_groupe", ensure_point_zero, par=monde.bruno, seance_id=monde.seance)


def test_only_those_who_take_notes_write_the_ordre_du_jour(monde: Monde, three: list[str]) -> None:
    reader = factories.identite(factories.make_compte("Lea", Role.LECTEUR, monde.demarche))
    strangers: list[Identite] = [monde.ana, monde.dan, reader]
    for stranger in strangers:
        refused("interdit", add_point, par=stranger, seance_id=monde.seance, titre="Autre")
        refused("interdit", rename_point, par=stranger, point_id=three[0], titre="Autre")
        refused("interdit", move_point, par=stranger, point_id=three[0], ordre=3)
        refused("interdit", remove_point, par=stranger, point_id=three[0])
        refused("interdit", ensure_point_zero, par=stranger, seance_id=monde.seance)
    assert titles(monde.seance) == ["Bilan", "Calendrier", "Budget"]


def test_a_closed_meeting_keeps_its_points_until_a_corrected_account_is_drafted(
    monde: Monde, three: list[str]
) -> None:
    reunions.set_phase(monde.seance, Phase.CLOSE)
    refused("rencontre_close", add_point, par=monde.chloe, seance_id=monde.seance, titre="Autre")
    refused("rencontre_close", remove_point, par=monde.chloe, point_id=three[0])
    reunions.make_draft(monde.seance, numero=2)
    rename_point(par=monde.chloe, point_id=three[0], titre="Bilan corrigé")
    assert titles(monde.seance)[0] == "Bilan corrigé"


def test_an_ordre_du_jour_has_sixty_points_at_most(monde: Monde) -> None:
    reunions.make_points(monde.seance, 60)
    refused("trop_de_points", add_point, par=monde.bruno, seance_id=monde.seance, titre="Encore")


def test_many_hands_at_once_leave_no_gap(app: Flask, monde: Monde) -> None:
    def add(rang: int) -> None:
        with app.app_context():
            add_point(par=monde.bruno, seance_id=monde.seance, titre=f"Point {rang}")
            db.session.remove()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(add, range(12)))
    assert places(monde.seance) == list(range(1, 13))
