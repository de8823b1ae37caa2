"""Staff sign-in: Flask-Security over our accounts, passwords hashed off the hub.

Flask-Security hashes with argon2id and keeps the session; it writes nothing: passwords
change through ``cafe.actions.comptes``.
"""

from __future__ import annotations

import ipaddress
import unicodedata
from typing import Any

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import lazy_gettext as _
from flask_security import LoginForm, SQLAlchemySessionUserDatastore, hash_password
from flask_security.core import RoleMixin
from wtforms import EmailField
from wtforms.validators import DataRequired

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


class ConnexionForm(LoginForm):
    """Takes any address an account may have: « chloe@mairie.local » is one too."""

    email = EmailField(
        _("Adresse électronique"),
        filters=[lambda typed: typed.strip() if typed else typed],
        validators=[DataRequired()],
    )


class _OffTheHub:
    """A password context whose slow half runs in a native thread: live screens never wait."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def hash(self, secret: str | bytes, **options: Any) -> str:
        return in_native_thread(lambda: str(self._context.hash(secret, **options)))

    def verify(self, secret: str | bytes, hashed: str) -> bool:
        return in_native_thread(lambda: bool(self._context.verify(secret, hashed)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


def hash_new_password(password: str) -> str:
    """The argon2id hash of a new password, its accents in the form sign-in gives them."""
    form = current_app.config["SECURITY_PASSWORD_NORMALIZE_FORM"]
    return str(hash_password(unicodedata.normalize(form, password)))


def init_staff(app: Flask, reglages: Reglages) -> None:
    """Configure Flask-Security and refuse passwords that would travel in clear."""
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of a scheme
        # Argon2 salts each hash. Not keyed by our secret as well: a restored backup, or a hall's
        # base merged into a town's server, must keep its passwords.
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},
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
        SECURITY_JOIN_USER_ROLES=False,  # ours are per démarche, read by identity
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_MSG_GENERIC_AUTHN_FAILED=(
            _("Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez, puis recommencez."),
            "error",
        ),
        SECURITY_DEFAULT_REMEMBER_ME=False,
        SECURITY_AUTO_LOGIN_AFTER_CONFIRM=False,
        SECURITY_CACHE_CONTROL=None,  # ours is on every page (cafe/headers.py)
        SECURITY_SEND_REGISTER_EMAIL=False,
        REMEMBER_COOKIE_SECURE=reglages.secure_cookies,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
    )
    security.init_app(app, CompteDatastore(), login_form=ConnexionForm)
    # Our rights are read per object (permits): nobody asks for the identity that this hook
    # would load on every request, a phone's included.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    security.pwd_context = _OffTheHub(security.pwd_context)

    @app.before_request
    def refuse_password_in_clear() -> Response | None:
        # Reading is refused too: nobody should type a password that we then refuse.
        if not request.path.startswith(_PASSWORD_PATHS):
            return None
        if request.is_secure or is_this_machine(request.remote_addr):
            return None
        return make_response(render_template("access/_clair.html"), 403)


_PASSWORD_PATHS = ("/connexion", "/invitation/", "/compte/")


def is_this_machine(address: str | None) -> bool:
    """Whether the request comes from the machine itself (nothing travels in clear then)."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    # A server that listens on IPv6 sees its own IPv4 loopback as « ::ffff:127.0.0.1 ».
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
