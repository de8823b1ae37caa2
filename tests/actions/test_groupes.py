"""Groupes and who sits in them: said, put in order, corrected, closed, by the lead alone."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from cafe.access.identity import Identite
from cafe.actions.groupes import (
    FicheGroupe,
    close_groupe,
    create_groupe,
    reopen_groupe,
    update_groupe,
)
from cafe.actions.membres_groupe import (
    Siege,
    add_membre,
    end_membre,
    move_membre,
    update_membre,
)
from cafe.actions.organismes import create_organisme
from cafe.extensions import db
from cafe.models import GenreGroupe, Groupe, MembreGroupe, Rang
from cafe.models.groupe import groupes_of, membres_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.reunions import last_event, last_numero, refused


def groupe_row(id_: str) -> Groupe:
    db.session.rollback()
    return db.session.get_one(Groupe, id_)


def noms(groupe_id: str) -> list[str]:
    db.session.rollback()
    return [m.nom for m in membres_of(db.session(), groupe_id)]


def ids(groupe_id: str) -> list[str]:
    db.session.rollback()
    return [m.id for m in membres_of(db.session(), groupe_id)]


@pytest.fixture
def trio(monde: Monde) -> str:
    """A groupe de travail of three."""
    return reunions.make_groupe(monde.demarche, ("Abel", "Berthe", "Cyr"))


def test_a_group_is_made_and_corrected_by_the_lead(monde: Monde) -> None:
    groupe = create_groupe(
        par=monde.chloe,
        demarche_id=monde.demarche,
        fiche=FicheGroupe("  Emploi \n et  formation ", volet="Emploi", diffusion="Les élus"),
    )
    assert last_event("GroupeCreated")[0] == {("groupe", groupe)}
    row = groupe_row(groupe)
    assert (row.nom, row.volet, row.diffusion) == ("Emploi et formation", "Emploi", "Les élus")
    said = FicheGroupe("Comité", genre=GenreGroupe.COPIL)
    assert update_groupe(par=monde.chloe, groupe_id=groupe, fiche=said, version=1) == 2
    assert groupe_row(groupe).genre is GenreGroupe.COPIL
    refused("deja_modifie", update_groupe, par=monde.chloe, groupe_id=groupe, fiche=said, version=1)


@pytest.mark.parametrize(
    ("fiche", "code", "champ"),
    [
        (FicheGroupe("  "), "groupe_vide", "nom"),
        (FicheGroupe("n" * 300), "saisie_longue", "nom"),
        (FicheGroupe("Nom", volet="v" * 201), "saisie_longue", "volet"),
        (FicheGroupe("Nom", diffusion="d" * 401), "saisie_longue", "diffusion"),
    ],
)
def test_a_group_without_a_name_or_with_too_long_a_one_is_refused(
    monde: Monde, fiche: FicheGroupe, code: str, champ: str
) -> None:
    refusal = refused(code, create_groupe, par=monde.chloe, demarche_id=monde.demarche, fiche=fiche)
    assert refusal.champ == champ
    assert groupes_of(db.session(), monde.demarche) == []


def test_a_second_try_finds_the_first_group(monde: Monde) -> None:
    id_ = str(uuid.uuid4())
    for _ in range(2):
        create_groupe(
            par=monde.chloe, demarche_id=monde.demarche, fiche=FicheGroupe("Un"), groupe_id=id_
        )
    db.session.rollback()
    assert [g.id for g in groupes_of(db.session(), monde.demarche)] == [id_]


def test_only_the_lead_of_the_demarche_prepares_groups(monde: Monde, trio: str) -> None:
    first = ids(trio)[0]
    others: list[Identite] = [monde.bruno, monde.ana, monde.dan]
    for other in others:
        fiche, siege = FicheGroupe("Autre"), Siege("Autre")
        refused("interdit", create_groupe, par=other, demarche_id=monde.demarche, fiche=fiche)
        refused("interdit", update_groupe, par=other, groupe_id=trio, fiche=fiche)
        refused("interdit", close_groupe, par=other, groupe_id=trio)
        refused("interdit", reopen_groupe, par=other, groupe_id=trio)
        refused("interdit", add_membre, par=other, groupe_id=trio, siege=siege)
        refused("interdit", update_membre, par=other, membre_id=first, siege=siege)
        refused("interdit", move_membre, par=other, membre_id=first, ordre=2)
        refused("interdit", end_membre, par=other, membre_id=first)
    assert noms(trio) == ["Abel", "Berthe", "Cyr"]


def test_a_closed_group_takes_no_member_until_it_is_reopened(monde: Monde, trio: str) -> None:
    close_groupe(par=monde.chloe, groupe_id=trio, version=1)
    before = last_numero()
    close_groupe(par=monde.chloe, groupe_id=trio, version=1)
    assert last_numero() == before
    refused("groupe_ferme", add_membre, par=monde.chloe, groupe_id=trio, siege=Siege("Dora"))
    reopen_groupe(par=monde.chloe, groupe_id=trio, version=2)
    add_membre(par=monde.chloe, groupe_id=trio, siege=Siege("Dora"))
    assert noms(trio)[-1] == "Dora"


def test_a_member_sits_for_a_structure_of_the_demarche(monde: Monde, trio: str) -> None:
    ville = create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom="La Ville")
    siege = Siege("Dora", "Directrice", ville, Rang.SUPPLEANT, copilote=True)
    membre = add_membre(par=monde.chloe, groupe_id=trio, siege=siege)
    assert last_event("MembreGroupeAdded")[0] == {("groupe", trio), ("membre_groupe", membre)}
    db.session.rollback()
    row = db.session.get_one(MembreGroupe, membre)
    assert row.organisme is not None
    assert (row.organisme.nom, row.rang, row.copilote) == ("La Ville", Rang.SUPPLEANT, True)
    (elsewhere,) = {d for d in monde.dan.roles if d}
    ailleurs = reunions.make_organisme(elsewhere, "Ailleurs")
    refused(
        "introuvable",
        update_membre,
        par=monde.chloe,
        membre_id=membre,
        siege=Siege("Dora", organisme_id=ailleurs),
    )


def test_a_copilote_leads_for_a_structure(monde: Monde, trio: str) -> None:
    refusal = refused(
        "copilote_sans_structure",
        add_membre,
        par=monde.chloe,
        groupe_id=trio,
        siege=Siege("Dora", copilote=True),
    )
    assert refusal.champ == "organisme"


@pytest.mark.parametrize(
    ("siege", "code"),
    [
        (Siege(" "), "personne_vide"),
        (Siege("n" * 300), "saisie_longue"),
        (Siege("Dora", "f" * 161), "saisie_longue"),
    ],
)
def test_a_member_is_named_and_briefly(monde: Monde, trio: str, siege: Siege, code: str) -> None:
    refused(code, add_membre, par=monde.chloe, groupe_id=trio, siege=siege)
    assert len(noms(trio)) == 3


def test_members_change_places_one_at_a_time(monde: Monde, trio: str) -> None:
    last = ids(trio)[2]
    assert move_membre(par=monde.chloe, membre_id=last, ordre=1, version=1) == 2
    assert noms(trio) == ["Cyr", "Abel", "Berthe"]
    refused("deja_modifie", move_membre, par=monde.chloe, membre_id=last, ordre=2, version=1)
    move_membre(par=monde.chloe, membre_id=last, ordre=99, version=2)
    assert noms(trio) == ["Abel", "Berthe", "Cyr"]


def test_a_member_who_left_is_listed_no_more_and_changes_no_more(monde: Monde, trio: str) -> None:
    second = ids(trio)[1]
    end_membre(par=monde.chloe, membre_id=second, version=1)
    assert noms(trio) == ["Abel", "Cyr"]
    refused("membre_parti", end_membre, par=monde.chloe, membre_id=second)
    refused("membre_parti", update_membre, par=monde.chloe, membre_id=second, siege=Siege("B"))
    add_membre(par=monde.chloe, groupe_id=trio, siege=Siege("Dora"))
    assert noms(trio) == ["Abel", "Cyr", "Dora"]


def test_a_second_try_seats_nobody_twice(monde: Monde, trio: str) -> None:
    id_ = str(uuid.uuid4())
    for _ in range(2):
        add_membre(par=monde.chloe, groupe_id=trio, siege=Siege("Dora"), membre_id=id_)
    assert len(noms(trio)) == 4
    autre = factories.make_demarche("Autre")
    elsewhere = reunions.make_groupe(autre)
    refused(
        "interdit",
        add_membre,
        par=monde.chloe,
        groupe_id=elsewhere,
        siege=Siege("Dora"),
        membre_id=id_,
    )


def test_members_added_by_many_hands_have_each_a_place(app: Flask, monde: Monde, trio: str) -> None:
    def add(rang: int) -> None:
        with app.app_context():
            add_membre(par=monde.chloe, groupe_id=trio, siege=Siege(f"Membre {rang}"))
            db.session.remove()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(add, range(8)))
    db.session.rollback()
    places = [m.ordre for m in membres_of(db.session(), trio)]
    assert places == list(range(1, 12))
