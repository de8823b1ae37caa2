"""A word keeps the language it was written in: on the board, on the wall, among one's own."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from cafe.extensions import db
from cafe.langues.choix import registre
from cafe.live.pieces import Pieces
from cafe.models import Contribution, Seance
from cafe.models.tableau import cards_by_id
from tests.conftest import Monde
from tests.pages import strict_client, token_in


@pytest.mark.parametrize(
    ("page", "langue"), [("ar", "ar"), ("fr-simple", "fr"), ("fr", "fr"), ("en", "en")]
)
def test_a_word_bears_the_language_of_the_page_it_was_written_on(
    app: Flask, monde: Monde, page: str, langue: str
) -> None:
    for code in ("fr-simple", "en", "ar"):
        registre().activate(code, sans_relecture=True)
    code = db.session.get_one(Seance, monde.seance).code
    phone = strict_client(app)
    form = phone.get(f"/s/{code}?question={monde.question}&lang={page}")
    assert f'name="langue" value="{langue}"' in form.text
    sent = phone.post(
        f"/s/{code}/contributions",
        data={
            "csrf_token": token_in(form),
            "client_id": str(uuid.uuid4()),
            "question": monde.question,
            "categorie": "mon_idee",
            "texte": "مقاعد في الظل، وأشجار",
            "langue": langue,
        },
    )
    assert sent.status_code == 303
    row = db.session.query(Contribution).one()
    assert row.langue == langue
    said = f'lang="{langue}" dir="auto">مقاعد في الظل، وأشجار'
    card = cards_by_id(db.session(), [row.id])[0]
    with app.app_context(), app.test_request_context("/animer/"):
        assert said in Pieces(app).carte(card)
        assert said in Pieces(app).parole(card)
    mine = phone.get(f"/s/{code}/mes-mots").text
    assert f'<p class="parole" lang="{langue}" dir="auto">' in mine
