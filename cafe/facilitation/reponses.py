"""How a gesture of the board answers: a page again for people, JSON for our scripts.

A form without script comes back to the board, at the same question; a refusal shows the
form again with what was wanted beside what is there now.
"""

from __future__ import annotations

from flask import flash, jsonify, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from cafe.actions.core import Missing, NotAllowed, Refusal, Stale
from cafe.errors import refusal_json, wants_json
from cafe.extensions import db
from cafe.facilitation.listes import COURT
from cafe.messages import sentence, status
from cafe.models.tableau import cards_by_id


def back_to_board(
    seance_id: str, question_id: str, anchor: str = "", groupe: str | None = None
) -> Response:
    """303 to the board of that question, at the element of that id, in that group unfolded."""
    target = url_for(
        "facilitation.tableau",
        seance_id=seance_id,
        question=question_id,
        ouverts=groupe[:COURT] if groupe else None,
        _anchor=anchor or None,
    )
    return redirect(target, 303)


def card_done(
    seance_id: str, question_id: str, contribution_id: str, said: str, aller: str | None = None
) -> Response:
    """The answer to a gesture on a card: where it stands now, and its new version.

    ``aller``: the card to look at next, when it is another one.
    """
    if not wants_json():
        flash(said, "succes")
        if request.form.get("retour") == "relecture":
            where = url_for("facilitation.relecture", seance_id=seance_id, parole=contribution_id)
            return redirect(where, 303)
        (seen,) = cards_by_id(db.session(), [aller or contribution_id])
        return back_to_board(seance_id, question_id, f"carte-{seen.id}", seen.regroupement_id)
    (carte,) = cards_by_id(db.session(), [contribution_id])
    return jsonify(
        id=carte.id,
        version=carte.version,
        statut=carte.statut.value,
        question=carte.question_id,
        regroupement=carte.regroupement_id,
        rang=carte.rang,
        **({"aller": aller} if aller else {}),
    )


def group_done(
    seance_id: str, question_id: str, regroupement_id: str, version: int | None, said: str
) -> Response:
    """The answer to a gesture on a group."""
    if wants_json():
        return jsonify(id=regroupement_id, question=question_id, version=version)
    flash(said, "succes")
    return back_to_board(seance_id, question_id, f"groupe-{regroupement_id}")


def refused(refusal: Refusal, **actuel: object) -> Response:
    """The JSON of a refusal; a conflict also says what the row is now (``actuel``).

    Without JSON, rights and missing objects rise again: they have pages of their own.
    """
    if isinstance(refusal, Missing | NotAllowed):
        raise refusal
    if not isinstance(refusal, Stale):
        return refusal_json(refusal)
    body = {
        "erreur": refusal.code,
        "message": sentence(refusal),
        "champ": refusal.champ,
        "actuel": {**refusal.details, **actuel},
    }
    return make_response(jsonify(body), status(refusal))


def version_typed() -> int | None:
    """The version that the form was opened on; None when it does not say."""
    return request.form.get("version", type=int)
