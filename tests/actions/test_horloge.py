"""The clock of the script is the server's: it starts, stops, is given time, and tours follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from cafe import clock
from cafe.actions.conduite import go_to_etape, set_phase
from cafe.actions.core import Missing, NotAllowed, Refusal, Stale
from cafe.actions.horloge import (
    extend_etape,
    leave_out_etape,
    pause_etape,
    put_back_etape,
    resume_etape,
    set_duree,
)
from cafe.extensions import db
from cafe.models import Etape, Evenement, Phase, Seance, Tour
from cafe.models.minuteur import milliseconds, minuteur_of
from cafe.models.question import current_tour
from tests import factories
from tests.conftest import Monde

NEUF_HEURES = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class Montre:
    """A clock that a test moves by hand."""

    def __init__(self) -> None:
        self.now = NEUF_HEURES

    def pass_(self, minutes: float) -> datetime:
        self.now += timedelta(minutes=minutes)
        return self.now


@pytest.fixture
def montre() -> Montre:
    held = Montre()
    clock.set_clock(lambda: held.now)
    return held


@dataclass(frozen=True)
class Cafe:
    """Accueil, then tour 1 in two steps, tour 2, and a clôture that is not timed."""

    id: str
    etapes: list[str]
    tours: list[str]


@pytest.fixture
def cafe(monde: Monde, montre: Montre) -> Cafe:
    id_ = factories.make_seance(monde.demarche, phase=Phase.PREPARATION)

    def job(session: Any) -> Cafe:
        tours = [Tour(seance_id=id_, numero=n) for n in (1, 2)]
        session.add_all(tours)
        session.flush()
        script = (("Accueil", None, 20), ("Écrire", 0, 5), ("Échanger", 0, 15), ("Tour 2", 1, 20))
        rows = [
            Etape(
                seance_id=id_,
                ordre=n,
                titre=titre,
                duree_minutes=duree,
                tour_id=None if tour is None else tours[tour].id,
            )
            for n, (titre, tour, duree) in enumerate(script)
        ]
        rows.append(Etape(seance_id=id_, ordre=9, titre="Clôture"))
        session.add_all(rows)
        session.flush()
        return Cafe(id_, [row.id for row in rows], [tour.id for tour in tours])

    made = factories.build(job)
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    return made


def etape(cafe: Cafe, rank: int) -> Etape:
    db.session.rollback()
    return db.session.get_one(Etape, cafe.etapes[rank])


def tour(cafe: Cafe, numero: int) -> Tour:
    db.session.rollback()
    return db.session.get_one(Tour, cafe.tours[numero - 1])


def go(monde: Monde, cafe: Cafe, rank: int, **champs: Any) -> None:
    go_to_etape(
        par=champs.pop("par", monde.bruno), seance_id=cafe.id, etape_id=cafe.etapes[rank], **champs
    )


def events(nature: str) -> int:
    db.session.rollback()
    query = select(func.count()).select_from(Evenement).where(Evenement.nature == nature)
    return db.session.scalar(query) or 0


def test_opening_starts_the_clock_of_the_first_step(cafe: Cafe) -> None:
    first = etape(cafe, 0)
    assert first.debut_le == NEUF_HEURES
    assert first.fin_prevue_le == NEUF_HEURES + 20 * MINUTE


def test_a_tour_runs_through_its_steps_and_ends_with_the_last(
    monde: Monde, cafe: Cafe, montre: Montre
) -> None:
    began = montre.pass_(20)
    go(monde, cafe, 1)
    assert tour(cafe, 1).debut == began
    montre.pass_(5)
    go(monde, cafe, 2)
    assert (tour(cafe, 1).debut, tour(cafe, 1).fin) == (began, None)
    ended = montre.pass_(15)
    go(monde, cafe, 3)
    assert tour(cafe, 1).fin == tour(cafe, 2).debut == ended
    assert etape(cafe, 3).fin_prevue_le == ended + 20 * MINUTE
    last = montre.pass_(20)
    go(monde, cafe, 4)
    assert tour(cafe, 2).fin == last
    assert etape(cafe, 4).fin_prevue_le is None


def test_a_tour_gone_back_to_is_under_way_again_and_keeps_its_beginning(
    monde: Monde, cafe: Cafe, montre: Montre
) -> None:
    began = montre.now
    go(monde, cafe, 2)
    montre.pass_(15)
    go(monde, cafe, 3)
    back = montre.pass_(1)
    go(monde, cafe, 2)
    assert (tour(cafe, 1).debut, tour(cafe, 1).fin) == (began, None)
    assert tour(cafe, 2).fin == back
    here = current_tour(db.session(), cafe.id, montre.now)
    assert here is not None
    assert here.numero == 1


def test_a_pause_keeps_what_was_left(monde: Monde, cafe: Cafe, montre: Montre) -> None:
    montre.pass_(5)
    where = {"par": monde.bruno, "seance_id": cafe.id, "etape_id": cafe.etapes[0]}
    pause_etape(**where)  # type: ignore[arg-type]
    montre.pass_(7)
    pause_etape(**where)  # type: ignore[arg-type]
    held = minuteur_of(db.session.get_one(Seance, cafe.id), etape(cafe, 0))
    assert (held.fin, held.pause) == (None, 15 * 60_000)
    montre.pass_(1)
    resume_etape(**where)  # type: ignore[arg-type]
    resume_etape(**where)  # type: ignore[arg-type]
    assert etape(cafe, 0).remaining(montre.now) == 15 * MINUTE
    assert (events("EtapePaused"), events("EtapeResumed")) == (1, 1)


def test_five_minutes_more_count_from_the_end_or_from_now_when_it_has_passed(
    monde: Monde, cafe: Cafe, montre: Montre
) -> None:
    where = {"par": monde.bruno, "seance_id": cafe.id, "etape_id": cafe.etapes[0]}
    assert extend_etape(**where, minutes=5) == NEUF_HEURES + 25 * MINUTE  # type: ignore[arg-type]
    assert extend_etape(**where, minutes=-5) == NEUF_HEURES + 20 * MINUTE  # type: ignore[arg-type]
    late = montre.pass_(30)
    assert extend_etape(**where, minutes=5) == late + 5 * MINUTE  # type: ignore[arg-type]
    assert extend_etape(**where, minutes=-60) == late  # type: ignore[arg-type]
    with pytest.raises(Refusal) as caught:
        extend_etape(**where, minutes=90)  # type: ignore[arg-type]
    assert caught.value.code == "minutes_a_ajouter"


def test_five_minutes_pressed_in_two_tabs_are_given_once(
    monde: Monde, cafe: Cafe, montre: Montre
) -> None:
    seen = milliseconds(etape(cafe, 0).fin_prevue_le)
    asked = {"seance_id": cafe.id, "etape_id": cafe.etapes[0], "minutes": 5, "fin_vue": seen}
    extend_etape(par=monde.bruno, **asked)  # type: ignore[arg-type]
    with pytest.raises(Stale) as caught:
        extend_etape(par=monde.chloe, **asked)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.details["qui"]) == ("temps_deja_change", "Bruno")
    assert etape(cafe, 0).fin_prevue_le == NEUF_HEURES + 25 * MINUTE


def test_a_second_tab_is_told_who_moved_the_script_and_to_what(monde: Monde, cafe: Cafe) -> None:
    go(monde, cafe, 1, depuis=cafe.etapes[0])
    go(monde, cafe, 1, depuis=cafe.etapes[0])  # the same person's other tab
    with pytest.raises(Stale) as caught:
        go(monde, cafe, 1, par=monde.chloe, depuis=cafe.etapes[0])
    assert caught.value.status == 409
    assert caught.value.details["qui"] == "Bruno"
    assert caught.value.details["titre"] == "Écrire"
    with pytest.raises(Stale):
        pause_etape(par=monde.chloe, seance_id=cafe.id, etape_id=cafe.etapes[0])
    assert events("EtapeReached") == 1


def test_a_closed_page_cannot_stop_a_clock_that_does_not_run(monde: Monde, cafe: Cafe) -> None:
    set_phase(par=monde.bruno, seance_id=cafe.id, phase=Phase.TERMINEE)
    for gesture in (pause_etape, resume_etape, leave_out_etape):
        with pytest.raises(Refusal) as caught:
            gesture(par=monde.bruno, seance_id=cafe.id, etape_id=cafe.etapes[0])
        assert caught.value.code == "horloge_arretee"


def test_a_seance_ended_by_mistake_finds_its_clock_and_its_tour_again(
    monde: Monde, cafe: Cafe, montre: Montre
) -> None:
    go(monde, cafe, 2)
    planned = etape(cafe, 2).fin_prevue_le
    montre.pass_(3)
    set_phase(par=monde.bruno, seance_id=cafe.id, phase=Phase.TERMINEE)
    assert tour(cafe, 1).fin == montre.now
    montre.pass_(1)
    set_phase(par=monde.bruno, seance_id=cafe.id, phase=Phase.OUVERTE)
    assert tour(cafe, 1).fin is None
    assert etape(cafe, 2).fin_prevue_le == planned


def test_a_step_left_out_stays_in_the_script_and_comes_back(monde: Monde, cafe: Cafe) -> None:
    where = {"par": monde.bruno, "seance_id": cafe.id, "etape_id": cafe.etapes[3]}
    leave_out_etape(**where)  # type: ignore[arg-type]
    leave_out_etape(**where)  # type: ignore[arg-type]
    assert etape(cafe, 3).ecartee_le is not None
    put_back_etape(**where)  # type: ignore[arg-type]
    assert etape(cafe, 3).ecartee_le is None
    leave_out_etape(**where)  # type: ignore[arg-type]
    go(monde, cafe, 3)
    assert etape(cafe, 3).ecartee_le is None  # gone to after all
    assert events("EtapeLeftOut") == 2


def test_a_tour_left_out_half_way_keeps_the_step_that_was_held(monde: Monde, cafe: Cafe) -> None:
    go(monde, cafe, 1)

    def third(session: Any) -> str:
        row = Etape(seance_id=cafe.id, ordre=8, titre="Retenir", tour_id=cafe.tours[0])
        session.add(row)
        session.flush()
        return str(row.id)

    last = factories.build(third)
    go(monde, cafe, 2)
    leave_out_etape(par=monde.bruno, seance_id=cafe.id, etape_id=last, tour=True)
    db.session.rollback()
    left = [e.titre for e in db.session.get_one(Seance, cafe.id).etapes if e.ecartee_le]
    assert left == ["Retenir"]


def test_the_step_under_way_is_neither_left_out_nor_retimed(monde: Monde, cafe: Cafe) -> None:
    where = {"par": monde.bruno, "seance_id": cafe.id, "etape_id": cafe.etapes[0]}
    with pytest.raises(Refusal) as caught:
        leave_out_etape(**where)  # type: ignore[arg-type]
    assert caught.value.code == "etape_deja_la"
    with pytest.raises(Refusal):
        set_duree(**where, minutes=10)  # type: ignore[arg-type]


def test_a_coming_step_is_shortened(monde: Monde, cafe: Cafe) -> None:
    where = {"par": monde.bruno, "seance_id": cafe.id, "etape_id": cafe.etapes[3]}
    set_duree(**where, minutes=12)  # type: ignore[arg-type]
    assert etape(cafe, 3).duree_minutes == 12
    with pytest.raises(Refusal) as caught:
        set_duree(**where, minutes=0)  # type: ignore[arg-type]
    assert caught.value.code == "duree_etape"


def test_a_stranger_and_another_seance_touch_no_clock(monde: Monde, cafe: Cafe) -> None:
    with pytest.raises(NotAllowed):
        pause_etape(par=monde.dan, seance_id=cafe.id, etape_id=cafe.etapes[0])
    with pytest.raises(Missing):
        leave_out_etape(par=monde.bruno, seance_id=monde.seance, etape_id=cafe.etapes[3])
