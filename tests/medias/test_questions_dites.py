"""A question said aloud in the languages of the hall: recorded by the team, heard on phones."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from cafe.actions.core import NotAllowed, Refusal
from cafe.actions.depot import PieceJointe
from cafe.actions.questions_dites import record_question, remove_question_recording
from cafe.actions.seances import FicheSeance, QuestionPrevue, update_seance
from cafe.cli import main
from cafe.extensions import db
from cafe.langues.choix import registre
from cafe.models import Evenement, GenreMedia, Phase, QuestionDite, Role, Seance
from cafe.models.base import new_id
from tests import factories
from tests.clients import sign_in
from tests.conftest import POSTGRESQL, Monde
from tests.medias import exemples
from tests.medias.conftest import names
from tests.pages import strict_client, token_in

Dire = Callable[..., TestResponse]


@pytest.fixture
def dire(bruno: FlaskClient, monde: Monde) -> Dire:
    """Bruno sends a recording from the page « Dire les questions »."""

    def send(langue: str = "fr", voix: bytes | None = None, **changes: str) -> TestResponse:
        url = f"/animer/{monde.seance}/questions"
        data: dict[str, object] = {
            "csrf_token": token_in(bruno.get(url)),
            "question": monde.question,
            "langue": langue,
        } | changes
        if voix != b"":
            data["voix"] = (io.BytesIO(voix or exemples.ogg()), "voix.bin", "text/html")
        answer = bruno.post(url, data=data, content_type="multipart/form-data")
        answer.request.environ["wsgi.input"].close()
        return answer

    return send


def said(monde: Monde) -> dict[str, QuestionDite]:
    db.session.rollback()
    query = select(QuestionDite).where(QuestionDite.question_id == monde.question)
    return {row.langue: row for row in db.session.scalars(query)}


def players(page: str) -> list[str]:
    return re.findall(r"<audio[^>]*>", page)


def set_phase(monde: Monde, phase: Phase) -> None:
    def job(session: object) -> None:
        session.get(Seance, monde.seance).phase = phase  # type: ignore[attr-defined]

    factories.build(job)


def test_a_phone_plays_its_own_language_and_offers_the_others(
    phone: FlaskClient, dire: Dire, monde: Monde, address: str
) -> None:
    registre().activate("ar", sans_relecture=True)
    assert players(phone.get(address).text) == []
    for langue in ("fr", "ar", "zdj"):
        assert dire(langue).status_code == 303
    heard = said(monde)
    page = phone.get(f"{address}?lang=ar").text
    first, *others = players(page)
    assert f"/questions/voix/{heard['ar'].id}" in first
    assert len(others) == 2
    assert "Shikomori" in page
    assert all('preload="none"' in player and " controls" in player for player in [first, *others])
    assert f"/questions/voix/{heard['fr'].id}" in players(phone.get(f"{address}?lang=fr").text)[0]


def test_the_french_one_is_played_where_the_language_has_none(
    phone: FlaskClient, dire: Dire, monde: Monde, address: str
) -> None:
    registre().activate("ar", sans_relecture=True)
    dire("fr")
    (player,) = players(phone.get(f"{address}?lang=ar").text)
    assert said(monde)["fr"].id in player


def test_each_question_of_the_list_can_be_heard(
    phone: FlaskClient, dire: Dire, monde: Monde, address: str
) -> None:
    dire("fr")
    factories.make_question(monde.seance, "Et demain ?")
    page = phone.get(address).text
    assert len(players(page)) == 1
    assert "Écouter la question 1" in page


def test_it_is_served_as_what_it_is_and_may_be_kept_an_hour(
    phone: FlaskClient, dire: Dire, monde: Monde, address: str
) -> None:
    sound = exemples.ogg(3)
    dire("fr", sound)
    url = f"{address}/questions/voix/{said(monde)['fr'].id}"
    answer = phone.get(url)
    assert answer.data == sound
    assert answer.mimetype == "audio/ogg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, max-age=3600, immutable"
    part = phone.get(url, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, sound[:4])


def test_it_is_not_heard_before_the_doors_open_nor_from_another_seance(
    phone: FlaskClient, dire: Dire, monde: Monde, address: str
) -> None:
    dire("fr")
    id_ = said(monde)["fr"].id
    other = factories.make_seance(monde.demarche, code="AAAADD")
    assert phone.get(f"/s/AAAADD/questions/voix/{id_}").status_code == 404
    assert phone.get(f"{address}/questions/voix/{new_id()}").status_code == 404
    set_phase(monde, Phase.PREPARATION)
    assert phone.get(f"{address}/questions/voix/{id_}").status_code == 404
    set_phase(monde, Phase.TERMINEE)
    assert phone.get(f"{address}/questions/voix/{id_}").status_code == 200
    assert other


def test_a_new_one_takes_the_place_of_the_old_and_its_file_goes(
    dire: Dire, monde: Monde, folder: Path
) -> None:
    dire("fr")
    first = said(monde)["fr"].id
    dire("fr", exemples.wav())
    (kept,) = said(monde).values()
    assert kept.id != first
    assert kept.type_mime == "audio/wav"
    assert names(folder) == [kept.id]


def test_one_taken_away_leaves_no_file(
    bruno: FlaskClient, dire: Dire, monde: Monde, folder: Path
) -> None:
    dire("fr")
    url = f"/animer/{monde.seance}/questions"
    token = token_in(bruno.get(url))
    gone = f"{url}/voix/{said(monde)['fr'].id}/retirer"
    for _ in range(2):
        assert bruno.post(gone, data={"csrf_token": token}).status_code == 303
    assert said(monde) == {}
    assert names(folder) == []


def test_a_question_taken_away_takes_its_recordings_along(
    dire: Dire, monde: Monde, folder: Path
) -> None:
    dire("fr")
    dire("ar")
    assert len(names(folder)) == 2
    update_seance(
        par=monde.chloe,
        seance_id=monde.seance,
        fiche=FicheSeance(titre="Atelier"),
        questions=(QuestionPrevue("Une autre question ?"),),
        etapes=(),
        tables=0,
        version=None,
    )
    assert said(monde) == {}
    assert names(folder) == []


def test_purge_and_check_know_these_files(
    app: Flask,
    dire: Dire,
    monde: Monde,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if POSTGRESQL:
        pytest.skip("the command line opens the base of its own settings")
    dire("fr")
    (name,) = names(folder)
    os.utime(folder / name, (0, 0))
    monkeypatch.setenv("CAFE_INSTANCE", str(folder.parent))
    monkeypatch.setenv("SECRET_KEY", "secret-de-test-" * 4)
    assert main(["purger"]) == 0
    assert names(folder) == [name]
    assert main(["verifier"]) == 0
    (folder / name).unlink()
    assert main(["verifier"]) != 0
    assert name in capsys.readouterr().out


@pytest.mark.parametrize(
    ("langue", "voix", "sentence"),
    [
        ("", None, "Choisissez la langue de ces mots."),
        ("fr", b"", "Enregistrez votre voix, ou choisissez un fichier."),
        ("fr", b"<script>alert(1)</script>", "n’est pas un enregistrement"),
        ("fr", exemples.ogg(300), "dure plus de 2 minutes"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(
    dire: Dire, monde: Monde, folder: Path, langue: str, voix: bytes | None, sentence: str
) -> None:
    answer = dire(langue, voix)
    assert answer.status_code in (413, 422)
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert f'value="{monde.question}" selected' in answer.text
    assert said(monde) == {}
    assert names(folder) == []


def piece() -> PieceJointe:
    return PieceJointe(
        id=new_id(), genre=GenreMedia.VOIX, type_mime="audio/ogg", octets=1, empreinte=""
    )


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.RAPPORTEUR])
def test_those_who_do_not_lead_record_nothing(monde: Monde, dire: Dire, role: Role) -> None:
    dire("fr")
    id_ = said(monde)["fr"].id
    other = factories.identite(factories.make_compte("Autre", role, monde.demarche))
    for par in (other, monde.dan, monde.ana):
        with pytest.raises(NotAllowed):
            record_question(par=par, question_id=monde.question, langue="ar", piece=piece())
        with pytest.raises(NotAllowed):
            remove_question_recording(par=par, dite_id=id_)
    assert list(said(monde)) == ["fr"]


def test_strangers_do_not_see_the_page(app: Flask, monde: Monde) -> None:
    url = f"/animer/{monde.seance}/questions"
    assert strict_client(app).get(url).status_code == 302
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(url).status_code == 404


def test_once_the_compte_rendu_has_left_nothing_changes(monde: Monde, dire: Dire) -> None:
    dire("fr")
    set_phase(monde, Phase.CLOSE)
    assert dire("ar").status_code == 409
    with pytest.raises(Refusal) as caught:
        remove_question_recording(par=monde.bruno, dite_id=said(monde)["fr"].id)
    assert caught.value.code == "rencontre_close"


def test_the_event_says_which_question_and_language(monde: Monde, dire: Dire) -> None:
    dire("ar")
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert (event.nature, event.details) == ("QuestionRecorded", {"langue": "ar"})
    assert event.ids("question") == [monde.question]
