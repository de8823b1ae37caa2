"""The journal of a board and the undo of one's own gestures, as pages and as JSON."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.access.identity import Identite
from cafe.actions.annulation import undo
from cafe.actions.annulation_gestes import INVERSES
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.fusions import merge_regroupements
from cafe.actions.lots import chill_contributions, move_contributions
from cafe.actions.moderation import chill_contribution, refuse_contribution
from cafe.actions.partages import split_contribution
from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.facilitation.gestes_dits import tell
from cafe.facilitation.gestes_phrases import PHRASES
from cafe.facilitation.journal import PAR_PAGE
from cafe.models import Evenement, MotifModeration, Role, RoleAcces
from cafe.models.evenement import last_numero
from cafe.models.journal_lecture import NATURES, gestures_of
from tests import factories
from tests.conftest import Monde
from tests.facilitation.conftest import JSON, board
from tests.pages import token_in


@pytest.fixture
def lea(monde: Monde) -> Identite:
    return factories.identite(factories.make_compte("Léa", Role.ANIMATEUR, monde.demarche))


def group(monde: Monde, titre: str, *cards: str, par: Identite | None = None) -> str:
    return create_regroupement(
        par=par or monde.bruno, question_id=monde.question, titre=titre, contributions=cards
    )


def move(par: Identite, card: str, target: str | None) -> int:
    move_contribution(par=par, contribution_id=card, regroupement_id=target, version=None)
    return last()


def last() -> int:
    db.session.rollback()
    return last_numero(db.session())


def take_back(
    client: FlaskClient, monde: Monde, numero: object, *, json: bool = False, **fields: Any
) -> TestResponse:
    page = client.get(f"/animer/{monde.seance}/tableau")
    data = {"csrf_token": token_in(page), "numero": numero} | fields
    headers = JSON if json else None
    return client.post(f"/animer/{monde.seance}/tableau/annuler", data=data, headers=headers)


def journal(client: FlaskClient, monde: Monde, **query: Any) -> str:
    answer = client.get(f"/animer/{monde.seance}/tableau/journal", query_string=query)
    assert answer.status_code == 200
    return answer.text


def told(monde: Monde) -> list[str]:
    """Every gesture of the board in French, the newest first."""
    db.session.rollback()
    events = gestures_of(db.session(), monde.seance, limit=500)
    return [f"{geste.qui} : {geste.dit}" for geste in tell(db.session(), events, monde.bruno)]


def test_every_gesture_of_a_board_has_its_words() -> None:
    assert set(PHRASES) >= NATURES
    assert set(PHRASES) >= set(INVERSES)


def test_gestures_are_told_in_plain_french(monde: Monde, lea: Identite) -> None:
    cards = [factories.post(monde.ana, monde.question, f"Idée {n}").id for n in range(4)]
    bus = group(monde, "Bus", cards[0])
    bancs = group(monde, "Bancs", par=lea)
    move(monde.bruno, cards[1], bus)
    move(monde.bruno, cards[1], None)
    rename_regroupement(par=lea, regroupement_id=bancs, titre="S’asseoir", resume="", version=None)
    rename_regroupement(
        par=lea, regroupement_id=bancs, titre="S’asseoir", resume="Partout", version=None
    )
    several = dict.fromkeys(cards[1:3])
    move_contributions(par=lea, seance_id=monde.seance, cartes=several, regroupement_id=bancs)
    chill_contributions(par=lea, seance_id=monde.seance, cartes=several)
    undo(par=lea, seance_id=monde.seance, numero=last())
    refuse_contribution(
        par=monde.bruno,
        contribution_id=cards[3],
        motif=MotifModeration.HORS_SUJET,
        precision="",
        version=None,
    )
    autre = factories.make_question(monde.seance, "Et la nuit ?")
    move_to_question(par=monde.bruno, contribution_id=cards[3], question_id=autre, version=None)
    merge_regroupements(par=monde.bruno, regroupement_id=bus, dans=bancs, version=None)
    close_regroupement(par=monde.bruno, regroupement_id=bancs, version=None)
    assert told(monde) == [
        "Bruno : groupe « S’asseoir » défait",
        "Bruno : « Bus » réuni avec « S’asseoir »",
        "Bruno : « Idée 3 » rangée sous « Et la nuit ? »",
        "Bruno : « Idée 3 » non publiée",
        "Léa : retour en arrière : 2 paroles mises au frigo",
        "Léa : 2 paroles mises au frigo",
        "Léa : 2 paroles déplacées dans « S’asseoir »",
        "Léa : résumé de « S’asseoir » changé",
        "Léa : « Bancs » renommé « S’asseoir »",
        "Bruno : « Idée 1 » sortie de « Bus »",
        "Bruno : « Idée 1 » déplacée dans « Bus »",
        "Léa : groupe « S’asseoir » créé",
        "Bruno : groupe « Bus » créé avec 1 parole",
    ]


def test_a_split_is_told_by_the_words_of_the_whole_and_leads_to_a_part(
    bruno: FlaskClient, monde: Monde
) -> None:
    card = factories.post(monde.ana, monde.question, "Des bancs et des arbres").id
    parts = split_contribution(
        par=monde.bruno,
        contribution_id=card,
        parties=("Des bancs", "et des arbres"),
        version=None,
        client_id=str(uuid.uuid4()),
    )
    undo(par=monde.bruno, seance_id=monde.seance, numero=last())
    assert told(monde) == [
        "Bruno : retour en arrière : « Des bancs et des arbres » partagée en 2",
        "Bruno : « Des bancs et des arbres » partagée en 2",
    ]
    assert f"#carte-{parts[0]}" in journal(bruno, monde)


def test_the_journal_says_who_when_and_what_and_lets_each_undo_their_own(
    bruno: FlaskClient, monde: Monde, lea: Identite
) -> None:
    card = factories.post(monde.ana, monde.question, "Des <b>bancs</b>").id
    bus = group(monde, "Bus & tram")
    mine = move(monde.bruno, card, bus)
    hers = move(lea, card, None)
    page = journal(bruno, monde)
    assert "« Des &lt;b&gt;bancs&lt;/b&gt; » sortie de « Bus &amp; tram »" in page
    assert "<strong>Léa</strong>" in page
    assert f'name="numero" value="{mine}"' in page
    assert f'name="numero" value="{hers}"' not in page
    assert f"#carte-{card}" in page


def test_an_undone_gesture_is_marked_and_offered_no_more(bruno: FlaskClient, monde: Monde) -> None:
    card = factories.post(monde.ana, monde.question, "Des bancs").id
    numero = move(monde.bruno, card, group(monde, "Bus"))
    answer = take_back(bruno, monde, numero, retour="journal")
    assert answer.status_code == 303
    assert answer.location.endswith("/tableau/journal")
    page = bruno.get(answer.location).text
    assert "Annulé : « Des bancs » déplacée dans « Bus »." in page
    assert f'id="geste-{numero}" class="journal-annule"' in page
    assert f'name="numero" value="{numero}"' not in page
    assert board(bruno, monde)["libres"] == [card]


def test_an_erased_word_is_nowhere_in_the_journal(bruno: FlaskClient, monde: Monde) -> None:
    card = factories.post(monde.ana, monde.question, "Mon voisin Paul").id
    move(monde.bruno, card, group(monde, "Bus"))
    erase_contribution(par=monde.chloe, contribution_id=card, motif="demande")
    page = journal(bruno, monde)
    assert "Paul" not in page
    assert "« propos retiré » déplacée dans « Bus »" in page
    assert "parole effacée pour de bon" in page
    assert "Paul" not in bruno.get(f"/animer/{monde.seance}/tableau").text


def test_the_board_names_what_annuler_would_undo_one_after_the_other(
    bruno: FlaskClient, monde: Monde, lea: Identite
) -> None:
    def offered() -> str | None:
        found = bruno.get(f"/animer/{monde.seance}/tableau/annulable").get_json()["annulable"]
        return found["dit"] if found else None

    assert (
        'aria-disabled="true" aria-keyshortcuts'
        in bruno.get(f"/animer/{monde.seance}/tableau").text
    )
    card = factories.post(monde.ana, monde.question, "Des bancs").id
    bus = group(monde, "Bus")
    move(monde.bruno, card, bus)
    rename_regroupement(par=monde.bruno, regroupement_id=bus, titre="Car", resume="", version=None)
    group(monde, "À Léa", par=lea)
    assert "Annuler : « Bus » renommé « Car »" in bruno.get(f"/animer/{monde.seance}/tableau").text
    for dit, then in (
        ("« Bus » renommé « Car »", "« Des bancs » déplacée dans « Bus »"),
        ("« Des bancs » déplacée dans « Bus »", "groupe « Bus » créé"),
        ("groupe « Bus » créé", None),
    ):
        assert offered() == dit
        numero = bruno.get(f"/animer/{monde.seance}/tableau/annulable").get_json()["annulable"][
            "numero"
        ]
        answer = take_back(bruno, monde, numero, json=True).get_json()
        assert answer["dit"] == f"Annulé : {dit}."
        assert (answer["annulable"] or {}).get("dit") == then
    groupes = board(bruno, monde)["groupes"]
    assert [g["titre"] for g in groupes] == ["À Léa"]


def test_a_card_that_a_colleague_moved_on_is_told_with_who_what_and_where(
    bruno: FlaskClient, monde: Monde, lea: Identite
) -> None:
    card = factories.post(monde.ana, monde.question, "Des bancs").id
    numero = move(monde.bruno, card, group(monde, "Bus"))
    move(lea, card, group(monde, "Repos", par=lea))
    answer = take_back(bruno, monde, numero, json=True)
    assert answer.status_code == 409
    body = answer.get_json()
    assert "Léa y a touché : « Des bancs » déplacée dans « Repos »." in body["message"]
    assert body["liens"][0]["carte"] == card
    assert body["liens"][0]["href"].endswith(f"question={monde.question}#carte-{card}")
    page = take_back(bruno, monde, numero)
    assert page.status_code == 409
    assert "Léa y a touché" in page.text
    assert "Voir où cela en est" in page.text


def test_what_one_did_next_oneself_is_to_be_undone_first(bruno: FlaskClient, monde: Monde) -> None:
    card = factories.post(monde.ana, monde.question, "Des bancs").id
    numero = move(monde.bruno, card, group(monde, "Bus"))
    chill_contribution(par=monde.bruno, contribution_id=card, version=None)
    answer = take_back(bruno, monde, numero, json=True)
    assert answer.status_code == 409
    assert (
        "Vous y avez touché ensuite : « Des bancs » mise au frigo" in answer.get_json()["message"]
    )


@pytest.mark.parametrize("numero", ["", "0", "-4", "abc", str(2**70)])
def test_nothing_to_undo_is_said(bruno: FlaskClient, monde: Monde, numero: str) -> None:
    answer = take_back(bruno, monde, numero, json=True)
    assert answer.status_code == 422
    assert answer.get_json()["erreur"] == "rien_a_annuler"


def test_a_long_journal_is_read_by_pages_and_by_person(
    bruno: FlaskClient, monde: Monde, lea: Identite
) -> None:
    card = factories.post(monde.ana, monde.question, "Des bancs").id
    bus = group(monde, "Bus", par=lea)
    for n in range(PAR_PAGE):
        move(monde.bruno, card, None if n % 2 else bus)
    first = journal(bruno, monde)
    assert first.count('<li id="geste-') == PAR_PAGE
    assert "Gestes plus anciens" in first
    oldest = min(e.numero for e in gestures_of(db.session(), monde.seance, limit=PAR_PAGE))
    second = journal(bruno, monde, avant=oldest)
    assert second.count('<li id="geste-') == 1
    assert "groupe « Bus » créé" in second
    hers = journal(bruno, monde, qui=lea.id)
    assert hers.count('<li id="geste-') == 1
    assert f'value="{lea.id}" selected' in hers
    # Somebody who made none, or an invention: everything.
    assert journal(bruno, monde, qui="personne").count('<li id="geste-') == PAR_PAGE


def test_a_tablet_of_the_team_undoes_what_it_did_and_only_that(
    device: Callable[..., FlaskClient], bruno: FlaskClient, monde: Monde
) -> None:
    card = factories.post(monde.ana, monde.question, "Des bancs").id
    other = factories.post(monde.ana, monde.question, "Des arbres").id
    bus = group(monde, "Bus")
    move(monde.bruno, other, bus)
    brunos = last()
    tablet = device(RoleAcces.TABLETTE)
    page = tablet.get(f"/animer/{monde.seance}/tableau")
    url = f"/animer/{monde.seance}/contributions/{card}/deplacer"
    moved = tablet.post(url, data={"csrf_token": token_in(page), "regroupement": bus})
    assert moved.status_code == 303
    assert (
        "« Des bancs » déplacée dans « Bus »" in tablet.get(f"/animer/{monde.seance}/tableau").text
    )
    assert "Une tablette de l’équipe" in journal(bruno, monde)
    refused = take_back(tablet, monde, brunos, json=True)
    assert (refused.status_code, refused.get_json()["erreur"]) == (403, "geste_d_un_autre")
    own = tablet.get(f"/animer/{monde.seance}/tableau/annulable").get_json()["annulable"]
    assert take_back(tablet, monde, own["numero"]).status_code == 303
    db.session.rollback()
    event = db.session.get_one(Evenement, own["numero"])
    assert event.auteur_genre == "appareil"
    assert card in board(bruno, monde)["libres"]


def test_a_rapporteur_reads_the_journal_and_undoes_nothing(
    colleague: Callable[[Role], FlaskClient], monde: Monde
) -> None:
    numero = move(monde.bruno, factories.post(monde.ana, monde.question).id, group(monde, "Bus"))
    rapporteur = colleague(Role.RAPPORTEUR)
    page = journal(rapporteur, monde)
    assert "déplacée dans « Bus »" in page
    assert 'name="numero"' not in page
    assert take_back(rapporteur, monde, numero, json=True).status_code == 403
    assert rapporteur.get(f"/animer/{monde.seance}/tableau/annulable").status_code == 403


def test_an_empty_journal_says_what_will_come(bruno: FlaskClient, monde: Monde) -> None:
    assert "Aucun geste" in journal(bruno, monde)


def test_a_gesture_of_another_board_is_not_undone_here(
    app: Flask, bruno: FlaskClient, monde: Monde
) -> None:
    elsewhere = factories.make_seance(monde.demarche)
    question = factories.make_question(elsewhere)
    create_regroupement(par=monde.bruno, question_id=question, titre="Là-bas")
    assert take_back(bruno, monde, last(), json=True).status_code == 404
