"""Suivis: opened in one meeting, told of in the next ones, known to each as it was then."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.notes import Note, write_ligne
from cafe.actions.suivis import tell_suivi
from cafe.extensions import db
from cafe.models import EtatSuivi, Evenement, NatureLigne, NouvelleSuivi, Phase, Seance, Suivi
from cafe.models.suivi import earlier_suivis, suivi_of
from tests import factories, reunions
from tests.conftest import Monde


class Groupe:
    """A group that met three times, and a suivi opened the first time."""

    def __init__(self, monde: Monde) -> None:
        self.groupe = reunions.make_groupe(monde.demarche)
        self.seances = [
            factories.make_seance(monde.demarche, groupe_id=self.groupe, titre=f"Réunion {n}")
            for n in (1, 2, 3)
        ]
        for month, seance_id in zip((3, 6, 10), self.seances, strict=True):
            _set_day(seance_id, date(2026, month, 4))
        (self.point,) = reunions.make_points(self.seances[0], 1)
        written = write_ligne(
            par=monde.bruno,
            point_id=self.point,
            note=Note(str(uuid.uuid4()), NatureLigne.SUIVI, "Envoyer le tableau"),
        )
        opened = suivi_of(db.session(), written.id)
        assert opened is not None
        self.suivi = opened.id


def _set_day(seance_id: str, jour: date) -> None:
    def job(session: Session) -> None:
        session.execute(update(Seance).where(Seance.id == seance_id).values(jour=jour))

    factories.build(job)


@pytest.fixture
def groupe(monde: Monde) -> Groupe:
    return Groupe(monde)


def seen(seance_id: str) -> list[tuple[str, str]]:
    """Point 0 of a meeting: ids, and the state it knew."""
    db.session.rollback()
    seance = db.session.get_one(Seance, seance_id)
    return [(s.id, s.etat_dans(seance).value) for s in earlier_suivis(db.session(), seance)]


def test_a_suivi_comes_back_in_the_next_meetings_until_it_is_done(
    monde: Monde, groupe: Groupe
) -> None:
    first, second, third = groupe.seances
    assert seen(first) == []
    assert seen(second) == seen(third) == [(groupe.suivi, "ouvert")]
    tell_suivi(
        par=monde.bruno,
        suivi_id=groupe.suivi,
        etat=EtatSuivi.FAIT,
        texte="Envoyé le 12 avril",
        seance_id=second,
        version=1,
    )
    assert seen(second) == [(groupe.suivi, "fait")]
    assert seen(third) == []


def test_an_earlier_meeting_never_learns_what_a_later_one_said(
    monde: Monde, groupe: Groupe
) -> None:
    first, second, third = groupe.seances
    tell_suivi(par=monde.bruno, suivi_id=groupe.suivi, etat=EtatSuivi.FAIT, seance_id=third)
    assert seen(second) == [(groupe.suivi, "ouvert")]
    db.session.rollback()
    opened = db.session.get_one(Suivi, groupe.suivi)
    assert opened.etat is EtatSuivi.FAIT
    assert opened.etat_dans(db.session.get_one(Seance, first)) is EtatSuivi.OUVERT


def test_news_told_between_two_meetings_are_known_to_the_next_one_only(
    monde: Monde, groupe: Groupe
) -> None:
    clock.set_clock(lambda: datetime(2026, 5, 1, 9, tzinfo=UTC))
    tell_suivi(par=monde.bruno, suivi_id=groupe.suivi, etat=EtatSuivi.ABANDONNE, texte="Sans objet")
    first, second, _ = groupe.seances
    assert seen(second) == []
    db.session.rollback()
    opened = db.session.get_one(Suivi, groupe.suivi)
    assert opened.etat_dans(db.session.get_one(Seance, first)) is EtatSuivi.OUVERT


def test_what_is_told_after_midnight_in_the_hall_is_of_the_next_day(
    monde: Monde, groupe: Groupe
) -> None:
    _, second, third = groupe.seances
    # Half past midnight on the 5th of June in France is still the 4th for the clock.
    clock.set_clock(lambda: datetime(2026, 6, 4, 22, 30, tzinfo=UTC))
    tell_suivi(par=monde.bruno, suivi_id=groupe.suivi, etat=EtatSuivi.FAIT)
    assert seen(second) == [(groupe.suivi, "ouvert")]
    assert seen(third) == []


def test_still_open_with_words_is_told_and_stays_open(monde: Monde, groupe: Groupe) -> None:
    _, second, third = groupe.seances
    tell_suivi(
        par=monde.bruno,
        suivi_id=groupe.suivi,
        etat=EtatSuivi.OUVERT,
        texte="Attend la signature",
        seance_id=second,
    )
    assert seen(second) == seen(third) == [(groupe.suivi, "ouvert")]
    said = db.session.scalars(select(NouvelleSuivi)).one()
    assert said.texte == "Attend la signature"


def test_the_same_news_sent_twice_are_kept_once_and_hold_no_text_in_the_event(
    monde: Monde, groupe: Groupe
) -> None:
    nouvelle = str(uuid.uuid4())
    for _ in range(2):
        version = tell_suivi(
            par=monde.bruno,
            suivi_id=groupe.suivi,
            etat=EtatSuivi.FAIT,
            texte="Un secret",
            seance_id=groupe.seances[1],
            version=1,
            nouvelle_id=nouvelle,
        )
        assert version == 2
    assert db.session.scalar(select(func.count()).select_from(NouvelleSuivi)) == 1
    event = db.session.scalars(select(Evenement).where(Evenement.nature == "SuiviTold")).one()
    assert event.seance_id == groupe.seances[1]
    assert event.ids("suivi") == [groupe.suivi]
    assert "secret" not in str(event.details)


def test_of_two_who_tell_of_the_same_suivi_the_second_is_told(monde: Monde, groupe: Groupe) -> None:
    second = groupe.seances[1]
    tell_suivi(
        par=monde.chloe, suivi_id=groupe.suivi, etat=EtatSuivi.FAIT, seance_id=second, version=1
    )
    with pytest.raises(Refusal) as caught:
        tell_suivi(
            par=monde.bruno,
            suivi_id=groupe.suivi,
            etat=EtatSuivi.ABANDONNE,
            seance_id=second,
            version=1,
        )
    assert caught.value.code == "suivi_modifie"
    assert caught.value.details == {"version": 2, "etat": "fait", "qui": "Chloe"}


def test_a_meeting_of_another_group_says_nothing_of_it(monde: Monde, groupe: Groupe) -> None:
    other = factories.make_seance(
        monde.demarche, groupe_id=reunions.make_groupe(monde.demarche, nom="Habitat")
    )
    for seance_id in (other, monde.seance):
        with pytest.raises(Missing):
            tell_suivi(
                par=monde.bruno, suivi_id=groupe.suivi, etat=EtatSuivi.FAIT, seance_id=seance_id
            )
    assert seen(other) == []


def test_a_meeting_held_before_says_nothing_of_it(monde: Monde, groupe: Groupe) -> None:
    before = factories.make_seance(monde.demarche, groupe_id=groupe.groupe, titre="Réunion 0")
    _set_day(before, date(2026, 1, 4))
    with pytest.raises(Missing):
        tell_suivi(par=monde.bruno, suivi_id=groupe.suivi, etat=EtatSuivi.FAIT, seance_id=before)
    tell_suivi(
        par=monde.bruno,
        suivi_id=groupe.suivi,
        etat=EtatSuivi.FAIT,
        seance_id=groupe.seances[0],
    )
    assert seen(groupe.seances[1]) == []


def test_neither_a_stranger_nor_a_closed_meeting_tells_anything(
    monde: Monde, groupe: Groupe
) -> None:
    with pytest.raises(NotAllowed):
        tell_suivi(par=monde.dan, suivi_id=groupe.suivi, etat=EtatSuivi.FAIT)
    reunions.set_phase(groupe.seances[1], Phase.CLOSE)
    with pytest.raises(Refusal) as caught:
        tell_suivi(
            par=monde.bruno,
            suivi_id=groupe.suivi,
            etat=EtatSuivi.FAIT,
            seance_id=groupe.seances[1],
        )
    assert caught.value.code == "rencontre_close"
    assert seen(groupe.seances[1]) == [(groupe.suivi, "ouvert")]
