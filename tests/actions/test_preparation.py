"""What preparing a séance may not take away, and what a closed one keeps for good."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from cafe.actions.acces import create_acces
from cafe.actions.conduite import go_to_etape, set_phase
from cafe.actions.core import Refusal
from cafe.actions.demarches import FicheDemarche, update_demarche
from cafe.actions.seances import (
    EtapePrevue,
    FicheSeance,
    QuestionPrevue,
    create_seance,
    set_effectifs,
    update_seance,
)
from cafe.extensions import db
from cafe.models import Demarche, Phase, Programme, RoleAcces, Seance
from cafe.models.question import questions_of, tablees_of
from tests import chaine
from tests.conftest import Monde

ETAPES = (EtapePrevue("Accueil"), EtapePrevue("Tour 1"))


@pytest.fixture
def prepared(monde: Monde) -> str:
    """A séance of one question, two étapes and three tables."""
    return create_seance(
        par=monde.chloe,
        demarche_id=monde.demarche,
        fiche=FicheSeance(titre="Atelier du soir"),
        questions=(QuestionPrevue("Que changer ?"),),
        etapes=ETAPES,
        tables=3,
        tours=1,
    )


def row(id_: str) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, id_)


def update(monde: Monde, seance_id: str, **changes: Any) -> None:
    seance = row(seance_id)
    said: dict[str, Any] = {
        "fiche": FicheSeance(titre=seance.titre),
        "questions": tuple(
            QuestionPrevue(q.texte, id=q.id) for q in questions_of(db.session(), seance_id)
        ),
        "etapes": tuple(EtapePrevue(e.titre, id=e.id) for e in seance.etapes),
        "tables": len(tablees_of(db.session(), seance_id)),
        "version": seance.version,
    }
    update_seance(par=monde.chloe, seance_id=seance_id, **(said | changes))


def refused(monde: Monde, seance_id: str, **changes: Any) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as caught:
        update(monde, seance_id, **changes)
    return caught.value.code, caught.value.champ


def test_a_table_to_which_a_device_is_paired_stays(monde: Monde, prepared: str) -> None:
    third = tablees_of(db.session(), prepared)[2]
    create_acces(par=monde.bruno, seance_id=prepared, role=RoleAcces.HOTE, tablee_id=third.id)
    assert refused(monde, prepared, tables=2) == ("table_utilisee", "tables")
    update(monde, prepared, tables=5)
    assert [t.numero for t in tablees_of(db.session(), prepared)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("wanted", [-1, 201])
def test_a_number_of_tables_makes_sense(monde: Monde, prepared: str, wanted: int) -> None:
    assert refused(monde, prepared, tables=wanted) == ("nombre_de_tables", "tables")
    assert len(tablees_of(db.session(), prepared)) == 3


def test_what_was_only_planned_goes_with_its_table_and_its_question(
    monde: Monde, prepared: str
) -> None:
    assert db.session.scalar(select(func.count()).select_from(Programme)) == 3
    update(monde, prepared, tables=1)
    update(monde, prepared, questions=(QuestionPrevue("Une autre ?"),))
    db.session.rollback()
    (question,) = questions_of(db.session(), prepared)
    (planned,) = db.session.scalars(select(Programme.question_id))
    assert planned == question.id


def test_a_question_on_which_words_were_grouped_stays(monde: Monde, prepared: str) -> None:
    (question,) = questions_of(db.session(), prepared)
    chaine.make_regroupement(prepared, question.id, [])
    assert refused(monde, prepared, questions=()) == ("question_utilisee", "questions")


def test_the_step_under_way_stays(monde: Monde, prepared: str) -> None:
    set_phase(par=monde.bruno, seance_id=prepared, phase=Phase.OUVERTE)
    go_to_etape(par=monde.bruno, seance_id=prepared, etape_id=row(prepared).etapes[1].id)
    first = row(prepared).etapes[0]
    kept = (EtapePrevue(first.titre, id=first.id),)
    assert refused(monde, prepared, etapes=kept) == ("etape_en_cours", "etapes")


def test_a_closed_seance_changes_no_more(monde: Monde, prepared: str) -> None:
    for phase in (Phase.OUVERTE, Phase.TERMINEE, Phase.CLOSE):
        set_phase(par=monde.chloe, seance_id=prepared, phase=phase)
    assert refused(monde, prepared) == ("rencontre_close", None)
    with pytest.raises(Refusal) as caught:
        set_effectifs(par=monde.bruno, seance_id=prepared, effectifs=(("habitant·e·s", 12),))
    assert caught.value.code == "rencontre_close"


def test_a_demarche_keeps_its_own_words_and_only_those(monde: Monde) -> None:
    words = {"fiche": " fiche action ", "fiches": "fiches action", "pilier": "  ", "autre": "x"}
    update_demarche(
        par=monde.chloe,
        demarche_id=monde.demarche,
        fiche=FicheDemarche(nom="V" * 300, libelles=words),
        version=1,
    )
    db.session.rollback()
    demarche = db.session.get_one(Demarche, monde.demarche)
    assert demarche.libelles == {"fiche": "fiche action", "fiches": "fiches action"}
    assert demarche.libelle("pilier") == "pilier"
    assert len(demarche.nom) == 200
