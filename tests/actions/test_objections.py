"""« Je ne suis pas d’accord »: said by the author of a word, answered once by the team."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cafe.access.identity import INCONNU, Identite
from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.moderation import refuse_contribution
from cafe.actions.objections import OBJECTION_MAX, answer_objection, post_objection
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.models import Evenement, MotifModeration, Objection, Phase, Role, Seance
from cafe.models.objection import count_waiting
from tests import factories
from tests.conftest import Monde


@pytest.fixture
def word(monde: Monde) -> str:
    """Ana's idea, which Bruno does not show."""
    posted = factories.post(monde.ana, monde.question, "Le gardien dort")
    refuse_contribution(
        par=monde.bruno,
        contribution_id=posted.id,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    return posted.id


def objections() -> list[Objection]:
    db.session.rollback()
    return list(db.session.scalars(select(Objection).order_by(Objection.le)))


def object_to(monde: Monde, word: str, texte: str = "Je n’ai nommé personne") -> str:
    return post_objection(par=monde.ana, contribution_id=word, texte=texte)


def test_an_objection_and_its_answer_are_dated_and_recorded_once_each(
    monde: Monde, word: str
) -> None:
    made = object_to(monde, word)
    assert count_waiting(db.session(), monde.demarche) == 1
    answer_objection(par=monde.bruno, objection_id=made, reponse="Vous avez raison, la voici")
    (row,) = objections()
    assert (row.texte, row.reponse) == ("Je n’ai nommé personne", "Vous avez raison, la voici")
    assert row.repondu_par == monde.bruno.id
    assert row.repondu_le is not None
    assert row.le <= row.repondu_le
    assert count_waiting(db.session(), monde.demarche) == 0
    events = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).all()[:2]
    assert [event.nature for event in events] == ["ObjectionAnswered", "ObjectionPosted"]
    assert "nommé" not in str([event.details for event in events])


def test_the_same_objection_sent_twice_is_one(monde: Monde, word: str) -> None:
    assert object_to(monde, word) == object_to(monde, word, "  Je n’ai nommé personne ")
    with pytest.raises(Refusal, match="objection_en_cours"):
        object_to(monde, word, "Et autre chose")
    assert len(objections()) == 1


def test_after_three_answers_somebody_has_to_talk(monde: Monde, word: str) -> None:
    for rank in range(3):
        made = object_to(monde, word, f"Non, {rank}")
        answer_objection(par=monde.bruno, objection_id=made, reponse="Voici pourquoi")
    with pytest.raises(Refusal, match="objections_epuisees"):
        object_to(monde, word, "Encore")


@pytest.mark.parametrize(
    ("texte", "code"),
    [("  ", "objection_vide"), ("é" * (OBJECTION_MAX + 1), "saisie_longue")],
)
def test_a_reason_is_asked_for_and_a_short_one(
    monde: Monde, word: str, texte: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        object_to(monde, word, texte)
    assert (refused.value.code, refused.value.champ) == (code, "texte")


def test_nobody_objects_for_somebody_else(monde: Monde, word: str) -> None:
    other = factories.participant(monde.seance)
    factories.post(other, monde.question)
    with pytest.raises(Missing):
        post_objection(par=other, contribution_id=word, texte="À sa place")
    for somebody in (INCONNU, monde.bruno, monde.chloe):
        with pytest.raises(NotAllowed):
            post_objection(par=somebody, contribution_id=word, texte="À sa place")


def test_only_who_facilitates_answers_and_only_once(monde: Monde, word: str) -> None:
    made = object_to(monde, word)
    reader = factories.identite(factories.make_compte("Rémi", Role.LECTEUR, monde.demarche))
    refused: tuple[Identite, ...] = (monde.dan, reader, monde.ana, INCONNU)
    for somebody in refused:
        with pytest.raises(NotAllowed):
            answer_objection(par=somebody, objection_id=made, reponse="Non")
    with pytest.raises(Refusal, match="reponse_vide"):
        answer_objection(par=monde.bruno, objection_id=made, reponse=" ")
    answer_objection(par=monde.bruno, objection_id=made, reponse="Oui")
    with pytest.raises(Refusal, match="objection_repondue"):
        answer_objection(par=monde.chloe, objection_id=made, reponse="Non")


def test_one_objects_even_once_the_meeting_is_closed(monde: Monde, word: str) -> None:
    def close(session: object) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE  # type: ignore[attr-defined]

    factories.build(close)
    made = object_to(monde, word)
    answer_objection(par=monde.bruno, objection_id=made, reponse="C’est noté")


def test_an_erasure_takes_what_was_objected_too(monde: Monde, word: str) -> None:
    made = object_to(monde, word)
    answer_objection(par=monde.bruno, objection_id=made, reponse="C’est noté")
    erase_contribution(par=monde.chloe, contribution_id=word, motif="demande")
    (row,) = objections()
    assert (row.texte, row.reponse) == (None, "C’est noté")
    with pytest.raises(Refusal, match="deja_retiree"):
        object_to(monde, word)
