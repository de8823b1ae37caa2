"""A photo or a voice comes with a word, once, and leaves with it."""

from __future__ import annotations

import io
import logging
import stat
import uuid
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from cafe import medias
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.models import Contribution, Media
from tests.clients import sign_in
from tests.conftest import Monde
from tests.medias import exemples
from tests.medias.conftest import Poster, names
from tests.pages import strict_client, token_in


def kept() -> list[Media]:
    db.session.rollback()
    return list(db.session.scalars(select(Media).order_by(Media.genre)))


def word() -> Contribution:
    db.session.rollback()
    return db.session.scalars(select(Contribution)).one()


def test_a_voice_and_a_photo_come_without_a_word(post: Poster, folder: Path) -> None:
    answer = post(voix=exemples.ogg(3), photo=exemples.jpeg())
    assert answer.status_code == 201
    assert word().texte == ""
    photo, voix = kept()
    assert (photo.type_mime, photo.largeur, photo.hauteur) == ("image/jpeg", 640, 480)
    assert (voix.type_mime, voix.secondes) == ("audio/ogg", 3)
    assert names(folder) == sorted([photo.id, voix.id])


def test_files_are_readable_by_the_server_alone_and_named_by_chance(
    post: Poster, folder: Path
) -> None:
    post(voix=exemples.ogg())
    (file,) = folder.glob("*")
    assert uuid.UUID(file.name).version == 4
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_same_post_again_keeps_one_file(post: Poster, folder: Path) -> None:
    same = {"client_id": str(uuid.uuid4()), "photo": exemples.jpeg()}
    first, again = post(**same), post(**same)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert len(kept()) == len(names(folder)) == 1


@pytest.mark.parametrize(
    "other", [{"photo": exemples.jpeg((300, 200))}, {}, {"voix": exemples.ogg()}]
)
def test_the_same_id_with_another_file_is_refused_and_keeps_the_first(
    post: Poster, folder: Path, other: dict[str, bytes]
) -> None:
    client_id = str(uuid.uuid4())
    post(client_id=client_id, texte="Regardez", photo=exemples.jpeg())
    answer = post(client_id=client_id, texte="Regardez", **other)
    assert answer.status_code == 409
    assert len(kept()) == len(names(folder)) == 1


def test_a_word_without_text_nor_file_is_still_refused(post: Poster) -> None:
    answer = post()
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["erreur"] == "texte_vide"


@pytest.mark.parametrize(
    ("name", "sent", "code", "status"),
    [
        ("photo", b"<script>alert(1)</script>", "photo_illisible", 422),
        ("photo", exemples.png_geant(), "photo_geante", 413),
        ("photo", b"\xff\xd8" + b"0" * 16_000_000, "photo_lourde", 413),
        ("voix", b"<script>alert(1)</script>", "voix_illisible", 422),
        ("voix", exemples.webm(1800), "voix_longue", 413),
        ("voix", exemples.wav(1000), "voix_lourde", 413),
    ],
)
def test_a_file_that_cannot_be_kept_is_named_and_leaves_nothing(
    post: Poster, folder: Path, name: str, sent: bytes, code: str, status: int
) -> None:
    other = {"voix": exemples.ogg()} if name == "photo" else {"photo": exemples.jpeg()}
    answer = post(**({name: sent} | other))
    assert answer.status_code == status
    assert answer.json is not None
    assert (answer.json["erreur"], answer.json["champ"]) == (code, name)
    assert kept() == []
    assert names(folder) == []


def test_the_page_says_why_and_keeps_the_text(post: Poster) -> None:
    page = post(page=True, texte="Regardez ce trottoir", photo=exemples.png_geant())
    assert page.status_code == 413
    assert "40 millions de points" in page.text
    assert "Regardez ce trottoir" in page.text
    assert 'id="photo-erreur"' in page.text


def test_a_refusal_by_a_rule_takes_the_files_back(post: Poster, folder: Path) -> None:
    assert post(categorie="pirate", photo=exemples.jpeg()).status_code == 422
    assert names(folder) == []


def test_a_full_disk_is_told_and_the_text_may_leave_without_the_file(
    post: Poster, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cafe.medias_recues.store", full)
    answer = post(texte="Un banc", voix=exemples.ogg())
    assert answer.status_code == 503
    assert answer.json is not None
    assert answer.json["erreur"] == "disque_plein"
    assert post(texte="Un banc").status_code == 201


def test_ana_sees_her_photo_and_hears_her_voice(
    post: Poster, phone: FlaskClient, address: str
) -> None:
    post(voix=exemples.webm(2), photo=exemples.jpeg())
    page = phone.get(f"{address}/mes-mots").text
    for media in kept():
        url = f"{address}/medias/{media.id}"
        assert url in page
        answer = phone.get(url)
        assert answer.status_code == 200
        assert answer.mimetype == media.type_mime
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_player_may_ask_for_a_part(post: Poster, phone: FlaskClient, address: str) -> None:
    post(voix=exemples.wav(2))
    (voix,) = kept()
    answer = phone.get(f"{address}/medias/{voix.id}", headers={"Range": "bytes=0-9"})
    assert answer.status_code == 206
    assert len(answer.data) == 10


def test_what_is_served_is_the_photo_without_its_position(
    post: Poster, phone: FlaskClient, address: str
) -> None:
    post(photo=exemples.jpeg())
    (photo,) = kept()
    served = phone.get(f"{address}/medias/{photo.id}").data
    assert dict(Image.open(io.BytesIO(served)).getexif()) == {}


def test_the_receipt_opens_them_on_another_phone(app: Flask, post: Poster) -> None:
    answer = post(photo=exemples.jpeg())
    assert answer.json is not None
    (photo,) = kept()
    other = strict_client(app)
    assert other.get(f"/suivi/medias/{photo.id}").status_code == 404
    page = other.get(f"/suivi/{answer.json['recu']}", follow_redirects=True)
    assert f"/suivi/medias/{photo.id}" in page.text
    assert other.get(f"/suivi/medias/{photo.id}").status_code == 200


def test_strangers_are_shown_nothing(app: Flask, post: Poster, monde: Monde, address: str) -> None:
    post(photo=exemples.jpeg())
    (photo,) = kept()
    eve = strict_client(app)
    assert eve.get(f"{address}/medias/{photo.id}").status_code == 404
    board = f"/animer/{monde.seance}/medias/{photo.id}"
    assert eve.get(board).status_code == 302
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(board).status_code == 404


def test_the_board_plays_the_voice_and_shows_the_photo(
    post: Poster, bruno: FlaskClient, monde: Monde
) -> None:
    post(voix=exemples.ogg(), photo=exemples.jpeg())
    page = bruno.get(f"/animer/{monde.seance}/tableau").text
    assert "Message à écouter" in page
    for media in kept():
        url = f"/animer/{monde.seance}/medias/{media.id}"
        assert url in page
        assert bruno.get(url).mimetype == media.type_mime


def test_a_withdrawn_word_leaves_no_file(
    post: Poster, phone: FlaskClient, address: str, folder: Path
) -> None:
    post(voix=exemples.ogg(), photo=exemples.jpeg())
    token = token_in(phone.get(address))
    url = f"{address}/contributions/{word().id}/retirer"
    assert phone.post(url, data={"csrf_token": token}).status_code == 303
    assert kept() == []
    assert names(folder) == []


def test_an_erased_word_leaves_no_file_and_its_repeat_brings_none_back(
    post: Poster, folder: Path, monde: Monde
) -> None:
    same = {"client_id": str(uuid.uuid4()), "voix": exemples.ogg()}
    post(**same)
    erase_contribution(par=monde.chloe, contribution_id=word().id, motif="demande")
    assert names(folder) == []
    assert post(**same).status_code == 200
    assert kept() == []
    assert names(folder) == []


def test_logs_name_no_file(post: Poster, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        post(voix=exemples.ogg(), photo=exemples.jpeg())
        post(photo=b"<script>")
    for media in kept():
        assert media.id not in caplog.text
        assert media.empreinte not in caplog.text


def test_a_file_gone_from_the_disk_is_a_404(
    post: Poster, phone: FlaskClient, address: str, folder: Path
) -> None:
    post(voix=exemples.ogg())
    (voix,) = kept()
    medias.remove(folder, [voix.id])
    assert phone.get(f"{address}/medias/{voix.id}").status_code == 404
