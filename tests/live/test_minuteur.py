"""Every page hears the same clock: at each change, and as soon as it takes its seat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cafe import clock
from cafe.actions.conduite import go_to_etape
from cafe.actions.horloge import extend_etape, leave_out_etape, pause_etape
from cafe.live.rooms import Genre
from cafe.models import Etape
from tests import factories
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, phone_page, staff_page

Turn = Callable[[], None]
MINUTES = 60_000


@pytest.fixture
def etapes(monde: Monde) -> list[str]:
    def job(session: Any) -> list[str]:
        rows = [
            Etape(seance_id=monde.seance, ordre=n, titre=f"Tour {n}", duree_minutes=20)
            for n in (1, 2)
        ]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]

    now = clock.now()
    clock.set_clock(lambda: now)
    return factories.build(job)


@pytest.fixture
def pages(app: Flask, monde: Monde, turn: Turn) -> list[Ecoute]:
    """A page in each salle of the séance."""
    seated = []
    for genre in Genre:
        phone = genre is Genre.TELEPHONES
        page = phone_page(app, monde.seance) if phone else staff_page(app, monde.chloe.id)
        place = ":table" if genre is Genre.TABLE else ""
        assert page.join(f"{genre.value}:{monde.seance}{place}")["ok"]
        seated.append(page)
    return seated


def test_each_page_is_told_the_time_when_it_sits_down(
    monde: Monde, etapes: list[str], pages: list[Ecoute]
) -> None:
    now = int(clock.now().timestamp() * 1000)
    for page in pages:
        page.news()
        assert page.times == [{"fin": None, "maintenant": now, "pause": None}]


def test_all_pages_hear_the_same_end_and_the_same_pause(
    monde: Monde, etapes: list[str], pages: list[Ecoute], turn: Turn
) -> None:
    now = int(clock.now().timestamp() * 1000)
    where: dict[str, Any] = {"par": monde.bruno, "seance_id": monde.seance}
    go_to_etape(**where, etape_id=etapes[0])
    turn()
    for page in pages:
        page.news()
        assert page.times[-1] == {"fin": now + 20 * MINUTES, "maintenant": now, "pause": None}
    extend_etape(**where, etape_id=etapes[0], minutes=5)
    pause_etape(**where, etape_id=etapes[0])
    turn()
    for page in pages:
        page.news()
        assert page.times == [{"fin": None, "maintenant": now, "pause": 25 * MINUTES}]


def test_a_pause_redraws_the_conductor_s_page_alone(
    app: Flask, monde: Monde, etapes: list[str], turn: Turn
) -> None:
    where: dict[str, Any] = {"par": monde.bruno, "seance_id": monde.seance}
    go_to_etape(**where, etape_id=etapes[0])
    board, led = staff_page(app, monde.chloe.id), staff_page(app, monde.chloe.id)
    board.join(f"tableau:{monde.seance}")
    led.join(f"conduite:{monde.seance}")
    phone = phone_page(app, monde.seance)
    phone.join(f"telephones:{monde.seance}")
    turn()
    for page in (board, led, phone):
        page.news()
    pause_etape(**where, etape_id=etapes[0])
    leave_out_etape(**where, etape_id=etapes[1])
    turn()
    assert (board.news(), phone.news()) == ([], [])
    (message,) = led.news()
    assert message[1]["apres"] == message[1]["numero"]


def test_a_late_page_gets_the_time_of_now_not_that_of_the_change(
    app: Flask, monde: Monde, etapes: list[str], turn: Turn
) -> None:
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=etapes[0])
    began = clock.now()
    clock.set_clock(lambda: began + timedelta(minutes=3))
    screen = staff_page(app, monde.chloe.id)
    screen.join(f"ecran:{monde.seance}")
    screen.news()
    (told,) = screen.times
    assert told["fin"] - told["maintenant"] == 17 * MINUTES
