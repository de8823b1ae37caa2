"""What is given back of a question: read from the chain, a voice counted once, nobody named."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import select

from cafe.actions.decisions import decide_preconisation
from cafe.actions.engagements import Promesse, create_engagement
from cafe.actions.organismes import create_organisme
from cafe.actions.preconisations import propose_preconisation
from cafe.actions.suites import Reponse, give_suite
from cafe.documents.retour.contenu import Decide, Refuse, Retour, Sujet
from cafe.extensions import db
from cafe.models import (
    Contribution,
    Demarche,
    EtatPreconisation,
    NatureSuite,
    Participant,
    Question,
    Seance,
    Statut,
)
from cafe.retours import retour_of_quartier, retour_of_question
from tests import chaine
from tests.conftest import Monde
from tests.factories import build, post


def read(app: Flask, monde: Monde) -> Retour:
    db.session.rollback()
    with app.test_request_context():
        session = db.session()
        return retour_of_question(
            session,
            session.get_one(Seance, monde.seance),
            session.get_one(Question, monde.question),
        )


def read_quartier(app: Flask, monde: Monde, quartier: str) -> Retour:
    db.session.rollback()
    with app.test_request_context():
        session = db.session()
        return retour_of_quartier(session, session.get_one(Demarche, monde.demarche), quartier)


def live_in(contributions: list[str], quartier: str) -> None:
    def job(session: object) -> None:
        for id_ in contributions:
            word = session.get(Contribution, id_)  # type: ignore[attr-defined]
            session.get(Participant, word.participant_id).quartier = quartier  # type: ignore[attr-defined]

    build(job)


def decided(monde: Monde, groupe: str, etat: EtatPreconisation, intitule: str) -> str:
    id_ = chaine.make_preconisation(
        monde.bruno, monde.demarche, regroupements=[groupe], intitule=intitule
    )
    propose_preconisation(par=monde.bruno, preconisation_id=id_)
    if etat is not EtatPreconisation.PROPOSEE:
        decide_preconisation(
            par=monde.chloe,
            preconisation_id=id_,
            etat=etat,
            instance="COPIL",
            jour=date(2026, 7, 16),
            motif="Les secours y passent",
        )
    return id_


def test_a_question_without_words_is_silent(app: Flask, monde: Monde) -> None:
    retour = read(app, monde)
    assert retour.muet
    assert (retour.dites, retour.decides, retour.refuses) == ((), (), ())
    assert retour.prochaine == "Réunion de retour, 15 janvier 2027"
    assert retour.adresse
    assert retour.url.endswith(f"/retour?question={monde.question}")


def test_voices_are_people_and_only_published_words_count(app: Flask, monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Des bancs")
    words += [post(monde.ana, monde.question, texte).id for texte in ("Assis", "À l’ombre")]
    alone = post(monde.ana, monde.question, "Autre chose").id
    hidden = chaine.make_words(monde.seance, monde.question, "Non publiée")[0]
    chaine.set_statut(hidden, Statut.NON_PUBLIEE)
    chaine.make_regroupement(monde.seance, monde.question, [*words, hidden], "S’asseoir")
    retour = read(app, monde)
    assert retour.dites == (Sujet("S’asseoir", 3),)
    assert (retour.personnes, retour.paroles, retour.isolees) == (3, 5, 1)
    assert alone


def test_each_fate_stands_in_its_part(app: Flask, monde: Monde) -> None:
    groups = [
        chaine.make_regroupement(
            monde.seance,
            monde.question,
            chaine.make_words(monde.seance, monde.question, f"Parole {n}"),
            f"Sujet {n}",
        )
        for n in range(6)
    ]
    kept = decided(monde, groups[0], EtatPreconisation.RETENUE, "Poser dix bancs")
    ville = create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom="La Ville")
    create_engagement(
        par=monde.chloe,
        demarche_id=monde.demarche,
        promesse=Promesse(
            organisme_id=ville, texte="Dix bancs. Montant : 3 000 euros", echeance=date(2027, 3, 1)
        ),
        preconisations=(kept,),
    )
    decided(monde, groups[1], EtatPreconisation.NON_RETENUE, "Fermer la rue")
    decided(monde, groups[2], EtatPreconisation.PROPOSEE, "Ouvrir le parc")

    def suite(n: int, nature: NatureSuite, texte: str, organisme: str | None = None) -> None:
        give_suite(
            par=monde.chloe,
            demarche_id=monde.demarche,
            reponse=Reponse(
                nature=nature, texte=texte, jour=date(2026, 7, 1), organisme_id=organisme
            ),
            regroupements=(groups[n],),
        )

    suite(3, NatureSuite.SANS_SUITE, "La loi ne le permet pas")
    suite(4, NatureSuite.TRANSMISE, "Au bailleur", ville)
    retour = read(app, monde)
    assert [dit.texte for dit in retour.dites] == [f"Sujet {n}" for n in range(6)]
    assert retour.decides[0] == Decide(
        "Poser dix bancs",
        "Retenue, COPIL, 16 juillet 2026",
        "Promis par La Ville : Dix bancs (1er mars 2027).",
    )
    assert retour.decides[1].texte == "Sujet 4"
    assert "Transmise à La Ville" in retour.decides[1].decision
    assert len(retour.decides) == 2
    assert retour.refuses == (
        Refuse("Fermer la rue", "Les secours y passent", "COPIL, 16 juillet 2026"),
        Refuse("Sujet 3", "La loi ne le permet pas", "1er juillet 2026"),
    )
    assert retour.en_attente == 1


def test_a_draft_is_not_told(app: Flask, monde: Monde) -> None:
    group = chaine.make_regroupement(
        monde.seance, monde.question, chaine.make_words(monde.seance, monde.question, "Un banc")
    )
    chaine.make_preconisation(monde.bruno, monde.demarche, regroupements=[group])
    retour = read(app, monde)
    assert (retour.decides, retour.en_attente) == ((), 0)


def test_of_a_quartier_nothing_is_told_that_fewer_than_five_share(app: Flask, monde: Monde) -> None:
    many = chaine.make_words(monde.seance, monde.question, *[f"Banc {n}" for n in range(6)])
    few = chaine.make_words(monde.seance, monde.question, *[f"Bus {n}" for n in range(4)])
    chaine.make_regroupement(monde.seance, monde.question, many, "S’asseoir")
    group = chaine.make_regroupement(monde.seance, monde.question, few, "Le bus")
    decided(monde, group, EtatPreconisation.NON_RETENUE, "Un bus la nuit")
    live_in(many[:5] + few, "Les Tanneurs")
    live_in(many[5:], "Le Port")
    tanneurs = read_quartier(app, monde, "Les Tanneurs")
    assert tanneurs.dites == (Sujet("S’asseoir", 5),)
    assert (tanneurs.tus, tanneurs.refuses) == (1, ())
    port = read_quartier(app, monde, "Le Port")
    assert port.muet
    assert (port.dites, port.paroles, port.tus) == ((), 0, 0)
    assert read(app, monde).refuses


def test_nothing_of_a_text_or_a_person_is_in_it(app: Flask, monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Monsieur Untel, 06 12 34 56 78")
    chaine.make_regroupement(monde.seance, monde.question, words, "Un sujet")
    told = str(read(app, monde))
    author = db.session.scalars(select(Participant.id)).one()
    assert "Untel" not in told
    assert author not in told
