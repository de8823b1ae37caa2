"""Preparing and leading a séance: what is refused, and what a refusal leaves as it was."""

from __future__ import annotations

import pytest

from cafe.actions.conduite import go_to_etape, replace_code, set_phase
from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.demarches import FicheDemarche, create_demarche, update_demarche
from cafe.actions.seances import (
    EtapePrevue,
    FicheSeance,
    QuestionPrevue,
    create_seance,
    set_effectifs,
    update_seance,
)
from cafe.extensions import db
from cafe.models import CodeSeance, Droit, Format, Phase, Question, Seance
from cafe.models.question import questions_of
from cafe.models.seance import seance_by_code
from tests import factories
from tests.conftest import Monde

QUESTIONS = (QuestionPrevue("Que garder ?"), QuestionPrevue("Que changer ?"))
ETAPES = (
    EtapePrevue("Accueil"),
    EtapePrevue("Tour 1", (Droit.LIRE, Droit.CONTRIBUER), 20),
    EtapePrevue("Synthèse"),
)


def seance(id_: str) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, id_)


def prepare(monde: Monde, **champs: object) -> str:
    return create_seance(
        par=monde.chloe,
        demarche_id=monde.demarche,
        fiche=FicheSeance(titre="Atelier du soir"),
        questions=QUESTIONS,
        etapes=ETAPES,
        tables=3,
        **champs,  # type: ignore[arg-type]
    )


def keep(question: Question) -> QuestionPrevue:
    return QuestionPrevue(question.texte, id=question.id, categories=tuple(question.categories))


def test_a_prepared_seance_has_its_code_questions_steps_and_tables(monde: Monde) -> None:
    row = seance(prepare(monde))
    assert row.code
    assert [q.texte for q in questions_of(db.session(), row.id)] == [
        "Que garder ?",
        "Que changer ?",
    ]
    assert [e.titre for e in row.etapes] == ["Accueil", "Tour 1", "Synthèse"]


def test_bruno_may_lead_but_not_prepare(monde: Monde) -> None:
    with pytest.raises(NotAllowed):
        create_seance(par=monde.bruno, demarche_id=monde.demarche, fiche=FicheSeance(titre="Non"))
    set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.TERMINEE)
    assert seance(monde.seance).phase is Phase.TERMINEE


def test_only_the_lead_closes_for_good_and_nothing_follows(monde: Monde) -> None:
    set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.TERMINEE)
    with pytest.raises(NotAllowed):
        set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.CLOSE)
    set_phase(par=monde.chloe, seance_id=monde.seance, phase=Phase.CLOSE)
    with pytest.raises(Refusal) as caught:
        set_phase(par=monde.chloe, seance_id=monde.seance, phase=Phase.OUVERTE)
    assert caught.value.code == "phase_impossible"


def test_phones_obey_the_step_under_way(monde: Monde) -> None:
    id_ = prepare(monde)
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    assert not seance(id_).accepts_contributions()
    go_to_etape(par=monde.bruno, seance_id=id_, etape_id=seance(id_).etapes[1].id)
    assert seance(id_).accepts_contributions()


def test_a_replaced_code_still_leads_there_and_is_never_given_again(monde: Monde) -> None:
    before = seance(monde.seance).code
    assert before
    after = replace_code(par=monde.bruno, seance_id=monde.seance)
    row = seance(monde.seance)
    assert row.code == after != before
    assert seance_by_code(db.session(), before) is row
    assert db.session.get(CodeSeance, before) is not None


def test_a_question_that_has_words_cannot_be_taken_away(monde: Monde) -> None:
    factories.post(monde.ana, monde.question)
    row = seance(monde.seance)
    with pytest.raises(Refusal) as caught:
        update_seance(
            par=monde.chloe,
            seance_id=row.id,
            fiche=FicheSeance(titre=row.titre),
            questions=(QuestionPrevue("Une autre"),),
            etapes=(),
            tables=0,
            version=row.version,
        )
    assert caught.value.code == "question_utilisee"
    assert [q.id for q in questions_of(db.session(), row.id)] == [monde.question]


def test_two_questions_may_swap_places(monde: Monde) -> None:
    row = seance(prepare(monde))
    first, second = questions_of(db.session(), row.id)
    update_seance(
        par=monde.chloe,
        seance_id=row.id,
        fiche=FicheSeance(titre=row.titre),
        questions=(keep(second), keep(first)),
        etapes=ETAPES,
        tables=3,
        version=row.version,
    )
    db.session.rollback()
    assert [q.id for q in questions_of(db.session(), row.id)] == [second.id, first.id]


def test_an_old_form_is_told_so_and_changes_nothing(monde: Monde) -> None:
    id_ = prepare(monde)
    with pytest.raises(Stale):
        update_seance(
            par=monde.chloe,
            seance_id=id_,
            fiche=FicheSeance(titre="Écrasé"),
            questions=(),
            etapes=(),
            tables=0,
            version=99,
        )
    assert seance(id_).titre == "Atelier du soir"


def test_residents_choose_among_four_categories_at_most(monde: Monde) -> None:
    five = ("ca_va", "ca_ne_va_pas", "mon_idee", "question", "temoignage")
    with pytest.raises(Refusal) as caught:
        create_seance(
            par=monde.chloe,
            demarche_id=monde.demarche,
            fiche=FicheSeance(titre="Trop"),
            questions=(QuestionPrevue("?", categories=five),),
        )
    assert caught.value.code == "trop_de_categories"


def test_a_groupe_de_travail_takes_the_professional_grid(monde: Monde) -> None:
    id_ = create_seance(
        par=monde.chloe,
        demarche_id=monde.demarche,
        fiche=FicheSeance(titre="GT emploi", format=Format.GROUPE_DE_TRAVAIL),
        questions=(QuestionPrevue("Quels freins ?"),),
    )
    db.session.rollback()
    assert "frein" in questions_of(db.session(), id_)[0].categories


def test_attendance_is_counted_never_negative(monde: Monde) -> None:
    set_effectifs(par=monde.bruno, seance_id=monde.seance, effectifs=(("habitants", 12),))
    with pytest.raises(Refusal):
        set_effectifs(par=monde.bruno, seance_id=monde.seance, effectifs=(("habitants", -1),))


def test_only_an_admin_makes_a_demarche_and_its_lead_alone_describes_it(monde: Monde) -> None:
    with pytest.raises(NotAllowed):
        create_demarche(par=monde.chloe, fiche=FicheDemarche(nom="Nouvelle"))
    with pytest.raises(NotAllowed):
        update_demarche(
            par=monde.dan, demarche_id=monde.demarche, fiche=FicheDemarche(nom="Volée"), version=1
        )
