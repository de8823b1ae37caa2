"""Saying one's quartier, if one wishes, once something was written."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cafe.actions.quartiers import say_quartier
from cafe.participation.salle import code_of, here, me, participation


@participation.post("/s/<code>/quartier")
def dire_quartier(code: str) -> Response:
    """Keep it, or forget it; back to one's words."""
    say_quartier(par=me(), quartier=request.form.get("quartier", ""))
    return redirect(url_for(".mes_mots", code=code_of(here()), fait="quartier"), 303)
