"""Structures, links to fiches, engagements: reasons asked, history kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cafe.actions.core import Missing, NotAllowed, Refusal, Stale
from cafe.actions.engagements import (
    Promesse,
    create_engagement,
    link_engagement,
    unlink_engagement,
    update_engagement,
    update_etat,
)
from cafe.actions.liens import link_fiche, unlink_fiche
from cafe.actions.organismes import create_organisme, update_organisme
from cafe.extensions import db
from cafe.models import (
    Engagement,
    EtatDate,
    EtatEngagement,
    LienEngagement,
    LienFiche,
    NatureLien,
    Organisme,
)
from cafe.models.evenement import history_of
from tests import chaine, factories
from tests.conftest import Monde


def refusal_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def test_a_structure_has_one_name_in_a_demarche(monde: Monde) -> None:
    def create(nom: str) -> str:
        return create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom=nom, sigle="OH")

    id_ = create("Office de l’habitat")
    assert refusal_of(lambda: create(" Office de l’habitat ")) == "organisme_existe"
    assert refusal_of(lambda: create(" ")) == "nom_vide"
    chaine.make_organisme(factories.make_demarche("Une autre"), "Office de l’habitat")
    with pytest.raises(NotAllowed):
        create_organisme(par=monde.bruno, demarche_id=monde.demarche, nom="La Ville")
    update_organisme(par=monde.chloe, organisme_id=id_, nom="Office public", version=1)
    with pytest.raises(Stale):
        update_organisme(par=monde.chloe, organisme_id=id_, nom="Autre", version=1)
    assert db.session.get_one(Organisme, id_).nom == "Office public"


def test_a_link_says_how_and_why_and_is_found_from_either_end(monde: Monde) -> None:
    fiche = chaine.make_fiche(monde.demarche)
    id_ = chaine.make_preconisation(monde.bruno, monde.demarche)

    def link(motif: str = "La fiche ne dit rien des bancs.", fiche_id: str = fiche) -> str:
        return link_fiche(
            par=monde.bruno,
            preconisation_id=id_,
            fiche_id=fiche_id,
            nature=NatureLien.COMPLETE,
            motif=motif,
        )

    assert refusal_of(lambda: link(motif=" ")) == "motif_vide"
    elsewhere = chaine.make_fiche(factories.make_demarche("Une autre"))
    with pytest.raises(Missing):
        link(fiche_id=elsewhere)
    lien = link()
    assert refusal_of(link) == "lien_existe"
    for genre, objet in (("fiche", fiche), ("preconisation", id_)):
        assert history_of(db.session(), genre, objet)[-1].nature == "FicheLinked"
    assert refusal_of(lambda: unlink_fiche(par=monde.bruno, lien_id=lien, motif="")) == "motif_vide"
    unlink_fiche(par=monde.bruno, lien_id=lien, motif="C’était une autre fiche.")
    kept = db.session.get_one(LienFiche, lien)
    assert (kept.fin_motif, kept.fin_par) == ("C’était une autre fiche.", monde.bruno.id)
    undo = lambda: unlink_fiche(par=monde.bruno, lien_id=lien, motif="Encore")  # noqa: E731
    assert refusal_of(undo) == "lien_deja_defait"
    assert link() != lien


def promise(monde: Monde, **champs: object) -> str:
    organisme = db.session.query(Organisme).filter_by(demarche_id=monde.demarche).first()
    organisme_id = organisme.id if organisme else chaine.make_organisme(monde.demarche)
    return create_engagement(
        par=monde.chloe,
        demarche_id=monde.demarche,
        promesse=Promesse(organisme_id, "Poser douze bancs", echeance=date(2027, 6, 21)),
        **champs,  # type: ignore[arg-type]
    )


def test_an_engagement_answers_a_preconisation_and_a_fiche(monde: Monde) -> None:
    fiche = chaine.make_fiche(monde.demarche)
    preconisation = chaine.make_preconisation(monde.bruno, monde.demarche)
    id_ = promise(monde, preconisations=[preconisation], fiches=[fiche], motif="Décidé en COPIL.")
    liens = db.session.get_one(Engagement, id_).liens
    assert {(lien.fiche_id, lien.preconisation_id) for lien in liens} == {
        (fiche, None),
        (None, preconisation),
    }
    for genre, objet in (("fiche", fiche), ("preconisation", preconisation)):
        assert history_of(db.session(), genre, objet)[-1].nature == "EngagementCreated"


def test_each_state_is_dated_and_a_broken_promise_is_explained(monde: Monde) -> None:
    id_ = promise(monde)

    def move(etat: EtatEngagement, note: str = "", version: int | None = None) -> int:
        return update_etat(
            par=monde.chloe, engagement_id=id_, etat=etat, note=note, version=version
        )

    assert refusal_of(lambda: move(EtatEngagement.PREVU)) == "etat_inchange"
    move(EtatEngagement.EN_COURS, version=1)
    with pytest.raises(Stale):
        move(EtatEngagement.TENU, version=1)
    assert refusal_of(lambda: move(EtatEngagement.NON_TENU)) == "note_vide"
    move(EtatEngagement.NON_TENU, "Le marché est infructueux.")
    history = db.session.query(EtatDate).filter_by(engagement_id=id_).order_by(EtatDate.le).all()
    assert [(h.etat, h.note) for h in history] == [
        (EtatEngagement.PREVU, ""),
        (EtatEngagement.EN_COURS, ""),
        (EtatEngagement.NON_TENU, "Le marché est infructueux."),
    ]


def test_an_engagement_is_linked_once_to_one_thing_at_a_time(monde: Monde) -> None:
    fiche = chaine.make_fiche(monde.demarche)
    id_ = promise(monde)

    def link(**cible: str) -> str:
        return link_engagement(par=monde.chloe, engagement_id=id_, motif="Oui", **cible)

    assert refusal_of(link) == "engagement_sans_objet"
    lien = link(fiche_id=fiche)
    assert refusal_of(lambda: link(fiche_id=fiche)) == "engagement_deja_lie"
    unlink_engagement(par=monde.chloe, lien_id=lien)
    assert db.session.get_one(LienEngagement, lien).fin_le is not None
    assert refusal_of(lambda: unlink_engagement(par=monde.chloe, lien_id=lien)) == (
        "lien_deja_defait"
    )


def test_the_words_of_a_promise_may_be_corrected_by_the_lead_alone(monde: Monde) -> None:
    id_ = promise(monde)
    organisme = db.session.get_one(Engagement, id_).organisme_id
    words = Promesse(organisme, "Poser quinze bancs", echeance_texte="avant l’été")
    with pytest.raises(NotAllowed):
        update_engagement(par=monde.bruno, engagement_id=id_, promesse=words)
    assert (
        refusal_of(
            lambda: update_engagement(
                par=monde.chloe, engagement_id=id_, promesse=Promesse("", "Poser des bancs")
            )
        )
        == "organisme_vide"
    )
    update_engagement(par=monde.chloe, engagement_id=id_, promesse=words, version=1)
    kept = db.session.get_one(Engagement, id_)
    assert (kept.texte, kept.echeance, kept.echeance_texte) == (
        "Poser quinze bancs",
        None,
        "avant l’été",
    )
