"""The phone's side of the trial of the hall's network: a page that calls every few seconds.

Without script the page reloads itself: each load is a call. No cookie: a phone is known by
a key in the page, for the time of the trial. Its address is only compared with ours, to
leave this machine out, and never kept.
"""

from __future__ import annotations

import re
import secrets

from flask import current_app, jsonify, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from cafe import clock
from cafe.access.staff import is_this_machine
from cafe.participation.salle import code_of, here, participation
from cafe.reseau.essai import RYTHME
from cafe.reseau.essais import essai_of
from cafe.reseau.interfaces import private_addresses

_CLE = re.compile(r"[0-9a-f]{32}")


@participation.get("/r/<code>/essai")
def essai(code: str) -> Response:
    """The page of one phone. ``tel``: the key it was given, on a reload; JSON for its calls."""
    cle = request.args.get("tel", "")
    if not _CLE.fullmatch(cle):
        cle = secrets.token_hex(16)
    ici = _is_here()
    numero = None if ici else _call(cle)
    if request.accept_mimetypes.best == "application/json":
        return jsonify({"numero": numero})
    page = render_template(
        "participation/essai.html",
        seance=here(),
        numero=numero,
        appel=url_for(".essai", code=code_of(here()), tel=cle),
        rythme=int(RYTHME.total_seconds()),
    )
    return make_response(page)


def _call(cle: str) -> int:
    essai = essai_of(current_app, here().id)
    return essai.call(cle, clock.now(), en_pause="pause" in request.args)


def _is_here() -> bool:
    """Whether this machine asks: that proves nothing of the Wi-Fi."""
    own = {one.adresse for one in private_addresses()}
    return is_this_machine(request.remote_addr) or request.remote_addr in own
