"""Dots are given and taken back, never more than were handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.jetons import hash_jeton
from cafe.actions.conduite import go_to_etape, set_phase
from cafe.actions.core import Missing, NotAllowed, RuleBroken
from cafe.actions.gommettes import PAR_MINUTE, set_points
from cafe.actions.moderation import chill_contribution
from cafe.actions.scrutins import Bulletin, close_scrutin, create_scrutin, open_scrutin
from cafe.extensions import db
from cafe.messages import sentence
from cafe.models import CibleScrutin, Evenement, Gommette, Participant, Phase, VisibiliteScrutin
from cafe.models.participant import participant_by_jeton
from cafe.models.scrutin import Scrutin
from cafe.models.scrutin_lecture import current_scrutin, dots_of, result_of
from tests import factories
from tests.conftest import Monde
from tests.votes import Urne, make_etape, make_urne


def vote(par: object, urne: Urne, carte: int, points: int) -> int:
    """Have that many dots there; returns how many are left."""
    done = set_points(
        par=par,  # type: ignore[arg-type]
        scrutin_id=urne.scrutin,
        cible=urne.cles[carte],
        points=points,
    )
    return done.restants


def refusal(par: object, urne: Urne, carte: int, points: int) -> RuleBroken:
    with pytest.raises(RuleBroken) as refused:
        vote(par, urne, carte, points)
    return refused.value


def totals(urne: Urne) -> list[int]:
    db.session.rollback()
    row = db.session.get_one(Scrutin, urne.scrutin)
    return [total.points for total in result_of(db.session(), row).totaux]


def count(model: type, *where: object) -> int:
    db.session.rollback()
    query = select(func.count()).select_from(model).where(*where)  # type: ignore[arg-type]
    return db.session.scalar(query) or 0


def test_ana_is_born_with_her_first_dot_and_keeps_her_words_after(monde: Monde) -> None:
    urne = make_urne(monde)
    before = count(Participant)
    assert vote(monde.ana, urne, 0, 2) == 1
    assert count(Participant) == before + 1
    factories.post(monde.ana, monde.question)
    assert count(Participant) == before + 1


def test_the_number_is_the_whole_so_a_repeat_is_harmless(monde: Monde) -> None:
    urne = make_urne(monde)
    assert [vote(monde.ana, urne, 0, 2) for _ in range(3)] == [1, 1, 1]
    assert totals(urne) == [2, 0, 0]
    assert count(Evenement, Evenement.nature == "PointsSet") == 1


def test_a_dot_taken_back_serves_elsewhere(monde: Monde) -> None:
    urne = make_urne(monde)
    vote(monde.ana, urne, 0, 2)
    vote(monde.ana, urne, 1, 1)
    assert vote(monde.ana, urne, 0, 0) == 2
    assert vote(monde.ana, urne, 2, 2) == 0
    assert totals(urne) == [0, 1, 2]


def test_nothing_put_is_nobody_born(monde: Monde) -> None:
    urne = make_urne(monde)
    before = count(Participant)
    assert vote(monde.ana, urne, 0, 0) == 3
    assert count(Participant) == before


def test_one_too_many_is_refused_and_says_how_many_are_left(monde: Monde) -> None:
    urne = make_urne(monde)
    vote(monde.ana, urne, 0, 2)
    short = refusal(monde.ana, urne, 1, 2)
    assert (short.code, sentence(short)) == (
        "plus_assez_de_gommettes",
        "C’est trop : gommettes qui vous restent, 1 sur 3.",
    )
    vote(monde.ana, urne, 1, 1)
    assert refusal(monde.ana, urne, 2, 1).code == "plus_de_gommettes"
    assert refusal(monde.ana, urne, 0, 3).code == "trop_sur_une_carte"
    assert refusal(monde.ana, urne, 0, -1).code == "points_invalides"
    assert totals(urne) == [2, 1, 0]


def test_the_event_names_the_vote_and_not_the_card(monde: Monde) -> None:
    urne = make_urne(monde)
    vote(monde.ana, urne, 1, 1)
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert [(o.genre, o.objet_id) for o in event.objets] == [("scrutin", urne.scrutin)]
    assert event.details == {}


class TestWhoAndWhen:
    def test_before_after_and_outside_the_step(self, monde: Monde) -> None:
        urne = make_urne(monde, ouvert=False)
        assert refusal(monde.ana, urne, 0, 1).code == "vote_pas_ouvert"
        open_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=1)
        talk = make_etape(monde.seance, ["lire", "contribuer"])
        go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=talk)
        assert refusal(monde.ana, urne, 0, 1).code == "vote_pas_ouvert"
        go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=urne.etape)
        vote(monde.ana, urne, 0, 1)
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
        assert refusal(monde.ana, urne, 0, 0).code == "vote_clos"
        assert totals(urne) == [1, 0, 0]

    def test_an_ended_meeting_takes_no_dot(self, monde: Monde) -> None:
        urne = make_urne(monde)
        set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.TERMINEE)
        assert refusal(monde.ana, urne, 0, 1).code == "vote_pas_ouvert"

    def test_without_a_script_an_open_vote_is_enough(self, monde: Monde) -> None:
        word = factories.post(factories.participant(monde.seance), monde.question).id
        cles = (f"c:{word}",)
        bulletin = Bulletin("Oui ?", 1, 1, VisibiliteScrutin.DIRECT, cles)
        made = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
        open_scrutin(par=monde.bruno, scrutin_id=made, version=1)
        urne = Urne(made, cles, "")
        assert vote(monde.ana, urne, 0, 1) == 0

    def test_strangers_staff_and_people_of_other_meetings_do_not_vote(self, monde: Monde) -> None:
        urne = make_urne(monde)
        for staff in (monde.bruno, monde.dan):
            with pytest.raises(NotAllowed):
                vote(staff, urne, 0, 1)
        elsewhere = factories.participant(factories.make_seance(monde.demarche))
        with pytest.raises(Missing):
            vote(elsewhere, urne, 0, 1)
        # The secret of somebody born elsewhere, shown at this door.
        question = factories.make_question(elsewhere.seance_id or "")
        factories.post(elsewhere, question)
        with pytest.raises(NotAllowed):
            vote(factories.participant(monde.seance, elsewhere.jeton), urne, 0, 1)

    def test_a_card_of_no_vote_and_one_that_left_the_wall(self, monde: Monde) -> None:
        word = factories.post(factories.participant(monde.seance), monde.question).id
        cles = (f"c:{word}", "c:nulle-part", "n’importe quoi")
        bulletin = Bulletin("Oui ?", 3, 3, VisibiliteScrutin.DIRECT, cles[:1])
        made = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
        open_scrutin(par=monde.bruno, scrutin_id=made, version=1)
        urne = Urne(made, cles, "")
        vote(monde.ana, urne, 0, 2)
        assert [refusal(monde.ana, urne, card, 1).code for card in (1, 2)] == [
            "carte_hors_vote",
            "carte_hors_vote",
        ]
        chill_contribution(par=monde.bruno, contribution_id=word, version=None)
        assert refusal(monde.ana, urne, 0, 3).code == "carte_retiree_du_vote"
        assert vote(monde.ana, urne, 0, 1) == 2

    def test_somebody_who_taps_without_end_is_asked_to_wait(self, monde: Monde) -> None:
        urne = make_urne(monde)
        for tap in range(PAR_MINUTE):
            vote(monde.ana, urne, 0, 1 - tap % 2)
        assert refusal(monde.ana, urne, 0, 1).code == "vote_trop_vite"
        assert vote(factories.participant(monde.seance), urne, 0, 1) == 2


class TestTheBaseRefuses:
    """Straight into the base, past every rule of the actions: one dot too many does not enter."""

    @pytest.fixture
    def insert(self, monde: Monde) -> Callable[..., None]:
        urne = make_urne(monde, points=3, par_carte=2)
        vote(monde.ana, urne, 0, 1)
        (first,) = db.session.scalars(select(Gommette)).all()
        second = db.session.scalars(
            select(CibleScrutin.id).where(CibleScrutin.id != first.cible_id)
        ).first()
        base = {"scrutin_id": urne.scrutin, "participant_id": first.participant_id}
        there = {"cible_id": second, "rang": 2, "rang_carte": 1, "le": clock.now()}

        def run(**changed: object) -> None:
            row = Gommette(**(base | there | changed))

            def job(session: Session) -> None:
                session.add(row)
                session.flush()

            factories.build(job)

        self.first = first
        return run

    def test_a_right_row_enters(self, insert: Callable[..., None]) -> None:
        insert()

    @pytest.mark.parametrize(
        "over",
        [{"rang": 4}, {"rang": 0}, {"rang_carte": 3}, {"rang_carte": 0}, {"rang": 1}],
        ids=["n + 1", "rank zero", "m + 1", "rank zero on the card", "a rank taken"],
    )
    def test_a_wrong_rank_does_not(
        self, insert: Callable[..., None], over: dict[str, object]
    ) -> None:
        with pytest.raises(IntegrityError):
            insert(**over)

    def test_nor_the_same_place_on_a_card_nor_a_card_of_another_vote(
        self, insert: Callable[..., None]
    ) -> None:
        with pytest.raises(IntegrityError):
            insert(cible_id=self.first.cible_id)
        with pytest.raises(IntegrityError):
            insert(cible_id="nulle-part")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    taps=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(-1, 5)), max_size=24)
)
def test_whatever_the_taps_the_base_holds_what_a_simple_count_says(
    monde: Monde, taps: list[tuple[int, int, int]]
) -> None:
    db.session.rollback()
    if before := current_scrutin(db.session(), monde.seance):
        close_scrutin(par=monde.bruno, scrutin_id=before.id, version=None)
    urne = make_urne(monde, points=4, par_carte=3)
    people = [factories.participant(monde.seance) for _ in range(2)]
    said: list[Counter[int]] = [Counter(), Counter()]
    for who, card, points in taps:
        mine = said[who]
        after = mine.total() - mine[card] + points
        fits = 0 <= points <= 3 and (points <= mine[card] or after <= 4)
        if fits:
            assert vote(people[who], urne, card, points) == 4 - after
            mine[card] = points
        else:
            refusal(people[who], urne, card, points)
    assert totals(urne) == [said[0][card] + said[1][card] for card in range(3)]
    for person, mine in zip(people, said, strict=True):
        born = participant_by_jeton(db.session(), hash_jeton(person.jeton or ""))
        kept = dots_of(db.session(), urne.scrutin, born.id) if born else {}
        assert sum(kept.values()) == mine.total() <= 4
