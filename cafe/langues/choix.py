"""Which language a request speaks: ``?lang=``, else the cookie, else what the browser asks.

Only the participants' pages are asked; everything else is French, above all the announcer,
whose pieces keep their words from one rendering to the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import get_domain

from cafe.langues.catalogue import shipped_folder
from cafe.langues.langue import FRANCAIS, LANGUE_SOURCE, Langue
from cafe.langues.registre import Registre

COOKIE = "cafe_langue"
# The blueprints of people without an account.
_TELEPHONE = frozenset({"participation"})
# Where an address that leads nowhere was typed by the team.
_EQUIPE = ("/piloter", "/animer")
_EXTENSION = "cafe_langues"


@dataclass(frozen=True)
class Choix:
    """One entry of the language switch; ``adresse`` is this page in that language."""

    langue: Langue
    adresse: str
    courante: bool


def registre() -> Registre:
    """The languages of this installation."""
    found: Registre = current_app.extensions[_EXTENSION]
    return found


def locale() -> str:
    """Babel's locale selector."""
    return langue_page().locale


def langue_page() -> Langue:
    """The language of the page being answered; French outside the phone's pages."""
    if not has_request_context() or not _is_phone():
        return LANGUE_SOURCE
    if "langue" not in g:
        g.langue = _chosen()
    found: Langue = g.langue
    return found


def _is_phone() -> bool:
    """Whether the page is for people without an account; an unknown address most likely is."""
    if request.blueprint is None:
        return request.url_rule is None and not request.path.startswith(_EQUIPE)
    return request.blueprint in _TELEPHONE


def langues_offertes() -> list[Choix]:
    """The switch, empty when there is nothing to choose or the page answers a form."""
    actives = registre().actives()
    if len(actives) < 2 or request.method != "GET":
        return []
    now = langue_page().code
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    return [
        Choix(langue, "?" + urlencode([*kept, ("lang", code)]), code == now)
        for code, langue in actives.items()
    ]


def langue_choisie() -> bool:
    """Whether this person has used the switch."""
    return "lang" in request.args or COOKIE in request.cookies


def _chosen() -> Langue:
    actives = registre().actives()
    if len(actives) == 1:
        return LANGUE_SOURCE
    for code in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if code in actives:
            return actives[code]
    return actives[_accepted(list(actives))]


def _accepted(codes: list[str]) -> str:
    """The first language the browser asks for that is here, « ar-DZ » counting as « ar »."""
    by_name = {code.lower(): code for code in codes}
    for asked in request.accept_languages.values():
        name = asked.lower()
        for wanted in (name, name.split("-")[0]):
            if wanted in by_name:
                return by_name[wanted]
    return FRANCAIS


def init_langues(app: Flask, instance_registre: Registre) -> None:
    """Register the switch and what templates may ask."""
    app.extensions[_EXTENSION] = instance_registre
    instance_registre.on_change = lambda: get_domain().cache.clear()
    app.jinja_env.globals.update(
        langue_page=langue_page,
        langue_choisie=langue_choisie,
        langues_offertes=langues_offertes,
    )

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get("lang") if request.blueprint in _TELEPHONE else None
        if asked and asked in registre().actives():
            # For the length of the visit only: the next event at this address starts afresh.
            response.set_cookie(
                COOKIE,
                asked,
                httponly=True,
                samesite="Lax",
                secure=bool(app.config["SESSION_COOKIE_SECURE"]),
            )
        return response


def translation_directories(instance_registre: Registre) -> str:
    """Flask-Babel's setting: a town's own sentences come after ours and win."""
    return f"{shipped_folder()};{instance_registre.dossier}"
