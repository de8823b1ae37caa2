"""What the local lists point at when a word arrives: somebody looks, nothing hides by itself."""

from __future__ import annotations

import uuid

import pytest

from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.depot import Envoi
from cafe.actions.moderation import refuse_contribution
from cafe.actions.retouches import correct_contribution, withdraw_contribution
from cafe.actions.saisies import post_for_someone
from cafe.actions.signalements import clear_flag
from cafe.extensions import db
from cafe.models import Contribution, Evenement, MotifModeration, Origine, Signalement, Statut
from cafe.models.tableau import cards_by_id
from tests import factories
from tests.conftest import Monde

NOMMEE = "Karim fait du bruit"


def row(carte: str) -> Contribution:
    db.session.rollback()
    return db.session.get_one(Contribution, carte)


def card_flag(carte: str) -> Signalement | None:
    db.session.rollback()
    (card,) = cards_by_id(db.session(), [carte])
    return card.signalement


def test_a_flagged_word_is_shown_all_the_same(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    assert (row(carte).statut, row(carte).signalement) == (Statut.PUBLIEE, Signalement.NOM)
    assert card_flag(carte) is Signalement.NOM


def test_a_word_typed_for_somebody_is_read_too(monde: Monde) -> None:
    envoi = Envoi(
        client_id=str(uuid.uuid4()),
        question_id=monde.question,
        categorie="mon_idee",
        texte="Appelez-moi au 06 12 34 56 78",
        source=Origine.PAPIER,
    )
    typed = post_for_someone(par=monde.bruno, seance_id=monde.seance, envoi=envoi)
    assert row(typed.contribution_id).signalement is Signalement.COORDONNEES


def test_looked_at_it_is_flagged_no_more_and_nothing_else_changes(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    assert clear_flag(par=monde.bruno, contribution_id=carte, version=1) == 1
    assert clear_flag(par=monde.bruno, contribution_id=carte, version=1) == 1
    assert (row(carte).statut, row(carte).version, card_flag(carte)) == (Statut.PUBLIEE, 1, None)
    events = db.session.query(Evenement).filter_by(nature="FlagCleared").all()
    assert [event.details for event in events] == [{"signalement": "nom"}]


def test_a_new_text_is_read_anew(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    clear_flag(par=monde.bruno, contribution_id=carte, version=1)
    correct_contribution(
        par=monde.ana, contribution_id=carte, texte="Mme Oulhaj crie", version=None
    )
    assert card_flag(carte) is Signalement.NOM
    correct_contribution(
        par=monde.ana, contribution_id=carte, texte="Il y a du bruit", version=None
    )
    assert row(carte).signalement is None


def test_whoever_decides_has_looked(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    refuse_contribution(
        par=monde.bruno,
        contribution_id=carte,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=1,
    )
    assert card_flag(carte) is None


def test_a_withdrawn_word_keeps_no_trace_of_what_was_found(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    withdraw_contribution(par=monde.ana, contribution_id=carte)
    assert row(carte).signalement is None
    with pytest.raises(RuleBroken, match="parole_retiree"):
        clear_flag(par=monde.bruno, contribution_id=carte, version=None)


def test_a_text_corrected_meanwhile_is_not_cleared_unread(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    correct_contribution(
        par=monde.ana, contribution_id=carte, texte="Mme Oulhaj crie", version=None
    )
    with pytest.raises(Stale, match="carte_corrigee"):
        clear_flag(par=monde.bruno, contribution_id=carte, version=1)


def test_only_those_who_facilitate_clear_a_flag(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, NOMMEE).id
    for who in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            clear_flag(par=who, contribution_id=carte, version=None)
