"""The checker of the chain, given each fault it must see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.decisions import decide_preconisation
from cafe.actions.engagements import Promesse, create_engagement
from cafe.actions.liens import link_fiche
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.models import (
    Contribution,
    ContributionVersion,
    Effacement,
    EmpreinteTexte,
    Engagement,
    EtatEngagement,
    EtatPreconisation,
    EvenementObjet,
    Fiche,
    LienEngagement,
    LienFiche,
    NatureLien,
    NatureSuite,
    Participant,
    Preconisation,
    Regroupement,
    Source,
    Statut,
    Suite,
    Traduction,
)
from cafe.models.base import new_id
from cafe.models.empreinte import erase_empreintes
from cafe.models.verification import check_chain
from cafe.models.verification_regles import REGLES
from tests import chaine, factories
from tests.conftest import POSTGRESQL, Monde


@dataclass(frozen=True)
class Ligne:
    """A whole chain, and what there is elsewhere to point at by mistake."""

    groupee: str
    seule: str
    regroupement: str
    fiche: str
    decidee: str
    brouillon: str
    lien: str
    suite: str
    engagement: str
    autre_question: str
    ailleurs: str
    question_ailleurs: str
    mot_ailleurs: str
    fiche_ailleurs: str


@pytest.fixture
def ligne(monde: Monde) -> Ligne:
    groupee, seule = chaine.make_words(monde.seance, monde.question, "Des bancs", "De l’ombre")
    group = chaine.make_regroupement(monde.seance, monde.question, [groupee])
    fiche = chaine.make_fiche(monde.demarche)
    decidee = chaine.make_preconisation(monde.chloe, monde.demarche, regroupements=[group])
    lien = link_fiche(
        par=monde.chloe,
        preconisation_id=decidee,
        fiche_id=fiche,
        nature=NatureLien.COMPLETE,
        motif="Les bancs y manquent.",
    )
    decide_preconisation(
        par=monde.chloe,
        preconisation_id=decidee,
        etat=EtatPreconisation.RETENUE,
        instance="COPIL",
        jour=clock.now().date() - timedelta(days=1),
        motif="C’est possible.",
    )
    (suite,) = give_suite(
        par=monde.chloe,
        demarche_id=monde.demarche,
        reponse=Reponse(NatureSuite.SANS_SUITE, "Le toit est protégé."),
        contributions=[seule],
    )
    engagement = create_engagement(
        par=monde.chloe,
        demarche_id=monde.demarche,
        promesse=Promesse(chaine.make_organisme(monde.demarche), "Six bancs", date(2027, 6, 1)),
        preconisations=[decidee],
    )
    (ailleurs,) = monde.dan.roles
    seance = factories.make_seance(ailleurs)
    question = factories.make_question(seance)
    (mot,) = chaine.make_words(seance, question, "Chez nous aussi")
    return Ligne(
        groupee=groupee,
        seule=seule,
        regroupement=group,
        fiche=fiche,
        decidee=decidee,
        brouillon=chaine.make_preconisation(monde.chloe, monde.demarche, constat=""),
        lien=lien,
        suite=suite,
        engagement=engagement,
        autre_question=factories.make_question(monde.seance),
        ailleurs=ailleurs,
        question_ailleurs=question,
        mot_ailleurs=mot,
        fiche_ailleurs=chaine.make_fiche(ailleurs),
    )


Faute = Callable[[Session, Ligne], object]


def change(model: type, id_of: Callable[[Ligne], str], **values: object) -> Faute:
    """Set columns of one row behind the actions' back."""
    return lambda session, ligne: session.execute(
        update(model).where(model.id == id_of(ligne)).values(**values)  # type: ignore[attr-defined]
    )


def empty_text(session: Session, contribution_id: str) -> None:
    erase_empreintes(session, [contribution_id])
    session.execute(
        update(ContributionVersion)
        .where(ContributionVersion.contribution_id == contribution_id)
        .values(texte=None)
    )


def withdrawn_with_text(session: Session, ligne: Ligne) -> None:
    session.get_one(Contribution, ligne.seule).statut = Statut.RETIREE
    session.add(Effacement(contribution_id=ligne.seule, le=clock.now(), motif="retrait"))


def withdrawn_unregistered(session: Session, ligne: Ligne) -> None:
    session.get_one(Contribution, ligne.seule).statut = Statut.RETIREE
    empty_text(session, ligne.seule)


def empreinte_left(session: Session, ligne: Ligne) -> None:
    withdrawn_unregistered(session, ligne)
    session.add(Effacement(contribution_id=ligne.seule, le=clock.now(), motif="retrait"))
    version_id = session.get_one(Contribution, ligne.seule).version_id
    session.add(EmpreinteTexte(version_id=version_id, octets=b"gone", le=clock.now()))


def translate(session: Session, contribution_id: str, texte: str | None) -> None:
    version_id = session.get_one(Contribution, contribution_id).version_id
    session.add(Traduction(version_id=version_id, rang=1, langue="ar", texte=texte, le=clock.now()))


def withdrawn_with_translation(session: Session, ligne: Ligne) -> None:
    translate(session, ligne.seule, "De l’ombre, en français")
    withdrawn_unregistered(session, ligne)
    session.add(Effacement(contribution_id=ligne.seule, le=clock.now(), motif="retrait"))


def participant_from_elsewhere(session: Session, ligne: Ligne) -> None:
    elsewhere = session.get_one(Contribution, ligne.mot_ailleurs)
    session.get_one(Contribution, ligne.seule).participant_id = elsewhere.participant_id


def source_from_elsewhere(session: Session, ligne: Ligne) -> None:
    session.add(
        Source(preconisation_id=ligne.brouillon, contribution_id=ligne.mot_ailleurs, le=clock.now())
    )


def engagement_to_elsewhere(session: Session, ligne: Ligne) -> None:
    session.add(
        LienEngagement(
            engagement_id=ligne.engagement, fiche_id=ligne.fiche_ailleurs, le=clock.now()
        )
    )


FAUTES: dict[str, Faute] = {
    "Parole sans version courante": change(
        Contribution, lambda x: x.seule, version_id="00000000-0000-4000-8000-000000000000"
    ),
    "Parole sans texte, mais pas retirée": lambda s, x: empty_text(s, x.seule),
    "Parole retirée dont un texte reste": withdrawn_with_text,
    "Parole retirée dont une traduction reste": withdrawn_with_translation,
    "Traduction sans texte, d’une parole qui n’est pas retirée": lambda s, x: translate(
        s, x.seule, None
    ),
    "Empreinte d’un texte effacé": empreinte_left,
    "Parole retirée absente du registre des effacements": withdrawn_unregistered,
    "Parole sur la question d’une autre rencontre": lambda s, x: setattr(
        s.get_one(Contribution, x.seule), "question_id", x.question_ailleurs
    ),
    "Parole d’un participant d’une autre rencontre": participant_from_elsewhere,
    "Parole dont aucun événement ne parle": lambda s, x: s.execute(
        delete(EvenementObjet).where(EvenementObjet.objet_id == x.seule)
    ),
    "Regroupement sur la question d’une autre rencontre": lambda s, x: s.add(
        Regroupement(
            seance_id=s.get_one(Regroupement, x.regroupement).seance_id,
            question_id=x.question_ailleurs,
            titre="Perdu",
            ordre=9,
            cree_le=clock.now(),
        )
    ),
    "Parole encore dans un regroupement fermé": lambda s, x: setattr(
        s.get_one(Regroupement, x.regroupement), "ferme_le", clock.now()
    ),
    "Parole regroupée sur une autre question que la sienne": lambda s, x: setattr(
        s.get_one(Contribution, x.groupee), "question_id", x.autre_question
    ),
    "Parole regroupée sans être affichée": change(
        Contribution, lambda x: x.groupee, statut=Statut.FRIGO
    ),
    "Préconisation décidée sans décision": change(
        Preconisation, lambda x: x.brouillon, etat=EtatPreconisation.RETENUE, constat="Vu."
    ),
    "Préconisation dont l’état n’est pas celui de sa dernière décision": change(
        Preconisation, lambda x: x.decidee, etat=EtatPreconisation.NON_RETENUE
    ),
    "Préconisation proposée qui ne repose sur rien": change(
        Preconisation, lambda x: x.brouillon, etat=EtatPreconisation.PROPOSEE
    ),
    "Source prise dans une autre démarche": source_from_elsewhere,
    "Lien vers une fiche sans raison": change(LienFiche, lambda x: x.lien, motif=""),
    "Lien vers la fiche d’une autre démarche": lambda s, x: setattr(
        s.get_one(LienFiche, x.lien), "fiche_id", x.fiche_ailleurs
    ),
    "Suite donnée à une parole d’une autre démarche": lambda s, x: setattr(
        s.get_one(Suite, x.suite), "demarche_id", x.ailleurs
    ),
    "Fiche sans version courante": change(Fiche, lambda x: x.fiche, version_id=new_id()),
    "Engagement dont l’état n’est pas le dernier noté": change(
        Engagement, lambda x: x.engagement, etat=EtatEngagement.TENU
    ),
    "Engagement lié hors de sa démarche": engagement_to_elsewhere,
}


def test_a_chain_made_by_actions_has_no_fault(ligne: Ligne) -> None:
    report = check_chain(db.session())
    assert report.fautes == ()
    assert report.comptes["contributions"] == 3
    assert report.comptes["décisions"] == 1


def test_every_rule_has_a_fault_to_see() -> None:
    assert set(FAUTES) == set(REGLES)


@pytest.mark.parametrize("sentence", FAUTES)
def test_a_planted_fault_is_reported_and_nothing_else(sentence: str, ligne: Ligne) -> None:
    def plant(session: Session) -> None:
        FAUTES[sentence](session, ligne)

    factories.build(plant)
    (fault,) = check_chain(db.session()).fautes
    assert fault.startswith(f"{sentence} : ")


@pytest.mark.skipif(POSTGRESQL, reason="PostgreSQL refuses such a row by itself")
def test_a_row_that_points_nowhere_is_reported(ligne: Ligne) -> None:
    with db.engine.connect() as connection:
        connection.execute(text("PRAGMA query_only=OFF"))
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.execute(
            update(Participant).values(tablee_id="00000000-0000-4000-8000-000000000000")
        )
        connection.commit()
        connection.execute(text("PRAGMA query_only=ON"))
    db.session.rollback()
    faults = check_chain(db.session()).fautes
    assert set(faults) == {"Renvoi vers une ligne absente : participant vers tablee"}
