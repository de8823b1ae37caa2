"""« Je ne suis pas d’accord »: one field, sent to the team, from the phone that sent the word."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from cafe.actions.core import Missing, NotAllowed, Refusal
from cafe.actions.objections import post_objection
from cafe.errors import wants_json
from cafe.messages import sentence, status
from cafe.participation.mots import my_word
from cafe.participation.salle import code_of, here, me, participation


@participation.get("/s/<code>/contributions/<contribution_id>/objecter")
def objecter(code: str, contribution_id: str) -> str:
    """The word as it was sent, and the field to say why one disagrees."""
    return _page(contribution_id)


@participation.post("/s/<code>/contributions/<contribution_id>/objecter")
def envoyer_objection(code: str, contribution_id: str) -> Response:
    """Send it to the team; refused, what was typed stays."""
    texte = request.form.get("texte", "")
    try:
        post_objection(par=me(), contribution_id=contribution_id, texte=texte)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        page = _page(contribution_id, texte, sentence(refusal))
        return make_response(page, status(refusal))
    return redirect(url_for(".mes_mots", code=code_of(here()), fait="objection"), 303)


def _page(contribution_id: str, texte: str = "", erreur: str | None = None) -> str:
    return render_template(
        "participation/objecter.html",
        seance=here(),
        demarche=here().demarche,
        code=code_of(here()),
        mot=my_word(contribution_id),
        texte=texte,
        erreur=erreur,
    )
