"""A text longer than a form of the board takes: told how long, given back whole, nothing changed.

A browser that cuts what is pasted at the limit would lose the rest without a word: no free text of
the board says its limit to the browser.
"""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from cafe.actions.organismes import create_organisme
from cafe.actions.regroupements import create_regroupement
from cafe.extensions import db
from cafe.models import Seance
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import board
from tests.facilitation.test_gestes import press

LONG = "Des mots, et encore des mots. " * 400


@pytest.mark.parametrize(
    ("chemin", "champ", "autres"),
    [
        ("regroupements", "titre", {"question": "{question}"}),
        ("regroupements/{groupe}/renommer", "titre", {"version": "1"}),
        ("regroupements/{groupe}/renommer", "resume", {"version": "1", "titre": "Se poser"}),
        ("contributions/{carte}/deplacer", "titre", {"regroupement": "nouveau"}),
        ("contributions/{carte}/refuser", "precision", {"motif": "autre"}),
        ("contributions/{carte}/transmettre", "texte", {"organisme": "{organisme}"}),
        ("relecture/{carte}/refuser", "precision", {"motif": "autre", "version": "1"}),
    ],
)
def test_what_is_too_long_is_said_and_kept_and_changes_nothing(
    bruno: FlaskClient, monde: Monde, chemin: str, champ: str, autres: dict[str, str]
) -> None:
    noms = {
        "question": monde.question,
        "carte": factories.post(monde.ana, monde.question, "Un banc : 06 12 34 56 78").id,
        "groupe": create_regroupement(
            par=monde.bruno, question_id=monde.question, titre="S’asseoir"
        ),
        "organisme": create_organisme(
            par=monde.chloe, demarche_id=monde.demarche, nom="Ville de Vauclaire"
        ),
    }
    before = board(bruno, monde)
    champs = {nom: valeur.format(**noms) for nom, valeur in autres.items()}
    answer = press(bruno, monde, chemin.format(**noms), **champs, **{champ: LONG})
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert re.search(r"Ce texte fait 11.?999 caractères ; il en faut", page)
    assert LONG.strip() in page
    assert board(bruno, monde) == before


@pytest.mark.parametrize("page", ["regroupements/nouveau", "regroupements/{groupe}"])
def test_no_form_of_a_group_lets_the_browser_cut_what_is_pasted(
    bruno: FlaskClient, monde: Monde, page: str
) -> None:
    groupe = create_regroupement(par=monde.bruno, question_id=monde.question, titre="S’asseoir")
    answer = bruno.get(
        f"/animer/{monde.seance}/{page.format(groupe=groupe)}?question={monde.question}"
    )
    fields = re.findall(r"<(?:input|textarea)[^>]*name=\"(?:titre|resume)\"[^>]*>", answer.text)
    assert fields
    assert not [field for field in fields if "maxlength" in field]


def test_a_message_to_all_that_is_too_long_is_given_back(bruno: FlaskClient, monde: Monde) -> None:
    opened = bruno.get(f"/animer/{monde.seance}/conduite")
    (field,) = re.findall(r"<input[^>]*id=\"message-texte\"[^>]*>", opened.text)
    assert "maxlength" not in field
    assert "280 caractères au plus" in opened.text
    answer = press(bruno, monde, "conduite/message", message=LONG)
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert LONG in page
    assert "280" in page.split(LONG)[0]
    assert db.session.get_one(Seance, monde.seance).message == ""
    assert LONG.strip() not in bruno.get(f"/animer/{monde.seance}/conduite").text
