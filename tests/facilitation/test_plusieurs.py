"""Several cards at once, as plain pages: tick them, choose a gesture, read what was refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.annulation import undo
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.lots import LOT_MAX
from cafe.actions.moderation import chill_contribution
from cafe.actions.organismes import create_organisme
from cafe.actions.regroupements import create_regroupement
from cafe.extensions import db
from cafe.models import NatureSuite, Phase, Role, Suite
from cafe.models.evenement import last_numero
from tests import factories, reunions
from tests.conftest import Monde
from tests.facilitation.conftest import board, revoke
from tests.facilitation.test_gestes import press as send
from tests.pages import token_in


@pytest.fixture
def mots(monde: Monde) -> list[str]:
    """Four words to group."""
    return [factories.post(monde.ana, monde.question, f"Idée {n}").id for n in range(4)]


def group(monde: Monde, titre: str, *cards: str) -> str:
    return create_regroupement(
        par=monde.chloe, question_id=monde.question, titre=titre, contributions=cards
    )


def press(
    client: FlaskClient, monde: Monde, suite: str = "/gestes", **form: object
) -> TestResponse:
    """Send a form of one of the two pages."""
    fields: dict[str, Any] = {"question": monde.question, **form}
    return send(client, monde, f"tableau/plusieurs{suite}", **fields)


def shown(cards: list[str], version: int = 1) -> list[str]:
    """The cards as forms name them."""
    return [f"{card}.{version}" for card in cards]


def said(answer: TestResponse) -> str:
    """The words of a page, its marks left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_cards_are_ticked_then_grouped_in_one_gesture_undone_in_one(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    before = board(bruno, monde)
    first = bruno.get(f"/animer/{monde.seance}/tableau/plusieurs")
    assert all(f'value="{card}"' in first.text for card in shown(mots))
    second = press(bruno, monde, "", cartes=shown(mots[:3]))
    assert second.status_code == 200
    assert "3 paroles choisies" in said(second)
    done = press(bruno, monde, geste="grouper", titre="Ensemble", cartes=shown(mots[:3]))
    assert done.status_code == 303
    (made,) = board(bruno, monde)["groupes"]
    assert (made["titre"], made["cartes"]) == ("Ensemble", mots[:3])
    assert done.location.endswith(f"#groupe-{made['id']}")
    undo(par=monde.bruno, seance_id=monde.seance, numero=last_numero(db.session()))
    assert board(bruno, monde) == before


def test_cards_go_to_a_group_out_of_it_and_to_the_fridge(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus = group(monde, "Bus", mots[0])
    answer = press(bruno, monde, geste="deplacer", regroupement=bus, cartes=shown(mots[1:3]))
    assert answer.location.endswith(f"#groupe-{bus}")
    assert board(bruno, monde)["groupes"][0]["cartes"] == mots[:3]
    inside = bruno.get(f"/animer/{monde.seance}/tableau/plusieurs?liste={bus}")
    assert f'value="{mots[1]}.2"' in inside.text
    assert mots[3] not in inside.text
    press(bruno, monde, geste="deplacer", regroupement="", cartes=shown(mots[1:3], 2))
    assert board(bruno, monde)["libres"] == mots[1:]
    press(bruno, monde, geste="frigo", cartes=[f"{mots[1]}.3", f"{mots[3]}.1"])
    assert board(bruno, monde)["frigo"] == [mots[1], mots[3]]


def test_what_is_ticked_stays_while_another_list_is_looked_at(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus = group(monde, "Bus", mots[0])
    page = press(bruno, monde, "", revoir="1", liste=bus, cartes=shown(mots[1:3]))
    assert page.status_code == 200
    ticked = re.findall(r'value="([^"]+)" checked', page.text)
    assert sorted(ticked) == sorted(shown(mots[1:3]))
    assert f'value="{mots[0]}.' in page.text
    assert f'<option value="{bus}" selected>' in page.text
    second = press(bruno, monde, "", liste=bus, cartes=[*ticked, f"{mots[0]}.2"])
    assert "3 paroles choisies" in said(second)


def test_requests_are_passed_on_together(bruno: FlaskClient, monde: Monde, mots: list[str]) -> None:
    ville = create_organisme(par=monde.chloe, demarche_id=monde.demarche, nom="Ville")
    empty = press(bruno, monde, geste="transmettre", cartes=shown(mots[:2]))
    assert empty.status_code == 422
    answer = press(bruno, monde, geste="transmettre", organisme=ville, cartes=shown(mots[:2]))
    assert answer.status_code == 303
    db.session.rollback()
    rows = db.session.query(Suite).filter_by(fin_le=None).all()
    assert {row.contribution_id for row in rows} == set(mots[:2])
    assert {row.nature for row in rows} == {NatureSuite.TRANSMISE}
    again = press(bruno, monde, geste="transmettre", organisme=ville, cartes=shown(mots[:2]))
    assert again.status_code == 409


def test_a_card_that_moved_meanwhile_is_named_with_who_and_the_others_stay_chosen(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    bus, bancs = group(monde, "Bus"), group(monde, "Bancs")
    move_contribution(par=monde.chloe, contribution_id=mots[1], regroupement_id=bus, version=1)
    chill_contribution(par=monde.chloe, contribution_id=mots[2], version=1)
    before = board(bruno, monde)
    answer = press(bruno, monde, geste="deplacer", regroupement=bancs, cartes=shown(mots))
    assert answer.status_code == 409
    assert "« Idée 1 » est maintenant dans « Bus » (Chloe)." in said(answer)
    assert "« Idée 2 » est maintenant au frigo (Chloe). Elle n’est plus choisie." in said(answer)
    assert "3 paroles choisies" in said(answer)
    assert f'<option value="{bancs}" selected>' in answer.text
    assert board(bruno, monde) == before
    # Back to the first step: what was ticked still is, in that list or in another.
    kept = [f"{mots[0]}.1", f"{mots[1]}.2", f"{mots[3]}.1"]
    assert all(f'name="cartes" value="{card}"' in answer.text for card in kept)
    review = press(bruno, monde, "", revoir="1", cartes=kept)
    assert review.text.count(" checked") == 3
    # Sent again as the page now shows them, it is done all the same.
    press(bruno, monde, geste="deplacer", regroupement=bancs, cartes=kept)
    assert board(bruno, monde)["groupes"][1]["cartes"] == [mots[0], mots[1], mots[3]]


def test_a_script_reads_the_same_refusal(bruno: FlaskClient, monde: Monde, mots: list[str]) -> None:
    bus = group(monde, "Bus")
    move_contribution(par=monde.chloe, contribution_id=mots[1], regroupement_id=bus, version=1)
    answer = press(bruno, monde, geste="grouper", titre="Tout", cartes=shown(mots), json=True)
    assert answer.status_code == 409
    body = answer.get_json()
    assert "Chloe a touché à 1 de ces paroles" in body["message"]
    assert body["actuel"]["touchees"] == [
        {
            "id": mots[1],
            "version": 2,
            "place": f"cartes-{bus}",
            "possible": True,
            "corrigee": False,
            "mien": False,
            "dit": "« Idée 1 » est maintenant dans « Bus » (Chloe).",
        }
    ]
    assert board(bruno, monde)["groupes"][0]["cartes"] == [mots[1]]


def test_a_page_may_ask_where_chosen_cards_are_now(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    elsewhere = factories.make_question(monde.seance, "Autre")
    chill_contribution(par=monde.bruno, contribution_id=mots[0], version=1)
    move_to_question(par=monde.chloe, contribution_id=mots[1], question_id=elsewhere, version=1)
    url = f"/animer/{monde.seance}/tableau/choisies?question={monde.question}"
    found = bruno.get(f"{url}&cartes={','.join([*mots[:3], 'inconnue'])}").get_json()["cartes"]
    told = [(c["possible"], c["mien"], c["place"].split("-")[0], c["dit"]) for c in found]
    assert told == [
        (False, True, "frigo", "« Idée 0 » est maintenant au frigo (Bruno)."),
        (False, False, "libres", "« Idée 1 » est maintenant sous une autre question (Chloe)."),
        (True, False, "libres", "« Idée 2 » est maintenant à regrouper (l’équipe)."),
    ]


@pytest.mark.parametrize(
    ("form", "code", "words"),
    [
        ({"geste": "frigo"}, 422, "Choisissez au moins une parole."),
        ({"geste": "grouper", "titre": " "}, 422, "Donnez un titre à ce groupe."),
        ({"geste": "grouper", "titre": "x" * 5000}, 422, "200"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_is_kept(
    bruno: FlaskClient, monde: Monde, mots: list[str], form: dict[str, str], code: int, words: str
) -> None:
    cartes = shown(mots[:2]) if form["geste"] == "grouper" else []
    answer = press(bruno, monde, cartes=cartes, **form)
    assert answer.status_code == code
    assert words in said(answer)
    assert form.get("titre", "") in answer.text
    assert all(f'value="{card}"' in answer.text for card in cartes)


def test_the_bound_of_a_lot_is_said_in_words(bruno: FlaskClient, monde: Monde) -> None:
    many = [f"00000000-0000-4000-8000-{n:012}.1" for n in range(LOT_MAX + 1)]
    for suite in ("", "/gestes"):
        answer = press(bruno, monde, suite, geste="frigo", cartes=many)
        assert answer.status_code == 422
        assert "501 paroles à la fois, c’est trop : 500 au plus." in said(answer)


def test_odd_input_is_no_error_of_ours(bruno: FlaskClient, monde: Monde, mots: list[str]) -> None:
    for odd in ("", ".", "x.1", f"{mots[0]}.99999999999999999999", f"{mots[0]}.²"):
        assert press(bruno, monde, geste="frigo", cartes=[odd]).status_code in (303, 404, 409, 422)
    assert press(bruno, monde, geste="brûler", cartes=shown(mots[:1])).status_code == 404
    assert press(bruno, monde, "", cartes=shown(mots[:1]), liste="rien").status_code == 200
    assert bruno.get(f"/animer/{monde.seance}/tableau/plusieurs?liste=rien").status_code == 404
    other = factories.make_seance(monde.demarche)
    stranger = factories.post(
        factories.participant(other), factories.make_question(other), "Ailleurs"
    )
    for geste in ("frigo", "deplacer", "transmettre"):
        answer = press(bruno, monde, geste=geste, cartes=shown([stranger.id]))
        assert answer.status_code == 404


def test_whose_role_is_withdrawn_moves_nothing(
    bruno: FlaskClient,
    colleague: Callable[[Role], FlaskClient],
    monde: Monde,
    mots: list[str],
) -> None:
    before = board(bruno, monde)
    token = token_in(bruno.get(f"/animer/{monde.seance}/tableau"))
    revoke(monde.bruno.id or "")
    for suite in ("", "/gestes"):
        answer = bruno.post(
            f"/animer/{monde.seance}/tableau/plusieurs{suite}",
            data={"csrf_token": token, "geste": "frigo", "cartes": shown(mots)},
        )
        assert answer.status_code == 404
    assert bruno.get(f"/animer/{monde.seance}/tableau/choisies").status_code == 404
    assert board(colleague(Role.ANIMATEUR), monde) == before


def test_the_board_of_an_ended_seance_is_still_put_in_order(
    bruno: FlaskClient, monde: Monde, mots: list[str]
) -> None:
    reunions.set_phase(monde.seance, Phase.CLOSE)
    press(bruno, monde, geste="grouper", titre="Au calme", cartes=shown(mots))
    assert board(bruno, monde)["groupes"][0]["cartes"] == mots
