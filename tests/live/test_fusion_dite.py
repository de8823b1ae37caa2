"""A merge is no secret: the phones whose words changed group are told, and read where they are."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response

from cafe.access.doors import remember_participant
from cafe.access.identity import Identite
from cafe.actions.fusions import merge_regroupements
from cafe.actions.regroupements import create_regroupement
from cafe.extensions import db
from cafe.models import Seance
from tests import factories
from tests.conftest import Monde
from tests.live.ecoute import phone_page
from tests.pages import strict_client


def own_words(app: Flask, seance_id: str, par: Identite) -> str:
    """The page « Mes mots » of that phone."""
    code = db.session.get_one(Seance, seance_id).code
    with app.test_request_context():
        kept = remember_participant(Response(), par).headers["Set-Cookie"]
    name, _, value = kept.partition(";")[0].partition("=")
    client = strict_client(app)
    client.set_cookie(name, value)
    return client.get(f"/s/{code}/mes-mots").text


def test_a_merge_is_told_to_those_whose_words_it_moved(
    app: Flask, monde: Monde, turn: Callable[[], None]
) -> None:
    people = [monde.ana, factories.participant(monde.seance), factories.participant(monde.seance)]
    words = [factories.post(who, monde.question, f"Mot {n}").id for n, who in enumerate(people)]
    bancs, places = (
        create_regroupement(
            par=monde.bruno, question_id=monde.question, titre=titre, contributions=cards
        )
        for titre, cards in (("Bancs", words[:1]), ("S’asseoir dehors", words[1:2]))
    )
    ana, _, other = phones = [phone_page(app, monde.seance, who) for who in people]
    for phone in phones:
        phone.join(f"telephones:{monde.seance}")
    turn()
    for phone in phones:
        phone.news()
    assert "« Bancs »" in own_words(app, monde.seance, monde.ana)
    merge_regroupements(par=monde.bruno, regroupement_id=bancs, dans=places, version=1)
    turn()
    assert [name for name, _ in ana.news()] == ["etat"]
    assert other.news() == []
    page = own_words(app, monde.seance, monde.ana)
    assert "Rapprochée d’une autre parole" in page
    assert "« S’asseoir dehors »" in page
    assert "« Bancs »" not in page
