"""Staff sign-in: Flask-Security over our accounts, passwords hashed off the hub.

Flask-Security hashes with argon2id and keeps the session; it writes nothing: passwords
change through ``cafe.actions.comptes``.
"""

from __future__ import annotations

import ipaddress
from typing import Any

from flask import Flask, abort, render_template, request
from flask_security import SQLAlchemySessionUserDatastore, hash_password
from flask_security.core import RoleMixin

from cafe.config import Reglages
from cafe.extensions import db, security
from cafe.models import Compte
from cafe.threads import in_native_thread


class _NoRole(RoleMixin):
    """Flask-Security asks for a role model; our roles are per démarche (``Membre``)."""


class CompteDatastore(SQLAlchemySessionUserDatastore):
    """Reads accounts; never commits."""

    def __init__(self) -> None:
        super().__init__(db.session, Compte, _NoRole)

    def commit(self) -> None:
        """Nothing to commit: readers cannot write."""

    def put(self, model: Any) -> Any:
        """Refuses silently what sign-in would like to note (a hash to renew, a count)."""
        db.session.expunge(model)
        return model


def hash_new_password(password: str) -> str:
    """The argon2id hash of a new password."""
    app = _app()

    def work() -> str:
        with app.app_context():
            return str(hash_password(password))

    return in_native_thread(work)


def _app() -> Flask:
    from flask import current_app

    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def init_staff(app: Flask, reglages: Reglages) -> None:
    """Configure Flask-Security and refuse passwords that would travel in clear."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of a scheme
        SECURITY_PASSWORD_SALT=reglages.secret_key[:24],
        SECURITY_LOGIN_URL="/connexion",
        SECURITY_LOGOUT_URL="/deconnexion",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_POST_LOGIN_VIEW="/piloter/",
        SECURITY_POST_LOGOUT_VIEW="/connexion",
        SECURITY_LOGIN_USER_TEMPLATE="access/connexion.html",
        SECURITY_REGISTERABLE=False,
        SECURITY_RECOVERABLE=False,
        SECURITY_CHANGEABLE=False,
        SECURITY_TRACKABLE=False,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_AUTO_LOGIN_AFTER_CONFIRM=False,
        SECURITY_SEND_REGISTER_EMAIL=False,
        REMEMBER_COOKIE_SECURE=reglages.secure_cookies,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
    )
    security.init_app(app, CompteDatastore())

    @app.before_request
    def refuse_password_in_clear() -> str | None:
        if request.method != "POST" or not request.path.startswith(_PASSWORD_PATHS):
            return None
        if request.is_secure or is_this_machine(request.remote_addr):
            return None
        abort(403, render_template("access/_clair.html"))


_PASSWORD_PATHS = ("/connexion", "/invitation/", "/compte/")


def is_this_machine(address: str | None) -> bool:
    """Whether the request comes from the machine itself (nothing travels in clear then)."""
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
