"""Folded groups: announced, they say what the page says of them."""

from __future__ import annotations

from flask import Flask, render_template_string

from cafe.actions.rapprochements import bring_together
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.models import ContributionVersion
from cafe.models.apercu import Apercu, apercu_of, apercus_of
from cafe.models.tableau import board_state, groups_by_id
from tests import factories
from tests.conftest import Monde


def post(monde: Monde, texte: str) -> str:
    return factories.post(monde.ana, monde.question, texte).id


def group(monde: Monde, *cards: str) -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Bancs", contributions=cards
    )


def as_shown(monde: Monde) -> Apercu:
    """The only group of the board as its page shows it."""
    db.session.rollback()
    (found,) = board_state(db.session(), monde.seance, monde.question).groupes
    return apercu_of(found, found.cartes)


def as_announced(regroupement_id: str) -> Apercu:
    db.session.rollback()
    session = db.session()
    (found,) = apercus_of(session, groups_by_id(session, [regroupement_id]))
    return found


def test_a_word_under_another_is_counted_with_it_wherever_the_group_is_told(monde: Monde) -> None:
    head, near, last = post(monde, "Un banc"), post(monde, "Des bancs"), post(monde, "De l’ombre")
    made = group(monde, head, last)
    bring_together(par=monde.bruno, contribution_id=near, principale_id=head, version=1)
    assert as_announced(made) == as_shown(monde)
    assert as_announced(made).nombre == 2
    assert [texte for texte, _ in as_announced(made).lignes] == ["Un banc", "De l’ombre"]


def test_a_word_erased_leaves_its_gap_wherever_the_group_is_told(monde: Monde) -> None:
    head, last = post(monde, "Un banc"), post(monde, "De l’ombre")
    made = group(monde, head, last)
    erase_contribution(par=monde.chloe, contribution_id=head, motif="demande")
    assert as_announced(made) == as_shown(monde)
    assert as_announced(made).lignes[0][0] is None


def test_a_voice_without_words_is_not_told_as_withdrawn(app: Flask, monde: Monde) -> None:
    voice, erased = post(monde, "Un banc"), post(monde, "De l’ombre")
    made = group(monde, voice, erased)
    erase_contribution(par=monde.chloe, contribution_id=erased, motif="demande")
    factories.build(
        lambda session: (
            session.query(ContributionVersion)
            .filter_by(contribution_id=voice)
            .update({"texte": ""})
        )
    )
    with app.test_request_context():
        html = render_template_string(
            "{% from 'pieces/apercu.html' import apercu %}{{ apercu(groupe) }}",
            groupe=as_announced(made),
        )
    assert html.count("Message à écouter, ou photo") == 1
    assert html.count("Propos retiré") == 1
