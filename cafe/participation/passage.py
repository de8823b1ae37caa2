"""A phone that several people share, and a person who comes back in another browser.

« Participant suivant » ends one person's stay on this device. « C'est encore moi » opens
the follow-up by receipt, to read: a receipt cannot give the right to write back, because the
secret cannot be found from it.
"""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from cafe.access.doors import participant_cookie_name
from cafe.access.jetons import mots_of
from cafe.participation import suivi
from cafe.participation.boite import boite_here
from cafe.participation.salle import code_of, here, me, participation


@participation.get("/s/<code>/suivant")
def suivant(code: str) -> str:
    """Asks once more, and shows the receipt of the person who leaves."""
    identite = me()
    mots = mots_of(identite.jeton).split("-") if identite.id and identite.jeton else []
    return render_template(
        "participation/suivant.html",
        seance=here(),
        code=code_of(here()),
        mots=mots,
        boite=boite_here(),
    )


@participation.post("/s/<code>/suivant")
def passer(code: str) -> Response:
    """Forget this browser's participant; the next page makes a fresh one."""
    response = make_response(redirect(url_for(".contribuer", code=code_of(here())), 303))
    response.delete_cookie(participant_cookie_name(here().id))
    response.delete_cookie(suivi.COOKIE, path="/suivi")
    return response


@participation.get("/s/<code>/encore-moi")
def encore_moi(code: str) -> str:
    """Where a receipt is typed, with what it opens and what it does not."""
    return render_template("participation/encore_moi.html", seance=here(), code=code_of(here()))
