"""Error answers: French sentences for people, ``{erreur, message, champ}`` for programs.

No stack trace, no English page: whatever happens, the answer says what to do next.
"""

from __future__ import annotations

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from cafe.actions.core import Busy, Refusal
from cafe.messages import sentence, status

RETRY_SECONDS = 2


def wants_json() -> bool:
    """Whether the caller is a script of ours or a program rather than a page."""
    if request.headers.get("Accept") == "application/json":
        return True  # our scripts: no need to weigh what browsers list
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def refusal_json(refusal: Refusal) -> Response:
    """The contract's refusal: ``{erreur, message, champ}`` with its status."""
    body = {"erreur": refusal.code, "message": sentence(refusal), "champ": refusal.champ}
    response = make_response(jsonify(body), status(refusal))
    if (wait := refusal.details.get("attendre")) is not None:
        response.headers["Retry-After"] = str(wait)
    elif status(refusal) == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def error_page(code: int, title: str, advice: str, erreur: str) -> Response:
    """A plain page, or the JSON form, with that status."""
    if wants_json():
        return make_response(jsonify(erreur=erreur, message=advice, champ=None), code)
    return make_response(render_template("erreur.html", titre=title, conseil=advice), code)


def init_errors(app: Flask) -> None:
    """Register the handlers."""

    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> Response:
        if wants_json():
            return refusal_json(error)
        response = error_page(
            status(error), _("Ce n’est pas possible"), sentence(error), error.code
        )
        if status(error) == 503:
            response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response

    @app.errorhandler(OperationalError)
    def database_busy(error: OperationalError) -> Response:
        app.logger.warning("database refused a read: %s", error.orig)
        return refused(Busy())

    @app.errorhandler(DataError)
    def no_such_value(error: DataError) -> Response:
        # PostgreSQL refuses to look for what no row can hold: a text with a NUL, a huge number.
        app.logger.warning("database refused a value: %s", error.orig)
        title, advice, erreur = _http_sentence(400)
        return error_page(400, title, advice, erreur)

    @app.errorhandler(CSRFError)
    def csrf(error: CSRFError) -> Response:
        advice = _(
            "La page était ouverte depuis trop longtemps ou venait d’ailleurs. "
            "Revenez en arrière, rechargez la page, puis recommencez : rien n’a été changé."
        )
        return error_page(400, _("La page a expiré"), advice, "page_expiree")

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        if error.response is not None:
            return make_response(error.response)
        title, advice, erreur = _http_sentence(error.code or 500)
        return error_page(error.code or 500, title, advice, erreur)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        if app.testing:
            raise error
        app.logger.exception("unexpected error")
        title, advice, erreur = _http_sentence(500)
        return error_page(500, title, advice, erreur)


def _http_sentence(code: int) -> tuple[str, str, str]:
    match code:
        case 400:
            return _("Demande incomplète"), _("Revenez en arrière et recommencez."), "incomplet"
        case 401:
            return _("Connexion nécessaire"), _("Connectez-vous, puis recommencez."), "connexion"
        case 403:
            return (
                _("Accès réservé"),
                _("Votre compte n’a pas le droit de faire cela. Demandez au chef de projet."),
                "interdit",
            )
        case 404:
            return (
                _("Page introuvable"),
                _("Vérifiez l’adresse ou le code, puis recommencez."),
                "introuvable",
            )
        case 405:
            return _("Demande impossible"), _("Revenez à la page précédente."), "methode"
        case 413:
            return (
                _("Fichier trop lourd"),
                _("Choisissez un fichier plus léger (5 Mo au plus), puis recommencez."),
                "trop_lourd",
            )
        case _:
            return (
                _("Quelque chose n’a pas marché"),
                _("Rien n’est perdu. Attendez un instant, puis recommencez."),
                "erreur",
            )
