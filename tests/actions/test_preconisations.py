"""Preconisations: what they rest on, who may write them, what a decision fixes."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask

from cafe import clock
from cafe.actions.core import Missing, NotAllowed, Refusal, Stale
from cafe.actions.decisions import decide_preconisation, publish_reponse
from cafe.actions.preconisations import (
    Redaction,
    draft_preconisation,
    propose_preconisation,
    update_preconisation,
)
from cafe.actions.sources import add_sources, remove_source
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.models import (
    Contribution,
    Decision,
    EtatPreconisation,
    Evenement,
    NatureSuite,
    Preconisation,
    ReponsePublique,
    Role,
    Source,
    Statut,
    Suite,
)
from cafe.models.evenement import history_of
from tests import chaine, factories
from tests.conftest import Monde

HIER = date(2026, 7, 16)


def refusal_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def read(preconisation_id: str) -> Preconisation:
    db.session.rollback()
    return db.session.get_one(Preconisation, preconisation_id)


def decide(monde: Monde, preconisation_id: str, **champs: object) -> str:
    values = {
        "etat": EtatPreconisation.RETENUE,
        "instance": "Comité de pilotage",
        "jour": HIER,
        "motif": "Peu coûteux et attendu.",
    } | champs
    return decide_preconisation(par=monde.chloe, preconisation_id=preconisation_id, **values)  # type: ignore[arg-type]


def test_bruno_drafts_from_a_regroupement_and_numbers_follow(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Deux bancs")
    group = chaine.make_regroupement(monde.seance, monde.question, words)
    first = chaine.make_preconisation(monde.bruno, monde.demarche, regroupements=[group])
    second = chaine.make_preconisation(monde.bruno, monde.demarche, "Planter des arbres")
    assert (read(first).numero, read(second).numero) == (1, 2)
    assert [s.regroupement_id for s in read(first).sources] == [group]
    assert read(first).etat is EtatPreconisation.BROUILLON
    assert [e.nature for e in history_of(db.session(), "regroupement", group)] == [
        "PreconisationDrafted"
    ]


def test_a_second_try_with_the_same_id_finds_the_first(monde: Monde) -> None:
    id_ = str(uuid.uuid4())
    redaction = Redaction(intitule="Installer des bancs")
    ids = {
        draft_preconisation(
            par=monde.bruno, demarche_id=monde.demarche, redaction=redaction, preconisation_id=id_
        )
        for _ in range(2)
    }
    assert ids == {id_}
    assert db.session.query(Preconisation).count() == 1


def test_a_reader_a_stranger_and_ana_may_not_draft(monde: Monde) -> None:
    lecteur = factories.identite(factories.make_compte("Léa", Role.LECTEUR, monde.demarche))
    for par in (lecteur, monde.dan, monde.ana):
        with pytest.raises(NotAllowed):
            chaine.make_preconisation(par, monde.demarche)
    assert db.session.query(Preconisation).count() == 0


def test_words_of_another_demarche_are_not_found(monde: Monde) -> None:
    elsewhere = factories.make_demarche("Une autre")
    seance = factories.make_seance(elsewhere)
    question = factories.make_question(seance)
    words = chaine.make_words(seance, question, "Ailleurs")
    group = chaine.make_regroupement(seance, question, words)
    for sources in ({"regroupements": [group]}, {"contributions": words}):
        with pytest.raises(Missing):
            chaine.make_preconisation(monde.bruno, monde.demarche, **sources)


def test_a_title_is_required_and_too_long_a_text_is_told(monde: Monde) -> None:
    def draft(**champs: str) -> str:
        return refusal_of(lambda: chaine.make_preconisation(monde.bruno, monde.demarche, **champs))

    assert draft(intitule="  ") == "intitule_vide"
    assert draft(constat="a" * 10_001) == "saisie_longue"


def test_a_word_not_published_and_a_closed_group_cannot_be_sources(monde: Monde) -> None:
    shown, hidden = chaine.make_words(monde.seance, monde.question, "Oui", "Non")
    chaine.set_statut(hidden, Statut.NON_PUBLIEE)
    group = chaine.make_regroupement(monde.seance, monde.question, [shown])
    other = chaine.make_regroupement(monde.seance, monde.question, [])
    chaine.merge(group, other)
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)

    def add(**cible: list[str]) -> str:
        return refusal_of(lambda: add_sources(par=monde.bruno, preconisation_id=id_, **cible))

    assert add(contributions=[shown, hidden]) == "parole_pas_publiee"
    assert add(regroupements=[group]) == "regroupement_clos"
    assert add() == "suite_sans_objet"
    assert read(id_).sources == []


def test_a_source_is_attached_once_and_detaching_keeps_it_dated(monde: Monde) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    again = lambda: add_sources(par=monde.bruno, preconisation_id=id_, contributions=[word])  # noqa: E731
    (source,) = again()
    assert refusal_of(again) == "source_deja_la"
    remove_source(par=monde.bruno, source_id=source)
    kept = db.session.get_one(Source, source)
    assert kept.fin_le is not None
    assert kept.fin_par == monde.bruno.id
    assert refusal_of(lambda: remove_source(par=monde.bruno, source_id=source)) == (
        "source_deja_retiree"
    )
    assert again() != (source,)


def test_a_form_opened_on_an_old_version_is_refused(monde: Monde) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    redaction = Redaction(intitule="Installer vingt bancs")
    update_preconisation(par=monde.bruno, preconisation_id=id_, redaction=redaction, version=1)
    with pytest.raises(Stale) as caught:
        update_preconisation(
            par=monde.chloe, preconisation_id=id_, redaction=Redaction("Autre"), version=1
        )
    assert caught.value.details["version"] == 2
    assert read(id_).intitule == "Installer vingt bancs"


def test_a_preconisation_resting_on_nothing_is_not_proposed(monde: Monde) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, constat="")
    propose = lambda: propose_preconisation(par=monde.bruno, preconisation_id=id_)  # noqa: E731
    assert refusal_of(propose) == "sans_appui"
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")
    add_sources(par=monde.bruno, preconisation_id=id_, contributions=[word])
    propose()
    assert read(id_).etat is EtatPreconisation.PROPOSEE
    assert refusal_of(propose) == "deja_proposee"


def test_a_decision_pins_the_texts_it_rests_on_as_they_are_that_day(monde: Monde) -> None:
    grouped, gone, alone = chaine.make_words(
        monde.seance, monde.question, "Un banc", "Retirée", "Une fontaine"
    )
    group = chaine.make_regroupement(monde.seance, monde.question, [grouped, gone])
    chaine.set_statut(gone, Statut.RETIREE)
    id_ = chaine.make_preconisation(
        monde.bruno, monde.demarche, regroupements=[group], contributions=[alone]
    )
    decision = db.session.get_one(Decision, decide(monde, id_))
    versions = {pin.contribution_version_id for pin in decision.epingles}
    expected = {db.session.get_one(Contribution, w).version_id for w in (grouped, alone)}
    assert versions == expected
    event = db.session.query(Evenement).filter_by(nature="PreconisationDecided").one()
    assert set(event.ids("contribution")) == {grouped, alone}
    assert "banc" not in str(event.details)


@pytest.mark.parametrize(
    ("champs", "code"),
    [
        ({"instance": " "}, "instance_vide"),
        ({"motif": ""}, "motif_vide"),
        ({"jour": date(2099, 1, 1)}, "jour_futur"),
        ({"etat": EtatPreconisation.BROUILLON}, "etat_inconnu"),
        ({"etat": EtatPreconisation.A_L_ETUDE}, "etude_sans_date"),
        ({"etat": EtatPreconisation.A_L_ETUDE, "jusqu_au": HIER}, "etude_sans_date"),
        ({"etat": EtatPreconisation.HORS_COMPETENCE}, "transmise_a_qui"),
    ],
)
def test_an_incomplete_decision_is_named_and_nothing_changes(
    monde: Monde, champs: dict[str, object], code: str
) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    assert refusal_of(lambda: decide(monde, id_, **champs)) == code
    assert read(id_).etat is EtatPreconisation.BROUILLON
    assert db.session.query(Decision).count() == 0


def test_only_the_lead_decides(monde: Monde) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    with pytest.raises(NotAllowed):
        decide_preconisation(
            par=monde.bruno,
            preconisation_id=id_,
            etat=EtatPreconisation.RETENUE,
            instance="COPIL",
            jour=HIER,
            motif="Oui",
        )


def test_out_of_competence_is_passed_on_to_a_structure_of_the_demarche(monde: Monde) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    elsewhere = chaine.make_organisme(factories.make_demarche("Une autre"))
    hors = {"etat": EtatPreconisation.HORS_COMPETENCE}
    with pytest.raises(Missing):
        decide(monde, id_, organisme_id=elsewhere, **hors)
    organisme = chaine.make_organisme(monde.demarche)
    decision = db.session.get_one(Decision, decide(monde, id_, organisme_id=organisme, **hors))
    assert decision.organisme_id == organisme
    assert history_of(db.session(), "organisme", organisme)[-1].nature == "PreconisationDecided"


def test_once_settled_text_and_sources_are_fixed_but_later_words_may_join(monde: Monde) -> None:
    early, late = chaine.make_words(monde.seance, monde.question, "Un banc", "Moi aussi")
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, contributions=[early])
    decision = decide(monde, id_)
    redaction = Redaction("Ne rien faire")
    rewrite = lambda: update_preconisation(  # noqa: E731
        par=monde.bruno, preconisation_id=id_, redaction=redaction
    )
    source = read(id_).sources[0].id
    assert refusal_of(rewrite) == "preconisation_decidee"
    assert refusal_of(lambda: remove_source(par=monde.bruno, source_id=source)) == (
        "preconisation_decidee"
    )
    add_sources(par=monde.bruno, preconisation_id=id_, contributions=[late])
    assert len(read(id_).sources) == 2
    assert len(db.session.get_one(Decision, decision).epingles) == 1


def test_under_study_the_text_may_still_change_then_a_second_decision_follows(
    monde: Monde,
) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    until = clock.now().date() + timedelta(days=90)
    decide(monde, id_, etat=EtatPreconisation.A_L_ETUDE, jusqu_au=until)
    redaction = Redaction("Installer dix bancs", constat="Rien pour s’asseoir.")
    update_preconisation(par=monde.bruno, preconisation_id=id_, redaction=redaction)
    decide(monde, id_)
    assert read(id_).etat is EtatPreconisation.RETENUE
    assert [d.etat for d in read(id_).decisions] == [
        EtatPreconisation.A_L_ETUDE,
        EtatPreconisation.RETENUE,
    ]


def test_a_public_answer_follows_a_decision_and_each_is_kept(monde: Monde) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    answer = lambda texte: publish_reponse(  # noqa: E731
        par=monde.chloe, preconisation_id=id_, texte=texte, signataire="Le maire"
    )
    assert refusal_of(lambda: answer("Oui")) == "pas_decidee"
    decide(monde, id_)
    assert refusal_of(lambda: answer("  ")) == "texte_suite_vide"
    answer("Dix bancs avant l’été.")
    answer("Douze bancs avant l’été.")
    assert [r.texte for r in db.session.query(ReponsePublique).order_by(ReponsePublique.le)] == [
        "Dix bancs avant l’été.",
        "Douze bancs avant l’été.",
    ]


def test_two_leads_on_the_same_page_do_not_both_decide(monde: Monde) -> None:
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)
    decide(monde, id_, version=1)
    with pytest.raises(Stale):
        decide(monde, id_, version=1, etat=EtatPreconisation.NON_RETENUE)
    assert read(id_).etat is EtatPreconisation.RETENUE


def test_many_hands_at_once_number_without_gap_nor_double(app: Flask, monde: Monde) -> None:
    def draft(n: int) -> None:
        with app.app_context():
            try:
                chaine.make_preconisation(monde.bruno, monde.demarche, f"Installer {n} bancs")
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as hands:
        list(hands.map(draft, range(16)))
    db.session.rollback()
    numbers = [row.numero for row in db.session.query(Preconisation)]
    assert sorted(numbers) == list(range(1, 17))


def test_two_leads_answering_the_same_word_at_once_leave_one_suite(
    app: Flask, monde: Monde
) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")

    def answer(n: int) -> str:
        with app.app_context():
            try:
                give_suite(
                    par=monde.bruno,
                    demarche_id=monde.demarche,
                    reponse=Reponse(NatureSuite.SANS_SUITE, f"Raison {n}"),
                    contributions=[word],
                )
            except Refusal as refusal:
                return refusal.code
            finally:
                db.session.remove()
            return "donnee"

    with ThreadPoolExecutor(6) as hands:
        told = sorted(hands.map(answer, range(6)))
    assert told == ["donnee", *["suite_deja_donnee"] * 5]
    db.session.rollback()
    assert db.session.query(Suite).count() == 1
