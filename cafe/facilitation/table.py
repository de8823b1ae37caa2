"""The page of a table's host: one question, one field, the ideas of the tour, its synthèse.

A host's device has its own table; the team opens any (``?table=``), where a table has no host.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from flask import abort, make_response, render_template, request
from werkzeug.wrappers import Response

from cafe import clock
from cafe.access.doors import allow, current_identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import Refusal, Stale
from cafe.actions.hotes import PERSONNES_MAX
from cafe.extensions import db
from cafe.facilitation.saisie import Recepisse
from cafe.facilitation.salle import facilitation
from cafe.messages import sentence, status
from cafe.models import FeuilleTablee, ModeRotation, Question, RoleAcces, Seance, Tablee, Tour
from cafe.models.contribution import ETOILES_MAX
from cafe.models.evenement import installation_id, last_numero
from cafe.models.minuteur import Compte, minuteur_of
from cafe.models.places import Attendu, attendus_at
from cafe.models.question import questions_of, tablees_of
from cafe.models.synthese import SyntheseLue, earlier_syntheses, synthese_at
from cafe.models.tablee_vue import (
    Idee,
    effectif_at,
    feuilles_at,
    ideas_of_table,
    question_at,
    tour_shown,
    tours_of,
)


@dataclass(frozen=True)
class Poste:
    """Where one acts: a table and a tour; ``hote`` when it is the host's own device.

    ``choisi``: the number of the tour asked for, where it is not the one under way.
    """

    seance: Seance
    tablee: Tablee
    tour: Tour | None
    tours: list[Tour]
    hote: bool
    choisi: int | None

    @property
    def adresse(self) -> dict[str, Any]:
        """What names this place in an address: the table for the team, the tour if chosen."""
        table = {} if self.hote else {"table": self.tablee.numero}
        return table if self.choisi is None else table | {"tour": self.choisi}

    @property
    def tour_id(self) -> str | None:
        """None where the séance has no tours."""
        return self.tour.id if self.tour else None


@dataclass(frozen=True)
class Frappe:
    """What the fields hold after a refusal, and the sentence beside the field it names.

    ``synthese``: the text typed, with the version it will be saved on; ``autre``: the text that
    another device saved meanwhile.
    """

    texte: str = ""
    categorie: str = ""
    talon: str = ""
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    nombre: str = ""
    badge: str = ""
    synthese: str | None = None
    version: int | None = None
    autre: str | None = None
    champ: str | None = None
    erreur: str | None = None


@dataclass(frozen=True)
class PageTable:
    """Everything the page needs."""

    poste: Poste
    tables: list[Tablee]
    questions: list[Question]
    question: Question | None
    compte: Compte
    avant: list[SyntheseLue]
    idees: list[Idee]
    effectif: int | None
    synthese: SyntheseLue | None
    feuilles: list[FeuilleTablee]
    attendus: list[Attendu]
    frappe: Frappe
    numero: int
    installation: str
    recepisse: Recepisse | None
    etoiles_max: int = ETOILES_MAX
    personnes_max: int = PERSONNES_MAX

    @property
    def tournante(self) -> bool:
        """Whether people go by a plan, so that somebody may be at another table than planned."""
        return self.poste.tour is not None and self.poste.seance.rotation is not ModeRotation.LIBRE

    @property
    def etoiles(self) -> int:
        """How many ideas are put forward."""
        return sum(idee.etoile for idee in self.idees)


@facilitation.get("/<seance_id>/table")
def table(seance_id: str) -> str:
    """The page, at the tour under way or at the one asked for."""
    page = page_table(poste_at(seance_id))
    return render_template("facilitation/table/page.html", page=page)


@facilitation.get("/<seance_id>/table/corps")
def table_corps(seance_id: str) -> str:
    """Only what changes; the fields in which people type are never replaced."""
    page = page_table(poste_at(seance_id))
    return render_template("facilitation/table/_corps.html", page=page)


def poste_at(seance_id: str) -> Poste:
    """The table and the tour of this request; 404 and 403 as everywhere."""
    session = db.session()
    seance = session.get(Seance, seance_id)
    if seance is None:
        abort(404)
    allow(Pouvoir.SAISIR, Lieu(seance.demarche_id, seance.id))
    identite = current_identite()
    hote = identite.role_acces is RoleAcces.HOTE
    tablees = tablees_of(session, seance.id)
    if hote:
        found = next((t for t in tablees if t.id == identite.tablee_id), None)
    else:
        wanted = request.values.get("table", type=int)
        found = next((t for t in tablees if wanted in (None, t.numero)), None)
    if found is None:
        abort(404)
    tours = tours_of(session, seance.id)
    numero = request.values.get("tour", type=int)
    asked = next((t for t in tours if t.numero == numero), None)
    shown = tour_shown(session, seance.id, tours, clock.now())
    chosen = asked.numero if asked is not None and asked is not shown else None
    return Poste(seance, found, asked or shown, tours, hote, chosen)


def page_table(
    poste: Poste, frappe: Frappe | None = None, recepisse: Recepisse | None = None
) -> PageTable:
    """What the page shows of a table at a tour."""
    session = db.session()
    # Before the rows: what comes meanwhile is fetched again, never missed.
    numero = last_numero(session)
    tablee, tour_id = poste.tablee, poste.tour_id
    questions = questions_of(session, poste.seance.id)
    planned = question_at(session, tour_id, tablee.id)
    return PageTable(
        poste=poste,
        tables=[] if poste.hote else tablees_of(session, poste.seance.id),
        questions=questions if planned is None else [planned],
        question=planned or (questions[0] if len(questions) == 1 else None),
        compte=minuteur_of(poste.seance, poste.seance.etape),
        avant=earlier_syntheses(session, tour_id, tablee.id) if tour_id else [],
        idees=ideas_of_table(session, tablee.id, tour_id),
        effectif=effectif_at(session, tour_id, tablee.id),
        synthese=synthese_at(session, tour_id, tablee.id) if tour_id else None,
        feuilles=feuilles_at(session, tablee.id, tour_id),
        attendus=attendus_at(session, poste.seance, tour_id, tablee.id) if tour_id else [],
        frappe=frappe or Frappe(),
        numero=numero,
        installation=installation_id(session),
        recepisse=recepisse,
    )


def refused_page(seance_id: str, refusal: Refusal, frappe: Frappe) -> Response:
    """The page again with what was typed, why it was refused, and the other text in a conflict."""
    shown = replace(frappe, champ=refusal.champ, erreur=sentence(refusal))
    if isinstance(refusal, Stale) and refusal.code == "synthese_modifiee":
        actual = refusal.details
        shown = replace(shown, champ="synthese", version=actual["version"], autre=actual["texte"])
    page = page_table(poste_at(seance_id), shown)
    return make_response(
        render_template("facilitation/table/page.html", page=page), status(refusal)
    )
