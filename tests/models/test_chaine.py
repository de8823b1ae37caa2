"""The trace of a word, both ways, and the words that lead nowhere yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import event

from cafe.actions.decisions import decide_preconisation, publish_reponse
from cafe.actions.engagements import Promesse, create_engagement
from cafe.actions.liens import link_fiche
from cafe.actions.preconisations import propose_preconisation
from cafe.actions.sources import remove_source
from cafe.actions.suites import Reponse, give_suite, record_retour
from cafe.extensions import db
from cafe.models import (
    Appartenance,
    EtatPreconisation,
    MotifModeration,
    NatureLien,
    NatureSuite,
    Preconisation,
    Statut,
)
from cafe.models.chaine import Devenir, Pas, devenir_of_contribution, devenirs_of_contributions
from cafe.models.chaine_sources import sources_of
from cafe.models.paroles import count_sans_suite, counts_sans_suite, paroles_sans_suite
from tests import chaine, factories
from tests.conftest import Monde

SANS_SUITE = Reponse(NatureSuite.SANS_SUITE, "Hors du contrat de ville.")


def devenir(contribution_id: str, *, brouillons: bool = False) -> Devenir:
    db.session.rollback()
    found = devenir_of_contribution(db.session(), contribution_id, brouillons=brouillons)
    assert found is not None
    return found


def retain(monde: Monde, preconisation_id: str, motif: str = "Peu coûteux.") -> str:
    return decide_preconisation(
        par=monde.chloe,
        preconisation_id=preconisation_id,
        etat=EtatPreconisation.RETENUE,
        instance="COPIL",
        jour=date(2026, 7, 16),
        motif=motif,
    )


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_the_whole_way_of_a_grouped_word_in_the_order_of_the_chain(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc", "Des bancs")
    group = chaine.make_regroupement(monde.seance, monde.question, words, "S’asseoir")
    fiche = chaine.make_fiche(monde.demarche, "3.4")
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, regroupements=[group])
    propose_preconisation(par=monde.bruno, preconisation_id=id_)
    link_fiche(
        par=monde.bruno,
        preconisation_id=id_,
        fiche_id=fiche,
        nature=NatureLien.COMPLETE,
        motif="La fiche l’oublie.",
    )
    retain(monde, id_)
    publish_reponse(par=monde.chloe, preconisation_id=id_, texte="Douze bancs.")
    create_engagement(
        par=monde.chloe,
        demarche_id=monde.demarche,
        promesse=Promesse(chaine.make_organisme(monde.demarche, "La Ville"), "Poser les bancs"),
        preconisations=[id_],
    )
    found = devenir(words[0])
    assert [etape.pas for etape in found.etapes()] == [
        Pas.RECUE,
        Pas.REGROUPEE,
        Pas.PRECONISATION,
        Pas.DECISION,
        Pas.REPONSE,
        Pas.FICHE,
        Pas.ENGAGEMENT,
    ]
    assert found.regroupement is not None
    assert (found.regroupement.titre, found.regroupement.paroles) == ("S’asseoir", 2)
    (reprise,) = found.reprises
    assert reprise.par_regroupement
    suivie = reprise.preconisation
    assert suivie.decision is not None
    assert (suivie.numero, suivie.decision.instance) == (1, "COPIL")
    assert suivie.reponse is not None
    assert suivie.reponse.texte == "Douze bancs."
    assert [(f.numero, f.nature, f.motif) for f in suivie.fiches] == [
        ("3.4", NatureLien.COMPLETE, "La fiche l’oublie.")
    ]
    assert [e.organisme for e in suivie.engagements] == ["La Ville"]


def test_a_draft_is_the_teams_own_matter(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, "Un banc")
    chaine.make_preconisation(monde.bruno, monde.demarche, contributions=words)
    assert devenir(words[0]).reprises == ()
    assert len(devenir(words[0], brouillons=True).reprises) == 1


def test_a_word_set_aside_says_why_and_a_withdrawn_one_says_so(monde: Monde) -> None:
    cold, gone = chaine.make_words(monde.seance, monde.question, "Hors sujet", "Non")
    chaine.set_statut(
        cold, Statut.FRIGO, motif=MotifModeration.HORS_SUJET, precision="Pour l’atelier culture."
    )
    chaine.set_statut(gone, Statut.RETIREE)
    found = devenir(cold)
    assert (found.statut, found.motif) == (Statut.FRIGO, MotifModeration.HORS_SUJET)
    assert found.precision == "Pour l’atelier culture."
    assert [e.pas for e in devenir(gone).etapes()] == [Pas.RECUE, Pas.ECARTEE]


def test_a_word_keeps_its_own_suite_before_its_groups(monde: Monde) -> None:
    own, other = chaine.make_words(monde.seance, monde.question, "Un", "Deux")
    group = chaine.make_regroupement(monde.seance, monde.question, [own, other])
    organisme = chaine.make_organisme(monde.demarche)
    give_suite(
        par=monde.bruno, demarche_id=monde.demarche, reponse=SANS_SUITE, regroupements=[group]
    )
    (passed,) = give_suite(
        par=monde.bruno,
        demarche_id=monde.demarche,
        reponse=Reponse(NatureSuite.TRANSMISE, organisme_id=organisme),
        contributions=[own],
    )
    record_retour(par=monde.bruno, suite_id=passed, texte="C’est réparé.")
    mine, grouped = devenir(own).suite, devenir(other).suite
    assert mine is not None
    assert (mine.nature, mine.organisme, mine.par_regroupement) == (
        NatureSuite.TRANSMISE,
        "Le bailleur social",
        False,
    )
    assert grouped is not None
    assert (grouped.nature, grouped.par_regroupement) == (NatureSuite.SANS_SUITE, True)
    assert Pas.RETOUR in [e.pas for e in devenir(own).etapes()]


def test_a_merged_group_hands_its_way_on(monde: Monde) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")
    (first, second, third) = (
        chaine.make_regroupement(monde.seance, monde.question, words) for words in ([word], [], [])
    )
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, regroupements=[first])
    chaine.merge(first, second)
    chaine.merge(second, third)
    assert [r.preconisation.id for r in devenir(word, brouillons=True).reprises] == [id_]
    (source,) = sources_of(db.session(), [id_])[id_]
    assert [p.texte for p in source.paroles] == ["Un banc"]
    assert count_sans_suite(db.session(), monde.demarche) == 0
    retain(monde, id_)
    assert [p.id for p in sources_of(db.session(), [id_])[id_][0].paroles] == [word]


def test_a_word_moved_after_the_decision_keeps_its_way(monde: Monde) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")
    group = chaine.make_regroupement(monde.seance, monde.question, [word])
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, regroupements=[group])
    retain(monde, id_)

    def leave(session: object) -> None:
        from cafe import clock

        row = session.query(Appartenance).filter_by(contribution_id=word).one()  # type: ignore[attr-defined]
        row.fin_le = clock.now()

    factories.build(leave)
    assert [r.preconisation.id for r in devenir(word).reprises] == [id_]
    assert count_sans_suite(db.session(), monde.demarche) == 0


def test_a_word_detached_before_the_last_decision_no_longer_follows_it(monde: Monde) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Un banc")
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, contributions=[word])
    decide_preconisation(
        par=monde.chloe,
        preconisation_id=id_,
        etat=EtatPreconisation.A_L_ETUDE,
        instance="COPIL",
        jour=date(2026, 7, 16),
        motif="À chiffrer.",
        jusqu_au=date(2026, 10, 1),
    )
    remove_source(par=monde.bruno, source_id=db.session.get_one(Preconisation, id_).sources[0].id)
    retain(monde, id_)
    assert devenir(word).reprises == ()
    assert count_sans_suite(db.session(), monde.demarche) == 1


def test_back_from_a_preconisation_to_its_words_with_nothing_of_their_authors(
    monde: Monde,
) -> None:
    ana = factories.participant(monde.seance)
    mine = [factories.post(ana, monde.question, texte).id for texte in ("Un banc", "Deux bancs")]
    (other, gone, hidden) = chaine.make_words(
        monde.seance, monde.question, "Une fontaine", "Retirée", "Cachée"
    )
    group = chaine.make_regroupement(monde.seance, monde.question, [*mine, gone, hidden])
    chaine.set_statut(hidden, Statut.NON_PUBLIEE)
    id_ = chaine.make_preconisation(
        monde.bruno, monde.demarche, regroupements=[group], contributions=[other]
    )
    chaine.set_statut(gone, Statut.RETIREE)
    grouped, alone = sources_of(db.session(), [id_])[id_]
    assert [p.id for p in grouped.paroles] == [*mine, gone]
    assert (grouped.titre, grouped.question) == ("S’asseoir", "Que changer dans le quartier ?")
    assert grouped.voix == 2  # Ana counts once
    assert (alone.titre, [p.texte for p in alone.paroles]) == (None, ["Une fontaine"])


def test_words_without_a_suite_are_counted_by_question_and_paged(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, *(f"Idée {n}" for n in range(7)))
    second = factories.make_question(monde.seance, "Et les arbres ?")
    (tree,) = chaine.make_words(monde.seance, second, "Un tilleul")
    elsewhere = factories.make_seance(factories.make_demarche("Une autre"))
    chaine.make_words(elsewhere, factories.make_question(elsewhere), "Ailleurs")
    group = chaine.make_regroupement(monde.seance, monde.question, words[4:6])
    chaine.set_statut(words[0], Statut.FRIGO)
    give_suite(
        par=monde.bruno, demarche_id=monde.demarche, reponse=SANS_SUITE, contributions=[words[1]]
    )
    chaine.make_preconisation(monde.bruno, monde.demarche, contributions=[words[2]])
    session = db.session()
    counts = counts_sans_suite(session, monde.demarche)
    assert [(c.question, c.nombre) for c in counts] == [
        ("Que changer dans le quartier ?", 4),
        ("Et les arbres ?", 1),
    ]
    first = paroles_sans_suite(session, monde.demarche, par_page=3)
    assert (first.total, first.pages) == (5, 2)
    assert [p.id for p in first.paroles] == [words[3], words[6], words[4]]
    assert first.paroles[2].regroupement_id == group
    rest = paroles_sans_suite(session, monde.demarche, par_page=3, page=9)
    assert [p.id for p in rest.paroles] == [words[5], tree]
    only = paroles_sans_suite(session, monde.demarche, question_id=second)
    assert [p.texte for p in only.paroles] == ["Un tilleul"]
    give_suite(
        par=monde.bruno, demarche_id=monde.demarche, reponse=SANS_SUITE, regroupements=[group]
    )
    assert count_sans_suite(db.session(), monde.demarche) == 3


def test_a_hundred_words_cost_as_many_queries_as_one(monde: Monde) -> None:
    words = chaine.make_words(monde.seance, monde.question, *(f"Idée {n}" for n in range(12)))
    group = chaine.make_regroupement(monde.seance, monde.question, words)
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche, regroupements=[group])
    retain(monde, id_)
    costs = []
    for asked in (words[:1], words):
        db.session.rollback()
        with counted() as seen:
            found = devenirs_of_contributions(db.session(), asked)
        assert len(found) == len(asked)
        costs.append(len(seen))
    assert costs[0] == costs[1]
    assert devenirs_of_contributions(db.session(), []) == {}
