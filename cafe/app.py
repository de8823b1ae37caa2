"""create_app(): settings, extensions, rooms, error pages. No rule and no route lives here."""

from __future__ import annotations

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from cafe import extensions
from cafe.access.staff import init_staff
from cafe.config import Reglages, load
from cafe.database import engine_options, init_database
from cafe.echeances import init_echeances
from cafe.errors import init_errors
from cafe.headers import init_headers
from cafe.langues import choix
from cafe.langues.registre import Registre
from cafe.presentation import init_presentation
from cafe.resources import resource
from cafe.sessions import Sessions
from cafe.statiques import init_statiques

MAX_UPLOAD = 60 * 1024 * 1024  # read in full so that a file too big gets a sentence, not a cut


def create_app(reglages: Reglages | None = None, *, testing: bool = False) -> Flask:
    """The application, ready to serve. Raises ``ConfigError`` on unsafe settings."""
    reglages = reglages or load()
    langues = Registre(reglages.instance)
    app = Flask(
        "cafe",
        template_folder=str(resource("templates")),
        static_folder=str(resource("static")),
    )
    app.config.update(
        TESTING=testing,
        REGLAGES=reglages,
        SECRET_KEY=reglages.secret_key,
        SQLALCHEMY_DATABASE_URI=reglages.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(reglages),
        SESSION_COOKIE_NAME="cafe_session",
        SESSION_COOKIE_SECURE=reglages.secure_cookies,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a séance lasts longer than an hour
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_DEFAULT_TIMEZONE="Europe/Paris",
        BABEL_TRANSLATION_DIRECTORIES=choix.translation_directories(langues),
        SEND_FILE_MAX_AGE_DEFAULT=31536000,  # addresses carry a hash of the content
    )
    app.session_interface = Sessions()
    app.jinja_env.undefined = StrictUndefined
    if reglages.mode == "public":
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    extensions.db.init_app(app)
    extensions.migrate.init_app(
        app, extensions.db, directory=str(resource("migrations")), render_as_batch=True
    )
    extensions.csrf.init_app(app)
    extensions.babel.init_app(app, locale_selector=choix.locale)
    choix.init_langues(app, langues)
    init_database(app, reglages)
    init_staff(app, reglages)
    init_headers(app, reglages)
    init_statiques(app)
    init_presentation(app)
    init_errors(app)
    init_echeances(app)
    _register_rooms(app)
    return app


def _register_rooms(app: Flask) -> None:
    from cafe import facilitation, health, live, participation, pilotage, portail

    for room in (portail, participation, facilitation, pilotage, health):
        room.init_room(app)
    live.init_live(app)
    if app.config["REGLAGES"].mode == "local":
        from cafe.style import style

        app.register_blueprint(style)
