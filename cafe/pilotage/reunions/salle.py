"""What the pages around a meeting share: the group asked for, and where one goes on."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.extensions import db
from cafe.models import Groupe
from cafe.pilotage.salle import demarche_at


def groupe_at(groupe_id: str, pouvoir: Pouvoir = Pouvoir.VOIR_DEMARCHE) -> Groupe:
    """The group, if this account may do that in its démarche."""
    row = db.session.get(Groupe, groupe_id)
    if row is None:
        abort(404)
    demarche_at(row.demarche_id, pouvoir)
    return row


def focused() -> str:
    """The id of the control where the person goes on, after a button that sent the page."""
    return request.args.get("ou", "")


def back_to(endpoint: str, ou: str = "", **values: str) -> Response:
    """The page again, with the focus on that control."""
    asked: dict[str, Any] = values | ({"ou": ou} if ou else {})
    return redirect(url_for(endpoint, **asked), 303)
