"""The journal of a board, and the undo of one's own gestures: from the board or from here.

The board's button and its key post the same form as each line of the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.doors import current_identite
from cafe.access.permits import Pouvoir
from cafe.actions.annulation import undo
from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken, Stale
from cafe.errors import wants_json
from cafe.extensions import db
from cafe.facilitation.gestes_dits import GesteDit, author_of, tell, undoable
from cafe.facilitation.salle import facilitation, seance_for
from cafe.facilitation.vue import may
from cafe.messages import sentence, status
from cafe.models import Evenement, Seance
from cafe.models.evenement import NUMERO_MAX
from cafe.models.journal_lecture import authors_of, gestures_of
from cafe.presentation import jour

PAR_PAGE = 50


@dataclass(frozen=True)
class PageJournal:
    """The gestures of a board by day, the newest first; ``suite``: before which number older
    ones follow. ``lien``: with a refusal, where to look."""

    seance: Seance
    jours: tuple[tuple[str, list[GesteDit]], ...]
    suite: int | None
    plus_anciens: bool
    auteurs: tuple[tuple[str, str], ...]
    qui: str
    anime: bool
    erreur: str | None = None
    lien: tuple[str, str] | None = None


@facilitation.get("/<seance_id>/tableau/journal")
def journal(seance_id: str) -> Response:
    """Every gesture on the board: who, when, what; one's own with their « Annuler »."""
    return _journal_page(seance_for(seance_id, Pouvoir.VOIR_TABLEAU))


@facilitation.get("/<seance_id>/tableau/annulable")
def annulable(seance_id: str) -> Response:
    """What « Annuler » would undo now, asked by scripts after each gesture."""
    return jsonify(annulable=_next(seance_for(seance_id, Pouvoir.ANIMER)))


@facilitation.post("/<seance_id>/tableau/annuler")
def annuler(seance_id: str) -> Response:
    """Undo one's own gesture ``numero``; refused with who and what where it has moved on."""
    seance = seance_for(seance_id, Pouvoir.ANIMER)
    numero = request.form.get("numero", type=int)
    try:
        if numero is None or not 0 < numero < NUMERO_MAX:
            raise RuleBroken("rien_a_annuler")
        undo(par=current_identite(), seance_id=seance.id, numero=numero)
    except (Missing, NotAllowed):
        raise
    except Refusal as refusal:
        return _refused(seance, refusal)
    (undone,) = tell(db.session(), [db.session.get_one(Evenement, numero)], current_identite())
    said = _("Annulé : %(geste)s.", geste=undone.dit)
    if wants_json():
        return jsonify(dit=said, carte=undone.carte, annulable=_next(seance))
    flash(said, "succes")
    if request.form.get("retour") == "journal":
        return redirect(url_for("facilitation.journal", seance_id=seance.id), 303)
    question = request.form.get("question") or undone.question
    if request.form.get("retour") == "suggestions":
        moment = request.form.get("moment")
        return redirect(
            url_for(
                "facilitation.suggestions", seance_id=seance.id, question=question, moment=moment
            ),
            303,
        )
    return redirect(
        url_for("facilitation.tableau", seance_id=seance.id, question=question or None), 303
    )


def _next(seance: Seance) -> dict[str, Any] | None:
    geste = undoable(db.session(), seance.id, current_identite())
    return {"numero": geste.numero, "dit": geste.dit} if geste else None


def _refused(seance: Seance, refusal: Refusal) -> Response:
    lien: tuple[str, str] | None = None
    carte: str | None = None
    if isinstance(refusal, Stale) and refusal.code == "deja_change":
        later = db.session.get_one(Evenement, refusal.details["numero"])
        (geste,) = tell(db.session(), [later], current_identite())
        code = "deja_change_par_soi" if geste.mien else "deja_change_dit"
        refusal = Stale(code, qui=geste.qui, geste=geste.dit, heure=geste.le)
        carte = geste.carte
        lien = (_("Voir où cela en est"), place_url(seance, geste))
    if not wants_json():
        return _journal_page(seance, refusal, lien)
    liens = [{"texte": lien[0], "href": lien[1], "carte": carte}] if lien else []
    url = url_for("facilitation.journal", seance_id=seance.id)
    liens.append({"texte": _("Journal"), "href": url, "carte": None})
    body = {"erreur": refusal.code, "message": sentence(refusal), "champ": None, "liens": liens}
    return make_response(jsonify(body), status(refusal))


def place_url(seance: Seance, geste: GesteDit) -> str:
    """The board where a gesture was made, at its card or its group."""
    anchor = f"carte-{geste.carte}" if geste.carte else ""
    anchor = anchor or (f"groupe-{geste.groupe}" if geste.groupe else "")
    return url_for(
        "facilitation.tableau",
        seance_id=seance.id,
        question=geste.question,
        _anchor=anchor or None,
    )


def _journal_page(
    seance: Seance, refusal: Refusal | None = None, lien: tuple[str, str] | None = None
) -> Response:
    session = db.session()
    avant = request.args.get("avant", type=int)
    if avant is not None and not 0 < avant < NUMERO_MAX:
        avant = None
    authors = authors_of(session, seance.id)
    named = sorted((author_of(session, event), str(event.auteur_id)) for event in authors)
    wished = request.args.get("qui", "")
    qui = wished if wished in {id_ for _nom, id_ in named} else ""
    events = gestures_of(session, seance.id, avant=avant, auteur_id=qui or None, limit=PAR_PAGE + 1)
    told = tell(session, events[:PAR_PAGE], current_identite())
    page = PageJournal(
        seance=seance,
        jours=tuple((day, list(some)) for day, some in groupby(told, lambda g: jour(g.le))),
        suite=told[-1].numero if len(events) > PAR_PAGE else None,
        plus_anciens=avant is not None,
        auteurs=tuple((id_, nom) for nom, id_ in named),
        qui=qui,
        anime=may(seance, Pouvoir.ANIMER),
        erreur=sentence(refusal) if refusal else None,
        lien=lien,
    )
    html = render_template("facilitation/journal.html", page=page, place_url=place_url)
    return make_response(html, status(refusal) if refusal else 200)
