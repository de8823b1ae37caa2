"""A script kept as a model comes back whole elsewhere, without questions, people or words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from cafe import clock
from cafe.actions.conduite import set_phase
from cafe.actions.contenu_deroule import ContenuDeroule
from cafe.actions.copies import start_rehearsal
from cafe.actions.core import Missing, NotAllowed, Refusal, Stale
from cafe.actions.modeles_deroule import (
    apply_modele,
    rename_modele,
    retire_modele,
    save_modele,
)
from cafe.actions.seances import EtapePrevue, FicheSeance, QuestionPrevue, create_seance
from cafe.extensions import db
from cafe.models import (
    Droit,
    Evenement,
    Format,
    Membre,
    ModeleDeroule,
    NatureEtape,
    Phase,
    Role,
    Seance,
    Tour,
    VueEcran,
)
from cafe.models.modele_deroule import modeles_of
from cafe.models.question import questions_of, tablees_of
from tests import factories
from tests.actions.test_programme import grid, make, version
from tests.conftest import Monde

ETAPES = (
    EtapePrevue("Accueil", duree_minutes=15, nature=NatureEtape.ACCUEIL, ecran=VueEcran.ACCUEIL),
    EtapePrevue(
        "Tour 1",
        (Droit.LIRE, Droit.CONTRIBUER),
        20,
        nature=NatureEtape.TOUR,
        tour=1,
        consigne="Téléphones posés.",
    ),
    EtapePrevue("Vote", (Droit.LIRE, Droit.VOTER), nature=NatureEtape.VOTE),
)


def make_source(monde: Monde) -> str:
    return create_seance(
        par=monde.chloe,
        demarche_id=monde.demarche,
        fiche=FicheSeance(titre="Café du parc", format=Format.WORLD_CAFE),
        questions=(QuestionPrevue("Que changer au parc ?"),),
        etapes=ETAPES,
        tables=4,
        tours=2,
    )


def keep(monde: Monde, titre: str = "Café court") -> str:
    return save_modele(par=monde.chloe, seance_id=make_source(monde), titre=titre)


def put(monde: Monde, seance_id: str, modele_id: str) -> int:
    return apply_modele(
        par=monde.chloe, seance_id=seance_id, modele_id=modele_id, version=version(seance_id)
    )


def refused(call: Any) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def titles(monde: Monde) -> list[str]:
    db.session.rollback()
    return [row.titre for row in modeles_of(db.session(), monde.demarche)]


def script(seance_id: str) -> list[tuple[Any, ...]]:
    db.session.rollback()
    tours = {
        row.id: row.numero
        for row in db.session.scalars(select(Tour).where(Tour.seance_id == seance_id))
    }
    return [
        (
            *(e.titre, tuple(e.droits), e.duree_minutes, e.nature),
            *(tours.get(e.tour_id or ""), e.ecran, e.consigne),
        )
        for e in db.session.get_one(Seance, seance_id).etapes
    ]


def test_a_model_brings_steps_tours_and_tables_and_leaves_the_questions(monde: Monde) -> None:
    target = make(monde, tables=7, questions=2, tours=3)
    assert put(monde, target, keep(monde)) == version(target)
    assert script(target) == [
        (e.titre, e.droits, e.duree_minutes, e.nature, e.tour, e.ecran, e.consigne) for e in ETAPES
    ]
    session = db.session()
    assert [q.texte for q in questions_of(session, target)] == ["Question 0 ?", "Question 1 ?"]
    assert len(tablees_of(session, target)) == 4
    # Two tours, each table with a question at each.
    assert grid(target) == [["0", "1", "0", "1"]] * 2


def test_a_model_holds_no_question_and_nobody(monde: Monde) -> None:
    modele = keep(monde)
    db.session.rollback()
    row = db.session.get_one(ModeleDeroule, modele)
    assert ContenuDeroule.from_json(row.contenu).etapes == ETAPES
    assert "parc" not in json.dumps(row.contenu, ensure_ascii=False)
    assert monde.chloe.id not in json.dumps(row.contenu)


def test_a_model_changes_nothing_of_a_seance_open_or_with_words(monde: Monde) -> None:
    modele, target = keep(monde), make(monde, tables=2, questions=1, tours=1)
    before = script(target)
    set_phase(par=monde.bruno, seance_id=target, phase=Phase.OUVERTE)
    assert refused(lambda: put(monde, target, modele)) == "modele_trop_tard"
    db.session.rollback()
    question = questions_of(db.session(), target)[0].id
    factories.post(factories.participant(target), question, "Un banc")

    def prepare_again(session: Any) -> None:
        row = session.get(Seance, target)
        row.phase, row.etape_id = Phase.PREPARATION, None

    factories.build(prepare_again)
    assert refused(lambda: put(monde, target, modele)) == "modele_sur_des_paroles"
    assert script(target) == before


def test_a_script_changed_meanwhile_is_not_replaced_unread(monde: Monde) -> None:
    modele, target = keep(monde), make(monde, tables=2, questions=1, tours=1)
    put(monde, target, modele)
    with pytest.raises(Stale):
        apply_modele(par=monde.chloe, seance_id=target, modele_id=modele, version=1)


def test_the_title_of_a_model_is_its_own_among_those_in_force(monde: Monde) -> None:
    first = keep(monde, "  Café   court ")
    assert titles(monde) == ["Café court"]
    assert refused(lambda: keep(monde, "CAFÉ COURT")) == "modele_titre_pris"
    assert refused(lambda: keep(monde, "  ")) == "modele_sans_titre"
    assert refused(lambda: keep(monde, "x" * 121)) == "saisie_longue"
    other = keep(monde, "Café long")
    assert (
        refused(lambda: rename_modele(par=monde.chloe, modele_id=other, titre="café court"))
        == "modele_titre_pris"
    )
    rename_modele(par=monde.chloe, modele_id=first, titre="Café court", description="Une heure")
    retire_modele(par=monde.chloe, modele_id=first)
    keep(monde, "Café court")
    assert titles(monde) == ["Café court", "Café long"]


def test_a_retired_model_is_neither_applied_nor_changed(monde: Monde) -> None:
    modele, target = keep(monde), make(monde, tables=2, questions=1, tours=1)
    retire_modele(par=monde.chloe, modele_id=modele)
    assert titles(monde) == []
    for call in (
        lambda: put(monde, target, modele),
        lambda: rename_modele(par=monde.chloe, modele_id=modele, titre="Autre"),
        lambda: retire_modele(par=monde.chloe, modele_id=modele),
    ):
        assert refused(call) == "modele_retire"


def test_models_are_the_lead_s_and_of_one_demarche(monde: Monde) -> None:
    modele, source = keep(monde), make_source(monde)
    target = make(monde, tables=2, questions=1, tours=1)
    for call in (
        lambda: save_modele(par=monde.bruno, seance_id=source, titre="Autre"),
        lambda: rename_modele(par=monde.bruno, modele_id=modele, titre="Autre"),
        lambda: retire_modele(par=monde.bruno, modele_id=modele),
        lambda: apply_modele(par=monde.bruno, seance_id=target, modele_id=modele, version=None),
    ):
        with pytest.raises(NotAllowed):
            call()
    elsewhere = factories.make_demarche("Contrat de ville d’ailleurs")
    there = factories.make_seance(elsewhere, phase=Phase.PREPARATION)
    lead = factories.identite(factories.make_compte("Zoe", Role.CHEF_DE_PROJET, elsewhere))
    with pytest.raises(NotAllowed):
        apply_modele(par=lead, seance_id=there, modele_id=modele, version=None)
    # Not even by somebody who leads both.
    both = Membre(
        compte_id=lead.id, demarche_id=monde.demarche, role=Role.CHEF_DE_PROJET, le=clock.now()
    )
    factories.build(lambda session: session.add(both))
    lead = factories.identite(lead.id or "")
    with pytest.raises(Missing):
        apply_modele(par=lead, seance_id=there, modele_id=modele, version=None)


def test_a_rehearsal_or_a_seance_without_a_script_makes_no_model(monde: Monde) -> None:
    rehearsal = start_rehearsal(par=monde.chloe, seance_id=make_source(monde))
    for seance_id, code in (
        (rehearsal, "repetition_seulement"),
        (factories.make_seance(monde.demarche), "modele_sans_etape"),
    ):
        assert (
            refused(
                lambda id_=seance_id: save_modele(par=monde.chloe, seance_id=id_, titre="Essai")
            )
            == code
        )


def change(name: str, value: Any) -> dict[str, Any]:
    said = ContenuDeroule(Format.ATELIER, 4, 1, ETAPES).to_json()
    if name in said:
        return said | {name: value}
    return said | {"etapes": [said["etapes"][0] | {name: value}]}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "bal"),
        ("tables", 201),
        ("tables", True),
        ("tours", 13),
        ("etapes", None),
        ("etapes", ["Accueil"]),
        ("titre", " "),
        ("titre", "x" * 121),
        ("duree_minutes", 0),
        ("tour", 0),
        ("droits", ["effacer"]),
        ("nature", "sieste"),
        ("ecran", "feu"),
        ("consigne", None),
    ],
)
def test_a_content_that_is_not_ours_is_refused_and_touches_nothing(
    monde: Monde, name: str, value: Any
) -> None:
    assert ContenuDeroule.from_json(change("tables", 4)).tables == 4
    modele, target = keep(monde), make(monde, tables=2, questions=1, tours=1)
    before = script(target)

    def spoil(session: Any) -> None:
        session.get(ModeleDeroule, modele).contenu = change(name, value)

    factories.build(spoil)
    assert refused(lambda: put(monde, target, modele)) == "modele_illisible"
    assert script(target) == before


def test_each_gesture_leaves_one_event_with_ids_only(monde: Monde) -> None:
    modele, target = keep(monde), make(monde, tables=2, questions=1, tours=1)
    rename_modele(par=monde.chloe, modele_id=modele, titre="Secret")
    put(monde, target, modele)
    retire_modele(par=monde.chloe, modele_id=modele)
    db.session.rollback()
    events = db.session.scalars(select(Evenement).order_by(Evenement.numero)).all()
    told = [e for e in events if e.nature.startswith("Modele")]
    assert [e.nature for e in told] == [
        *("ModeleSaved", "ModeleRenamed", "ModeleApplied", "ModeleRetired")
    ]
    assert "Secret" not in json.dumps([e.details for e in told])
