"""Who may sit where: a right read at each join, and lost in the middle of a séance."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from cafe import clock
from cafe.actions.acces import create_acces, pair_acces, revoke_acces
from cafe.actions.membres import revoke_membre
from cafe.extensions import db
from cafe.live import handlers
from cafe.models import Acces, Compte, Membre, Role, RoleAcces
from tests import factories
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, announcer, phone_page, staff_page

Turn = Callable[[], None]


def test_a_facilitator_sits_at_the_board_and_at_the_screen(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    factories.post(monde.ana, monde.question)
    page = staff_page(app, monde.bruno.id)
    for salle in (f"tableau:{monde.seance}", f"ecran:{monde.seance}"):
        assert page.join(salle) == {"ok": True, "numero": 1}


def test_someone_with_nothing_in_hand_is_not_even_connected(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    assert not Ecoute(app, app.test_client()).connected


def test_an_account_of_another_demarche_gets_no_seat(app: Flask, monde: Monde, turn: Turn) -> None:
    page = staff_page(app, monde.dan.id)
    for genre in ("tableau", "ecran", "telephones"):
        assert page.join(f"{genre}:{monde.seance}") == {"ok": False, "raison": "interdit"}


def test_a_reader_of_the_demarche_does_not_see_the_board(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    lise = factories.make_compte("Lise", Role.LECTEUR, monde.demarche)
    assert staff_page(app, lise).join(f"tableau:{monde.seance}")["raison"] == "interdit"


@pytest.mark.parametrize(
    "salle",
    [None, 12, "", "tableau", "tableau:", "cuisine:1", "participant:x", "tableau:" + "x" * 99],
)
def test_what_is_not_a_salle_is_refused(
    app: Flask, monde: Monde, turn: Turn, salle: object
) -> None:
    answer = staff_page(app, monde.bruno.id).join(salle)
    assert answer == {"ok": False, "raison": "salle_inconnue"}


def test_an_unknown_seance_is_not_found(app: Flask, monde: Monde, turn: Turn) -> None:
    page = staff_page(app, monde.bruno.id)
    assert page.join("tableau:nulle-part") == {"ok": False, "raison": "introuvable"}


def test_a_phone_sits_among_the_phones_of_its_seance_only(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    other = factories.make_seance(monde.demarche)
    page = phone_page(app, monde.seance)
    assert page.join(f"telephones:{monde.seance}")["ok"]
    for salle in (f"telephones:{other}", f"tableau:{monde.seance}", f"ecran:{monde.seance}"):
        assert page.join(salle) == {"ok": False, "raison": "interdit"}


def test_a_forged_phone_cookie_gives_no_seat(app: Flask, monde: Monde, turn: Turn) -> None:
    client = app.test_client()
    client.set_cookie(f"cafe_p_{monde.seance.replace('-', '')[:16]}", "forged")
    assert Ecoute(app, client).join(f"telephones:{monde.seance}")["raison"] == "interdit"


def paired(app: Flask, monde: Monde, role: RoleAcces) -> tuple[Ecoute, str]:
    jeton = create_acces(
        par=monde.chloe, seance_id=monde.seance, role=role, libelle="Écran du fond"
    )
    client = app.test_client()
    client.set_cookie("cafe_appareil", pair_acces(jeton=jeton).secret)
    acces_id = db.session.scalars(select(Acces.id)).one()
    return Ecoute(app, client), acces_id


def test_a_paired_screen_sits_at_its_screen_and_nowhere_else(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    page, _ = paired(app, monde, RoleAcces.ECRAN)
    assert page.join(f"ecran:{monde.seance}")["ok"]
    assert page.join(f"tableau:{monde.seance}")["raison"] == "interdit"
    other = factories.make_seance(monde.demarche)
    assert page.join(f"ecran:{other}")["raison"] == "interdit"


def test_a_device_revoked_while_connected_hears_nothing_more(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    page, acces_id = paired(app, monde, RoleAcces.ECRAN)
    page.join(f"ecran:{monde.seance}")
    revoke_acces(par=monde.chloe, acces_id=acces_id)
    factories.post(monde.ana, monde.question)
    turn()
    assert not page.connected


def test_a_member_revoked_while_connected_hears_nothing_more_and_others_do(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    bruno, chloe = staff_page(app, monde.bruno.id), staff_page(app, monde.chloe.id)
    for page in (bruno, chloe):
        page.join(f"tableau:{monde.seance}")
    membre = db.session.scalars(select(Membre).where(Membre.compte_id == monde.bruno.id)).one()
    revoke_membre(par=monde.chloe, membre_id=membre.id)
    factories.post(monde.ana, monde.question)
    turn()
    assert not bruno.connected
    assert len(chloe.operations()) == 1
    # A page that tries again is refused its seat.
    assert staff_page(app, monde.bruno.id).join(f"tableau:{monde.seance}")["raison"] == "interdit"


def test_a_device_whose_time_is_over_is_shown_out_at_the_next_presence(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    page, acces_id = paired(app, monde, RoleAcces.ECRAN)
    page.join(f"ecran:{monde.seance}")
    factories.build(
        lambda session: session.execute(
            update(Acces).where(Acces.id == acces_id).values(expire_le=clock.now())
        )
    )
    announcer(app)._next_presence = 0.0
    turn()
    assert not page.connected


def test_an_account_switched_off_is_shown_out_at_the_next_presence(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    page = staff_page(app, monde.bruno.id)
    page.join(f"tableau:{monde.seance}")
    factories.build(
        lambda session: session.execute(
            update(Compte).where(Compte.id == monde.bruno.id).values(active=False)
        )
    )
    announcer(app)._next_presence = 0.0
    turn()
    assert not page.connected


def test_the_presence_tells_boards_and_screens_their_number_and_phones_nothing(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    board, phone = staff_page(app, monde.bruno.id), phone_page(app, monde.seance)
    board.join(f"tableau:{monde.seance}")
    phone.join(f"telephones:{monde.seance}")
    factories.post(monde.ana, monde.question)
    turn()
    board.news()
    announcer(app)._next_presence = 0.0
    turn()
    assert board.news() == [("presence", {"numero": 1, "telephones": 1})]
    assert phone.news() == []


def test_a_page_under_a_name_that_is_not_ours_is_not_connected(
    app: Flask, monde: Monde, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handlers, "host_allowed", lambda *_: False)
    assert not staff_page(app, monde.bruno.id).connected


def test_a_seat_is_freed_when_its_page_leaves(app: Flask, monde: Monde, turn: Turn) -> None:
    page = staff_page(app, monde.bruno.id)
    page.join(f"tableau:{monde.seance}")
    page.leave()
    assert announcer(app).salles.occupied() == set()
