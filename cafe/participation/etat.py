"""The state a phone needs, in one small answer; what a nudge makes it fetch again."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from flask import Response, request
from sqlalchemy import select

from cafe import clock
from cafe.access.doors import has_participant_cookie
from cafe.access.jetons import recu_of
from cafe.extensions import db
from cafe.models import Droit, Participant, Tablee
from cafe.models.contribution import Contribution, contributions_of_participant
from cafe.models.evenement import installation_id, last_numero
from cafe.models.minuteur import minuteur_of
from cafe.models.participant import is_slowed_down
from cafe.models.places import change_in, stop_in, way_of_phone
from cafe.models.question import Question, current_tour, questions_of
from cafe.participation.salle import here, me, participation
from cafe.participation.voter import votable
from cafe.presentation import categorie_libelle


@participation.get("/s/<code>/etat.json")
def etat_json(code: str) -> Response:
    """The contract's state; 304 when nothing changed. Time travels in a header."""
    body = orjson.dumps(_etat())
    response = Response(body, mimetype="application/json")
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie"
    response.make_conditional(request)
    response.headers["X-Cafe-Maintenant"] = str(int(clock.now().timestamp() * 1000))
    return response


def _etat() -> dict[str, Any]:
    seance, identite = here(), me()
    session = db.session()
    words = contributions_of_participant(session, identite.id) if identite.id else []
    tour = current_tour(session, seance.id, clock.now())
    numero = tour.numero if tour else None
    way = way_of_phone(session, seance, identite.id)
    stop, change = stop_in(way, numero), change_in(way, numero)
    minuteur = minuteur_of(seance, seance.etape)
    known = has_participant_cookie(seance.id) and identite.id is not None
    vote = votable(seance)
    droits = {*seance.droits(), *((Droit.VOTER,) if vote else ())}
    return {
        "instance": installation_id(session),
        "seance": seance.id,
        "numero": last_numero(session),
        "phase": seance.phase.value,
        "droits": [droit.value for droit in Droit if droit in droits],
        "tour": numero,
        "fin": minuteur.fin,
        "pause": minuteur.pause,
        "message": seance.message,
        "tablee": stop.table if stop else _tablee(identite.id),
        # Where a badge goes: the round that its table is of, the plan's when it is seen elsewhere,
        # and the next round at which a repair sends it elsewhere than was told.
        "place": {"tour": stop.tour, "table": stop.table, "prevue": stop.prevue} if stop else None,
        "change": {"tour": change.tour, "table": change.table, "avant": change.avant}
        if change
        else None,
        "vote": vote.id if vote else None,
        # The team reads this person's words one by one.
        "ralenti": is_slowed_down(session, identite.id),
        "questions": [_question(q) for q in questions_of(session, seance.id)],
        "contributions": [_contribution(c) for c in words],
        "recu": recu_of(identite.jeton or "") if known else None,
    }


def _tablee(participant_id: str | None) -> int | None:
    """The number of the table the participant sits at, if it is known."""
    if participant_id is None:
        return None
    return db.session.scalar(
        select(Tablee.numero)
        .join(Participant, Participant.tablee_id == Tablee.id)
        .where(Participant.id == participant_id)
    )


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "texte": question.texte,
        "categories": [
            {"cle": c.cle, "libelle": categorie_libelle(c.cle)} for c in question.accepted()
        ],
    }


def _contribution(row: Contribution) -> dict[str, Any]:
    return {
        "id": row.id,
        "client_id": row.client_id,
        "question": row.question_id,
        "categorie": row.categorie,
        "texte": row.texte,
        "statut": row.statut.value,
        "motif": row.motif.value if row.motif else None,
        "tardive": row.tardive,
        "version": row.version,
    }
