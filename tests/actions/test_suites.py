"""Suites: every word leads somewhere, one suite at a time, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.suites import Reponse, give_suite, record_retour
from cafe.extensions import db
from cafe.models import Evenement, NatureSuite, Statut, Suite
from cafe.models.evenement import history_of
from tests import chaine, factories
from tests.conftest import Monde

SANS_SUITE = Reponse(NatureSuite.SANS_SUITE, "Cela ne relève pas de ce contrat.")


def refusal_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def give(monde: Monde, reponse: Reponse = SANS_SUITE, **cibles: object) -> tuple[str, ...]:
    return give_suite(
        par=monde.bruno,
        demarche_id=monde.demarche,
        reponse=reponse,
        **cibles,  # type: ignore[arg-type]
    )


def test_several_words_get_the_same_suite_in_one_event(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un", "Deux", "Trois")
    group = chaine.make_regroupement(monde.seance, monde.question, [words[2]])
    given = give(monde, contributions=words[:2], regroupements=[group])
    assert len(given) == 3
    event = db.session.query(Evenement).filter_by(nature="SuiteGiven").one()
    assert set(event.ids("contribution")) == set(words[:2])
    assert event.ids("regroupement") == [group]
    assert event.seance_id == monde.seance


@pytest.mark.parametrize(
    ("reponse", "code"),
    [
        (Reponse(NatureSuite.SANS_SUITE, " "), "motif_vide"),
        (Reponse(NatureSuite.REPONSE_DONNEE, "", repondant="Le maire"), "texte_suite_vide"),
        (Reponse(NatureSuite.REPONSE_DONNEE, "C’est prévu."), "repondant_vide"),
        (Reponse(NatureSuite.TRANSMISE), "organisme_vide"),
        (Reponse(NatureSuite.DEJA_EN_OEUVRE), "fiche_vide"),
        (Reponse(NatureSuite.SANS_SUITE, "Non", jour=date(2099, 1, 1)), "jour_futur"),
    ],
)
def test_each_kind_of_suite_says_what_it_needs(monde: Monde, reponse: Reponse, code: str) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc")
    assert refusal_of(lambda: give(monde, reponse, contributions=words)) == code
    assert db.session.query(Suite).count() == 0


def test_nothing_chosen_is_told(monde: Monde) -> None:
    assert refusal_of(lambda: give(monde)) == "suite_sans_objet"


def test_a_suite_given_meanwhile_is_not_silently_replaced(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Une fontaine")
    (first,) = give(monde, contributions=words[:1])
    assert refusal_of(lambda: give(monde, contributions=words)) == "suite_deja_donnee"
    assert db.session.query(Suite).count() == 1
    answer = Reponse(NatureSuite.REPONSE_DONNEE, "C’est prévu.", repondant="Le maire")
    (second,) = give(monde, answer, contributions=words[:1], remplacer=True)
    db.session.rollback()
    assert db.session.get_one(Suite, first).fin_le is not None
    assert db.session.get_one(Suite, second).fin_le is None
    assert {e.nature for e in history_of(db.session(), "suite", first)} == {"SuiteGiven"}


def test_a_word_taken_back_or_of_another_demarche_gets_none(monde: Monde) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")
    chaine.set_statut(word, Statut.RETIREE)
    assert refusal_of(lambda: give(monde, contributions=[word])) == "parole_retiree"
    elsewhere = factories.make_seance(factories.make_demarche("Une autre"))
    words = chaine.make_words(elsewhere, factories.make_question(elsewhere), "Ailleurs")
    with pytest.raises(Missing):
        give(monde, contributions=words)
    with pytest.raises(NotAllowed):
        give_suite(
            par=monde.dan, demarche_id=monde.demarche, reponse=SANS_SUITE, contributions=[word]
        )


def test_words_passed_on_wait_for_the_structures_answer_noted_once(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "L’ascenseur", "Un banc")
    organisme = chaine.make_organisme(monde.demarche)
    (passed,) = give(
        monde, Reponse(NatureSuite.TRANSMISE, organisme_id=organisme), contributions=words[:1]
    )
    (other,) = give(monde, contributions=words[1:])
    note = lambda suite, texte="Réparé le 3.": record_retour(  # noqa: E731
        par=monde.bruno, suite_id=suite, texte=texte, jour=date(2026, 9, 3)
    )
    assert refusal_of(lambda: note(other)) == "pas_transmise"
    assert refusal_of(lambda: note(passed, " ")) == "texte_suite_vide"
    note(passed)
    kept = db.session.get_one(Suite, passed)
    assert (kept.retour, kept.retour_jour) == ("Réparé le 3.", date(2026, 9, 3))
    assert refusal_of(lambda: note(passed)) == "retour_deja_la"
    assert history_of(db.session(), "organisme", organisme)[-1].nature == "RetourRecorded"
