"""Documents joined: lettered in their order, and addresses that are safe to follow."""

from __future__ import annotations

import uuid

import pytest

from cafe.actions.documents_joints import (
    add_document,
    move_document,
    remove_document,
    update_document,
)
from cafe.extensions import db
from cafe.models import Phase, Role
from cafe.models.note import documents_of
from tests import factories, reunions
from tests.conftest import Monde
from tests.reunions import last_event, refused


def lettered(seance_id: str) -> list[str]:
    db.session.rollback()
    return [f"{d.lettre} {d.titre}" for d in documents_of(db.session(), seance_id)]


@pytest.fixture
def three(monde: Monde) -> list[str]:
    return [
        add_document(par=monde.bruno, seance_id=monde.seance, titre=titre)
        for titre in ("Bilan", "Carte", "Budget")
    ]


def test_documents_are_lettered_and_letters_follow_their_order(
    monde: Monde, three: list[str]
) -> None:
    assert lettered(monde.seance) == ["A Bilan", "B Carte", "C Budget"]
    move_document(par=monde.bruno, document_id=three[2], ordre=1)
    objets, _ = last_event("DocumentMoved")
    assert objets == {("seance", monde.seance), ("document_joint", three[2])}
    assert lettered(monde.seance) == ["A Budget", "B Bilan", "C Carte"]
    remove_document(par=monde.bruno, document_id=three[0])
    assert lettered(monde.seance) == ["A Budget", "B Carte"]


def test_after_z_comes_aa(monde: Monde) -> None:
    for rang in range(27):
        add_document(par=monde.bruno, seance_id=monde.seance, titre=f"Annexe {rang}")
    assert lettered(monde.seance)[25:] == ["Z Annexe 25", "AA Annexe 26"]


def test_a_second_try_joins_nothing_twice(monde: Monde) -> None:
    id_ = str(uuid.uuid4())
    for _ in range(2):
        add_document(par=monde.bruno, seance_id=monde.seance, titre="Bilan", document_id=id_)
    assert lettered(monde.seance) == ["A Bilan"]


@pytest.mark.parametrize(
    ("titre", "adresse", "code"),
    [
        (" ", "", "document_vide"),
        ("t" * 300, "", "saisie_longue"),
        ("Bilan", "javascript:alert(1)", "adresse_invalide"),
        ("Bilan", "//ailleurs.example/x", "adresse_invalide"),
        ("Bilan", "https://", "adresse_invalide"),
        ("Bilan", "https://[", "adresse_invalide"),
        ("Bilan", "https://exemple.fr/" + "a" * 500, "saisie_longue"),
    ],
)
def test_a_document_without_title_or_with_a_bad_address_is_refused(
    monde: Monde, three: list[str], titre: str, adresse: str, code: str
) -> None:
    said = {"titre": titre, "adresse": adresse}
    refused(code, add_document, par=monde.bruno, seance_id=monde.seance, **said)
    refused(code, update_document, par=monde.bruno, document_id=three[0], **said)
    assert lettered(monde.seance) == ["A Bilan", "B Carte", "C Budget"]


def test_a_document_is_corrected_and_keeps_its_letter(monde: Monde, three: list[str]) -> None:
    update_document(
        par=monde.bruno, document_id=three[1], titre="Plan", adresse="https://exemple.fr/plan.pdf"
    )
    assert lettered(monde.seance)[1] == "B Plan"


def test_only_those_who_take_notes_join_documents(monde: Monde, three: list[str]) -> None:
    reader = factories.identite(factories.make_compte("Lea", Role.LECTEUR, monde.demarche))
    for other in (monde.ana, monde.dan, reader):
        refused("interdit", add_document, par=other, seance_id=monde.seance, titre="X")
        refused("interdit", update_document, par=other, document_id=three[0], titre="X")
        refused("interdit", move_document, par=other, document_id=three[0], ordre=2)
        refused("interdit", remove_document, par=other, document_id=three[0])
    assert lettered(monde.seance) == ["A Bilan", "B Carte", "C Budget"]


def test_a_closed_meeting_keeps_its_documents(monde: Monde, three: list[str]) -> None:
    reunions.set_phase(monde.seance, Phase.CLOSE)
    refused("rencontre_close", remove_document, par=monde.chloe, document_id=three[0])
    assert len(lettered(monde.seance)) == 3
