"""Whatever the team does with a word, it stays its author's; each gesture bears who made it."""

from __future__ import annotations

from sqlalchemy import select

from cafe.actions.deplacements import move_contribution
from cafe.actions.fusions import merge_regroupements
from cafe.actions.moderation import chill_contribution, publish_contribution, refuse_contribution
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import withdraw_contribution
from cafe.actions.traductions import translate_contribution
from cafe.extensions import db
from cafe.models import Contribution, Evenement, EvenementObjet, MotifModeration, Statut
from tests import factories
from tests.conftest import Monde


def word(carte: str) -> Contribution:
    db.session.rollback()
    return db.session.get_one(Contribution, carte)


def test_a_word_stays_its_author_s_whoever_handles_it(monde: Monde) -> None:
    carte = factories.post(monde.ana, monde.question, "Un banc à l’ombre").id
    author, text = word(carte).participant_id, word(carte).version_id
    bancs, places = (
        create_regroupement(par=monde.bruno, question_id=monde.question, titre=titre)
        for titre in ("Bancs", "Places")
    )
    move_contribution(par=monde.bruno, contribution_id=carte, regroupement_id=bancs, version=None)
    merge_regroupements(par=monde.chloe, regroupement_id=bancs, dans=places, version=None)
    move_contribution(par=monde.chloe, contribution_id=carte, regroupement_id=None, version=None)
    chill_contribution(par=monde.bruno, contribution_id=carte, version=None)
    publish_contribution(par=monde.chloe, contribution_id=carte, version=None)
    refuse_contribution(
        par=monde.bruno,
        contribution_id=carte,
        motif=MotifModeration.DOUBLON,
        precision="",
        version=None,
    )
    publish_contribution(par=monde.chloe, contribution_id=carte, version=None)
    translate_contribution(
        par=monde.bruno,
        contribution_id=carte,
        langue="en",
        traduction="Un banc à l’ombre, s’il vous plaît",
        version=None,
    )
    kept = word(carte)
    assert (kept.participant_id, kept.version_id, kept.texte) == (author, text, "Un banc à l’ombre")
    said = (
        select(Evenement.nature, Evenement.auteur_id)
        .join(EvenementObjet)
        .where(EvenementObjet.genre == "contribution", EvenementObjet.objet_id == carte)
        .order_by(Evenement.numero)
    )
    assert [tuple(row) for row in db.session.execute(said)] == [
        ("ContributionPosted", author),
        ("ContributionMoved", monde.bruno.id),
        ("RegroupementsMerged", monde.chloe.id),
        ("ContributionMoved", monde.chloe.id),
        ("ContributionChilled", monde.bruno.id),
        ("ContributionPublished", monde.chloe.id),
        ("ContributionRefused", monde.bruno.id),
        ("ContributionPublished", monde.chloe.id),
        ("ContributionTranslated", monde.bruno.id),
    ]
    # It is still hers to take back.
    withdraw_contribution(par=monde.ana, contribution_id=carte)
    assert word(carte).statut is Statut.RETIREE
