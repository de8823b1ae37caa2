"""A rehearsal leaves nothing; a copy keeps the script and nothing of the day."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from cafe.actions.conduite import set_phase
from cafe.actions.copies import duplicate_seance, erase_rehearsal, start_rehearsal
from cafe.actions.core import NotAllowed, Refusal
from cafe.actions.ecran import set_message
from cafe.actions.hotes import ask_help, set_effectif_tablee
from cafe.actions.preconisations import Redaction, draft_preconisation
from cafe.actions.regroupements import create_regroupement
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.models import Base, Evenement, NatureSuite, Phase, Seance, Tour
from cafe.models.question import questions_of, tablees_of
from cafe.models.seance import rehearsals_of, seances_of
from tests import factories
from tests.actions.test_programme import grid, make
from tests.conftest import Monde


def counts() -> dict[str, int]:
    """How many rows each table holds."""
    db.session.rollback()
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def rehearse(monde: Monde, source: str) -> str:
    """Run a rehearsal as one would: words, a group, people at a table, help, a message."""
    id_ = start_rehearsal(par=monde.chloe, seance_id=source)
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    db.session.rollback()
    question = questions_of(db.session(), id_)[0].id
    table = tablees_of(db.session(), id_)[0].id
    tour = db.session.scalars(select(Tour.id).where(Tour.seance_id == id_)).first()
    assert tour is not None
    words = [
        factories.post(factories.participant(id_), question, f"Essai {n}").id for n in range(3)
    ]
    create_regroupement(par=monde.bruno, question_id=question, titre="Essais", contributions=words)
    set_effectif_tablee(par=monde.bruno, tablee_id=table, tour_id=tour, nombre=9)
    ask_help(par=monde.bruno, tablee_id=table)
    set_message(par=monde.bruno, seance_id=id_, texte="Un deux, un deux")
    return id_


def test_a_rehearsal_is_erased_whole_and_leaves_one_event(monde: Monde) -> None:
    source = make(monde, tables=3, questions=2, tours=2)
    factories.post(monde.ana, monde.question, "Une vraie parole")
    before = counts()
    id_ = rehearse(monde, source)
    assert counts()["contribution"] == before["contribution"] + 3
    assert erase_rehearsal(par=monde.chloe, seance_id=id_) == source
    after = counts()
    one_more = {"evenement": 1, "evenement_objet": 1}
    assert after == {name: n + one_more.get(name, 0) for name, n in before.items()}
    last = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert last is not None
    assert (last.nature, last.seance_id) == ("RehearsalErased", source)


def test_only_a_rehearsal_is_erased_and_only_by_the_lead(monde: Monde) -> None:
    source = make(monde, tables=1, questions=1, tours=1)
    with pytest.raises(Refusal) as caught:
        erase_rehearsal(par=monde.chloe, seance_id=source)
    assert caught.value.code == "pas_une_repetition"
    id_ = start_rehearsal(par=monde.chloe, seance_id=source)
    with pytest.raises(NotAllowed):
        erase_rehearsal(par=monde.bruno, seance_id=id_)
    with pytest.raises(Refusal) as caught:
        start_rehearsal(par=monde.chloe, seance_id=id_)
    assert caught.value.code == "repetition_seulement"


def test_a_rehearsal_has_its_code_and_is_in_no_list(monde: Monde) -> None:
    source = make(monde, tables=1, questions=1, tours=1)
    id_ = start_rehearsal(par=monde.chloe, seance_id=source)
    db.session.rollback()
    row = db.session.get_one(Seance, id_)
    assert row.titre == "Répétition : Café du parc"
    assert row.code != db.session.get_one(Seance, source).code
    assert id_ not in {s.id for s in seances_of(db.session(), monde.demarche)}
    assert [s.id for s in rehearsals_of(db.session(), source)] == [id_]


def test_the_words_of_a_rehearsal_lead_nowhere(monde: Monde) -> None:
    id_ = start_rehearsal(par=monde.chloe, seance_id=make(monde, tables=1, questions=1, tours=1))
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    db.session.rollback()
    question = questions_of(db.session(), id_)[0].id
    word = factories.post(factories.participant(id_), question, "Essai").id
    with pytest.raises(Refusal) as caught:
        draft_preconisation(
            par=monde.chloe,
            demarche_id=monde.demarche,
            redaction=Redaction(intitule="Ouvrir la salle le soir"),
            contributions=(word,),
        )
    assert caught.value.code == "parole_de_repetition"
    # An answer on the spot is rehearsed like the rest, and goes with it.
    reponse = Reponse(NatureSuite.REPONSE_DONNEE, texte="Merci", repondant="La ville")
    give_suite(par=monde.chloe, demarche_id=monde.demarche, contributions=(word,), reponse=reponse)
    erase_rehearsal(par=monde.chloe, seance_id=id_)
    assert counts()["suite"] == 0


def test_a_copy_keeps_script_tables_and_programme_and_nothing_of_the_day(monde: Monde) -> None:
    source = make(monde, tables=7, questions=8, tours=3)
    set_phase(par=monde.bruno, seance_id=source, phase=Phase.OUVERTE)
    id_ = duplicate_seance(par=monde.chloe, seance_id=source, titre="Café du lac")
    assert grid(id_) == grid(source)
    row = db.session.get_one(Seance, id_)
    assert (row.phase, row.jour, row.etape_id) == (Phase.PREPARATION, None, None)
    assert [e.titre for e in row.etapes] == ["Accueil", "Tour 1", "Tour 2", "Tour 3"]
    assert all(e.debut_le is None for e in row.etapes)
