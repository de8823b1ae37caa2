"""Importing fiches: all or nothing, the same file twice changes nothing, versions are kept."""

from __future__ import annotations

import pytest

from cafe.actions.core import NotAllowed, Refusal
from cafe.actions.fiches import Bilan, import_fiches
from cafe.extensions import db
from cafe.models import Evenement, Fiche, FicheVersion, Plan
from cafe.models.demarche import current_plan
from cafe.models.fiche import fiches_of_plan
from cafe.models.fiche_contenu import ContenuFiche, EtatChamp, state_of
from tests.chaine import contenu
from tests.conftest import Monde


def do(monde: Monde, *fiches: ContenuFiche, plan: str = "Contrat initial") -> Bilan:
    return import_fiches(
        par=monde.chloe,
        demarche_id=monde.demarche,
        plan_nom=plan,
        fiches=fiches,
        provenance="fiches.json",
    )


def contents(plan_id: str) -> list[dict[str, object]]:
    db.session.rollback()
    return [fiche.courante.contenu for fiche in fiches_of_plan(db.session(), plan_id)]


def test_fiches_come_in_as_they_are_in_the_order_of_the_file(monde: Monde) -> None:
    first = contenu(
        "1.10", "Dix", objectifs=["a › b", "a › c"], annee_fin=2027, hors_forme={"x": 1}
    )
    second = contenu("1.2", "Deux", objectifs=[], perimetre=None)
    bilan = do(monde, first, second)
    assert (bilan.nouvelles, bilan.modifiees, bilan.inchangees, bilan.absentes) == (2, 0, 0, 0)
    assert contents(bilan.plan_id) == [first.champs, second.champs]
    event = db.session.query(Evenement).filter_by(nature="FichesImported").one()
    assert len(event.ids("fiche")) == 2


def test_the_same_file_again_changes_nothing(monde: Monde) -> None:
    fiches = (contenu("1.1", objectifs=["a"]), contenu("1.2", annee_debut=2026))
    do(monde, *fiches)
    bilan = do(monde, *fiches)
    assert (bilan.nouvelles, bilan.modifiees, bilan.inchangees) == (0, 0, 2)
    assert db.session.query(FicheVersion).count() == 2


def test_a_changed_fiche_gets_a_version_and_keeps_its_id_and_its_past(monde: Monde) -> None:
    plan = do(monde, contenu("1.1", "Des bancs"), contenu("1.2", "Un square")).plan_id
    before = {f.numero: f.id for f in fiches_of_plan(db.session(), plan)}
    bilan = do(monde, contenu("1.2", "Un square"), contenu("1.1", "Des bancs à l’ombre"))
    assert (bilan.nouvelles, bilan.modifiees, bilan.inchangees) == (0, 1, 1)
    db.session.rollback()
    fiches = fiches_of_plan(db.session(), plan)
    assert {f.numero: f.id for f in fiches} == before
    assert [f.numero for f in fiches] == ["1.2", "1.1"]
    changed = fiches[1]
    assert changed.intitule == "Des bancs à l’ombre"
    assert [v.contenu["intitule"] for v in changed.versions] == ["Des bancs", "Des bancs à l’ombre"]


def test_a_column_the_new_file_lacks_does_not_empty_what_was_held(monde: Monde) -> None:
    plan = do(monde, contenu("1.1", objectifs=["a"], diagnostic="Long", publics=None)).plan_id
    bilan = do(monde, contenu("1.1", objectifs=["a", "b"], publics=""))
    assert bilan.modifiees == 1
    (kept,) = contents(plan)
    assert kept == {
        "numero": "1.1",
        "intitule": "Des bancs partout",
        "objectifs": ["a", "b"],
        "diagnostic": "Long",
        "publics": None,
    }


def test_a_field_left_blank_is_not_a_field_never_imported(monde: Monde) -> None:
    plan = do(monde, contenu("1.1", publics="")).plan_id
    held = ContenuFiche(contents(plan)[0])  # type: ignore[arg-type]
    assert state_of(held, "publics") is EtatChamp.VIDE
    assert state_of(held, "perimetre") is EtatChamp.NON_IMPORTE
    assert do(monde, contenu("1.1", perimetre=None)).modifiees == 1
    held = ContenuFiche(contents(plan)[0])  # type: ignore[arg-type]
    assert state_of(held, "perimetre") is EtatChamp.VIDE


def test_one_is_not_true_nor_1_0(monde: Monde) -> None:
    do(monde, contenu("1.1", lignes=[1]))
    assert do(monde, contenu("1.1", lignes=[True])).modifiees == 1


def test_fiches_that_the_file_does_not_have_stay(monde: Monde) -> None:
    plan = do(monde, contenu("1.1"), contenu("1.2")).plan_id
    assert do(monde, contenu("1.2")).absentes == 1
    assert len(contents(plan)) == 2


def test_a_new_plan_takes_the_same_numbers_and_becomes_the_current_one(monde: Monde) -> None:
    do(monde, contenu("1.1"))
    avenant = do(monde, contenu("1.1", "Autre"), plan="Avenant n° 2").plan_id
    assert db.session.query(Plan).count() == 2
    assert db.session.query(Fiche).filter_by(numero="1.1").count() == 2
    current = current_plan(db.session(), monde.demarche)
    assert current is not None
    assert current.id == avenant


@pytest.mark.parametrize(
    ("fiches", "plan", "code"),
    [
        ((), "Contrat", "aucune_fiche"),
        ((contenu("1.1"),), "  ", "plan_vide"),
        ((contenu("1.1"), contenu(" 1.1 ")), "Contrat", "fiche_en_double"),
        ((contenu("1.1"), contenu("")), "Contrat", "fiche_incomplete"),
        ((contenu("1.1"), contenu("1.2", "")), "Contrat", "fiche_incomplete"),
    ],
)
def test_all_or_nothing(
    monde: Monde, fiches: tuple[ContenuFiche, ...], plan: str, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        do(monde, *fiches, plan=plan)
    assert caught.value.code == code
    assert db.session.query(Plan).count() == db.session.query(Fiche).count() == 0
    assert db.session.query(Evenement).count() == 0


def test_only_the_lead_of_this_demarche_imports(monde: Monde) -> None:
    for par in (monde.bruno, monde.dan):
        with pytest.raises(NotAllowed):
            import_fiches(
                par=par, demarche_id=monde.demarche, plan_nom="Contrat", fiches=[contenu()]
            )
