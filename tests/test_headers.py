"""The headers of every answer, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from cafe.app import create_app
from cafe.config import ConfigError, Reglages, load

COMMON = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self' ws://localhost wss://localhost; "
        "media-src 'self' blob:; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types cafe"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(self), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/connexion", "/suivi", "/nulle-part", "/healthz"])
def test_a_hall_over_plain_http_gets_these_headers(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert {name: answer.headers.get(name) for name in COMMON} == COMMON
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_public_mode_asks_for_https_and_secure_cookies(reglages: Reglages) -> None:
    app = create_app(replace(reglages, mode="public"), testing=True)
    answer = app.test_client().get("/", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))
    app.extensions["cafe_writing_engine"].dispose()


def test_static_files_are_kept_for_a_year_under_an_address_that_holds_their_hash(
    app: Flask,
) -> None:
    with app.test_request_context():
        from flask import url_for

        address = url_for("static", filename="css/tokens.css")
    assert "?v=" in address
    with app.test_client().get(address) as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_a_script_that_another_one_imports_is_asked_for_again(app: Flask) -> None:
    with app.test_client().get("/static/js/live/html.js") as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["ETag"]


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"CAFE_MODE": "public"}, "SECRET_KEY manque"),
        ({"SECRET_KEY": "court"}, "trop courte"),
        ({"CAFE_MODE": "ailleurs"}, "CAFE_MODE"),
        ({"PORT": "zéro"}, "PORT"),
        ({"CAFE_SYNCHRONOUS": "OFF"}, "CAFE_SYNCHRONOUS"),
    ],
)
def test_unsafe_settings_are_refused_in_french(
    tmp_path: object, env: dict[str, str], said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        load({"CAFE_INSTANCE": str(tmp_path)} | env)


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: object) -> None:
    first = load({"CAFE_INSTANCE": str(tmp_path)})
    again = load({"CAFE_INSTANCE": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 32
    assert (first.instance / "secret").stat().st_mode & 0o077 == 0


def test_readers_cannot_write_and_durability_is_full(app: Flask) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import InternalError, OperationalError, ProgrammingError

    from cafe.database import read_settings
    from cafe.extensions import db

    settings = read_settings(app)
    if settings["moteur"] == "sqlite":
        assert settings["synchronous"] == 2
        assert settings["journal_mode"] == "wal"
        assert settings["foreign_keys"] == 1
    with pytest.raises((OperationalError, ProgrammingError, InternalError)):
        db.session.execute(text("UPDATE installation SET id = 'x'"))
    db.session.rollback()
