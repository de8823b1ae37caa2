"""The printed kit: each paper with its number of pages, and all of them in one file."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import abort, render_template
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from cafe.access.permits import Pouvoir
from cafe.documents.kit.contenu import PARTIES, Kit
from cafe.documents.kit.ensemble import count_kit, render_kit
from cafe.documents.kit.phrases import NOMS_DES_PARTIES
from cafe.documents.presse import print_apart
from cafe.extensions import db
from cafe.models import Seance
from cafe.models.talon import last_talon
from cafe.pilotage.kit_contenu import kit_of
from cafe.pilotage.reseau import DOCUMENTS, remember_printed
from cafe.pilotage.salle import pilotage, seance_at
from cafe.pilotage.telechargement import PDF, download

USAGES = {
    "affiche": _("À la porte et aux murs : le QR code et le code en clair."),
    "questions": _("Une par question, là où l’on en parle."),
    "wifi": _("À côté de l’affiche de la porte."),
    "chevalets": _("Pliés en deux, un par table. Le QR code mène à la table."),
    "feuilles": _("Une par table et par tour : on y écrit, on étoile, on vote la synthèse."),
    "hotes": _("Une par hôte : son programme, ses gestes, qui appeler."),
    "conducteur": _("Pour qui anime : minute par minute, ce qu’on dit, qui fait quoi."),
    "presences": _("Se signe à l’entrée et reste sur papier."),
    "secours": _("Chaque étape sans réseau, et ce qu’on saisira ensuite."),
}


@dataclass(frozen=True)
class Papier:
    """One part of the kit and how many pages it has."""

    cle: str
    nom: str
    usage: str
    pages: int


@dataclass(frozen=True)
class PageKit:
    """What the page lists; ``talons``: the number of the last slip printed."""

    seance: Seance
    papiers: list[Papier]
    talons: int

    @property
    def total(self) -> int:
        """The pages of the whole kit."""
        return sum(papier.pages for papier in self.papiers)


@pilotage.get("/seances/<seance_id>/kit")
def kit(seance_id: str) -> str:
    """What there is to print, and how many pages, before anything is printed."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    pages: dict[str, int] = json.loads(print_apart(count_kit, kit_of(db.session(), row)))
    papiers = [
        Papier(cle, NOMS_DES_PARTIES[cle], str(USAGES[cle]), pages[cle])
        for cle in PARTIES
        if cle in pages
    ]
    page = PageKit(row, papiers, last_talon(db.session(), row.id))
    return render_template("pilotage/seance/kit.html", page=page, seance=row)


@pilotage.get("/seances/<seance_id>/kit.pdf")
def kit_pdf(seance_id: str) -> Response:
    """All the papers in one file."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    return _printed(row, kit_of(db.session(), row), f"kit {row.titre}.pdf")


@pilotage.get("/seances/<seance_id>/kit/<partie>.pdf")
def kit_partie(seance_id: str, partie: str) -> Response:
    """One part of it; 404 for one that the séance does not have."""
    row = seance_at(seance_id, Pouvoir.ANIMER)
    whole = kit_of(db.session(), row)
    if partie not in whole.parties:
        abort(404)
    return _printed(row, whole.only(partie), f"{NOMS_DES_PARTIES[partie]} {row.titre}.pdf")


def _printed(seance: Seance, content: Kit, nom: str) -> Response:
    data = print_apart(render_kit, content)
    for document in DOCUMENTS:
        if document in content.parties:
            remember_printed(seance.id, document)
    return download(data, PDF, nom, attachment=False)
