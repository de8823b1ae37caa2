"""Présences: thirteen taps by several hands, and nothing said is lost."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from cafe.actions.membres_groupe import Siege, end_membre, update_membre
from cafe.actions.presences import (
    Personne,
    add_presence,
    clear_presence,
    correct_presence,
    mark_presence,
)
from cafe.extensions import db
from cafe.models import EtatPresence, Phase, Presence, Role, Seance
from cafe.models.groupe import membres_of
from cafe.models.presence import presences_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.reunions import last_event, last_numero, refused

PRESENT, EXCUSE = EtatPresence.PRESENT, EtatPresence.EXCUSE
REPRESENTE, ABSENT = EtatPresence.REPRESENTE, EtatPresence.ABSENT


@pytest.fixture
def reunion(monde: Monde) -> str:
    """A meeting of a group of three."""
    groupe = reunions.make_groupe(monde.demarche, ("Abel", "Berthe", "Cyr"))
    return factories.make_seance(monde.demarche, groupe_id=groupe)


@pytest.fixture
def membres(reunion: str) -> list[str]:
    groupe = db.session.get_one(Seance, reunion).groupe_id
    return [m.id for m in membres_of(db.session(), groupe or "")]


def said(seance_id: str) -> list[tuple[str, EtatPresence, str]]:
    db.session.rollback()
    return [(p.nom, p.etat, p.represente_par) for p in presences_of(db.session(), seance_id)]


def row(id_: str) -> Presence:
    db.session.rollback()
    return db.session.get_one(Presence, id_)


def test_each_member_is_marked_with_one_tap_and_marked_again(
    monde: Monde, reunion: str, membres: list[str]
) -> None:
    tap = {"par": monde.bruno, "seance_id": reunion}
    first = mark_presence(**tap, membre_id=membres[0], etat=PRESENT, version=0)
    objets, details = last_event("PresenceSet")
    assert objets == {("seance", reunion), ("presence", first.presence_id)}
    assert "Abel" not in str(details)
    mark_presence(**tap, membre_id=membres[2], etat=EXCUSE, version=0)
    mark_presence(
        **tap, membre_id=membres[1], etat=REPRESENTE, represente_par=" Zoé, adjointe ", version=0
    )
    assert said(reunion) == [
        ("Abel", PRESENT, ""),
        ("Berthe", REPRESENTE, "Zoé, adjointe"),
        ("Cyr", EXCUSE, ""),
    ]
    again = mark_presence(**tap, membre_id=membres[1], etat=ABSENT, version=1)
    assert again.version == 2
    assert said(reunion)[1] == ("Berthe", ABSENT, "")


def test_who_sits_instead_may_be_said_later(monde: Monde, reunion: str, membres: list[str]) -> None:
    tap = {"par": monde.bruno, "seance_id": reunion, "membre_id": membres[0]}
    first = mark_presence(**tap, etat=REPRESENTE, version=0)
    mark_presence(**tap, etat=REPRESENTE, represente_par="Zoé", version=first.version)
    assert said(reunion) == [("Abel", REPRESENTE, "Zoé")]


def test_two_who_say_the_same_agree_and_two_who_differ_are_told(
    monde: Monde, reunion: str, membres: list[str]
) -> None:
    tap = {"seance_id": reunion, "membre_id": membres[0]}
    mark_presence(par=monde.bruno, **tap, etat=PRESENT, version=0)
    before = last_numero()
    assert mark_presence(par=monde.chloe, **tap, etat=PRESENT, version=0).version == 1
    assert last_numero() == before
    refused("deja_modifie", mark_presence, par=monde.chloe, **tap, etat=EXCUSE, version=0)
    assert said(reunion) == [("Abel", PRESENT, "")]


def test_a_later_change_of_the_group_leaves_what_was_noted_alone(
    monde: Monde, reunion: str, membres: list[str]
) -> None:
    mark_presence(par=monde.bruno, seance_id=reunion, membre_id=membres[0], etat=PRESENT)
    update_membre(par=monde.chloe, membre_id=membres[0], siege=Siege("Abelle", "Autre"))
    end_membre(par=monde.chloe, membre_id=membres[0])
    assert said(reunion) == [("Abel", PRESENT, "")]
    mark_presence(par=monde.bruno, seance_id=reunion, membre_id=membres[0], etat=EXCUSE)
    assert said(reunion) == [("Abel", EXCUSE, "")]


def test_only_those_who_sit_in_the_group_are_marked(
    monde: Monde, reunion: str, membres: list[str]
) -> None:
    end_membre(par=monde.chloe, membre_id=membres[0])
    gone = {"par": monde.bruno, "seance_id": reunion, "membre_id": membres[0]}
    refused("introuvable", mark_presence, **gone, etat=PRESENT)
    autre = reunions.make_groupe(monde.demarche, ("Odon",))
    (stranger,) = [m.id for m in membres_of(db.session(), autre)]
    refused(
        "introuvable",
        mark_presence,
        par=monde.bruno,
        seance_id=reunion,
        membre_id=stranger,
        etat=PRESENT,
    )


def test_one_person_more_stands_after_the_members_and_can_be_corrected(
    monde: Monde, reunion: str, membres: list[str]
) -> None:
    ville = reunions.make_organisme(monde.demarche, "La Ville")
    id_ = str(uuid.uuid4())
    for _ in range(2):
        add_presence(
            par=monde.bruno, seance_id=reunion, personne=Personne("Gil", "Invité"), presence_id=id_
        )
    mark_presence(par=monde.bruno, seance_id=reunion, membre_id=membres[2], etat=PRESENT)
    assert [nom for nom, _, _ in said(reunion)] == ["Cyr", "Gil"]
    correct_presence(
        par=monde.bruno, presence_id=id_, personne=Personne("Gilles", "Chef", ville), version=1
    )
    assert (row(id_).nom, row(id_).fonction, row(id_).organisme_id) == ("Gilles", "Chef", ville)
    refused(
        "deja_modifie",
        correct_presence,
        par=monde.bruno,
        presence_id=id_,
        personne=Personne("G"),
        version=1,
    )
    clear_presence(par=monde.bruno, presence_id=id_, version=2)
    assert [nom for nom, _, _ in said(reunion)] == ["Cyr"]
    refused("introuvable", clear_presence, par=monde.bruno, presence_id=id_)


def test_someone_is_added_to_a_seance_of_no_group_too(monde: Monde) -> None:
    add_presence(par=monde.bruno, seance_id=monde.seance, personne=Personne("Gil"))
    assert said(monde.seance) == [("Gil", PRESENT, "")]


@pytest.mark.parametrize(
    ("personne", "code"),
    [
        (Personne("  "), "personne_vide"),
        (Personne("n" * 300), "saisie_longue"),
        (Personne("Gil", "f" * 161), "saisie_longue"),
        (Personne("Gil", "", "nulle-part"), "introuvable"),
    ],
)
def test_one_person_more_is_named_and_briefly(
    monde: Monde, reunion: str, personne: Personne, code: str
) -> None:
    refused(code, add_presence, par=monde.bruno, seance_id=reunion, personne=personne)
    assert said(reunion) == []


def test_only_those_who_take_notes_mark(monde: Monde, reunion: str, membres: list[str]) -> None:
    id_ = add_presence(par=monde.bruno, seance_id=reunion, personne=Personne("Gil"))
    reader = factories.identite(factories.make_compte("Lea", Role.LECTEUR, monde.demarche))
    for other in (monde.ana, monde.dan, reader):
        tap = {"par": other, "seance_id": reunion, "membre_id": membres[0]}
        refused("interdit", mark_presence, **tap, etat=PRESENT)
        refused("interdit", add_presence, par=other, seance_id=reunion, personne=Personne("X"))
        refused("interdit", correct_presence, par=other, presence_id=id_, personne=Personne("X"))
        refused("interdit", clear_presence, par=other, presence_id=id_)
    assert said(reunion) == [("Gil", PRESENT, "")]


def test_after_the_end_one_still_corrects_and_after_closing_no_more(
    monde: Monde, reunion: str, membres: list[str]
) -> None:
    tap = {"par": monde.bruno, "seance_id": reunion, "membre_id": membres[0]}
    reunions.set_phase(reunion, Phase.TERMINEE)
    mark_presence(**tap, etat=PRESENT)
    reunions.set_phase(reunion, Phase.CLOSE)
    refused("rencontre_close", mark_presence, **tap, etat=EXCUSE)
    refused(
        "rencontre_close",
        add_presence,
        par=monde.bruno,
        seance_id=reunion,
        personne=Personne("Gil"),
    )
    assert said(reunion) == [("Abel", PRESENT, "")]


def test_several_people_mark_at_once_and_each_member_has_one_row(
    app: Flask, monde: Monde, reunion: str, membres: list[str]
) -> None:
    def tap(rang: int) -> None:
        with app.app_context():
            par = (monde.bruno, monde.chloe)[rang % 2]
            mark_presence(par=par, seance_id=reunion, membre_id=membres[rang % 3], etat=PRESENT)
            db.session.remove()

    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(tap, range(18)))
    assert said(reunion) == [(nom, PRESENT, "") for nom in ("Abel", "Berthe", "Cyr")]
