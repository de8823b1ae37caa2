"""Undone like any other gesture: « c’est bon », a person slowed down, words passed on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from cafe.access.identity import Identite
from cafe.actions.annulation import undo
from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution
from cafe.actions.lots import chill_contributions
from cafe.actions.moderation import chill_contribution, publish_contribution
from cafe.actions.organismes import create_organisme
from cafe.actions.ralentissement import lift_slow_down, slow_down
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import correct_contribution, withdraw_contribution
from cafe.actions.signalements import clear_flag
from cafe.actions.suites import Reponse, give_suite, record_retour
from cafe.extensions import db
from cafe.models import (
    Contribution,
    Evenement,
    NatureSuite,
    Participant,
    Phase,
    Role,
    Signalement,
    Statut,
    Suite,
)
from cafe.models.evenement import last_numero
from cafe.models.tableau import cards_by_id
from tests import factories, reunions
from tests.conftest import Monde

NOMMEE = "Karim fait du bruit"


@pytest.fixture
def lea(monde: Monde) -> Identite:
    """A second facilitator."""
    return factories.identite(factories.make_compte("Lea", Role.ANIMATEUR, monde.demarche))


@pytest.fixture
def ville(monde: Monde) -> str:
    return create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom="Ville")


def last() -> int:
    db.session.rollback()
    return last_numero(db.session())


def take_back(monde: Monde, numero: int, par: Identite | None = None) -> Evenement:
    """Undo it, twice: the second time changes nothing. Returns the inverse's event."""
    undo(par=par or monde.bruno, seance_id=monde.seance, numero=numero)
    done = last()
    undo(par=par or monde.bruno, seance_id=monde.seance, numero=numero)
    assert last() == done
    event = db.session.get_one(Evenement, done)
    assert event.details["annule"] == numero
    return event


def who_and_what(monde: Monde, numero: int, par: Identite | None = None) -> tuple[str, str]:
    before = last()
    with pytest.raises(Stale, match="deja_change") as refused:
        undo(par=par or monde.bruno, seance_id=monde.seance, numero=numero)
    assert last() == before
    return refused.value.details["qui"], refused.value.details["nature"]


# « C’est bon »


def flag(carte: str) -> Signalement | None:
    db.session.rollback()
    return cards_by_id(db.session(), [carte])[0].signalement


@pytest.fixture
def nommee(monde: Monde) -> str:
    """A flagged word that Bruno has left as it is."""
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    clear_flag(par=monde.bruno, contribution_id=carte, version=1)
    return carte


def test_a_word_left_as_it_is_is_looked_at_again(monde: Monde, nommee: str) -> None:
    numero = last()
    # Where it stands says nothing of what it says.
    create_regroupement(
        par=monde.chloe, question_id=monde.question, titre="Bruit", contributions=[nommee]
    )
    assert flag(nommee) is None
    event = take_back(monde, numero)
    assert (event.nature, event.ids("contribution")) == ("FlagRestored", [nommee])
    assert flag(nommee) is Signalement.NOM
    # Looked at again, it is fine again: a new gesture, which has its own way back.
    clear_flag(par=monde.bruno, contribution_id=nommee, version=None)
    take_back(monde, last())
    assert flag(nommee) is Signalement.NOM


def test_a_flag_is_not_put_back_on_a_text_that_changed_or_that_somebody_decided_of(
    monde: Monde, nommee: str, lea: Identite
) -> None:
    numero = last()
    chill_contribution(par=lea, contribution_id=nommee, version=None)
    assert who_and_what(monde, numero) == ("Lea", "ContributionChilled")
    take_back(monde, last(), par=lea)
    correct_contribution(
        par=monde.ana, contribution_id=nommee, texte="Karine fait du bruit", version=None
    )
    assert who_and_what(monde, numero)[1] == "ContributionCorrected"
    withdraw_contribution(par=monde.ana, contribution_id=nommee)
    assert who_and_what(monde, numero)[1] == "ContributionWithdrawn"


def test_a_decision_undone_leaves_the_flag_to_be_looked_at(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    chill_contribution(par=monde.bruno, contribution_id=carte, version=1)
    assert flag(carte) is None
    take_back(monde, last())
    assert flag(carte) is Signalement.NOM
    chill_contributions(par=monde.bruno, seance_id=monde.seance, cartes={carte: None})
    take_back(monde, last())
    assert flag(carte) is Signalement.NOM
    # One that had been looked at stays so.
    clear_flag(par=monde.bruno, contribution_id=carte, version=None)
    chill_contribution(par=monde.bruno, contribution_id=carte, version=None)
    take_back(monde, last())
    assert flag(carte) is None


# Slowed down


def slowed(carte: str) -> bool:
    db.session.rollback()
    row = db.session.get_one(Contribution, carte)
    return db.session.get_one(Participant, row.participant_id).ralenti_le is not None


def test_slowing_down_and_lifting_it_undo_each_other(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question).id
    slow_down(par=monde.bruno, contribution_id=carte)
    event = take_back(monde, last())
    assert (event.nature, slowed(carte)) == ("SlowDownLifted", False)
    # Her phone is told as it is of the gesture itself: the event is about her word.
    assert event.ids("contribution") == [carte]
    assert factories.post(monde.ana, monde.question, "Encore").statut is Statut.PUBLIEE
    slow_down(par=monde.bruno, contribution_id=carte)
    lift_slow_down(par=monde.bruno, contribution_id=carte)
    event = take_back(monde, last())
    assert (event.nature, slowed(carte)) == ("ParticipantSlowedDown", True)


def test_whoever_lifted_it_since_is_told_even_from_another_of_her_words(
    monde: Monde, lea: Identite
) -> None:
    carte, other = (factories.post(monde.ana, monde.question, t).id for t in ("Un", "Deux"))
    somebody = factories.post(factories.participant(monde.seance), monde.question).id
    slow_down(par=monde.bruno, contribution_id=carte)
    numero = last()
    slow_down(par=lea, contribution_id=somebody)
    lift_slow_down(par=lea, contribution_id=other)
    assert who_and_what(monde, numero) == ("Lea", "SlowDownLifted")
    # Taken back by Léa, Bruno's own gesture stands again, and has its way back.
    take_back(monde, last(), par=lea)
    take_back(monde, numero)
    assert (slowed(carte), slowed(somebody)) == (False, True)


def test_nobodys_pace_changes_once_the_compte_rendu_has_left(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question).id
    slow_down(par=monde.bruno, contribution_id=carte)
    reunions.set_phase(monde.seance, Phase.CLOSE)
    with pytest.raises(RuleBroken, match="rencontre_close"):
        undo(par=monde.bruno, seance_id=monde.seance, numero=last())
    assert slowed(carte)


# Passed on


def suites(*cartes: str) -> list[tuple[NatureSuite, str]]:
    """What is in force for these words."""
    db.session.rollback()
    query = select(Suite).where(Suite.fin_le.is_(None), Suite.contribution_id.in_(cartes))
    return sorted((row.nature, row.contribution_id or "") for row in db.session.scalars(query))


def pass_on(
    par: Identite, monde: Monde, organisme: str, *cartes: str, remplacer: bool = False
) -> int:
    give_suite(
        par=par,
        demarche_id=monde.demarche,
        reponse=Reponse(NatureSuite.TRANSMISE, organisme_id=organisme),
        contributions=cartes,
        remplacer=remplacer,
    )
    return last()


def test_words_passed_on_are_taken_back_at_once_and_all_is_kept(monde: Monde, ville: str) -> None:
    cartes = [factories.post(monde.ana, monde.question, f"Bac {n}").id for n in range(3)]
    numero = pass_on(monde.bruno, monde, ville, *cartes)
    # A card that goes elsewhere meanwhile was passed on all the same.
    create_regroupement(
        par=monde.chloe, question_id=monde.question, titre="Bacs", contributions=cartes[:1]
    )
    event = take_back(monde, numero)
    assert event.nature == "SuiteTakenBack"
    assert sorted(event.ids("contribution")) == sorted(cartes)
    assert suites(*cartes) == []
    assert cards_by_id(db.session(), cartes)[0].transmise is None
    assert db.session.query(Suite).count() == 3
    numero = pass_on(monde.bruno, monde, ville, *cartes)
    assert len(suites(*cartes)) == 3
    take_back(monde, numero)


def test_what_it_replaced_is_in_force_again(monde: Monde, ville: str) -> None:
    carte = factories.post(monde.ana, monde.question, "Bac plein").id
    bailleur = create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom="Bailleur")
    first = pass_on(monde.chloe, monde, bailleur, carte)
    second = pass_on(monde.bruno, monde, ville, carte, remplacer=True)
    assert who_and_what(monde, first, par=monde.chloe) == ("Bruno", "SuiteGiven")
    take_back(monde, second)
    (row,) = db.session.scalars(select(Suite).where(Suite.fin_le.is_(None)))
    assert row.organisme_id == bailleur
    # And the first, which stands alone again, has its own way back.
    take_back(monde, first, par=monde.chloe)
    assert suites(carte) == []


def answered(monde: Monde, carte: str) -> None:
    (row,) = db.session.scalars(select(Suite).where(Suite.fin_le.is_(None)))
    record_retour(par=monde.chloe, suite_id=row.id, texte="Réparé lundi.")


def ended(monde: Monde, carte: str) -> None:
    give_suite(
        par=monde.chloe,
        demarche_id=monde.demarche,
        reponse=Reponse(NatureSuite.SANS_SUITE, "C’est réparé."),
        contributions=[carte],
        remplacer=True,
    )


@pytest.mark.parametrize(("since", "nature"), [(answered, "RetourRecorded"), (ended, "SuiteGiven")])
def test_what_was_answered_or_replaced_since_stays(
    monde: Monde, ville: str, since: Callable[[Monde, str], None], nature: str
) -> None:
    carte = factories.post(monde.ana, monde.question, "Bac plein").id
    numero = pass_on(monde.bruno, monde, ville, carte)
    since(monde, carte)
    before = suites(carte)
    assert who_and_what(monde, numero) == ("Chloe", nature)
    assert suites(carte) == before


def test_an_answer_and_a_reason_are_said_and_never_undone(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, "Bac plein").id
    ended(monde, carte)
    with pytest.raises(RuleBroken, match="geste_sans_retour"):
        undo(par=monde.chloe, seance_id=monde.seance, numero=last())


def test_words_are_taken_back_by_who_may_pass_them_on(
    monde: Monde, lea: Identite, ville: str
) -> None:
    carte = factories.post(monde.ana, monde.question, "Bac plein").id
    numero = pass_on(monde.bruno, monde, ville, carte)
    with pytest.raises(RuleBroken, match="geste_d_un_autre"):
        undo(par=lea, seance_id=monde.seance, numero=numero)
    with pytest.raises(NotAllowed):
        undo(par=monde.ana, seance_id=monde.seance, numero=numero)
    withdraw_contribution(par=monde.ana, contribution_id=carte)
    with pytest.raises(RuleBroken, match="parole_retiree"):
        undo(par=monde.bruno, seance_id=monde.seance, numero=numero)


def test_none_of_these_stands_in_the_way_of_the_gesture_before(monde: Monde, ville: str) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    bus = create_regroupement(par=monde.chloe, question_id=monde.question, titre="Bus")
    move_contribution(par=monde.bruno, contribution_id=carte, regroupement_id=bus, version=None)
    moved = last()
    clear_flag(par=monde.chloe, contribution_id=carte, version=None)
    slow_down(par=monde.chloe, contribution_id=carte)
    pass_on(monde.chloe, monde, ville, carte)
    take_back(monde, moved)
    publish_contribution(par=monde.bruno, contribution_id=carte, version=None)
    assert cards_by_id(db.session(), [carte])[0].regroupement_id is None
