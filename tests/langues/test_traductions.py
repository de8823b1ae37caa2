"""What was said in another language stands beside its French, and both go together."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from cafe.access.identity import SYSTEME
from cafe.actions.core import NotAllowed, Refusal, Stale
from cafe.actions.mur import set_mur
from cafe.actions.retouches import (
    correct_contribution,
    erase_contribution,
    replay_erasures,
)
from cafe.actions.traductions import translate_contribution
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Mur, Phase, Role, Seance, Traduction
from cafe.models.verification import check_chain
from tests import factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.langues.conftest import ARABE, FRANCAIS
from tests.pages import strict_client, token_in


def translated(monde: Monde, parole: str, texte: str = FRANCAIS, rang: int | None = None) -> str:
    return translate_contribution(
        par=monde.bruno,
        contribution_id=parole,
        langue="ar",
        traduction=texte,
        version=None,
        rang=rang,
    )


def refusal_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.code


def texts() -> list[str | None]:
    db.session.rollback()
    return list(db.session.scalars(select(Traduction.texte).order_by(Traduction.rang)))


def test_bruno_translates_from_the_card_and_the_board_shows_both(
    bruno: FlaskClient, monde: Monde, parole: str
) -> None:
    url = f"/animer/{monde.seance}/contributions/{parole}"
    page = bruno.get(url)
    assert '<option value="ar" selected>arabe</option>' in page.text
    sent = {
        "csrf_token": token_in(page),
        "langue": "ar",
        "traduction": FRANCAIS,
        "version": 1,
        "rang": 0,
    }
    assert bruno.post(f"{url}/traduire", data=sent).status_code == 303
    board = bruno.get(f"/animer/{monde.seance}/tableau").text
    assert f'lang="ar" dir="auto">{ARABE}</p>' in board
    assert f'<span class="parole-traduite">Traduction :</span> {FRANCAIS}</p>' in board
    again = bruno.get(url).text
    assert f">{FRANCAIS}</textarea>" in again
    assert "Par Bruno." in again


def test_the_room_screen_shows_both(bruno: FlaskClient, monde: Monde, parole: str) -> None:
    translated(monde, parole)
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.DIRECT)
    wall = bruno.get(f"/animer/{monde.seance}/ecran").text
    assert f'lang="ar" dir="auto">{ARABE}</p>' in wall
    assert FRANCAIS in wall


def test_a_word_whose_page_was_french_gets_the_language_of_its_words(
    bruno: FlaskClient, monde: Monde
) -> None:
    parole = factories.post(monde.ana, monde.question, ARABE).id
    url = f"/animer/{monde.seance}/contributions/{parole}"
    page = bruno.get(url)
    assert "Ces mots ne sont pas en français ?" in page.text
    sent = {"csrf_token": token_in(page), "langue": "", "traduction": FRANCAIS, "version": 1}
    answer = bruno.post(f"{url}/traduire", data=sent)
    assert answer.status_code == 422
    assert "Choisissez la langue de ces mots." in answer.text
    assert FRANCAIS in answer.text, "what was typed is kept"
    bruno.post(f"{url}/traduire", data=sent | {"langue": "ar"})
    db.session.rollback()
    assert db.session.get_one(Contribution, parole).langue == "ar"


def test_the_event_holds_ids_only_and_says_who(monde: Monde, parole: str) -> None:
    made = translated(monde, parole)
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert (event.nature, event.auteur_id) == ("ContributionTranslated", monde.bruno.id)
    assert event.details["traduction"] == made
    assert "bancs" not in json.dumps(event.details)


def test_versions_are_kept_and_a_repeat_makes_none(monde: Monde, parole: str) -> None:
    first = translated(monde, parole)
    assert translated(monde, parole) == first
    assert translated(monde, parole, "Des sièges à l’ombre") != first
    assert texts() == [FRANCAIS, "Des sièges à l’ombre"]


def test_two_facilitators_do_not_undo_each_other(monde: Monde, parole: str) -> None:
    translated(monde, parole, rang=0)
    with pytest.raises(Stale):
        translated(monde, parole, "Écrit sans avoir vu l’autre", rang=0)


def test_a_text_its_author_corrects_waits_for_a_new_translation(
    bruno: FlaskClient, monde: Monde, parole: str
) -> None:
    translated(monde, parole)
    correct_contribution(par=monde.ana, contribution_id=parole, texte="أشجار", version=1)
    assert FRANCAIS not in bruno.get(f"/animer/{monde.seance}/tableau").text
    with pytest.raises(Stale):
        translate_contribution(
            par=monde.bruno, contribution_id=parole, langue="ar", traduction="x", version=1
        )


def test_ana_reads_on_her_phone_that_there_is_a_translation(
    app: Flask, monde: Monde, parole: str, toutes_langues: None
) -> None:
    from cafe.access.doors import remember_participant

    translated(monde, parole)
    code = db.session.get_one(Seance, monde.seance).code
    phone = strict_client(app)
    with app.test_request_context():
        cookie = remember_participant(app.response_class(), monde.ana).headers["Set-Cookie"]
    name, _, value = cookie.partition(";")[0].partition("=")
    phone.set_cookie(name, value)
    page = phone.get(f"/s/{code}/mes-mots?lang=ar").text
    assert ARABE in page
    assert f'<p lang="fr" dir="ltr">{FRANCAIS}</p>' in page
    assert "L’équipe l’a traduite" not in page, "said in Arabic"
    assert "L’équipe l’a traduite en français" in phone.get(f"/s/{code}/mes-mots?lang=fr").text


def test_an_erasure_empties_every_translation(monde: Monde, parole: str) -> None:
    translated(monde, parole)
    translated(monde, parole, "Une autre")
    assert check_chain(db.session()).fautes == ()
    erase_contribution(par=monde.chloe, contribution_id=parole, motif="demande")
    assert texts() == [None, None]
    assert check_chain(db.session()).fautes == ()


def test_a_restored_base_erases_translations_again(monde: Monde, parole: str) -> None:
    translated(monde, parole)
    replay_erasures(par=SYSTEME, contribution_ids=(parole,))
    assert texts() == [None]


def test_the_verifier_finds_a_translation_that_an_erasure_forgot(monde: Monde, parole: str) -> None:
    made = translated(monde, parole)
    erase_contribution(par=monde.chloe, contribution_id=parole, motif="demande")

    def forget(session: object) -> None:
        session.get(Traduction, made).texte = "reste"  # type: ignore[attr-defined]

    factories.build(forget)
    assert [f"Parole retirée dont une traduction reste : {parole}"] == list(
        check_chain(db.session()).fautes
    )


@pytest.mark.parametrize(
    ("langue", "texte", "code"),
    [
        ("fr", FRANCAIS, "langue_absente"),
        ("../x", FRANCAIS, "langue_absente"),
        ("ar", "  ", "texte_vide"),
        ("ar", "a" * 3000, "texte_long"),
    ],
)
def test_what_is_not_a_translation_is_refused(
    monde: Monde, parole: str, langue: str, texte: str, code: str
) -> None:
    def call() -> object:
        return translate_contribution(
            par=monde.bruno, contribution_id=parole, langue=langue, traduction=texte, version=None
        )

    assert refusal_of(call) == code


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.RAPPORTEUR])
def test_those_who_do_not_lead_translate_nothing(monde: Monde, parole: str, role: Role) -> None:
    other = factories.identite(factories.make_compte("Autre", role, monde.demarche))
    for par in (other, monde.dan, monde.ana):
        with pytest.raises(NotAllowed):
            translate_contribution(
                par=par, contribution_id=parole, langue="ar", traduction="x", version=None
            )


def test_once_the_compte_rendu_has_left_nothing_is_translated(monde: Monde, parole: str) -> None:
    def close(session: object) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE  # type: ignore[attr-defined]

    factories.build(close)
    assert refusal_of(lambda: translated(monde, parole)) == "rencontre_close"


def test_an_erased_word_and_a_stranger_are_refused(app: Flask, monde: Monde, parole: str) -> None:
    dan = sign_in(strict_client(app), monde.dan.id or "")
    url = f"/animer/{monde.seance}/contributions/{parole}"
    token = token_in(dan.get("/piloter/"))
    sent = {"csrf_token": token, "langue": "ar", "traduction": "x"}
    assert dan.post(f"{url}/traduire", data=sent).status_code == 404
    erase_contribution(par=monde.chloe, contribution_id=parole, motif="demande")
    assert refusal_of(lambda: translated(monde, parole)) == "deja_retiree"
