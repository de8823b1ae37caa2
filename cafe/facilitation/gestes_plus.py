"""The gestures under « Plus » on a card: split it, bring it beside another, mark it, pass it on.

Each is a plain form of the card's own page; scripts post the same fields from the board.
"""

from __future__ import annotations

import re

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cafe.access.identity import Identite
from cafe.actions.core import RuleBroken
from cafe.actions.isolees import mark_lone_voice
from cafe.actions.partages import split_contribution
from cafe.actions.rapprochements import bring_together, separate
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.facilitation.gestes import gesture
from cafe.facilitation.reponses import version_typed
from cafe.facilitation.salle import facilitation
from cafe.models import NatureSuite, Seance
from cafe.models.tableau import Carte

_LIGNE_VIDE = re.compile(r"\r?\n[ \t]*\r?\n")


@facilitation.post("/<seance_id>/contributions/<contribution_id>/partager")
def partager(seance_id: str, contribution_id: str) -> Response:
    """Split an idea: an empty line stands between two parts."""

    def write(par: Identite, carte: Carte) -> str:
        first, *_rest = split_contribution(
            par=par,
            contribution_id=carte.id,
            parties=_LIGNE_VIDE.split(request.form.get("parties", "")),
            client_id=request.form.get("client_id", ""),
            version=version_typed(),
        )
        return first

    said = _("Idée partagée : ses parties ont pris sa place.")
    return gesture(seance_id, contribution_id, write, said)


@facilitation.post("/<seance_id>/contributions/<contribution_id>/rapprocher")
def rapprocher(seance_id: str, contribution_id: str) -> Response:
    """Keep a word under another one (« principale ») that says nearly the same."""

    def write(par: Identite, carte: Carte) -> str:
        principale = request.form.get("principale", "")
        if not principale:
            raise RuleBroken("principale_absente", champ="principale")
        return bring_together(
            par=par,
            contribution_id=carte.id,
            principale_id=principale,
            version=version_typed(),
        )

    return gesture(seance_id, contribution_id, write, _("Paroles rapprochées."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/separer")
def separer(seance_id: str, contribution_id: str) -> Response:
    """Let a word stand by itself again."""

    def write(par: Identite, carte: Carte) -> None:
        separate(par=par, contribution_id=carte.id, version=version_typed())

    return gesture(seance_id, contribution_id, write, _("Parole séparée."))


@facilitation.post("/<seance_id>/contributions/<contribution_id>/isoler")
def isoler(seance_id: str, contribution_id: str) -> Response:
    """Mark a lone voice (« isolee » holds something), or take the mark away."""
    isolee = bool(request.form.get("isolee"))

    def write(par: Identite, carte: Carte) -> None:
        mark_lone_voice(par=par, contribution_id=carte.id, isolee=isolee, version=version_typed())

    said = _("Notée voix isolée.") if isolee else _("Elle n’est plus notée voix isolée.")
    return gesture(seance_id, contribution_id, write, said)


@facilitation.post("/<seance_id>/contributions/<contribution_id>/transmettre")
def transmettre(seance_id: str, contribution_id: str) -> Response:
    """Pass a request on to a structure: the word has its suite."""

    def write(par: Identite, carte: Carte) -> None:
        seance = db.session.get_one(Seance, carte.seance_id)
        give_suite(
            par=par,
            demarche_id=seance.demarche_id,
            reponse=Reponse(
                NatureSuite.TRANSMISE,
                request.form.get("texte", ""),
                organisme_id=request.form.get("organisme") or None,
            ),
            contributions=[carte.id],
            remplacer=bool(request.form.get("remplacer")),
        )

    return gesture(seance_id, contribution_id, write, _("Parole transmise."))
